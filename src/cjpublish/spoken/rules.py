"""Rules that turn what is written into what is said, tried together in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from cjpublish.spoken.aligned import Edit

__all__ = ["Rule", "Rules", "constant"]

Say: TypeAlias = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern and how its matches are said."""

    pattern: str
    """A regular expression that matches at least one character; its groups are numbered, it refers back to none."""
    say: Say
    """Gives the words for a match."""


def constant(words: str) -> Say:
    """Return a rule's `say` that gives the same words for every match."""
    return lambda match: words


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a rule's own pattern; compiled when first needed, for most texts need few."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in order of precedence: at each place, the first that matches is used."""

    rules: Sequence[Rule]
    """The rules."""
    starts: str
    """A regular expression, cheaper than all of theirs, that matches wherever one of them may begin."""
    _starts: re.Pattern[str] = field(init=False)
    _all: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Join the rules into one pattern."""
        joined = "|".join(f"(?P<rule{number}>{rule.pattern})" for number, rule in enumerate(self.rules))
        object.__setattr__(self, "_starts", re.compile(f"(?={self.starts})"))
        object.__setattr__(self, "_all", re.compile(joined))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield what the rules make of a text, in order."""
        end = 0
        for start in self._starts.finditer(text):
            begin = start.start()
            found = self._all.match(text, begin) if begin >= end else None
            if found is None:
                continue
            end = found.end()
            number = int((found.lastgroup or "")[len("rule") :])
            match = _compiled(self.rules[number].pattern).match(text, begin)
            assert match is not None, "a rule's pattern matches by itself what it matches among the others"  # noqa: S101
            yield begin, end, self.rules[number].say(match)
