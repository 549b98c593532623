"""What reading a manuscript finds in its pictures by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_ALT = "WCAG 2.2, 1.1.1 Non-text Content (A)"
_SAY = "say in a sentence what the picture tells"

MISSING = Check(
    "P01",
    "alt-missing",
    Severity.ERROR,
    "A picture has no alternative text",
    "Who listens or reads by touch gets nothing of the picture, and does not know whether that matters.",
    "add `alt:` in images/images.yaml with what it tells, or `decorative: true` where it tells nothing",
    _ALT,
)
DECORATIVE = Check(
    "P02",
    "decorative-alt",
    Severity.ERROR,
    "A decorative picture has an alternative text",
    "One of the two is wrong: either readers miss something, or they are stopped for nothing.",
    "keep either `decorative: true` or what is said about it",
    _ALT,
)
FILE_NAME = Check(
    "P03",
    "alt-file-name",
    Severity.ERROR,
    "An alternative text is a file name",
    "A voice spells it out, and nobody learns what the picture shows.",
    _SAY,
    "WCAG 2.2, failure F30",
)
PLACEHOLDER = Check(
    "P04",
    "alt-placeholder",
    Severity.ERROR,
    "An alternative text says nothing",
    "“Image” alone tells a listener only that something is kept from them.",
    _SAY,
    "WCAG 2.2, failure F30",
)
TO_DO = Check(
    "P05",
    "alt-to-do",
    Severity.ERROR,
    "An alternative text is still to be written",
    "The reminder itself would be read out to readers.",
    f"{_SAY}, in place of the reminder",
    "WCAG 2.2, failure F30",
)
UNDESCRIBED = Check(
    "P06",
    "undescribed-chart",
    Severity.ERROR,
    "A chart, diagram or map has no long description",
    "One sentence can't hold its numbers, so who can't see it does not get them.",
    "add `description:` with all that can be read from it",
    f"{_ALT}; technique G92",
)
SAYS_IMAGE = Check(
    "P07",
    "alt-says-image",
    Severity.WARNING,
    "An alternative text says that it is of an image",
    "Screen readers and the narration say so already, so it is heard twice.",
    "begin with what it shows",
    "WAI Images Tutorial, Tips and Tricks",
)
LONG = Check(
    "P08",
    "alt-long",
    Severity.WARNING,
    "An alternative text is long",
    "It is read as one piece, in which it is hard to pause or to go back a sentence.",
    "shorten it to 150 characters and put the rest into a long description",
    f"{_ALT}; technique G95",
)
REPEATS_CAPTION = Check(
    "P09",
    "alt-repeats-caption",
    Severity.WARNING,
    "An alternative text repeats the caption",
    "The same is heard twice, and what the picture shows is not heard at all.",
    "say what the caption does not",
    "HTML, 4.8.4.4 Requirements for providing text to act as an alternative for images",
)
TWICE = Check(
    "P10",
    "alt-twice",
    Severity.WARNING,
    "Two pictures have the same alternative text",
    "Who can't see them can't know that they differ.",
    "say what sets the two apart",
    _ALT,
)
FEW_WORDS = Check(
    "P11",
    "alt-few-words",
    Severity.WARNING,
    "An alternative text has under three words",
    "A word or two rarely say what a picture tells.",
    _SAY,
    _ALT,
)
NO_STOP = Check(
    "P12",
    "alt-no-stop",
    Severity.WARNING,
    "An alternative text ends without a full stop",
    "Some voices run it together with the text that follows.",
    "end it with a full stop: voices pause there",
    "WAI Images Tutorial, Tips and Tricks",
)
UNUSED = Check(
    "P13",
    "unused-picture",
    Severity.NOTE,
    "A picture is described but used nowhere",
    "It may have been forgotten in the text; no edition holds it.",
    "put it into a chapter, or delete what is said of it",
    "what README.md says of pictures",
)
GONE = Check(
    "P14",
    "missing-picture",
    Severity.WARNING,
    "A picture is missing, and only what is said of it is published",
    "Readers who see get less than they could.",
    "put the file into manuscript/images/, and delete the line `missing: true`",
    "what README.md says of pictures",
)
FORMAT = Check(
    "P15",
    "picture-format",
    Severity.ERROR,
    "A file is no picture that e-readers show",
    "Readers would see an empty box.",
    "save it as PNG, JPEG, GIF, WebP or SVG",
    "EPUB 3.3, 3.2 Core media types",
)
REMOTE = Check(
    "P16",
    "remote-picture",
    Severity.ERROR,
    "A picture lies on another computer",
    "Without a network it is missing, and whoever keeps it learns who reads.",
    "save the picture in manuscript/images/ and name it here: `images/…`",
    "EPUB 3.3, 3.6 Resource locations",
)
