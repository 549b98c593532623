"""What a recording holds: where each sentence is heard in it, and what is wrong with it.

A pure function of the file's bytes and the texts, so that any executor can run it; what it finds is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjpublish import alignment
from cjpublish.audio.pcm import decode
from cjpublish.errors import EngineError, Finding, InputError, Severity, Source
from cjpublish.model import Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Examined", "Heard", "clock", "examine"]

_SILENT = 0.002
"""Of full scale 1: a recording whose loudest sample is below it (-54 dBFS) holds nothing that can be mended."""
_FULL = 32767
_CLIPPED_RUN = 4
"""Samples in a row at full scale that are no peak any more."""
_CLIPPED_RUNS = 3
"""Places where that happens before it is said: one or two are not heard."""
_LOWEST_RATE = 16000
"""Hz under which speech sounds like a telephone."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A part of a recording, in samples at its own rate."""

    begin: int
    """From its start."""
    end: int
    """From its start."""
    kind: str = ""
    """For what is none of the texts: `repeated`, `misplaced`, `speech` or `noise`."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a recording holds."""

    rate: int
    """Hz; 0 where it can't be decoded."""
    sentences: tuple[Heard | None, ...]
    """Where each text is heard; None where that can't be said with confidence."""
    expected: tuple[int, ...]
    """About where each text should be heard, in samples."""
    others: tuple[Heard, ...]
    """What is heard and is none of the texts."""
    findings: tuple[Finding, ...]
    """What is wrong with the file itself."""


def examine(recording: Recording, texts: Sequence[str], language: str) -> Examined:
    """Find each spoken text, in order, in a recording of them all.

    What can't be decoded, is silent or is distorted is told in its findings, each with the file and the time. Raises
    EngineError where the aligner is not installed or the file is another than was meant, and InputError where the
    aligner does not know the language.
    """
    nothing = Examined(0, (None,) * len(texts), (0,) * len(texts), (), ())
    content = recording.file.read_bytes()
    if hashlib.sha256(content).hexdigest() != recording.sha256:
        message = "this recording changed while it was used"
        fix = "run the command again"
        raise EngineError([Finding("recording-changed", Severity.ERROR, message, recording.source, fix)])
    try:
        speech = decode(content)
    except InputError as error:
        findings = [Finding(f.code, f.severity, f.message, recording.source, f.fix) for f in error.findings]
        return Examined(0, nothing.sentences, nothing.expected, (), tuple(findings))
    findings = list(_faults(speech.pcm, speech.rate, recording.source))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Examined(speech.rate, nothing.sentences, nothing.expected, (), tuple(findings))
    if len(texts) == 1 and not (alignment.available() and alignment.understands(language)):
        message = "whether this recording says its sentence was not checked: that takes pocketsphinx, and English"
        findings.append(Finding("recording-unchecked", Severity.NOTE, message, recording.source))
        return Examined(speech.rate, (Heard(0, len(speech.pcm) // 2),), (0,), (), tuple(findings))
    found = alignment.sentences(speech.pcm, speech.rate, texts, language)
    return Examined(
        speech.rate,
        tuple(Heard(span.begin, span.end) if span else None for span in found.spans),
        found.expected,
        tuple(Heard(each.begin, each.end, each.kind) for each in found.unplaced),
        tuple(findings),
    )


def clock(samples: int, rate: int) -> str:
    """Return a place in a recording as minutes, seconds and tenths: `1:02.5`."""
    seconds = samples / rate if rate else 0.0
    minutes = int(seconds // 60)
    return f"{minutes}:{seconds - 60 * minutes:04.1f}"


def _faults(pcm: bytes, rate: int, source: Source) -> list[Finding]:
    """Return what is wrong with sound whatever it says."""
    import numpy as np

    samples = np.frombuffer(pcm, "<i2")
    if not len(samples) or max(int(samples.max()), -int(samples.min())) < _SILENT * _FULL:
        fix = "record it again, with the microphone switched on"
        return [Finding("recording-silent", Severity.ERROR, "this recording is silent", source, fix)]
    findings = []
    if rate < _LOWEST_RATE:
        message = f"this recording has {rate} samples a second, which sounds like a telephone"
        findings.append(Finding("recording-rate", Severity.WARNING, message, source, "record at 44100 Hz or more"))
    clipped = _clipped(samples)
    if len(clipped) >= _CLIPPED_RUNS:
        message = (
            f"this recording is too loud and distorted in {len(clipped)} places, first at {clock(clipped[0], rate)}"
        )
        fix = "record it again at a lower level: peaks of -6 dB are good"
        findings.append(Finding("recording-clipped", Severity.WARNING, message, source, fix))
    return findings


def _clipped(samples: NDArray[np.int16]) -> list[int]:
    """Return where runs of samples at full scale begin."""
    import numpy as np

    full = (samples >= _FULL) | (samples <= -_FULL)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    return [int(begin) for begin in begins[ends - begins >= _CLIPPED_RUN]]
