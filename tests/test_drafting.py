"""A Draft is written as a manuscript and read back: the same texts, marks, lists, tables, notes and figures."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjpublish import draft
from cjpublish.draft import Chapter, Draft, Inlines, Metadata
from cjpublish.drafting.anchors import anchors, texts
from cjpublish.drafting.canonical import canonical
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import is_ink
from cjpublish.drafting.fitting import fitted
from cjpublish.drafting.styles import flat
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text
from readback import expected, found, picture, read, written

# --- what a draft may hold --------------------------------------------------------------------------------------------

NASTY = (
    *"*_[]<>&\\`#+-|~^{}!:()=.\"'",
    *(
        "**",
        "__",
        "~~",
        "***",
        "[^1]",
        "](",
        "][",
        "]{",
        "![",
        "{.page}",
        "{#id}",
        "{lang=fr}",
        "&amp;",
        "&#0;",
        "&copy",
    ),
    *(
        "# ",
        "> ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "12) ",
        ": ",
        "~ ",
        "---",
        "===",
        "```",
        "| --- |",
        "Table: ",
        "<b>",
        "<!-- ",
    ),
    *(
        "<https://a.org>",
        "https://a.org/b_c_d?e=f&g",
        "a@b.org",
        "C:\\dir",
        "$x$",
        "“",
        "”",
        "’",
        "—",
        "…",
        "中文。",
        "。",
    ),
    *(
        "e\u0301",
        "\u0338",
        "\u00a0",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2028",
        "\f",
        "\v",
        "\x00",
        "\x85",
        "\ufeff",
        "\t",
    ),
    *("\ud800", "ខ្មែរ", "אב", "ا", "🙂", "🇰🇭", "ﬁ", "ß", "İ", "1", "2."),
)
WORDS = ("one", "Two", "three.", "Four!", "x", "A")
texts_of = st.lists(st.sampled_from((*NASTY, *WORDS, " ", " ", "  ", "\n")), min_size=1, max_size=7).map("".join)
plain = texts_of.map(Text)
leaves = st.one_of(
    plain,
    plain,
    plain,
    st.sampled_from(("1", "soil", "n-2", "nowhere")).map(lambda key: NoteRef(key, "", 0)),
    st.sampled_from(("12", "xii", "3*4", "[a]")).map(lambda label: PageBreak(label, "")),
)
hrefs = st.sampled_from(
    (
        "https://a.org/b (c)",
        "http://a.org/a_b_c",
        "https://a.org/?a=1&copy;=2",
        "mailto:a@b.org",
        "#here",
        "#gone",
        "x:y",
    )
)


def marks(children: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Mark]:
    return st.one_of(
        st.builds(Mark, st.sampled_from(("em", "strong", "s", "sub", "sup", "u")), children),
        st.builds(lambda text: Mark("code", (text,)), plain),
        st.builds(lambda inside, href: Mark("a", inside, href=href), children, hrefs),
        st.builds(lambda inside, lang: Mark("span", inside, lang=lang), children, st.sampled_from(("fr", "km", "?"))),
    )


inlines: st.SearchStrategy[Inlines] = st.recursive(
    st.lists(leaves, min_size=1, max_size=3).map(tuple),
    lambda inside: st.lists(st.one_of(leaves, marks(inside)), min_size=1, max_size=4).map(tuple),
    max_leaves=6,
)
paragraphs = st.builds(draft.Paragraph, inlines)


def containers(blocks: st.SearchStrategy[tuple[draft.Block, ...]]) -> st.SearchStrategy[draft.Block]:
    item = st.builds(draft.Item, blocks)
    defined = st.builds(draft.Item, blocks, inlines)
    return st.one_of(
        st.builds(draft.Quote, blocks),
        st.builds(draft.List, st.just("bullet"), st.lists(item, min_size=1, max_size=3).map(tuple)),
        st.builds(
            draft.List,
            st.just("ordered"),
            st.lists(item, min_size=1, max_size=3).map(tuple),
            st.sampled_from((0, 1, 9)),
        ),
        st.builds(draft.List, st.just("definition"), st.lists(defined, min_size=1, max_size=3).map(tuple)),
    )


@st.composite
def tables(pick: st.DrawFn) -> draft.Table:
    columns = pick(st.integers(1, 3))
    row = st.lists(st.one_of(st.just(()), inlines), min_size=columns, max_size=columns).map(tuple)
    alignments = st.lists(st.sampled_from(("", "left", "right", "center")), min_size=columns, max_size=columns).map(
        tuple
    )
    rows = pick(st.lists(row, max_size=3).map(tuple))
    sided, caption = pick(st.one_of(st.just(()), alignments)), pick(st.one_of(st.just(()), inlines))
    return draft.Table(pick(row), rows, sided, caption)


ALTS = ("Two people plant a tree in a yard.", "A street after the rain.", None, "")
figures = st.builds(
    draft.Figure,
    st.sampled_from(("red", "blue", "")),
    st.sampled_from(ALTS),
    st.one_of(st.just(()), inlines),
    st.one_of(st.just(()), inlines),
    st.sampled_from(("", "CC BY 4.0")),
    st.lists(paragraphs, max_size=2).map(tuple),
)
lines = st.lists(st.sampled_from((*NASTY, *WORDS, "\n", "    ", " ")), max_size=8).map("".join)
code = st.builds(draft.Code, lines, st.sampled_from(("", "python")))
leaf_blocks: st.SearchStrategy[draft.Block] = st.one_of(
    paragraphs,
    paragraphs,
    tables(),
    figures,
    code,
    st.just(draft.Break()),
    st.sampled_from(("1", "iv")).map(lambda label: PageBreak(label, "")),
    st.builds(draft.Heading, st.integers(1, 6), inlines, st.sampled_from(("", "here", "Not One"))),
)
flows: st.SearchStrategy[tuple[draft.Block, ...]] = st.recursive(
    st.lists(leaf_blocks, min_size=1, max_size=3).map(tuple),
    lambda inside: st.lists(st.one_of(leaf_blocks, containers(inside)), min_size=1, max_size=4).map(tuple),
    max_leaves=8,
)
notes = st.lists(
    st.builds(draft.Note, st.sampled_from(("1", "soil", "n-2")), flows), max_size=3, unique_by=lambda note: note.key
).map(tuple)
chapters = st.builds(
    lambda title, blocks, notes: Chapter((draft.Heading(1, title), *blocks), notes), inlines, flows, notes
)


RED, BLUE = picture("red"), picture("blue")
IMAGES = {"red": draft.Image("Red Square.PNG", lambda: RED), "blue": draft.Image("blue.png", lambda: BLUE)}

drafts = st.lists(chapters, min_size=1, max_size=2).map(
    lambda content: Draft(Metadata(title="Title", language="en"), tuple(content), IMAGES)
)


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts)
def test_what_is_written_is_read_back_as_it_was_meant(made: Draft) -> None:
    with TemporaryDirectory() as folder:
        written(made, Path(folder))
        publication = read(Path(folder))
    assert found(publication) == expected(made)


def ink(content: Sequence[Inline]) -> str:
    return "".join(leaf for leaf, _ in flat(content) if isinstance(leaf, str) and is_ink(leaf))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(inlines)
def test_no_character_is_lost_when_marks_are_settled(content: Inlines) -> None:
    changes = Changes()
    settled = canonical(content, lambda href: href, changes)
    assert ink(settled) == ink(canonical((Text(ink(content)),), lambda href: href, changes))
    assert canonical(settled, lambda href: href, changes) == settled


def everything(chapter: Chapter) -> Counter[str]:
    """Count the characters to read of a chapter, apart from alternative texts and terms of use."""
    blocks = (chapter.blocks, *(note.blocks for note in chapter.notes))
    words = [ink(content) for each in blocks for content in texts(each)]
    words += [ink((Text(each.text),)) for part in blocks for each in codes(part)]
    return Counter(unicodedata.normalize("NFD", "".join(words)).replace("\ud800", "\ufffd"))


def codes(blocks: Sequence[draft.Block]) -> Iterator[draft.Code]:
    for block in blocks:
        match block:
            case draft.Code():
                yield block
            case draft.Quote():
                yield from codes(block.blocks)
            case draft.List():
                yield from (each for item in block.items for each in codes(item.blocks))
            case _:
                pass


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(chapters)
def test_no_text_is_lost_when_a_chapter_is_made_fit(chapter: Chapter) -> None:
    changes = Changes()
    fit = fitted(chapter, anchors((chapter,), changes), changes, "")
    assert everything(chapter) - everything(fit) == Counter()
