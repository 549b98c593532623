"""Notes are found by their links, whoever made the markup, and stand where a manuscript can hold them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cjpublish.importers.markup import called, convert, convert_note, take_notes
from markups import body, hooks, shown

HEADING = "heading of notes, which are set elsewhere"
CONVENTIONS = {
    "pandoc": (
        '<p>Word<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> more.</p>'
        '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr><ol><li id="fn1">'
        '<p>First.</p><p>Second <em>x</em>.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>'
        "</ol></section>",
        ["Word[^1] more."],
        [["First.", "Second *x*."]],
    ),
    "markdown-it, called twice": (
        '<p>Word<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> more.<sup class="footnote-ref">'
        '<a href="#fn1" id="fnref1:1">[1:1]</a></sup></p><hr class="footnotes-sep"><section class="footnotes">'
        '<ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>First. <a href="#fnref1" '
        'class="footnote-backref">↩︎</a> <a href="#fnref1:1" class="footnote-backref">↩︎</a></p></li></ol></section>',
        ["Word[^1] more.[^1]"],
        [["First."]],
    ),
    "MediaWiki": (
        '<p>Word.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1"><span>[</span>1<span>]</span></a>'
        '</sup><sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[2]</a></sup> Two<sup id="cite_ref-a_1-1" '
        'class="reference"><a href="#cite_note-a-1">[1]</a></sup></p><div class="mw-heading"><h2>References</h2></div>'
        '<div class="reflist"><ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ '
        '<a href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> <a href="#cite_ref-a_1-1"><sup>b</sup></a></span> '
        '<span class="reference-text">A. Person, <i>Book</i>.</span></li><li id="cite_note-2"><span '
        'class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span class="reference-text">B.</span>'
        "</li></ol></div><h2>Links</h2><p>x</p>",
        ["Word.[^1][^2] Two[^1]", "## Links", "x"],
        [["A. Person, *Book*."], ["B."]],
    ),
    "mammoth": (
        '<p>Word<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> more.</p><ol><li id="footnote-1">'
        '<p> A note. <a href="#footnote-ref-1">↑</a></p></li></ol>',
        ["Word[^1] more."],
        [["A note."]],
    ),
    "a word processor": (
        '<p>Word<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> more.</p><div><br clear=all><hr><div id="ftn1">'
        '<p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> A note.</p></div></div>',
        ["Word[^1] more."],
        [["A note."]],
    ),
    "Project Gutenberg": (
        '<p>Word.<a name="FNanchor_1"></a><a href="#Footnote_1" class="fnanchor">[1]</a> more.</p><h2>FOOTNOTES:</h2>'
        '<div class="footnote"><p><a name="Footnote_1"></a><a href="#FNanchor_1"><span class="label">[1]</span></a> '
        "A note.</p></div>",
        ["Word.[^1] more."],
        [["A note."]],
    ),
    "plain paragraphs that lead back": (
        '<p>Word<a id="r1"></a><a href="#n1"><sup>1</sup></a> more.</p><p>Other<a id="r2" href="#n2">2</a></p>'
        '<h2>Notes</h2><p id="n1"><a href="#r1">1</a>. One.</p><p><a id="n2" href="#r2">2</a> Two.</p>',
        ["Word[^1] more.", "Other[^2]"],
        [["One."], ["Two."]],
    ),
    "docutils, in a list of terms": (
        '<p>Word <a class="footnote-reference" href="#id2" id="id1">1</a> x.</p><dl class="footnote"><dt class="label" '
        'id="id2"><span><a class="fn-backref" href="#id1">1</a></span></dt><dd><p>A note.</p></dd></dl>',
        ["Word [^1] x."],
        [["A note."]],
    ),
    "docutils": (
        '<p>Word <a class="footnote-reference" href="#id2" id="id1" role="doc-noteref"><span>[</span>1<span>]</span>'
        '</a> x.</p><aside class="footnote" id="id2" role="doc-footnote"><span class="label"><span>[</span>'
        '<a role="doc-backlink" href="#id1">1</a><span>]</span></span><p>A note.</p></aside>',
        ["Word [^1] x."],
        [["A note."]],
    ),
    "no link back": (
        '<p>Word <a href="#n1">*</a> x.</p><p>y</p><aside epub:type="footnote" id="n1"><p>* A note.</p></aside>',
        ["Word [^1] x.", "y"],
        [["A note."]],
    ),
    "a note that goes on": (
        '<p>Word<a epub:type="noteref" href="#n1">1</a><a epub:type="noteref" href="#n2">2</a></p><section '
        'epub:type="endnotes"><h2>Notes</h2><p id="n1">1. One.</p><p>More.</p><p id="n2">2. Two.</p></section>',
        ["Word[^1][^2]"],
        [["One.", "More."], ["Two."]],
    ),
    "a year that begins a note": (
        '<p>Word<a epub:type="noteref" href="#n1">1</a></p><ol class="footnotes"><li id="n1">1 January.</li></ol>',
        ["Word[^1]"],
        [["1 January."]],
    ),
    "a hidden note": (
        '<p>Word<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1" hidden>A note.</aside>',
        ["Word[^1]"],
        [["A note."]],
    ),
    "a note within a note": (
        '<p>Word<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1">One<a '
        'epub:type="noteref" href="#n2">2</a></aside><aside epub:type="footnote" id="n2">Two</aside>',
        ["Word[^1]"],
        [["One[^2]"], ["Two"]],
    ),
}


def read(markup: str) -> tuple[list[str], list[list[str]], Any]:
    tree = body(markup)
    found = take_notes({"": tree})
    known = hooks(note=found.references.get)
    notes = [shown(convert_note(each, known, "en").blocks) for each in found.targets.values()]
    return shown(convert(tree, known, "en").blocks), notes, found


@pytest.mark.parametrize(("markup", "text", "notes"), CONVENTIONS.values(), ids=CONVENTIONS)
def test_notes_are_found_whoever_made_the_markup(markup: str, text: list[str], notes: list[list[str]]) -> None:
    assert read(markup)[:2] == (text, notes)


@pytest.mark.parametrize(
    "markup",
    [
        '<ul><li><a href="#c1" id="t1">1</a></li></ul><p id="c1"><a href="#t1">1</a> The beginning</p>',
        '<p>See table <a href="#t">2</a>.</p><p id="t">The table</p>',
        '<p id="a">See <a href="#b">1</a></p><h2 id="b">Part <a href="#a">1</a></h2>',
        '<p>Word <a href="#n" id="r">1</a></p><p id="n"><a href="#r">1</a></p>',
        '<p>Word <a href="#gone" role="doc-noteref">1</a></p>',
    ],
    ids=["a list of contents", "a link", "a heading", "a note without text", "a note that is not there"],
)
def test_ordinary_links_are_no_notes(markup: str) -> None:
    text, notes, found = read(markup)
    assert notes == []
    assert found.references == {}
    assert any("](#" in line for line in text)


def test_a_note_that_nothing_refers_to_stays_where_it_is() -> None:
    text, notes, _ = read('<p>Word</p><aside epub:type="footnote" id="n"><p>A note.</p></aside>')
    assert (text, notes) == (["Word", "A note."], [])


def test_a_heading_that_nothing_is_left_beneath_is_cut() -> None:
    *_, found = read(CONVENTIONS["MediaWiki"][0])
    assert [(cut.reason, cut.text) for cut in found.cuts] == [(HEADING, "References")]


def test_text_behind_a_note_stays() -> None:
    text, notes, _ = read('<p>Word<a epub:type="noteref" href="#n">1</a></p><div><p id="n">A note.</p>tail</div>')
    assert (text, notes) == (["Word[^1]", "tail"], [["A note."]])


def test_notes_of_a_book_may_stand_in_a_file_of_their_own() -> None:
    files = {
        "one": body('<p>Word<a id="r1" href="notes#n1">1</a></p>'),
        "two": body('<p>Other<a id="r2" href="notes#n2">2</a> again<a href="notes#n1">1</a></p>'),
        "notes": body(
            '<h1>Notes</h1><p id="n1"><a href="one#r1">1</a> One.</p><p id="n2"><a href="two#r2">2</a> Two.</p>'
        ),
    }

    def lead(document: str, href: str) -> tuple[str, str] | None:
        file, _, name = href.partition("#")
        return (file or document, name) if name else None

    found = take_notes(files, lead)
    known = hooks(note=found.references.get)
    chapters = {name: convert(tree, known, "en").blocks for name, tree in files.items()}
    assert [shown(blocks) for blocks in chapters.values()] == [["Word[^1]"], ["Other[^2] again[1](notes#n1)"], []]
    assert [called(blocks) for blocks in chapters.values()] == [("1",), ("2",), ()]
    assert found.homes == {"1": "notes", "2": "notes"}
    assert [shown(convert_note(each, known).blocks) for each in found.targets.values()] == [["One."], ["Two."]]


PLACES = {
    "raised": ("<p>a<sup>[<i/>]</sup> b</p>", ["a[^n] b"]),
    "two, raised": ("<p>a<sup><i/>, <i/></sup> b</p>", ["a[^n][^n] b"]),
    "in brackets": ("<p>a [<i/>] b</p>", ["a [^n] b"]),
    "in a link": ("<p><a href='u'>a<i/> b</a> c</p>", ["[a b](u)[^n] c"]),
    "in code": ("<p><code>a<i/></code></p>", ["`a`[^n]"]),
    "in a heading": ("<h2>a<i/></h2>", ["## a[^n]"]),
    "alone behind a paragraph": ("<p>a</p><p><i/></p>", ["a[^n]"]),
    "alone before a paragraph": ("<p><i/></p><p>a</p>", ["a[^n]"]),
    "alone in a cell": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><i/></td></tr></table>",
        ["| A | B |", "| 1[^n] |  |"],
    ),
    "in a merged cell": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td colspan='2'>1</td></tr>"
        "<tr><td rowspan='2'>2<i/></td><td>3</td></tr><tr><td>4</td></tr></table>",
        ["| A | B |", "| 1 |  |", "| 2[^n] | 3 |", "| 2 | 4 |"],
    ),
    "in a caption": (
        "<p>a</p><figure><img src='p' alt='b'/><figcaption>c<i/></figcaption></figure>",
        ["a[^n]", "![b](p) / c"],
    ),
    "in a caption with no text before": (
        "<figure><img src='p' alt='b'/><figcaption>c<i/></figcaption></figure><p>d</p>",
        ["![b](p) / c", "d[^n]"],
    ),
    "in a table's caption": (
        "<table><caption>c<i/></caption><tr><th>A</th></tr><tr><td>1</td></tr></table>",
        ["Table: c[^n]", "| A |", "| 1 |"],
    ),
    "in code lines": ("<p>a</p><pre>b<i/></pre>", ["a[^n]", "```⏎b"]),
    "in a term": ("<dl><dt>a<i/></dt><dd>b</dd></dl>", ["a[^n] : b"]),
}


@pytest.mark.parametrize(("markup", "wanted"), PLACES.values(), ids=PLACES)
def test_a_reference_stands_where_a_manuscript_can_hold_it(markup: str, wanted: list[str]) -> None:
    tree = etree.fromstring(f"<body>{markup}</body>")
    known = hooks(note=lambda element: "n" if element.tag == "i" else None)
    assert shown(convert(tree, known, "en").blocks) == wanted


@st.composite
def linked(draw: st.DrawFn) -> Any:
    """Build a tree full of ids and of links that look like references to notes."""
    count = 0

    def text() -> str:
        nonlocal count
        shape: str = draw(st.sampled_from(("", "w", " w ", "[", "]", ". w", "1. w", "(w)")))
        count += 1
        return shape.replace("w", f"word{count}x")

    def fill(element: Any, deep: int) -> None:
        element.text = text()
        for _ in range(draw(st.integers(0, 3)) if deep < 4 else 0):
            child = etree.SubElement(
                element, draw(st.sampled_from(("p", "div", "ol", "li", "aside", "sup", "dl", "dt", "h2")))
            )
            child.set("id", draw(st.sampled_from("abcdef")))
            child.set("class", draw(st.sampled_from(("", "", "footnotes", "footnote"))))
            fill(child, deep + 1)
            child.tail = text()
        for _ in range(draw(st.integers(0, 2))):
            anchor = etree.SubElement(element, "a", href=f"#{draw(st.sampled_from('abcdefghi'))}")
            anchor.set("id", draw(st.sampled_from("defghi")))
            anchor.set("role", draw(st.sampled_from(("", "", "doc-noteref", "doc-backlink"))))
            anchor.text, anchor.tail = draw(st.sampled_from(("1", "[2]", "*", "↩"))), text()

    root = etree.Element("body")
    fill(root, 0)
    return root


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(linked())
def test_no_word_is_lost_when_notes_are_taken_out(root: Any) -> None:
    words = sorted(re.findall(r"word\d+x", "".join(root.itertext())))
    found = take_notes({"": root})
    known = hooks(note=found.references.get)
    parts = [convert(root, known, "en"), *(convert_note(each, known, "en") for each in found.targets.values())]
    lines = [line for part in parts for line in shown(part.blocks)]
    cuts = [cut.text for cut in (*found.cuts, *(cut for part in parts for cut in part.cuts))]
    assert sorted(re.findall(r"word\d+x", " ".join((*lines, *cuts)))) == words
    assert set(found.references.values()) == set(found.targets)
