"""Which links refer to notes: pairs of a reference and the text that it leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element

__all__ = ["Lead", "Links", "Pair", "in_section", "is_back", "near", "pairs"]

Lead: TypeAlias = Callable[[str, str], tuple[str, str] | None]
"""(name of a document, an `href` in it) -> (name of a document, `id` in it); None where it leads to none of them."""

_NOTES = frozenset({"footnote", "endnote", "rearnote", "note"})
_SECTIONS = frozenset({"footnotes", "endnotes", "rearnotes"})
_REFERENCES = frozenset({"noteref"})
_BACK = frozenset({"backlink", "referrer"})
_BACK_CLASS = re.compile(r"(^|[\s_-])(back-?(link|ref)s?|footnote-?back(ref)?|reversefootnote)($|[\s_-])")
_REFERENCE_CLASS = re.compile(r"(^|\s)(footnote-?ref(erence)?|fn-?ref|note-?ref|footnotelink)($|\s)")
_SECTION_CLASS = re.compile(r"(^|\s)(footnotes?(-list)?|endnotes?|references|reflist|footnotes-list|fnlist)($|\s)")
_NUMBERS = r"\d{1,4}(:\d{1,3})?|[a-z]{1,2}|[ivxlcdm]{1,7}"
_MARK = re.compile(rf"\W*({_NUMBERS}|(foot|end)?note\s*\d{{1,4}}|n\.?\s*\d{{1,4}})\W*", re.IGNORECASE)
_SIGNS = re.compile(r"[\s\[\]()]*[*†‡§¶#]{1,4}[\s\[\]()]*")
_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "dt", "tr", "section", "article", "blockquote", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Links:
    """The links of some documents."""

    ids: dict[tuple[str, str], Element] = field(default_factory=dict)
    """Elements by document and id."""
    order: dict[Element, int] = field(default_factory=dict)
    """For anchors and elements with an id: which comes first."""
    targets: dict[Element, Element] = field(default_factory=dict)
    """For anchors that lead to an element of the documents: that element; in order."""
    leading: dict[Element, list[Element]] = field(default_factory=dict)
    """For such elements: the anchors that lead to them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference and its note."""

    anchor: Element
    """The `a` that refers to the note."""
    body: Element
    """What holds the note's text."""
    target: Element
    """What the reference leads to, the body or something in it."""


def pairs(documents: Mapping[str, Element], lead: Lead) -> tuple[list[Pair], Links]:
    """Return every reference with its note, in order, and the links of the documents."""
    links = _links(documents, lead)
    roots = set(documents.values())
    found = [pair for anchor, target in links.targets.items() if (pair := _pair(anchor, target, links, roots))]
    bodies = {pair.body for pair in found}
    outer = {each for body in bodies for each in body.iterancestors() if each in bodies}
    return [pair for pair in found if pair.body not in outer], links


def _links(documents: Mapping[str, Element], lead: Lead) -> Links:
    links = Links()
    anchors: list[tuple[Element, str, str]] = []
    count = 0
    for document, root in documents.items():
        for element in root.iter():
            count += 1
            if not names.name(element) or not element.attrib:
                continue
            for each in names.identifiers(element):
                links.ids.setdefault((document, each), element)
                links.order[element] = count
            href = names.attribute(element, "href") if names.name(element) == "a" else None
            if href:
                anchors.append((element, document, href.strip()))
                links.order[element] = count
    for anchor, document, href in anchors:
        place = lead(document, href)
        target = links.ids.get(place) if place else None
        if target is not None:
            links.targets[anchor] = target
            links.leading.setdefault(target, []).append(anchor)
    return links


def _pair(anchor: Element, target: Element, links: Links, roots: set[Element]) -> Pair | None:
    """Return an anchor with its note; None where it is an ordinary link, or one back from a note."""
    around = anchor.getparent()
    said = any(names.roles(each) & _REFERENCES or _REFERENCE_CLASS.search(_class(each)) for each in (anchor, around))
    if is_back(anchor) or not (said or _is_mark(anchor)):
        return None
    body = _body(target, roots)
    if body is None or any(each is body for each in anchor.iterancestors()) or not _says_something(body, anchor, links):
        return None
    if said or names.roles(body) & _NOTES:
        return Pair(anchor, body, target)
    if links.order[anchor] > links.order[target]:
        return None
    if in_section(body, roots) and not in_section(anchor, roots):
        return Pair(anchor, body, target)
    return Pair(anchor, body, target) if _answered(anchor, body, links) and _follows_words(anchor) else None


def _body(target: Element, roots: set[Element]) -> Element | None:
    """Return what holds a note's text: the element itself, or the block that it stands in."""
    element = target
    while names.name(element) not in _HOLDERS and not names.roles(element) & _NOTES:
        if element in roots or names.level(element) or element.getparent() is None:
            return None
        element = element.getparent()
    parent = element.getparent()
    wraps = parent is not None and (names.name(parent) in ("li", "tr") or names.roles(parent) & _NOTES)
    if wraps and names.name(element) != "li" and parent not in roots:
        element = parent
    if element in roots or (names.roles(element) & _NOTES == frozenset() and _has_heading(element)):
        return None
    return element


def _has_heading(element: Element) -> bool:
    return any(names.name(inner) in _HEADINGS for inner in element.iter())


def _says_something(body: Element, anchor: Element, links: Links) -> bool:
    """Tell whether a note has text or a picture besides links within the documents and its own mark."""
    mark = _bare("".join(anchor.itertext()))
    if names.name(body) == "dt":
        return True
    skipped: set[Element] = set()
    for inner in body.iter():
        if names.name(inner) in ("img", "svg", "math"):
            return True
        if inner in links.targets and _is_mark(inner):
            skipped.update(inner.iter())
        behind = inner.tail if inner is not body and inner.getparent() not in skipped else ""
        within = inner.text if inner not in skipped and names.name(inner) else ""
        if any(said and said != mark for said in (_bare(behind or ""), _bare(within or ""))):
            return True
    return False


def _bare(text: str) -> str:
    """Return a text's letters and digits."""
    return "".join(filter(str.isalnum, text))


def _is_word(text: str | None) -> bool:
    return bool(text) and bool(_bare(text or "")) and not _MARK.fullmatch(text or "")


def _is_mark(anchor: Element) -> bool:
    text = " ".join("".join(anchor.itertext()).split())
    return bool(_MARK.fullmatch(text) or _SIGNS.fullmatch(text))


def _answered(anchor: Element, body: Element, links: Links) -> bool:
    """Tell whether a link in the note leads back to its reference."""
    back = (each for place in near(anchor) for each in links.leading.get(place, ()))
    return any(around is body for each in back for around in (each, *each.iterancestors()))


def near(anchor: Element) -> Iterator[Element]:
    """Yield the elements that a link back to a reference leads to: it, what is in or around it, an empty one before."""
    yield from anchor.iter()
    around = anchor
    while around is not None:
        before = around.getprevious()
        if before is not None and not (before.tail or "").strip() and not "".join(before.itertext()).strip():
            yield before
        around = around.getparent()
        if around is not None:
            yield around
            if names.is_block(around):
                return


def _follows_words(anchor: Element) -> bool:
    """Tell whether words stand before an anchor in its block, as before a reference and not in a list of links."""
    child, parent = anchor, anchor.getparent()
    while parent is not None:
        before = child.getprevious()
        while before is not None:
            if _is_word(before.tail) or any(map(_is_word, before.itertext())):
                return True
            before = before.getprevious()
        if _is_word(parent.text):
            return True
        if names.is_block(parent):
            return False
        child, parent = parent, parent.getparent()
    return False


def in_section(element: Element, roots: set[Element]) -> bool:
    """Tell whether an element lies in what is called a section of notes."""
    for each in (element, *element.iterancestors()):
        if names.roles(each) & _SECTIONS or _SECTION_CLASS.search(_class(each)):
            return True
        if each in roots:
            break
    return False


def is_back(element: Element) -> bool:
    """Tell whether an element says that it leads back from a note."""
    return bool(names.roles(element) & _BACK) or bool(_BACK_CLASS.search(_class(element)))


def _class(element: Element) -> str:
    return (element.get("class") or "").lower()
