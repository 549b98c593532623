"""The documents, each converted and divided into the parts that become chapters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import basename

from cjpublish.draft import Block
from cjpublish.importers.epub.chapters import Chapters, Fallback
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.conversion import Conversion
from cjpublish.importers.epub.navigation import Entry, Navigation
from cjpublish.importers.epub.own_pages import OwnPages
from cjpublish.importers.epub.parts import Part, has_words, parts
from cjpublish.importers.epub.roles import kinds, role
from cjpublish.importers.epub.starts import Start, starts
from cjpublish.importers.epub.words import folded
from cjpublish.model import PageBreak

__all__ = ["Begins", "Division", "headed"]

_CALLED = frozenset(
    ("acknowledgments", "colophon", "copyright-page", "dedication", "epigraph", "foreword", "preface", "titlepage")
)
"""What a document may be called by, where it is that and nothing gives it a title."""


@dataclass(frozen=True, slots=True)
class Begins:
    """Where chapters begin in a document."""

    starts: tuple[Start, ...] = ()
    """At these."""
    made: tuple[Start, ...] = ()
    """These headings, of chapters or within them, the document had as paragraphs or not at all."""
    whole: bool = False
    """Whether the table of contents leads to the document as a whole."""


def headed(documents: Sequence[Document], navigation: Navigation) -> Mapping[str, Begins]:
    """Find where chapters begin, by document; the trees get the headings that only the table of contents has."""
    found = {}
    by_path: dict[str, list[Entry]] = {}
    for entry in navigation.contents:
        by_path.setdefault(entry.path, []).append(entry)
    for document in documents:
        entries = by_path.get(document.path, [])
        if entries and document.body is not None:
            depth = _depth(entries, len(documents))
            all_starts = starts(document.body, entries, depth)
            here = tuple(start for start in all_starts if start.depth == depth)
            made = tuple(start for start in all_starts if start.made != "written")
            found[document.path] = Begins(here, made, any(not entry.fragment for entry in entries))
    return found


def _depth(entries: Sequence[Entry], documents: int) -> int:
    """Return the depth of the entries that begin chapters within one document: the first with more than one entry.

    A book of several documents is divided by them, and none of them beneath its own entry.
    """
    depths = Counter(entry.depth for entry in entries)
    least = min(depths)
    if documents > 1:
        return least
    return next((depth for depth in sorted(depths) if depths[depth] > 1), least)


@dataclass(frozen=True, slots=True)
class Division:
    """What is known while documents are divided."""

    begins: Mapping[str, Begins]
    """What `headed` found."""
    navigation: Navigation
    """The lists that lead into the text."""
    own: OwnPages
    """What the book calls its documents."""
    conversion: Conversion
    """How they are converted."""
    chapters: Chapters
    """What takes the parts."""
    labels: Mapping[str, str]
    """What the table of contents calls each document, first of all."""
    titles: Counter[str]
    """How often each `title` of a document is there."""

    def take(self, document: Document) -> None:
        """Convert the next document and hand its parts on."""
        if document.path in self.conversion.described and not document.place.linear:
            return  # it is the long description of a picture before it
        if not document.place.linear:
            self.chapters.aside.append(document.path)
        found = self.begins.get(document.path, Begins())
        blocks = self._blocks(document)
        names = {self._name(document, start): start for start in found.starts}
        for number, part in enumerate(parts(blocks, names, found.whole)):
            start = names.get(part.heading.id) if part.heading else None
            label = start.label if start else self._label(document) if not number else ""
            fallback = Fallback("", "") if number else self._fallback(document, part)
            self.chapters.take(document.path, part, label, self._role(document, start), fallback)

    def _name(self, document: Document, start: Start) -> str:
        """Return the id that the draft's heading has."""
        name = self.conversion.names.get(document.path, start.id)
        return self.conversion.aliases.get(name, "") or name

    def _role(self, document: Document, start: Start | None) -> str:
        # A heading's own type says that it is a title or a number.
        found = role(kinds(start.heading.getparent())) if start else "chapter"
        return role(self.own.of_document(document)) if found == "chapter" else found

    def _blocks(self, document: Document) -> tuple[Block, ...]:
        if document.picture is None:
            blocks = self.conversion.document(document.path, document.body)
        else:
            key = self.conversion.pictures.key(f"/{document.path}", "")
            blocks = (replace(document.picture, image=key),)
        page = self.conversion.pages.get((document.path, ""))
        return (PageBreak(page, ""), *blocks) if page else blocks

    def _label(self, document: Document) -> str:
        """Return what the table of contents calls a document."""
        return self.labels.get(document.path, "")

    def _fallback(self, document: Document, part: Part) -> Fallback:
        """Return what a document may be called that has no heading."""
        label = self._label(document)
        if label:
            return Fallback(label, "the table of contents")
        if not has_words((*part.before, *part.blocks)):
            return Fallback("", "")
        of_document = self.own.of_document(document)
        kind = min(_CALLED & of_document, default="")
        landmark = next((each.label for each in self.navigation.landmarks if each.path == document.path and kind), "")
        if landmark:
            return Fallback(landmark, "the landmarks")
        title = document.title
        stem = basename(document.path).rpartition(".")[0]
        if title and self.titles[title] == 1 and folded(title) not in ("", folded(stem), folded(self.chapters.title)):
            return Fallback(title, "the document's title")
        if kind:
            return Fallback(kind.replace("-", " ").capitalize(), "the kind of page that it is")
        return Fallback("", "")
