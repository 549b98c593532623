"""Plain text: every line is in the draft or in the cuts, whatever the text; hostile texts cost no more than others."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjpublish.draft import Block, Draft, Figure, Heading, List, Paragraph, Quote
from cjpublish.errors import InputError
from cjpublish.importers import Original
from cjpublish.importers.text import read
from cjpublish.importers.text.lines import squashed
from cjpublish.importers.text.repair import repaired
from cjpublish.model import inline_text

SHARED = Path(__file__).parents[2] / "shared"
PAGES = SHARED / "import-benchmark"
BOOK = SHARED / "books" / "moby-dick" / "manuscript"

LEADS = re.compile(
    r"(?:photo|image|picture|illustration|file|credits?|source|courtesy|caption|by|of|frontispiece)+", re.IGNORECASE
)


def said(draft: Draft) -> str:
    """Return everything that a draft says or names as cut, letters and digits only."""
    metadata = draft.metadata
    texts = [metadata.title, metadata.subtitle, *(cut.text for cut in draft.cuts)]
    texts += [text for chapter in draft.chapters for text in _texts(chapter.blocks)]
    return "\n".join(map(squashed, texts))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    run: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield inline_text(block.inlines)
                yield from inline_text(block.inlines).split("\n")
            case Quote():
                yield from _texts(block.blocks)
            case List():
                for number, item in enumerate(block.items, block.start):
                    first, *rest = _texts(item.blocks)
                    yield from (f"{number} {first}", first, *rest)
            case Figure():
                run = [block.alt or "", inline_text(block.caption), inline_text(block.credit)]
                yield from ("".join(run[:2]), "".join(run[1:]), *run, run[0] * 2)
            case _:
                pass


def lost(text: str, draft: Draft) -> list[str]:
    """Return the lines of a text that a draft neither says nor names as cut."""
    everything = said(draft)
    whole = everything.replace("\n", "")
    mended, _ = repaired(text, Original(Path("x.txt"), "x.txt"))
    missing = []
    for line in mended.split("\n"):
        key = squashed(line)
        if key in everything or key in whole:
            continue
        # A credit loses the word before it, and a list its numbers.
        if squashed(LEADS.sub("", line)) in LEADS.sub("", whole):
            continue
        missing.append(line)
    return missing


WORDS = st.sampled_from(
    [
        "the",
        "garden",
        "lies",
        "behind",
        "a",
        "house",
        "and",
        "nobody",
        "Ann",
        "Lee",
        "Reuters",
        "cookies",
        "Share",
        "subscribe",
        "Home",
        "Photo:",
        "2020",
        "May",
        "12",
        "Chapter",
        "I.",
        "II.",
        "“Well”",
        "—",
        "[Illustration]",
        "*",
        "-",
        "1.",
        "2.",
        ">",
        "half-",
        "green-",
        "house.",
        "gone!",
        "said:",
        "…",
        "é",
        "ß",
        "日本",
        "语",
        "Illustration",
        "]",
        "[",
        "(",
        ")",
        "/",
        "|",
        "©",
    ]
)
LINES = st.builds(
    lambda indent, words, end: " " * indent + " ".join(words) + end,
    st.sampled_from((0, 0, 0, 2, 4, 16)),
    st.lists(WORDS, max_size=30),
    st.sampled_from(("", ".", ",", "-", ":", "  ")),
)
ENDED = st.tuples(LINES, st.sampled_from(("\n", "\n\n", "\r\n"))).map("".join)
TEXTS = st.lists(ENDED, max_size=25).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(TEXTS, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=300)))
def test_every_line_is_in_the_draft_or_among_the_cuts(tmp_path: Path, text: str) -> None:
    content = text.encode("utf-8", errors="replace")
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    try:
        draft = read(Original(path, "text.txt"))
    except InputError:
        assert not any(letter.isalnum() for letter in repaired(text, Original(path, "x"))[0])
        return
    assert lost(content.decode(), draft) == []
    assert draft.chapters
    for chapter in draft.chapters:
        assert isinstance(chapter.blocks[0], Heading)
        assert sum(isinstance(block, Heading) and block.level == 1 for block in chapter.blocks) == 1


def pages() -> list[Path]:
    """Return the pages as plain text; one that is not there where none is."""
    return sorted((PAGES / "text").glob("*.txt")) or [PAGES / "text"]


@pytest.mark.slow
@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem[:8])
def test_no_line_of_a_page_is_lost(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    assert lost(path.read_text("utf-8"), read(Original(path, path.name))) == []


@pytest.mark.slow
def test_the_bodies_of_pages_are_found() -> None:
    if not PAGES.is_dir():
        pytest.skip(f"{PAGES} is not here")
    truth = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    precision, recall = [], []
    for key, wanted in truth.items():
        draft = read(Original(PAGES / "text" / f"{key}.txt", key))
        got = re.findall(r"\w+", "\n".join(text for chapter in draft.chapters for text in _bare(chapter.blocks[1:])))
        want = re.findall(r"\w+", wanted["articleBody"])
        shared = len({*zip(got, got[1:], got[2:], strict=False)} & {*zip(want, want[1:], want[2:], strict=False)})
        precision.append(shared / max(1, len({*zip(got, got[1:], got[2:], strict=False)})))
        recall.append(shared / max(1, len({*zip(want, want[1:], want[2:], strict=False)})))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    assert 2 * p * r / (p + r) >= 0.93


def _bare(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield inline_text(block.inlines)
            case Quote():
                yield from _bare(block.blocks)
            case List():
                for item in block.items:
                    yield from _bare(item.blocks)
            case _:
                pass


@pytest.mark.slow
def test_a_hard_wrapped_book_comes_back_as_it_was(tmp_path: Path) -> None:
    if not BOOK.is_dir():
        pytest.skip(f"{BOOK} is not here")
    paragraphs = [
        " ".join(paragraph.split())
        for file in sorted(BOOK.glob("0*.md"))[:20]
        for paragraph in file.read_text("utf-8").split("\n\n")
        if paragraph.strip()
    ]
    plain = [paragraph.removeprefix("# ").replace("Chapter", "CHAPTER") for paragraph in paragraphs]
    path = tmp_path / "moby.txt"
    path.write_text("Moby-Dick\n\n\n" + "\n\n".join(textwrap.fill(one, 72) for one in plain), encoding="utf-8")
    draft = read(Original(path, "moby.txt"))
    assert draft.metadata.title == "Moby-Dick"
    assert [text for chapter in draft.chapters for text in _bare(chapter.blocks)] == plain
    assert not draft.cuts


@pytest.mark.parametrize(
    "text",
    [
        "[" + " " * 200_000,
        "a-" * 100_000,
        "a" * 300_000 + "-\nb",
        "@" * 300_000,
        "A-a/" * 140 + "\n" + "A - " * 140,
        "word " * 100_000,
        "\n".join(" " * (2 * depth) + "* item" for depth in range(2_000)),
        ".\"'" * 100_000,
        "( " * 100_000 + "x",
        "* " * 100_000 + "x",
        "1. a\n" * 20_000,
        "share this " * 50_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_a_hostile_text_is_read_like_any_other(tmp_path: Path, text: str) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    try:
        draft = read(Original(path, "text.txt"))
    except InputError:
        return
    assert lost(text, draft) == []
