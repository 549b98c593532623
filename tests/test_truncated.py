"""A text that breaks off: a reader is told so at its end, in print and in speech."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import cjpublish
from cjpublish.errors import InputError
from cjpublish.model import Chapter, Notes, Paragraph, Publication, inline_text
from cjpublish.narration import script
from cjpublish.wording import wording
from conftest import PUBLICATION, Write

_BROKEN = "The copy of this text that we have breaks off here."


def told(chapter: Chapter) -> list[str]:
    """Return the paragraphs of a chapter in which the program says that the text breaks off."""
    styled = (block for block in chapter.blocks if isinstance(block, Paragraph) and block.style == "truncated")
    return [" ".join(inline_text(sentence.inlines) for sentence in block.sentences) for block in styled]


def read(write: Write, *, line: str = "truncated: true\n", files: dict[str, str] | None = None) -> Publication:
    return cjpublish.read(write(files, publication=PUBLICATION + line))


def test_the_last_chapter_alone_says_that_the_text_breaks_off(publication_folder: Write) -> None:
    publication = read(publication_folder)
    assert {chapter.id: told(chapter) for chapter in publication.reading_order if told(chapter)} == {
        "summer": [_BROKEN]
    }


def test_it_stands_after_the_text_and_before_the_notes(publication_folder: Write) -> None:
    files = {"manuscript/02-summer.md": "# Summer\n\nWater in the evening,[^1] and\n\n[^1]: Never at noon.\n"}
    *_, text, note, notes = next(
        c for c in read(publication_folder, files=files).reading_order if c.id == "summer"
    ).blocks
    assert isinstance(text, Paragraph)
    assert isinstance(note, Paragraph)
    assert isinstance(notes, Notes)
    assert (text.style, note.style) == ("", "truncated")


@pytest.mark.parametrize("line", ["", "truncated: false\n"])
def test_a_whole_text_says_nothing_of_the_kind(line: str, publication_folder: Write) -> None:
    publication = read(publication_folder, line=line)
    assert [told(chapter) for chapter in publication.reading_order if told(chapter)] == []


def test_it_is_spoken_where_it_is_printed(publication_folder: Write) -> None:
    publication = read(publication_folder)
    chapter = next(chapter for chapter in publication.reading_order if chapter.id == "summer")
    assert script.write(chapter, publication)[-1].text == _BROKEN


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_every_language_says_it(language: str, publication_folder: Write) -> None:
    folder = publication_folder(
        publication=PUBLICATION.replace("language: en", f"language: {language}\ntruncated: true")
    )
    chapter = cjpublish.read(folder).reading_order[-2]
    assert told(chapter) == [wording(language).truncated]
    assert (wording(language).truncated == _BROKEN) == (language == "en")


def test_anything_but_true_and_false_is_refused_at_its_line(publication_folder: Write) -> None:
    with pytest.raises(InputError) as raised:
        read(publication_folder, line="truncated: perhaps\n")
    (fault,) = raised.value.findings
    assert str(fault.source) == f"manuscript/publication.yaml:{len(PUBLICATION.splitlines()) + 1}:12"


def test_every_edition_says_it(publication_folder: Write) -> None:
    folder = publication_folder(publication=PUBLICATION + "truncated: true\n")
    cjpublish.build(cjpublish.read(folder))
    dist: Path = folder / "dist"
    for path in dist.iterdir():
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith("html")]
            assert [page.count(_BROKEN) for page in pages if _BROKEN in page] == [1], path.name
    for ending in ("html", "txt", "vtt", "guide.json"):
        text = " ".join((dist / f"the-kitchen-garden.{ending}").read_text(encoding="utf-8").split())
        assert text.count(_BROKEN) == 1, ending
