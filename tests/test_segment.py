"""How text is cut into sentences, and how sentences are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.errors import Source
from cjpublish.model import Inline, Mark, NoteRef, Sentence, Text, inline_text
from cjpublish.segment import Segmenter

TABLE = Path(__file__).parent / "fixtures/segmentation.tsv"
CASES = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]
HERE = Source("manuscript/01.md", 3, 1)


def cut(*inlines: Inline, language: str = "en") -> tuple[Sentence, ...]:
    return Segmenter(language).sentences(inlines, HERE)


def texts(sentences: Sequence[Sentence]) -> list[str]:
    return [inline_text(sentence.inlines) for sentence in sentences]


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def notes(inlines: Sequence[Inline]) -> Iterator[NoteRef]:
    for inline in inlines:
        if isinstance(inline, NoteRef):
            yield inline
        elif isinstance(inline, Mark):
            yield from notes(inline.children)


@pytest.mark.parametrize(("language", "marked"), CASES, ids=[case[1][:40] for case in CASES])
def test_text_is_cut_where_a_reader_would(language: str, marked: str) -> None:
    expected = [part.strip() for part in marked.split("‖")]
    assert texts(cut(Text(marked.replace("‖", "")), language=language)) == expected


def test_markup_crossing_a_sentence_end_is_split() -> None:
    first, second = cut(Text("It is "), Mark("em", (Text("big. And"),), lang="fr"), Text(" old."))
    assert first.inlines == (Text("It is "), Mark("em", (Text("big."),), lang="fr"))
    assert second.inlines == (Mark("em", (Text("And"),), lang="fr"), Text(" old."))


def test_marks_within_marks_are_split_together() -> None:
    inner = Mark("a", (Text("One. Two"),), href="#x")
    first, second = cut(Mark("strong", (Mark("em", (inner,)), Text("."))))
    assert first.inlines == (Mark("strong", (Mark("em", (Mark("a", (Text("One."),), href="#x"),)),)),)
    assert second.inlines == (Mark("strong", (Mark("em", (Mark("a", (Text("Two"),), href="#x"),)), Text("."))),)


def test_two_equal_marks_side_by_side_stay_two() -> None:
    mark = Mark("em", (Text("a"),))
    assert cut(mark, mark)[0].inlines == (mark, mark)


def test_code_is_never_cut() -> None:
    code = Mark("code", (Text("a. B. C"),))
    assert texts(cut(Text("Write "), code, Text(" here. "), code, Text(" runs."))) == [
        "Write a. B. C here.",
        "a. B. C runs.",
    ]


@pytest.mark.parametrize("before_next", ["", " "])
def test_a_note_stays_with_the_sentence_it_follows(before_next: str) -> None:
    note = NoteRef("n", "r", 1)
    first, second = cut(Text("It is so." + before_next), note, Text(" Next."))
    assert first.inlines == (Text("It is so."), note)
    assert second.inlines == (Text("Next."),)


def test_a_note_between_spaces_takes_the_first_away() -> None:
    note = NoteRef("n", "r", 1)
    assert cut(Text("One "), note, Text(" two."))[0].inlines == (Text("One"), note, Text(" two."))


def test_a_note_before_all_text_goes_with_the_first_sentence() -> None:
    note = NoteRef("n", "r", 1)
    assert cut(note, Text("One. Two."))[0].inlines == (note, Text("One."))


def test_white_space_collapses_within_and_across_marks() -> None:
    (only,) = cut(Text("  a \t b "), Mark("em", (Text(" c "),)), Text(" d  "))
    assert inline_text(only.inlines) == "a b c d"


def test_a_hard_break_stays_and_ends_no_sentence() -> None:
    assert texts(cut(Text("one \n two\nThree. \n Four."))) == ["one\ntwo\nThree.", "Four."]


def test_a_no_break_space_is_kept() -> None:
    assert texts(cut(Text("5\u00a0km. Oui\u202f!"))) == ["5\u00a0km.", "Oui\u202f!"]


@pytest.mark.parametrize("space", [chr(code) for code in range(0x80, 0x3001) if chr(code).isspace()], ids=ascii)
@pytest.mark.parametrize("language", ["en", "fr", "ja"])
def test_any_white_space_may_stand_before_a_last_word(space: str, language: str) -> None:
    assert texts(cut(Text(f"Plan{space}U. Next{space}! Last{space}é."), language=language))


@pytest.mark.parametrize("inlines", [(), (Text(""),), (Text(" \n "),), (Mark("em", ()),), (NoteRef("n", "r", 1),)])
def test_no_text_gives_no_sentence(inlines: tuple[Inline, ...]) -> None:
    assert cut(*inlines) == ()


def test_a_sentence_that_must_not_be_split_is_whole() -> None:
    made = Segmenter("en").sentence((Text(" One. "), Mark("em", (Text("Two."),)), NoteRef("n", "r", 1)), HERE)
    assert made.inlines == (Text("One. "), Mark("em", (Text("Two."),)), NoteRef("n", "r", 1))
    assert made.source == HERE


def test_an_id_is_the_hash_of_the_text_alone() -> None:
    plain, marked = cut(Text("Same.")), cut(Mark("em", (Text("Same"),)), Text("."), NoteRef("n", "r", 1))
    assert plain[0].id == marked[0].id == "s30b5061f"


def test_a_repeated_sentence_gets_a_number() -> None:
    segmenter = Segmenter("en")
    made = [segmenter.sentence((Text("Same."),), None).id for _ in range(3)]
    assert made == ["s30b5061f", "s30b5061f-2", "s30b5061f-3"]


def test_a_megabyte_of_one_paragraph_is_cut() -> None:
    assert len(cut(Text("A bird sang. St. John slept. " * 35_000))) == 70_000


PIECES = st.sampled_from(
    [
        *".!?…\"'“”‘’()«» \n\t\u00a0\u202f\u3000UA。！។",
        "U.S.",
        " Mr. ",
        "e.g. ",
        "No. 5",
        "é",
        "日本",
        "ខ",
        " The ",
        "word",
        "I. ",
        "5 m. ",
        " no. ",
        "me. ",
        "—",
        "\ud800",
    ]
)
WRITTEN = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40))
LEAVES = st.one_of(WRITTEN.map(Text), st.builds(NoteRef, st.just("n"), st.uuids().map(str), st.just(1)))
TREES: st.SearchStrategy[list[Inline]] = st.lists(
    st.recursive(
        LEAVES,
        lambda children: st.builds(
            Mark, st.sampled_from(["em", "strong", "code", "a"]), st.lists(children, max_size=4).map(tuple)
        ),
        max_leaves=12,
    ),
    max_size=6,
)
LANGUAGES = st.sampled_from(["en", "fr", "km", "ja", "de-AT", "", "zz"])


@given(TREES, LANGUAGES)
def test_nothing_is_lost_and_ids_are_unique_names(inlines: list[Inline], language: str) -> None:
    sentences = Segmenter(language).sentences(inlines, None)
    whole = inline_text(tuple(inlines))
    assert solid("".join(texts(sentences))) == solid(whole)
    if sentences:
        assert [note for made in sentences for note in notes(made.inlines)] == list(notes(inlines))
    assert bool(sentences) == bool(whole.strip())
    for text in texts(sentences):
        assert text == text.strip()
        assert text
        assert not re.search(r"[ \t]{2}|[ \t]\n|\n[ \t]", text)
    ids = [made.id for made in sentences]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"s[0-9a-f]{8}(-[1-9]\d*)?", name) for name in ids)


@given(st.lists(WRITTEN, max_size=6), WRITTEN)
def test_a_paragraph_before_leaves_the_ids_behind_it_alone(paragraphs: list[str], inserted: str) -> None:
    def ids(*texts_before: str) -> dict[str, list[str]]:
        segmenter = Segmenter("en")
        found: dict[str, list[str]] = {}
        for text in (*texts_before, *paragraphs):
            for made in segmenter.sentences((Text(text),), None):
                found.setdefault(inline_text(made.inlines), []).append(made.id)
        return found

    before, after = ids(), ids(inserted)
    for text, names in before.items():
        assert after[text][: len(names)] == names
