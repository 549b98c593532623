"""Sound: encoded files measured after decoding them, and held against a profile, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.errors import Finding

if TYPE_CHECKING:
    from cjpublish.checks.sound.locating import Part
    from cjpublish.checks.sound.measured import Measured

__all__ = ["Measured", "Part", "check", "measure", "parts", "result", "unpack"]


def parts(path: Path, kind: str, name: str = "") -> tuple[Part, ...]:
    """Find the sound of a file of a kind (a key of `artifacts.kind.KINDS`), cut at its chapter marks.

    Parts of equal `key` sound the same: one of them is measured. The same bytes have the same parts under any `name`.
    """
    from cjpublish.checks.sound import locating

    return locating.parts(path, kind)


def measure(part: Part) -> bytes:
    """Decode and measure a part; to be stored under its key. Runs in any process."""
    from cjpublish.checks.sound import measuring

    return measuring.measure(part)


def result(path: Path, kind: str, name: str, parts: Sequence[Part], measured: Mapping[str, bytes]) -> bytes:
    """Return all that is known of a file, from its parts and from what `measure` has returned for each key."""
    from cjpublish.checks.sound import measured as packing

    return packing.result(path, kind, name, parts, measured)


def unpack(content: bytes) -> Measured:
    """Return what `result` has packed."""
    from cjpublish.checks.sound import measured as packing

    return packing.unpack(content)


def check(measured: Measured, profile: str) -> Iterator[Finding]:
    """Yield what is wrong with a measured file; `profile` is a key of `audio.loudness.PROFILES`."""
    from cjpublish.checks.sound import faults, holding, labels, levelled, marks, packaging, pausing

    yield from holding.check(measured)
    yield from levelled.check(measured, profile)
    yield from faults.check(measured)
    yield from pausing.check(measured, profile)
    yield from marks.check(measured)
    yield from labels.check(measured)
    yield from packaging.check(measured, profile)
