"""Captions in WebVTT: their form, their times, and whether they can be read in that time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from cjpublish.artifacts.cues import TAG, Cue, Faulty, cues
from cjpublish.checks.check import Check
from cjpublish.checks.web.files import content
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

UNREADABLE_CAPTIONS = Check(
    "W03",
    "unreadable-captions",
    Severity.ERROR,
    "Captions that are not WebVTT",
    "A player leaves out what it can't read, or shows no captions at all.",
    "write a time as 00:01:02.345 --> 00:01:05.000, an empty line before each cue and none inside, and save as UTF-8",
    "WebVTT, 4.1 WebVTT file structure",
)
CUE_TIMES = Check(
    "W10",
    "cue-without-time",
    Severity.ERROR,
    "A cue ends before it begins",
    "The text is never shown.",
    "let every cue end after it begins",
    "WebVTT, 4.1 WebVTT file structure",
)
CUE_ORDER = Check(
    "W11",
    "cue-out-of-order",
    Severity.ERROR,
    "Cues out of order",
    "Cues must begin one after another; players and editors that trust in it show the wrong text.",
    "sort the cues by the time at which they begin",
    "WebVTT, 4.1 WebVTT file structure",
)
CUE_OVERLAP = Check(
    "W12",
    "cue-overlap",
    Severity.WARNING,
    "Cues overlap",
    "Two texts are shown at once, and a reader can't tell which of them to read first.",
    "let each cue end when the next begins",
    "WCAG 2.2, 1.2.2 Captions (Prerecorded) (A); common practice in captions",
)
CUE_EMPTY = Check(
    "W13",
    "cue-empty",
    Severity.WARNING,
    "A cue without text",
    "A reader of captions takes it for silence or for a fault.",
    "write what is heard, or remove the cue",
    "WCAG 2.2, 1.2.2 Captions (Prerecorded) (A)",
)
CUE_PACE = Check(
    "W14",
    "cue-hard-to-read",
    Severity.NOTE,
    "Cues that are hard to read in their time",
    "Many people read no more than 17 to 25 characters a second, and two lines at a glance.",
    "part the text into more cues of one or two lines, each shown for longer",
    "WCAG 2.2, 1.2.2 Captions (Prerecorded) (A); common practice in captions",
)
CUE_TAGS = Check(
    "W15",
    "cue-tags",
    Severity.WARNING,
    "Tags that WebVTT does not know",
    "Players leave them out or show them as text.",
    "use only c, i, b, u, ruby, rt, v and lang, and write &lt; for a < that is meant as such",
    "WebVTT, 4.2.2 WebVTT caption or subtitle cue text",
)

_TAGS = {"c", "i", "b", "u", "ruby", "rt", "v", "lang", ""}
_STAMP = re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}")
_NOT_CAPTIONS = re.compile(r"kind:\s*(?:chapters|metadata)", re.I)
_MOST_LINES = 3
_LONGEST = 64
"""Characters of a line; broadcasters allow 32 to 42."""
_FASTEST = 25.0
"""Characters a second."""


def check(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a file of captions."""
    try:
        text = content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        yield UNREADABLE_CAPTIONS.found("the captions are not in UTF-8", Source(name), fix="save them as UTF-8")
        return
    except ValueError as error:
        yield UNREADABLE_CAPTIONS.found(str(error), Source(name))
        return
    parts = list(cues(text))
    for part in parts:
        if isinstance(part, Faulty):
            yield UNREADABLE_CAPTIONS.found(part.message, Source(name, part.line))
    shown = [part for part in parts if isinstance(part, Cue)]
    yield from _times(shown, name)
    yield from _payloads(shown, name)
    if not _NOT_CAPTIONS.search(text[:1000]):
        yield from _paces(shown, name)


def _times(shown: list[Cue], name: str) -> Iterator[Finding]:
    latest, until = 0.0, 0.0
    overlaps = []
    for cue in shown:
        place = Source(name, cue.line)
        if cue.end <= cue.begin:
            yield CUE_TIMES.found(f"the cue ends at {cue.end:.3f} s, not after it begins ({cue.begin:.3f} s)", place)
            continue
        if cue.begin < latest:
            yield CUE_ORDER.found(
                f"the cue begins at {cue.begin:.3f} s, before the one above it ({latest:.3f} s)", place
            )
        elif cue.begin < until - 0.0005:
            overlaps.append(cue)
        latest, until = max(latest, cue.begin), max(until, cue.end)
    if overlaps:
        message = f"a cue is shown while another still is{_more(len(overlaps))}"
        yield CUE_OVERLAP.found(message, Source(name, overlaps[0].line))


def _payloads(shown: list[Cue], name: str) -> Iterator[Finding]:
    if empty := [cue for cue in shown if not _plain(cue).strip()]:
        message = f"the cue has no text{_more(len(empty))}"
        yield CUE_EMPTY.found(message, Source(name, empty[0].line))
    unknown = [(cue, tag) for cue in shown for tag in TAG.findall("\n".join(cue.lines)) if not _is_known(tag)]
    if unknown:
        cue, tag = unknown[0]
        message = f"the cue has the tag <{tag[:40]}>, which WebVTT does not know{_more(len(unknown))}"
        yield CUE_TAGS.found(message, Source(name, cue.line))


def _paces(shown: list[Cue], name: str) -> Iterator[Finding]:
    hard = [cue for cue in shown if _is_hard(cue)]
    if hard:
        message = (
            f"{len(hard)} of {len(shown)} cues are longer than {_MOST_LINES} lines of {_LONGEST} characters"
            f" or are shown for less than a second for each {_FASTEST:g} characters"
        )
        yield CUE_PACE.found(message, Source(name, hard[0].line))


def _is_hard(cue: Cue) -> bool:
    lines = _plain(cue).splitlines()
    seconds = cue.end - cue.begin
    too_fast = seconds > 0 and sum(map(len, lines)) > _FASTEST * seconds
    return too_fast or len(lines) > _MOST_LINES or any(len(line) > _LONGEST for line in lines)


def _is_known(tag: str) -> bool:
    word = re.split(r"[\s.]", tag.removeprefix("/"), maxsplit=1)[0]
    return word in _TAGS or bool(_STAMP.fullmatch(tag))


def _plain(cue: Cue) -> str:
    return unescape(TAG.sub("", "\n".join(cue.lines)))


def _more(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""
