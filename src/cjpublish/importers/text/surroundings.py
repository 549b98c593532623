"""What can be told of a line by its neighbours and by where it stands, as numbers with names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cjpublish.importers.text.core import Core
from cjpublish.importers.text.features import Sight

__all__ = ["AROUND", "surroundings"]

AROUND: Mapping[str, str] = {
    "column": "it stands in the core's column",
    "off column": "how far it stands from that column, up to eight",
    "block": "no line between it and the core stands further left",
    "hanging": "an item of a list that follows a line of the core's column",
    "inside": "it stands in the core",
    "away before": "how many lines it stands before the core, in tens",
    "away after": "how many lines it stands after the core, in tens",
    "near": "how likely the two lines before it and the two after are body by themselves",
    "wide": "the same of six and six, the longer ones weighing more",
    "ended": "a heading such as Comments or Related stands between the core's beginning and it",
    "local": "how likely it is body by itself, as a logarithm of odds",
}
"""The features of a line among others, and what each means; the first three are 0 where a text has no columns."""

_EIGHT = 8
_TEN = 10
_WIDE = 6
_WEIGHED = 40
"""Words from which a neighbour weighs no more."""


def surroundings(sights: Sequence[Sight], chances: Sequence[float], core: Core) -> list[tuple[float, ...]]:
    """Return for each line the features in the order of AROUND; `chances` is how likely each is body by itself."""
    block = _block(sights, core)
    hanging = _hanging(sights, core, block)
    near, wide = _near(chances), _wide(sights, chances)
    found: list[tuple[float, ...]] = []
    ended = False
    for place, sight in enumerate(sights):
        ended = ended or (sight.ends_text and place > core.first + 1)
        apart = abs(sight.line.indent - core.column) if core.column >= 0 else 0
        chance = min(max(chances[place], 1e-4), 1 - 1e-4)
        found.append(
            (
                float(core.column >= 0 and apart == 0),
                min(1.0, apart / _EIGHT),
                float(place in block),
                float(place in hanging and not ended),
                float(core.first <= place <= core.last),
                min(1.0, max(0, core.first - place) / _TEN),
                min(1.0, max(0, place - core.last) / _TEN),
                near[place],
                wide[place],
                float(ended),
                math.log(chance / (1 - chance)) / 5,
            )
        )
    return found


def _block(sights: Sequence[Sight], core: Core) -> range:
    """Return the places around the core with no line further left than its column: what encloses the text."""
    if core.column < 0:
        return range(0)
    first, last = core.first, core.last
    while first > 0 and sights[first - 1].line.indent >= core.column:
        first -= 1
    while last + 1 < len(sights) and sights[last + 1].line.indent >= core.column:
        last += 1
    return range(first, last + 1)


def _near(chances: Sequence[float]) -> list[float]:
    padded = [0.0, 0.0, *chances, 0.0, 0.0]
    return [
        (padded[place - 1] + padded[place + 1]) / 3 + (padded[place - 2] + padded[place + 2]) / 6
        for place in range(2, len(padded) - 2)
    ]


def _hanging(sights: Sequence[Sight], core: Core, block: range) -> set[int]:
    """Return the places of items whose list follows a line of the text: one in its column, and no boilerplate."""
    found: set[int] = set()
    head = -1
    for place, sight in enumerate(sights):
        if not sight.line.marker:
            head = place
        elif head in block and sight.line.indent <= sights[head].line.indent + 4:
            above = sights[head]
            if above.line.indent == core.column and not above.ends_text and not (above.why and above.words < 20):
                found.add(place)
    return found


def _wide(sights: Sequence[Sight], chances: Sequence[float]) -> list[float]:
    weights = [0.0] * _WIDE + [min(sight.words, _WEIGHED) for sight in sights] + [0.0] * _WIDE
    weighed = [0.0] * _WIDE + [w * c for w, c in zip(weights[_WIDE:], chances, strict=False)] + [0.0] * _WIDE
    found = []
    for place in range(len(sights)):
        middle = place + _WIDE
        around = slice(place, middle + _WIDE + 1)
        weight = sum(weights[around]) - weights[middle]
        found.append((sum(weighed[around]) - weighed[middle]) / max(1.0, weight))
    return found
