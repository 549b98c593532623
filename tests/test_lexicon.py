"""A lexicon says where its words occur and how they are said; it travels as W3C PLS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.errors import InputError, Source
from cjpublish.lexicon import Lexicon, matches, read_pls, write_pls
from cjpublish.model import LexiconEntry, Pronunciation

PAK = LexiconEntry("Svay Pak", "svai pock", "svaːj paːk", source=Source("voices/lexicon.en.yaml", 2))
MOT = LexiconEntry("mot", ipa="mo")
ENTRIES = [
    PAK,
    LexiconEntry("Svay", "svai"),
    LexiconEntry("AIDéTouS", "ay day too"),
    LexiconEntry("Rose", "ross", match_case=True),
    LexiconEntry("O'Neil", "oh neel"),
    LexiconEntry("C++", "see plus plus"),
    MOT,
]


def said(text: str, *, takes_ipa: bool = False) -> str:
    parts, place = [], 0
    for begin, end, words in matches(text, Lexicon(ENTRIES), takes_ipa=takes_ipa).replacements:
        parts += [text[place:begin], words]
        place = end
    return "".join([*parts, text[place:]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Svay Pak, a garden.", "In svai pock, a garden."),
        ("svay pak and SVAY PAK", "svai pock and svai pock"),
        ("Svay alone", "svai alone"),
        ("Svay\u00a0Pak and Svay\nPak", "svai pock and svai pock"),
        ("SvayPak Svayd", "SvayPak Svayd"),
        ("Svay, Pak", "svai, Pak"),
        ("Svay Pak's lanes", "svai pock's lanes"),
        ("Svay Pak’s lanes", "svai pock's lanes"),
        ("Svay Pak-based", "svai pock-based"),
        ("AIDéTouS but AIDeTouS", "ay day too but AIDeTouS"),
        ("AIDe\u0301TouS", "ay day too"),
        ("a rose for Rose", "a rose for ross"),
        ("O’Neil and O'Neil", "oh neel and oh neel"),
        ("in C++.", "in see plus plus."),
        ("C+ and C + +", "C+ and C + +"),
        ("mote\u0301 demot", "mote\u0301 demot"),
        ("mot\u0301", "mot\u0301"),
        ("", ""),
    ],
)
def test_whole_words_are_respelled(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Svay Pak.", "In [[svaːj paːk]]."),
        ("Svay Pak's lanes", "[[svaːj paːks]] lanes"),
        ("the mot’s end", "the [[moz]] end"),
        ("Svay alone", "svai alone"),
    ],
)
def test_ipa_goes_to_engines_that_take_it(text: str, expected: str) -> None:
    assert said(text, takes_ipa=True) == expected


@pytest.mark.parametrize(("ipa", "ending"), [("paːk", "s"), ("bruːs", "ɪz"), ("mætʃ", "ɪz"), ("mo", "z"), ("dɒɡ", "z")])
def test_a_possessive_ends_as_its_last_sound_asks(ipa: str, ending: str) -> None:
    found = matches("Name's", Lexicon([LexiconEntry("Name", ipa=ipa)]), takes_ipa=True)
    assert found.replacements == ((0, 6, f"[[{ipa}{ending}]]"),)


def test_an_entry_that_an_engine_cannot_use_is_named_once_and_only_where_it_occurs() -> None:
    lexicon = Lexicon(ENTRIES)
    assert matches("mot, mot", lexicon, takes_ipa=False).unusable == (MOT,)
    assert matches("mot, mot", lexicon, takes_ipa=False).replacements == ()
    assert matches("word", lexicon, takes_ipa=False).unusable == ()
    assert matches("mot", lexicon, takes_ipa=True).unusable == ()


def test_the_exact_case_goes_before_any_case_and_the_first_entry_before_a_second() -> None:
    lexicon = Lexicon(
        [LexiconEntry("us", "you ess"), LexiconEntry("US", "U S", match_case=True), LexiconEntry("Us", "x")]
    )
    assert [words for _, _, words in matches("us US", lexicon, takes_ipa=False).replacements] == ["you ess", "U S"]


def test_ten_thousand_entries_work() -> None:
    entries = [LexiconEntry(f"word{number} tail", f"said {number}") for number in range(10_000)]
    found = matches("word7 tail " * 500, Lexicon(entries), takes_ipa=False)
    assert len(found.replacements) == 500
    assert found.replacements[0] == (0, 10, "said 7")


@given(st.text(), st.lists(st.text(min_size=1), max_size=5), st.booleans())
def test_replacements_are_in_order_and_within_the_text(text: str, forms: list[str], takes_ipa: bool) -> None:
    lexicon = Lexicon([LexiconEntry(form, "said", "ipa") for form in forms])
    place = 0
    for begin, end, _ in matches(f"{text} {' '.join(forms)}", lexicon, takes_ipa=takes_ipa).replacements:
        assert place <= begin < end
        place = end


def test_a_lexicon_survives_the_way_through_pls() -> None:
    entries = (
        LexiconEntry("Svay Pak", "svai pock", "svaːj paːk"),
        LexiconEntry("Rose", "ross", match_case=True),
        LexiconEntry("mot & <mot>", ipa="mo"),
    )
    pronunciation = Pronunciation("en-GB", entries)
    assert read_pls(write_pls(pronunciation)) == pronunciation


def test_pls_of_others_is_read() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
    <p:lexicon version="1.0" xmlns:p="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="it">
      <p:meta name="author" content="A. Writer"/>
      <p:lexeme><p:grapheme>La vita è bella</p:grapheme><p:grapheme>vita</p:grapheme>
        <p:phoneme>one</p:phoneme><p:phoneme prefer="true">two <!-- remark --></p:phoneme></p:lexeme>
      <p:lexeme><p:grapheme>W3C</p:grapheme><p:alias>World Wide Web Consortium</p:alias></p:lexeme>
    </p:lexicon>"""
    assert read_pls(text) == Pronunciation(
        "it",
        (
            LexiconEntry("La vita è bella", ipa="two"),
            LexiconEntry("vita", ipa="two"),
            LexiconEntry("W3C", "World Wide Web Consortium"),
        ),
    )


NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
PLS = f'<lexicon version="1.0" xmlns="{NAMESPACE}" alphabet="{{}}" xml:lang="en">{{}}</lexicon>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<lexicon", "not well formed"),
        ("", "not well formed"),
        ('<!DOCTYPE lexicon [<!ENTITY a "b">]><lexicon>&a;</lexicon>', "document type"),
        ('<!DOCTYPE lexicon SYSTEM "file:///etc/hostname"><lexicon/>', "document type"),
        ("<lexicon/>", "no pronunciation lexicon"),
        (PLS.format("ipa", "<lexeme><phoneme>a</phoneme></lexeme>"), "lexeme 1 has no grapheme"),
        (PLS.format("ipa", "<lexeme><grapheme>a</grapheme></lexeme>"), "'a' has no pronunciation"),
        (PLS.format("x-sampa", "<lexeme><grapheme>a</grapheme><phoneme>A</phoneme></lexeme>"), "another alphabet"),
    ],
)
def test_pls_that_cannot_be_used_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read_pls(text, "voices/names.pls")
    assert raised.value.findings[0].source is not None
    assert raised.value.findings[0].source.path == "voices/names.pls"
