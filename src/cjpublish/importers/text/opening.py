"""How a text opens: title, subtitle, who wrote it and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.importers.text.bylines import authors_in, is_byline
from cjpublish.importers.text.dates import date_in
from cjpublish.importers.text.headings import title_at
from cjpublish.importers.text.lines import Line, squashed

__all__ = ["Opening", "opening_of"]

_ABOVE = 12
"""Lines above the text that may hold its title."""
_BELOW = 4
"""Lines of the text's own beginning that may be title, subtitle, byline and date."""
_TITLE_WORDS = 30
_ENDS = re.compile(r"[.;,:][\"'”’»)\]]*$")
_ADDRESS = re.compile(r"(?:(?:source|from|url|link|quelle|fuente)\s*:\s*)?(?P<url>https?://\S+)", re.I)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the lines at the beginning of a text say of it."""

    title: int = -1
    """The place of its title; -1 where there is none."""
    subtitle: int = -1
    """The place of its subtitle; -1 where there is none."""
    facts: tuple[tuple[int, str], ...] = ()
    """Places of lines that are metadata, each with what it is: `byline`, `date`, `source`."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    date: str = ""
    """When, as YYYY-MM-DD."""
    source: str = ""
    """Where it was published first."""


def opening_of(lines: Sequence[Line], reasons: Sequence[str]) -> Opening:
    """Return title, subtitle, authors, date and source, of the lines around the first paragraph of the text.

    `reasons` says why a line is left out, and is empty for what is kept.
    """
    if not lines:
        return Opening()
    begin = next((place for place, why in enumerate(reasons) if not why and _is_paragraph(lines[place])), -1)
    if begin < 0:
        begin = next((place for place, why in enumerate(reasons) if not why), 0)
    window = range(max(0, begin - _ABOVE), begin)
    if not window:
        window = range(begin, begin + 1)
    facts = {place: kind for place in window if (kind := _fact(lines[place]))}
    title = _title(lines, window, facts, reasons) if _has_more(reasons) else -1
    subtitle = _subtitle(lines, title, begin, facts) if title >= 0 else -1
    # A date above the title is the page's own, or another text's.
    told = {place: kind for place, kind in facts.items() if place > title - 3}
    return _with_facts(lines, title, subtitle, told)


def _has_more(reasons: Sequence[str]) -> bool:
    """Tell whether a text has more than one line, so that one of them may be its title."""
    return sum(1 for why in reasons if not why) > 1


def _with_facts(lines: Sequence[Line], title: int, subtitle: int, facts: dict[int, str]) -> Opening:
    authors: tuple[str, ...] = ()
    date = source = ""
    for place in facts:
        text = lines[place].text
        authors = authors or (authors_in(text) if is_byline(text) else ())
        date = date or date_in(text)
        match = _ADDRESS.fullmatch(text)
        source = source or (match["url"] if match else "")
    kept = tuple(item for item in facts.items() if item[0] not in (title, subtitle))
    return Opening(title, subtitle, kept, authors, date, source)


def _is_paragraph(line: Line) -> bool:
    words = len(line.text.split())
    return not line.marker and (
        words > _TITLE_WORDS or len(line.text) > 160 or (words > 7 and bool(_ENDS.search(line.text)))
    )


def _fact(line: Line) -> str:
    """Return what a line says of the text, where it says nothing else."""
    text = line.text
    if len(text) > 120:
        return ""
    if _ADDRESS.fullmatch(text):
        return "source"
    if is_byline(text):
        return "byline"
    return "date" if len(text) < 60 and date_in(text) else ""


def _title(lines: Sequence[Line], window: range, facts: dict[int, str], reasons: Sequence[str]) -> int:
    keys = Counter(squashed(line.text) for line in lines)
    best, most = -1, 0.0
    for place in window:
        line = lines[place]
        words = len(line.text.split())
        found = title_at(lines, place)
        if place in facts or line.marker or not 0 < words <= _TITLE_WORDS or _is_paragraph(line):
            continue
        if found and found.kind in ("division", "part"):
            continue
        points = 3.0 if 3 <= words <= 20 or (len(line.text) > 12 and words < 3) else 1.0
        points += min(2, keys[squashed(line.text)] - 1)
        points += 2.0 * (not reasons[place]) - 0.2 * (window.stop - place)
        points += 1.0 * any(near in facts for near in range(place + 1, place + 4))
        points += 3.0 * (place == 0)
        points -= 2.0 * bool(_ENDS.search(line.text)) + 1.0 * line.text[0].islower()
        if points > most:
            best, most = place, points
    return best


def _subtitle(lines: Sequence[Line], title: int, begin: int, facts: dict[int, str]) -> int:
    place = title + 1
    if place >= begin or place in facts or lines[place].marker:
        return -1
    found = title_at(lines, place)
    if found and found.kind in ("division", "part", "underlined"):
        return -1
    text = lines[place].text
    same = squashed(text) == squashed(lines[title].text)
    return place if 3 <= len(text.split()) <= 40 and not same else -1
