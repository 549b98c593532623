"""The pages of a book that the program makes itself: its cover, its table of contents, a mere title page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.navigation import Navigation
from cjpublish.importers.epub.roles import kind, kinds
from cjpublish.importers.epub.words import folded, said
from cjpublish.importers.markup.names import attribute, level, name, roles

__all__ = ["OwnPages", "is_contents", "is_cover", "pictures_in", "without_lists"]

_LISTS = frozenset(("toc", "landmarks", "page-list", "pagelist", "loi", "lot", "loa", "lov"))
_MOST_ON_COVER = 30
"""Words on a cover's page that are still no text of their own."""
_SHARE_OF_LINKS = 0.6
"""From so many of its words on, links make a page a table of contents."""


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What the book says of its documents from outside."""

    kinds: dict[str, frozenset[str]]
    """By document, what landmarks and guide call it."""
    navigation: str
    """The navigation document."""

    @classmethod
    def of(cls, navigation: Navigation) -> OwnPages:
        """Return what landmarks and guide say of documents; of places within them they say nothing here."""
        found: dict[str, set[str]] = {}
        for entry in navigation.landmarks:
            found.setdefault(entry.path, set()).update(map(kind, entry.type.split()))
        return cls({path: frozenset(said) for path, said in found.items()}, navigation.document)

    def of_document(self, document: Document) -> frozenset[str]:
        """Return what a document is, by itself or else by what leads to it."""
        own: frozenset[str] = frozenset()
        if document.body is not None:
            own = kinds(document.body)
            if not own:
                children = list(islice((each for each in document.body if name(each)), 2))
                own = kinds(children[0]) if len(children) == 1 else own
        return own or self.kinds.get(document.path, frozenset())


def is_cover(document: Document, said_kinds: Iterable[str], cover: str, pictures: Iterable[str]) -> bool:
    """Tell whether a document is the cover's page: it says so, or shows the cover's picture and no word.

    `cover` is the archive name of that picture, `pictures` are those of the document.
    """
    shown = list(pictures)
    if document.body is None:
        return bool(cover) and shown == [cover]
    words = len(_own_words(document.body).split())
    if "cover" in said_kinds:
        # A drawing can't be a cover, and would be lost.
        drawn = any(each != cover and each.lower().endswith(".svg") for each in shown)
        return words <= _MOST_ON_COVER and len(shown) <= 1 and not drawn
    return bool(cover) and shown == [cover] and not words


def is_contents(document: Document, said_kinds: Iterable[str]) -> bool:
    """Tell whether a document is a table of contents and nothing else."""
    if document.body is None or "toc" not in {*said_kinds}:
        return False
    words = len(folded(_own_words(document.body)))
    linked = sum(len(folded(said(each))) for each in document.body.iter("{*}a") if each.get("href"))
    return words > 0 and linked >= words * _SHARE_OF_LINKS


def without_lists(document: Document) -> list[str]:
    """Take the lists that lead into the text out of a navigation document; return the words of each."""
    found = []
    for nav in [each for each in document.body.iter("{*}nav") if roles(each) & _LISTS or _leads(each)]:
        if words := said(nav):
            found.append(words)
        tail, before, parent = nav.tail or "", nav.getprevious(), nav.getparent()
        if before is not None:
            before.tail = f"{before.tail or ''}{tail}"
        else:
            parent.text = f"{parent.text or ''}{tail}"
        parent.remove(nav)
    rest = [each for each in document.body.iter() if name(each) and level(each)]
    left = folded(said(document.body))
    if left == folded("".join(said(each) for each in rest)):
        found.extend(said(each) for each in rest)
        document.body.clear()
    return found


def pictures_in(body: Any) -> list[tuple[str, Any]]:
    """Return the pictures in a document: each address as written, and its element."""
    found = []
    for each in body.iter():
        address = {"img": "src", "image": "href", "object": "data"}.get(name(each))
        value = attribute(each, address) if address else None
        if value:
            found.append((value, each))
    return found


def _leads(nav: Any) -> bool:
    return "contents" in (nav.get("id") or "") or "toc" in (nav.get("class") or "").split()


def _own_words(body: Any) -> str:
    """Return a document's words without alternative texts."""
    return " ".join("".join(body.itertext()).split())
