"""The times of the clips: within their audio, forward, one after the other, and adding up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cjpublish.artifacts import clock
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.checks.ebook.overlays.facts import Clip, Overlay
from cjpublish.checks.ebook.overlays.lengths import Length, lengths
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

OUTSIDE_AUDIO = Check(
    "E60",
    "clip-outside-audio",
    Severity.ERROR,
    "Narration is looked for after the end of its audio file",
    "The text is shown in silence, and some reading systems stop there.",
    "make the audio and the overlay again together; one of them is cut short or from another build",
    "EPUB 3.3, 9.2.2.8 The audio element",
)
EMPTY_CLIP = Check(
    "E61",
    "empty-clip",
    Severity.ERROR,
    "A clip ends before it begins",
    "Nothing is heard of its text, and some reading systems stop there.",
    "let clipEnd be later than clipBegin",
    "EPUB 3.3, 9.2.2.8 The audio element",
)
OVERLAPPING = Check(
    "E62",
    "clips-overlap",
    Severity.WARNING,
    "Clips overlap or go back in time",
    "Words are heard twice, or with the wrong text highlighted.",
    "let each clip begin where the one before it ends",
    "EPUB Accessibility 1.1, 3.4.2.3.2 Reading order",
)
GAP = Check(
    "E63",
    "clip-gap",
    Severity.NOTE,
    "More than five seconds of the audio belong to no text",
    "What is said there is never heard by readers who follow the text.",
    "let clips touch, or add the text that is spoken there",
    "EPUB 3.3, 9.3.2.1 Overlay structure",
)
DURATIONS = Check(
    "E64",
    "durations-differ",
    Severity.WARNING,
    "Stated durations are missing or do not add up",
    "Reading systems show the wrong time left, and jump to the wrong place.",
    "state media:duration for each overlay as the sum of its clips, and for the whole as the sum of those",
    "EPUB 3.3, 9.3.5.2 Overlays package metadata",
)
_SLACK = 0.25
"""Seconds by which a clip may end after its file: players and encoders count the last frames differently."""
_LONGEST_GAP = 5.0
_DRIFT = 1.0
"""Seconds by which sums may differ: times are rounded, clip by clip."""


def check(book: Book, overlays: Sequence[Overlay]) -> Iterator[Finding]:
    """Look at the times of every overlay."""
    named = dict.fromkeys(clip.audio for overlay in overlays for clip in overlay.clips if clip.audio)
    known = lengths(book.ebook, named)
    for overlay in overlays:
        yield from _outside(book, overlay, known)
        yield from _forward(book, overlay)
        yield from _between(book, overlay)
    yield from _sums(book, overlays, known)


def _outside(book: Book, overlay: Overlay, known: Mapping[str, Length]) -> Iterator[Finding]:
    late = [
        clip
        for clip in overlay.clips
        if clip.audio in known and max(clip.begin, clip.end or 0.0) > _limit(known[clip.audio])
    ]
    if late:
        length = known[late[0].audio]
        at = max(late[0].begin, late[0].end or 0.0)
        message = f"this clip ends at {at:.1f} s, and {late[0].audio} after {length.seconds:.1f} s{more(late)}"
        severity = None if length.is_exact else Severity.WARNING
        yield OUTSIDE_AUDIO.found(message, _place(book, overlay, late[0]), severity=severity)


def _limit(length: Length) -> float:
    return length.seconds + (_SLACK if length.is_exact else _DRIFT + length.seconds / 100)


def _forward(book: Book, overlay: Overlay) -> Iterator[Finding]:
    empty = [clip for clip in overlay.clips if clip.audio and clip.end is not None and clip.end <= clip.begin]
    if empty:
        message = f"this clip begins at {empty[0].begin:.3f} s and ends at {empty[0].end:.3f} s{more(empty)}"
        yield EMPTY_CLIP.found(message, _place(book, overlay, empty[0]))


def _between(book: Book, overlay: Overlay) -> Iterator[Finding]:
    back, gaps = [], []
    for one, other in pairwise(clip for clip in overlay.clips if clip.audio):
        if one.audio != other.audio or one.end is None or one.end <= one.begin:
            continue
        if other.begin < one.end - 0.001:
            back.append((one, other))
        elif other.begin - one.end > _LONGEST_GAP:
            gaps.append((one, other))
    if back:
        one, other = back[0]
        message = f"this clip begins at {other.begin:.3f} s, before the end of the one before it at {one.end:.3f} s"
        yield OVERLAPPING.found(f"{message}{more(back)}", _place(book, overlay, other))
    if gaps:
        one, other = gaps[0]
        message = f"nothing belongs to the audio from {one.end:.1f} to {other.begin:.1f} s{more(gaps)}"
        yield GAP.found(message, _place(book, overlay, other))


def _sums(book: Book, overlays: Sequence[Overlay], known: Mapping[str, Length]) -> Iterator[Finding]:
    stated = {
        meta.refines: clock.seconds(meta.value) for meta in book.ebook.metadata if meta.property == "media:duration"
    }
    total = 0.0
    by_id = {overlay.item.id: overlay for overlay in overlays}
    for name, overlay in by_id.items():
        duration = stated.get(name)
        if duration is None:
            yield DURATIONS.found(f"no media:duration is stated for {overlay.item.name}", book.package())
            return
        total += duration
        lasts = _heard(overlay, known)
        if lasts is not None and abs(lasts - duration) > _DRIFT:
            message = f"media:duration of {overlay.item.name} is {duration:.1f} s, and its clips play {lasts:.1f} s"
            yield DURATIONS.found(message, book.package())
    whole = stated.get("")
    if whole is None and by_id:
        yield DURATIONS.found("no media:duration is stated for the whole book", book.package())
    elif whole is not None and abs(whole - total) > _DRIFT:
        message = f"media:duration of the whole is {whole:.1f} s, and that of its overlays together {total:.1f} s"
        yield DURATIONS.found(message, book.package())


def _heard(overlay: Overlay, known: Mapping[str, Length]) -> float | None:
    """Return the seconds that an overlay's clips play; None where that can't be known."""
    seconds = 0.0
    for clip in overlay.clips:
        length = known.get(clip.audio)
        end = clip.end if clip.end is not None else length.seconds if length and length.is_exact else None
        if end is None:
            return None
        seconds += max(0.0, end - clip.begin)
    return seconds


def _place(book: Book, overlay: Overlay, clip: Clip) -> Source:
    return book.ebook.place(overlay.item.name, clip.element)
