"""Titles as names of files and ids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.slugs import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Kitchen Garden", "the-kitchen-garden"),
        ("L’été de l’œuvre", "lete-de-loeuvre"),
        ("Smørrebrød & Łódź", "smorrebrod-lodz"),
        ("Straße nach Süden", "strasse-nach-suden"),
        ("  --Why?-- ", "why"),
        ("ភ្នំពេញ", ""),
        ("word " * 30, "-".join(["word"] * 12)),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_title_becomes_a_name(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_a_name_is_words_of_ascii_joined_by_hyphens(title: str) -> None:
    name = slug(title)
    assert name == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 60
    assert slug(name) == name
