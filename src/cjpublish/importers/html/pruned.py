"""The tree of a page with nothing left in it but the article, and a record of what went."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lxml import etree, html

from cjpublish.draft import Cut
from cjpublish.importers.html import names
from cjpublish.importers.html.figures import enclose
from cjpublish.importers.html.runs import Run
from cjpublish.importers.html.view import CAPTION, SUBTITLE, TITLE, Page

__all__ = ["prune"]

_FRAMES = frozenset(("table", "ul", "ol", "dl", "figure", "blockquote"))
"""Elements that are nothing without something in them."""
_MEDIA = ("img", "svg", "iframe", "video", "audio")


def prune(body: html.HtmlElement, page: Page, reasons: Sequence[str]) -> list[Cut]:
    """Take everything out of a page's body that is not its article, and return what had words in it.

    Pictures, films and sound stay where they stand between blocks of the article, or between its title and them;
    captions stay with their pictures, and become `figcaption` in a `figure`. Title and subtitle go without a record.
    """
    places = _Places(body, page, reasons)
    pictures = [element for element in body.iter(*_MEDIA) if places.belongs(element)]
    settled = places.captions([element for element in pictures if element.tag in ("img", "svg")])
    for run, reason in zip(page.runs, settled, strict=True):
        if reason == CAPTION:
            enclose(run, page.within(run))
    cuts = _cuts(page.runs, settled)
    _remove(body, page.runs, settled, set(pictures), places)
    return cuts


def _cuts(runs: Sequence[Run], reasons: Sequence[str]) -> list[Cut]:
    """Return what is left out, neighbours that have one reason together."""
    found: list[Cut] = []
    for reason, group in groupby(zip(runs, reasons, strict=True), key=lambda pair: pair[1]):
        members = [run for run, _ in group]
        if reason not in ("", TITLE, SUBTITLE, CAPTION):
            text = "\n".join(run.text for run in members)
            found.append(Cut(reason, text, members[0].box.sourceline or 0))
    return found


def _remove(
    body: html.HtmlElement, runs: Sequence[Run], reasons: Sequence[str], media: set[html.HtmlElement], places: _Places
) -> None:
    keeping = {body}
    for run, reason in zip(runs, reasons, strict=True):
        for spot in run.spots:
            if reason in ("", CAPTION):
                keeping.update((spot.element, *spot.element.iterancestors()))
            else:
                spot.put(" ")
    for element in media:
        keeping.update((element, *element.iterancestors()))
    for element in list(body.iter()):
        framing = element.tag in _FRAMES or element.tag in _MEDIA or element in places.ranges
        gone = framing or (element.tag == "hr" and not places.is_inside(element))
        if gone and element not in keeping and element.getparent() is not None:
            element.drop_tree()


class _Places:
    """Where each element stands among the runs of its page."""

    def __init__(self, body: html.HtmlElement, page: Page, reasons: Sequence[str]) -> None:
        self._page = page
        self._reasons = list(reasons)
        self.ranges: dict[html.HtmlElement, tuple[int, int]] = {}
        """For each element with text in it its first and last run."""
        self._before = _counted(body, page.runs)
        for place, run in enumerate(page.runs):
            for spot in run.spots:
                for element in (spot.inside, *spot.inside.iterancestors()):
                    self.ranges[element] = (self.ranges.get(element, (place, 0))[0], place)
        kept = [place for place, reason in enumerate(reasons) if not reason]
        self._first = min(reasons.index(TITLE), kept[0]) if TITLE in reasons else kept[0]
        self._last = kept[-1]

    def is_inside(self, element: html.HtmlElement) -> bool:
        """Tell whether an element stands behind the title, or the first block, and before the end."""
        return self._first < self._before[element] <= self._last

    def belongs(self, element: html.HtmlElement) -> bool:
        """Tell whether a picture is the article's."""
        around = {self._page.container, *self._page.container.iterancestors()}
        for above in (element, *element.iterancestors()):
            if above in around:
                # What closes an article is its own only beside the text, not in a part that it shares with others.
                return self.is_inside(element) or (
                    above is self._page.container and self._before[element] == self._last + 1
                )
            if names.reason(above):
                return False
            if above in self.ranges:
                first, last = self.ranges[above]
                kept = [place for place in range(first, last + 1) if self._reasons[place] in ("", CAPTION)]
                return bool(kept) and self._first <= kept[0] and kept[-1] <= self._last + 1
        return False

    def captions(self, pictures: Sequence[html.HtmlElement]) -> list[str]:
        """Return the reasons once captions that no picture stands beside are text again, or left out like that."""
        found = list(self._reasons)
        at = {self._before[picture] for picture in pictures}
        for place, reason in enumerate(self._reasons):
            if reason != CAPTION:
                continue
            first = last = place
            while first > 0 and self._reasons[first - 1] == CAPTION:
                first -= 1
            while last + 1 < len(found) and self._reasons[last + 1] == CAPTION:
                last += 1
            if not at & set(range(first, last + 2)):
                read = self._page.votes[place] >= 0.5 and self._first < place <= self._last
                found[place] = "" if read else "caption of what is left out"
        return found


def _counted(body: html.HtmlElement, runs: Sequence[Run]) -> dict[html.HtmlElement, int]:
    """Return for each element how many runs begin before it."""
    begins = {(run.spots[0].element, run.spots[0].tail) for run in runs}
    found: dict[html.HtmlElement, int] = {}
    count = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            found[element] = count
        count += (element, event == "end") in begins
    return found
