"""Numbers as words; every number is spoken by num2words.

num2words is imported when the first number is met: that takes about 40 ms.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["cardinal", "decade", "digits", "number", "ordinal", "year"]

_LONGEST = 15
"""More digits than this are no quantity: they are said one by one."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@lru_cache(maxsize=4096)
def _spell(value: int, kind: str) -> str:
    from num2words import num2words  # type: ignore[import-untyped]  # it has no type information

    words = str(num2words(value, lang="en", to=kind))
    return words.replace(",", "").replace(" and ", " ")


def cardinal(value: int) -> str:
    """Return "one thousand two hundred five" for 1205."""
    return _spell(value, "cardinal")


def ordinal(value: int) -> str:
    """Return "twenty-second" for 22."""
    return _spell(value, "ordinal")


def year(value: int) -> str:
    """Return "nineteen ninety-four" for 1994 and "two thousand two" for 2002."""
    return _spell(value, "year")


def decade(value: int) -> str:
    """Return "nineteen nineties" for 1990, "twenty tens" for 2010 and "nineties" for 90."""
    words = year(value) if value > 999 else cardinal(value)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def digits(text: str) -> str:
    """Return every digit of a text by its own name."""
    return " ".join(_DIGITS[int(digit)] for digit in re.findall("[0-9]", text))


@lru_cache(maxsize=4096)
def number(text: str) -> str:
    """Return a written number as words: "4,000", "1.5", "2.50", ".5"; "007" and very long ones digit by digit."""
    whole, point, fraction = text.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
        words = digits(whole)
    else:
        words = cardinal(int(whole or "0"))
    return f"{words} point {digits(fraction)}" if point else words
