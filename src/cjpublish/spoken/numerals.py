"""Numbers as English words."""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "cardinal",
    "decade",
    "digits",
    "fraction",
    "number",
    "ordinal",
    "plural",
    "short_year",
    "signed",
    "value",
    "year",
]

_LONGEST = 15
"""Digits of the longest number that is said as one; a longer one is said digit by digit."""
_ORDINARY = 20
"""Up to here, and for the round ones below, denominators are said as ordinals; others after "over"."""
_ROUND = {25, 30, 32, 40, 50, 60, 64, 100, 1000}


@lru_cache(maxsize=4096)
def cardinal(whole: int) -> str:
    """Return a whole number in words, without "and" and commas: 1,300 is "one thousand three hundred"."""
    from num2words import num2words

    return str(num2words(whole, lang="en")).replace(",", "").replace(" and ", " ")


@lru_cache(maxsize=4096)
def ordinal(whole: int) -> str:
    """Return an ordinal number in words: 22 is "twenty-second"."""
    from num2words import num2words

    return str(num2words(whole, lang="en", to="ordinal")).replace(",", "").replace(" and ", " ")


def value(written: str) -> float:
    """Return what a number as it is written in English is worth; infinity where it is beyond all use."""
    return float(written.replace(",", ""))


def number(written: str) -> str:
    """Return a number as it is written in English in words: "1,300", "2.50", ".5".

    Each digit after the point is said by itself, and so is every digit of a number that begins with a needless zero
    or is longer than anybody would say at once.
    """
    whole, point, part = written.replace(",", "").partition(".")
    if not whole:
        said = ""
    elif len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
        said = digits(whole)
    else:
        said = cardinal(int(whole))
    return f"{said} point {digits(part)}".strip() if point else said


def signed(sign: str, written: str) -> str:
    """Return a number in words, after "minus" where there is a sign."""
    return f"minus {number(written)}" if sign else number(written)


def digits(written: str) -> str:
    """Return each digit by itself: "007" is "zero zero seven"."""
    return " ".join(cardinal(int(digit)) for digit in written)


def year(written: str) -> str:
    """Return a year of four digits in words: 1994, 1905, 2002 and 2024 as people say them."""
    century, rest = divmod(int(written), 100)
    if century % 10 == 0 and rest < 10:
        return cardinal(int(written))
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {short_year(written[2:])}"


def short_year(written: str) -> str:
    """Return the last two digits of a year in words: "05" is "oh five"."""
    whole = int(written)
    return f"oh {cardinal(whole)}" if whole < 10 else cardinal(whole)


def decade(written: str) -> str:
    """Return a decade, written without its s, in words: "1990" is "nineteen nineties"."""
    if written == "00":
        return "two thousands"
    return plural(year(written) if len(written) == 4 else cardinal(int(written)))


def plural(words: str) -> str:
    """Return number words in the plural: "twenties"."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("x", "s")) else "s")


def fraction(over: str, under: str) -> str:
    """Return a fraction in words: "two thirds", "nine over two hundred"."""
    above, below = int(over), int(under)
    if below == 2:
        part = "half" if above == 1 else "halves"
    elif 2 < below <= _ORDINARY or below in _ROUND:
        part = ("quarter" if below == 4 else ordinal(below)) + ("" if above == 1 else "s")
    else:
        return f"{number(over)} over {number(under)}"
    return f"{number(over)} {part}"
