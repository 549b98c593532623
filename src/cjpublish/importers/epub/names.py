"""Names: what each target of a link is called in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import basename
from typing import Any

from cjpublish.importers.markup.names import identifiers, name

__all__ = ["Names"]

_SENTENCE = re.compile(r"s[0-9a-f]{8}(-\d+)?")
"""The ids that sentences have in a publication."""
_LONGEST = 80


@dataclass(slots=True)
class Names:
    """The targets that are led to, each with a name that is unique in the draft."""

    ids: dict[str, frozenset[str]]
    """By document, the ids that are in it."""
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """By document and id, the name; the id is empty for the document itself."""
    _taken: dict[str, int] = field(default_factory=dict)
    """Names that are given, each with how often it was wanted."""

    @classmethod
    def of(cls, bodies: Iterable[tuple[str, Any]]) -> Names:
        """Return the names of no target yet; a body is None where a document has no ids."""
        return cls({path: _ids(body) for path, body in bodies})

    def claim(self, path: str, target: str) -> str:
        """Return the name of a target, which it gets where it has none; empty where there is no such document.

        An id that the document lacks is taken for the document itself.
        """
        if path not in self.ids:
            return ""
        key = (path, target if target in self.ids[path] else "")
        if key not in self.names:
            self.names[key] = self._unique(key[1] or basename(path).rpartition(".")[0])
        return self.names[key]

    def get(self, path: str, target: str) -> str:
        """Return the name of a target; empty where nothing leads to it."""
        return self.names.get((path, target), "")

    def _unique(self, wanted: str) -> str:
        plain = re.sub(r"[^a-z0-9_-]+", "-", wanted.lower()).strip("-_")[:_LONGEST]
        if not re.match("[a-z]", plain) or _SENTENCE.fullmatch(plain):
            plain = f"id-{plain}".rstrip("-")
        found = plain
        while found in self._taken:
            self._taken[plain] += 1
            found = f"{plain}-{self._taken[plain]}"
        self._taken[found] = 1
        return found


def _ids(body: Any) -> frozenset[str]:
    if body is None:
        return frozenset()
    return frozenset(each for element in body.iter() if name(element) for each in identifiers(element))
