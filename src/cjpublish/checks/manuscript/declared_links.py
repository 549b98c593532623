"""What reading links, notes and page breaks finds by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of the manuscript and its settings"

DEAD_LINK = Check(
    "M13",
    "missing-target",
    Severity.ERROR,
    "A link leads to a place that isn't there",
    "A reader who follows it is lost.",
    "name a heading, a chapter's file or a note that is there",
    "EPUBCheck RSC-012 (a fragment that is not there)",
)
BAD_LINK = Check(
    "M14",
    "link-scheme",
    Severity.ERROR,
    "A link leads to what no e-book can open",
    "Nothing happens when a reader follows it.",
    "lead to `#id`, to a file of the manuscript, or to an address with https://",
    "EPUBCheck HTM-025 (a scheme that is not registered)",
)
MISSING_NOTE = Check(
    "M15",
    "missing-note",
    Severity.ERROR,
    "A note is referred to and not there",
    "A reader is promised an explanation and gets none.",
    "write the note in the same file as `[^name]: …`",
    _README,
)
UNUSED_NOTE = Check(
    "M16",
    "unused-note",
    Severity.WARNING,
    "Nothing refers to a note",
    "It is left out, so no reader gets it.",
    "refer to it with `[^name]`, or delete it",
    _README,
)
LINK_TITLE = Check(
    "M52",
    "link-title",
    Severity.WARNING,
    "A link has a title that no edition takes over",
    "What it says is read by nobody: few e-readers show it, and no voice says it.",
    "say it in the text",
    "WCAG 2.2, technique H33 (the limits of the title attribute)",
)
LINK_TWICE = Check(
    "M53",
    "duplicate-link",
    Severity.WARNING,
    "Where a link leads is written down twice",
    "Only the first is used: readers may be led to the wrong place.",
    "give one of the two another name, or delete it",
    "CommonMark 0.31.2, 4.7 Link reference definitions",
)
UNUSED_LINK = Check(
    "M54",
    "unused-link",
    Severity.WARNING,
    "Nothing uses where a link is to lead",
    "It is left out; a text that only looks so is lost.",
    "use it as `[text][name]`, delete it, or write `\\[` where it is text",
    "CommonMark 0.31.2, 4.7 Link reference definitions",
)
PAGE_TWICE = Check(
    "M57",
    "duplicate-page",
    Severity.WARNING,
    "A printed page begins twice",
    "Who asks for the page is always taken to the first of the two.",
    "correct the number that is wrong",
    "EPUB Accessibility 1.1, 3.4.1 Page navigation",
)
NOTE_TWICE = Check(
    "M65",
    "duplicate-note",
    Severity.ERROR,
    "Two notes have one name",
    "Nobody can tell which of the two a reference means.",
    "give one of them another name",
    _README,
)
EMPTY_NOTE = Check(
    "M66",
    "empty-note",
    Severity.ERROR,
    "A note has no text",
    "A reader who follows the reference finds nothing.",
    "write the note, or delete it and its reference",
    _README,
)
