"""Documents that other programs wrote: what they hold arrives word for word, and the manuscript reads."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import docx
import pypandoc
import pytest
from docx.enum.text import WD_BREAK

import cjpublish
from cjpublish.draft import Draft, Figure, Heading, List, Table
from cjpublish.importers import Original
from cjpublish.importers.docx import read
from cjpublish.model import inline_text
from worddocuments import cut, png, texts

WRITTEN = """\
---
title: The Mill
subtitle: A short history
author: [Ada Meadow, Ben Brook]
lang: en-GB
---

# The stream

The stream turns *a wheel*, and **the wheel** turns H~2~O into `work`.[^1]

> Water is patient.

1. First the dam.
2. Then the channel:
   - of stone,
   - of wood.

## The wheel

See [the stream](#the-stream) or [a site](https://example.org/mill).

| Part  | Material |
|-------|----------|
| Wheel | Oak      |
| Axle  | Iron     |

: What it is made of

![A wheel in the water.](wheel.png)

``` python
turn(wheel)
```

# The miller

The miller sleeps^5^ here.[^2]

[^1]: As every miller knows.

    And every child.

[^2]: Until dawn.
"""


@pytest.fixture(scope="module")
def pandoc_document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pandoc")
    (folder / "wheel.png").write_bytes(png())
    path = folder / "mill.docx"
    pypandoc.convert_text(
        WRITTEN, "docx", "markdown", outputfile=str(path), extra_args=["--resource-path", str(folder), "--quiet"]
    )
    return path


@pytest.fixture(scope="module")
def pandoc_draft(pandoc_document: Path) -> Draft:
    return read(Original(pandoc_document, "mill.docx"))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_every_word_of_a_document_by_pandoc_arrives_once(pandoc_draft: Draft) -> None:
    prose = re.sub(r"^---.*?^---|\]\([^)]*\)|\[\^\d\]:?|[*>|`~^]|^\s*\d\.|python", "", WRITTEN, flags=re.S | re.M)
    arrived = " ".join(texts(chapter.blocks) + " " + texts(chapter.notes) for chapter in pandoc_draft.chapters)
    assert words(arrived) == words(prose.replace("A wheel in the water.", "A wheel in the water. " * 2))
    assert pandoc_draft.cuts == ()


def test_a_document_by_pandoc_keeps_its_structure(pandoc_draft: Draft) -> None:
    said = pandoc_draft.metadata
    assert (said.title, said.subtitle, said.language) == ("The Mill", "A short history", "en-GB")
    assert said.authors == ("Ada Meadow", "Ben Brook")
    one, two = pandoc_draft.chapters
    assert [type(block).__name__ for block in one.blocks] == [
        "Heading", "Paragraph", "Quote", "List", "Heading", "Paragraph", "Table", "Figure", "Code",
    ]  # fmt: skip
    assert [len(chapter.notes) for chapter in (one, two)] == [1, 1]
    list_, table, figure = one.blocks[3], one.blocks[6], one.blocks[7]
    assert isinstance(list_, List)
    assert isinstance(list_.items[1].blocks[1], List)
    assert isinstance(table, Table)
    assert inline_text(table.caption) == "What it is made of"
    assert isinstance(figure, Figure)
    assert (inline_text(figure.caption), figure.alt) == ("A wheel in the water.", "A wheel in the water.")


def test_a_document_by_pandoc_becomes_a_manuscript_that_reads(pandoc_document: Path, tmp_path: Path) -> None:
    imported = cjpublish.import_from(pandoc_document, tmp_path / "mill")
    assert imported.todo == ()
    publication = cjpublish.read(imported.folder)
    titles = [chapter.title for chapter in publication.reading_order if chapter.role == "chapter"]
    assert titles == ["The stream", "The miller"]


def test_a_document_by_python_docx_keeps_its_structure(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("The Mill", 0)
    document.add_heading("The stream", 1)
    document.add_paragraph("The stream turns a wheel.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("A dam", style="List Number")
    document.add_paragraph("A channel", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Part", "Material", "Wheel", "Oak"), strict=True):
        cell.text = text
    (tmp_path / "wheel.png").write_bytes(png())
    document.add_picture(str(tmp_path / "wheel.png"))
    document.sections[0].header.paragraphs[0].text = "The Mill"
    document.save(str(tmp_path / "mill.docx"))
    draft = read(Original(tmp_path / "mill.docx", "mill.docx"))
    [chapter] = draft.chapters
    assert (draft.metadata.title, draft.metadata.authors) == ("The Mill", ())
    assert [type(block).__name__ for block in chapter.blocks] == ["Heading", "Paragraph", "List", "Table", "Figure"]
    heading, figure = chapter.blocks[0], chapter.blocks[4]
    assert isinstance(heading, Heading)
    assert isinstance(figure, Figure)
    assert (inline_text(heading.inlines), figure.alt) == ("The stream", None)
    assert cut(draft, "header or footer of the pages") == ["The Mill"]
