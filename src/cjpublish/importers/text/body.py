"""Which lines of a text are its body: a linear model of a line and its neighbours, small enough to be read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cjpublish.importers.text.core import core_of
from cjpublish.importers.text.features import ALONE, Sight
from cjpublish.importers.text.surroundings import AROUND, surroundings

__all__ = ["chances"]

WEIGHTS_ALONE: Mapping[str, float] = {
    "bias": -0.24,
    "length": 2.13,
    "sentence": 0.72,
    "unended": -2.00,
    "short": -0.53,
    "capitals": -1.47,
    "shouted": 0.74,
    "digits": 0.82,
    "item": -0.51,
    "picture": -1.78,
    "boilerplate": -4.79,
    "says so": -0.35,
    "begins so": 0.89,
    "address": -0.58,
    "elided": -2.61,
    "date": -1.68,
    "byline": -0.92,
    "repeated": -1.67,
    "colon": 1.18,
}
"""What the features of a line by itself weigh."""
WEIGHTS: Mapping[str, float] = {
    "bias": -1.49,
    "column": -0.07,
    "off column": -2.73,
    "block": 1.07,
    "hanging": 2.24,
    "inside": 2.25,
    "away before": -0.83,
    "away after": -0.11,
    "near": 3.17,
    "wide": -0.27,
    "ended": -1.60,
    "local": 1.78,
    "length": 0.13,
    "sentence": -0.25,
    "unended": -0.14,
    "short": -0.57,
    "capitals": -0.29,
    "shouted": -0.46,
    "digits": 1.14,
    "item": 0.20,
    "picture": -1.35,
    "boilerplate": -0.36,
    "says so": -0.45,
    "begins so": -0.35,
    "address": 0.28,
    "elided": -0.69,
    "date": -1.17,
    "byline": -0.62,
    "repeated": 0.15,
    "colon": -0.50,
}
"""What all features weigh once its neighbours are known.

Both are logistic regressions (ridge, every page weighing the same), fitted to 79 news pages and weblogs, once with the
columns that a program laid them out in and once without.
"""


def chances(sights: Sequence[Sight]) -> list[float]:
    """Return for each line how likely it is body, from 0 to 1.

    Each line is judged by itself first; that shows where the core is; then each is judged again with its neighbours.
    """
    alone = [_logistic(WEIGHTS_ALONE, ALONE, sight.features) for sight in sights]
    around = surroundings(sights, alone, core_of(sights, alone))
    names = (*AROUND, *ALONE)
    return [_logistic(WEIGHTS, names, (*near, *sight.features)) for near, sight in zip(around, sights, strict=True)]


def _logistic(weights: Mapping[str, float], names: Sequence[str] | Mapping[str, str], values: Sequence[float]) -> float:
    total = weights["bias"] + sum(weights[name] * value for name, value in zip(names, values, strict=True))
    return 1 / (1 + math.exp(-total))
