"""Rules that turn what is written into what is said, tried together in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in order of precedence: at each place, the first that matches is used."""

    rules: Sequence[Rule]
    """The rules."""
    _all: re.Pattern[str] = field(init=False)
    _each: tuple[re.Pattern[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Join the rules into one pattern."""
        joined = "|".join(f"(?P<rule{number}>{rule.pattern})" for number, rule in enumerate(self.rules))
        object.__setattr__(self, "_all", re.compile(joined))
        object.__setattr__(self, "_each", tuple(re.compile(rule.pattern) for rule in self.rules))

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield what the rules make of a text, in order."""
        for found in self._all.finditer(text):
            number = int((found.lastgroup or "")[len("rule") :])
            match = self._each[number].match(text, found.start())
            assert match is not None, "a rule's pattern matches by itself what it matches among the others"  # noqa: S101
            yield match.start(), match.end(), self.rules[number].say(match)
