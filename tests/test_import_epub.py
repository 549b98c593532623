"""Importing EPUBs: chapters, contents, notes, links, pictures and page breaks of books made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from cjpublish.draft import Block, Draft, Figure, Heading, Inlines, Paragraph
from cjpublish.errors import InputError
from cjpublish.importers.epub.parts import text_of
from cjpublish.importers.epub.roles import role
from cjpublish.model import Mark, NoteRef, PageBreak, Text
from cjpublish.readers.markdown import FrontMatter
from epubs import PNG, Epub, page, texts, titles

ONE = "<h1>Spring</h1><p>The first flowers open.</p>"
POINT = '<navPoint id="n"><navLabel><text>Spring</text></navLabel><content src="a.xhtml"/></navPoint>'
TWO = "<h1>Summer</h1><p>The roses open.</p>"


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings}


def message(draft: Draft, code: str) -> str:
    return " | ".join(finding.message for finding in draft.findings if finding.code == code)


def cuts(draft: Draft) -> dict[str, str]:
    return {cut.text: cut.reason for cut in draft.cuts}


def links(inlines: Inlines) -> list[str]:
    found: list[str] = []
    for inline in inlines:
        if isinstance(inline, Mark):
            found += [inline.href] if inline.href else []
            found += links(inline.children)
    return found


def links_of(blocks: tuple[Block, ...]) -> list[str]:
    return [link for block in blocks if isinstance(block, Paragraph) for link in links(block.inlines)]


def pages_of(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, PageBreak):
            found.append(block.label)
        elif isinstance(block, Paragraph | Heading):
            found += [inline.label for inline in block.inlines if isinstance(inline, PageBreak)]
    return found


# --- chapters ---------------------------------------------------------------------------------------------------------


def test_each_document_of_the_spine_becomes_a_chapter_in_order(tmp_path: Path) -> None:
    draft = Epub({"b.xhtml": TWO, "a.xhtml": ONE}, toc=[("b.xhtml", "Summer"), ("a.xhtml", "Spring")]).read(tmp_path)
    assert titles(draft) == ["Summer", "Spring"]
    assert texts(draft.chapters[1]) == ["Spring", "The first flowers open."]
    assert not draft.cuts


def test_a_document_is_divided_where_its_entries_in_the_contents_lead(tmp_path: Path) -> None:
    body = (
        '<p>From the last page.</p><section id="s"><h2>Spring</h2><p>One.</p><h3>March</h3><p>Two.</p></section>'
        '<h2 id="t">Summer</h2><p>Three.</p>'
    )
    toc = '<li><a href="a.xhtml#s">Spring</a><ol><li><a href="a.xhtml#m">March</a></li></ol></li>'
    draft = Epub({"a.xhtml": body}, toc=f'{toc}<li><a href="a.xhtml#t">Summer</a></li>').read(tmp_path)
    assert titles(draft) == ["Spring", "Summer"]
    levels = [block.level for block in draft.chapters[0].blocks if isinstance(block, Heading)]
    assert levels == [1, 2]


def test_a_book_in_one_document_is_divided_below_an_entry_that_stands_alone(tmp_path: Path) -> None:
    body = '<h1>Gardens</h1><p>A word.</p><h2 id="s">Spring</h2><p>One.</p><h2 id="t">Summer</h2><p>Two.</p>'
    inner = '<ol><li><a href="a.xhtml#s">Spring</a></li><li><a href="a.xhtml#t">Summer</a></li></ol>'
    draft = Epub({"a.xhtml": body}, toc=f'<li><a href="a.xhtml">Gardens</a>{inner}</li>').read(tmp_path)
    assert titles(draft) == ["Gardens", "Spring", "Summer"]


@pytest.mark.parametrize(
    ("body", "label", "expected", "code"),
    [
        ("<p>The first flowers open.</p>", "Spring", ["Spring", "The first flowers open."], "heading-added"),
        (
            '<div id="c" class="title">SPRING</div><p>Flowers.</p>',
            "Spring",
            ["SPRING", "Flowers."],
            "heading-marked",
        ),
        (
            '<p id="c">Chapter 1</p><p><b>Spring</b> <i>begins</i></p><p>Flowers.</p>',
            "Chapter 1. Spring begins",
            ["Chapter 1 Spring begins", "Flowers."],
            "heading-marked",
        ),
        ("<p>Chapter 1</p><h2>Spring</h2><p>Flowers.</p>", "Chapter 1: Spring", ["Chapter 1 Spring", "Flowers."], ""),
        ("<p>A verse.</p><h2>Spring</h2><p>Flowers.</p>", "Spring", ["Spring", "A verse.", "Flowers."], "moved"),
    ],
    ids=["no-heading", "a-paragraph", "two-paragraphs", "a-number-before", "an-epigraph-before"],
)
def test_a_chapter_gets_the_heading_that_the_contents_know(
    tmp_path: Path, body: str, label: str, expected: list[str], code: str
) -> None:
    draft = Epub({"a.xhtml": body}, toc=[("a.xhtml", label)]).read(tmp_path)
    assert texts(draft.chapters[0]) == expected
    assert not code or code in codes(draft)


def test_a_document_without_a_heading_continues_the_chapter_before(tmp_path: Path) -> None:
    documents = {"a.xhtml": ONE, "b.xhtml": "<p>And more of them.</p><h4>Late</h4><p>Snow.</p>"}
    draft = Epub(documents, toc=[("a.xhtml", "Spring")]).read(tmp_path)
    assert [texts(chapter) for chapter in draft.chapters] == [
        ["Spring", "The first flowers open.", "And more of them.", "Late", "Snow."]
    ]
    assert "b.xhtml" in message(draft, "joined")


def test_a_first_document_without_any_name_is_called_by_the_book_and_a_person_is_told(tmp_path: Path) -> None:
    draft = Epub({"a.xhtml": "<p>For all who sow.</p>", "b.xhtml": ONE}, toc=[("b.xhtml", "Spring")]).read(tmp_path)
    assert titles(draft) == ["Gardens", "Spring"]
    assert "Gardens" in message(draft, "heading-guessed")


def test_only_the_first_heading_of_a_chapter_has_level_one_and_no_level_is_skipped(tmp_path: Path) -> None:
    body = "<h1>Spring</h1><h1>March</h1><h4>Week 1</h4><p>Rain.</p><h2>Sun</h2><h1>April</h1><p>Sun.</p>"
    draft = Epub({"a.xhtml": body}).read(tmp_path)
    levels = [block.level for block in draft.chapters[0].blocks if isinstance(block, Heading)]
    assert levels == [1, 2, 3, 3, 2]


@pytest.mark.parametrize(
    ("attributes", "landmark", "guide", "expected"),
    [
        ('epub:type="frontmatter preface"', "", "", "preface"),
        ('role="doc-appendix"', "", "", "appendix"),
        ("", "dedication", "", "dedication"),
        ("", "", "copyright-page", "copyright-page"),
        ("", "", "acknowledgements", "acknowledgments"),
        ('epub:type="bodymatter"', "", "", "chapter"),
    ],
)
def test_a_document_has_the_role_that_it_or_what_leads_to_it_says(
    tmp_path: Path, attributes: str, landmark: str, guide: str, expected: str
) -> None:
    lists = f'<nav epub:type="landmarks"><ol><li><a epub:type="{landmark}" href="a.xhtml">x</a></li></ol></nav>'
    draft = Epub(
        {"a.xhtml": page(ONE, body_attributes=attributes)},
        lists=lists if landmark else "",
        guide=f'<guide><reference type="{guide}" title="x" href="a.xhtml"/></guide>' if guide else "",
    ).read(tmp_path)
    assert draft.chapters[0].role == expected


def test_every_role_is_one_that_front_matter_may_name() -> None:
    known = set(get_args(get_type_hints(FrontMatter)["role"]))
    assert known == {role([kind]) for kind in known}
    assert {role([kind]) for kind in ("titlepage", "imprint", "volume", "halftitlepage", "index")} <= known


# --- what the program makes itself ------------------------------------------------------------------------------------


def test_the_cover_its_page_and_its_alternative_text_are_found(tmp_path: Path) -> None:
    cover = '<section epub:type="cover"><img src="c.png" alt="A garden in the snow."/></section>'
    draft = Epub(
        {"cover.xhtml": cover, "a.xhtml": ONE},
        files={"OPS/c.png": PNG},
        items='<item id="c" href="c.png" media-type="image/png" properties="cover-image"/>',
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]
    assert (draft.cover, draft.cover_alt) == ("OPS/c.png", "A garden in the snow.")
    assert draft.images[draft.cover].read() == PNG
    assert cuts(draft) == {"A garden in the snow.": "cover page, which is made anew"}


@pytest.mark.parametrize(
    ("metadata", "guide"),
    [
        ('<meta name="cover" content="f0"/>', ""),
        ('<meta name="cover" content="c.png"/>', ""),
        ("", '<guide><reference type="cover" title="Cover" href="cover.xhtml"/></guide>'),
    ],
    ids=["by-id", "by-address", "by-the-guide"],
)
def test_the_cover_of_an_epub_2_is_found(tmp_path: Path, metadata: str, guide: str) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">'
        '<image width="1" height="1" xlink:href="c.png"/></svg>'
    )
    draft = Epub(
        {"cover.xhtml": f"<div>{drawing}</div>", "a.xhtml": ONE},
        metadata=f"<dc:title>Gardens</dc:title><dc:language>en</dc:language>{metadata}",
        files={"OPS/c.png": PNG},
        guide=guide,
        ncx=f"<navMap>{POINT}</navMap>",
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]
    assert draft.cover == "OPS/c.png"


def test_a_table_of_contents_in_the_spine_is_cut_and_told(tmp_path: Path) -> None:
    draft = Epub(
        {"a.xhtml": ONE}, toc=[("a.xhtml", "Spring")], spine='<itemref idref="nav"/><itemref idref="d0"/>'
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]
    assert set(cuts(draft).values()) == {"table of contents, which is made anew"}
    assert "Contents Spring" in " ".join(cuts(draft))


def test_a_navigation_document_with_words_of_its_own_keeps_them(tmp_path: Path) -> None:
    draft = Epub(
        {"a.xhtml": ONE},
        toc=[("a.xhtml", "Spring")],
        lists="<h2>About these gardens</h2><p>They are open.</p>",
        spine='<itemref idref="nav"/><itemref idref="d0"/>',
    ).read(tmp_path)
    assert texts(draft.chapters[0]) == ["About these gardens", "They are open."]


def test_a_title_page_is_cut_only_if_the_metadata_say_all_that_it_says(tmp_path: Path) -> None:
    metadata = "<dc:title>Gardens</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language>"
    bare = page("<h1>Gardens</h1><p>by A. Writer</p>", body_attributes='epub:type="titlepage"')
    draft = Epub({"t.xhtml": bare, "a.xhtml": ONE}, metadata=metadata).read(tmp_path)
    assert (titles(draft), set(cuts(draft).values())) == (["Spring"], {"title page, which is made anew"})
    more = page("<h1>Gardens</h1><p>Printed on paper made of straw.</p>", body_attributes='epub:type="titlepage"')
    draft = Epub({"t.xhtml": more, "a.xhtml": ONE}, metadata=metadata).read(tmp_path)
    assert (titles(draft), draft.chapters[0].role) == (["Gardens", "Spring"], "preamble")


# --- links, notes, page breaks ----------------------------------------------------------------------------------------


def test_links_lead_to_the_heading_that_holds_their_target(tmp_path: Path) -> None:
    first = (
        '<h1 id="x">Spring</h1><p><a href="b.xhtml">whole</a> <a href="b.xhtml#p">within</a> '
        '<a href="b%2Exhtml#s">section</a> <a href="#x">own</a> <a href="https://example.org/a">out</a></p>'
    )
    second = '<h1>Summer</h1><p id="p">Roses.</p><section id="s"><h2>June</h2><p>Rain.</p></section>'
    draft = Epub({"a.xhtml": first, "b.xhtml": second}).read(tmp_path)
    ids = [block.id for chapter in draft.chapters for block in chapter.blocks if isinstance(block, Heading)]
    assert links_of(draft.chapters[0].blocks) == [
        f"#{ids[1]}",
        f"#{ids[1]}",
        f"#{ids[2]}",
        f"#{ids[0]}",
        "https://example.org/a",
    ]
    assert all(ids)


def test_the_same_id_in_two_documents_becomes_two(tmp_path: Path) -> None:
    body = '<h1 id="top">{}</h1><p><a href="a.xhtml#top">a</a> <a href="b.xhtml#top">b</a></p>'
    draft = Epub({"a.xhtml": body.format("Spring"), "b.xhtml": body.format("Summer")}).read(tmp_path)
    ids = [chapter.blocks[0].id for chapter in draft.chapters if isinstance(chapter.blocks[0], Heading)]
    assert len(set(ids)) == 2
    assert links_of(draft.chapters[1].blocks) == [f"#{each}" for each in ids]


def test_a_heading_has_an_id_only_where_a_link_leads_to_it(tmp_path: Path) -> None:
    draft = Epub({"a.xhtml": '<h1 id="a1">Spring</h1><h2 id="a2">March</h2><p><a href="#a2">March</a></p>'}).read(
        tmp_path
    )
    ids = [block.id for block in draft.chapters[0].blocks if isinstance(block, Heading)]
    assert (ids[0], bool(ids[1])) == ("", True)


@pytest.mark.parametrize(
    "href", ["c.xhtml", "../../../etc/passwd", "javascript:alert(1)", "file:///etc/passwd", "a.png"]
)
def test_a_link_to_nowhere_keeps_its_words_and_is_told(tmp_path: Path, href: str) -> None:
    draft = Epub({"a.xhtml": f'<h1>Spring</h1><p>See <a href="{href}">there</a>.</p>'}).read(tmp_path)
    assert draft.chapters[0].blocks[1] == Paragraph((Text("See there."),))
    assert href in message(draft, "dead-link")


def test_notes_of_a_document_of_notes_go_to_the_chapters_that_refer_to_them(tmp_path: Path) -> None:
    reference = '<h1>{0}</h1><p>Text.<a epub:type="noteref" id="r{1}" href="n.xhtml#n{1}">{1}</a></p>'
    notes = (
        '<section epub:type="endnotes"><h1>Notes</h1><ol>'
        '<li epub:type="endnote" id="n1"><p>A rose. <a href="a.xhtml#r1">back</a></p></li>'
        '<li epub:type="endnote" id="n2"><p>A tulip. <a href="b.xhtml#r2">back</a></p></li>'
        "</ol></section>"
    )
    documents = {"a.xhtml": reference.format("Spring", 1), "b.xhtml": reference.format("Summer", 2), "n.xhtml": notes}
    draft = Epub(documents, toc=[("a.xhtml", "Spring"), ("b.xhtml", "Summer"), ("n.xhtml", "Notes")]).read(tmp_path)
    assert titles(draft) == ["Spring", "Summer"]
    assert [[note.blocks for note in chapter.notes] for chapter in draft.chapters] == [
        [(Paragraph((Text("A rose."),)),)],
        [(Paragraph((Text("A tulip."),)),)],
    ]
    last = draft.chapters[1].blocks[1]
    assert isinstance(last, Paragraph)
    assert isinstance(last.inlines[-1], NoteRef)
    assert last.inlines[-1].note == draft.chapters[1].notes[0].key
    assert "Notes" in cuts(draft)


def test_a_note_that_nothing_refers_to_stays_as_text(tmp_path: Path) -> None:
    item = '<li epub:type="endnote" id="n1"><p>A rose.</p></li>'
    notes = f'<section epub:type="endnotes"><h1>Notes</h1><ol>{item}</ol></section>'
    draft = Epub({"a.xhtml": ONE, "n.xhtml": notes}).read(tmp_path)
    assert texts(draft.chapters[1]) == ["Notes", "A rose."]


def test_page_breaks_are_found_by_their_type_and_by_the_page_list(tmp_path: Path) -> None:
    body = (
        '<h1>Spring</h1><p>One <span epub:type="pagebreak" id="p1" title="1"></span>two '
        '<a id="p2"></a>three.</p><div id="p3"/><p>Four.</p>'
    )
    targets = "".join(f'<li><a href="a.xhtml#p{number}">{number}</a></li>' for number in (1, 2, 3, 9))
    draft = Epub({"a.xhtml": body}, lists=f'<nav epub:type="page-list"><ol>{targets}</ol></nav>').read(tmp_path)
    assert pages_of(draft.chapters[0].blocks) == ["1", "2", "3"]
    assert message(draft, "pages").startswith("1 of 4 pages")


def test_the_page_list_of_an_ncx_counts(tmp_path: Path) -> None:
    label = "<navLabel><text>Page {0}</text></navLabel>"
    target = f'<pageTarget type="normal" value="{{0}}">{label}<content src="a.xhtml{{1}}"/></pageTarget>'
    pages = f"<pageList>{target.format(4, '')}{target.format(5, '#p5')}</pageList>"
    body = '<h1>Spring</h1><p>One <a id="p5"/>two.</p>'
    draft = Epub({"a.xhtml": body}, ncx=f"<navMap>{POINT}</navMap>{pages}").read(tmp_path)
    assert pages_of(draft.chapters[0].blocks) == ["4", "5"]


# --- pictures ---------------------------------------------------------------------------------------------------------


def figures(draft: Draft) -> list[Figure]:
    return [block for chapter in draft.chapters for block in chapter.blocks if isinstance(block, Figure)]


def test_pictures_keep_their_texts_and_are_read_when_they_are_wanted(tmp_path: Path) -> None:
    body = (
        '<h1>Spring</h1><figure><img src="My%20pictures/A%20rose.PNG" alt="A red rose."/>'
        "<figcaption>The first one.</figcaption></figure>"
    )
    book = Epub({"text/a.xhtml": body.replace("My", "../My")}, files={"OPS/My pictures/A rose.png": PNG})
    draft = book.read(tmp_path)
    (figure,) = figures(draft)
    assert (figure.alt, figure.caption) == ("A red rose.", (Text("The first one."),))
    assert draft.images[figure.image].name == "A rose.png"
    assert draft.images[figure.image].read() == PNG


def test_a_picture_that_is_not_there_leaves_its_figure_and_a_warning(tmp_path: Path) -> None:
    draft = Epub({"a.xhtml": '<h1>Spring</h1><p><img src="rose.png" alt="A red rose."/></p>'}).read(tmp_path)
    assert [(figure.image, figure.alt) for figure in figures(draft)] == [("", "A red rose.")]
    assert "rose.png" in message(draft, "missing-picture")


def test_a_long_description_in_another_document_goes_to_its_picture(tmp_path: Path) -> None:
    body = '<h1>Spring</h1><p><img src="rose.png" alt="A rose." longdesc="d.xhtml"/></p>'
    draft = Epub(
        {"a.xhtml": body, "d.xhtml": "<p>It has five petals.</p>"},
        files={"OPS/rose.png": PNG},
        spine='<itemref idref="d0"/><itemref idref="d1" linear="no"/>',
    ).read(tmp_path)
    assert figures(draft)[0].description == (Paragraph((Text("It has five petals."),)),)
    assert titles(draft) == ["Spring"]


def test_a_foreign_picture_gives_way_to_its_fallback(tmp_path: Path) -> None:
    items = (
        '<item id="odd" href="rose.xyz" media-type="image/x-odd" fallback="rose"/>'
        '<item id="rose" href="rose.png" media-type="image/png"/>'
    )
    draft = Epub(
        {"a.xhtml": '<h1>Spring</h1><p><img src="rose.xyz" alt="A rose."/></p>'},
        files={"OPS/rose.png": PNG, "OPS/rose.xyz": b"?"},
        items=items,
    ).read(tmp_path)
    assert figures(draft)[0].image == "OPS/rose.png"


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20mm" height="10mm">'
    "<title>A bed of roses</title><script>alert(1)</script><style>@import url(x.css); .a {{ fill: red }}</style>"
    '<image xlink:href="rose.png" width="5" height="5" onclick="go()"/><text>Seven rows</text>'
    '<a xlink:href="http://example.org/"><circle r="2"><animate attributeName="r" to="9" dur="1s"/></circle></a></svg>'
)


def test_a_drawing_in_the_spine_is_a_figure_and_is_made_whole_and_still(tmp_path: Path) -> None:
    from cjpublish.editions.views.svg import clean

    draft = Epub(
        {"a.xhtml": ONE},
        files={"OPS/d.svg": SVG, "OPS/rose.png": PNG},
        items='<item id="d" href="d.svg" media-type="image/svg+xml"/>',
        spine='<itemref idref="d0"/><itemref idref="d"/>',
    ).read(tmp_path)
    (figure,) = figures(draft)
    assert figure.alt == "A bed of roses"
    assert figure.description == (Paragraph((Text("Seven rows"),)),)
    content = draft.images[figure.image].read()
    cleaned = clean(content, "d.svg").decode()
    assert "data:image/png;base64," in cleaned
    assert "alert" not in cleaned
    assert "viewBox" in cleaned


def test_a_picture_in_the_spine_is_a_figure_under_its_name_in_the_contents(tmp_path: Path) -> None:
    draft = Epub(
        {"a.xhtml": ONE},
        toc=[("a.xhtml", "Spring"), ("rose.png", "A rose")],
        files={"OPS/rose.png": PNG},
        items='<item id="rose" href="rose.png" media-type="image/png"/>',
        spine='<itemref idref="d0"/><itemref idref="rose"/>',
    ).read(tmp_path)
    assert titles(draft) == ["Spring", "A rose"]
    assert [figure.alt for figure in figures(draft)] == [None]


# --- what can't be kept -----------------------------------------------------------------------------------------------


FIRST = '<itemref idref="d0"/>'
FIXED = '<meta property="rendition:layout">pre-paginated</meta>'
SCRIPTED = '<item id="x" href="a.xhtml" media-type="application/xhtml+xml" properties="scripted"/>'
SPOKEN = '<p xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:ph="x">T.</p>'


@pytest.mark.parametrize(
    ("book", "code"),
    [
        (Epub({"a.xhtml": ONE}, metadata=f"<dc:title>G</dc:title>{FIXED}"), "fixed-layout"),
        (Epub({"a.xhtml": ONE}, spine_attributes='page-progression-direction="rtl"'), "direction"),
        (Epub({"a.xhtml": ONE}, files={"OPS/s.css": "html { writing-mode: vertical-rl }"}), "direction"),
        (Epub({"a.xhtml": ONE}, files={"OPS/s.mp3": b"ID3"}), "media"),
        (Epub({"a.xhtml": ONE}, items=SCRIPTED), "scripts"),
        (Epub({"a.xhtml": f"{ONE}{SPOKEN}"}), "pronunciation"),
        (Epub({"a.xhtml": ONE, "b.xhtml": TWO}, spine=f'{FIRST}<itemref linear="no" idref="d1"/>'), "non-linear"),
        (Epub({"a.xhtml": ONE}, spine=f'{FIRST}<itemref idref="lost"/>'), "spine"),
        (Epub({"a.xhtml": ONE}, items='<item id="x" href="x.css" media-type="text/css"/>'), "missing-file"),
    ],
    ids=["fixed", "right-to-left", "vertical", "sound", "scripts", "ssml", "non-linear", "lost-document", "lost-file"],
)  # fmt: skip
def test_what_a_manuscript_cannot_hold_is_told(tmp_path: Path, book: Epub, code: str) -> None:
    draft = book.read(tmp_path)
    assert code in codes(draft)
    assert titles(draft)[0] == "Spring"


def test_a_book_without_words_or_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        Epub({"a.xhtml": "<p> </p>"}).read(tmp_path)


def test_the_words_that_pictures_of_the_spine_share_as_a_fallback_come_after_them(tmp_path: Path) -> None:
    items = "".join(f'<item id="p{at}" href="p{at}.png" media-type="image/png" fallback="d0"/>' for at in (1, 2))
    draft = Epub(
        {"words.xhtml": "<h1>What is said</h1><p>Good morning.</p>", "end.xhtml": TWO},
        toc=[("p1.png", "Pictures"), ("end.xhtml", "Summer")],
        files={"OPS/p1.png": PNG, "OPS/p2.png": PNG},
        items=items,
        spine='<itemref idref="p1"/><itemref idref="p2"/><itemref idref="d1"/>',
    ).read(tmp_path)
    assert titles(draft) == ["Pictures", "What is said", "Summer"]
    assert len(figures(draft)) == 2


def test_a_drawing_is_no_cover_but_stays(tmp_path: Path) -> None:
    draft = Epub(
        {"cover.xhtml": '<section epub:type="cover"><img src="d.svg" alt="Beds."/></section>', "a.xhtml": ONE},
        files={"OPS/d.svg": SVG},
        items='<item id="c" href="d.svg" media-type="image/svg+xml" properties="cover-image"/>',
    ).read(tmp_path)
    assert draft.cover == ""
    assert [figure.alt for figure in figures(draft)] == ["Beds."]
    assert "can't be a cover" in message(draft, "cover")


def test_a_text_in_a_drawing_is_said_in_its_description(tmp_path: Path) -> None:
    text = (
        '<text><tspan x="0" y="1">Ro</tspan><tspan x="2" y="1">ses</tspan><tspan x="0" y="2">and tulips</tspan></text>'
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/>{text}</svg>'
    draft = Epub({"a.xhtml": f"<h1>Spring</h1><div>{drawing}</div>"}).read(tmp_path)
    assert [text_of(figure.description) for figure in figures(draft)] == ["Roses and tulips"]


def test_an_alternative_text_that_many_formulas_share_is_forgotten(tmp_path: Path) -> None:
    formulas = "".join(
        f'<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="No text"><mi>{sign}</mi></math>' for sign in "xyz"
    )
    draft = Epub({"a.xhtml": f"<h1>Spring</h1><p>{formulas}</p>"}).read(tmp_path)
    assert "No text" not in text_of(draft.chapters)
    assert {"x", "y", "z"} <= set(text_of(draft.chapters).replace("xyz", "x y z").split())
