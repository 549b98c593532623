"""Which sounds of a sentence say which of its words, found by edit distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category

__all__ = ["align"]

_VOWELS = frozenset("aeiouyæøœɐɑɒɔəɘɚɛɜɝɞɤɨɩɪɯɵɶɷʉʊʌʏᵻ")
_STRESS = frozenset("ˈˌ")
_MARKS = frozenset({"Lm", "Mc", "Mn", "Sk"})
"""Categories of signs that belong to the sound before them."""
_BREAK = " "

_ALIKE = 3
"""What it costs to take a vowel for another vowel, or a consonant for another consonant."""
_LEFT_OUT, _BREAK_LEFT_OUT = 2, 3
"""What it costs to leave a sound out on one side; a break is dearer, so that breaks keep words apart."""
_NEVER = 1 << 30
_REACH = 40
"""How many sounds one side may drift from the other between two words; time grows with it."""

_BOTH, _FIRST, _SECOND = range(3)
"""Steps of an alignment: on both sides, or a sound of one side is left out."""


def align(words: Sequence[Sequence[str]], spoken: Sequence[str]) -> list[tuple[int, int] | None]:
    """Return, for each word, the sounds [begin, end) of `spoken` that say it; None where none does.

    `words` are the sounds of each word said by itself, `spoken` those of the sentence, with spaces and punctuation.
    They differ where a sentence weakens words or runs them together: the least costly way to turn one into the other
    (Wagner and Fischer, The String-to-String Correction Problem, 1974) says which sound belongs to which word.
    """
    alone: list[str] = []
    owners: list[int | None] = []
    for index, word in enumerate(words):
        sounds = [sound for _, sound in _heard(word)]
        alone += (_BREAK, *sounds)
        owners += (None, *[index] * len(sounds))
    heard = list(_heard(spoken))
    found: list[int | None] = [None] * len(heard)
    for first, second in _pairs(alone[1:], [sound for _, sound in heard]):
        found[second] = owners[first + 1]
    _fill(found, heard)
    spans: list[tuple[int, int] | None] = [None] * len(words)
    for (place, _), owner in zip(heard, found, strict=True):
        if owner is not None:
            span = spans[owner]
            spans[owner] = (span[0] if span else place, place + 1)
    return [span and _whole(span, spoken) for span in spans]


def _heard(sounds: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place and the name of each sound and break; marks of stress and length are no sounds of their own."""
    last = _BREAK
    for place, sound in enumerate(sounds):
        kind = category(sound[0])
        if kind[0] in "ZP":
            if last != _BREAK:
                last = _BREAK
                yield place, _BREAK
        elif kind[0] in "LN" and kind != "Lm":
            last = sound
            yield place, sound


def _pairs(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of sounds that stand for each other, last ones first."""
    steps, lows, column = _steps(first, second)
    row = len(first)
    while row and column:
        step = steps[row][column - lows[row]]
        row -= step != _SECOND
        column -= step != _FIRST
        if step == _BOTH:
            yield row, column


def _steps(first: Sequence[str], second: Sequence[str]) -> tuple[list[bytearray], list[int], int]:
    """Return the best last step to each cell that was looked at, each row's first column, and the last row's best one.

    A row of the table stands for so many sounds of `first`, a column for so many of `second`. Each row is looked at
    within `_REACH` of the best cell of the row before it, so that time grows with the length and not with its square.
    """
    kinds, others = [_kind(sound) for sound in first], [_kind(sound) for sound in second]
    skips = [_BREAK_LEFT_OUT if sound == _BREAK else _LEFT_OUT for sound in second]
    costs: list[int] = []
    low, steps, lows = 0, [], []
    for row in range(len(first) + 1):
        best = low + costs.index(min(costs)) if costs else 0
        begin, end = max(0, best - _REACH), min(len(second), best + 1 + _REACH)
        skip = _BREAK_LEFT_OUT if row and first[row - 1] == _BREAK else _LEFT_OUT
        here: list[int] = []
        taken = bytearray()
        for column in range(begin, end + 1):
            cost, step = (_NEVER, _BOTH) if row or column else (0, _BOTH)
            above = column - low
            if 0 < above <= len(costs) and kinds[row - 1] == others[column - 1]:
                same = first[row - 1] == second[column - 1]
                cost = costs[above - 1] + (0 if same else _ALIKE)
            if 0 <= above < len(costs) and costs[above] + skip < cost:
                cost, step = costs[above] + skip, _FIRST
            if here and here[-1] + skips[column - 1] < cost:
                cost, step = here[-1] + skips[column - 1], _SECOND
            here.append(cost)
            taken.append(step)
        costs, low = here, begin
        steps.append(taken)
        lows.append(begin)
    totals = [cost + sum(skips[low + index :]) for index, cost in enumerate(costs)]
    return steps, lows, low + totals.index(min(totals))


def _kind(sound: str) -> int:
    """Return what a sound may be taken for: a break, a vowel or a consonant."""
    return 0 if sound == _BREAK else 1 if sound[0] in _VOWELS else 2


def _fill(owners: list[int | None], heard: Sequence[tuple[int, str]]) -> None:
    """Give sounds that no word has to the word before them, else to the one behind them, up to a break."""
    for order in (range(len(owners)), range(len(owners) - 1, -1, -1)):
        near: int | None = None
        for place in order:
            if owners[place] is None and heard[place][1] != _BREAK:
                owners[place] = near
            near = owners[place]


def _whole(span: tuple[int, int], spoken: Sequence[str]) -> tuple[int, int]:
    """Return the span with the stress before it and the marks behind it."""
    begin, end = span
    while begin and spoken[begin - 1] in _STRESS:
        begin -= 1
    while end < len(spoken) and spoken[end] not in _STRESS and category(spoken[end][0]) in _MARKS:
        end += 1
    return begin, end
