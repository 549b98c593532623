"""The pages that the program writes itself, chapters like any other, spoken as they are printed.

The title page opens the narration and the last page closes it. The cover and the table of contents are e-books' own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjpublish.model import (
    Block,
    Chapter,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Metadata,
    Notes,
    Paragraph,
    Text,
    Voice,
    inline_text,
)
from cjpublish.outline import outline
from cjpublish.phrases import phrase
from cjpublish.readers import Reading, markdown
from cjpublish.segment import Segmenter
from cjpublish.settings import Settings
from cjpublish.settings.narration import heard
from cjpublish.wording import Wording, wording

__all__ = ["IDS", "contents", "cover", "surround", "title_page"]

IDS = ("title-page", "content-note", "about-this-publication", "cover", "toc")
"""The ids of the pages; no chapter may have one."""


def surround(body: Sequence[Chapter], settings: Settings, reading: Reading) -> tuple[Chapter, ...]:
    """Put the title page and the content note before the body and the last page behind it.

    The content note's last paragraph is a link that leads past it. Where the text breaks off, the body says so at its
    end, before the notes of its last chapter.
    """
    metadata = settings.metadata
    words = wording(metadata.language)
    pages = [title_page(metadata, heard(settings.narration, body))]
    if settings.content_note and body:
        segmenter = Segmenter(metadata.language)
        heading = _heading(IDS[1], phrase(words.content_note, words, metadata.language), segmenter)
        note = markdown.passage(settings.content_note, segmenter, reading)
        skip = Mark("a", phrase(words.skip_content_note, words, metadata.language), href=f"#{body[0].id}")
        link = Paragraph((segmenter.sentence((skip,), None),), style="skip-link")
        pages.append(Chapter(IDS[1], words.content_note, "notice", (heading, *note, link)))
    if settings.truncated and body:
        body = (*body[:-1], _broken_off(body[-1], metadata, words))
    return (*pages, *body, _last_page(metadata, words))


def _broken_off(chapter: Chapter, metadata: Metadata, words: Wording) -> Chapter:
    """Return the last chapter with a paragraph behind its text that says that there is no more of it."""
    said = phrase(words.truncated, words, metadata.language)
    note = _paragraph(said, "truncated", Segmenter(metadata.language))
    notes = len(chapter.blocks) - isinstance(chapter.blocks[-1], Notes)
    return replace(chapter, blocks=(*chapter.blocks[:notes], note, *chapter.blocks[notes:]))


def cover(metadata: Metadata) -> Chapter:
    """Return the cover's page: a figure whose alternative text is the cover's."""
    words = wording(metadata.language)
    alt = (Text(metadata.cover_alt),) if metadata.cover_alt else phrase(words.cover, words, metadata.language)
    picture = Figure("cover-picture", metadata.cover or "", alt=Segmenter(metadata.language).sentence(alt, None))
    return Chapter(IDS[3], words.cover, "cover", (picture,))


def contents(chapters: Sequence[Chapter], metadata: Metadata) -> Chapter:
    """Return the table of contents: a link to each chapter and, nested beneath, to its headings, in document order."""
    words = wording(metadata.language)
    segmenter = Segmenter(metadata.language)
    heading = _heading(IDS[4], phrase(words.contents, words, metadata.language), segmenter)
    items = []
    for chapter in chapters:
        link = _link(chapter.title, chapter.id, segmenter)
        beneath = [(level, inline_text(each.sentence.inlines), each.id) for each, level in outline(chapter)]
        items.append(Item((link, *_nested(beneath[1:], segmenter))))
    return Chapter(IDS[4], words.contents, "toc", (heading, List("bullet", tuple(items))))


def _nested(headings: Sequence[tuple[int, str, str]], segmenter: Segmenter) -> tuple[List, ...]:
    """Return headings (level, title, id) as a list, each deeper one in the item of the one above it."""
    items: list[Item] = []
    for start, (level, title, name) in enumerate(headings):
        if level > headings[0][0]:
            continue
        end = next((i for i in range(start + 1, len(headings)) if headings[i][0] <= level), len(headings))
        link = _link(title, name, segmenter)
        items.append(Item((link, *_nested(headings[start + 1 : end], segmenter))))
    return (List("bullet", tuple(items)),) if items else ()


def _link(title: str, name: str, segmenter: Segmenter) -> Paragraph:
    link = Mark("a", (Text(" ".join(title.split())),), href=f"#{name}")
    return Paragraph((segmenter.sentence((link,), None),))


def title_page(metadata: Metadata, voices: Sequence[Voice]) -> Chapter:
    """Return the title page; it names the persons among the voices that are heard."""
    words = wording(metadata.language)
    segmenter = Segmenter(metadata.language)
    blocks: list[Block] = [_heading(IDS[0], (Text(metadata.title),), segmenter)]
    if metadata.subtitle:
        blocks.append(_paragraph((Text(metadata.subtitle),), "title-subtitle", segmenter))
    if metadata.authors:
        by = phrase(words.by, words, metadata.language, authors=_names(metadata.authors, words))
        blocks.append(_paragraph(by, "title-authors", segmenter))
    blocks.append(_paragraph(_narration(metadata, voices, words), "title-narration", segmenter))
    return Chapter(IDS[0], metadata.title, "titlepage", tuple(blocks))


def _narration(metadata: Metadata, voices: Sequence[Voice], words: Wording) -> tuple[Inline, ...]:
    """Say who narrates: persons by name, and that a voice is synthetic."""
    persons = tuple(dict.fromkeys(voice.narrator for voice in voices if voice.narrator))
    if not persons:
        return phrase(words.synthetic_voice, words, metadata.language)
    template = words.read_by if all(voice.narrator for voice in voices) else words.read_in_part_by
    return phrase(template, words, metadata.language, narrators=_names(persons, words))


def _last_page(metadata: Metadata, words: Wording) -> Chapter:
    segmenter = Segmenter(metadata.language)
    texts = [phrase(words.end_of, words, metadata.language, title=metadata.title)]
    for template, name, value in (
        (words.published_by, "publisher", metadata.publisher),
        (words.published_on, "date", metadata.date),
        (words.source, "source", metadata.source),
        (words.rights, "rights", metadata.rights),
    ):
        if value:
            texts.append(phrase(template, words, metadata.language, **{name: value}))
    heading = _heading(IDS[2], phrase(words.about, words, metadata.language), segmenter)
    said = (_paragraph(text, "", segmenter) for text in texts)
    return Chapter(IDS[2], words.about, "colophon", (heading, *said))


def _names(names: Sequence[str], words: Wording) -> str:
    *others, last = names
    return f"{', '.join(others)} {words.conjunction} {last}" if others else last


def _heading(name: str, inlines: tuple[Inline, ...], segmenter: Segmenter) -> Heading:
    return Heading(name, 1, segmenter.sentence(inlines, None))


def _paragraph(inlines: tuple[Inline, ...], style: str, segmenter: Segmenter) -> Paragraph:
    return Paragraph(segmenter.sentences(inlines, None), style=style)
