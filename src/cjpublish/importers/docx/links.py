"""Links: where the addresses of a document's links lead in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cjpublish.importers.docx.names import Element

__all__ = ["Links"]

_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S+$", re.I)


@dataclass(slots=True)
class Links:
    """The targets within a document that links lead to, and the links that lead nowhere."""

    roots: Iterable[Element]
    """The text and the notes, as HTML."""
    names: dict[str, str] = field(default_factory=dict)
    """By bookmark, what the draft calls it."""
    dead: list[str] = field(default_factory=list)
    """The addresses of links that lead nowhere."""

    def __post_init__(self) -> None:
        """Find the bookmarks that links lead to."""
        roots = list(self.roots)
        anchors = {each.get("id") for root in roots for each in root.iter("a") if each.get("id")}
        for root in roots:
            for each in root.iter("a"):
                name = (each.get("href") or "").removeprefix("#")
                if name in anchors and (each.get("href") or "").startswith("#") and "-ref-" not in each.get("id", ""):
                    self.names.setdefault(name, f"place-{len(self.names) + 1}")

    def link(self, href: str) -> str | None:
        """Return what an address is in the draft, as `markup.Hooks.link`."""
        if href.startswith("#"):
            name = self.names.get(href[1:])
            if name is None:
                self.dead.append(href)
            return None if name is None else f"#{name}"
        if _ABSOLUTE.match(href):
            return href
        if href:
            self.dead.append(href)
        return None

    def anchor(self, name: str) -> str:
        """Return what the draft calls a bookmark, as `markup.Hooks.anchor`."""
        return self.names.get(name, "")
