"""A book as its checks look at it: what every one of them asks for, found once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from cjpublish.artifacts.ebook import EPUB, XHTML, Ebook, Item, resolved
from cjpublish.errors import Source

__all__ = ["Book", "Text", "book", "kinds", "more", "said", "without_markup"]

_IDS = etree.XPath("//@id", smart_strings=False)
_TYPED = etree.XPath("//*[@e:type or @role]", namespaces={"e": EPUB[1:-1]})
_NOT_TEXT = {f"{XHTML}{name}" for name in ("head", "script", "style", "template", "rp")}


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the book: XHTML, or an SVG drawing."""

    item: Item
    """Its line in the manifest."""
    root: Any
    """Its root element (lxml)."""
    ids: Mapping[str, int]
    """Its ids in order, each with its place among them."""
    typed: Sequence[Any]
    """Its elements that have an epub:type or a role, in order."""
    twins: tuple[str, ...]
    """Ids that it gives more than once."""

    @property
    def body(self) -> Any:
        """Return the element that holds what is read; None where there is none."""
        return self.root.find(f"{XHTML}body")


@dataclass(frozen=True, slots=True)
class Book:
    """An open EPUB and its documents."""

    ebook: Ebook
    """The book."""
    texts: Mapping[str, Text]
    """Its documents by name, the spine's first, in reading order."""
    spine: Mapping[str, int]
    """The names in the spine, each with its place there."""
    listed: frozenset[str]
    """The names in the manifest."""
    is_fixed: bool
    """Whether its pages have a layout of their own that nothing flows in (EPUB 3.3, 8.2.2.1)."""

    @property
    def is_epub3(self) -> bool:
        """Return whether it is EPUB 3, of whichever revision."""
        return self.ebook.version.startswith("3")

    @property
    def pages(self) -> Iterator[Text]:
        """Return its XHTML documents that have a body, in reading order."""
        return (text for text in self.texts.values() if text.body is not None)

    @property
    def navigation(self) -> Text | None:
        """Return its navigation document."""
        return next((text for text in self.texts.values() if "nav" in text.item.properties), None)

    def package(self, element: Any = None) -> Source:
        """Return a place in the package document."""
        return self.ebook.place(self.ebook.package_name, element)

    def target(self, base: str, href: str) -> tuple[str, str]:
        """Return the file and the fragment that a reference in the file `base` leads to; the web's stay whole."""
        return resolved(base, href)


def book(ebook: Ebook) -> Book:
    """Return a book with its documents looked through."""
    texts: dict[str, Text] = {}
    order = dict.fromkeys((*(ref.item for ref in ebook.spine), *ebook.items))
    for item in order:
        if item.media_type in ("application/xhtml+xml", "image/svg+xml") and item.name in ebook.roots:
            texts[item.name] = _text(item, ebook.roots[item.name])
    spine: dict[str, int] = {}
    for place, ref in enumerate(ebook.spine):
        spine.setdefault(ref.item.name, place)
    is_fixed = "pre-paginated" in ebook.values("rendition:layout")
    return Book(ebook, texts, spine, frozenset(item.name for item in ebook.items), is_fixed)


def kinds(element: Any) -> set[str]:
    """Return what epub:type and role say of an element, the roles without `doc-` (EPUB 3.3, 6.1.3.1)."""
    types = element.get(f"{EPUB}type", "").split()
    return {*types, *(role.removeprefix("doc-") for role in element.get("role", "").split())}


def said(element: Any) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def without_markup(element: Any) -> Iterator[str]:
    """Yield the texts in an element that are no program, style or fallback of a ruby."""
    if not isinstance(element.tag, str) or element.tag in _NOT_TEXT:
        return
    yield element.text or ""
    for child in element:
        yield from without_markup(child)
        yield child.tail or ""


def more(found: Iterable[object], shown: int = 1) -> str:
    """Return how many places beside those shown have the same fault, as the end of a message."""
    count = sum(1 for _ in found) - shown
    return f", and {count} more" if count > 0 else ""


def _text(item: Item, root: Any) -> Text:
    ids: dict[str, int] = {}
    twins: dict[str, None] = {}
    for place, name in enumerate(_IDS(root)):
        if ids.setdefault(name, place) != place:
            twins[name] = None
    return Text(item, root, ids, _TYPED(root), tuple(twins))
