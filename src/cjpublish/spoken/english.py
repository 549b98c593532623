"""English in full: every rule, and the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.spoken.cleaning import clean, leave_out_addresses
from cjpublish.spoken.dates import DATES
from cjpublish.spoken.numbers import number
from cjpublish.spoken.punctuation import PAUSES, SIGNS, tidy
from cjpublish.spoken.quantities import NUMBER, QUANTITIES
from cjpublish.spoken.rewriting import Rewriting, Rule
from cjpublish.spoken.words import ABBREVIATIONS, ACRONYMS, DAYS, NUMERALS, REFERENCES

__all__ = ["rewrite"]

_NUMBERS: tuple[Rule, ...] = (
    Rule(rf"(?<!\d)(?<!\d[.,]){NUMBER}|(?<![\w.])\.\d+", lambda match: number(match[0])),
    Rule(r"\d+", lambda match: number(match[0])),
)
_WITH_DIGITS = (*DATES, *QUANTITIES, *_NUMBERS)
_WITH_CAPITALS = (*NUMERALS, *ACRONYMS)
_WITH_SIGNS = (*DAYS, *SIGNS, *PAUSES)
_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞²³§]|\b(?:km|kg|cm|mm|mph)\b")
_REFERENCE = re.compile(r"[§#]|\b[A-Za-z]{1,5}\. ?[\divxlIVXLC]")
_CAPITALS = re.compile(r"[A-Z]{2}|PhD| [IVXLC]\b|\([ivxl]")
_SIGN = re.compile(r"[^\w\s,;:?!'().-]|\d:\d|-[-\d]|\w\.[a-z]| -|\.\.")
_DOT = re.compile(r"\.(?!\Z)|\b[A-Za-z]{2,4}\.\Z|\b(?:Dr|Mrs?|Ms|Prof|St|Mt) ")
_MOST = 6
_REACH = 16
"""How far before its first digit a date or a sum may begin: "September "."""


def rewrite(text: Rewriting, link: str) -> None:
    """Write out everything that is not a word, until nothing is left to write out."""
    leave_out_addresses(text, link)
    clean(text, ",")
    for _ in range(_MOST):
        before = text.text
        text.follow(*_rules(before))
        tidy(text)
        if text.text == before:
            return


def _rules(text: str) -> Iterator[tuple[Sequence[Rule], int]]:
    """Yield the rules that a text may have use for, and from where on: most sentences ask few of them."""
    if _REFERENCE.search(text):
        yield REFERENCES, 0
    if digit := _DIGIT.search(text):
        yield _WITH_DIGITS, max(0, digit.start() - _REACH)
    if _DOT.search(text):
        yield ABBREVIATIONS, 0
    if _CAPITALS.search(text):
        yield _WITH_CAPITALS, 0
    if _SIGN.search(text):
        yield _WITH_SIGNS, 0
