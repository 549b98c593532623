"""Written text is said in words, the same on every engine, and each word knows where it was written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjpublish.spoken import Spoken, say

TABLE = Path(__file__).parent / "fixtures" / "spoken_en.txt"
PAIRS = [
    tuple(line.split(" => "))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("//")
]
SNIPPETS = """
4,000 1.5 16–17 15–30 % 1994 '90s 2010s 14 March 2024 2026-11-24 $ € £ 96 million 2.50 1.2bn 22nd 10:30 pm a.m. km °C
m² × Dr. St. No. p. xii Fig. e.g. etc. vs. U.S. IJM NATO NGOs PhD A I IV VIII Chapter World War Henry - – — -- … ... '
’ “ ” ( ) [[ ]] [ ] & % + = § © ½ ² ⁶ / : ; , . ? ! # @ https://example.org a@b.org 1/2 +855 5.3.0 v2 🎉 ៥ ភ្នំ é x _
\\ ~ * ^ | < > may May the no by 0 00 7 \u0301 \u200d \ufe0f Å ß ŉ ª Ⅳ ① − A- J. between Monday–Friday $5–10 k m s h
"""
TRICKY = st.sampled_from(SNIPPETS.split())
TEXTS = st.one_of(
    st.text(),
    st.lists(TRICKY, max_size=12).map(" ".join),
    st.lists(st.one_of(TRICKY, st.just(" ")), max_size=12).map("".join),
)
LANGUAGES = st.sampled_from(
    ["en", "en-GB", "de", "fr", "es", "it", "pt-BR", "nl", "da", "no", "sv", "pl", "km", "xx", ""]
)
PUNCTUATION = set(".,;:?!'-() ")


def words(said: Spoken, text: str) -> list[tuple[str, str]]:
    return [(said.text[slice(*word.spoken)], text[slice(*word.written)]) for word in said.words]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(PAIRS) >= 150
    assert len({pair[0] for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("written", "spoken"), PAIRS)
def test_english_is_said_as_the_table_has_it(written: str, spoken: str) -> None:
    assert say(written, "en").text == spoken


@pytest.mark.parametrize("spoken", [pair[1] for pair in PAIRS])
def test_what_the_table_says_is_not_changed_by_being_said_again(spoken: str) -> None:
    assert say(spoken, "en").text == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("de", "Es waren 4.000 Menschen.", "Es waren viertausend Menschen."),
        ("de", "1994", "neunzehnhundertvierundneunzig"),
        ("de", "2002", "zweitausendzwei"),
        ("de-AT", "15–30 %", "fünfzehn bis dreißig Prozent"),
        ("de", "2,50", "zwei Komma fünf null"),
        ("de", "Siehe https://example.org/seite.", "Siehe Link."),
        ("de", "„Ja“, sagte er – und ging…", "„Ja“, sagte er – und ging…"),
        ("fr", "4\u202f000 personnes", "quatre mille personnes"),
        ("fr", "de 16–17 ans", "de seize à dix-sept ans"),
        ("fr", "15 %", "quinze pour cent"),
        ("fr", "1,5", "un virgule cinq"),
        ("fr-CA", "« Oui », voir www.example.org", "« Oui », voir lien"),
        ("es", "4.000 personas", "cuatro mil personas"),
        ("es", "del 15–30%", "del quince a treinta por ciento"),
        ("es", "2,5", "dos coma cinco"),
        ("es", "el año 1994", "el año mil novecientos noventa y cuatro"),
        ("es", "007", "cero cero siete"),
        ("km", "៤០០០ នាក់ 4000", "៤០០០ នាក់ 4000"),
        ("de", "Hallo [[halo]] 🎉", "Hallo halo"),
    ],
)
def test_other_languages_get_numbers_and_addresses(language: str, written: str, spoken: str) -> None:
    assert say(written, language).text == spoken


def test_each_spoken_word_knows_what_was_written() -> None:
    text = "In 1994, “Dr. Green” paid $2.50."
    assert words(say(text, "en"), text) == [
        ("In", "In"),
        ("nineteen", "1994"),
        ("ninety-four", "1994"),
        ("Doctor", "Dr."),
        ("Green", "Green"),
        ("paid", "paid"),
        ("two", "$2.50"),
        ("dollars", "$2.50"),
        ("and", "$2.50"),
        ("fifty", "$2.50"),
        ("cents", "$2.50"),
    ]


def test_a_replacement_reaches_the_engine_unchanged_and_is_mapped() -> None:
    text = "In Green Hill 5 trees."
    said = say(text, "en", [(3, 13, "[[ɡɹiːn 1]]")])
    assert said.text == "In [[ɡɹiːn 1]] five trees."
    assert words(said, text)[1:3] == [("[[ɡɹiːn 1]]", "Green Hill"), ("five", "5")]


def test_a_replacement_keeps_its_words_whole_in_every_language() -> None:
    for language in ("en", "de", "km"):
        assert say("A B", language, [(0, 1, "[[eɪ]]"), (2, 3, "bee-2")]).text == "[[eɪ]] bee-2"


def test_replacements_that_overlap_or_lie_outside_are_left_out() -> None:
    assert say("one two", "en", [(0, 3, "eins"), (2, 5, "no"), (4, 99, "no"), (5, 5, "no")]).text == "eins two"


def test_a_text_without_words_says_nothing() -> None:
    for text in ("", "…", "—", "🎉", "“”", " . ", "()"):
        assert say(text, "en") == Spoken("", ())


@given(TEXTS, LANGUAGES)
def test_words_are_in_order_and_within_the_text(text: str, language: str) -> None:
    said = say(text, language)
    spoken_before = written_before = 0
    for word in said.words:
        assert spoken_before <= word.spoken[0] < word.spoken[1] <= len(said.text)
        assert written_before <= word.written[0] < word.written[1] <= len(text)
        spoken_before, written_before = word.spoken[1], word.written[0]
        assert any(char.isalnum() for char in said.text[slice(*word.spoken)])


@given(TEXTS)
@example("Dr☺. Green")
@example("“Dr”. Green")
@example("Chapter I V")
@example("Chapter IVX")
def test_english_said_again_is_the_same(text: str) -> None:
    once = say(text, "en").text
    assert say(once, "en").text == once


@given(TEXTS)
def test_english_is_letters_and_simple_punctuation(text: str) -> None:
    for char in say(text, "en").text:
        assert char in PUNCTUATION or unicodedata.category(char)[0] in "LM", f"{char!r}"


@given(TEXTS, LANGUAGES, st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30), st.text(max_size=5)), max_size=4))
def test_no_text_and_no_replacement_raises(text: str, language: str, replacements: list[tuple[int, int, str]]) -> None:
    said = say(text, language, replacements)
    assert all(word.written[1] <= len(text) for word in said.words)


@given(TEXTS, LANGUAGES)
def test_brackets_that_engines_take_for_phonemes_come_only_from_replacements(text: str, language: str) -> None:
    said = say(text, language).text
    assert "[[" not in said
    assert "]]" not in said


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "1-",
        "a.",
        "a.a.",
        "- ",
        "1/1 ",
        "+1 ",
        "(1) ",
        "a@",
        "[[",
        "A",
        "'",
        "M",
        "1 1/",
        "www.",
        " ",
        "9",
        ",000",
        "a ",
        "I ",
    ],
)
def test_long_runs_of_one_thing_are_said(unit: str) -> None:
    for text in (unit * 1_000, f"$1{unit * 1_000}.50", f"1{unit * 1_000}th", f"a{unit * 1_000}%"):
        assert say(say(text, "en").text, "en") is not None
        assert say(text, "de") is not None
