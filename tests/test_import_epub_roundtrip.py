"""Importing real EPUBs, of other programs and of this one: no word and no picture is lost on the way."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
import zipfile
from collections import Counter
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

import cjpublish
from checkers import epubcheck
from cjpublish import importing
from cjpublish.draft import Draft, Figure, List, Note, Quote, Table
from cjpublish.importers import Original
from cjpublish.importers.epub import read
from cjpublish.importers.epub.parts import text_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("CJPUBLISH_EPUBS") or ROOT.parent / "shared" / "epub-samples")

_UNSAID = {"script", "style", "head", "template", "annotation", "annotation-xml"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "dfn",
    "em",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
}
_INLINE |= {"sub", "sup", "u", "var", "ruby", "rb", "tspan", "kbd", "samp", "time", "wbr"}
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+")
"""A word; in Chinese and Japanese a character. Numbers are left out: those of notes are made anew."""


def words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "")
    return Counter(_WORD.findall(plain.casefold()))


def shown(element: Any) -> str:
    """Return the text of an element as it is shown, by a way of its own: nothing of the importer's is used."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2].lower()
    if name in _UNSAID:
        return ""
    inner = chain([element.text or ""], *([shown(child), child.tail or ""] for child in element))
    around = "" if name in _INLINE else " "
    return around + "".join(inner) + around


def contents(path: Path) -> tuple[Counter[str], set[str]]:
    """Return the words and the picture files of an EPUB's spine."""
    found: Counter[str] = Counter()
    pictures: set[str] = set()
    parser = etree.XMLParser(recover=True, resolve_entities=True, load_dtd=False, huge_tree=True)
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"), parser)
        package = next(container.iter("{*}rootfile")).get("full-path")
        root = etree.fromstring(archive.read(package), parser)
        items = {item.get("id"): item for item in root.iter("{*}item")}
        for reference in root.iter("{*}itemref"):
            item = items[reference.get("idref")]
            name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href"))))
            if item.get("media-type").startswith("image/"):
                pictures.add(name)
            if item.get("media-type") != "application/xhtml+xml":
                continue
            body = next(etree.fromstring(_without_entities(archive.read(name)), parser).iter("{*}body"))
            found += words(shown(body))
            for picture in body.iter("{*}img"):
                address = unquote(picture.get("src", "").partition("#")[0])
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
                if target in archive.namelist():
                    pictures.add(target)
    return found, pictures


def _without_entities(content: bytes) -> bytes:
    from html.entities import html5

    def number(match: re.Match[bytes]) -> bytes:
        name = match[1].decode() + ";"
        xml = name in ("amp;", "lt;", "gt;", "quot;", "apos;")
        return match[0] if xml or name not in html5 else "".join(f"&#{ord(each)};" for each in html5[name]).encode()

    return re.sub(rb"&([A-Za-z][A-Za-z0-9]*);", number, content)


def imported(draft: Draft) -> Counter[str]:
    """Return the words of a draft: of its chapters, its notes and its cuts."""
    alts = [
        block.alt or "" for chapter in draft.chapters for block in _blocks(chapter.blocks) if isinstance(block, Figure)
    ]
    return words(" ".join([text_of(draft.chapters), *(cut.text for cut in draft.cuts), *alts, draft.cover_alt or ""]))


def _blocks(blocks: tuple[Any, ...]) -> list[Any]:
    found = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Quote):
            found += _blocks(block.blocks)
        elif isinstance(block, List):
            found += [inner for item in block.items for inner in _blocks(item.blocks)]
    return found


def lost(path: Path, draft: Draft) -> tuple[Counter[str], set[str]]:
    """Return the words and pictures that are in an EPUB and not in what was made of it."""
    there, pictures = contents(path)
    return there - imported(draft), pictures - set(draft.images)


# --- pandoc -----------------------------------------------------------------------------------------------------------

MANUSCRIPT = """
---
title: Gardens
subtitle: A year of beds
author: [A. Writer, B. Second]
lang: en-GB
date: 2019-04-01
rights: CC BY 4.0
---

# Spring {#spring}

The first flowers open.[^1] See [summer](#summer) and [its roses](#roses).

[^1]: In a mild year, in *March*.

![A bed of tulips.](tulips.png)

| Month | Flower |
|:------|-------:|
| April | Tulip  |
| May   | Iris   |

Table: What opens when.

> A quotation
> in two lines.

# Summer {#summer}

1. Water the beds.
2. Wait.^[A second note, for the second chapter.]

## Roses {#roses}

H~2~O, x^2^, ~~struck out~~, `code`, [mot]{lang=fr}.

Term

:   Its definition.

```python
print("beds")
```
"""


@pytest.fixture(params=["epub2", "epub3"])
def pandoc_book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return an EPUB that pandoc made."""
    from epubs import PNG

    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc, which carries pandoc, is not installed")
    (tmp_path / "tulips.png").write_bytes(PNG)
    target = tmp_path / f"{request.param}.epub"
    arguments = [f"--resource-path={tmp_path}", "--split-level=1"]
    pypandoc.convert_text(MANUSCRIPT, request.param, format="markdown", outputfile=str(target), extra_args=arguments)
    return target


def test_a_book_of_pandocs_is_read_whole(pandoc_book: Path) -> None:
    draft = read(Original(pandoc_book, "book.epub"))
    assert lost(pandoc_book, draft) == (Counter(), set())
    said = draft.metadata
    assert (said.title, said.authors, said.language) == ("Gardens", ("A. Writer", "B. Second"), "en-GB")
    assert [text_of(chapter.blocks[:1]) for chapter in draft.chapters] == ["Spring", "Summer"]
    notes: list[Note] = [note for chapter in draft.chapters for note in chapter.notes]
    assert [text_of(note.blocks) for note in notes] == [
        "In a mild year, in March.",
        "A second note, for the second chapter.",
    ]
    blocks = [block for chapter in draft.chapters for block in chapter.blocks]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.alignments == ("left", "right")
    assert text_of(table.caption) == "What opens when."
    assert len([block for block in blocks if isinstance(block, Figure)]) == 1


@pytest.mark.slow
def test_a_book_of_pandocs_becomes_one_of_ours(pandoc_book: Path, tmp_path: Path) -> None:
    assert built(pandoc_book, tmp_path) == []


# --- our own ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_our_own_edition_comes_back_as_it_was(tmp_path: Path) -> None:
    publication = cjpublish.read(ROOT)
    result = cjpublish.build(publication, names=["epub"], out=tmp_path / "dist", cache=tmp_path / "cache")
    draft = read(Original(result.made[0].path, "ours.epub"))
    headings = [text_of(chapter.blocks[:1]) for chapter in draft.chapters]
    chapters = [chapter for chapter in publication.reading_order if chapter.role not in ("titlepage", "colophon")]
    assert headings == [chapter.title for chapter in chapters]
    assert [chapter.role for chapter in draft.chapters[1:]] == [chapter.role for chapter in chapters[1:]]
    missing, pictures = lost(result.made[0].path, draft)
    assert (missing.keys() - {"credit"}, pictures) == (set(), set())  # the label before who made a picture
    assert draft.metadata.title == publication.metadata.title
    assert draft.metadata.identifier == publication.metadata.identifier
    assert "Figure 1." not in text_of(draft.chapters)


# --- collections ------------------------------------------------------------------------------------------------------


def samples() -> list[Path]:
    """Return the EPUBs at hand: that of the package `epubcheck`, and those of a folder."""
    package = find_spec("epubcheck")
    carried = sorted(Path(package.origin).parent.glob("samples/childrens*.epub")) if package and package.origin else []
    return [*carried, *sorted(SAMPLES.glob("*.epub"))]


@pytest.mark.slow
@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_a_real_book_is_read_whole_and_becomes_one_of_ours(path: Path, tmp_path: Path) -> None:
    draft = read(Original(path, path.name))
    assert lost(path, draft) == (Counter(), set())
    assert built(path, tmp_path) == []


def built(path: Path, folder: Path) -> list[str]:
    """Import a book, write the alternative texts that are left to do, build it; return what EPUBCheck says of it."""
    import yaml

    target = folder / "publication"
    importing.import_from(path, target)
    pictures = target / "manuscript" / "images" / "images.yaml"
    if pictures.is_file():
        entries = yaml.safe_load(pictures.read_text(encoding="utf-8")) or {}
        for number, entry in enumerate(entries.values()):
            if str(entry.get("alt", "")).startswith("TODO"):
                entry["alt"] = f"A picture that somebody has to describe, number {number}."
        pictures.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    publication = cjpublish.read(target)
    result = cjpublish.build(publication, names=["epub"], out=folder / "dist", cache=folder / "cache")
    before, after = contents(path)[0], contents(result.made[0].path)[0]
    told = words((target / importing.REPORT).read_text(encoding="utf-8"))
    assert before - after - told == Counter()
    return [f"{each.code} {each.text}" for each in epubcheck(result.made[0].path, folder) if each.level != "USAGE"]
