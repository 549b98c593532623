"""A page as the rules for its body look at it: its lines, what an extractor thinks of them, and what lies around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from lxml import html

from cjpublish.importers.html.metadata import About
from cjpublish.importers.html.runs import Run

__all__ = ["CAPTION", "OUTSIDE", "SUBTITLE", "TITLE", "Page", "host"]

TITLE, SUBTITLE, CAPTION = "title", "subtitle", "caption"
"""Reasons why a run is no block of the article though it is printed with it."""
OUTSIDE = "outside the article"
"""The reason where nothing closer is known."""

_PARTS = frozenset(("li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre"))
_PARTS |= frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
"""Elements that make up one block, in which they are kept or left together."""


@dataclass(frozen=True)
class Page:
    """What the rules look at."""

    runs: Sequence[Run]
    """Every run of the page."""
    votes: Sequence[float]
    """For each the share of it that an extractor kept."""
    about: About
    """What the page says of itself."""

    @cached_property
    def weights(self) -> Counter[html.HtmlElement]:
        """For each element the characters in it that were kept."""
        found: Counter[html.HtmlElement] = Counter()
        for run, vote in zip(self.runs, self.votes, strict=True):
            if vote >= 0.5:
                for element in (run.box, *run.box.iterancestors()):
                    found[element] += len(run.text)
        return found

    @cached_property
    def container(self) -> html.HtmlElement:
        """The innermost element that most of the text which was kept stands in."""
        whole = max(self.weights.values(), default=0)
        holding = [element for element, weight in self.weights.items() if weight >= whole * 0.8]
        return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=self.runs[0].box)

    @cached_property
    def site(self) -> str:
        """The host of the page; without an address of its own that which most links lead to."""
        if self.about.address:
            return host(self.about.address)
        hosts = Counter(host(link.get("href", "")) for run in self.runs for link in run.links_in)
        hosts.pop("", None)
        return max(hosts, key=lambda each: hosts[each], default="")

    def outer(self, run: Run) -> html.HtmlElement:
        """Return the block that a run belongs to: the whole list for an item, the table for a cell."""
        box = run.box
        while box.tag in _PARTS and box.getparent() is not None and box.getparent().tag in _PARTS:
            box = box.getparent()
        return box

    def holds(self, run: Run) -> bool:
        """Tell whether a run stands in the container."""
        return any(element is self.container for element in (run.box, *run.box.iterancestors()))

    def within(self, run: Run) -> list[html.HtmlElement]:
        """Return the elements around a run that are not around the article."""
        above = set(self.container.iterancestors()) | {self.container}
        return [element for element in (run.box, *run.box.iterancestors()) if element not in above]


def host(address: str) -> str:
    """Return the host of a web address, without `www.`; empty where it names none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
