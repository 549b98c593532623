"""Text that remembers where in the written text each of its characters comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from cjpublish.model import Word

__all__ = ["WORD", "Aligned", "Edit", "Spoken"]

Edit: TypeAlias = tuple[int, int, str]
"""Characters [begin, end) and what takes their place."""

WORD = re.compile(
    r"\[\[.*?\]\]"
    r"|[^\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u3000-\u303f]+"
    r"(?:['’-][^\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u3000-\u303f]+)*"
)
"""IPA in its brackets, or letters, marks and digits with apostrophes and hyphens between them."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as an engine should say it."""

    text: str
    """The spoken words."""
    words: tuple[Word, ...]
    """In order; they do not overlap in the spoken text, and their written ranges never go back."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text on its way from written to spoken."""

    text: str
    """As it is by now."""
    begins: list[int]
    """For each character, where what it stands for begins in the written text; never less than the one before."""
    ends: list[int]
    """For each character, where what it stands for ends; never less than the one before."""

    @classmethod
    def of(cls, written: str) -> Aligned:
        """Return the written text itself."""
        return cls(written, list(range(len(written))), list(range(1, len(written) + 1)))

    def edit(self, edits: Iterable[Edit]) -> Aligned:
        """Return the text after edits, which are in order, none empty and none overlapping."""
        changes = [(begin, end, new) for begin, end, new in edits if self.text[begin:end] != new]
        if not changes:
            return self
        parts: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        at = 0
        for begin, end, new in changes:
            parts += (self.text[at:begin], new)
            begins += self.begins[at:begin]
            begins += [self.begins[begin]] * len(new)
            ends += self.ends[at:begin]
            ends += [self.ends[end - 1]] * len(new)
            at = end
        parts.append(self.text[at:])
        return Aligned("".join(parts), begins + self.begins[at:], ends + self.ends[at:])

    def spoken(self) -> Spoken:
        """Return the text with its words."""
        begins, ends = self.begins, self.ends
        spans = (match.span() for match in WORD.finditer(self.text))
        words = tuple(Word((begin, end), (begins[begin], ends[end - 1])) for begin, end in spans)
        return Spoken(self.text, words)
