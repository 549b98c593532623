"""What stands in a Word document besides plain text: notes, links, lists, tables, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cjpublish.draft import Figure, Heading, List, Paragraph, Table
from cjpublish.model import Mark, NoteRef, inline_text
from worddocuments import DraftOf, body, cut, drawing, found, numbered, p, png, r, text, xml


@pytest.fixture
def draft_of(tmp_path: Path) -> DraftOf:
    return DraftOf(tmp_path)


# --- notes, links -----------------------------------------------------------------------------------------------------


def test_footnotes_and_endnotes_are_notes_of_their_chapter(draft_of: DraftOf) -> None:
    draft = draft_of(
        p("Spring", "Heading1"),
        p("Rain", runs='<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" fell.")),
        p("Summer", "Heading1"),
        p("Sun", runs='<w:r><w:endnoteReference w:id="2"/></w:r>' + r(" shone.")),
        relations={"n1": "footnotes footnotes.xml", "n2": "endnotes endnotes.xml"},
        parts={
            "word/footnotes.xml": xml(
                "w:footnotes",
                '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
                f'<w:footnote w:id="2">{p("Ten days.")}{p("Or more.")}</w:footnote>'
                f'<w:footnote w:id="3">{p("Nobody asked.")}</w:footnote>',
            ),
            "word/endnotes.xml": xml("w:endnotes", f'<w:endnote w:id="2">{p("In July.")}</w:endnote>'),
        },
    )
    one, two = draft.chapters
    assert [[text(block) for block in note.blocks] for note in one.notes] == [["Ten days.", "Or more."]]
    assert [[text(block) for block in note.blocks] for note in two.notes] == [["In July."]]
    [paragraph] = one.blocks[1:]
    assert isinstance(paragraph, Paragraph)
    assert [each.note for each in paragraph.inlines if isinstance(each, NoteRef)] == [one.notes[0].key]
    assert text(paragraph) == "Rain fell."
    assert cut(draft, "not understood") == ["Nobody asked"]


def test_links_lead_out_or_to_headings_and_lose_themselves_elsewhere(draft_of: DraftOf) -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    draft = draft_of(
        p(runs=f'<w:hyperlink r:id="l1">{r("out")}</w:hyperlink>'),
        p(runs=f'<w:hyperlink w:anchor="_Ref7">{r("to summer")}</w:hyperlink>'),
        p(
            runs=field("begin")
            + '<w:r><w:instrText> HYPERLINK "https://example.org/b" \\o "a tip" </w:instrText></w:r>'
            + field("separate")
            + r("by field")
            + field("end")
        ),
        p(runs=f'<w:fldSimple w:instr=" REF _Ref7 \\h ">{r("Summer")}</w:fldSimple>'),
        p(runs=f'<w:hyperlink r:id="l2">{r("a script")}</w:hyperlink>'),
        p(runs=f'<w:hyperlink r:id="unknown">{r("nowhere")}</w:hyperlink>'),
        p("Summer", "Heading1", runs='<w:bookmarkStart w:id="1" w:name="_Ref7"/><w:bookmarkEnd w:id="1"/>'),
        relations={"l1": "hyperlink https://example.org/a", "l2": "hyperlink javascript://alert(1)"},
    )
    links = [
        (inline_text(each.children), each.href)
        for block in draft.chapters[0].blocks
        if isinstance(block, Paragraph)
        for each in block.inlines
        if isinstance(each, Mark)
    ]
    heading = draft.chapters[1].blocks[0]
    assert isinstance(heading, Heading)
    assert heading.id
    assert links == [
        ("out", "https://example.org/a"),
        ("to summer", f"#{heading.id}"),
        ("by field", "https://example.org/b"),
        ("Summer", f"#{heading.id}"),
    ]
    [message] = found(draft, "dead-links")
    assert "javascript:" in message


# --- lists and tables -------------------------------------------------------------------------------------------------


def test_lists_nest_count_on_and_begin_anew(draft_of: DraftOf) -> None:
    draft = draft_of(
        numbered("one", 1),
        numbered("a", 1, 1),
        numbered("two", 1),
        p("Between."),
        numbered("three", 1),
        numbered("five", 4),
        numbered("dot", 2),
        numbered("dash", 2, 1),
    )
    first, between, second, third, dots = body(draft)
    assert isinstance(first, List)
    assert (first.kind, first.start, len(first.items)) == ("ordered", 1, 2)
    assert isinstance(first.items[0].blocks[1], List)
    assert text(between) == "Between."
    assert isinstance(second, List)
    assert isinstance(third, List)
    assert (second.start, third.start) == (3, 5)
    assert isinstance(dots, List)
    assert (dots.kind, len(dots.items)) == ("bullet", 1)
    assert found(draft, "list-numbers")


def test_a_paragraph_set_in_between_two_items_belongs_to_the_first(draft_of: DraftOf) -> None:
    inset = '<w:ind w:left="720"/>'
    draft = draft_of(
        numbered("one", 2), p("more of it", properties=inset), numbered("two", 2), p("after", properties=inset)
    )
    list_, after = body(draft)
    assert isinstance(list_, List)
    assert [[text(block) for block in item.blocks] for item in list_.items] == [["one", "more of it"], ["two"]]
    assert text(after) == "after"


def test_check_boxes_are_seen(draft_of: DraftOf) -> None:
    box = "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    assert [text(block) for block in body(draft_of(p(runs=box + r(" done"))))] == ["☒ done"]


def test_a_table_keeps_its_header_its_merged_cells_and_its_caption(draft_of: DraftOf) -> None:
    def cell(said: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(said)}</w:tc>"

    draft = draft_of(
        p("Table 1 Rain in the garden", "Caption"),
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Month") + cell("Rain") + "</w:tr>"
        "<w:tr>" + cell("May", '<w:vMerge w:val="restart"/>') + cell("much") + "</w:tr>"
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("little") + "</w:tr></w:tbl>",
    )
    [table] = body(draft)
    assert isinstance(table, Table)
    assert [inline_text(each) for each in table.header] == ["Month", "Rain"]
    assert [[inline_text(each) for each in row] for row in table.rows] == [["May", "much"], ["May", "little"]]
    assert inline_text(table.caption) == "Table 1 Rain in the garden"
    assert found(draft, "merged-cells")


# --- pictures ---------------------------------------------------------------------------------------------------------

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
)


@pytest.mark.parametrize(
    ("about", "extra", "alt"),
    [
        ('descr="A bed of beans."', "", "A bed of beans."),
        ('title="A bed of beans."', "", "A bed of beans."),
        ('descr="A bed."', DECORATIVE, ""),
        ("", "", None),
        ('descr="C:\\pictures\\garden 1.jpg"', "", None),
        ('descr="IMG_2031.JPG"', "", None),
        ('descr="A garden.&#10;&#10;Description automatically generated with low confidence"', "", "A garden."),
    ],
)
def test_a_picture_keeps_its_alternative_text(draft_of: DraftOf, about: str, extra: str, alt: str | None) -> None:
    draft = draft_of(
        p("Before."),
        p(runs=drawing("p1", about, extra)),
        relations={"p1": "image media/garden.png"},
        parts={"word/media/garden.png": png()},
    )
    figure = body(draft)[1]
    assert isinstance(figure, Figure)
    assert figure.alt == alt
    assert draft.images[figure.image].name == "garden.png"
    assert draft.images[figure.image].read() == png()
    assert bool(found(draft, "guessed-alt")) == ("automatically" in about)


def test_a_caption_loses_its_counting_word_and_stands_with_its_picture(draft_of: DraftOf) -> None:
    counted = (
        r("Figure ") + '<w:fldSimple w:instr=" SEQ Figure \\* ARABIC ">' + r("7") + "</w:fldSimple>" + r(": Beans.")
    )
    draft = draft_of(
        p(runs=drawing("p1")),
        p("", "Caption", runs=counted),
        p("After."),
        relations={"p1": "image media/garden.png"},
        parts={"word/media/garden.png": png()},
    )
    figure, after = body(draft)
    assert isinstance(figure, Figure)
    assert inline_text(figure.caption) == "Beans."
    assert text(after) == "After."
    assert "Figure 7" in found(draft, "figure-labels")[0]
    assert not cut(draft, "not understood")


@pytest.mark.parametrize(
    ("relation", "parts", "code"),
    [
        ("image media/plan.emf", {"word/media/plan.emf": b"emf"}, "emf"),
        ("image media/absent.png", {}, "not in the document"),
        ("image https://example.org/a.png", {}, "only its address"),
        ("image file:///etc/passwd", {}, "only its address"),
        ("image ../../../etc/passwd", {}, "not in the document"),
    ],
)
def test_a_picture_without_a_file_that_can_be_used_is_told(
    draft_of: DraftOf, relation: str, parts: Mapping[str, bytes], code: str
) -> None:
    draft = draft_of(p("Before."), p(runs=drawing("p1", 'descr="A plan."')), relations={"p1": relation}, parts=parts)
    figure = body(draft)[1]
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt) == ("", "A plan.")
    assert draft.images == {}
    assert code in found(draft, "no-picture")[0]


def test_older_pictures_and_embedded_objects_are_pictures_and_told(draft_of: DraftOf) -> None:
    shape = '<v:shape alt="A sheet."><v:imagedata r:id="p1"/></v:shape>'
    draft = draft_of(
        p("Before."),
        p(runs=f"<w:r><w:pict>{shape}</w:pict></w:r>"),
        p("Between."),
        p(runs=f'<w:r><w:object>{shape}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
        relations={"p1": "image media/sheet.png"},
        parts={"word/media/sheet.png": png()},
    )
    pictures = [block for block in body(draft) if isinstance(block, Figure)]
    assert [(each.image, each.alt) for each in pictures] == [("word/media/sheet.png", "A sheet.")] * 2
    assert "Excel.Sheet.12" in found(draft, "embedded")[0]


def test_a_chart_is_a_figure_to_be_supplied_and_its_words_are_cut(draft_of: DraftOf) -> None:
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Chart 1"/><a:graphic><a:graphicData><c:chart r:id="c1"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    values = "<c:cat><c:pt><c:v>May</c:v></c:pt></c:cat><c:val><c:pt><c:v>31</c:v></c:pt></c:val>"
    draft = draft_of(
        p("Before."),
        p(runs=chart),
        relations={"c1": "chart charts/chart1.xml"},
        parts={"word/charts/chart1.xml": xml("c:chartSpace", values)},
    )
    figure = body(draft)[1]
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt) == ("", None)
    assert cut(draft, "text of a chart") == ["May\n31"]
    assert "a chart" in found(draft, "no-picture")[0]


def test_a_text_box_stands_behind_its_paragraph_once(draft_of: DraftOf) -> None:
    inside = p("In the box.") + p("Still in it.")
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    newer = f"<w:drawing><wp:anchor><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic></wp:anchor></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    ways = f'<mc:Choice Requires="wps">{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    both = f"<w:r><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>"
    draft = draft_of(p("Before", runs=both + r(" it.")), p("After."))
    assert [text(block) for block in body(draft)] == ["Before it.", "In the box.", "Still in it.", "After."]
    assert found(draft, "text-boxes")
