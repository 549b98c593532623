"""How many years of school a text asks for is told of every English text; only of a hard one with advice."""

from __future__ import annotations

import cjpublish
from planted import Good


def test_an_easy_text_is_graded_without_advice(good: Good) -> None:
    examination = cjpublish.check(good.manuscript(), cache=good.folder / "cache", jobs=1).examination
    (found,) = (finding for finding in examination.findings if finding.code == "M35")
    assert "years of school" in found.message
    assert not found.fix
