"""A long passage cut down to the sentence that changed."""

from __future__ import annotations

import re
from itertools import takewhile

__all__ = ["excerpt"]

_BEGINS = re.compile(r"(?:[.!?…։؟۔।][\"'»”’)\]]*\s+|[。！？។።][」』”]?\s*)")
"""What stands between two sentences in any script; where it guesses wrong, a little more or less is shown."""
_ENDED = re.compile(rf"(?:^|{_BEGINS.pattern})\Z")
_LONG = 160
"""Characters beyond which a sentence is cut too."""
_AROUND = 40
"""Characters that are shown on both sides of a change in such a sentence."""


def excerpt(old: str, new: str) -> tuple[str, str]:
    """Return two passages without the sentences that both begin and end with; `…` stands for what is left out.

    A passage that came or went is returned whole; where a sentence did, the other side is empty.
    """
    if not old or not new or old == new:
        return old, new
    begin = _shared(old, new)
    end = min(_shared(old[::-1], new[::-1]), min(len(old), len(new)) - begin)
    # Both are the same up to `begin` and in their last `end` characters: one cut serves both.
    first = _first(old, begin)
    left = end - _rest(old, new, end)
    return _between(old, first, len(old) - left), _between(new, first, len(new) - left)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _first(text: str, begin: int) -> int:
    """Return where the sentence begins that has the character at `begin`, or the words before it."""
    first = max((found.end() for found in _BEGINS.finditer(text, 0, begin)), default=0)
    return first if begin - first <= _LONG else text.rfind(" ", first, begin - _AROUND) + 1 or begin - _AROUND


def _rest(old: str, new: str, end: int) -> int:
    """Return how many of the `end` characters that both end with belong to the sentence that changed."""
    if all(_ENDED.search(text[: len(text) - end]) for text in (old, new)):
        return 0
    shared = old[len(old) - end :]
    found = _BEGINS.search(shared)
    rest = found.end() if found else end
    if rest <= _LONG:
        return rest
    space = shared.find(" ", _AROUND)
    return space if _AROUND <= space <= _LONG else _AROUND


def _between(text: str, first: int, last: int) -> str:
    shown = text[first:last].strip()
    if not shown:
        return ""
    return f"{'… ' if first else ''}{shown}{' …' if last < len(text) else ''}"
