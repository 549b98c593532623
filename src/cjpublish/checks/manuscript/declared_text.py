"""What reading a chapter's text finds by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of the manuscript and its settings"

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
    "save the file as UTF-8",
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
TABLE_ROW = Check(
    "M24",
    "table-row",
    Severity.ERROR,
    "A row has more cells than its table has columns",
    "What stands in it belongs to no header, so a listener can't tell what it means.",
    "give every row as many cells as the header has",
    "WCAG 2.2, 1.3.1 Info and Relationships (A)",
)
EMPTY = Check(
    "M55",
    "empty",
    Severity.WARNING,
    "A quotation or an item of a list is empty",
    "It is left out; perhaps its words stand elsewhere, or were never written.",
    "write its words, or delete its sign",
    _README,
)
OPEN_CODE = Check(
    "M56",
    "open-code",
    Severity.WARNING,
    "A passage of code has no end",
    "All that follows in the chapter is taken for code, and code is not read out.",
    "put the sign that it begins with on the line after it",
    "CommonMark 0.31.2, 4.5 Fenced code blocks",
)
FRONT_MATTER = Check(
    "M61",
    "front-matter",
    Severity.ERROR,
    "What a chapter says of itself can't be told from its text",
    "Its settings would be read out to everybody.",
    "begin the file with a line `---`, and end what it says of itself with another",
    _README,
)
BEFORE_HEADING = Check(
    "M62",
    "before-heading",
    Severity.ERROR,
    "Text stands before the first heading of its file",
    "It belongs to no chapter, and nothing in the table of contents leads to it.",
    "move it below the heading, or give it one of its own",
    "WCAG 2.2, 2.4.10 Section Headings (AAA)",
)
PICTURE_IN_TEXT = Check(
    "M63",
    "picture-in-text",
    Severity.ERROR,
    "A picture stands within a line of text",
    "Its description would interrupt the sentence, for eyes and ears.",
    "give it a paragraph of its own",
    _README,
)
BAD_LANGUAGE = Check(
    "M64",
    "bad-language",
    Severity.ERROR,
    "Words are marked with a language that there is none of",
    "A screen reader, and the narration, can't choose a voice for them.",
    "write a language tag such as `fr` or `pt-BR`",
    "WCAG 2.2, 3.1.2 Language of Parts (AA)",
)
