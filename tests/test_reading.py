"""A whole folder read: its chapters, the program's own pages, and what is said of what was left out."""

from __future__ import annotations

import pytest

import cjpublish
from cjpublish.errors import InputError
from cjpublish.model import Figure, Mark, inline_text, walk_blocks, walk_sentences
from conftest import PUBLICATION, Write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"/>'
PICTURES = {
    "manuscript/images/plan.svg": SVG,
    "manuscript/images/images.yaml": (
        "plan.svg:\n  alt: Plan of two beds.\n  credit: Drawn by hand.\n  license: CC BY 4.0\n"
    ),
}


def test_the_programs_own_pages_stand_around_the_chapters(publication_folder: Write) -> None:
    note = "content_note: |\n  It is about *rain*.\n"
    publication = cjpublish.read(publication_folder(publication=PUBLICATION + note))
    roles = [chapter.role for chapter in publication.reading_order]
    assert roles == ["titlepage", "notice", "chapter", "chapter", "colophon"]
    notice = publication.reading_order[1]
    texts = [inline_text(sentence.inlines) for sentence in walk_sentences(notice.blocks)]
    assert texts == ["Content note", "It is about rain.", "The text begins after this note"]
    (link,) = [m for s in walk_sentences(notice.blocks[-1:]) for m in s.inlines if isinstance(m, Mark)]
    assert link.href == "#spring"


def test_the_title_page_says_that_the_voice_is_synthetic(publication_folder: Write) -> None:
    publication = cjpublish.read(publication_folder())
    texts = [inline_text(sentence.inlines) for sentence in walk_sentences(publication.reading_order[0].blocks)]
    assert texts == ["The Kitchen Garden", "By A. Writer", "The audio edition is read by a synthetic voice."]


def test_a_chapter_can_not_take_the_place_of_a_page(publication_folder: Write) -> None:
    publication = cjpublish.read(publication_folder({"manuscript/01-spring.md": "# Title page\n\nText.\n"}))
    ids = [chapter.id for chapter in publication.reading_order]
    assert len(set(ids)) == len(ids)


def test_a_pictures_terms_follow_its_credit(publication_folder: Write) -> None:
    folder = publication_folder({**PICTURES, "manuscript/01-spring.md": "# Spring\n\n![](images/plan.svg)\n"})
    publication = cjpublish.read(folder)
    (figure,) = [b for c in publication.reading_order for b in walk_blocks(c.blocks) if isinstance(b, Figure)]
    assert [inline_text(sentence.inlines) for sentence in figure.credit] == [
        "Credit: Drawn by hand.",
        "License: CC BY 4.0.",
    ]


def test_a_picture_that_is_described_and_not_used_is_noted(publication_folder: Write) -> None:
    publication = cjpublish.read(publication_folder(PICTURES))
    (finding,) = publication.findings
    assert str(finding).startswith("manuscript/images/images.yaml:1:1: note: 'images/plan.svg' is described")


def test_a_chapters_unknown_voice_is_a_fault_with_the_known_ones(publication_folder: Write) -> None:
    folder = publication_folder({"manuscript/01-spring.md": "---\nvoice: loud\n---\n\n# Spring\n\nText.\n"})
    with pytest.raises(InputError) as caught:
        cjpublish.read(folder)
    (finding,) = caught.value.findings
    assert finding.message == "there is no voice 'loud'"
    assert "quiet" in finding.fix


def test_a_recording_of_no_chapter_page_or_sentence_is_told(publication_folder: Write) -> None:
    folder = publication_folder(
        {
            "voices/reader.yaml": "engine: recording\nvoice: reader\nnarrator: A. Reader\nfallback: quiet\n",
            "voices/reader/toc.wav": "",
            "voices/reader/spring.wav": "",
            "voices/reader/sprng.wav": "",
        }
    )
    found = [f for f in cjpublish.read(folder).findings if f.code == "unused-recording"]
    assert [str(finding.source) for finding in found] == ["voices/reader/sprng.wav"]
    assert "'spring'" in found[0].fix
