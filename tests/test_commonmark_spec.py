"""The examples of the CommonMark specification pass through both readers of Markdown: each is read whole or refused.

They come with the package `commonmark-spec`, whose folder CJPUBLISH_COMMONMARK names.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from cjpublish import readers
from cjpublish.draft import Draft
from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.markdown import read as import_markdown
from cjpublish.model import Chapter, Code, Mark, NoteRef, Text, inline_text, walk_blocks, walk_sentences
from cjpublish.readers import Reading

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_COUNT = 652


@cache
def specification() -> tuple[tuple[str, str], ...]:
    """Return the examples: Markdown, and the HTML that stands for it."""
    folder = os.environ.get("CJPUBLISH_COMMONMARK", "")
    file = Path(folder) / "spec.txt"
    if not folder or not file.is_file():
        pytest.skip("the specification is not here; name the folder of commonmark-spec in CJPUBLISH_COMMONMARK")
    text = file.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0]
    return tuple((source.replace("→", "\t"), shown.replace("→", "\t")) for source, shown in _EXAMPLE.findall(text))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def visible(shown: str) -> Counter[str]:
    """Return the words that HTML shows, alternative texts among them; what a form is filled with is none of them."""
    tree = html.document_fromstring(f"<html><body>{shown}</body></html>")
    for hidden in tree.xpath("//script|//style|//textarea|//comment()|//processing-instruction()"):
        hidden.drop_tree()
    alternative = [element.get("alt", "") for element in tree.iter("img")]
    return words(" ".join([tree.text_content(), *alternative]))


def read(folder: Path, source: str) -> tuple[tuple[Chapter, ...], list[Finding]]:
    file = folder / "manuscript" / "chapter.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(source, encoding="utf-8", newline="")
    reading = Reading(folder, "en", {}, [])
    chapters = readers.resolve(readers.read(file, reading), reading)
    return chapters, [finding for finding in reading.findings if finding.severity is Severity.ERROR]


def printed(chapters: tuple[Chapter, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for chapter in chapters:
        found += words(" ".join(inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks)))
        found += words(" ".join(block.text for block in walk_blocks(chapter.blocks) if isinstance(block, Code)))
    return found


def texts(node: object) -> Iterator[str]:
    """Yield every text of a draft, that of inlines as one; addresses too, which cost a comparison nothing."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple) and node and all(isinstance(each, Text | Mark | NoteRef) for each in node):
        yield inline_text(node)
    elif isinstance(node, tuple):
        for each in node:
            yield from texts(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from texts(getattr(node, field.name))


def imported(folder: Path, source: str) -> Draft | InputError:
    file = folder / "example.md"
    file.write_text(source, encoding="utf-8", newline="")
    try:
        return import_markdown(Original(file, "example.md"))
    except InputError as refusal:
        return refusal


def test_all_examples_are_there() -> None:
    assert len(specification()) == _COUNT


@pytest.mark.parametrize("before", ["", "# Example\n\n"])
def test_the_manuscript_reader_reads_an_example_whole_or_refuses_it_at_a_line(before: str, tmp_path: Path) -> None:
    whole = 0
    for number, (source, shown) in enumerate(specification(), 1):
        chapters, faults = read(tmp_path, before + source)
        assert [str(fault) for fault in faults if not (fault.source and fault.source.line)] == [], f"example {number}"
        if not faults:
            wanted = visible(f"<h1>Example</h1>\n{shown}" if before else shown)
            assert printed(chapters) == wanted, f"example {number}: {source!r}"
            whole += 1
    assert whole > (300 if before else 5), "nearly every example is refused"


def test_the_importer_makes_a_draft_with_every_word_or_says_that_there_is_none(tmp_path: Path) -> None:
    drafts = 0
    for number, (source, shown) in enumerate(specification(), 1):
        found = imported(tmp_path, source)
        if isinstance(found, InputError):
            assert not visible(shown), f"example {number} is refused: {source!r}"
            assert found.exit_code == 2
            continue
        drafts += 1
        lost = visible(shown) - words("\n".join(texts((found.chapters, found.cuts))))
        assert not lost, f"example {number} loses {lost}: {source!r}"
    assert drafts > 600
