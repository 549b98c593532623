"""A text that is rewritten step by step and remembers where each part of it came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Edit", "Rewriting", "Rule"]

Edit: TypeAlias = tuple[int, int, str]
"""What stands at [begin, end) becomes a text."""


class Rule:
    """What is looked for, and how it is said."""

    __slots__ = ("needs", "pattern", "words")

    def __init__(self, pattern: str, words: Callable[[re.Match[str]], str | None], needs: str = "") -> None:
        """Take a regular expression, what is said of a match (None leaves it to the rules after this one), and signs.

        A text without any of the signs that a rule needs is not searched; with no signs, every text is.
        """
        self.pattern = re.compile(pattern)
        self.words = words
        self.needs = frozenset(needs)


@dataclass(slots=True)
class _Step:
    """The edits of one step, by where they begin and end before and after it."""

    before: list[tuple[int, int]] = field(default_factory=list)
    after: list[tuple[int, int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def back(self, position: int, *, end: bool) -> int:
        """Return the place before the step; inside a changed part, that part's beginning or end."""
        index = bisect_right(self.starts, position - 1 if end else position) - 1
        if index < 0:
            return position
        (_, old), (_, new) = self.before[index], self.after[index]
        if position >= new:
            return position - new + old
        return self.before[index][end]


class Rewriting:
    """A text, the parts of it that may not change, and the way back to what was written."""

    __slots__ = ("_steps", "protected", "text")

    def __init__(self, text: str, replacements: Iterable[Edit] = ()) -> None:
        """Put the replacements in place and protect them; one that overlaps another before it is left out."""
        self.text = text
        self.protected: list[tuple[int, int]] = []
        self._steps: list[_Step] = []
        placed = sorted(edit for edit in replacements if 0 <= edit[0] < edit[1] <= len(text))
        if placed:
            self.apply(placed)
            self.protected = self._steps[0].after if self._steps else []

    def apply(self, edits: Sequence[Edit]) -> bool:
        """Make edits in the order of their places; return whether anything changed.

        One that touches a protected part, or the edit before it, is left out.
        """
        step = _Step()
        parts: list[str] = []
        read = written = 0
        for begin, end, new in edits:
            if begin < read or self._is_protected(begin, end):
                continue
            parts += (self.text[read:begin], new)
            written += begin - read
            step.before.append((begin, end))
            step.after.append((written, written + len(new)))
            step.starts.append(written)
            written += len(new)
            read = end
        if not step.before:
            return False
        parts.append(self.text[read:])
        self.text = "".join(parts)
        self.protected = [self._moved(place, step) for place in self.protected]
        self._steps.append(step)
        return True

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> bool:
        """Make an edit of each match that would read differently."""
        found = ((match, new(match)) for match in pattern.finditer(self.text))
        return self.apply([(*match.span(), text) for match, text in found if text != match[0]])

    def follow(self, *groups: tuple[Sequence[Rule], int]) -> bool:
        """Apply groups of rules, each from a place on, to one and the same text; where two meet, the earlier holds."""
        taken: list[Edit] = []
        there = set(self.text)
        for rules, start in groups:
            for rule in rules:
                if rule.needs and there.isdisjoint(rule.needs):
                    continue
                for match in rule.pattern.finditer(self.text, start):
                    self._take(match, rule.words, taken)
        return self.apply(taken)

    def written(self, begin: int, end: int) -> tuple[int, int]:
        """Return the range of the written text that a range of the present text came from."""
        for step in reversed(self._steps):
            begin, end = step.back(begin, end=False), step.back(end, end=True)
        return begin, end

    def _take(self, match: re.Match[str], words: Callable[[re.Match[str]], str | None], taken: list[Edit]) -> None:
        """Add what is said of a match to the edits, unless one of them stands in its place."""
        begin, end = match.span()
        place = bisect_left(taken, (begin, end))
        if (place and taken[place - 1][1] > begin) or (place < len(taken) and taken[place][0] < end):
            return
        said = words(match)
        if said is not None and said != match[0]:
            taken.insert(place, (begin, end, self._apart(begin, end, said)))

    def _is_protected(self, begin: int, end: int) -> bool:
        return any(begin < there[1] and there[0] < end for there in self.protected)

    def _moved(self, place: tuple[int, int], step: _Step) -> tuple[int, int]:
        index = bisect_right(step.before, place) - 1
        shift = step.after[index][1] - step.before[index][1] if index >= 0 else 0
        return place[0] + shift, place[1] + shift

    def _apart(self, begin: int, end: int, said: str) -> str:
        """Keep words apart from the letters and brackets beside them."""
        before, after = self.text[begin - 1 : begin], self.text[end : end + 1]
        left = " " if said[:1].isalnum() and (before.isalnum() or before == "]") else ""
        right = " " if said[-1:].isalnum() and (after.isalnum() or after == "[") else ""
        return f"{left}{said}{right}"
