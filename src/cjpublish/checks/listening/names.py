"""Names that are heard as something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mean

from cjpublish.checks.check import Check
from cjpublish.checks.listening import normal, suggestions
from cjpublish.checks.listening.hearing import HeardWord, Hearing
from cjpublish.checks.listening.telling import moment, place, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["check", "suggestion"]

NAME = Check(
    "N45",
    "name-misread",
    Severity.NOTE,
    "A name is heard as something else",
    "People know themselves and each other by their names; one that is misread names nobody, or somebody else.",
    "Listen to it; if it is said wrongly, write in the lexicon how it is said.",
    "W3C, Pronunciation Lexicon Specification 1.0",
)

_SHORTEST = 4
"""Letters of a name that is judged: shorter ones are heard as any word."""
_MISREAD, _WELL, _QUITE_OTHER = 0.6, 0.85, 0.45
"""How alike a name and what is heard for it are where it is misread, said well, and another name."""
_SENTENCE = 0.6
"""How alike the sentence around it must be."""
_SURE = 0.4
"""How sure the recogniser must be of another name; it was 0.47 of names planted in narratives."""
_USUAL = 2 / 3
"""How often a name that isn't misread must be said well for another in its place to be told from a slip."""
_MOST = 10
"""Findings; the rest is in the report."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One time that a name is said."""

    name: str
    heard: tuple[HeardWord, ...]
    likeness: float
    hearing: Hearing


def check(hearings: Sequence[Hearing]) -> Iterator[Finding]:
    """Yield each name that is heard as something else most of the time, or, a WARNING, clearly so here and there."""
    common = _common(hearings)
    said: dict[str, list[_Said]] = {}
    for hearing in hearings:
        for number in range(len(hearing.lines)):
            for each in _names(hearing, number):
                if each.name.lower() not in common:
                    said.setdefault(each.name, []).append(each)
    found = [finding for times in said.values() for finding in _judged(times)]
    yield from sorted(found, key=lambda finding: finding.severity is Severity.NOTE)[:_MOST]


def suggestion(hearing: Hearing, number: int) -> str:
    """Return a lexicon entry for the name of a sentence that is heard worst; empty where none is misread."""
    common = _common([hearing])
    found = (each for each in _names(hearing, number) if each.name.lower() not in common)
    misread = [each for each in found if each.likeness < _MISREAD]
    return suggestions.entry(min(misread, key=lambda each: each.likeness).name) if misread else ""


def _judged(times: list[_Said]) -> Iterator[Finding]:
    misread = [each for each in times if each.likeness < _MISREAD]
    well = [each for each in times if each.likeness >= _WELL]
    is_usual = len(well) >= max(len(misread), _USUAL * (len(times) - len(misread)))
    others = [each for each in misread if is_usual and each.likeness < _QUITE_OTHER and _is_like_a_name(each)]
    name = times[0].name
    if others:
        first = others[0]
        message = f"{quoted(name)} is heard as {_heard(first)} at {moment(first.heard[0].begin)}, and rightly elsewhere"
        yield NAME.found(message, place(first.hearing), severity=Severity.WARNING)
    elif misread and 2 * len(misread) > len(times):
        first = misread[0]
        count = f" and {len(misread) - 1} more times" if len(misread) > 1 else ""
        message = f"{quoted(name)} is heard as {_heard(first)} at {moment(first.heard[0].begin)}{count}"
        example = suggestions.entry(name)
        such = f", such as `{example}`" if example else ""
        fix = f"listen to it; if it is said wrongly, write in the lexicon how it is said{such}"
        yield NAME.found(message, place(first.hearing), fix=fix)


def _heard(said: _Said) -> str:
    return quoted(" ".join(word.text for word in said.heard))


def _is_like_a_name(said: _Said) -> bool:
    """Return whether what was heard may be another name: as many words or fewer, not much shorter, and clear."""
    letters = sum(len(word.text) for word in said.heard)
    is_short = len(said.heard) > len(said.name.split()) or letters < max(_SHORTEST, len(said.name) / 2)
    return not is_short and mean(word.probability for word in said.heard) >= _SURE


def _common(hearings: Sequence[Hearing]) -> set[str]:
    """Return the words that also stand in the text without a capital."""
    words = (word for hearing in hearings for line in hearing.lines for word in line.line.text.split())
    return {word.strip("“”‘’\"'.,;:!?()") for word in words if word[:1].islower()}


def _names(hearing: Hearing, number: int) -> Iterator[_Said]:
    """Yield what in a sentence looks like a name, and what is heard for it; nothing where the sentence is misheard."""
    line = hearing.lines[number]
    if line.line.foreign or hearing.likeness[number] < _SENTENCE or not line.terms:
        return
    words = normal.name_terms(line.line.spoken)
    begin = 0
    for is_name, row in groupby(words, key=lambda each: not each[2] and _is_name(each[0])):
        group = list(row)
        terms = tuple(term for _, each, _ in group for term in each)
        at = _find(line.terms, terms, begin)
        if at is None:
            continue
        begin = at + len(terms)
        name = " ".join(word for word, _, _ in group).removesuffix("’s").removesuffix("'s")
        if is_name and len(name) >= _SHORTEST:
            heard = _between(hearing, number, at, begin)
            if heard:
                yield _Said(name, heard, _likeness(terms, heard), hearing)


def _is_name(word: str) -> bool:
    is_pronoun = word.startswith(("I'", "I’"))
    return word[0].isupper() and any(letter.islower() for letter in word) and not is_pronoun


def _find(terms: Sequence[str], wanted: Sequence[str], begin: int) -> int | None:
    places = range(begin, len(terms) - len(wanted) + 1)
    return next((at for at in places if tuple(terms[at : at + len(wanted)]) == tuple(wanted)), None) if wanted else None


def _between(hearing: Hearing, number: int, first: int, last: int) -> tuple[HeardWord, ...]:
    """Return the words heard between those that stand for the terms before and after some terms of a sentence."""
    matches = hearing.lines[number].matches
    span = hearing.spans[number]
    begin = max((match + 1 for match in matches[:first] if match >= 0), default=span[0])
    end = min((match for match in matches[last:] if match >= 0), default=span[1])
    return hearing.words[begin:end]


def _likeness(terms: Sequence[str], heard: Sequence[HeardWord]) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio("".join(terms), "".join(word.text for word in heard)) / 100
