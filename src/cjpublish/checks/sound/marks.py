"""Whether chapter marks lead to the chapters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cjpublish.artifacts.sound import Mark
from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured
from cjpublish.errors import Finding, Severity

__all__ = ["APART", "BEYOND", "LONG_TITLE", "MISSING", "TITLES", "TOO_MANY", "check"]

MISSING = Check(
    "S18",
    "no-chapter-marks",
    Severity.WARNING,
    "A book without chapter marks",
    "A listener can't go to a chapter, nor back to where they were.",
    "mark where each chapter begins",
    "W3C Audiobooks, 4.2 Table of Contents; ID3v2 chapter frame addendum",
)
APART = Check(
    "S19",
    "chapter-marks-apart",
    Severity.WARNING,
    "Chapter marks that do not touch",
    "Between two marks a player shows no chapter, or the wrong one, and skips what lies there.",
    "let the first mark begin at 0, and each one begin where the one before ends",
    "ID3v2 chapter frame addendum, 3.1; QuickTime File Format, Chapter lists",
)
BEYOND = Check(
    "S20",
    "chapter-marks-length",
    Severity.ERROR,
    "Chapter marks that do not add up to the sound",
    "A chapter that lies beyond the end can't be played; what follows the last mark can't be found.",
    "write the chapter marks again from the lengths of the chapters",
    "ID3v2 chapter frame addendum, 3.1; QuickTime File Format, Chapter lists",
)
TITLES = Check(
    "S21",
    "chapter-titles",
    Severity.WARNING,
    "Chapter marks without titles of their own",
    "A list of chapters that all read the same, or nothing, helps nobody to find one.",
    "give each chapter mark the title of its chapter",
    "WCAG 2.2, 2.4.6 Headings and Labels (AA); ID3v2 chapter frame addendum, 3.1",
)
TOO_MANY = Check(
    "S22",
    "m4b-chapters",
    Severity.WARNING,
    "More chapters than an M4B's short list can hold",
    "Players that read only Nero's list show 255 chapters and none of those that follow.",
    "publish it in parts, or join short chapters",
    "MP4 `chpl` box (its count is one byte)",
)
LONG_TITLE = Check(
    "S36",
    "m4b-title",
    Severity.NOTE,
    "A chapter's title fills all the room of an M4B's short list",
    "Players that read only Nero's list show it without its end.",
    "shorten the title",
    "MP4 `chpl` box (the length of a title is one byte)",
)
_LONG = {"m4b": 600.0, "mp3": 5400.0}
"""Seconds from which a file that is no chapter of a book should have marks."""
_TOUCH = 0.1
"""Seconds by which marks may miss each other."""
_BEYOND = 0.5
_SHORT = 2.0
"""Seconds by which the last mark may end beyond the sound, and before its end."""
_MOST = 255
"""Chapters in Nero's list, and bytes of a title in it."""
_CUT = _MOST - 3
"""Bytes that are left at least of a title that is cut between two characters."""


def check(measured: Measured) -> Iterator[Finding]:
    """Yield what is wrong with the chapter marks of an audio file."""
    facts = measured.facts
    seconds = sum(part.played for part in measured.parts)
    if facts is None or not seconds:
        return
    if not facts.marks:
        if seconds > _LONG[measured.kind] and "track" not in facts.tags:
            message = f"{seconds / 60:.0f} minutes of sound have no chapter marks"
            yield MISSING.found(message, measured.place())
        return
    marks = sorted(facts.marks, key=lambda mark: mark.begin)
    yield from _apart(measured, marks)
    yield from _length(measured, marks, seconds)
    yield from _titles(measured, marks)
    if measured.kind == "m4b":
        yield from _short_list(measured, marks)


def _apart(measured: Measured, marks: list[Mark]) -> Iterator[Finding]:
    faults = []
    if marks[0].begin > _TOUCH:
        faults.append(f"the first one begins {marks[0].begin:.1f} s late")
    for before, after in pairwise(marks):
        between = after.begin - before.end
        if abs(between) > _TOUCH:
            how = f"{between:.1f} s lie between" if between > 0 else f"{-between:.1f} s lie in both"
            faults.append(f"{how} “{before.title}” and “{after.title}”")
    if faults:
        more = f" and {len(faults) - 2} more" if len(faults) > 2 else ""
        yield APART.found(f"the chapter marks do not touch: {', '.join(faults[:2])}{more}", measured.place())


def _length(measured: Measured, marks: list[Mark], seconds: float) -> Iterator[Finding]:
    """Yield where marks and sound are of different length, unless sound is missing."""
    if any(part.missing or part.error for part in measured.parts):
        return
    end = max(mark.end for mark in marks)
    if end > seconds + _BEYOND:
        message = f"the chapter marks end {end - seconds:.1f} s after the sound, which plays {seconds:.1f} s"
        yield BEYOND.found(message, measured.place())
    elif end < seconds - _SHORT:
        message = f"the last chapter mark ends {seconds - end:.1f} s before the sound does"
        yield BEYOND.found(message, measured.place(), severity=Severity.WARNING)


def _titles(measured: Measured, marks: list[Mark]) -> Iterator[Finding]:
    untitled = sum(not mark.title for mark in marks)
    if untitled:
        yield TITLES.found(f"{untitled} of {len(marks)} chapter marks have no title", measured.place())
    elif len(marks) > 1 and len({mark.title for mark in marks}) == 1:
        message = f"all {len(marks)} chapter marks have the same title, “{marks[0].title}”"
        yield TITLES.found(message, measured.place())


def _short_list(measured: Measured, marks: list[Mark]) -> Iterator[Finding]:
    """Yield what Nero's list of an M4B's chapters has no room for."""
    if len(marks) > _MOST:
        message = f"the file has {len(marks)} chapter marks, and players that read only Nero's list see 255 of them"
        yield TOO_MANY.found(message, measured.place())
    cut = [mark.title for mark in marks if len(mark.title.encode()) >= _CUT]
    if cut:
        more = f" (and {len(cut) - 1} more)" if len(cut) > 1 else ""
        message = f"the title “{cut[0][:40]}…”{more} takes all the room that Nero's list has, so its end may be cut"
        yield LONG_TITLE.found(message, measured.place())
