"""How amounts are written for people."""

from __future__ import annotations

import pytest

from cjpublish.amounts import counted, duration, size


@pytest.mark.parametrize(
    ("number", "noun", "plural", "expected"),
    [
        (0, "file", "", "0 files"),
        (1, "file", "", "1 file"),
        (1200, "file", "", "1,200 files"),
        (2, "entry", "entries", "2 entries"),
    ],
)
def test_things_are_counted(number: int, noun: str, plural: str, expected: str) -> None:
    assert counted(number, noun, plural) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3599.7, "1:00:00"), (36_005, "10:00:05")]
)
def test_a_duration_is_rounded_to_seconds(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 kB"), (1, "1 kB"), (1500, "2 kB"), (999_999, "1000 kB"), (1_000_000, "1.0 MB")]
)
def test_a_size_is_in_thousands_or_millions_of_bytes(count: int, expected: str) -> None:
    assert size(count) == expected
