"""Names whose pronunciation nobody has told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.checks.narration.dictionary import is_pronounced
from cjpublish.checks.narration.heard import Heard, Written
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

UNKNOWN_NAME = Check(
    "N01",
    "unknown-name",
    Severity.WARNING,
    "A name has no pronunciation",
    "The voice guesses, perhaps wrongly, and says it so each time. People hear at once when a name is said wrong.",
    "say how it is said in voices/lexicon.en.yaml",
    "WCAG 2.2, 3.1.6 Pronunciation (AAA)",
)
_NAME = re.compile(r"(?:(?<=[^\W_,;] )|(?<=[,;] )|(?<=[^\W\d_,;] [“‘(]))[A-Z][^\W\d_]{2,}")
"""Within a sentence, where a capital means something."""
_WORD = re.compile(r"(?<![^\W_])[a-z][^\W\d_]{2,}")
_MOST = 10
_OFTEN = 3
"""How often a name is heard before a guess at it matters much."""


def check(heard: Heard) -> Iterator[Finding]:
    """Yield the names, the most frequent first, that no lexicon has and the CMU Pronouncing Dictionary doesn't know.

    English only. What is also written in small letters is no name.
    """
    narration = heard.publication.narration
    if {primary(narration.voices[narration.text].language), primary(heard.publication.metadata.language)} != {"en"}:
        return
    first: dict[str, Written] = {}
    count: Counter[str] = Counter()
    for sentence in heard.sentences:
        for name in () if sentence.is_heading else _names(sentence):
            first.setdefault(name, sentence)
            count[name] += 1
    unknown = [name for name in count if not is_pronounced(name)]
    if unknown:
        common = {word for sentence in heard.sentences for word in _WORD.findall(sentence.text)}
        unknown = [name for name in unknown if name.lower() not in common]
    unknown.sort(key=lambda name: -count[name])
    for name in unknown[:_MOST]:
        times = f"{count[name]} times" if count[name] > 1 else "once"
        message = f"no dictionary and no lexicon says how to say “{name}”, which is there {times}"
        severity = Severity.WARNING if count[name] >= _OFTEN else Severity.NOTE
        fix = f"add a line such as `{name}: how it is said` to voices/lexicon.en.yaml"
        yield UNKNOWN_NAME.found(message, first[name].source, fix=fix, severity=severity)
    if len(unknown) > _MOST:
        yield _others(unknown[_MOST:], first[unknown[_MOST]])


def _others(names: Sequence[str], first: Written) -> Finding:
    message = f"{len(names)} more names have no pronunciation: {', '.join(names[:_MOST])}"
    return UNKNOWN_NAME.found(message + (" …" if len(names) > _MOST else ""), first.source, severity=Severity.NOTE)


def _names(sentence: Written) -> Iterator[str]:
    for match in _NAME.finditer(sentence.text):
        is_known = any(begin <= match.start() < end for begin, end in sentence.known)
        if not is_known and not match[0].isupper():
            yield match[0]
