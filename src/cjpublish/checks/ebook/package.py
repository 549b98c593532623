"""What the package document says of the book as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.artifacts.ebook import DC
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_METADATA = Check(
    "E10",
    "no-metadata",
    Severity.ERROR,
    "The book does not say its title, its language or which book it is",
    "Libraries can't list or tell it apart, and a voice reads it in the wrong language.",
    "state dc:identifier, dc:title and dc:language, and name the identifier's id in unique-identifier",
    "EPUB 3.3, 5.5.3.1 Required elements",
)
MODIFIED = Check(
    "E11",
    "no-modified-date",
    Severity.ERROR,
    "The date of the last change is missing or not exact",
    "Reading systems can't tell a corrected edition from the one they already have.",
    "state one dcterms:modified as YYYY-MM-DDThh:mm:ssZ",
    "EPUB 3.3, 5.5.5 Last modified date",
)
NO_COVER = Check(
    "E12",
    "no-cover",
    Severity.NOTE,
    "No picture is marked as the cover",
    "Libraries show a blank in its place, which makes the book hard to find among others.",
    'give the cover\'s item properties="cover-image", and add <meta name="cover" content="its id"/> for older systems',
    "EPUB 3.3, 5.6.2.1 Resource properties",
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check(book: Book) -> Iterator[Finding]:
    """Look at the metadata."""
    yield from _required(book)
    if book.is_epub3:
        yield from _modified(book)
    yield from _cover(book)


def _required(book: Book) -> Iterator[Finding]:
    missing = [name for name in ("identifier", "title", "language") if not any(book.ebook.values(f"dc:{name}"))]
    if missing:
        yield NO_METADATA.found(f"the package document states no {' and no '.join(missing)}", book.package())
    if "identifier" in missing:
        return
    name = book.ebook.package.get("unique-identifier", "")
    if not any(element.get("id") == name for element in book.ebook.package.iter(f"{DC}identifier") if name):
        message = f"unique-identifier leads to no dc:identifier: '{name}'"
        yield NO_METADATA.found(message, book.package(book.ebook.package))


def _modified(book: Book) -> Iterator[Finding]:
    found = book.ebook.values("dcterms:modified")
    wrong = next((value for value in found if not _MOMENT.fullmatch(value)), None)
    if not found:
        yield MODIFIED.found("the package document states no dcterms:modified", book.package())
    elif len(found) > 1:
        yield MODIFIED.found(f"the package document states dcterms:modified {len(found)} times", book.package())
    elif wrong is not None:
        yield MODIFIED.found(f"dcterms:modified is '{wrong}'", book.package())


def _cover(book: Book) -> Iterator[Finding]:
    ids = {item.id: item for item in book.ebook.items}
    marked = [item for item in book.ebook.items if "cover-image" in item.properties]
    legacy = [
        element.get("content", "") for element in book.ebook.package.iter("{*}meta") if _is_cover(element.get("name"))
    ]
    if not marked and not any(name in ids for name in legacy):
        yield NO_COVER.found("no picture is marked as the cover", book.package())
    elif marked and marked[0].id not in legacy:
        message = f"{marked[0].name} is the cover, and older reading systems are not told so"
        fix = f'add <meta name="cover" content="{marked[0].id}"/> to the metadata'
        yield NO_COVER.found(message, book.package(), fix=fix)


def _is_cover(name: str | None) -> bool:
    return name == "cover"
