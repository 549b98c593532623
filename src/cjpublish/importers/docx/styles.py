"""Styles: what a paragraph or a run is by its style, whatever the style is called and in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cjpublish.importers.docx.names import NAMESPACES, Element, properties, switched_on, tag, value

__all__ = ["Styles", "read_styles"]

_ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "authors": "author",
    "date": "date",
    "caption": "caption",
    "table caption": "caption",
    "image caption": "caption",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "quotations": "quote",
    "block quotation": "quote",
    "blockquote": "quote",
    "source code": "code",
    "html preformatted": "code",
    "plain text": "code",
    "preformatted text": "code",
    "macro text": "code",
    "toc heading": "contents",
    "contents heading": "contents",
    "table of figures": "contents",
    "definition term": "term",
    "definition": "definition",
}
"""Roles of paragraphs by the name of their style, in lower case: those of Word, LibreOffice, pandoc."""
_HEADING = re.compile(r"heading (\d)$")
_CONTENTS = re.compile(r"(?:toc|contents) \d$")
_CODE = frozenset(("verbatim char", "html code", "html typewriter", "html sample", "source text", "code"))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_DEEPEST_HEADING = 6
_MOST_BASES = 20
"""Styles that a style may rest on, one upon the other; more would be a circle."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document."""

    by_id: dict[str, Element]
    """Each style by its id."""
    defaults: Element | None
    """The properties of runs that no style says anything of."""
    default_paragraph: str = ""
    """The id of the style of paragraphs that name none."""
    _chains: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    def role(self, paragraph: Element) -> str:
        """Return what a paragraph is: `h1` to `h6`, one of `_ROLES`, or empty for a plain one."""
        level = value(properties(paragraph), "w:outlineLvl")
        if level is not None:
            return _heading(level)
        for style in self._of_paragraph(paragraph):
            name = (value(style, "w:name") or "").lower().strip()
            if match := _HEADING.match(name):
                return _heading(str(int(match[1]) - 1))
            if _CONTENTS.match(name):
                return "contents"
            if name in _ROLES:
                return _ROLES[name]
            level = value(style, "w:pPr/w:outlineLvl")
            if level is not None:
                return _heading(level)
        return ""

    def is_on(self, run: Element, name: str) -> bool:
        """Return whether a toggle such as `w:b` is on for a run, by itself or its character style."""
        found = switched_on(properties(run), name)
        for style in self._of_run(run):
            found = switched_on(style, f"w:rPr/{name}") if found is None else found
        return bool(found)

    def is_hidden(self, run: Element, paragraph: Element | None) -> bool:
        """Return whether a run's text is hidden, by itself or a style."""
        found = switched_on(properties(run), "w:vanish")
        styles = list(self._of_run(run))
        styles += [] if paragraph is None else self._of_paragraph(paragraph)
        for style in styles:
            found = switched_on(style, "w:rPr/w:vanish") if found is None else found
        return bool(found)

    def is_code(self, run: Element) -> bool:
        """Return whether a run's character style is one for code."""
        names = [(value(style, "w:name") or "").lower() for style in self._of_run(run)]
        return any(name in _CODE for name in names)

    def language(self, run: Element, paragraph: Element | None, attribute: str) -> str:
        """Return the language of a run, `attribute` being `val`, `eastAsia` or `bidi`; empty where nobody says it."""
        own = properties(run)
        places = [None if own is None else own.find("w:lang", NAMESPACES)]
        places += [style.find("w:rPr/w:lang", NAMESPACES) for style in self._of_run(run)]
        if paragraph is not None:
            places += [style.find("w:rPr/w:lang", NAMESPACES) for style in self._of_paragraph(paragraph)]
        places += [None if self.defaults is None else self.defaults.find("w:lang", NAMESPACES)]
        for place in places:
            found = "" if place is None else place.get(tag(f"w:{attribute}"), "")
            if _LANGUAGE.match(found):
                return found
        return ""

    def numbering(self, paragraph: Element) -> tuple[str, str]:
        """Return the numbering and the level that a paragraph has, by itself or its style; both empty for none."""
        own = properties(paragraph)
        number, level = value(own, "w:numPr/w:numId"), value(own, "w:numPr/w:ilvl")
        for style in self._of_paragraph(paragraph):
            number = value(style, "w:pPr/w:numPr/w:numId") if number is None else number
            level = value(style, "w:pPr/w:numPr/w:ilvl") if level is None else level
        return number or "", level or ""

    def style_id(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        return value(properties(paragraph), "w:pStyle") or self.default_paragraph

    def of_numbering(self, style_id: str) -> str:
        """Return the numbering of a list style; empty where there is none."""
        style = self.by_id.get(style_id)
        return "" if style is None else value(style, "w:pPr/w:numPr/w:numId") or ""

    def _of_paragraph(self, paragraph: Element) -> tuple[Element, ...]:
        return self._of(self.style_id(paragraph))

    def _of_run(self, run: Element) -> tuple[Element, ...]:
        return self._of(value(properties(run), "w:rStyle") or "")

    def _of(self, style_id: str) -> tuple[Element, ...]:
        """Return a style and those it rests on, nearest first."""
        if style_id not in self._chains:
            self._chains[style_id] = self._chain(style_id)
        return self._chains[style_id]

    def _chain(self, style_id: str) -> tuple[Element, ...]:
        found: list[Element] = []
        while style_id in self.by_id and len(found) < _MOST_BASES:
            found.append(self.by_id[style_id])
            style_id = value(found[-1], "w:basedOn") or ""
        return tuple(found)


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a document from the root of its styles; from None those of one that has none."""
    if root is None:
        return Styles({}, None)
    by_id: dict[str, Element] = {}
    default = ""
    for style in root.iterfind("w:style", NAMESPACES):
        style_id = style.get(tag("w:styleId"), "")
        by_id.setdefault(style_id, style)
        if style.get(tag("w:type")) == "paragraph" and style.get(tag("w:default")) in ("1", "true", "on"):
            default = style_id
    return Styles(by_id, root.find("w:docDefaults/w:rPrDefault/w:rPr", NAMESPACES), default)


def _heading(level: str) -> str:
    """Return the role of an outline level, counted from 0; 9 means body text."""
    if not level.isdigit() or int(level) > 8:
        return ""
    return f"h{min(int(level) + 1, _DEEPEST_HEADING)}"
