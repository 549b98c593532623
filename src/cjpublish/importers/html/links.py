"""Links of a page: to its own headings, and to the web."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from lxml import html

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.markup.names import identifiers, name
from cjpublish.settings import rules

__all__ = ["Links"]

_ABSOLUTE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s])", re.I)
_LONGEST = 60


@dataclass(slots=True)
class Links:
    """The links of a page, and what their targets within it are called in the draft."""

    base: str
    """The web address that the page's addresses count from; empty where it is not known."""
    address: str
    """The page's own."""
    names: dict[str, str] = field(default_factory=dict)
    """By id in the page."""
    lost: dict[str, None] = field(default_factory=dict)
    """The addresses that lead nowhere from outside of the page's site."""

    @classmethod
    def of(cls, body: html.HtmlElement, base: str, address: str) -> Links:
        """Give a name to whatever the links of a body lead to within it."""
        found = cls(base, address)
        ids = {each for element in body.iter() if name(element) for each in identifiers(element)}
        for link in body.iter("a"):
            target = found._own(link.get("href", ""))
            if target in ids and target not in found.names:
                found.names[target] = found._unique(target)
        return found

    def leads_to(self, href: str) -> str | None:
        """Return where a link leads, as `markup.Hooks.link` asks."""
        own = self._own(href)
        if own in self.names:
            return f"#{self.names[own]}"
        try:
            absolute = urljoin(self.base, href.strip()) if not own else ""
        except ValueError:
            absolute = ""
        if _ABSOLUTE.match(absolute) and rules.uri(absolute) is None:
            return absolute
        self.lost[href] = None
        return None

    def findings(self, original: Original) -> tuple[Finding, ...]:
        """Return how many links became plain words."""
        if not self.lost:
            return ()
        first = next(iter(self.lost))[:100]
        many = f"{len(self.lost)} links lead" if len(self.lost) > 1 else "a link leads"
        message = f"{many} nowhere outside of the page, and only the words are kept: {first}"
        return (Finding("dead-link", Severity.NOTE, message, original.place()),)

    def _own(self, href: str) -> str:
        """Return the id in this page that a link leads to; empty where it leads elsewhere."""
        try:
            page, fragment = urldefrag(href.strip())
        except ValueError:
            return ""
        return fragment if page in ("", self.address) else ""

    def _unique(self, wanted: str) -> str:
        plain = re.sub(r"[^a-z0-9_-]+", "-", wanted.lower()).strip("-_")[:_LONGEST]
        plain = plain if re.match("[a-z]", plain) else f"part-{plain}".rstrip("-")
        found, count = plain, 1
        while found in self.names.values():
            count += 1
            found = f"{plain}-{count}"
        return found
