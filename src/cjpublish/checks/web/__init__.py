"""Checks of what is read or heard on the web and in packages: pages, captions, times, audiobooks, talking books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cjpublish.checks.web import captions, daisy, links, packages, pictures, structure, times
from cjpublish.checks.web.page import opened
from cjpublish.errors import Finding

__all__ = ["check"]


def check(path: Path, name: str, kind: str) -> Iterable[Finding]:
    """Yield what is wrong with a file, called `name`, of a kind that is a key of `artifacts.kind.KINDS`."""
    looked_at = _KINDS.get(kind)
    return looked_at(path, name) if looked_at else ()


def _page(path: Path, name: str) -> Iterator[Finding]:
    page, faults = opened(path, name)
    yield from faults
    if page:
        for look in (structure.check, pictures.check, links.check):
            yield from look(page)


_KINDS: Mapping[str, Callable[[Path, str], Iterable[Finding]]] = {
    "audiobook": packages.readium,
    "captions": captions.check,
    "daisy202": daisy.check,
    "guide": times.guide,
    "lpf": packages.lpf,
    "page": _page,
    "timeline": times.timeline,
}
