"""What may be claimed of the accessibility of an audiobook that has its text inside: derived, dropped where untrue.

Schema.org Accessibility Properties for Discoverability Vocabulary; standards A.8 to A.13, for sound.
"""

from __future__ import annotations

from dataclasses import replace

from cjpublish.editions.views.accessibility import PAGES, Claims, claims
from cjpublish.editions.views.completeness import unspoken
from cjpublish.model import Book, Paragraph, inline_text, walk_blocks
from cjpublish.wording import wording

__all__ = ["audio_claims"]


def audio_claims(book: Book) -> Claims:
    """Return what is true of a narrated book with the text and the pictures that it was read from.

    The text is its transcript, without a list of pages. Listening alone suffices only where nothing visible is left
    unspoken. Alternative texts and long descriptions are claimed where there are figures that have them, in the text as
    in the sound.
    """
    text = claims(book.publication)
    sufficient = text.access_modes_sufficient if unspoken(book) else ("auditory", *text.access_modes_sufficient)
    return replace(
        text,
        access_modes=("auditory", *text.access_modes),
        access_modes_sufficient=sufficient,
        features=tuple(sorted({*text.features, "transcript"} - PAGES, key=str.lower)),
        summary=_summary(book, text),
    )


def _summary(book: Book, text: Claims) -> str:
    """Return the publisher's summary, or who reads and what is true of the text; never that there is only text."""
    metadata = book.publication.metadata
    if metadata.accessibility.summary:
        return text.summary
    only_text = text.summary == wording(metadata.language).plain_text
    parts = (_who_reads(book), "" if only_text else text.summary)
    return " ".join(part for part in parts if part)


def _who_reads(book: Book) -> str:
    """Return the title page's sentence about the voice; empty where it has none."""
    said = (
        inline_text(sentence.inlines)
        for chapter in book.publication.reading_order
        if chapter.role == "titlepage"
        for block in walk_blocks(chapter.blocks)
        if isinstance(block, Paragraph) and block.style == "title-narration"
        for sentence in block.sentences
    )
    return " ".join(said)
