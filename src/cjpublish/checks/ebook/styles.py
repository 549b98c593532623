"""Style sheets that take from readers what they need to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["check"]

POSITIONED = Check(
    "E34",
    "positioned-text",
    Severity.WARNING,
    "Text that is fixed to a place of the page",
    "In larger print it lies over other text, or is cut off at the edge.",
    "let the text flow: use margins in the place of position: fixed and absolute",
    "EPUB 3.3, 6.3.1.1 Introduction (of Cascading Style Sheets)",
)
DIRECTION = Check(
    "E35",
    "direction-in-css",
    Severity.ERROR,
    "The direction of writing is set in the style sheet",
    "A reading system that uses its own styles shows the text in the wrong order.",
    "use the attribute `dir` and the elements `bdo` and `bdi`",
    "EPUB 3.3, 6.3.1.2 CSS requirements",
)
PIXELS = Check(
    "E36",
    "pictures-in-pixels",
    Severity.NOTE,
    "The size of pictures is set in pixels",
    "They do not grow with the text when a reader enlarges it, and are cut off on narrow screens.",
    "give widths in percent or em, with max-width: 100%",
    "WCAG 2.2, 1.4.10 Reflow (AA)",
)
FORCED = Check(
    "E37",
    "forced-style",
    Severity.WARNING,
    "The reader's own settings are overruled",
    "Readers with low vision or dyslexia can't have the print and the colours that they need, or can't copy text.",
    "take `!important` off what readers set for themselves, and leave `user-select` alone",
    "WCAG 2.2, 1.4.12 Text Spacing (AA)",
)
TINY = Check(
    "E38",
    "tiny-print",
    Severity.WARNING,
    "Print that is too small to read",
    "Few can read it, and not everybody can enlarge it on its own.",
    "set at least 0.6em, in em or percent",
    "good practice for readers with low vision, who enlarge (WCAG 2.2, 1.4.4 Resize Text, AA)",
)
REMOTE_STYLE = Check(
    "E39",
    "remote-style",
    Severity.ERROR,
    "A style sheet is fetched from the web",
    "Offline the book looks broken, and whoever keeps the server sees who reads.",
    "put the style sheet into the book and import it from there",
    "EPUB 3.3, 3.6 Resource locations",
)
_RUNNING = re.compile(r"(?:^|[\s,>+~])(?:html|body|p|div|section|\*)\s*(?:$|[,:.\[])")
_READERS = {"font-family", "font-size", "line-height", "letter-spacing", "word-spacing", "color", "background-color"}
_PICTURE = re.compile(r"(?:^|[\s,>+~])(?:img|svg|image)\b")
_LEAST = {"em": 0.5, "rem": 0.5, "%": 50.0, "px": 7.0, "pt": 5.0}
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class _Declaration:
    selector: str
    name: str
    tokens: tuple[Any, ...]
    is_important: bool
    line: int

    @property
    def words(self) -> str:
        return str(tinycss2.serialize(self.tokens)).strip().lower()


def check(book: Book) -> Iterator[Finding]:
    """Look at each style sheet, those within documents too."""
    for place, css in _sheets(book):
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        yield from _imports(rules, place)
        declared = list(_declarations(rules))
        yield from _direction(declared, place)
        if not book.is_fixed:
            yield from _hostile(declared, place)


def _sheets(book: Book) -> Iterator[tuple[Source, str]]:
    for item in book.ebook.items:
        if item.media_type == "text/css" and book.ebook.archive.has(item.name):
            try:
                content = book.ebook.archive.read(item.name)
            except InputError:
                continue
            if len(content) <= _MOST_BYTES:
                yield book.ebook.place(item.name), content.decode("utf-8-sig", errors="replace")
    for text in book.pages:
        for style in text.root.iter(f"{XHTML}style"):
            yield book.ebook.place(text.item.name, style), "".join(style.itertext())


def _imports(rules: list[Any], place: Source) -> Iterator[Finding]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            address = next((token.value for token in rule.prelude if token.type in ("string", "url")), "")
            if address.startswith(("http:", "https:", "//")):
                yield REMOTE_STYLE.found(f"this imports {address}", _at(place, rule.source_line))


def _declarations(rules: list[Any]) -> Iterator[_Declaration]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            yield from _declarations(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if each.type == "declaration":
                    yield _Declaration(selector, each.lower_name, tuple(each.value), each.important, each.source_line)


def _direction(declared: list[_Declaration], place: Source) -> Iterator[Finding]:
    found = [each for each in declared if each.name in ("direction", "unicode-bidi")]
    yield from _first(DIRECTION, found, place, "sets the direction of writing")


def _hostile(declared: list[_Declaration], place: Source) -> Iterator[Finding]:
    fixed = [each for each in declared if each.name == "position" and each.words in ("fixed", "absolute")]
    yield from _first(POSITIONED, fixed, place, "is taken out of the flow")
    pixels = [
        each
        for each in declared
        if each.name in ("width", "height") and each.words.endswith("px") and _PICTURE.search(each.selector)
    ]
    yield from _first(PIXELS, pixels, place, "sets a size in pixels")
    forced = [each for each in declared if _is_forced(each)]
    yield from _first(FORCED, forced, place, "overrules what the reader has set")
    tiny = [each for each in declared if each.name == "font-size" and _is_tiny(each)]
    yield from _first(TINY, tiny, place, "is too small to read")


def _is_forced(each: _Declaration) -> bool:
    if each.name in ("user-select", "-webkit-user-select"):
        return each.words == "none" and bool(_RUNNING.search(each.selector))
    return each.is_important and each.name in _READERS and bool(_RUNNING.search(each.selector))


def _is_tiny(each: _Declaration) -> bool:
    tokens = [token for token in each.tokens if token.type != "whitespace"]
    token = tokens[0] if tokens else None
    if token is None or token.type not in ("dimension", "percentage"):
        return False
    unit = "%" if token.type == "percentage" else token.lower_unit
    return bool(0 < token.value < _LEAST.get(unit, 0.0))


def _first(check: Check, found: list[_Declaration], place: Source, what: str) -> Iterator[Finding]:
    if found:
        one = found[0]
        message = f"'{one.selector[:60]}' {what}: {one.name}: {one.words}{more(found)}"
        yield check.found(message, _at(place, one.line))


def _at(place: Source, line: int) -> Source:
    return Source(place.path, max(place.line, 1) + line - 1)
