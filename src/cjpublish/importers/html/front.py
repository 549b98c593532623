"""The front of an article: its title, and what stands between the title and the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjpublish.importers.html import names
from cjpublish.importers.html.runs import Run
from cjpublish.importers.html.view import OUTSIDE, SUBTITLE, TITLE, Page

__all__ = ["above_the_text", "titled"]

_ABOVE = "above the title"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS = re.compile(r"\w+")
_ALIKE, _VERY_ALIKE = 0.5, 0.75
"""Which share of the words of both a heading of level 1, or another, has in common with a title to be taken for it."""
_LONGEST_BYLINE, _LONGEST_SUBTITLE = 15, 60
"""Words."""
_FRONT = 12
"""How many runs there may be between a title and the first paragraph."""


def titled(page: Page, found: list[str]) -> None:
    """Find the article's title, and its subtitle beneath."""
    title = _title(page, found)
    if title is None:
        return
    found[title] = TITLE
    for place, run in enumerate(page.runs[title + 1 : title + _FRONT], title + 1):
        if found[place] in ("", OUTSIDE) and _is_subtitle(page, run):
            found[place] = SUBTITLE
            return
        if found[place] == "" and not _is_byline(page, run):
            return


def above_the_text(page: Page, found: list[str]) -> None:
    """Leave out what stands above the title, and byline and date beneath it."""
    if TITLE not in found:
        return
    title = found.index(TITLE)
    for place in range(title):
        found[place] = found[place] or _ABOVE
    for place, run in enumerate(page.runs[title + 1 : title + _FRONT], title + 1):
        if found[place] == "":
            if not _is_byline(page, run):
                return
            found[place] = "byline"


def _is_subtitle(page: Page, run: Run) -> bool:
    """Tell whether a line is named as the rest of a title, or is a heading that is a sentence or describes the page."""
    if run.count > _LONGEST_SUBTITLE:
        return False
    said = run.is_sentence or _same(run.text, page.about.summaries)
    return any(names.is_subtitle(element) for element in page.within(run)[:2]) or bool(run.heading and said)


def _is_byline(page: Page, run: Run) -> bool:
    """Tell whether a line is short and names an author, or a year."""
    if run.heading:
        return False
    authors = any(author in run.text for author in page.about.metadata.authors)
    return run.count <= _LONGEST_BYLINE and (authors or bool(_YEAR.search(run.text))) and not run.is_sentence


def _title(page: Page, found: list[str]) -> int | None:
    """Return the heading most like what the page calls itself, or else the only one of level 1 above the text."""
    above = _above(page, found)
    best, title = 0.0, None
    for place in above:
        run = page.runs[place]
        likeness = max((_likeness(run.text, text) for text in page.about.titles), default=0.0)
        if likeness >= max(best, _ALIKE if run.heading == "h1" else _VERY_ALIKE):
            best, title = likeness, place
    first = [place for place, run in enumerate(page.runs) if run.heading == "h1" and not found[place]]
    return title if title is not None or len(first) != 1 or first[0] not in above else first[0]


def _above(page: Page, found: list[str]) -> list[int]:
    """Return the headings that less than a quarter of the text stands above."""
    whole = sum(run.count for run, reason in zip(page.runs, found, strict=True) if not reason)
    places, words = [], 0
    for place, run in enumerate(page.runs):
        if not found[place]:
            words += run.count
        if words * 4 > whole:
            break
        if run.heading:
            places.append(place)
    return places


def _likeness(one: str, other: str) -> float:
    ours, theirs = set(_WORDS.findall(one.casefold())), set(_WORDS.findall(other.casefold()))
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _same(text: str, others: Sequence[str]) -> bool:
    return any(_likeness(text, other) > 0.8 for other in others)
