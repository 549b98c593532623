"""Written text is said as people say it, and each spoken word leads back to what was written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjpublish.spoken import say

TABLE = [
    line.split(" => ")
    for line in (Path(__file__).parent / "fixtures" / "spoken_en.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
OTHER = [
    ("de", "4.000 Menschen", "viertausend Menschen"),
    ("de", "1,5 und 2", "eins Komma fünf und zwei"),
    ("de", "15–30 %", "fünfzehn bis dreißig Prozent"),
    ("de", "16–17 Jahre", "sechzehn bis siebzehn Jahre"),
    ("de", "im Jahr 1994", "im Jahr neunzehnhundertvierundneunzig"),
    ("de", "am 14. März", "am 14. März"),
    ("de", "um 10:30 Uhr", "um 10:30 Uhr"),
    ("de", "−5 Grad", "minus fünf Grad"),
    ("fr", "4 000 personnes", "quatre mille personnes"),
    ("fr", "1,5 million", "un virgule cinq million"),
    ("fr", "15–30 %", "quinze à trente pour cent"),
    ("fr", "« 16 ans »", "« seize ans »"),
    ("es", "4.000 personas", "cuatro mil personas"),
    ("es", "el 30 %", "el treinta por ciento"),
    ("es", "16–17 años", "dieciséis a diecisiete años"),
    ("pt-BR", "17", "dezessete"),
    ("sv", "16 barn", "sexton barn"),
    ("km", "16 2024", "16 2024"),
    ("xx", "16–17, 30 %, §", "16–17, 30 %, §"),
    ("de", "Siehe https://example.org/x.", "Siehe Link."),
    ("fr", "le prix 😀 [[test]]", "le prix   ((test))"),
]
PIECES = """
Dr. Mr. St. No. p. pp. e.g. i.e. etc. a.m. p.m. 7 12 1994 2002 10:30 16–17 15–30% $ € £ % 1,300 2.50 ½ ² ° km m²
/h IJM NGOs US AT&T U.S. IV VIII Chapter Henry World War I II XIX century th st nd rd s 's ’ “ ” ' " - – — … ...
. , ; : ? ! ( ) [[ ]] [ ] # @ & + = < > ~ § × x − / www. http:// a@b.org .com March May Jan. 14 2024 '90s 1/2 v2
A B the The and million bn USD 0 00 000 \u0301 \ue000 \u200d 😀 é ß 中 ២ Ⅳ
"""
pieces = st.lists(st.sampled_from([*PIECES.split(), " ", "\u00a0"]), max_size=12)
texts = st.text() | pieces.map("".join) | pieces.map(" ".join)
HOSTILE = (
    "a",
    "1,",
    "1-",
    "1 ",
    "A.",
    "a.",
    "(",
    "- ",
    ".",
    "$1–",
    "1/",
    "+1",
    "1",
    "11:",
    "a@",
    "http://",
    "X",
    "'1",
    "000 ",
)


@pytest.mark.parametrize(("written", "spoken"), TABLE, ids=[written for written, _ in TABLE])
def test_english_is_said_as_in_the_table(written: str, spoken: str) -> None:
    assert say(written, "en").text == spoken


def test_the_table_holds_at_least_150_pairs() -> None:
    assert len(TABLE) >= 150


@pytest.mark.parametrize(("language", "written", "spoken"), OTHER)
def test_other_languages_get_plain_numbers_and_otherwise_stay(language: str, written: str, spoken: str) -> None:
    assert say(written, language).text == spoken


@given(texts)
@example("U.S. A.M. 7 p.m. The")
@example("Dr. www.example.org Dr.")
def test_english_holds_only_what_engines_read(text: str) -> None:
    for character in say(text, "en").text:
        assert character in " .,;:?!'-()" or unicodedata.category(character)[0] in "LM"


@given(texts)
def test_what_was_said_is_said_again_unchanged(text: str) -> None:
    spoken = say(text, "en").text
    assert say(spoken, "en").text == spoken


@given(texts, st.sampled_from(["en", "de", "fr", "xx"]))
def test_words_are_in_order_and_lead_into_the_written_text(text: str, language: str) -> None:
    spoken = say(text, language)
    reached, begin, end = 0, 0, 0
    for word in spoken.words:
        assert reached <= word.spoken[0] < word.spoken[1] <= len(spoken.text)
        assert begin <= word.written[0] < word.written[1] <= len(text)
        assert end <= word.written[1]
        reached, (begin, end) = word.spoken[1], word.written


@pytest.mark.parametrize("written", [written for written, _ in TABLE])
def test_every_written_word_is_in_the_map(written: str) -> None:
    covered = {at for word in say(written, "en").words for at in range(*word.written)}
    for match in re.finditer(r"[A-Za-z]+|\d+", written):
        assert covered & set(range(*match.span())), match[0]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de"])
def test_long_runs_of_one_thing_are_said(piece: str, language: str) -> None:
    spoken = say(piece * (10_000 // len(piece)), language)
    assert say(spoken.text, "en").text == spoken.text or language != "en"


def test_a_spoken_word_leads_back_to_what_was_written() -> None:
    written = "Over 4,000 men, aged 16–17, paid $2.50."
    spoken = say(written, "en")
    pairs = [(spoken.text[slice(*word.spoken)], written[slice(*word.written)]) for word in spoken.words]
    assert pairs == [
        ("Over", "Over"),
        ("four", "4,000"),
        ("thousand", "4,000"),
        ("men", "men"),
        ("aged", "aged"),
        ("sixteen", "16–17"),
        ("to", "16–17"),
        ("seventeen", "16–17"),
        ("paid", "paid"),
        ("two", "$2.50"),
        ("dollars", "$2.50"),
        ("and", "$2.50"),
        ("fifty", "$2.50"),
        ("cents", "$2.50"),
    ]


def test_replacements_are_said_as_they_stand_and_lead_back() -> None:
    written = "In “Svay Pak’s” 5 lanes"
    begin = written.index("Svay")
    spoken = say(written, "en", [(begin, begin + 8, "[[svaɪ pak]]")])
    assert spoken.text == "In [[svaɪ pak]]'s five lanes"
    assert [written[slice(*word.written)] for word in spoken.words] == ["In", "Svay Pak", "s", "5", "lanes"]


def test_a_replacement_keeps_figures_that_english_would_say() -> None:
    assert say("IJM has 5", "en", [(0, 3, "I.J.M. 5%")]).text == "I.J.M. 5% has five"


def test_a_replacement_within_an_address_is_left_out() -> None:
    assert say("See www.ijm.org, IJM", "en", [(8, 11, "x"), (17, 20, "eye-jay-em")]).text == "See link, eye-jay-em"


@given(texts, st.lists(st.integers(0, 40), max_size=6, unique=True))
def test_every_replacement_outside_addresses_is_said(text: str, places: list[int]) -> None:
    bounds = sorted(place for place in places if place <= len(text))
    replacements = [(begin, end, "[[x]]") for begin, end in zip(bounds[::2], bounds[1::2], strict=False)]
    spoken = say(text, "en", replacements).text
    if say(text, "en").text.count("link") == 0:
        assert spoken.count("[[x]]") == len(replacements)


def test_square_brackets_of_the_text_never_become_ipa() -> None:
    for language in ("en", "de", "xx"):
        assert "[[" not in say("a [[b]] [ [c] ]", language).text
