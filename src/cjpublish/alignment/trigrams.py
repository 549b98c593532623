"""A language model of one chapter: which word follows which two, in ARPA format."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

__all__ = ["arpa"]

_DISCOUNT = 0.5
"""What absolute discounting (Ney, Essen and Kneser 1994) takes from each count and gives to what was never seen."""


def arpa(sentences: Sequence[Sequence[int]]) -> str:
    """Return a trigram model of sentences of word indices, the words called w0, w1, …

    What is heard between two pauses may begin and end with any sentence and go on from one to the next.
    """
    counts: tuple[Counter[tuple[str, ...]], ...] = (Counter(), Counter(), Counter())
    named = [[f"w{word}" for word in sentence] for sentence in sentences if sentence]
    for number, sentence in enumerate(named):
        following = named[number + 1][:2] if number + 1 < len(named) else []
        _count(counts, ["<s>", *sentence, "</s>"], 0)
        _count(counts, [*sentence, *following], len(sentence) - 1)
    counts[0][("</s>",)] += not named
    return _written(counts)


def _count(counts: Sequence[Counter[tuple[str, ...]]], words: Sequence[str], crossing: int) -> None:
    """Count n-grams; of a run over a sentence's end (`crossing` > 0) only those that cross it."""
    for order, table in enumerate(counts, 1):
        for begin in range(len(words) - order + 1):
            gram = tuple(words[begin : begin + order])
            if gram != ("<s>",) and begin + order > crossing + 1:
                table[gram] += 1


def _written(counts: Sequence[Counter[tuple[str, ...]]]) -> str:
    ones, twos, threes = counts
    total = sum(ones.values())
    mass, kinds = [Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()], [Counter[tuple[str, ...]](), Counter()]
    for order, table in enumerate((twos, threes)):
        for gram, count in table.items():
            mass[order][gram[:-1]] += count
            kinds[order][gram[:-1]] += 1

    def rest(order: int, gram: tuple[str, ...]) -> float:
        """Return what is left for words that were never seen after `gram`."""
        return _DISCOUNT * kinds[order][gram] / mass[order][gram] if gram in kinds[order] else 1.0

    def two(gram: tuple[str, ...]) -> float:
        seen = (twos[gram] - _DISCOUNT) / mass[0][gram[:1]]
        return seen + rest(0, gram[:1]) * ones[gram[1:]] / total

    lines = ["\\data\\", f"ngram 1={len(ones) + 1}", f"ngram 2={len(twos)}", f"ngram 3={len(threes)}"]
    lines += ["", "\\1-grams:", f"-99 <s> {_log(rest(0, ('<s>',)))}"]
    lines += [f"{_log(ones[gram] / total)} {gram[0]} {_log(rest(0, gram))}" for gram in sorted(ones)]
    lines += ["", "\\2-grams:"]
    lines += [f"{_log(two(gram))} {' '.join(gram)} {_log(rest(1, gram))}" for gram in sorted(twos)]
    lines += ["", "\\3-grams:"]
    for gram in sorted(threes):
        seen = (threes[gram] - _DISCOUNT) / mass[1][gram[:2]]
        lines.append(f"{_log(seen + rest(1, gram[:2]) * two(gram[1:]))} {' '.join(gram)}")
    return "\n".join([*lines, "", "\\end\\", ""])


def _log(probability: float) -> str:
    return f"{math.log10(max(probability, 1e-9)):.4f}"
