"""What a book contains, counted once: what its claims rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cjpublish.artifacts.ebook import EPUB, OPF, Ebook, Meta, resolved
from cjpublish.checks.accessibility.narrated import Narration, narration
from cjpublish.checks.accessibility.pages import Page, pages, words_in
from cjpublish.checks.accessibility.pictures import Picture, State, pictures
from cjpublish.errors import InputError
from cjpublish.importers import Original
from cjpublish.importers.xml import parse

__all__ = ["HEADINGS", "Evidence", "counted", "evidence", "listed", "said", "there"]

_FONTS_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""Obfuscated fonts leave the text free (EPUB 3.3, 4.4)."""
_ENCRYPTION = "META-INF/encryption.xml"
_LOCKS = ("META-INF/license.lcpl", "META-INF/sinf.xml")
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is in a book."""

    ebook: Ebook
    """The book."""
    pages: tuple[Page, ...]
    """Its documents."""
    words: int
    """Words of text, the navigation apart."""
    pictures: tuple[Picture, ...]
    """Its pictures."""
    narration: Narration
    """What is heard."""
    toc: tuple[tuple[str, str], ...]
    """Where the table of contents leads: a file and an id in it."""
    page_list: int
    """How many pages the list of pages has."""
    page_breaks: int
    """How many marks of page breaks the text has."""

    @property
    def whole(self) -> bool:
        """Return whether every content document could be read: where not, nobody can say what the book lacks."""
        documents = (item for item in self.ebook.items if item.media_type == "application/xhtml+xml")
        return all(item.name in self.ebook.roots for item in documents)

    def state(self, *states: State) -> tuple[Picture, ...]:
        """Return the pictures in some states."""
        return tuple(picture for picture in self.pictures if picture.state in states)

    def count(self, *names: str) -> int:
        """Return how many elements of some names there are: `math:math`."""
        return sum(1 for page in self.pages for _ in page.of(*names))

    @property
    def headings(self) -> int:
        """Return how many headings there are outside the navigation."""
        return sum(1 for page in self.pages if "nav" not in page.item.properties for _ in page.of(*HEADINGS))

    @property
    def media(self) -> int:
        """Return how many sounds and films the text has, narration apart."""
        return self.count("audio", "video")

    @property
    def bare_pictures(self) -> int:
        """Return how many pictures stand in the spine by themselves, without a page around them."""
        return sum(ref.item.media_type.startswith("image/") for ref in self.ebook.spine)

    @property
    def fixed(self) -> bool:
        """Return whether any page has a fixed layout (EPUB 3.3, 8.2.2.1)."""
        refs = self.ebook.package.iterfind(f"{OPF}spine/{OPF}itemref")
        each = any("rendition:layout-pre-paginated" in ref.get("properties", "").split() for ref in refs)
        return each or "pre-paginated" in self.ebook.values("rendition:layout")

    @property
    def locked(self) -> str:
        """Return the file that tells of encryption or of rights management; empty where there is none."""
        archive = self.ebook.archive
        lock = next((name for name in _LOCKS if archive.has(name)), "")
        if lock or not archive.has(_ENCRYPTION):
            return lock
        try:
            root = parse(archive.read(_ENCRYPTION), Original(self.ebook.file, self.ebook.name), _ENCRYPTION)
        except InputError:
            return ""
        methods = {element.get("Algorithm") for element in root.iter("{*}EncryptionMethod")}
        return _ENCRYPTION if methods - _FONTS_ONLY else ""


def evidence(ebook: Ebook) -> Evidence:
    """Count what a book contains."""
    found = pages(ebook)
    return Evidence(
        ebook=ebook,
        pages=found,
        words=words_in(found),
        pictures=pictures(found),
        narration=narration(ebook, found),
        toc=tuple(_listed(ebook, found, "toc", "navPoint")),
        page_list=len(_listed(ebook, found, "page-list", "pageTarget")),
        page_breaks=sum(len(page.of_kind("pagebreak")) for page in found),
    )


def said(ebook: Ebook, name: str) -> tuple[Meta, ...]:
    """Return the package's statements of a property of schema.org's, such as `accessMode`."""
    return tuple(meta for meta in ebook.metadata if meta.property == f"schema:{name}" and not meta.refines)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `no picture`, `1 picture`, `12 pictures`."""
    if number == 0:
        return f"no {one}"
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def there(number: int, one: str, many: str = "") -> str:
    """Return a sentence that says how many there are: `there is no picture`, `there are 12 pictures`."""
    return f"there {'is' if number < 2 else 'are'} {counted(number, one, many)}"


def listed(names: Iterable[str]) -> str:
    """Return names in a row: `a, b and c`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _listed(ebook: Ebook, found: Iterable[Page], kind: str, entry: str) -> list[tuple[str, str]]:
    """Return where a list of the navigation document leads, or the older NCX's where there is none."""
    for page in found:
        for nav in page.of("nav"):
            if kind in nav.get(f"{EPUB}type", "").split() or f"doc-{kind.replace('-', '')}" == nav.get("role"):
                return [resolved(page.item.name, link.get("href", "")) for link in nav.iter("{*}a") if link.get("href")]
    for item in ebook.items:
        if item.media_type == "application/x-dtbncx+xml" and item.name in ebook.roots and ebook.version < "3":
            points = ebook.roots[item.name].iter(f"{_NCX}{entry}")
            return [resolved(item.name, source) for point in points if (source := _source(point))]
    return []


def _source(point: Any) -> str:
    content = point.find(f"{_NCX}content")
    return "" if content is None else content.get("src", "")
