"""What is heard is laid beside the text word by word, and judged without a recogniser where words are given."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

import sounds
from cjpublish.artifacts import sound
from cjpublish.checks import listening
from cjpublish.checks.listening import aligning, misheard, normal, suggestions, timbre
from cjpublish.checks.listening.hearing import HeardLine, HeardWord, Hearing, packed, unpacked
from cjpublish.checks.listening.order import Order
from cjpublish.checks.listening.script import Line
from cjpublish.checks.results import Unchecked
from cjpublish.editions.views.tags import language
from cjpublish.errors import Severity

TEXT = (
    "The lamp burned in the window all night long.",
    "Nobody came along the narrow road before morning.",
    "A milk cart passed the gate at seven o'clock.",
    "Then the kettle began to sing on the stove.",
)
WORD = 0.4
PAUSE = 0.6


def spoken(*sentences: str, gaps: tuple[float, ...] = ()) -> list[HeardWord]:
    at = 0.0
    words = []
    for number, sentence in enumerate(sentences):
        for term in normal.terms(sentence):
            words.append(HeardWord(term, at, at + WORD, 0.9))
            at += WORD
        at += PAUSE + (gaps[number] if number < len(gaps) else 0.0)
    return words


def hearing(words: list[HeardWord]) -> Hearing:
    terms = [normal.terms(sentence) for sentence in TEXT]
    ends = np.cumsum([len(each) * WORD + PAUSE for each in terms])
    begins = [0.0, *ends[:-1].tolist()]
    times = [begin + n * WORD for begin, each in zip(begins, terms, strict=True) for n in range(len(each))]
    found = iter(aligning.matches([term for each in terms for term in each], times, words))
    lines = tuple(
        HeardLine(
            Line(text, text, begin, begin + len(each) * WORD, "", False), each, tuple(next(found) for _ in each), ()
        )
        for text, begin, each in zip(TEXT, begins, terms, strict=True)
    )
    speech = tuple((word.begin, word.end) for word in words)
    return Hearing("Morning", "book.m4b", 0.0, words[-1].end + PAUSE, lines, tuple(words), speech)


def codes(words: list[HeardWord]) -> list[str]:
    return [finding.code for finding in Order(hearing(words)).check()]


def test_a_sound_chapter_has_no_finding() -> None:
    assert codes(spoken(*TEXT)) == []


@pytest.mark.parametrize("number", range(4))
def test_a_sentence_left_out_is_missing(number: int) -> None:
    assert codes(spoken(*TEXT[:number], *TEXT[number + 1 :])) == ["N41"]


@pytest.mark.parametrize("number", range(4))
def test_a_sentence_spoken_twice_is_heard_twice(number: int) -> None:
    assert codes(spoken(*TEXT[: number + 1], *TEXT[number:])) == ["N42"]


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 2, 1, 3), (2, 1, 0, 3), (3, 0, 1, 2)])
def test_sentences_in_another_order_are_swapped(order: tuple[int, ...]) -> None:
    assert set(codes(spoken(*(TEXT[number] for number in order)))) == {"N43"}


def test_a_sentence_of_no_text_is_heard_besides() -> None:
    assert codes(spoken(TEXT[0], "This recording belongs to the public library downtown.", *TEXT[1:])) == ["N47"]


def test_silence_as_long_as_a_sentence_is_told_as_silence() -> None:
    assert codes(spoken(TEXT[0], *TEXT[2:], gaps=(4.5,))) == ["N48"]


def test_a_chapter_of_which_nothing_fits_is_an_error() -> None:
    other = "Mountains stand far away and white and without one cloud", "The conductor wears blue and carries a lamp"
    for words, severity in (((*other, *other), Severity.ERROR), ((TEXT[0], *other, TEXT[3]), Severity.WARNING)):
        found = list(misheard.chapters([hearing(spoken(*words))]))
        assert [(each.code, each.severity) for each in found] == [("N40", severity)]


def test_a_word_that_was_heard_alike_stands_for_the_word() -> None:
    words = spoken("the lamb burnt in the window")
    assert aligning.matches(normal.terms("The lamp burned in the window"), [0.0] * 6, words) == [0, 1, 2, 3, 4, 5]
    assert aligning.matches((), (), words) == []
    assert aligning.matches(("a",), (0.0,), []) == [-1]


def test_a_long_chapter_is_aligned_in_a_band() -> None:
    terms = [f"w{number:05}" for number in range(6000)]
    words = [HeardWord(term, number * WORD, (number + 1) * WORD, 1.0) for number, term in enumerate(terms)]
    del words[3000:3040]
    found = aligning.matches(terms, [number * WORD for number in range(6000)], words)
    right = [number < 3000 or number >= 3040 for number in range(6000)]
    assert all(words[found[n]].text == terms[n] for n in range(6000) if right[n] and found[n] >= 0)
    assert sum(match >= 0 for match in found) == 5960


def test_words_keep_their_times_when_they_are_normalised() -> None:
    words = [HeardWord(text, at, at + 1, 1.0) for at, text in enumerate(["Twenty", "five", "(old)", "beds."])]
    assert [(word.text, word.begin) for word in normal.timed(words)] == [("25", 0), ("old", 2), ("beds", 3)]


def test_what_was_heard_is_kept_whole() -> None:
    heard = hearing(spoken(*TEXT))
    assert unpacked(packed(heard)) == heard


def test_pitch_is_measured() -> None:
    at = np.arange(2 * 16000) / 16000
    buzz = np.sum([np.sin(2 * np.pi * 110 * each * at) / each for each in range(1, 20)], axis=0)
    assert timbre.of(timbre.measured((0.2 * buzz).astype(np.float32)))[0] == pytest.approx(1.0, abs=0.03)
    assert timbre.of(timbre.measured(np.zeros(32000, np.float32))) == ()


def test_a_suggestion_is_a_line_of_a_lexicon() -> None:
    assert suggestions.entry("IJM") == "IJM: {respelling: I J M}"
    assert suggestions.entry("Phnom Penh") == "Phnom Penh: {respelling: Pnom Penh}"


def test_another_language_is_not_listened_to() -> None:
    assert isinstance(listening.available("de"), Unchecked)
    assert isinstance(listening.available("deu"), Unchecked)
    assert isinstance(listening.available(""), Unchecked)
    assert isinstance(listening.available("en-GB"), str)
    assert isinstance(listening.available("eng"), str)


def test_an_m4b_says_its_language_in_its_media_header(tmp_path: Path) -> None:
    assert sound.language(BytesIO(m4b(tmp_path))) == "eng"


@pytest.mark.parametrize("version_and_flags", [bytes(4), b""])
def test_an_extended_language_goes_before_that_of_the_media_header(tmp_path: Path, version_and_flags: bytes) -> None:
    content = version_and_flags + b"en-GB\0"
    extended = with_box(m4b(tmp_path), ("moov", "trak", "mdia"), b"elng", content)
    assert sound.language(BytesIO(extended)) == "en-gb"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("eng", "eng"),
        ("ENG", "eng"),
        ("deueng", "deu"),
        ("deu/eng", "deu"),
        ("en_US", "en-us"),
        ("English", ""),
        ("XXX", ""),
        ("und", ""),
        ("", ""),
    ],
)
def test_an_mp3_says_its_language_in_its_tag(tmp_path: Path, written: str, read: str) -> None:
    path = sounds.mp3(tmp_path / "a.mp3", [("A", SILENCE)], texts={"TIT2": "A", "TLAN": written})
    with path.open("rb") as stream:
        assert sound.language(stream) == read


def test_what_is_no_sound_says_no_language(tmp_path: Path) -> None:
    whole = m4b(tmp_path)
    assert sound.language(BytesIO(b"")) == ""
    assert sound.language(BytesIO(b"It was a bright cold day. " * 9)) == ""
    for size in range(0, 2000, 37):
        assert sound.language(BytesIO(whole[:size])) in ("", "eng")


def test_the_language_that_editions_write_is_listened_to() -> None:
    assert isinstance(listening.available(language("en-AU")), str)


SILENCE = np.zeros(sounds.RATE, np.int16)


def m4b(folder: Path) -> bytes:
    return sounds.m4b(folder / "a.m4b", [("A", SILENCE)]).read_bytes()


def with_box(content: bytes, path: tuple[str, ...], name: bytes, inside: bytes) -> bytes:
    """Return an MP4's content with one more box at the end of the first box of a path."""
    if not path:
        return content + struct.pack(">I4s", 8 + len(inside), name) + inside
    begin = 0
    while content[begin + 4 : begin + 8] != path[0].encode():
        begin += int.from_bytes(content[begin : begin + 4])
    end = begin + int.from_bytes(content[begin : begin + 4])
    grown = with_box(content[begin + 8 : end], path[1:], name, inside)
    return content[:begin] + struct.pack(">I4s", 8 + len(grown), path[0].encode()) + grown + content[end:]
