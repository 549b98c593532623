"""Links: where each leads in a manuscript, and the names of the places that they lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from cjpublish.importers.markdown.account import Account

__all__ = ["Links", "links"]

_KEPT = ("http", "https", "mailto", "tel")
"""Schemes of addresses that a manuscript's links may have."""


@dataclass(slots=True)
class Links:
    """The links of one text."""

    account: Account
    """Told which links go."""
    names: Mapping[str, str]
    """By the id of a place that a link leads to: its name in the draft."""
    lost: list[str] = field(default_factory=list)
    """The addresses that lead nowhere from here."""

    def target(self, href: str) -> str | None:
        """Return where a link leads: a whole address or `#name`; None where it leads nowhere from here."""
        href = href.strip()
        if fragment := self._fragment(href):
            return f"#{self.names[fragment]}"
        whole = f"https:{href}" if href.startswith("//") else urljoin(self.account.original.address, href)
        if _leads(whole):
            return whole
        if href:
            self.lost.append(href)
        return None

    def _fragment(self, href: str) -> str:
        """Return the id in this text that a link leads to; empty where it leads elsewhere."""
        name = fragment(href, self.account.original.path.name)
        return name if name in self.names else ""

    def tell(self) -> None:
        """Tell of the links that went, all at once."""
        lost = [href for href in dict.fromkeys(self.lost) if not href.lower().startswith("javascript:")]
        for href in lost:
            self.account.cut("where a link led that is not in this file", href)
        if lost:
            shown = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
            message = f"links to places that are not in this file go, and their words stay ({len(lost)}): {shown}"
            self.account.note("relative-link", message, 0, "write whole addresses, https://…, where they matter")


def links(body: Any, account: Account) -> Links:
    """Return the links of a tree, which name each place that one of them leads to."""
    file = account.original.path.name
    wanted = {fragment(each.get("href"), file) for each in body.iter("a") if each.get("href")}
    for each in body.iter("a"):
        if each.get("title"):
            account.cut("what a link says when it is pointed at", each.get("title"))
    places = [element.get(key) for element in body.iter() for key in ("id", "name") if element.get(key)]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for place in dict.fromkeys(places):
        if place in wanted:
            stem = re.sub(r"[^a-z0-9_-]+", "-", place.lower()).strip("-_")
            stem = stem if stem[:1].isalpha() else f"part-{stem}".rstrip("-")
            name, number = stem, 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            taken.add(name)
            names[place] = name
    return Links(account, names)


def fragment(href: str, file: str) -> str:
    """Return the id that an address leads to within a file; empty where it leads elsewhere."""
    path, _, name = href.strip().partition("#")
    return unquote(name) if unquote(path) in ("", file, f"./{file}") else ""


def _leads(address: str) -> bool:
    """Tell whether an address leads somewhere from any book."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in _KEPT and bool(parts.hostname if parts.scheme[:4] == "http" else parts.path)
    except ValueError:
        return False
