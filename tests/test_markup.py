"""Markup becomes blocks: what each element turns into, and that no word is lost on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cjpublish.draft import Block, Heading, Paragraph
from cjpublish.errors import Finding, Severity, Source
from cjpublish.importers.markup import Hooks, convert, levels, relinked, summed
from cjpublish.model import Mark, NoteRef, PageBreak, Text
from markups import converted, hooks, inline, shown

TEXT = {
    "a paragraph": ("<p>One\n  two.</p>", ["One two."]),
    "bare text beside blocks": ("bare<div>in <p>one</p> out</div>end", ["bare", "in", "one", "out", "end"]),
    "text in a section": ("<section>bare <b>bold</b></section>", ["bare **bold**"]),
    "a break that is meant": ("<p>line<br>\n next<br></p>", ["line⏎next"]),
    "two breaks end a paragraph": ("<p>one<br> <br>two</p>", ["one", "two"]),
    "two breaks within a mark": ("<p><i>one<br><br>two</i></p>", ["*one*", "*two*"]),
    "an address": ("<address>A. Person<br>Road 1</address>", ["A. Person⏎Road 1"]),
    "space at a mark's edge": ("<p>a<b> b </b>c <i>d </i></p>", ["a **b** c *d*"]),
    "marks side by side": ("<p><b>a</b><strong>b</strong> <em>c</em> <i>d</i></p>", ["**ab** *c d*"]),
    "a mark in its like": ("<p><em>a <i>b</i></em></p>", ["*a b*"]),
    "marks without text": ("<p>a<b></b><i> </i>b<a href='#x'><span></span></a></p>", ["a b"]),
    "a mark around blocks": ("<em><p>a</p><p>b</p></em>c", ["*a*", "*b*", "c"]),
    "struck out and raised": ("<p><del>a</del><ins>b</ins> x<sup>2</sup> H<sub>2</sub>O</p>", ["~~a~~b x^2^ H~2~O"]),
    "code holds no marks": ("<p><code>a <b>b</b> <a href='u'>c</a></code> <kbd>k</kbd></p>", ["`a b` [`c`](u) `k`"]),
    "words that are used otherwise": (
        "<p><cite>a</cite>, <dfn>b</dfn>, <u>c</u>, <small>d</small></p>",
        ["*a*, *b*, c, d"],
    ),
    "style is meaning": (
        "<p><span style='font-style: italic'>a</span> <b style='font-weight:normal'>b</b></p>",
        ["*a* b"],
    ),
    "a link": ("<p>to <a href=' u '>there</a></p>", ["to [there](u)"]),
    "quotation marks": ("<p><q>a <q>b</q></q> <q lang=fr>c</q></p>", ["“a ‘b’” [«\u00a0c\u00a0»]{fr}"]),
    "a quotation of blocks": ("<div><q>a<p>b</p> </q>c</div>", ["“a", "b”", "c"]),
    "ruby": ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", ["漢(kan)"]),
    "soft hyphens and words that may break": ("<p>long\u00adword long<wbr>er</p>", ["longword longer"]),
    "no-break space": ("<p>10\u00a0km</p><p>\u00a0</p>", ["10\u00a0km"]),
    "zero-width space parts words": ("<p>ក\u200bខ</p>", ["ក\u200bខ"]),
    "elements that nobody knows": ("<p>a<x-y>b</x-y></p>", ["ab"]),
    "comments": ("<p>a<!-- no -->b<?no?>c</p>", ["abc"]),
    "a rule": ("<p>a</p><hr><hr><p>b</p>", ["a", "---", "b"]),
    "details": ("<details><summary>More</summary>text</details>", ["More", "text"]),
}
LANGUAGES = {
    "a word": ("<p>the <i lang=fr>mot</i></p>", ["the [*mot*]{fr}"]),
    "a block": ("<div lang=fr><p>un</p><p>deux</p></div>", ["[un]{fr}", "[deux]{fr}"]),
    "back again": ("<p lang=fr>un <span lang=en>one</span></p>", ["[un [one]{en}]{fr}"]),
    "the publication's own": ("<p lang=en-GB>one</p>", ["one"]),
    "no language": ("<p lang='x y'>one</p>", ["one"]),
    "of XML": ("<p xml:lang=km>one</p>", ["[one]{km}"]),
}
HEADINGS = {
    "levels": ("<h1>A</h1><h3>B</h3>", ["# A", "### B"]),
    "a role": ("<div role=heading aria-level=2>A</div><p role=heading>B</p>", ["## A", "## B"]),
    "blocks and breaks in it": ("<h2><i style=display:block>A</i>B<br>C</h2>", ["## *A* B C"]),
    "a picture in it": ("<h2>A <img src=a alt=Plan></h2><p>b</p>", ["## A", "![Plan](a)", "b"]),
    "none without text": ("<h2> <b></b></h2><p>b</p>", ["b"]),
    "a button in it": ("<h2><button>A</button></h2>", ["## A"]),
    "in a quotation": ("<blockquote><h2>A</h2>b</blockquote>", ["> **A**", "> b"]),
    "in a list": ("<ul><li><h3>A</h3>b</ul>", ["- **A**", "   b"]),
}
LISTS = {
    "bare and paragraphs": ("<ul><li>a<li><p>b</p><p>c</p></ul>", ["- a", "- b", "   c"]),
    "a number to start with": ("<ol start=3><li>a<li>b</ol>", ["3. a", "4. b"]),
    "nested": ("<ul><li>a<ul><li>b</ul></li></ul>", ["- a", "   - b"]),
    "nested without its item": ("<ul><li>a</li><ul><li>b</li></ul></ul>", ["- a", "   - b"]),
    "text without an item": ("<ul>a<li>b</ul>", ["- a", "- b"]),
    "items that are empty": ("<ul><li><li> </ul><p>b</p>", ["b"]),
    "roles": ("<div role=list><div role=listitem>a</div></div>", ["- a"]),
    "no list by its role": ("<ul role=presentation><li>a</ul>", ["a"]),
    "items alone": ("<li>a</li>", ["a"]),
    "definitions": ("<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", ["a : b", ": c"]),
    "terms together": ("<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>", ["a, b : c"]),
    "a term without definition": ("<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>", ["a : b", "**c**"]),
    "groups": ("<dl><div>x<dt>a</dt><dd>b</dd></div></dl>", ["x", "a : b"]),
    "a definition without term": ("<dl><dd>b</dd></dl>", ["b"]),
}
TABLES = {
    "headers": ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", ["| A | B |", "| 1 | 2 |"]),
    "a header that is guessed": ("<table><tr><td>A<td>B<tr><td>1<td>2</table>", ["| A | B |", "| 1 | 2 |"]),
    "headers of rows": ("<table><tr><th>A<td>1<tr><th>B<td>2</table>", ["|  |  |", "| A | 1 |", "| B | 2 |"]),
    "a corner": ("<table><tr><td><th>B<tr><th>a<td>1</table>", ["|  | B |", "| a | 1 |"]),
    "a header within": ("<table><tr><th>A<th>B<tr><td>1<th>b</table>", ["| A | B |", "| 1 | **b** |"]),
    "a caption": (
        "<table><caption>C <b>d</b></caption><tr><th>A<tr><td>1</table>",
        ["Table: C **d**", "| A |", "| 1 |"],
    ),
    "columns merged": (
        "<table><tr><th colspan=2>A<th rowspan=2>B<tr><th>x<th>y<tr><td colspan=3>all"
        "<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
        ["| A x | A y | B |", "| all |  |  |", "| 1 | 2 | 3 |", "| 1 | 4 | 5 |"],
    ),
    "a foot before the body": (
        "<table><thead><tr><th>A</thead><tfoot><tr><td>f</tfoot><tbody><tr><td>1</tbody></table>",
        ["| A |", "| 1 |", "| f |"],
    ),
    "rows of unequal length": ("<table><tr><th>A<tr><td>1<td>2</table>", ["| A |  |", "| 1 | 2 |"]),
    "blocks in cells": ("<table><tr><th>A<tr><td><p>1</p><ul><li>2<li>3</ul></table>", ["| A |", "| 1 2 3 |"]),
    "a picture in a cell": ("<table><tr><th>A<tr><td>1<img src=a alt=Plan></table>", ["| A |", "| 1 |", "![Plan](a)"]),
    "rows without text": (
        "<table><tr><th>A<th>B<tr><td colspan=2><img src=a alt=Plan><tr><td>1<td>2</table>",
        ["| A | B |", "| 1 | 2 |", "![Plan](a)"],
    ),
    "cells without text": (
        "<table><caption>C</caption><tr><td><td><tr><td><td><img src=a alt=Plan></table>",
        ["C", "![Plan](a)"],
    ),
    "alignment": (
        "<table><tr><th align=right>A<th>B<tr><td style='text-align:right'>1<td>2</table>",
        ["| A | B |", "| 1 | 2 |", "right -"],
    ),
    "one cell": ("<table><tr><td><p>a</p><p>b</p></table>", ["a", "b"]),
    "one column": ("<table><tr><td>a<tr><td>b</table>", ["a", "b"]),
    "a role": ("<table role=presentation><tr><td>a<td>b</table>", ["a", "b"]),
    "headings in cells": ("<table><tr><td><h2>A</h2>b<td>c</table>", ["## A", "b", "c"]),
    "a table in a cell": (
        "<table><tr><td><table><tr><th>A<tr><td>1</table><td>b</table>",
        ["| A |", "| 1 |", "b"],
    ),
    "a table in a table of facts": (
        "<table><tr><th>A<tr><td><table><tr><th>B<tr><td>1</table></table>",
        ["| A |", "| B 1 |"],
    ),
    "empty": ("<table><tr></table><p>b</p>", ["b"]),
}
PICTURES = {
    "alone": ("<p><img src=a alt='A plan'></p>", ["![A plan](a)"]),
    "in a text": ("<p>one <img src=a alt=Plan> two</p><p>three</p>", ["one two", "![Plan](a)", "three"]),
    "nobody wrote a text for it": ("<img src=a>", ["![?](a)"]),
    "a title for want of another text": (
        "<img src=a title=Plan><img src=b alt='' title=Plan>",
        ["![Plan](a)", "![](b)"],
    ),
    "an ornament": ("<img src=a alt=''><img src=b role=presentation alt=x>", ["![](a)", "![](b)"]),
    "a letter that is drawn": ("<p><img src=a alt=O>nce <img src=b alt=T></p>", ["Once", "![T](b)"]),
    "of one pixel": ("<p>a</p><img src=t width=1 height=1>", ["a"]),
    "a figure": ("<figure><img src=a alt=b><figcaption>C <i>d</i></figcaption></figure>", ["![b](a) / C *d*"]),
    "a caption before": ("<figure><figcaption>C</figcaption><img src=a alt=b></figure>", ["![b](a) / C"]),
    "a caption that is not read out": (
        "<figure><img src=a alt=Plan><figcaption aria-hidden=true>C</figcaption></figure>",
        ["![Plan](a) / C"],
    ),
    "a caption that is the alternative text": (
        "<figure><img src=a alt=Plan><figcaption aria-hidden=true>Plan</figcaption></figure>",
        ["![Plan](a)"],
    ),
    "a credit": (
        "<figure><img src=a alt=b><figcaption>C. <b class=photo-credit>Photo by A. Person</b></figcaption></figure>",
        ["![b](a) / C. / A. Person"],
    ),
    "classes": (
        "<div class=wp-caption><img src=a alt=b><p class=wp-caption-text>C</p><p class=credit>A. Person</p></div>",
        ["![b](a) / C / A. Person"],
    ),
    "a caption of nothing": ("<p class=caption>C</p>", ["C"]),
    "a figure that is text": ("<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>", ["> a", "b"]),
    "a figure that is a table": (
        "<figure><table><tr><th>A<tr><td>1</table><figcaption>b</figcaption></figure>",
        ["Table: b", "| A |", "| 1 |"],
    ),
    "a figure of two": (
        "<figure><img src=a alt=x><img src=b alt=y><figcaption>c</figcaption></figure>",
        ["![x](a)", "![y](b) / c"],
    ),
    "sources": ("<picture><source srcset=b><img src=a alt=x></picture>", ["![x](a)"]),
    "a drawing": (
        "<svg width=100 height=100><title>T</title><desc>D d</desc><path d=M0/></svg>",
        ["![T](drawing) /  /  / D d"],
    ),
    "a frame around a picture": ("<svg><image xlink:href=a /></svg>", ["![?](a)"]),
    "an icon": ("<p><a href=u><svg><path/></svg>go</a></p>", ["[go](u)"]),
    "an object": ("<object data=a.png type=image/png>A plan</object>", ["![A plan](a.png)"]),
    "what an object falls back on": ("<object data=a.swf><p>text</p></object>", ["text"]),
    "a long description": (
        "<img src=a alt=b aria-details=d><p>x</p><aside id=d><p>D</p></aside>",
        ["![b](a) /  /  / D", "x"],
    ),
    "a description that is hidden": ("<img src=a alt=b aria-describedby=d><p id=d hidden>D</p>", ["![b](a) /  /  / D"]),
    "a description that is seen": ("<img src=a alt=b aria-describedby=d><p id=d>D</p>", ["![b](a)", "D"]),
    "a description elsewhere": ("<img src=a alt=b longdesc=d.html>", ["![b](a) /  /  / from d.html"]),
    "a role without a file": ("<div role=img aria-label='A plan'></div>", ["![A plan]()"]),
}
OTHERS = {
    "code": ("<pre><code class=language-python>a\n  b\n</code></pre>", ["```python⏎a⏎  b"]),
    "code in lines": ("<pre class=brush:js><div>a</div><div> b</div></pre>", ["```js⏎a⏎ b"]),
    "verse": ("<pre class=poem>one\n two\n\nthree</pre>", ["one⏎two", "three"]),
    "a formula that says what it is": ("<p>a <math alttext='x squared'><mi>x</mi></math></p>", ["a x squared"]),
    "a formula": (
        "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>",
        ["(a + 1)/x^2"],
    ),
    "a page": ("<p>a <span epub:type=pagebreak id=p12 title=12></span> b</p>", ["a [12]{.page}b"]),
    "a page between paragraphs": (
        "<p>a</p><div role=doc-pagebreak aria-label='Page xii'></div><p>b</p>",
        ["a", "[xii]{.page}", "b"],
    ),
    "a page in a heading": ("<h2>A <span role=doc-pagebreak id=page_7></span>b</h2>", ["[7]{.page}", "## A b"]),
    "a page in a link": ("<p><a href=u>a <span role=doc-pagebreak>7</span>b</a></p>", ["[7]{.page}[a b](u)"]),
    "a page in a list": ("<ul><li>a<span role=doc-pagebreak>7</span><li>b</ul>", ["- a[7]{.page}", "- b"]),
    "a page's number as it is printed": (
        "<p>a<i role=doc-pagebreak>Seite 14</i>b<i role=doc-pagebreak title=15>– 15 –</i></p>",
        ["a[14]{.page}b[15]{.page}"],
    ),
    "a page's number of letters and digits": (
        "<p>a<i role=doc-pagebreak title='Page A-3'></i>b<i role=doc-pagebreak title=12c></i></p>",
        ["a[A-3]{.page}b[12c]{.page}"],
    ),
    "words in a page's mark": ("<p>a <i role=doc-pagebreak title=5>Part 2</i></p>", ["a [5]{.page}*Part 2*"]),
    "a page in a description": (
        "<img src=a alt=b aria-details=d><p>x</p><p id=d>D<i role=doc-pagebreak>7</i></p><p>y</p>",
        ["![b](a) /  /  / D", "x", "[7]{.page}", "y"],
    ),
    "hidden until it is found": ("<p hidden=until-found>a</p>", ["a"]),
    "text in a column's element": (
        "<table><colgroup>x<col></colgroup><tr><th>A<tr><td>1</table>",
        ["x", "| A |", "| 1 |"],
    ),
    "a level that is no level": (f"<p role=heading aria-level={'9' * 5000}>a</p>", ["###### a"]),
    "a page in a caption": (
        "<figure><img src=a alt=b><figcaption>c <i role=doc-pagebreak>7</i>d</figcaption></figure>",
        ["[7]{.page}", "![b](a) / c d"],
    ),
}


def page(markup: str) -> list[str]:
    def described(href: str) -> tuple[Block, ...]:
        return (Paragraph((Text(f"from {href}"),)),)

    return shown(converted(markup, description=described).blocks)


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        pytest.param(*case, id=f"{kind}: {name}")
        for kind, cases in (
            ("text", TEXT),
            ("language", LANGUAGES),
            ("heading", HEADINGS),
            ("list", LISTS),
            ("table", TABLES),
            ("picture", PICTURES),
            ("other", OTHERS),
        )
        for name, case in cases.items()
    ],
)
def test_each_element_becomes_its_block(markup: str, wanted: list[str]) -> None:
    assert page(markup) == wanted


@pytest.mark.parametrize(
    ("markup", "reason", "text"),
    [
        ("<p>a</p><p hidden>b</p>", "hidden text", "b"),
        ("<p>a<span style='display: none'>b</span></p>", "hidden text", "b"),
        ("<p>a<span aria-hidden=true>b</span></p>", "hidden from screen readers", "b"),
        ("<p>a</p><noscript>b</noscript>", "shown only without scripts", "b"),
        ("<p>a</p><button>b</button>", "form control", "b"),
        ("<p>a</p><input type=submit value=b>", "form control", "b"),
        ("<p>a</p><select><option>b</option></select>", "form control", "b"),
        ("<p>a</p><video src=v>b</video>", "stands in for a sound, film or embedded page", "b"),
        (
            "<p>a</p><video controls><source src=v><track src=w>b</video>",
            "stands in for a sound, film or embedded page",
            "b",
        ),
        ("<p>a</p><noframes>b</noframes>", "shown only without frames", "b"),
        ("<p>a</p><dialog>b</dialog>", "not shown", "b"),
        ("<p>a</p><map><area href=u alt=b></map>", "names a link within a picture", "b"),
        ("<p>a</p><svg><title>b</title></svg>", "says what a drawing shows that shows nothing", "b"),
        ("<p>a<img alt=c aria-details=d hidden></p><p id=d>b</p>", "describes a picture that is left out", "b"),
    ],
)
def test_text_that_is_left_out_is_cut_with_its_reason(markup: str, reason: str, text: str) -> None:
    found = converted(markup)
    assert shown(found.blocks) == ["a"]
    assert [(cut.reason, cut.text) for cut in found.cuts] == [(reason, text)]


def test_what_is_left_out_takes_no_page_and_no_name_with_it() -> None:
    markup = "<h2>A</h2><p>b<span hidden id=x>c<i id=p role=doc-pagebreak title=5>5</i></span></p>"
    found = converted(markup, anchor=lambda name: name)
    assert shown(found.blocks) == ["## A {#x}", "b[5]{.page}"]
    assert found.aliases == {"p": "x"}


def test_words_in_a_drawing_that_its_file_can_not_hold_are_cut() -> None:
    found = converted("<svg><text>a</text><foreignObject><p>b</p></foreignObject></svg>")
    assert [(cut.reason, cut.text) for cut in found.cuts] == [("text in a drawing that is not taken over", "b")]


def test_what_the_parser_takes_for_the_content_of_an_empty_element_arrives() -> None:
    markup = "<p>a <bgsound src=s>b <embed hidden src=e>c <img src=i alt=Plan><source hidden><b>d</b> <wbr lang=x>e</p>"
    found = converted(markup)
    assert (shown(found.blocks), found.cuts) == (["a b c **d** e", "![Plan](i)"], ())


@pytest.mark.parametrize("tag", ["script", "style", "template", "head"])
def test_what_shows_nothing_arrives_nowhere(tag: str) -> None:
    root = etree.fromstring(f"<body>a<{tag}>b</{tag}></body>")
    found = convert(root, Hooks(), "en")
    assert (shown(found.blocks), found.cuts) == (["a"], ())


@pytest.mark.parametrize(
    ("markup", "code", "severity"),
    [
        ("<table><tr><th colspan=2>A<tr><td>1<td>2</table>", "merged-cells", Severity.NOTE),
        ("<table><tr><td>A<td>B<tr><td>1<td>2</table>", "table-header", Severity.NOTE),
        ("<blockquote><h2>a</h2></blockquote>", "heading-inside", Severity.NOTE),
        ("<ol type=a><li>a</ol>", "list-numbers", Severity.NOTE),
        ("<p><abbr title='for example'>e.g.</abbr></p>", "abbreviation", Severity.NOTE),
        ("<a href=u><img src=a alt=b></a>", "picture-link", Severity.NOTE),
        ("<p><math><mi>x</mi></math></p>", "formula", Severity.WARNING),
        ("<iframe src=u></iframe>", "embedded", Severity.WARNING),
        ("<p>a</p><div role=doc-pagebreak></div>", "page-number", Severity.WARNING),
    ],
)
def test_what_is_changed_or_guessed_is_said_at_its_line(markup: str, code: str, severity: Severity) -> None:
    found = converted(f"\n\n{markup}", place=lambda line: Source("a.html", line))
    assert [(each.code, each.severity, each.source) for each in found.findings] == [
        (code, severity, Source("a.html", 3))
    ]


def test_names_that_links_lead_to_belong_to_the_heading_that_stands_for_them() -> None:
    markup = (
        "<p id=a>x</p><section id=b><h2 id=c>T</h2><p id=d>y</p><a id=e></a></section><h2>U</h2><p id=f>z</p><p id=g>"
    )
    found = converted(markup, anchor=lambda name: f"n-{name or 'top'}" if name != "g" else "")
    assert [each.id for each in found.blocks if isinstance(each, Heading)] == ["n-b", "n-e"]
    assert found.aliases == {"n-top": "", "n-a": "", "n-c": "n-b", "n-d": "n-b", "n-f": "n-e"}


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>a</p><h2 id=p>Part 5</h2>", ["a", "[5]{.page}", "## Part 5"]),
        ("<p>a</p><h2 id=p>5</h2>", ["a", "[5]{.page}", "## 5"]),
        ("<p>a</p><p id=p>[p. 5]</p><p>b</p>", ["a", "[5]{.page}", "b"]),
        ("<p>a</p><p id=p>Room 5</p>", ["a", "[5]{.page}", "Room 5"]),
        ("<p>a</p><p><a id=p></a>b</p>", ["a", "[5]{.page}b"]),
        ("<p>a</p><p id=p><i role=doc-pagebreak title=5></i>b</p>", ["a", "[5]{.page}b"]),
        ("<p>a</p><p id=p><img src=i alt=Plan></p>", ["a", "[5]{.page}", "![Plan](i)"]),
        ("<table><tr><th>A<tr id=p><td>b</table>", ["| A |", "| [5]{.page} b |"]),
        ("<table><tr><th>A<tbody id=p><tr><td>b</table>", ["| A |", "| [5]{.page} b |"]),
        ("<dl><div id=p><dt>a<dd>b</div></dl>", ["[5]{.page}", "a : b"]),
    ],
)
def test_where_a_page_list_leads_no_word_goes(markup: str, wanted: list[str]) -> None:
    found = converted(markup, page=lambda element: "Page 5" if element.get("id") == "p" else "")
    assert shown(found.blocks) == wanted


def test_a_page_may_begin_with_the_tree_itself() -> None:
    found = converted("<p>a</p>", page=lambda element: "5" if element.tag == "body" else "")
    assert shown(found.blocks) == ["[5]{.page}", "a"]


def test_a_link_is_led_to_the_heading_or_goes() -> None:
    blocks = converted("<ul><li><a href='#x'>a</a> <a href='#y'>b</a> <a href='#z'>c</a></ul>").blocks
    assert shown(relinked(blocks, {"x": "h", "y": ""})) == ["- [a](#h) b [c](#z)"]
    assert relinked(blocks, {"other": ""}) is blocks


def test_levels_have_no_gaps_and_a_title_no_notes() -> None:
    title = Heading(2, (Text("A"), NoteRef("1", "", 0)))
    blocks = (
        title,
        Heading(5, (Text("B"),)),
        Heading(4, (Text("C"),)),
        Paragraph((Text("d"),)),
        Heading(2, (Text("E"),)),
    )
    assert shown(levels(blocks, 1)) == ["# A", "## B[^1]", "## C", "d", "# E"]
    assert shown(levels(blocks, 2)) == ["## A[^1]", "### B", "### C", "d", "## E"]
    assert shown(levels((title, Paragraph((Text("d"),))))) == ["# A", "d[^1]"]
    assert shown(levels((title,))) == ["# A", "A[^1]"]


def test_many_findings_of_a_kind_are_summed_up() -> None:
    note = Finding("a", Severity.NOTE, "this is so")
    assert [each.message for each in summed([note] * 5)] == ["this is so (5 times)"]
    assert summed([note, note]) == (note,)


def test_no_cause_detail_or_line_is_hidden_in_a_sum() -> None:
    causes = [("b: 1", 3), ("b: 2", 3), ("c", 4), ("b: 1", 7), ("b: 3", 9), ("b", 0)]
    found = summed(Finding("a", Severity.NOTE, said, Source("x.html", line)) for said, line in causes)
    assert [(each.message, each.source) for each in found] == [
        ("b (5 times, in the lines 3, 7, 9): 1; 2; 3", Source("x.html", 3)),
        ("c", Source("x.html", 4)),
    ]
    two = summed(Finding("a", Severity.NOTE, "b", Source(f"{n % 2}.html", n)) for n in range(1, 5))
    assert [each.message for each in two] == ["b (4 times, in 1.html (1, 3), 0.html (2, 4))"]
    many = summed(Finding("a", Severity.NOTE, "b", Source("x.html", n)) for n in range(1, 120))
    assert many[0].message.endswith("99, 100 and 19 more)")


def test_a_drawing_is_a_file_of_its_own_without_scripts() -> None:
    taken: list[bytes] = []
    svg = (
        "<svg viewBox='0 0 9 9' onload=x()><script>x()</script><linearGradient id=g /><a xlink:href='javascript:x()'>"
        "<text>t</text></a><foreignObject>f</foreignObject><use href='#g'/></svg>"
    )
    converted(f"<p>{svg}</p>", drawing=lambda file, _: taken.append(file) or "d")  # type: ignore[func-returns-value]  # a hook in one line
    assert etree.fromstring(taken[0]).tag == "{http://www.w3.org/2000/svg}svg"
    assert b'viewBox="0 0 9 9"' in taken[0]
    assert b"linearGradient" in taken[0]
    assert not [word for word in (b"script", b"onload", b"foreignObject") if word in taken[0]]


def test_xhtml_with_its_namespaces_is_read_as_html_is() -> None:
    root = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body xml:lang="fr">'
        '<section epub:type="chapter"><h1>A</h1><p>b <i>c</i><span epub:type="pagebreak" id="p1" title="1"/></p>'
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" alttext="x"/></section></body></html>'
    )
    assert shown(convert(root[0], hooks(), "fr").blocks) == ["# A", "b *c*[1]{.page}", "x"]


@pytest.mark.parametrize(
    "tag", ["div", "em", "span", "blockquote", "ul", "figure", "q", "h2", "dl", "a", "table", "pre", "math"]
)
def test_markup_within_markup_is_flattened_where_it_is_too_deep(tag: str) -> None:
    root = etree.Element("body")
    inner = root
    for number in range(3000):
        inner = etree.SubElement(inner, tag, lang="fr" if number % 2 else "de")
    inner.text = "word"
    found = convert(root, hooks(), "en")
    assert words(found.blocks) == ["word"]
    assert depth(found.blocks) < 40


def depth(node: object) -> int:
    return 1 + max(map(depth, node), default=0) if isinstance(node, tuple) else _within(node)


def _within(node: object) -> int:
    fields = [getattr(node, name, ()) for name in ("blocks", "items", "inlines", "children")]
    return max((depth(each) for each in fields if each), default=0)


def words(blocks: tuple[Block, ...]) -> list[str]:
    return re.findall(r"\w+", " ".join(re.sub(r"\{[\w.]+\}", "", line) for line in shown(blocks)))


# --- no word is lost --------------------------------------------------------------------------------------------------

FLOWING = ("div", "p", "section", "h1", "blockquote", "ul", "ol", "li", "pre", "aside", "summary", "center", "td", "hr")
PLACED = ("dl", "dt", "dd", "figure", "figcaption", "table", "tbody", "tr", "th", "td", "caption", "thead")
INLINE = (
    "em",
    "b",
    "span",
    "a",
    "code",
    "sub",
    "sup",
    "q",
    "abbr",
    "u",
    "s",
    "font",
    "br",
    "img",
    "wbr",
    "x-y",
    "label",
)
VOID = frozenset({"br", "img", "wbr", "hr"})


@st.composite
def trees(draw: st.DrawFn, tags: tuple[str, ...]) -> etree._Element:
    """Build a tree whose words are all different."""
    count = 0

    def text() -> str:
        nonlocal count
        shape = draw(st.sampled_from(("", "", "w", " w", "w ", "w w", " ", "\n  ")))
        for _ in range(shape.count("w")):
            count += 1
            shape = shape.replace("w", f"{count}x", 1)
        return shape

    def fill(element: etree._Element, deep: int) -> None:
        element.text = text()
        for _ in range(draw(st.integers(0, 3)) if deep < 5 else 0):
            child = etree.SubElement(element, draw(st.sampled_from(tags)))
            for key, values in (("lang", ("fr", "km")), ("class", ("caption", "credit")), ("colspan", ("2",))):
                if draw(st.integers(0, 7)) == 0:
                    child.set(key, draw(st.sampled_from(values)))
            if child.tag not in VOID:
                fill(child, deep + 1)
            child.tail = text()

    root = etree.Element("body")
    fill(root, 0)
    return root


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees((*FLOWING, *PLACED, *INLINE)))
def test_every_word_arrives_or_is_cut(root: etree._Element) -> None:
    before = etree.tostring(root)
    found = convert(root, hooks(), "en")
    arrived = {*words(found.blocks), *(word for cut in found.cuts for word in cut.text.split())}
    assert set(re.findall(r"\d+x", "".join(root.itertext()))) == {*re.findall(r"\d+x", " ".join(arrived))}
    assert etree.tostring(root) == before


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees((*FLOWING, *INLINE)))
def test_words_keep_their_order(root: etree._Element) -> None:
    for element in root.iter():
        element.attrib.pop("class", None)
    found = convert(root, hooks(), "en")
    assert re.findall(r"\d+x", " ".join(shown(found.blocks))) == re.findall(r"\d+x", "".join(root.itertext()))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(("em", "b", "span", "a", "sup", "u", "font", "x-y", "wbr", "code")))
def test_spaces_between_words_are_those_that_are_seen(root: etree._Element) -> None:
    found = convert(root, hooks(), "")
    wanted = " ".join("".join(root.itertext()).split())
    assert [plain(block.inlines) for block in found.blocks if isinstance(block, Paragraph)] == [wanted] * bool(wanted)


def plain(inlines: tuple[Text | Mark | NoteRef | PageBreak, ...]) -> str:
    return "".join(each.text if isinstance(each, Text) else plain(getattr(each, "children", ())) for each in inlines)


def test_an_inline_is_shown_in_tests_as_it_is() -> None:
    assert inline((Mark("em", (Text("a"),)), PageBreak("3", ""))) == "*a*[3]{.page}"
