"""A page of HTML: read once, then looked at from several sides."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish.checks.check import Check
from cjpublish.checks.web.files import content, markup
from cjpublish.errors import Finding, Severity, Source

__all__ = ["Page", "opened", "some"]

UNREADABLE_PAGE = Check(
    "W02",
    "unreadable-page",
    Severity.ERROR,
    "A page that can't be read",
    "A browser shows nothing, or wrong characters.",
    'save the page as UTF-8 and say so: <meta charset="utf-8">',
    "HTML, 4.2.5.4 Specifying the document's character encoding",
)

_DECLARED = re.compile(
    rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_SNIFFED = 1024
"""Bytes in which a browser looks for the encoding (HTML, 13.2.3.2)."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is open."""

    path: Path
    """Where it lies."""
    name: str
    """How messages name it."""
    root: Any
    """Its root element (lxml, without namespaces)."""

    def place(self, element: Any = None) -> Source:
        """Return the page, or the line of an element."""
        return Source(self.name, (element.sourceline or 0) if element is not None else 0)

    def all(self, *tags: str) -> list[Any]:
        """Return every element with one of these names, in order."""
        return list(self.root.iter(*tags))


def opened(path: Path, name: str) -> tuple[Page | None, tuple[Finding, ...]]:
    """Return a page, or None where it can't be read, and what is wrong with its characters."""
    try:
        found = content(path)
        text = _characters(found)
    except ValueError as error:
        return None, (UNREADABLE_PAGE.found(str(error), Source(name)),)
    root = markup(text)
    if root is None or not "".join(root.itertext()).strip():
        return None, (UNREADABLE_PAGE.found("the page is empty", Source(name), fix="write the page once more"),)
    if found.isascii() or found.startswith(_MARKS) or _declared(found):
        return Page(path, name, root), ()
    # A server may say it in the page's stead; whoever opens the file itself sees wrong letters.
    message = "the page has letters beyond ASCII and does not say in its first 1,024 bytes how they are written"
    return Page(path, name, root), (UNREADABLE_PAGE.found(message, Source(name), severity=Severity.WARNING),)


def some(count: int) -> str:
    """Return how many more places there are than the one that is told, as the end of a sentence."""
    return f" (and {count - 1} more)" if count > 1 else ""


def _characters(found: bytes) -> str:
    """Return a page's text as a browser reads it; raises ValueError, saying why, where it can't be read so."""
    if found.startswith(_MARKS[1:]):
        return found.decode("utf-16", errors="replace")
    label = "utf-8" if found.startswith(_MARKS[0]) else _declared(found) or "utf-8"
    try:
        codec = codecs.lookup(label)
        return found.decode("utf-8-sig") if codec.name == "utf-8" else found.decode(label, errors="replace")
    except UnicodeDecodeError as error:
        line = found.count(b"\n", 0, error.start) + 1
        raise ValueError(f"some characters can't be read as UTF-8, the first in line {line}") from error
    except (LookupError, TypeError) as error:
        raise ValueError(f"the page says that it is written in {label}, which is no encoding") from error


def _declared(found: bytes) -> str:
    declared = _DECLARED.search(found, 0, _SNIFFED + 40)  # one that begins there may end a little later
    return (declared[1] or declared[2]).decode("ascii") if declared else ""
