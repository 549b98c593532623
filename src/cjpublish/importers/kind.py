"""What kind of file a source is: by its content first, by its name where that leaves a choice."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass

from cjpublish import registry
from cjpublish.errors import Finding, Severity
from cjpublish.importers import IMPORTERS, Original, archive, refused

__all__ = ["Kind", "of"]

_HEAD = 4096
"""Bytes at the beginning that are looked at."""
_LARGEST = {"html": 64_000_000}
"""Bytes of a page, which may have its pictures in it."""
_LARGEST_TEXT = 16_000_000
"""Bytes of any other text; the Bible has five million."""
_AS_DOCX = "open it in a word processor and save it as .docx"
_AS_HTML = "save the page as HTML only, or complete"
_OTHERS = (
    (b"%PDF", "a PDF", "import what it was made from, or the text copied out of it"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Office format", _AS_DOCX),
    (b"{\\rtf", "a document in Rich Text Format", _AS_DOCX),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"RIFF", "a picture or sound", ""),
    (b"ID3", "sound", ""),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
)
"""How kinds of files begin that nothing can be read from, what each is, and what to do."""
_ARCHIVES = (
    ("xl/workbook.xml", "a spreadsheet", "copy the tables into a document, and import that"),
    ("ppt/presentation.xml", "a presentation", "save its outline as a document, and import that"),
    ("content.xml", "an OpenDocument file", _AS_DOCX),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MARKS = b"\xef\xbb\xbf\xff\xfe"
"""The bytes of byte order marks."""
_MIME = re.compile(rb"(?:from|mime-version|content-type|snapshot-content-location|date|subject):[^\n]*\n", re.I)
_SUFFIXES = {
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"), "md"),
    **dict.fromkeys(("html", "htm", "xhtml", "xht"), "html"),
    **dict.fromkeys(("txt", "text", "asc", ""), "txt"),
    "docx": "docx",
    "docm": "docx",
    "epub": "epub",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source."""

    name: str
    """A key of IMPORTERS, or the name of a plug-in."""
    findings: tuple[Finding, ...] = ()
    """That a file's name and its content disagree."""


def of(original: Original) -> Kind:
    """Return what kind of file a source is.

    Raises InputError where it can't be read, is empty or too large, or is of a kind that nothing can be read from.
    """
    head, size = _head(original)
    suffix = original.path.suffix.lower().removeprefix(".")
    if suffix not in _SUFFIXES and suffix in registry.names("cjpublish.importers", IMPORTERS):
        return Kind(suffix)
    named = _SUFFIXES.get(suffix, "")
    found = _by_content(original, head, named)
    largest = _LARGEST.get(found, _LARGEST_TEXT)
    if found not in ("docx", "epub") and size > largest:
        fix = "divide it, or import what it was made from"
        message = f"this file is too large: {size // 1_000_000} MB where {largest // 1_000_000} are possible"
        raise refused(original, "too-large", message, fix)
    if named and named != found:
        message = f"the file's name ends in '.{suffix}', but it holds {_A[found]} and is read as that"
        return Kind(found, (Finding("file-name", Severity.NOTE, message, original.place()),))
    return Kind(found)


_A = {"docx": "a Word document", "epub": "an EPUB", "html": "HTML", "md": "Markdown", "txt": "plain text"}


def _head(original: Original) -> tuple[bytes, int]:
    """Return a file's beginning and its size in bytes."""
    try:
        status = original.path.stat()
        if stat.S_ISDIR(status.st_mode):
            fix = "name a file in it; a folder that holds manuscript/ is built with `cjpublish -C`"
            raise refused(original, "unreadable", "this is a folder", fix)
        if not stat.S_ISREG(status.st_mode):
            raise refused(original, "unreadable", "this is no file that can be read to its end")
        with original.path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise refused(original, "missing-file", "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise refused(original, "unreadable", f"this file can't be read: {reason}") from error
    if not head:
        raise refused(original, "empty", "this file is empty")
    return head, status.st_size


def _by_content(original: Original, head: bytes, named: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _in_archive(original, named)
    for signature, what, fix in _OTHERS:
        if head.startswith(signature):
            raise refused(original, "unknown-format", f"this is {what}, which can't be imported", fix)
    if named in ("docx", "epub"):
        what = "a Word document" if named == "docx" else "an EPUB"
        fix = "fetch or save it again: it may be damaged"
        raise refused(original, "unknown-format", f"this is not {what}, whatever its name says", fix)
    if _is_binary(head):
        fix = f"files of these kinds can be imported: {', '.join(registry.names('cjpublish.importers', IMPORTERS))}"
        raise refused(original, "unknown-format", "this file holds no text", fix)
    if len(_MIME.findall(head)) > 1 and b"multipart/related" in head.lower():
        raise refused(original, "unknown-format", "this is a web archive (MHTML), which can't be imported", _AS_HTML)
    if named != "md" and _HTML.match(head.replace(b"\0", b"").lstrip(_MARKS)):
        return "html"
    return named or "txt"


def _in_archive(original: Original, named: str) -> str:
    with archive.opened(original) as opened:
        if opened.has("META-INF/container.xml") or _mimetype(opened) == b"application/epub+zip":
            return "epub"
        for name, what, fix in _ARCHIVES:
            if opened.has(name):
                raise refused(original, "unknown-format", f"this is {what}, which can't be imported", fix)
        if opened.has("word/document.xml") or opened.has("[Content_Types].xml"):
            return "docx"
    if named in ("docx", "epub"):
        return named
    raise refused(original, "unknown-format", "this is a ZIP archive of other things", "unpack it, and import a file")


def _mimetype(opened: archive.Archive) -> bytes:
    return opened.read("mimetype").strip() if opened.has("mimetype") else b""


def _is_binary(head: bytes) -> bool:
    """Tell whether a beginning has control characters as no text has: other than UTF-16's zeros."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    half = len(head) // 2
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if max(zeros) > half * 0.4 and min(zeros) < half * 0.05:
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b\x1a" for byte in head)
    return controls > len(head) * 0.01
