"""Languages are told as py3langid tells them, wherever its tables lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import py3langid
import pytest
from py3langid import langid

from cjpublish.checks.manuscript import identified as module
from cjpublish.checks.manuscript.identified import identified

_SAID = {
    "de": "Wer reitet so spät durch Nacht und Wind? Es ist der Vater mit seinem Kind.",
    "en": "Call me Ishmael. Some years ago, never mind how long precisely, I went to sea.",
    "es": "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, vivía un hidalgo.",
    "fr": "Longtemps, je me suis couché de bonne heure, et mes yeux se fermaient vite.",
    "it": "Nel mezzo del cammin di nostra vita mi ritrovai per una selva oscura.",
    "nl": "Ik ben makelaar in koffie, en woon op de Lauriergracht in Amsterdam.",
    "pt": "As armas e os barões assinalados que da ocidental praia lusitana passaram.",
    "la": "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae.",
    "km": "ខ្ញុំស្រលាញ់ប្រទេសកម្ពុជា",
}
_ODD = ("", "123", "\ud800", "SHOUTED WORDS", "一", "a" * 10_000)


@pytest.fixture(autouse=True)
def _unpacked_anew() -> Iterator[None]:
    module._classify.cache_clear()
    yield
    module._classify.cache_clear()


@pytest.mark.parametrize("language", _SAID)
def test_a_sentence_is_in_the_language_that_the_library_says(language: str) -> None:
    assert identified(_SAID[language]) == language == py3langid.classify(_SAID[language])[0]


def test_tables_in_a_file_give_the_very_numbers_of_tables_in_memory() -> None:
    mapped = module._mapped()
    for text in (*_SAID.values(), *_ODD):
        assert mapped(text) == py3langid.classify(text)


def test_the_library_s_own_tables_are_read_through_a_file() -> None:
    assert module._classify().__func__ is langid.LanguageIdentifier.classify  # type: ignore[attr-defined]


def test_a_model_that_is_laid_out_otherwise_is_left_to_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    py3langid.classify("")  # its own model is read now
    monkeypatch.setattr(langid, "MODEL_DIR", tmp_path)
    assert module._classify() is py3langid.classify
    assert identified(_SAID["fr"]) == "fr"
