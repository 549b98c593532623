"""What is said of a chapter, in order and in which part's voice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    Narration,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Sentence,
    Table,
    Text,
)
from cjpublish.narration.script import write
from publications import note, notes, plain

Said = list[tuple[str, str, str]]


def sentence(text: str) -> Sentence:
    return Sentence("s-" + text.lower().replace(" ", "-").rstrip("."), (Text(text),))


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(sentence(text) for text in texts))


def said(*blocks: Block, with_notes: bool = True, announce_quotes: bool = True) -> Said:
    heading = Heading("spring", 1, sentence("Spring"))
    chapter = Chapter("spring", "Spring", "chapter", (heading, *blocks))
    narration = Narration(
        {}, "a", "a", "a" if announce_quotes else "b", "a", notes="chapter-end" if with_notes else "skip"
    )
    lines = write(chapter, replace(plain(), narration=narration))
    assert lines[0].text + lines[0].end == "Spring."
    assert (lines[0].part, lines[0].pause) == ("headings", "heading")
    return [(line.text + line.end, line.part, line.pause) for line in lines[1:]]


def row(*cells: str) -> Row:
    return Row(tuple((sentence(cell),) if cell else () for cell in cells))


SCENES: dict[str, tuple[Block, Said]] = {
    "a paragraph pauses between its sentences and longer at its end": (
        paragraph("One.", "Two"),
        [("One.", "text", "sentence"), ("Two.", "text", "paragraph")],
    ),
    "a quotation is announced and its end is said": (
        Quote((paragraph("Words."),)),
        [("Quote:", "text", "sentence"), ("Words.", "quotes", "sentence"), ("End of quote.", "text", "quote")],
    ),
    "an ordered list says its numbers": (
        List("ordered", (Item((paragraph("Dig."),)), Item((paragraph("Sow."),))), start=3),
        [("3: Dig.", "text", "item"), ("4: Sow.", "text", "item")],
    ),
    "a definition list says the term and then the definition": (
        List("definition", (Item((paragraph("Soft ground."),), term=(sentence("Mud"),)),)),
        [("Mud.", "text", "sentence"), ("Soft ground.", "text", "item")],
    ),
    "a table is read row by row, each cell after its column's header": (
        Table(
            "t1", row("Bed", "Plant"), (row("North", "Peas"), row("South", "")), ("", ""), (sentence("What is sown"),)
        ),
        [
            ("Table: What is sown.", "text", "paragraph"),
            ("Bed.", "text", "cell"),
            ("Plant.", "text", "cell"),
            ("Bed: North.", "text", "cell"),
            ("Plant: Peas.", "text", "item"),
            ("Bed: South.", "text", "item"),
        ],
    ),
    "a figure is its number, alternative text, caption, credit and description": (
        Figure(
            "f1",
            "images/a.png",
            sentence("Figure 2."),
            sentence("Two beds."),
            (sentence("The plan"),),
            (sentence("Credit: Drawn here"),),
            sentence("Description of figure 2."),
            (paragraph("It is a rectangle."),),
        ),
        [
            ("Figure 2.", "descriptions", "sentence"),
            ("Two beds.", "descriptions", "sentence"),
            ("The plan.", "descriptions", "sentence"),
            ("Credit: Drawn here.", "descriptions", "sentence"),
            ("Description of figure 2.", "descriptions", "sentence"),
            ("It is a rectangle.", "descriptions", "figure"),
        ],
    ),
    "a decorative picture is silent": (Figure("f1", "images/a.png"), []),
    "a note is announced with its number": (
        notes("ns", note("n1", 1, ("r1",), paragraph("More."))),
        [("Notes.", "headings", "heading"), ("Note 1.", "text", "sentence"), ("More.", "text", "note")],
    ),
    "code is named and left out": (
        Code("x = 1"),
        [("A passage of code is left out here.", "text", "paragraph")],
    ),
}


@pytest.mark.parametrize("name", SCENES)
def test_how_it_is_said(name: str) -> None:
    block, expected = SCENES[name]
    assert said(block) == expected


def test_a_change_of_scene_makes_the_pause_before_it_long() -> None:
    assert said(paragraph("One."), Break(), paragraph("Two.")) == [
        ("One.", "text", "scene"),
        ("Two.", "text", "paragraph"),
    ]


def test_notes_can_be_left_out() -> None:
    assert said(notes("ns", note("n1", 1, ("r1",), paragraph("More."))), with_notes=False) == []


def test_a_quotation_in_a_voice_of_its_own_is_not_announced() -> None:
    assert said(Quote((paragraph("Words."),)), announce_quotes=False) == [("Words.", "quotes", "paragraph")]


def test_references_to_notes_are_not_said_and_code_that_is_no_words_is_pointed_out() -> None:
    inlines = (
        Text("See"),
        NoteRef("n1", "r1", 1),
        Text(" the "),
        Mark("code", (Text("well known"),)),
        Text(" and "),
        Mark("em", (Mark("code", (Text("a[1]"),)),)),
        Text("\nnow"),
    )
    chapter = Chapter("c", "C", "chapter", (Paragraph((Sentence("s1", inlines),)),))
    (line,) = write(chapter, plain())
    assert line.text == "See the well known and a[1] now"
    assert [line.text[begin:end] for begin, end in line.unspeakable] == ["a[1]"]


def test_an_announcement_belongs_to_the_sentence_that_it_announces() -> None:
    chapter = Chapter("c", "C", "chapter", (Heading("c", 1, sentence("C")), Quote((paragraph("Words."),)), Code("x")))
    lines = write(chapter, plain())
    assert [line.sentence for line in lines] == ["s-c", "s-words", "s-words", "s-words", "s-words"]
