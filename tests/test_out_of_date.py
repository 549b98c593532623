"""A file lacks a sentence only where its letters stand nowhere in it, whatever the order."""

from __future__ import annotations

from cjpublish.checks.together import out_of_date
from publications import s

_SENTENCES = [s(f"s{number}", text) for number, text in enumerate(("No.", "The sea was calm.", "No.", "He slept!"))]


def _told(text: str) -> list[str]:
    return [finding.message for finding in out_of_date(_SENTENCES, text, "book.epub")]


def test_sentences_in_the_manuscript_s_order_are_found() -> None:
    assert _told("No. The sea was calm. No. He slept!") == []


def test_sentences_in_another_order_are_found_too() -> None:
    assert _told("He slept… 1 The SEA was calm; no") == []


def test_the_first_sentence_that_is_missing_is_told_with_how_many_more() -> None:
    assert _told("No. He slept.") == ["this file lacks “The sea was calm.”"]
    assert _told("The sea was calm. He slept.") == ["this file lacks “No.” and one more sentence"]
    assert _told("") == ["this file lacks “No.” and 3 more sentences"]
