"""What reading a manuscript and its settings finds by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of the manuscript and its settings"
_SAVE = "save the file as UTF-8"

UNUSABLE = Check(
    "M01",
    "unusable",
    Severity.ERROR,
    "The manuscript can't be read as it is",
    "Nothing can be published from it until this is mended.",
    "mend what the message names",
    _README,
)
READ_WITH_CARE = Check(
    "M02",
    "read-with-care",
    Severity.NOTE,
    "Something was left out or guessed in reading",
    "What a reader gets may differ from what was meant.",
    "look at the place and say what you mean",
    _README,
)
NOT_YAML = Check(
    "M03",
    "yaml",
    Severity.ERROR,
    "Settings can't be read as YAML",
    "Not one of the settings in that file is known, so nothing can be made.",
    "write lines of `key: value`, with quotes around a value that holds a colon",
    "YAML 1.2.2",
)
UNKNOWN_KEY = Check(
    "M04",
    "unknown-key",
    Severity.ERROR,
    "A setting that doesn't exist",
    "What it was to do would silently not be done.",
    "write the key as README.md lists it, or delete the line",
    _README,
)
MISSING_KEY = Check(
    "M05",
    "missing-key",
    Severity.ERROR,
    "A setting is missing",
    "Without it, the publication can't be made or named.",
    "add the line",
    _README,
)
BAD_VALUE = Check(
    "M06",
    "bad-value",
    Severity.ERROR,
    "A setting has a value that it can't have",
    "Catalogues and reading systems would take it for something else, or refuse it.",
    "write a value of the kind that the message names",
    _README,
)
DUPLICATE_KEY = Check(
    "M07",
    "duplicate-key",
    Severity.ERROR,
    "A setting is there twice",
    "Nobody can tell which of the two is meant.",
    "delete one of them",
    "YAML 1.2.2, 3.2.1.1 Nodes",
)
MISSING_FILE = Check(
    "M08",
    "missing-file",
    Severity.ERROR,
    "A file is missing",
    "What it holds would be lacking in every edition.",
    "put the file where the message says, or name the one that is there",
    "EPUBCheck RSC-001 (a file that could not be found)",
)
NO_CHAPTER = Check(
    "M09",
    "no-chapter",
    Severity.ERROR,
    "There is no chapter",
    "There is nothing to read.",
    "put a text that ends in .md into manuscript/",
    "EPUB 3.3, 5.7.1 The spine element",
)
NO_HEADING = Check(
    "M10",
    "no-heading",
    Severity.ERROR,
    "A chapter has no heading",
    "The table of contents and a screen reader's list of headings would not lead to it.",
    "begin the file with `# Title`",
    "WCAG 2.2, 2.4.10 Section Headings (AAA)",
)
EMPTY_HEADING = Check(
    "M11",
    "empty-heading",
    Severity.ERROR,
    "A heading has no text",
    "It leads to nothing in the table of contents, and a screen reader says only that there is a heading.",
    "write its text, or take the # away",
    "WCAG 2.2, 2.4.6 Headings and Labels (AA)",
)
SKIPPED_LEVEL = Check(
    "M12",
    "heading-level",
    Severity.WARNING,
    "A level of headings is skipped",
    "Who moves from heading to heading wonders what was missed. The editions close the gap, the manuscript does not.",
    "write as many # as the heading before it has, and one more for the level below",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), technique G141",
)
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
RAW_HTML = Check(
    "M17",
    "html",
    Severity.ERROR,
    "HTML stands in the manuscript",
    "It can't be spoken, and not every edition can show it.",
    "write it as Markdown",
    _README,
)
ENCODING = Check(
    "M18",
    "encoding",
    Severity.ERROR,
    "A file isn't UTF-8 text",
    "Letters with accents and whole scripts would come out as other signs.",
    _SAVE,
    "EPUB 3.3, 3.9 XML conformance",
)
CONTROL_CHARACTER = Check(
    "M19",
    "control-character",
    Severity.ERROR,
    "An invisible control character stands in the text",
    "XML forbids it, so the e-book would not open.",
    "delete it",
    "XML 1.0, 2.2 Characters",
)
LOST_CHARACTER = Check(
    "M20",
    "lost-character",
    Severity.WARNING,
    "A character was lost",
    "Readers see a black diamond with a question mark, and a voice leaves out a letter.",
    "write the character that stood there",
    "The Unicode Standard, 23.8 Specials: U+FFFD",
)
LEFT_OVER = Check(
    "M21",
    "left-over",
    Severity.WARNING,
    "Markup that stayed text, or a file that stayed out",
    "Readers see signs that were to be markup, or miss a chapter.",
    "close the markup, or write a backslash before the sign; list the file under `chapters`",
    _README,
)
UNKNOWN_VOICE = Check(
    "M22",
    "unknown-voice",
    Severity.ERROR,
    "A voice is asked for that there is none of",
    "Nobody would say what it was to say.",
    "name a file of voices/",
    _README,
)
NO_LANGUAGE = Check(
    "M23",
    "no-language",
    Severity.WARNING,
    "The settings don't say the language",
    "Screen readers choose a voice, and braille its contractions, by it; a guess makes nonsense of the text.",
    "write `language: en`, or whichever it is, in publication.yaml",
    "WCAG 2.2, 3.1.1 Language of Page (A)",
)
TABLE_ROW = Check(
    "M24",
    "table-row",
    Severity.ERROR,
    "A row has more cells than its table has columns",
    "What stands in it belongs to no header, so a listener can't tell what it means.",
    "give every row as many cells as the header has",
    "WCAG 2.2, 1.3.1 Info and Relationships (A)",
)
