"""Languages other than English: plain numbers, percentages and ranges in words, all else as it is written.

A number is left as it is where it may be an ordinal, a date, a time or anything but a plain number: voices know their
own languages' ways with those better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from cjpublish.spoken.aligned import Aligned, Edit
from cjpublish.spoken.characters import KEPT

__all__ = ["normalise"]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a language writes numbers and says what is between and behind them."""

    group: str
    """Characters that part thousands, for a regular expression's class."""
    point: str
    """The decimal sign."""
    percent: str
    """Said for %."""
    to: str
    """Said between the ends of a range."""
    minus: str
    """Said for a sign before a number."""


_SPACES = "\u00a0\u2009\u202f"
_MANNERS = {
    "de": _Manner(f".'’{_SPACES}", ",", "Prozent", "bis", "minus"),
    "fr": _Manner(f" {_SPACES}", ",", "pour cent", "à", "moins"),
    "es": _Manner(f".{_SPACES}", ",", "por ciento", "a", "menos"),
    "it": _Manner(f".{_SPACES}", ",", "per cento", "a", "meno"),
    "pt": _Manner(f".{_SPACES}", ",", "por cento", "a", "menos"),
    "nl": _Manner(f".{_SPACES}", ",", "procent", "tot", "min"),
}
_PLAIN = _Manner(_SPACES, ",", "", "", "")
_LONGEST = 15
_UNUSUAL = re.compile(r"[^\w .,;:?!'()\-–—“”«»’…]")


def normalise(text: Aligned, language: str) -> Aligned:
    """Return a text with its plain numbers in words, without pictures and control characters."""
    text = text.edit(_characters(text.text))
    return text.edit(_numbers(text.text, language))


def _characters(text: str) -> Iterator[Edit]:
    for match in _UNUSUAL.finditer(text):
        yield match.start(), match.end(), _known(match[0])


@lru_cache(maxsize=4096)
def _known(character: str) -> str:
    """Return a character as it is, or a space for one that can't be said; square brackets would be taken for IPA."""
    if character in "[]":
        return "(" if character == "[" else ")"
    if character == KEPT or character in "°©№\u00a0\u2009\u202f":
        return character
    kind = category(character)
    return " " if kind in ("Cc", "Cs", "Cn", "Co", "So", "Sk", "Zl", "Zp") else character


@lru_cache(maxsize=32)
def _pattern(manner: _Manner) -> re.Pattern[str]:
    group, point = re.escape(manner.group), re.escape(manner.point)
    grouped = rf"\d{{1,3}}(?:[{group}]\d{{3}}){{1,5}}(?:{point}\d{{1,9}})?"
    # Three digits behind the point might be thousands after all.
    number = rf"{grouped}|\d{{1,{_LONGEST}}}(?:{point}(?!\d{{3}}(?!\d))\d{{1,9}})?"
    free = rf"(?<![\w.,:/+'’–—-])(?<!\d[{_SPACES} ])"
    ended = r"(?![\w:/°²³'’–—-])(?![.,]\d)(?!\. *\w)(?! \d{3}(?!\d))"
    to = rf"(?: ?– ?|-)({number})" if manner.to else "()"
    percent = rf"[ {_SPACES}]?%" if manner.percent else "(?!)"
    sign = "([-−])?" if manner.minus else "()"
    return re.compile(rf"{free}{sign}({number})(?:{to})?({percent})?{ended}")


def _numbers(text: str, language: str) -> Iterator[Edit]:
    manner = _MANNERS.get(language.partition("-")[0].lower(), _PLAIN)
    for match in _pattern(manner).finditer(text):
        said = _said(match, language, manner)
        if said:
            yield match.start(), match.end(), said


def _said(match: re.Match[str], language: str, manner: _Manner) -> str:
    """Return the words of a number, a range or a percentage; empty where num2words has none."""
    sign, first, last, percent = match.groups()
    figures = [_words(figure, language, manner) for figure in (first, last) if figure]
    if not all(figures):
        return ""
    said = f" {manner.to} ".join(figures)
    return (f"{manner.minus} " if sign else "") + said + (f" {manner.percent}" if percent else "")


def _words(figure: str, language: str, manner: _Manner) -> str:
    whole = re.sub(f"[{re.escape(manner.group)}]", "", figure).replace(manner.point, ".")
    if len(whole) > 1 and whole[0] == "0" and whole[1] != ".":
        return ""
    return _num2words(whole, language, figure.isdecimal())


@lru_cache(maxsize=4096)
def _num2words(figure: str, language: str, plain: bool) -> str:
    from decimal import Decimal

    from num2words import CONVERTER_CLASSES, num2words

    primary, _, region = language.replace("_", "-").partition("-")
    full = f"{primary.lower()}_{region.upper()}"
    known = full if full in CONVERTER_CLASSES else primary.lower()
    if known not in CONVERTER_CLASSES:
        return ""
    is_year = plain and known.startswith("de") and 1100 <= int(figure) < 2000
    worth = Decimal(figure) if "." in figure else int(figure)
    try:
        return str(num2words(worth, lang=known, to="year" if is_year else "cardinal"))
    except (NotImplementedError, OverflowError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        # Some of its languages lack decimals or large numbers.
        return ""
