"""Names of files in an EPUB: what a reference in one of them means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

__all__ = ["Entries"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(slots=True)
class Entries:
    """The names of an archive's files, found again however they are written."""

    names: frozenset[str]
    """As in the archive."""
    _folded: dict[str, str] = field(default_factory=dict)
    """By name without case and Unicode form."""
    misnamed: dict[str, str] = field(default_factory=dict)
    """Names in the archive that were found only without regard to case or Unicode form, and how they were written."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Entries:
        """Return the entries of an archive's list of names."""
        given = tuple(names)
        return cls(frozenset(given), {_fold(name): name for name in reversed(given)})

    def find(self, href: str, base: str) -> tuple[str, str]:
        """Return the name of the file that a reference in the file `base` leads to, and the fragment behind it.

        Empty names where it leads out of the archive, to a file that isn't there, or to the network (OCF 3.3, 4.2.5).
        """
        if _SCHEME.match(href.strip()) or href.strip().startswith("//"):
            return "", ""
        path, _, fragment = href.strip().partition("#")
        path = path.partition("?")[0]
        if not path:
            return base, unquote(fragment)
        name = self._named(path, base) or self._named(unquote(path), base)
        return name, unquote(fragment) if name else ""

    def _named(self, path: str, base: str) -> str:
        path = path.replace("\\", "/")
        for candidate in (normpath(join(dirname(base), path.lstrip("/"))), normpath(path.lstrip("/"))):
            if candidate in self.names:
                return candidate
            found = self._folded.get(_fold(candidate), "")
            if found:
                self.misnamed[found] = candidate
                return found
            if not path.startswith("/"):
                break
        return ""


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
