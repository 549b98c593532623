"""Where a line may end: costs of breaks and widths of text, however they are found."""

from __future__ import annotations

import sys
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.editions.views.breaks import breaks
from cjpublish.editions.views.columns import columns, offsets

_LETTERS = st.sampled_from("abAB19.,-–—/’“”(\u00e9\u0301\u200b\u200d\u17d2កុ។春，。한글々🌱%")
_WORDS = st.lists(st.text(_LETTERS, min_size=1, max_size=30), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("language", "text", "costs"),
    [
        ("en", "They came. We waited. Then, and", [60, 45, 60, 0, 6]),
        ("en", "by Dr. Blum in 1900 (or so)", [60, 80, 14, 60, 5, 60]),
        ("en", "A. Blum said – “no” – twice", [80, 22, 30, 6, 30, 6]),
        ("en", "a\u00a0b 3, 4 Ann Lee", [300, 40, 60, 60, 45]),
        ("de", "das Haus Garten weil", [60, 22, 10]),
        ("fr", "vu M. Petit dans", [22, 80, 14]),
        ("xx", "the well-known and/or — x—y", [22, 70, 22, 70, 30, 6, 6]),
        ("ja", "春が来た。「花」", [22, 22, 22, 0]),
        ("ko", "한글 글", [70, 22]),
        ("km", "ក។\u200bខ\u200bគ", [0, 22]),
        ("en", "  ", []),
    ],
)
def test_a_break_costs_what_it_tears_apart(language: str, text: str, costs: list[int]) -> None:
    assert [place.cost for place in breaks(text, language, sys.maxsize)] == costs


@given(_WORDS, st.sampled_from([7, 42, sys.maxsize]))
def test_a_word_breaks_where_it_would_break_alone(words: list[str], longest: int) -> None:
    starts = accumulate((len(word) + 1 for word in words), initial=0)
    alone = [
        (start + place.end, place.cost)
        for start, word in zip(starts, words, strict=False)
        for place in breaks(word, "en", longest)
    ]
    text = " ".join(words)
    assert [(place.end, place.cost) for place in breaks(text, "en", longest) if place.end == place.begin] == alone


@given(_WORDS, st.sampled_from([" ", "\n", "  ", "\u00a0", "\u3000"]))
def test_breaks_are_in_order_and_take_white_space_away_alone(words: list[str], space: str) -> None:
    text = f" {space.join(words)} "
    found = breaks(text, "en", 42)
    assert all(one.begin < other.end for one, other in pairwise(found))
    taken = "".join(text[place.end : place.begin] for place in found)
    assert taken == space * (len(words) - 1)


@given(st.text(_LETTERS, max_size=40))
def test_a_character_stands_as_many_columns_in_as_the_text_before_it_has(text: str) -> None:
    assert list(offsets(text)) == [columns(text[:place]) for place in range(len(text) + 1)]
