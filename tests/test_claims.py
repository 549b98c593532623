"""What a book claims is judged only where all of it could be read."""

from __future__ import annotations

import cjpublish
from cjpublish.artifacts.ebook import opened
from cjpublish.checks.accessibility.claims import claims
from planted import Good, replaced


def test_nothing_is_untrue_in_a_book_of_which_a_chapter_cannot_be_read(good: Good) -> None:
    entity = replaced("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY straw "straw">]>')
    file = good.archive({"spring.xhtml": entity})
    found = cjpublish.check(file, cache=good.folder / "cache", jobs=1, tools=False).examination.findings
    assert [finding.code for finding in found] == ["E03"]
    with opened(file, file.name) as book:
        judged = {claim.value: claim for claim in claims(book)}
    assert judged["longDescription"].holds is None
    assert "can't be read" in judged["longDescription"].evidence
