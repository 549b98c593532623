"""The documents of a book converted: each to its blocks, the links between them as names in the draft."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cjpublish.draft import Block, Cut, Note
from cjpublish.errors import Finding, Severity, Source
from cjpublish.importers import Original
from cjpublish.importers.archive import opened
from cjpublish.importers.epub.entries import Entries
from cjpublish.importers.epub.markup_file import tree
from cjpublish.importers.epub.names import Names
from cjpublish.importers.epub.pictures import Pictures
from cjpublish.importers.markup import Converted, Hooks, TakenNotes, convert, convert_note
from cjpublish.importers.markup.names import identifiers, level, name, roles

__all__ = ["Conversion", "lead", "lift_ids", "link_targets"]

_ABSOLUTE = re.compile(r"(https?://[^\s/]|mailto:[^\s]|tel:[^\s])", re.IGNORECASE)


@dataclass(slots=True)
class Conversion:
    """What the documents have in common, and what their conversion has brought up so far."""

    original: Original
    """The book."""
    entries: Entries
    """The archive's files."""
    names: Names
    """The targets of links."""
    notes: TakenNotes
    """The notes, out of their trees."""
    pictures: Pictures
    """The pictures."""
    pages: Mapping[tuple[str, str], str]
    """The page list: by document and id, the page that begins there."""
    bodies: Mapping[str, Any]
    """The bodies of the spine's documents by name, where long descriptions may stand; None for a picture."""
    language: str
    """The publication's."""
    findings: list[Finding]
    """Grows by what was changed, and what a person must look at; to be summed up."""
    cuts: list[Cut]
    """Grows by what was left out."""
    described: set[str] = field(default_factory=set)
    """Documents that are as a whole the long description of a picture."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Names that no heading bears, with the id of the heading that stands for each, or nothing."""

    def document(self, path: str, body: Any) -> tuple[Block, ...]:
        """Return the blocks of a document."""
        return self._taken(convert(body, self._hooks(path), self.language))

    def note(self, key: str) -> Note:
        """Return a note."""
        return Note(
            key, self._taken(convert_note(self.notes.targets[key], self._hooks(self.notes.homes[key]), self.language))
        )

    def _taken(self, converted: Converted) -> tuple[Block, ...]:
        self.findings.extend(converted.findings)
        self.cuts.extend(converted.cuts)
        self.aliases |= converted.aliases
        return converted.blocks

    def _hooks(self, path: str) -> Hooks:
        def link(href: str) -> str | None:
            return self._link(href, path)

        def page(element: Any) -> str:
            return next((self.pages[path, each] for each in identifiers(element) if (path, each) in self.pages), "")

        return Hooks(
            picture=lambda address, element: self.pictures.key(address, path),
            drawing=lambda content, element: self.pictures.drawing(content, path),
            link=link,
            note=self.notes.references.get,
            anchor=lambda target: self.names.get(path, target),
            page=page,
            description=lambda href: self._description(href, path),
            place=lambda line: Source(f"{self.original.name}/{path}", line),
        )

    def _link(self, href: str, base: str) -> str | None:
        if _ABSOLUTE.match(href):
            return href
        path, fragment = self.entries.find(href, base)
        name = self.names.get(path, fragment if fragment in self.names.ids.get(path, ()) else "") if path else ""
        if name:
            return f"#{name}"
        message = f"a link leads to nothing in the book, and only its words stay: '{href}'"
        self.findings.append(Finding("dead-link", Severity.NOTE, message, self.original.place()))
        return None

    def _description(self, href: str, base: str) -> tuple[Block, ...]:
        """Return what a long description says, in whatever document it stands."""
        path, fragment = self.entries.find(href, base)
        body = self.bodies[path] if path in self.bodies else self._outside(path)
        if body is None:
            return ()
        inner = (each for each in body.iter("*") if fragment and fragment in identifiers(each))
        element = next(inner, body)
        if element is body:
            self.described.add(path)
        return self._taken(convert(element, self._hooks(path), self.language))

    def _outside(self, path: str) -> Any:
        """Return the body of a document that is not in the spine; None where there is no such document."""
        if not path or not path.lower().endswith((".xhtml", ".html", ".htm", ".xml")):
            return None
        with opened(self.original) as archive:
            root = tree(archive.read(path), self.original, path, self.findings)
        return next(root.iter("{*}body"), root)


def lead(entries: Entries, base: str, href: str) -> tuple[str, str] | None:
    """Return the document and the id that a link leads to, as `markup.take_notes` asks."""
    path, fragment = entries.find(href, base)
    return (path, fragment) if path and fragment else None


def link_targets(elements: Iterable[tuple[str, Any]], entries: Entries, names: Names) -> None:
    """Give a name to everything that a link leads to; the elements come with the names of their documents."""
    for path, element in elements:
        for each in element.iter("{*}a", "{*}area"):
            href = (each.get("href") or "").strip()
            target, fragment = entries.find(href, path) if href else ("", "")
            if target:
                names.claim(target, fragment)


def lift_ids(body: Any, pages: Collection[str]) -> None:
    """Move the ids within each heading to anchors before it: what leads to a part of a heading leads to it.

    `pages` are ids at which a page begins; they stay where they are.
    """
    for heading in [each for each in body.iter() if name(each) and level(each)]:
        inside = [each for each in heading.iter() if each is not heading and name(each) and each.get("id")]
        for each in [each for each in inside if "pagebreak" not in roles(each) and each.get("id") not in pages]:
            namespace, brace, _ = str(heading.tag).rpartition("}")
            anchor = heading.makeelement(f"{namespace}{brace}a")
            anchor.set("id", each.attrib.pop("id"))
            heading.addprevious(anchor)
