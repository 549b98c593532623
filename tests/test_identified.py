"""Languages are told as py3langid tells them, wherever its tables lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import py3langid
import pytest
from py3langid import langid

import cjpublish
from cjpublish.checks import manuscript
from cjpublish.checks.manuscript import identified as module
from cjpublish.checks.manuscript import unpacked
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
    _forget()
    yield
    _forget()


def _forget() -> None:
    module._classify.cache_clear()
    unpacked.begun.cache_clear()


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


def test_what_is_foreseen_is_unpacked_once() -> None:
    module.foresee()
    assert identified(_SAID["fr"]) == "fr"
    assert unpacked.begun.cache_info().misses == 1


@pytest.mark.parametrize("share", [0, 0.5, 0.999])
def test_a_model_that_ends_too_early_is_told_when_it_is_asked_for(share: float, tmp_path: Path) -> None:
    whole = (langid.MODEL_DIR / langid.MODEL_FILE).read_bytes()
    half = tmp_path / "model.npz.xz"
    half.write_bytes(whole[: int(share * len(whole))])
    begun = unpacked.begun(half)
    with pytest.raises(EOFError, match="ends too early"):
        begun.result()


@pytest.mark.parametrize(("said", "begins"), [("en", 0), ("fr", 0), ("la", 1)])
def test_the_tables_are_begun_only_for_a_text_with_a_sentence_that_may_be_foreign(
    said: str, begins: int, tmp_path: Path
) -> None:
    foreign = {**_SAID, "la": "Omnia quae hoc libro sunt et non sunt, ex me et de te enim dicta sunt."}
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/publication.yaml").write_text("title: A book\nlanguage: en\nauthors: [A. Writer]\n")
    (tmp_path / "manuscript/01.md").write_text(f"# One\n\n{foreign[said]}\n", encoding="utf-8")
    manuscript.foresee(cjpublish.read(tmp_path))
    assert unpacked.begun.cache_info().misses == begins
    assert identified(foreign[said]) == said
