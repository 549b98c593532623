"""What reading a manuscript and its settings finds by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of the manuscript and its settings"

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
UNKNOWN_EDITION = Check(
    "M58",
    "unknown-edition",
    Severity.ERROR,
    "An edition is asked for that there is none of",
    "It would be missing from what is published.",
    "write the name of an edition that README.md lists",
    _README,
)
FILE_NAME = Check(
    "M59",
    "file-name",
    Severity.ERROR,
    "A file has a name under which it can't be used",
    "Not every reading system finds it, or it is not read at all.",
    "call it as the message says",
    "EPUB 3.3, 4.2.3 File paths and file names",
)
WRONG_TYPE = Check(
    "M60",
    "wrong-type",
    Severity.ERROR,
    "A setting is of another kind than it has to be",
    "A list where one word belongs, or words where a number belongs, mean nothing.",
    "write it as README.md shows it",
    _README,
)
