"""The documents of the spine: what stands in each, ready to be converted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cjpublish.draft import Block, Figure, Paragraph
from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original, refused
from cjpublish.importers.archive import Archive
from cjpublish.importers.epub.drawings import words_in
from cjpublish.importers.epub.items import SVG, Place
from cjpublish.importers.epub.markup_file import tree
from cjpublish.importers.epub.package import Package
from cjpublish.model import Text

__all__ = ["Document", "documents"]

_LABELS = 20
"""Words in a drawing that may be no more than labels; more are a text."""
_MANY = 3
"""Different formulas that one alternative text can't be true of."""
_LANGUAGES = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the spine."""

    path: str
    """Its name in the archive."""
    place: Place
    """Its place in the spine."""
    body: Any
    """Its `body`; None where it is a picture."""
    head: Any
    """Its `head`; None where it has none."""
    picture: Figure | None = None
    """The picture that it is."""
    language: str = ""
    """What it says of its own language."""

    @property
    def title(self) -> str:
        """What its `title` says."""
        found = next(self.head.iter("{*}title"), None) if self.head is not None else None
        return " ".join((found.text or "").split()) if found is not None else ""


def documents(package: Package, archive: Archive, original: Original, findings: list[Finding]) -> list[Document]:
    """Read every document of the spine, in order.

    One that can't be read is left out with a warning; raises InputError where none can.
    """
    found = list(_read(package, archive, original, findings))
    if not found:
        fix = "save or export the book once more with the program that made it"
        raise refused(original, "no-text", "no document of this EPUB can be read", fix)
    return found


def _read(package: Package, archive: Archive, original: Original, findings: list[Finding]) -> Iterator[Document]:
    for place in package.spine:
        path = place.item.path
        if place.item.is_picture and place.item.media_type != SVG:
            yield Document(path, place, None, None, Figure(path))
            continue
        try:
            root = tree(archive.read(path), original, path, findings)
        except InputError as error:
            if {finding.code for finding in error.findings} != {"broken-xml"}:
                raise
            message = f"'{path}' can't be read and is left out"
            fix = "open the book in a reading app and look what is missing"
            findings.append(Finding("unreadable-document", Severity.WARNING, message, original.place(), fix))
            continue
        yield _drawn(path, place, root) if place.item.media_type == SVG else _written(path, place, root)


def _written(path: str, place: Place, root: Any) -> Document:
    body = next(root.iter("{*}body"), root)
    language = next((str(root.get(name)) for name in _LANGUAGES if root.get(name)), "")
    if language and not any(body.get(name) for name in _LANGUAGES):
        body.set("lang", language)
    for drawing in body.iter("{*}svg"):
        _describe(drawing)
    _forget_idle_alternatives(body)
    return Document(path, place, body, next(root.iter("{*}head"), None), language=language)


def _describe(drawing: Any) -> None:
    """Let a drawing that nothing is said about, or that holds a text, say its words in its description."""
    words = " ".join(words_in(drawing))
    told = " ".join(" ".join("".join(each.itertext()) for each in drawing.iter("{*}title", "{*}desc")).split())
    if words and (len(words.split()) > _LABELS or not (told or drawing.get("aria-label"))):
        described = next(drawing.iterchildren("{*}desc"), None)
        if described is None:
            namespace, brace, _ = str(drawing.tag).rpartition("}")
            described = drawing.makeelement(f"{namespace}{brace}desc")
            drawing.insert(0, described)
        described.text = f"{described.text or ''} {words}".strip()


def _forget_idle_alternatives(body: Any) -> None:
    """Take away alternative texts that many formulas have alike, such as that there is none: they tell nothing."""
    formulas = [each for each in body.iter("{*}math") if each.get("alttext")]
    signs: dict[str, set[str]] = {}
    for each in formulas:
        signs.setdefault(each.get("alttext"), set()).add("".join(each.itertext()))
    for each in formulas:
        if len(signs[each.get("alttext")]) >= _MANY:
            del each.attrib["alttext"]


def _drawn(path: str, place: Place, root: Any) -> Document:
    """Return a drawing as a figure: its title is the alternative text, the words within it the long description."""
    told = [" ".join("".join(each.itertext()).split()) for each in root.iterchildren("{*}title", "{*}desc")]
    label = " ".join(str(root.get("aria-label", "")).split())
    alt = label or ". ".join(each.rstrip(".") for each in told if each)
    description: tuple[Block, ...] = tuple(Paragraph((Text(line),)) for line in words_in(root))
    return Document(path, place, None, None, Figure(path, alt or None, description=description))
