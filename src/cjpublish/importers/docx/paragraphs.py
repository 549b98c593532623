"""Paragraphs: each marked with what it is, its runs left with what a manuscript can say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from cjpublish.importers.docx.languages import Tongue
from cjpublish.importers.docx.marks import Marks, Told
from cjpublish.importers.docx.names import NAMESPACES, Element, properties, replaced, switched_on, tag, text_of, value
from cjpublish.importers.docx.numbering import Counting
from cjpublish.importers.docx.styles import Styles

__all__ = ["Marking"]

_LINE = re.compile(r"[\s*#~_=·•⁂—–-]+$")
"""A paragraph of nothing but these parts two scenes."""
_COUNTED = re.compile(r"\bSEQ\b")
_LABEL = re.compile(r"\s*(?P<label>[^\d\s]{1,20}\.?\s+[\w.–-]*\d[\w.–-]*?)[\s.:–—-]*(?=\s|$)")
_IDLE = frozenset(map(tag, ("w:bookmarkEnd", "w:lastRenderedPageBreak", "w:permEnd", "w:permStart", "w:proofErr")))
"""What says nothing and stands between runs."""
_NOTES = (tag("w:footnoteReference"), tag("w:endnoteReference"))
_LONGEST_HEADING = 80


@dataclass(slots=True)
class Marking:
    """Marks the paragraphs of one document, part by part."""

    styles: Styles
    """The document's styles."""
    counting: Counting
    """Counts its lists."""
    marks: Marks
    """Takes what is known."""
    tongue: Tongue
    """Knows the languages."""
    seeming: list[str] = field(default_factory=list)
    """Texts that look like headings and are not said to be."""
    underlined: int = 0
    """How many runs were underlined."""

    def mark(self, root: Element) -> None:
        """Mark every paragraph of a part and simplify its runs; the tree is changed."""
        _enclose(root)
        for paragraph in list(root.iter(tag("w:p"))):
            told = self._told(paragraph)
            if not told.role and told.numbered is None and self._seems_heading(paragraph):
                self.seeming.append(text_of(paragraph))
            for run in list(paragraph.iter(tag("w:r"))):
                if next(run.iterancestors(tag("w:p")), None) is paragraph:
                    self._simplify(run, paragraph, told.role)
            _strip(paragraph)
            _joined(paragraph)
            paragraph.insert(0, self.marks.bookmark(told))

    def _told(self, paragraph: Element) -> Told:
        role = self.styles.role(paragraph)
        text = text_of(paragraph)
        numbered, inset = self.counting.next(paragraph) if text or role in ("", "h1") else (None, 0)
        counted = _counted(paragraph)
        if counted and not role:
            role = "caption"
        if not role and numbered is None and _is_line(paragraph, text):
            role = "rule"
        own, right = self._indents(paragraph)
        if not role and numbered is None and own >= 400 and right >= 200:
            role = "quote"
        label = _LABEL.match(text) if counted and role == "caption" else None
        return Told(role, numbered, own or inset, label["label"] if label else "")

    def _indents(self, paragraph: Element) -> tuple[int, int]:
        found = []
        for names in (("w:left", "w:start"), ("w:right", "w:end")):
            own = properties(paragraph)
            indent = None if own is None else own.find("w:ind", NAMESPACES)
            text = "" if indent is None else indent.get(tag(names[0])) or indent.get(tag(names[1])) or ""
            found.append(int(text) if re.fullmatch(r"\d{1,5}", text) else 0)
        return found[0], found[1]

    def _seems_heading(self, paragraph: Element) -> bool:
        """Tell whether a paragraph is short, bold and no sentence, and stands outside of tables."""
        runs = [run for run in paragraph.iter(tag("w:r")) if text_of(run)]
        text = text_of(paragraph)
        if not runs or len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";", ":")):
            return False
        outside = next(paragraph.iterancestors(tag("w:tc")), None) is None
        return outside and all(self.styles.is_on(run, "w:b") for run in runs)

    def _simplify(self, run: Element, paragraph: Element, role: str) -> None:
        """Leave a run bold, italic, struck, raised, lowered, code, and in its language; nothing else is kept."""
        is_heading = role in ("title", "subtitle") or role[:1] == "h"
        underlined = switched_on(properties(run), "w:u") is True and bool(text_of(run)) and not _is_link(run)
        self.underlined += underlined
        says = {
            "w:b": self.styles.is_on(run, "w:b") and not is_heading,
            "w:i": self.styles.is_on(run, "w:i") or underlined,
            "w:strike": self.styles.is_on(run, "w:strike") or self.styles.is_on(run, "w:dstrike"),
        }
        height = value(properties(run), "w:vertAlign")
        code = self.styles.is_code(run)
        language = self.tongue.mark(run, paragraph)
        _strip(run)
        made = etree.Element(tag("w:rPr"))
        if code:
            etree.SubElement(made, tag("w:rStyle"), {tag("w:val"): "Code"})
        for name, said in says.items():
            if said:
                etree.SubElement(made, tag(name))
        if height in ("superscript", "subscript") and next(run.iter(*_NOTES), None) is None:
            etree.SubElement(made, tag("w:vertAlign"), {tag("w:val"): height})
        if language:
            etree.SubElement(made, tag("w:highlight"), {tag("w:val"): language})
        run.insert(0, made)


def _enclose(root: Element) -> None:
    """Put runs that stand outside of every paragraph, where none should, into one."""
    strays = [run for run in root.iterdescendants(tag("w:r")) if next(run.iterancestors(tag("w:p")), None) is None]
    for run in strays:
        paragraph = etree.Element(tag("w:p"))
        replaced(run, [paragraph])
        paragraph.append(run)


def _strip(element: Element) -> None:
    own = properties(element)
    if own is not None:
        element.remove(own)


def _joined(paragraph: Element) -> None:
    """Make one run of those that stand side by side and say the same; Word parts them wherever somebody typed."""
    before: Element | None = None
    said: list[tuple[str, str | None]] | None = None
    for element in list(paragraph):
        if element.tag in _IDLE:
            paragraph.remove(element)
            continue
        says = _said(element)
        if before is not None and says is not None and says == said:
            before.append(element[1])
            paragraph.remove(element)
        else:
            before, said = element, says


def _said(run: Element) -> list[tuple[str, str | None]] | None:
    """Return what a simplified run says of its text; None for one that holds anything else, and for no run."""
    if run.tag != tag("w:r") or len(run) != 2 or run[1].tag != tag("w:t"):
        return None
    return [(each.tag, each.get(tag("w:val"))) for each in run[0]]


def _is_link(run: Element) -> bool:
    return next(run.iterancestors(tag("w:hyperlink")), None) is not None


def _counted(paragraph: Element) -> bool:
    """Tell whether a paragraph holds a field that counts captions."""
    return any(_COUNTED.search(each.text or "") for each in paragraph.iter(tag("w:instrText")))


def _is_line(paragraph: Element, text: str) -> bool:
    if text:
        return _LINE.match(text) is not None
    own = properties(paragraph)
    border = None if own is None else own.find("w:pBdr", NAMESPACES)
    return border is not None and any(
        value(border, f"w:{side}") not in (None, "nil", "none") for side in ("top", "bottom")
    )
