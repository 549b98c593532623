"""The lines of a text sifted: its body with its pictures, what its opening says of it, and what is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjpublish.draft import Cut
from cjpublish.importers.text.judging import reasons
from cjpublish.importers.text.lines import Line
from cjpublish.importers.text.opening import Opening, opening_of
from cjpublish.importers.text.pictures import Picture, pictures_in

__all__ = ["Sifted", "sifted"]

_ABOVE = 4
"""Lines above a text without a title that a picture of its own may stand in."""
_DESCRIBED = 3
"""Words of the shortest text that says something of a picture."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A text's lines, each in its place."""

    parts: tuple[Line | Picture, ...]
    """The body, in order."""
    title: Line | None
    """The line that is the title."""
    subtitle: Line | None
    """The line that is the subtitle."""
    opening: Opening
    """What else the opening says."""
    cuts: tuple[Cut, ...]
    """What is left out, in order."""


def sifted(lines: Sequence[Line]) -> Sifted:
    """Return which lines are the text, which say what of it, and which are cut and why."""
    pictures = pictures_in(lines)
    pictured = {place for picture in pictures for place in picture.places}
    flow = [line for place, line in enumerate(lines) if place not in pictured and not line.separates]
    why = reasons(flow)
    opening = opening_of(flow, why)
    why = _with_opening(flow, why, opening)
    body = [line for line, reason in zip(flow, why, strict=True) if not reason]
    title, subtitle = (flow[place] if place >= 0 else None for place in (opening.title, opening.subtitle))
    first = title.number if title else (body[0].number - _ABOVE if body else 0)
    last = body[-1].number if body else 0
    kept, cuts = _pictures(lines, pictures, first, last)
    rows = [line for line in lines if line.separates and first < line.number < last]
    cuts += [
        Cut(reason, line.written, line.number)
        for line, reason in zip(flow, why, strict=True)
        if reason not in ("", _USED)
    ]
    every: list[Line | Picture] = [*body, *kept, *rows]
    parts = sorted(every, key=lambda part: part.number)
    return Sifted(tuple(_tidy(parts)), title, subtitle, opening, tuple(sorted(cuts, key=lambda cut: cut.line)))


_USED = "title"


def _with_opening(flow: Sequence[Line], why: Sequence[str], opening: Opening) -> list[str]:
    told = [reason or ("before the title" if place < opening.title else "") for place, reason in enumerate(why)]
    for place, kind in opening.facts:
        told[place] = f"{kind}, kept as metadata"
    for place in (opening.title, opening.subtitle):
        if place >= 0:
            told[place] = _USED
    return told


def _pictures(
    lines: Sequence[Line], pictures: Sequence[Picture], first: int, last: int
) -> tuple[list[Picture], list[Cut]]:
    kept: list[Picture] = []
    cuts: list[Cut] = []
    for picture in pictures:
        described = picture.caption or len(picture.alt.split()) >= _DESCRIBED
        if described and first <= picture.number <= last:
            kept.append(picture)
            cuts += [Cut("file name of a picture", name, picture.number) for name in picture.names]
            continue
        reason = "picture outside the text" if described else "picture without a description"
        cuts += [Cut(reason, lines[place].written, lines[place].number) for place in picture.places]
    return kept, cuts


def _tidy(parts: Sequence[Line | Picture]) -> Iterator[Line | Picture]:
    """Yield the parts without rows of signs at the beginning, at the end and right after one another."""
    waiting: Line | None = None
    begun = False
    for part in parts:
        if isinstance(part, Line) and part.separates:
            waiting = waiting or part
            continue
        if waiting and begun:
            yield waiting
        waiting, begun = None, True
        yield part
