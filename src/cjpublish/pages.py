"""The pages that the program writes itself: title page, content note and last page, chapters like any other.

They are spoken as they are printed: the title page opens the narration and the last page closes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.model import Block, Chapter, Heading, Inline, Mark, Metadata, Paragraph, Text
from cjpublish.readers import Reading, markdown
from cjpublish.segment import Segmenter
from cjpublish.settings import Settings
from cjpublish.wording import Wording, wording

__all__ = ["IDS", "surround"]

IDS = ("title-page", "content-note", "about-this-publication")
"""The ids of the pages; no chapter may have one."""


def surround(body: Sequence[Chapter], settings: Settings, reading: Reading) -> tuple[Chapter, ...]:
    """Put the title page and the content note before the body and the last page behind it.

    The content note's last paragraph is a link that leads past it.
    """
    metadata = settings.metadata
    words = wording(metadata.language)
    pages = [_title_page(metadata, words)]
    if settings.content_note and body:
        segmenter = Segmenter(metadata.language)
        heading = _heading(IDS[1], words.content_note, segmenter)
        note = markdown.passage(settings.content_note, segmenter, reading)
        skip: Inline = Mark("a", (Text(words.skip_content_note),), href=f"#{body[0].id}")
        link = Paragraph((segmenter.sentence((skip,), None),), style="skip-link")
        pages.append(Chapter(IDS[1], words.content_note, "notice", (heading, *note, link)))
    return (*pages, *body, _last_page(metadata, words))


def _title_page(metadata: Metadata, words: Wording) -> Chapter:
    segmenter = Segmenter(metadata.language)
    blocks: list[Block] = [_heading(IDS[0], metadata.title, segmenter)]
    if metadata.subtitle:
        blocks.append(_paragraph(metadata.subtitle, "title-subtitle", segmenter))
    if metadata.authors:
        blocks.append(_paragraph(words.by.format(authors=_names(metadata, words)), "title-authors", segmenter))
    blocks.append(_paragraph(words.synthetic_voice, "title-narration", segmenter))
    return Chapter(IDS[0], metadata.title, "titlepage", tuple(blocks))


def _last_page(metadata: Metadata, words: Wording) -> Chapter:
    segmenter = Segmenter(metadata.language)
    texts = [words.end_of.format(title=metadata.title)]
    for phrase, name, value in (
        (words.published_by, "publisher", metadata.publisher),
        (words.published_on, "date", metadata.date),
        (words.source, "source", metadata.source),
        (words.rights, "rights", metadata.rights),
    ):
        if value:
            texts.append(phrase.format(**{name: value}))
    heading = _heading(IDS[2], words.about, segmenter)
    return Chapter(IDS[2], words.about, "colophon", (heading, *(_paragraph(text, "", segmenter) for text in texts)))


def _names(metadata: Metadata, words: Wording) -> str:
    *others, last = metadata.authors
    return f"{', '.join(others)} {words.conjunction} {last}" if others else last


def _heading(name: str, text: str, segmenter: Segmenter) -> Heading:
    return Heading(name, 1, segmenter.sentence((Text(text),), None))


def _paragraph(text: str, style: str, segmenter: Segmenter) -> Paragraph:
    return Paragraph(segmenter.sentences((Text(text),), None), style=style)
