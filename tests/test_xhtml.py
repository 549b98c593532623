"""A chapter as XHTML: each kind of block, each mark, ids, links, languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from cjpublish.editions.views.xhtml import Surroundings, chapter_page
from cjpublish.errors import InputError, Source
from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Inline,
    Item,
    List,
    Mark,
    NoteRef,
    Quote,
    Row,
    Sentence,
    Table,
    Text,
    walk_sentences,
)
from cjpublish.phrases import phrase
from cjpublish.wording import wording
from publications import chapter, figure, heading, note, notes, p, rich, s

FILES = {"here": "here.xhtml", "there": "there.xhtml", "far": "there.xhtml", "n1": "here.xhtml", "n2": "here.xhtml"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
H = "{http://www.w3.org/1999/xhtml}"


def around(language: str = "en") -> Surroundings:
    return Surroundings(language, FILES, {"images/a.png": "../images/a.png"}, "../css/epub.css")


def write(*blocks: Block, role: str = "chapter", language: str = "en") -> str:
    return chapter_page(chapter("here", "Here", *blocks, role=role), "Here – Book", around(language), {}).decode()


def body(*blocks: Block, language: str = "en") -> str:
    """Return what is written after the chapter's heading, in one line."""
    text = write(*blocks, language=language)
    return text.partition("</h1>")[2].partition("</section>\n</body>")[0].replace("\n", "")


def parse(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def em(*parts: str) -> Mark:
    return Mark("em", tuple(map(Text, parts)))


INLINES: dict[str, tuple[tuple[Inline | str, ...], str]] = {
    "escapes": (('a & b < c > d "e"',), 'a &amp; b &lt; c &gt; d "e"'),
    "marks": (
        (em("a"), Mark("strong", (Text("b"),)), Mark("code", (Text("<c>"),))),
        "<em>a</em><strong>b</strong><code>&lt;c&gt;</code>",
    ),
    "nested marks": ((Mark("sup", (em("a"), Text("b"))),), "<sup><em>a</em>b</sup>"),
    "a hard break": (("a\nb",), "a<br/>b"),
    "a web address": (
        (Mark("a", (Text("x"),), 'https://e.org/?a=1&b="2"'),),
        '<a href="https://e.org/?a=1&amp;b=&quot;2&quot;">x</a>',
    ),
    "a link within the chapter": ((Mark("a", (Text("x"),), "#here"),), '<a href="#here">x</a>'),
    "a link to a chapter": ((Mark("a", (Text("x"),), "#there"),), '<a href="there.xhtml#there">x</a>'),
    "a link to a heading elsewhere": ((Mark("a", (Text("x"),), "#far"),), '<a href="there.xhtml#far">x</a>'),
    "another language": ((Mark("span", (Text("oui"),), lang="fr"),), '<span xml:lang="fr" lang="fr">oui</span>'),
    "another direction": ((Mark("em", (Text("נ"),), lang="he"),), '<em xml:lang="he" lang="he" dir="rtl">נ</em>'),
    "back in the text's language": (
        (Mark("span", (Mark("em", (Text("b"),), lang="en"),), lang="fr"),),
        '<span xml:lang="fr" lang="fr"><em xml:lang="en" lang="en">b</em></span>',
    ),
    "the same language": ((Mark("span", (Text("yes"),), lang="en"),), "<span>yes</span>"),
    "a reference to a note": (
        ("a", NoteRef("n1", "r1", 1)),
        'a<a href="#n1" id="r1" class="noteref" epub:type="noteref" role="doc-noteref">1</a>',
    ),
}


@pytest.mark.parametrize(("inlines", "expected"), INLINES.values(), ids=INLINES.keys())
def test_inlines_are_written(inlines: tuple[Inline | str, ...], expected: str) -> None:
    assert body(p(s("1", *inlines))) == f'<p id="s1">{expected}</p>'


def items(*blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    return tuple(Item(each) for each in blocks)


one, two = p(s("1", "One.")), p(s("2", "Two."), s("3", "Three."))
BLOCKS: dict[str, tuple[Block, str]] = {
    "one sentence gives its paragraph its id": (one, '<p id="s1">One.</p>'),
    "several sentences have spans": (two, '<p><span id="s2">Two.</span> <span id="s3">Three.</span></p>'),
    "a style is a class": (p(s("1", "One."), style="title-authors"), '<p id="s1" class="title-authors">One.</p>'),
    "a quotation": (Quote((one,)), '<blockquote><p id="s1">One.</p></blockquote>'),
    "a list": (
        List("bullet", items((one,), (two,))),
        '<ul><li id="s1">One.</li><li><span id="s2">Two.</span> <span id="s3">Three.</span></li></ul>',
    ),
    "a list from four": (List("ordered", items((one,)), 4), '<ol start="4"><li id="s1">One.</li></ol>'),
    "a list from one": (List("ordered", items((one,))), '<ol><li id="s1">One.</li></ol>'),
    "a nested list": (
        List("bullet", items((one, List("ordered", items((p(s("4", "Four.")),)))))),
        '<ul><li><span id="s1">One.</span><ol><li id="s4">Four.</li></ol></li></ul>',
    ),
    "an item of two paragraphs": (
        List("bullet", items((one, p(s("4", "Four."))))),
        '<ul><li><p id="s1">One.</p><p id="s4">Four.</p></li></ul>',
    ),
    "definitions": (
        List("definition", (Item((one,), (s("5", "Term"),)), Item((p(s("4", "Four.")),)))),
        '<dl><dt id="s5">Term</dt><dd id="s1">One.</dd><dd id="s4">Four.</dd></dl>',
    ),
    "code": (Code("a <\n  b"), "<pre><code>a &lt;  b</code></pre>"),
    "a break": (Break(), "<hr/>"),
    "a decorative picture": (
        Figure("f", "images/a.png"),
        '<div id="f" class="decoration"><img src="../images/a.png" alt="" role="presentation"/></div>',
    ),
}


@pytest.mark.parametrize(("block", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks_are_written(block: Block, expected: str) -> None:
    assert body(block) == expected


def test_sentences_of_scripts_without_spaces_are_not_parted() -> None:
    text = body(p(s("1", "你好。"), s("2", "「再見。」"), s("3", "Bye.")), language="zh")
    assert text == '<p><span id="s1">你好。</span><span id="s2">「再見。」</span><span id="s3">Bye.</span></p>'


def test_every_sentence_has_its_id_in_the_document_once(tmp_path: Path) -> None:
    book = rich(tmp_path)
    files = {each.id: f"{each.id}.xhtml" for each in book.reading_order}
    surroundings = Surroundings("en", files, {r.path: r.path for r in book.resources}, "x.css")
    for each in book.reading_order:
        ids = parse(chapter_page(each, "x", surroundings, {}).decode()).xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {sentence.id for sentence in walk_sentences(each.blocks)} <= set(ids)


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_the_language_is_on_the_html_element_in_both_ways(language: str) -> None:
    root = parse(write(one, language=language))
    assert (root.get("lang"), root.get(XML_LANG), root.get("dir")) == (language, language, None)


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", None), ("en", None)]
)
def test_the_direction_follows_the_script(language: str, expected: str | None) -> None:
    assert parse(write(one, language=language)).get("dir") == expected


def test_phrases_of_the_program_are_marked_where_they_are_in_another_language() -> None:
    words = wording("km")
    label = Sentence("sl", phrase(words.figure_label, words, "km", number=1))
    shown = body(Figure("f", "images/a.png", label, s("a", "រូប។")), language="km")
    assert '<p id="sl" class="figure-label"><span xml:lang="en" lang="en">Figure </span>1' in shown


@pytest.mark.parametrize(
    ("role", "doc_role", "division"),
    [
        ("chapter", "doc-chapter", "bodymatter"),
        ("notice", "doc-notice", "frontmatter"),
        ("foreword", "doc-foreword", "frontmatter"),
        ("appendix", "doc-appendix", "backmatter"),
        ("colophon", "doc-colophon", "backmatter"),
        ("titlepage", None, "frontmatter"),
    ],
)
def test_a_role_is_an_epub_type_and_where_there_is_one_a_doc_role(
    role: str, doc_role: str | None, division: str
) -> None:
    root = parse(write(one, role=role))
    (section,) = root.findall(f".//{H}section")
    assert (section.get(EPUB_TYPE), section.get("role")) == (role, doc_role)
    assert root.find(f"{H}body").get(EPUB_TYPE) == division
    assert root.xpath("//*[@id=$id]", id=section.get("aria-labelledby"))[0].text == "Here"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((2, 3, 2), (2, 3, 2)), ((3, 3, 2), (2, 2, 2)), ((4, 6, 5, 2), (2, 3, 3, 2)), ((2, 1, 3), (2, 1, 2))],
)
def test_no_heading_level_is_skipped(levels: tuple[int, ...], expected: tuple[int, ...]) -> None:
    root = parse(write(*(heading(f"x{i}", level, "Title") for i, level in enumerate(levels))))
    found = [int(element.tag[-1]) for element in root.iter() if str(element.tag)[-2:] in {f"h{i}" for i in range(1, 7)}]
    assert tuple(found) == (1, *expected)


def test_a_heading_within_a_quotation_is_none_of_the_chapters() -> None:
    text = body(Quote((heading("far", 2, "Title"),)))
    assert text == '<blockquote><p id="far" class="heading"><span id="sh-far">Title</span></p></blockquote>'


# --- figures (standards A.21)


def shown(**changes: object) -> Figure:
    given: dict[str, object] = {"caption": (s("c", "A bed."),), **changes}
    return figure("f", "images/a.png", 3, s("a", 'Plan with "two" beds & a path.'), **given)


def test_a_figure_has_alternative_text_caption_and_credit() -> None:
    assert body(shown(credit=(s("k", "Credit: Somebody."),))) == (
        '<figure id="f"><p id="sf-l" class="figure-label">Figure 3.</p>'
        '<img id="sa" src="../images/a.png" alt="Plan with &quot;two&quot; beds &amp; a path."/>'
        '<figcaption><span id="sc">A bed.</span> <span id="sk" class="credit">Credit: Somebody.</span></figcaption>'
        "</figure>"
    )


def test_a_long_description_stands_behind_the_figure_and_the_picture_refers_to_it() -> None:
    inner = heading("far", 2, "Left")
    root = parse(write(shown(description=(inner, p(s("d", "A long text."))))))
    image = root.find(f".//{H}img")
    described = root.xpath("//*[@id=$id]", id=image.get("aria-details"))[0]
    assert described.getprevious().tag == f"{H}figure"
    assert described.xpath("string(//*[@id=$id])", id=described.get("aria-labelledby")) == "Description of figure 3."
    assert "A long text." in "".join(described.itertext())
    assert not root.xpath("//*[local-name()='figure' or @class='description']//*[local-name()='h2']")


def test_a_figure_without_a_long_description_refers_to_none() -> None:
    assert "aria-details" not in body(shown())


# --- tables (standards A.22)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = ("Bed", "Plant"), caption: bool = True) -> Table:
    def row(place: int, texts: tuple[str, ...]) -> Row:
        return Row(tuple((s(f"{place}-{i}", text),) if text else () for i, text in enumerate(texts)))

    body = tuple(row(place, texts) for place, texts in enumerate(rows, 1))
    return Table("t", row(0, header), body, ("", "right", "")[: len(header)], (s("cap", "Beds"),) if caption else ())


def test_a_table_has_a_caption_and_headers_with_their_scope() -> None:
    root = parse(write(table(("North", "peas"), ("South", "beans"))))
    found = root.find(f".//{H}table")
    assert found[0].tag == f"{H}caption"
    assert [(th.text, th.get("scope")) for th in found.iter(f"{H}th")] == [
        ("Bed", "col"),
        ("Plant", "col"),
        ("North", "row"),
        ("South", "row"),
    ]
    assert [(td.text, td.get("class"), td.get("data-label")) for td in found.iter(f"{H}td")] == [
        ("peas", "right", "Plant"),
        ("beans", "right", "Plant"),
    ]


@pytest.mark.parametrize(
    "rows",
    [(("North", "peas"), ("North", "beans")), (("North", "peas"), ("", "beans"))],
    ids=["a name twice", "a name missing"],
)
def test_a_first_column_that_does_not_name_its_rows_is_no_header(rows: tuple[tuple[str, ...], ...]) -> None:
    assert 'scope="row"' not in body(table(*rows))


def test_an_empty_header_is_no_header() -> None:
    text = body(table(("North", "peas"), header=("", "Plant")))
    assert "<tr><td></td><th" in text
    assert 'data-label=""' not in text


@pytest.mark.parametrize(("columns", "expected"), [(3, None), (4, "wide"), (7, "wider")])
def test_a_table_says_how_wide_it_is(columns: int, expected: str | None) -> None:
    texts = tuple("abcdefg"[:columns])
    made = table(texts, header=texts)
    wide = Table(made.id, made.header, made.rows, ("",) * columns, made.caption)
    assert parse(write(wide)).find(f".//{H}table").get("class") == expected


# --- notes (standards A.20)


def test_notes_stand_last_and_link_back_to_each_reference() -> None:
    text = p(s("1", "One.", NoteRef("n1", "r1", 1)), s("2", "Two.", NoteRef("n1", "r2", 1), NoteRef("n2", "r3", 2)))
    first, second = note("n1", 1, ("r1", "r2"), one), note("n2", 2, ("r3",), two, Quote((p(s("9", "Nine.")),)))
    root = parse(write(text, heading("deep", 2, "Deep"), heading("deeper", 3, "Deeper"), notes("ns", first, second)))
    section = root.xpath("//*[@role='doc-endnotes']")[0]
    assert section.get(EPUB_TYPE) == "endnotes"
    assert section.getnext() is None
    assert section[0].tag == f"{H}h2"
    assert section.get("aria-labelledby") == section[0].get("id")
    asides = section.findall(f"{H}aside")
    assert [(a.get("id"), a.get("role"), a.get(EPUB_TYPE)) for a in asides] == [
        ("n1", "doc-footnote", "footnote"),
        ("n2", "doc-footnote", "footnote"),
    ]
    links = root.xpath("//*[@role='doc-backlink']")
    assert [(a.get("href"), a.get("aria-label")) for a in links] == [
        ("#r1", "Back to reference 1a"),
        ("#r2", "Back to reference 1b"),
        ("#r3", "Back to reference 2"),
    ]
    assert {link.get("href")[1:] for link in links} <= set(root.xpath("//@id"))


def test_a_chapter_without_notes_has_no_section_for_them() -> None:
    assert "endnotes" not in write(one)


def test_a_character_that_xml_lacks_is_refused_with_its_chapter() -> None:
    broken = Chapter(
        "here",
        "Here",
        "chapter",
        (heading("here", 1, "Here"), p(s("1", "a\x0bb"))),
        source=Source("manuscript/a.md", 3),
    )
    with pytest.raises(InputError, match=r"manuscript/a.md:3: .*U\+000B"):
        chapter_page(broken, "x", around(), {})
