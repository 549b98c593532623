"""Word documents become drafts: titles, chapters, and what their text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjpublish.draft import Break as SceneBreak
from cjpublish.draft import Code, Paragraph, Quote
from cjpublish.model import Mark, Text, inline_text
from worddocuments import DraftOf, body, cut, found, marks, outline, p, r, text


@pytest.fixture
def draft_of(tmp_path: Path) -> DraftOf:
    return DraftOf(tmp_path)


# --- titles and chapters ----------------------------------------------------------------------------------------------


def test_title_and_subtitle_are_metadata_and_headings_of_the_first_level_begin_chapters(draft_of: DraftOf) -> None:
    draft = draft_of(
        p("The Garden", "Title"),
        p("A Year", "Subtitle"),
        p("Spring", "Heading1"),
        p("It rained."),
        p("March", "Heading2"),
        p("Early", "berschrift3"),
        p("Summer", "Chapter"),
        p("It was dry."),
    )
    assert (draft.metadata.title, draft.metadata.subtitle, draft.metadata.language) == ("The Garden", "A Year", "en-GB")
    assert [outline(chapter.blocks) for chapter in draft.chapters] == [
        [(1, "Spring"), (2, "March"), (3, "Early")],
        [(1, "Summer")],
    ]
    assert not cut(draft, "not understood")


def test_a_single_heading_at_the_beginning_is_the_title_of_the_one_chapter(draft_of: DraftOf) -> None:
    draft = draft_of(p("The Garden", "Heading1"), p("It rained."), p("March", "Heading2"), p("It rained again."))
    assert draft.metadata.title == "The Garden"
    assert [outline(chapter.blocks) for chapter in draft.chapters] == [[(1, "The Garden"), (2, "March")]]


def test_a_long_text_under_one_heading_has_its_parts_as_chapters(draft_of: DraftOf) -> None:
    long = p("word " * 4000)
    draft = draft_of(p("The Garden", "Heading1"), p("Spring", "Heading2"), long, p("Summer", "Heading2"), long)
    assert draft.metadata.title == "The Garden"
    assert [outline(chapter.blocks) for chapter in draft.chapters] == [[(1, "Spring")], [(1, "Summer")]]


def test_text_before_the_first_heading_is_a_chapter_by_the_title(draft_of: DraftOf) -> None:
    draft = draft_of(p("The Garden", "Title"), p("For a friend."), p("Spring", "Heading1"), p("Rain."))
    assert [outline(chapter.blocks) for chapter in draft.chapters] == [[(1, "The Garden")], [(1, "Spring")]]


def test_a_document_without_any_heading_is_called_by_its_file_name_and_says_so(draft_of: DraftOf) -> None:
    draft = draft_of(p("It rained."))
    assert draft.metadata.title == ""
    assert outline(draft.chapters[0].blocks) == [(1, "the source")]
    assert found(draft, "no-heading")


def test_a_short_bold_paragraph_stays_one_and_is_noted(draft_of: DraftOf) -> None:
    draft = draft_of(p(runs=r("In the Garden", "<w:b/>")), p("It rained."), p(runs=r("It rained.", "<w:b/>")))
    assert [text(block) for block in body(draft)] == ["In the Garden", "It rained.", "It rained."]
    [message] = found(draft, "seeming-headings")
    assert message.startswith("1 short bold paragraph ")
    assert "In the Garden" in message


def test_numbers_of_headings_are_written_before_them(draft_of: DraftOf) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    draft = draft_of(p("Spring", "Heading1", number), p("Rain."), p("Summer", "Heading1", number), p("Sun."))
    assert [outline(each.blocks) for each in draft.chapters] == [[(1, "Part I Spring")], [(1, "Part II Summer")]]
    assert found(draft, "heading-numbers")


def test_a_table_of_contents_is_cut(draft_of: DraftOf) -> None:
    draft = draft_of(p("Spring 3", "TOC1"), p("Spring", "Heading1"), p("Rain."))
    assert cut(draft, "table of contents") == ["Spring 3"]


def test_properties_are_metadata_but_not_what_programs_fill_in(draft_of: DraftOf) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>The Garden</dc:title><dc:creator>Windows User; Ada Meadow</dc:creator>"
        "<dc:subject>plants</dc:subject><cp:keywords>soil, rain; plants</cp:keywords>"
        "<dc:description>A year.</dc:description>"
        "<dcterms:created>2020-01-02T03:04:05Z</dcterms:created><dcterms:modified>2021-05-06T07:08:09Z</dcterms:modified>"
        "</cp:coreProperties>"
    )
    draft = draft_of(p("It rained."), parts={"docProps/core.xml": core})
    said = draft.metadata
    assert found(draft, "date-guessed")
    assert (said.title, said.authors, said.date) == ("The Garden", ("Ada Meadow",), "2021-05-06")
    assert (said.subjects, said.description) == (("soil", "rain", "plants"), "A year.")


# --- text -------------------------------------------------------------------------------------------------------------


def test_what_runs_mean_is_kept_and_split_runs_are_one(draft_of: DraftOf) -> None:
    draft = draft_of(
        p(
            runs=r("Soil ", "<w:b/>")
            + r("and ", "<w:b/>")
            + r("rain", "<w:i/>")
            + r(" H")
            + r("2", '<w:vertAlign w:val="subscript"/>')
            + r("O m")
            + r("2", '<w:vertAlign w:val="superscript"/>')
            + r(" gone", "<w:strike/>")
            + r(" not bold", '<w:b w:val="0"/>')
            + r(" under", '<w:u w:val="single"/>')
        )
    )
    [paragraph] = body(draft)
    assert isinstance(paragraph, Paragraph)
    assert text(paragraph) == "Soil and rain H2O m2 gone not bold under"
    assert marks(paragraph.inlines) == [
        ("strong", "Soil and"), ("em", "rain"), ("sub", "2"), ("sup", "2"), ("s", "gone"), ("em", "under"),
    ]  # fmt: skip
    assert found(draft, "underlined") == ["1 underlined text emphasised instead"]


def test_a_language_that_differs_is_marked_by_its_script(draft_of: DraftOf) -> None:
    draft = draft_of(
        p(
            "The gardener said in another language, on a long and rainy day: ",
            runs=r("il pleut", '<w:lang w:val="fr-FR"/>'),
        ),
        p("A colour ", runs=r("or a color", '<w:lang w:val="en-US"/>')),
        p("Rain is ", runs=r("ភ្លៀង", '<w:lang w:val="en-GB" w:bidi="km-KH"/>')),
    )
    first, second, third = (block for block in body(draft) if isinstance(block, Paragraph))
    assert [(each.lang, inline_text(each.children)) for each in first.inlines if isinstance(each, Mark)] == [
        ("fr-FR", "il pleut")
    ]
    assert marks(second.inlines) == []
    assert [each.lang for each in third.inlines if isinstance(each, Mark)] == ["km-KH"]


def test_a_document_that_says_the_wrong_language_is_in_that_of_its_words(draft_of: DraftOf) -> None:
    french = "Il a plu toute la journée, et le jardin en était bien content. Les haricots ont poussé pendant la nuit. "
    draft = draft_of(p(french * 3))
    assert draft.metadata.language == "fr"
    assert found(draft, "guessed-language")
    [paragraph] = body(draft)
    assert isinstance(paragraph, Paragraph)
    assert marks(paragraph.inlines) == []


def test_quotations_code_and_scene_breaks_are_what_they_are(draft_of: DraftOf) -> None:
    draft = draft_of(
        p("Rain is", "Quote"),
        p("good.", "Quote"),
        p("* * *"),
        p("a = 1", "Code"),
        p("b  = 2", "Code"),
        p("After.", properties="<w:pBdr/>"),
    )
    quote, scene, code, after = body(draft)
    assert isinstance(quote, Quote)
    assert [text(block) for block in quote.blocks] == ["Rain is", "good."]
    assert isinstance(scene, SceneBreak)
    assert code == Code("a = 1\nb  = 2")
    assert text(after) == "After."


def test_breaks_of_lines_stay_and_those_of_pages_are_no_page_numbers(draft_of: DraftOf) -> None:
    draft = draft_of(p("Rain,", runs='<w:r><w:br/><w:t>sun.</w:t><w:br w:type="page"/><w:t> Wind.</w:t></w:r>'))
    [paragraph] = body(draft)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Text("Rain,\nsun. Wind."),)


def test_an_initial_is_joined_to_its_word(draft_of: DraftOf) -> None:
    draft = draft_of(p("R", properties='<w:framePr w:dropCap="drop" w:lines="3"/>'), p("ain fell."))
    assert [text(block) for block in body(draft)] == ["Rain fell."]


def test_symbols_of_fonts_become_characters_and_unknown_ones_are_told(draft_of: DraftOf) -> None:
    draft = draft_of(
        p("Done ", runs='<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
        p("Beta ", runs=r("b", '<w:rFonts w:ascii="Symbol"/>')),
        p("What ", runs="<w:r><w:t>\uf123</w:t></w:r>"),
    )
    assert [text(block) for block in body(draft)] == ["Done ✓", "Beta β", "What \ufffd"]
    assert found(draft, "symbols")


def m(said: str) -> str:
    return f"<m:r><m:t>{said}</m:t></m:r>"


def power(base: str, exponent: str) -> str:
    return f"<m:sSup><m:e>{m(base)}</m:e><m:sup>{m(exponent)}</m:sup></m:sSup>"


SUM = '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'


@pytest.mark.parametrize(
    ("math", "line"),
    [
        (m("E=m") + power("c", "2"), "E=mc^2"),
        (power("x", "n+1"), "x^(n+1)"),
        (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>", "(a+b)/2"),
        (f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{m("x")}</m:e></m:rad>', "√x"),
        (f"{SUM}<m:sub>{m('i=1')}</m:sub><m:sup>{m('n')}</m:sup><m:e>{m('i')}</m:e></m:nary>", "∑_(i=1)^n i"),
        (f"<m:d><m:e>{m('x')}</m:e></m:d>", "(x)"),
        (f"<m:m><m:mr><m:e>{m('1')}</m:e><m:e>{m('0')}</m:e></m:mr></m:m>", "[1, 0]"),
    ],
)
def test_an_equation_is_a_line_of_text_and_told(draft_of: DraftOf, math: str, line: str) -> None:
    draft = draft_of(p("So ", runs=f"<m:oMath>{math}</m:oMath>"))
    assert [text(block) for block in body(draft)] == [f"So {line}"]
    assert found(draft, "equations") == [f"1 equation written as a line of text: '{line}'"]
    assert not cut(draft, "not understood")
