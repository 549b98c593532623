"""The archive: its first entry, the names of its files, and whether it holds what the manifest lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from unicodedata import normalize
from zipfile import ZIP_STORED

from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

MIMETYPE = Check(
    "E04",
    "no-mimetype",
    Severity.ERROR,
    "The archive does not say at its start that it is an EPUB",
    "Stores and reading systems look for these bytes first and refuse a file without them.",
    "put the file `mimetype` first in the archive, stored, with `application/epub+zip` and nothing else in it",
    "EPUB 3.3, 4.3.3 OCF ZIP container media type identification",
)
UNFIT_NAME = Check(
    "E05",
    "unfit-file-name",
    Severity.WARNING,
    "File names that not every system can hold",
    "Reading systems that unpack the book lose such files, or put one in another's place.",
    "name files with plain letters, digits, hyphens and full stops, no two alike but for capitals",
    "EPUB 3.3, 4.2.3 File paths and file names",
)
MISSING_FILE = Check(
    "E06",
    "file-missing",
    Severity.ERROR,
    "A file that the manifest lists is missing",
    "The reader meets a gap where it is shown or played.",
    "put the file into the archive, or take its line out of the manifest",
    "EPUB 3.3, 5.6.2 The item element",
)
UNLISTED = Check(
    "E07",
    "unlisted-file",
    Severity.NOTE,
    "Files that the manifest does not list",
    "No reading system shows them; they make the book larger, and may not be meant for readers.",
    "list them in the manifest, or take them out of the archive",
    "EPUB 3.3, 5.6.1 The manifest element",
)
_TYPE = b"application/epub+zip"
_FORBIDDEN = frozenset('"*:<>?\\|\x7f') | frozenset(map(chr, range(32)))


def check(book: Book) -> Iterator[Finding]:
    """Look at the archive's directory."""
    yield from _mimetype(book)
    yield from _names(book)
    yield from _listed(book)


def _mimetype(book: Book) -> Iterator[Finding]:
    entries = book.ebook.entries
    wrong = ""
    if not entries or min(entries, key=lambda entry: entry.header_offset).filename != "mimetype":
        wrong = "the file `mimetype` is not the first in the archive"
    elif book.ebook.archive.read("mimetype") != _TYPE:
        wrong = f"the file `mimetype` does not say {_TYPE.decode()}"
    elif next(entry for entry in entries if entry.filename == "mimetype").compress_type != ZIP_STORED:
        wrong = "the file `mimetype` is compressed"
    elif _has_extra_field(book):
        wrong = "the file `mimetype` has an extra field in its header"
    if wrong:
        yield MIMETYPE.found(wrong, Source(book.ebook.name))


def _has_extra_field(book: Book) -> bool:
    """Return whether the first entry's own header has one; the archive's directory need not know (APPNOTE 4.3.7)."""
    with book.ebook.file.open("rb") as file:
        header = file.read(30)
    return header[28:30] != b"\0\0"


def _names(book: Book) -> Iterator[Finding]:
    names = [entry.filename for entry in book.ebook.entries if not entry.is_dir()]
    unfit = [name for name in names if " " in name or _is_forbidden(name)]
    if unfit:
        message = f"the file name '{unfit[0]}' has a space or another sign that gets lost{more(unfit)}"
        yield UNFIT_NAME.found(message, book.ebook.place(unfit[0]))
    foreign = [name for name in names if not name.isascii()]
    if foreign:
        message = f"the file name '{foreign[0]}' has letters outside ASCII, which some systems lose{more(foreign)}"
        yield UNFIT_NAME.found(message, book.ebook.place(foreign[0]), severity=Severity.NOTE)
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            message = f"'{name}' and '{other}' are one file on systems that do not tell capitals apart"
            yield UNFIT_NAME.found(message, book.ebook.place(name), severity=Severity.ERROR)


def _is_forbidden(name: str) -> bool:
    return not _FORBIDDEN.isdisjoint(name) or any(part.endswith(".") for part in name.split("/"))


def _listed(book: Book) -> Iterator[Finding]:
    ebook = book.ebook
    present = {normalize("NFC", name) for name in ebook.archive.names}
    for name in sorted(book.listed):
        if ":" not in name and normalize("NFC", name) not in present:
            yield MISSING_FILE.found(f"the manifest lists {name}, which is not in the archive", book.package())
    container = ebook.archive.read("META-INF/container.xml")
    spare = [
        name
        for name in ebook.archive.names
        if name not in book.listed
        and name not in ("mimetype", ebook.package_name)
        and not name.startswith("META-INF/")
        and name.encode() not in container
    ]
    if spare:
        message = f"{spare[0]} is in the archive, and the manifest does not list it{more(spare)}"
        yield UNLISTED.found(message, ebook.place(spare[0]))
