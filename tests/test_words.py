"""Word marks become words on the page, and come back whole from the store."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.model import (
    Clip,
    Mark,
    Narration,
    Paragraph,
    Quote,
    Sentence,
    Speech,
    Text,
    Track,
    Voice,
    Word,
    WordClip,
    WordClips,
    WordMark,
    Words,
)
from cjpublish.narration import clips, tracks
from cjpublish.narration.plan import plan
from cjpublish.narration.words import placed
from publications import chapter, plain, publication

PLACES = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))

# "It cost $4,000.": said "It cost four thousand dollars."
WORDS = (
    Word((0, 2), (0, 2)),
    Word((3, 7), (3, 7)),
    Word((8, 12), (8, 14)),
    Word((13, 21), (8, 14)),
    Word((22, 29), (8, 14)),
)


def test_words_that_were_written_as_one_are_one_clip() -> None:
    marks = tuple(WordMark(word.spoken, 100 * i, 100 * i + 90) for i, word in enumerate(WORDS))
    assert [*placed(WORDS, marks)] == [
        WordClip((0, 2), 0, 90),
        WordClip((3, 7), 100, 190),
        WordClip((8, 14), 200, 490),
    ]


def test_a_mark_over_several_words_makes_one_clip_of_them() -> None:
    assert [*placed(WORDS, (WordMark((0, 7), 5, 50), WordMark((8, 29), 60, 99)))] == [
        WordClip((0, 7), 5, 50),
        WordClip((8, 14), 60, 99),
    ]


def test_marks_of_words_that_do_not_stand_in_the_sentence_are_left_out() -> None:
    assert [*placed(WORDS[1:2], (WordMark((0, 2), 0, 9), WordMark((3, 7), 10, 19)))] == [WordClip((3, 7), 10, 19)]


def test_words_without_a_mark_have_no_clip() -> None:
    assert [*placed(WORDS, (WordMark((3, 7), 10, 19),))] == [WordClip((3, 7), 10, 19)]


@st.composite
def said(draw: st.DrawFn) -> tuple[list[Word], list[WordMark]]:
    edges = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=20)))
    words = [Word((a, b), (a // 2, max(b // 2, a // 2 + 1))) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    times = sorted(draw(st.sets(st.integers(0, 999), min_size=2, max_size=20)))
    marks = [WordMark((3 * i, 3 * i + 3), a, b) for i, (a, b) in enumerate(zip(times[::2], times[1::2], strict=False))]
    return words, marks


@given(said())
def test_word_clips_are_in_order_and_apart_in_text_and_in_time(given_: tuple[list[Word], list[WordMark]]) -> None:
    found = placed(*given_)
    for first, second in pairwise(found):
        assert first.written[1] <= second.written[0]
        assert first.end <= second.begin
    assert all(clip.written[0] < clip.written[1] and clip.begin < clip.end for clip in found)


def test_a_plan_knows_where_each_spoken_word_is_written() -> None:
    sentence = Sentence("s1", (Text("They were "), Mark("em", (Text("16–17"),)), Text(" then.")))
    book = publication(chapter("c", "C", Paragraph((sentence,))), metadata=plain().metadata)
    book = replace(book, narration=Narration({"v": Voice("v", "silence")}, "v", "v", "v", "v"))
    (_, (_, utterance)), *_ = plan(book).chapters
    written = ["They were 16–17 then."[slice(*word.written)] for word in utterance.words]
    assert written == ["They", "were", "16–17", "16–17", "16–17", "then"]
    assert [utterance.text[slice(*word.spoken)] for word in utterance.words][2:5] == ["sixteen", "to", "seventeen"]


def test_words_of_an_announcement_are_no_words_of_the_sentence() -> None:
    quoted = Quote((Paragraph((Sentence("s1", (Text("Wait."),)),)),))
    book = publication(chapter("c", "C", quoted), metadata=plain().metadata)
    (_, (_, announced, said, ended)), *_ = plan(book).chapters
    assert [len(utterance.words) for utterance in (announced, said, ended)] == [0, 1, 0]
    assert {utterance.sentence for utterance in (announced, said, ended)} == {"s1"}


@given(st.lists(st.builds(Word, PLACES, PLACES)), st.slices(8), st.integers(-3, 2))
def test_packed_words_are_a_sequence_like_any_other(words: list[Word], part: slice, place: int) -> None:
    packed = Words(words)
    assert [*packed] == [*map(packed.__getitem__, range(len(packed)))] == words
    assert packed[part] == Words(words[part])
    if -len(words) <= place < len(words):
        assert packed[place] == words[place]
    else:
        with pytest.raises(IndexError):
            packed[place]
    for same in (
        Words(packed),
        Words.from_text(packed.as_text()),
        pickle.loads(pickle.dumps(packed)),
        eval(repr(packed)),
    ):
        assert same == packed
        assert hash(same) == hash(packed)
    assert packed != Words([*words, Word((0, 1), (0, 1))])


def test_words_of_a_kind_are_no_words_of_another() -> None:
    assert len({Words(), WordClips()}) == 2
    assert (repr(Words()), repr(WordClips())) == ("Words([])", "WordClips([])")


def test_what_is_stored_comes_back() -> None:
    speech = Speech(b"\n\x00\x01\n" * 4, 22050, (WordMark((0, 2), 1, 2), WordMark((3, 4), 3, 4)))
    assert clips.unpack(clips.pack(speech)) == speech
    words = WordClips([WordClip((0, 2), 5, 6), WordClip((3, 9), 7, 2**40)])
    track = Track("ch", 99, (Clip("s1", 1, 2, words, ("a", "b")), Clip("s2", 3, 4)))
    assert tracks.unpack(tracks.pack(track)) == track


@pytest.mark.parametrize("text", ["See x for more.", "H₂O and 5 km", "a “b” c"])
def test_every_written_word_has_a_place(text: str) -> None:
    book = publication(chapter("c", "C", Paragraph((Sentence("s1", (Text(text),)),))), metadata=plain().metadata)
    (_, (_, utterance)), *_ = plan(book).chapters
    covered = {place for word in utterance.words for place in range(*word.written)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum() and letter.isascii())
