"""A book's documents as the accessibility checks look at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from cjpublish.artifacts.ebook import EPUB, XHTML, XML, Ebook, Item
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["Page", "found_on", "hidden", "kinds", "named", "pages", "style_sheets", "text_of", "words_in"]

_NAMESPACES = {
    "html": XHTML[1:-1],
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "epub": EPUB[1:-1],
    "xml": XML[1:-1],
}
_EVERY = "descendant-or-self::*"
_BY_ID = etree.XPath(f"{_EVERY}[@id = $name]")
_IDS = etree.XPath(f"{_EVERY}/@id")
_ASKED_FOR = frozenset({
    "aria-describedby", "aria-details", "aria-labelledby", "dir", "lang", "longdesc", "role", "style", "tabindex",
    f"{XML}lang", f"{EPUB}type", *(f"{{{_NAMESPACES['ssml']}}}{name}" for name in ("alphabet", "ph")),
})  # fmt: skip
_NOT_SAID = {f"{XHTML}script", f"{XHTML}style"}
_IMG = f"{XHTML}img"


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML document, or a drawing that stands in the spine by itself."""

    ebook: Ebook
    """The book."""
    item: Item
    """Its line in the manifest."""
    root: Any
    """Its root element (lxml)."""
    attributes: Mapping[str, list[Any]]
    """Its elements by the names of the attributes that are asked for, in order."""

    def of(self, *names: str) -> Iterator[Any]:
        """Return its elements of some names, in order: `img`, `svg:title`, `math:math`."""
        found: Iterator[Any] = self.root.iter(*map(_expanded, names))
        return found

    def having(self, *attributes: str) -> list[Any]:
        """Return its elements that have any of some attributes: `role`, `epub:type`, `lang`."""
        found = (element for name in attributes for element in self.attributes.get(_attribute(name), ()))
        return list(dict.fromkeys(found))

    def of_kind(self, kind: str) -> list[Any]:
        """Return its elements that `epub:type` or a role says are of a kind, such as `pagebreak`."""
        return [element for element in self.having("epub:type", "role") if kind in kinds(element)]

    def by_id(self, name: str) -> Any:
        """Return its element with an id; None where there is none."""
        return next(iter(_BY_ID(self.root, name=name)), None)

    @property
    def ids(self) -> list[str]:
        """Return the ids of its elements, in order."""
        return [str(name) for name in _IDS(self.root)]

    def place(self, element: Any = None) -> Source:
        """Return the place of one of its elements."""
        return self.ebook.place(self.item.name, element)

    @property
    def language(self) -> str:
        """Return the language of the document; where it says none, the package's."""
        return self.root.get("lang") or self.root.get(f"{XML}lang") or self.ebook.language

    @property
    def english(self) -> bool:
        """Return whether the document is in English."""
        return self.language.lower().partition("-")[0] == "en"


def pages(ebook: Ebook) -> tuple[Page, ...]:
    """Return the book's documents, those of the spine first, in reading order; drawings in the spine come last."""
    drawings = [
        (ref.item, ebook.roots[ref.item.name])
        for ref in ebook.spine
        if ref.item.media_type == "image/svg+xml" and ref.item.name in ebook.roots
    ]
    return tuple(Page(ebook, item, root, _attributes(root)) for item, root in (*ebook.documents, *drawings))


def style_sheets(ebook: Ebook) -> Iterator[tuple[Item, bytes]]:
    """Return the book's style sheets with their content; one that can't be read is another family's to tell."""
    for item in ebook.items:
        if item.media_type == "text/css" and ebook.archive.has(item.name):
            with suppress(InputError):
                yield item, ebook.archive.read(item.name)


def kinds(element: Any) -> frozenset[str]:
    """Return what `epub:type` and the roles of an element say it is; a role without its `doc-`."""
    said = f"{element.get(f'{EPUB}type', '')} {element.get('role', '')}".split()
    return frozenset(word.removeprefix("doc-") for word in said)


def hidden(element: Any) -> bool:
    """Return whether an element, or one around it, is kept from readers or from assistive technology."""
    return any(
        one.get("hidden") is not None or one.get("aria-hidden") == "true" for one in (element, *element.iterancestors())
    )


def text_of(element: Any) -> str:
    """Return an element's text with the alternative texts of its pictures, white space as single spaces."""
    parts: list[str] = []
    _gather(element, parts)
    return " ".join("".join(parts).split())


def named(element: Any, page: Page) -> str:
    """Return what assistive technology calls an element: its label, its text or its title (accname 1.2, shortened)."""
    labels = (page.by_id(name) for name in (element.get("aria-labelledby") or "").split())
    label = " ".join(text_of(label) for label in labels if label is not None)
    return (
        label or (element.get("aria-label") or "").strip() or text_of(element) or (element.get("title") or "").strip()
    )


def words_in(found: Iterable[Page]) -> int:
    """Return how many words of text there are on pages that are not the navigation."""
    bodies = (body for page in found if "nav" not in page.item.properties for body in page.of("body", "svg:text"))
    return sum(len(body.xpath("string()").split()) for body in bodies)


def found_on(
    page: Page, about: Check, elements: Sequence[Any], message: str, severity: Severity | None = None
) -> Iterator[Finding]:
    """Tell of a fault that elements of a page share, once, at the first of them."""
    if elements:
        more = f" (and {len(elements) - 1:,} more in this file)"
        told = message + (more if len(elements) > 1 else "")
        yield about.found(told, page.place(elements[0]), severity=severity)


@cache
def _expanded(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    return f"{{{_NAMESPACES[prefix if colon else 'html']}}}{local}"


@cache
def _attribute(name: str) -> str:
    return _expanded(name) if ":" in name else name


def _attributes(root: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for element in root.iter("*"):
        for name in element.keys():  # noqa: SIM118 - an element is a sequence of its children
            if name in _ASKED_FOR:
                found.setdefault(name, []).append(element)
    return found


def _gather(element: Any, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    if element.tag in _NOT_SAID:
        return
    if element.tag == _IMG:
        parts.append(f" {element.get('alt') or element.get('aria-label') or element.get('title') or ''} ")
    elif element.get("aria-label"):
        parts.append(f" {element.get('aria-label')} ")
        return
    parts.append(element.text or "")
    for child in element:
        _gather(child, parts)
        parts.append(child.tail or "")
