"""Everything that an EPUB holds, as finished bytes: its text, cover page, navigation and cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from cjpublish.editions.views import cover
from cjpublish.editions.views.accessibility import Claims, claims
from cjpublish.editions.views.ebook.navigation import Entry, navigation_page
from cjpublish.editions.views.ebook.text import XHTML, File, text_files
from cjpublish.editions.views.faults import collected
from cjpublish.editions.views.page import attribute, page
from cjpublish.editions.views.words import Words
from cjpublish.errors import Finding, InputError
from cjpublish.model import Figure, Metadata, Pieces, Publication, inline_text, walk_sentences
from cjpublish.wording import wording

__all__ = ["Contents", "Overlays", "Sound", "contents"]


@dataclass(frozen=True, slots=True)
class Sound:
    """An audio resource of the EPUB, read when its turn comes."""

    id: str
    """In the manifest."""
    name: str
    """Its path beside the package document."""
    read: Callable[[], Pieces]
    """Reads an MP3 of a constant bit rate."""


@dataclass(frozen=True, slots=True)
class Overlays:
    """What a package says of its media overlays (EPUB 3.3, 9.3.2.2)."""

    narrators: tuple[str, ...]
    """For media:narrator."""
    durations: tuple[tuple[str, int], ...]
    """By overlay id, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package is made of."""

    metadata: Metadata
    """What a catalogue says."""
    claims: Claims
    """What is true of its accessibility."""
    toc: tuple[Entry, ...]
    """The table of contents."""
    cover: File
    """The cover's picture."""
    navigation: File
    """The navigation document."""
    pages: tuple[File, ...]
    """The cover page and the chapters, in reading order."""
    others: tuple[File, ...]
    """Style sheet, pictures and overlays."""
    sounds: tuple[Sound, ...] = ()
    """Audio."""
    overlays: Overlays | None = None
    """Of an EPUB with a voice."""


def contents(publication: Publication, words: Mapping[str, Mapping[str, Words]]) -> Contents:
    """Return all that the publication's EPUB holds; `words` gives by chapter and sentence the words with own spans.

    Raises InputError with every picture and every chapter that can't be published.
    """
    findings: list[Finding] = []
    text = text_files(publication, words, findings)
    drawn = collected(findings, partial(cover.portrait, publication), b"")
    if findings:
        raise InputError(findings)
    return Contents(
        metadata=publication.metadata,
        claims=claims(publication),
        toc=text.toc,
        cover=File("cover-image", "cover.jpg", "image/jpeg", drawn, "cover-image"),
        navigation=File("nav", "nav.xhtml", XHTML, navigation_page(publication, text.toc, text.anchors), "nav"),
        pages=(File("cover", "cover.xhtml", XHTML, _cover_page(publication)), *text.pages),
        others=text.others,
    )


def _cover_page(publication: Publication) -> bytes:
    metadata, chapter = publication.metadata, publication.cover
    words = wording(metadata.language)
    (alt,) = walk_sentences(chapter.blocks)
    picture = next(block for block in chapter.blocks if isinstance(block, Figure))
    body = (
        f'<section id="{chapter.id}" epub:type="cover" aria-label="{attribute(words.cover)}">\n'
        f'<div id="{picture.id}"><img id="{alt.id}" src="cover.jpg" alt="{attribute(inline_text(alt.inlines))}"'
        ' role="doc-cover"/></div>\n</section>\n'
    )
    title = f"{words.cover} – {metadata.title}"
    return page(title, body, metadata.language, "css/epub.css", ' class="cover" epub:type="frontmatter"')
