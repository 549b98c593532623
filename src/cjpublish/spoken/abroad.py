"""Languages other than English: numbers, percentages, ranges and addresses; the rest stays as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cjpublish.spoken.cleaning import drop_unspeakable, leave_out_addresses
from cjpublish.spoken.rewriting import Rewriting, Rule

__all__ = ["rewrite"]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The words beside numbers in one language."""

    percent: str
    to: str
    comma: str


_PHRASES = {
    "da": _Phrases("procent", "til", "komma"),
    "de": _Phrases("Prozent", "bis", "Komma"),
    "es": _Phrases("por ciento", "a", "coma"),
    "fr": _Phrases("pour cent", "à", "virgule"),
    "it": _Phrases("per cento", "a", "virgola"),
    "nl": _Phrases("procent", "tot", "komma"),
    "no": _Phrases("prosent", "til", "komma"),
    "pl": _Phrases("procent", "do", "przecinek"),
    "pt": _Phrases("por cento", "a", "vírgula"),
    "sv": _Phrases("procent", "till", "komma"),
}
"""Languages whose numbers are written with a decimal comma and can be said without regard to gender and case."""

_LONGEST = 15
"""More digits than this are no quantity: they are said one by one."""

_HUNDREDS = ("de",)
"""Languages that say years in hundreds, as in neunzehnhundert."""

_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s{2,}|[^\S \u00a0\u202f]|\A\s+|\s+\Z")


def rewrite(text: Rewriting, language: str, link: str) -> None:
    """Write out the numbers that num2words knows in a language (ISO 639-1), and the signs beside them."""
    leave_out_addresses(text, link)
    drop_unspeakable(text)
    if language in _PHRASES and _DIGIT.search(text.text):
        text.follow((_rules(language), 0))
    text.replace(_SPACES, lambda match: " " if match.start() > 0 and match.end() < len(match.string) else "")


@lru_cache
def _rules(language: str) -> tuple[Rule, ...]:
    phrases = _PHRASES[language]
    return (
        Rule(r"(?<=\d)(?:[–—-]|\s[–-]\s)(?=\d)", lambda match: f" {phrases.to} ", "–—-"),
        Rule(r"(?<=\d)\s?%", lambda match: f" {phrases.percent}", "%"),
        Rule(
            r"(?<![\d.,])\d{1,3}(?:[.\u00a0\u2009\u202f']\d{3})+(?!\d)(?:,\d+)?",
            lambda match: _number(re.sub(r"[^\d,]", "", match[0]), language),
        ),
        Rule(r"\d+(?:,\d+)?", lambda match: _number(match[0], language)),
    )


def _number(written: str, language: str) -> str:
    whole, comma, fraction = written.partition(",")
    words = " ".join(_cardinal(int(digit), language) for digit in whole) if _is_code(whole) else _whole(whole, language)
    if not comma:
        return words
    return " ".join((words, _PHRASES[language].comma, *(_cardinal(int(digit), language) for digit in fraction)))


def _is_code(digits: str) -> bool:
    return len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0")


def _whole(digits: str, language: str) -> str:
    is_year = language in _HUNDREDS and len(digits) == 4 and "1100" <= digits < "2000"
    return _cardinal(int(digits), language, "year" if is_year else "cardinal")


@lru_cache(maxsize=4096)
def _cardinal(value: int, language: str, kind: str = "cardinal") -> str:
    from num2words import num2words  # type: ignore[import-untyped]  # it has no type information

    return str(num2words(value, lang=language, to=kind))
