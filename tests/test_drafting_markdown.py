"""How a draft's texts and blocks look in Markdown: read back as they were, and pleasant to edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjpublish.draft import (
    Block,
    Break,
    Chapter,
    Code,
    Draft,
    Figure,
    Heading,
    Inlines,
    Item,
    List,
    Metadata,
    Note,
    Paragraph,
    Quote,
    Table,
)
from cjpublish.drafting.anchors import anchors
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.fitting import fitted
from cjpublish.drafting.markdown import chapter
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text
from readback import expected, found, read, written


def i(*parts: Inline | str) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def p(*parts: Inline | str) -> Paragraph:
    return Paragraph(i(*parts))


def em(*parts: Inline | str) -> Mark:
    return Mark("em", i(*parts))


def strong(*parts: Inline | str) -> Mark:
    return Mark("strong", i(*parts))


def link(href: str, *parts: Inline | str) -> Mark:
    return Mark("a", i(*parts), href=href)


def code(text: str) -> Mark:
    return Mark("code", i(text))


def fr(*parts: Inline | str) -> Mark:
    return Mark("span", i(*parts), lang="fr")


ONE = NoteRef("1", "", 0)
NOTE = (Note("1", (p("A note."),)),)


def markdown(*blocks: Block, notes: tuple[Note, ...] = ()) -> str:
    """Return the file of a chapter called T without its heading."""
    content = Chapter((Heading(1, i("T")), *blocks), notes)
    fit = fitted(content, anchors((content,), Changes()), Changes(), "T")
    return chapter(fit, lambda figure: "").removeprefix("# T\n\n").removesuffix("\n")


TEXTS = (
    # Left alone, because it can't be a mark.
    ("5 * 3 is 15", "5 * 3 is 15"),
    ("one * alone", "one * alone"),
    ("snake_case_name", "snake_case_name"),
    ("he [sic] said", "he [sic] said"),
    ("a < b & c > d", "a < b & c > d"),
    ("R&D, AT&T; Q&A", "R&D, AT&T; Q&A"),
    ("C:\\Users\\me", "C:\\Users\\me"),
    ("about ~5 km", "about ~5 km"),
    ("Wow! [so]", "Wow! [so]"),
    ("https://a.org/b_c?d=e&f=g#h", "https://a.org/b_c?d=e&f=g#h"),
    ("No. 5 - or #5 + 6", "No. 5 - or #5 + 6"),
    ("1984 was a year. 1.5 m", "1984 was a year. 1.5 m"),
    ("-5 °C", "-5 °C"),
    ("“typographic” ‘quotes’ – kept…", "“typographic” ‘quotes’ – kept…"),
    ("price: 5 | 6", "price: 5 | 6"),
    # Escaped, because it would be one.
    ("*not* em", "\\*not\\* em"),
    ("_not_ em", "\\_not\\_ em"),
    ("`not code", "\\`not code"),
    ("[not](a-link)", "\\[not\\](a-link)"),
    ("[^1] no note", "\\[^1] no note"),
    ("[12]{.page} no page", "\\[12\\]\\{.page} no page"),
    ("<b>no tag</b> <!-- no comment -->", "\\<b>no tag\\</b> \\<!-- no comment -->"),
    ("&amp; is &#38;", "\\&amp; is \\&#38;"),
    ("H~2~O and x^2^", "H\\~2\\~O and x\\^2\\^"),
    ("a trailing \\", "a trailing \\\\"),
    ("\\* and \\n", "\\\\* and \\n"),
    ("# no heading", "\\# no heading"),
    ("> no quotation", "\\> no quotation"),
    ("- no item", "\\- no item"),
    ("+ no item", "\\+ no item"),
    ("1. no item", "1\\. no item"),
    ("12) no item", "12\\) no item"),
    (": no definition", "\\: no definition"),
    ("---", "\\---"),
    ("***", "\\*\\*\\*"),
    ("Table: no caption", "Table\\: no caption"),
    ("[a]: no definition", "\\[a]: no definition"),
    ("```", "\\`\\`\\`"),
    ("~~~", "\\~\\~\\~"),
    # White space and characters.
    ("  spaces\t  become one  ", "spaces become one"),
    ("a\u00a0no-break\u202fspace stays", "a\u00a0no-break\u202fspace stays"),
    ("zero\u200bwidth and \u202ebidi\u202c stay", "zero\u200bwidth and \u202ebidi\u202c stay"),
    ("e\u0301 is one letter", "é is one letter"),
    ("a control\x00 character goes", "a control character goes"),
    ("a form\ffeed is a space", "a form feed is a space"),
    ("two\nlines", "two\\\nlines"),
    ("one\u2028two\vthree", "one\\\ntwo\\\nthree"),
    ("a | b\n--|--", "a | b\\\n\\--|--"),
    ("no heading\n===", "no heading\\\n\\==="),
)


@pytest.mark.parametrize(("text", "as_written"), TEXTS, ids=[text[:20] for text, _ in TEXTS])
def test_text_is_escaped_where_it_must_be_and_nowhere_else(text: str, as_written: str) -> None:
    assert markdown(p(text)) == as_written


MARKS: tuple[tuple[Inlines, str], ...] = (
    (i("an ", em("italic"), " word"), "an *italic* word"),
    (i("in", em("side"), "s"), "in*side*s"),
    (i(em("space "), "moves out"), "*space* moves out"),
    (i("so", em(" does this")), "so *does this*"),
    (i(em("a"), em("b")), "*ab*"),
    (i(em("a"), strong("b")), "*a***b**"),
    (i(strong("bold ", em("both")), " plain"), "**bold *both*** plain"),
    (i(em("a ", strong("b"), " c")), "*a **b** c*"),
    (i("say", em("“so”")), "say“*so”*"),
    (i(strong("中文。"), "下一"), "**中文**。下一"),
    (i(strong("see ", link("https://a.org/", "this"), " now")), "**see [this](https://a.org/) now**"),
    (i("x", strong(link("https://a.org/", "this"), " that")), "x[this](https://a.org/) **that**"),
    (i(em(code("x")), " and ", em(code("x")), "s"), "*`x`* and `x`s"),
    (i(strong(link("https://a.org/", "this")), "s"), "[**this**](https://a.org/)s"),
    (i(em(), "nothing"), "nothing"),
    (i(Mark("s", i("gone")), "!"), "~~gone~~!"),
    (i("H", Mark("sub", i("2")), "O, x", Mark("sup", i("a b"))), "H~2~O, x^a\\ b^"),
    (i("x", Mark("sup", i(em("n")))), "x^*n*^"),
    (i(code("a `b` c")), "``a `b` c``"),
    (i(code("`")), "`` ` ``"),
    (i(code(" x"), "."), "`x`."),
    (i(code("*_<&")), "`*_<&`"),
    (i(code("a\\"), "b"), "`a\\`b"),
    (i("le ", fr("mot [juste]"), "{x}"), "le [mot \\[juste\\]]{lang=fr}\\{x}"),
    (i(Mark("em", i("mot"), lang="fr")), "[*mot*]{lang=fr}"),
    (i(Mark("span", i("x"), lang="not a tag")), "x"),
    (i(link("https://a.org/b_(c)", "x [y]")), "[x \\[y\\]](https://a.org/b_(c))"),
    (i(link("https://a.org/b (c", "x")), "[x](https://a.org/b%20\\(c)"),
    (i(link("https://a.org/?a=1&copy;=2", "x")), "[x](https://a.org/?a=1\\&copy;=2)"),
    (i(link("https://a.org/ä", "x")), "[x](https://a.org/ä)"),
    (i(link("https://a.org/", link("https://b.org/", "in"), " out")), "[in out](https://a.org/)"),
    (i(link("javascript:alert(1)", "words stay")), "words stay"),
    (i(link("#nowhere", "words stay")), "words stay"),
    (i("Wow!", link("https://a.org/", "x")), "Wow\\![x](https://a.org/)"),
    (i("hat ^", link("https://a.org/", "x")), "hat \\^[x](https://a.org/)"),
    (i(fr(link("https://a.org/", "mot"))), "[[mot](https://a.org/)]{lang=fr}"),
    (i(link("https://a.org/", fr("mot"), " so")), "[mot so](https://a.org/)"),
    (i("on ", PageBreak("12", ""), "goes"), "on [12]{.page}goes"),
    (i(em("over ", PageBreak("xii", ""), "pages")), "*over [xii]{.page}pages*"),
    (i(PageBreak("a[1]*", ""), "x"), "[a\\[1\\]*]{.page}x"),
)


@pytest.mark.parametrize(("inlines", "as_written"), MARKS, ids=[text for _, text in MARKS])
def test_marks_are_written_so_that_they_open_and_close(inlines: Inlines, as_written: str) -> None:
    assert markdown(Paragraph(inlines)) == as_written


BLOCKS: tuple[tuple[tuple[Block, ...], str], ...] = (
    ((p("a"), p("b")), "a\n\nb"),
    ((Heading(2, i("1. # Sub #")),), "## 1. # Sub \\#"),
    ((Heading(2, i("Braces {#not-an-id}")),), "## Braces \\{#not-an-id}"),
    ((Heading(2, i("two\nlines")),), "## two lines"),
    ((Heading(4, i("a")), Heading(6, i("b")), Heading(4, i("c"))), "## a\n\n### b\n\n## c"),
    ((Heading(1, i("a second title")),), "## a second title"),
    ((List("bullet", (Item((p("a"),)), Item((p("- b"),)))),), "- a\n- \\- b"),
    ((List("bullet", (Item((p("a"), p("b"))), Item((p("c"),)))),), "- a\n\n  b\n\n- c"),
    ((List("bullet", (Item((p("a"), List("ordered", (Item((p("b"),)),)))),)),), "- a\n  1. b"),
    ((List("bullet", (Item((p("a"), List("ordered", (Item((p("b"),)),), 3))),)),), "- a\n\n  3. b"),
    ((List("ordered", (Item((p("a"),)), Item((p("b\nc"),))), 9),), "9. a\n10. b\\\n    c"),
    ((List("bullet", (Item((p("a"),)),)), List("bullet", (Item((p("b"),)),))), "- a\n\n* b"),
    ((List("ordered", (Item((p("a"),)),)), List("ordered", (Item((p("b"),)),))), "1. a\n\n1) b"),
    ((List("bullet", (Item((Break(),)),)),), "- ___"),
    ((List("bullet", (Item((Code("x\n\n  y"),)),)),), "- ```\n  x\n\n    y\n  ```"),
    ((List("bullet", (Item(()), Item((p("a"),)))),), "- a"),
    ((Quote((p("a"), Quote((p("b"),)))), Quote((p("c"),))), "> a\n>\n> > b\n\n> c"),
    ((Quote((Heading(2, i("Title")), p("a"))),), "> **Title**\n>\n> a"),
    (
        (List("definition", (Item((p("d"), p("e")), i("t")), Item((p("f"),), i("1. u")))),),
        "t\n:   d\n\n    e\n\n1\\. u\n:   f",
    ),
    ((List("definition", (Item((p("d"),), i("t")), Item((p("e"),)))),), "t\n:   d\n\n:   e"),
    ((List("definition", (Item((), i("s")), Item((p("d"),), i("t")))),), "s, t\n:   d"),
    ((List("definition", (Item((p("d"),), i("t")), Item((), i("u")))),), "t\n:   d\n\n**u**"),
    (
        (Table((i("a|b"), ()), ((i("1\n2"), i(code("|"))),), ("right", "")),),
        "| a\\|b |      |\n|-----:|------|\n| 1 2  | `\\|` |",
    ),
    ((Table((i("a"),), (), (), i("Cap")),), "Table: Cap\n\n| a   |\n|-----|"),
    (
        (Table((i("a"),), ()), Table((i("b"),), (), (), i("Cap"))),
        "| a   |\n|-----|\n\n| b   |\n|-----|\n\nTable: Cap",
    ),
    ((Table((), ()), p("x")), "x"),
    ((Code("a\n```\nb", "python x"),), "````python\na\n```\nb\n````"),
    ((Break(), p("a")), "---\n\na"),
    ((PageBreak("12", ""), p("a")), "[12]{.page}\n\na"),
    ((p(PageBreak("12", "")), p("a")), "[12]{.page}\n\na"),
    ((p("  "), p()), ""),
)


@pytest.mark.parametrize(("blocks", "as_written"), BLOCKS, ids=[text[:30] for _, text in BLOCKS])
def test_blocks_are_written_as_an_editor_would(blocks: tuple[Block, ...], as_written: str) -> None:
    assert markdown(*blocks) == (as_written or "# T")


def test_a_note_stands_at_the_end_of_its_chapter() -> None:
    notes = (
        Note("1", (p("A note."), p("It goes on."), Quote((p("q"),)))),
        Note("b", (List("bullet", (Item((p("x"),)),)),)),
    )
    found = markdown(p("a", ONE, ": b", NoteRef("b", "", 0)), notes=notes)
    assert found == "a[^1]\\: b[^b]\n\n[^1]: A note.\n\n    It goes on.\n\n    > q\n\n[^b]:\n\n    - x"


NOTED: tuple[tuple[tuple[Block, ...], str], ...] = (
    ((Heading(2, i(ONE)), p("a")), "a[^1]"),
    ((p(ONE), p("a")), "a[^1]"),
    ((p("a"), p(ONE)), "a[^1]"),
    ((Table((i("a"), i("b")), ((i(ONE), i("1")),)),), "| a   | b     |\n|-----|-------|\n|     | 1[^1] |"),
    ((p(link("https://a.org/", "x", ONE, "y")),), "[xy](https://a.org/)[^1]"),
    ((p(Mark("code", (Text("x"), ONE))),), "`x`[^1]"),
)


@pytest.mark.parametrize(("blocks", "as_written"), NOTED, ids=[text[:30] for _, text in NOTED])
def test_a_note_that_belongs_to_no_text_is_kept_beside_it(blocks: tuple[Block, ...], as_written: str) -> None:
    assert markdown(*blocks, notes=NOTE) == f"{as_written}\n\n[^1]: A note."


def test_a_note_without_a_text_and_one_that_nothing_refers_to_lose_no_words() -> None:
    assert markdown(p("a", ONE), notes=(Note("1", ()),)) == "a"
    assert markdown(p("a"), notes=NOTE) == "a\n\nA note."


def test_two_lists_of_definitions_become_one_wherever_they_meet() -> None:
    first, second = (List("definition", (Item((p(text),), i(text)),)) for text in "ab")
    assert markdown(first, second) == "a\n:   a\n\nb\n:   b"
    assert markdown(first, notes=(Note("1", (second,)),)) == "a\n:   a\n\nb\n:   b"
    assert markdown(first, Code(": x")) == "a\n:   a\n\n    ```\n    : x\n    ```"


def test_nesting_stops_before_the_reader_gives_up() -> None:
    block: Block = p("deep")
    for _ in range(30):
        block = Quote((List("bullet", (Item((p("x"), block)),)),))
    assert "deep" in markdown(block)
    made = Draft(Metadata("T"), (Chapter((Heading(1, i("T")), block)),))
    assert expected(made)


def test_everything_here_is_read_back_as_it_was_meant(tmp_path: Path) -> None:
    texts = [p(text) for text, _ in TEXTS] + [Paragraph(inlines) for inlines, _ in MARKS]
    flows: list[Block] = [block for blocks, _ in BLOCKS for block in (*blocks, p("between"))]
    noted: list[Block] = [block for blocks, _ in NOTED for block in blocks]
    figure = Figure("", "A street after the rain.", i("1. A ", em("caption")), i("A. Name"), "CC BY", (p("- long"),))
    chapters = (
        Chapter((Heading(1, i("Texts")), *texts)),
        Chapter((Heading(1, i("Blocks")), *flows, figure), role="appendix"),
        Chapter((Heading(1, i("Notes", ONE)), *noted), NOTE),
    )
    made = Draft(Metadata("Title", language="en"), chapters)
    written(made, tmp_path)
    assert found(read(tmp_path)) == expected(made)
