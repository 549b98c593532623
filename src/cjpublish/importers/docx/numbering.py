"""Numbering: which list a paragraph belongs to and what number is printed before it (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cjpublish.importers.docx.marks import Numbered
from cjpublish.importers.docx.names import NAMESPACES, Element, tag, value
from cjpublish.importers.docx.styles import Styles

__all__ = ["Counting"]

_PLACE = re.compile(r"%([1-9])")
_SAYING = frozenset("☐☑☒✓✔✗✘")
"""Bullets that say something."""
_MOST_LINKS = 5
"""Numberings that may refer to another by a list style."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_LETTERS = 26 * 20


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list."""

    format: str
    text: str
    start: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The levels of a numbering, and which of them begin anew with it."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Counting:
    """Counts the paragraphs of a text as they come."""

    styles: Styles
    """The document's styles, which may number paragraphs too."""
    root: Element | None
    """The root of the numbering part."""
    _schemes: dict[str, _Scheme | None] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, paragraph: Element) -> tuple[Numbered | None, int]:
        """Return a paragraph's place in a list, None where it has none, and how far the list sets it in (twips)."""
        number, level_text = self.styles.numbering(paragraph)
        scheme = self._scheme(number) if number not in ("", "0") else None
        if scheme is None:
            return None, 0
        level = int(level_text) if level_text.isdigit() else self._level_of_style(scheme, paragraph)
        form = scheme.levels.get(level)
        if form is None or (form.format == "none" and not form.text):
            return None, 0
        count = self._count(scheme, number, level)
        if form.format == "bullet":
            if not form.text.strip():
                return Numbered(scheme.abstract, level, "continued", 1, ""), form.indent
            said = form.text.strip() if form.text.strip() in _SAYING else ""
            return Numbered(scheme.abstract, level, "bullet", 1, said), form.indent
        return Numbered(scheme.abstract, level, "ordered", count, self._label(scheme, form)), form.indent

    def _count(self, scheme: _Scheme, number: str, level: int) -> int:
        counters = self._counters.setdefault(scheme.abstract, {})
        if level in scheme.restarts and (number, level) not in self._begun:
            counters.pop(level, None)
        self._begun.add((number, level))
        start = scheme.restarts.get(level, scheme.levels[level].start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        return counters[level]

    def _label(self, scheme: _Scheme, form: _Level) -> str:
        counters = self._counters[scheme.abstract]

        def written(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            other = scheme.levels.get(level)
            return "" if other is None else _written(counters.get(level, other.start), other.format)

        return _PLACE.sub(written, form.text).strip()

    def _level_of_style(self, scheme: _Scheme, paragraph: Element) -> int:
        """Return the level that a list gives to a paragraph's style, else the first."""
        style = self.styles.style_id(paragraph)
        abstract = _by_id(self.root, "abstractNum", scheme.abstract)
        for level in () if abstract is None or not style else abstract.iterfind("w:lvl", NAMESPACES):
            if value(level, "w:pStyle") == style:
                return _integer(level.get(tag("w:ilvl")), 0)
        return 0

    def _scheme(self, number: str) -> _Scheme | None:
        if number not in self._schemes:
            self._schemes[number] = self._read(number)
        return self._schemes[number]

    def _read(self, number: str) -> _Scheme | None:
        numbering = _by_id(self.root, "num", number)
        if numbering is None:
            return None
        abstract_id = value(numbering, "w:abstractNumId") or ""
        abstract = _by_id(self.root, "abstractNum", abstract_id)
        for _ in range(_MOST_LINKS):
            link = None if abstract is None else value(abstract, "w:numStyleLink")
            linked = _by_id(self.root, "num", self.styles.of_numbering(link or ""))
            if linked is None:
                break
            abstract_id = value(linked, "w:abstractNumId") or ""
            abstract = _by_id(self.root, "abstractNum", abstract_id)
        if abstract is None:
            return None
        levels = _levels(abstract)
        restarts = {}
        for override in numbering.iterfind("w:lvlOverride", NAMESPACES):
            level = _integer(override.get(tag("w:ilvl")), 0)
            levels |= _levels(override)
            start = value(override, "w:startOverride")
            if start is not None:
                restarts[level] = _integer(start, 1)
        return _Scheme(abstract_id, levels, restarts)


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for level in parent.iterfind("w:lvl", NAMESPACES):
        indent = level.find("w:pPr/w:ind", NAMESPACES)
        left = None if indent is None else indent.get(tag("w:left")) or indent.get(tag("w:start"))
        found[_integer(level.get(tag("w:ilvl")), 0)] = _Level(
            value(level, "w:numFmt") or "decimal",
            value(level, "w:lvlText") or "",
            _integer(value(level, "w:start"), 1),
            _integer(left, 0),
        )
    return found


def _by_id(root: Element | None, name: str, number: str) -> Element | None:
    for each in () if root is None or not number else root.iterfind(f"w:{name}", NAMESPACES):
        if each.get(tag(f"w:{name}Id" if name != "num" else "w:numId")) == number:
            return each
    return None


def _integer(text: str | None, usual: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else usual


def _written(number: int, form: str) -> str:
    """Return a number in one of the formats of ST_NumberFormat (17.18.59), those that Latin scripts use."""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        letters = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN + _ROMAN_ONES:
        text += letters * (number // size)
        number %= size
    return text
