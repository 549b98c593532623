"""Captions in a text that was copied without its pictures, put together as figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.importers.credits import credit_alone, credited
from cjpublish.importers.text import boilerplate
from cjpublish.importers.text.lines import Line, squashed

__all__ = ["Picture", "pictures_in"]

_BRACKETED = re.compile(r"\[([^\[\]]*)\](?:\s*\[[^\[\]]*\])?")
_NAMED = re.compile(r"(?:illustration|image|photo|picture|figure|abbildung|ilustración|frontispiece)\b\s*:?\s*", re.I)
_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg)|[\w\-%]+[-_][\w\-%]*\d[\w\-%]*", re.I)
_LED = re.compile(r"(?:image|photo|picture|file photo|foto|caption)\s*:\s+(?=\S)", re.I)
_LONGEST = 1000
"""Characters of the longest alternative text in brackets."""
_CAPTION_WORDS = 60
"""Words of the longest caption."""
_BEFORE_CREDIT = 45
"""Words of the longest caption that nothing shows to be one but the credit beneath it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said of one picture, and on which lines."""

    places: range
    """The places of its lines."""
    number: int
    """The number of its first line in the source."""
    alt: str
    """The text in its place; empty where there is none."""
    caption: str
    """Its caption; empty where there is none."""
    credit: str
    """Who made it; empty where nobody is named."""
    names: tuple[str, ...] = ()
    """Names of files that stood in the place of its alternative text."""


def pictures_in(lines: Sequence[Line]) -> list[Picture]:
    """Return the pictures that the lines speak of, in order.

    A picture is a text in brackets as programs write in the place of one, a line that ends in a credit or is followed
    by one, or a line that says the same as the caption after it: the alternative text, which a browser copies too.
    """
    columns = len({line.indent for line in lines}) > 2
    found: list[Picture] = []
    place = 0
    while place < len(lines):
        picture = _bracketed(lines, place, columns) or _captioned(lines, place)
        if picture:
            found.append(picture)
            place = picture.places.stop
        else:
            place += 1
    return found


def _bracketed(lines: Sequence[Line], place: int, columns: bool) -> Picture | None:
    text = lines[place].text
    match = _BRACKETED.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or lines[place].marker:
        return None
    alt = match[1].strip()
    named = _NAMED.match(alt)
    if (
        not (columns or named or _FILE.fullmatch(alt))
        or not any(letter.isalpha() for letter in alt)
        or (re.match(r"\w+:\s", alt) and not named)
    ):
        return None
    alt = alt[named.end() :] if named and named[0].strip().endswith(":") else alt
    names = (alt,) if _FILE.fullmatch(alt) else ()
    if names:
        alt = ""
    caption, credit, stop = _caption_after(lines, place + 1, alt)
    return Picture(range(place, stop), lines[place].number, alt, caption, credit, names)


def _caption_after(lines: Sequence[Line], place: int, alt: str) -> tuple[str, str, int]:
    """Return the caption and the credit that begin at a place, and the place after them."""
    if place >= len(lines):
        return "", "", place
    line = lines[place]
    if credit := credit_alone(line.text):
        return "", credit, place + 1
    if line.marker or len(line.text.split()) > _CAPTION_WORDS or line.text.startswith("["):
        return "", "", place
    split = credited(line.text)
    here, there = squashed(line.text), squashed(alt)
    same = bool(there) and (here.startswith(there) or there.startswith(here))
    after = credit_alone(lines[place + 1].text) if place + 1 < len(lines) else ""
    if not (split or same or after or _LED.match(line.text)):
        return "", "", place
    text = _LED.sub("", split.caption if split else line.text, count=1)
    credit = split.credit if split else after
    return text, credit, place + 1 + (1 if after and not split else 0)


def _captioned(lines: Sequence[Line], place: int) -> Picture | None:
    line = lines[place]
    if line.marker or len(line.text.split()) > _CAPTION_WORDS:
        return None
    if place + 1 < len(lines):
        split = credited(lines[place + 1].text)
        if split and squashed(split.caption) == squashed(line.text):
            return Picture(range(place, place + 2), line.number, line.text, split.caption, split.credit)
    split = credited(line.text)
    if split and len(split.caption.split()) > 3:
        return Picture(range(place, place + 1), line.number, "", _LED.sub("", split.caption, count=1), split.credit)
    after = credit_alone(lines[place + 1].text) if place + 1 < len(lines) else ""
    words = len(line.text.split())
    if not after or not 2 < words <= _BEFORE_CREDIT or line.text.startswith("(") or boilerplate.reason(line.text)[2]:
        return None
    return Picture(range(place, place + 2), line.number, "", _LED.sub("", line.text, count=1), after)
