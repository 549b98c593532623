"""Acronyms that are never written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, Words, told
from cjpublish.errors import Finding, Severity
from cjpublish.spoken import addresses

__all__ = ["check"]

UNEXPANDED = Check(
    "M44",
    "unexpanded-acronym",
    Severity.NOTE,
    "An acronym is never written out",
    "Who doesn't know it can't ask; a listener can't even look at its letters again.",
    "write it out where it is first used: “World Health Organization (WHO)”",
    "WCAG 2.2, 3.1.4 Abbreviations (AAA)",
)
_ACRONYM = re.compile(r"(?<![\w&.'’/-])([A-Z]{3,6})s?(?![\w&'’-]|\.\w)")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CAPITALS_BEFORE = re.compile(r"(?<![^\W\d_])[A-Z]{2,}[^\w(]{1,3}$")
_CAPITALS_AFTER = re.compile(r"[^\w(]{1,3}[A-Z]{2,}(?![^\W\d_])")
_EXPLAINED_BEFORE = re.compile(
    r"[^\W\d_]{2,}[’'”\"]* \((?:the |or |hereafter |in short |abbreviated |called )*[“\"]?$"
    r"|(?:, or|known as|called|abbreviated(?: as| to)?) (?:the )?$"
)
_EXPLAINED_AFTER = re.compile(
    r" \((?=[^()]*[^\W\d_]{3,}[^()]* )[^()]+\)|,? (?:which )?(?:stands for|is short for|means) |, (?:or )?(?:the|an?) "
)
_SIGNS = ".,;:!?…()[]—“”‘’\"'"
_WELL_KNOWN = """
AIDS AND ASAP BBC BCE CEO CIA CNN COVID DIY DNA DVD EPUB ESQ FAQ FBI FIFA FOR GIF GMT GPS HIV HTML HTTP HTTPS IBM INC
IOU ISBN ISSN JPEG JSON LED LGBT LGBTQ LTD MIT MRS NASA NATO NBC NOT OPEC PDF PHP PIN PNG RADAR RAM RNA ROM RSS RSVP
SARS SIM SMS SONAR SOS SQL SUV THE UFO UNESCO UNICEF URL USA USB USD USSR UTC VIP WWF WWW XML YAML ZIP
"""
"""Known to nearly everybody, or better known than what they stand for."""
_KNOWN = frozenset(_WELL_KNOWN.split())


def check(prose: Prose) -> Iterator[Finding]:
    """Yield each acronym of three to six capitals at its first place, in English, where it is never explained."""
    if not prose.english:
        return
    first: dict[str, Words] = {}
    for passage in prose.passages:
        for words in passage.sentences if _ACRONYM.search(passage.text) else ():
            for match in _ACRONYM.finditer(words.text):
                if not _is_shouted(match) and not any(b <= match.start() < e for b, e in addresses(words.text)):
                    first.setdefault(match[1], words)
    explained = {word for passage in prose.passages if passage.kind == "term" for word in passage.text.split()}
    asked = {name for name in first.keys() - _KNOWN - explained if not _ROMAN.fullmatch(name)}
    if asked:
        text = "\n".join(passage.text for passage in prose.passages)
        small = {word.strip(_SIGNS) for word in set(text.split())}
        asked = {name for name in asked if not small & {name.lower(), name.title()}}  # else a word, for emphasis
        found = re.finditer(rf"\b({'|'.join(sorted(asked))})s?\b", text) if asked else ()
        asked -= {match[1] for match in found if _is_explained(match)}
    places = [(f"“{name}” is used and never written out", first[name].source) for name in first if name in asked]
    yield from told(UNEXPANDED, places)


def _is_shouted(match: re.Match[str]) -> bool:
    """Say whether a word stands beside another in capitals, as they do for emphasis and in inscriptions."""
    text = match.string
    return bool(_CAPITALS_BEFORE.search(text, max(0, match.start() - 30), match.start())) or bool(
        _CAPITALS_AFTER.match(text, match.end())
    )


def _is_explained(match: re.Match[str]) -> bool:
    """Say whether a name stands in brackets behind words, before words in brackets, or with what it stands for."""
    text = match.string
    before = _EXPLAINED_BEFORE.search(text, max(0, match.start() - 40), match.start())
    return bool(before or _EXPLAINED_AFTER.match(text, match.end()))
