"""On twenty good publications the whole check, EPUBCheck, Ace and sound included, says nothing above a note."""

from __future__ import annotations

from pathlib import Path

import pytest

import cjpublish
from cjpublish import pipeline
from cjpublish.errors import Severity
from goods import GOODS, written


@pytest.mark.slow
@pytest.mark.parametrize("name", GOODS)
def test_nothing_above_a_note_is_found_in_a_good_publication(name: str, tmp_path: Path) -> None:
    folder = written(name, tmp_path / "book")
    cache = tmp_path / "cache"
    pipeline.build(pipeline.read(folder), cache=cache)
    examination = cjpublish.check(folder, cache=cache).examination
    assert not [f"{f.code} {f}" for f in examination.findings if f.severity is not Severity.NOTE]
    left = [each for each in examination.unchecked if each.wanted]
    if left:
        pytest.skip(f"not all could be checked: {left[0].why}")


def test_there_are_twenty() -> None:
    assert len(GOODS) == 20
