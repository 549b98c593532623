"""The publication's page: what it is, how to read and hear it, what can be taken along, and what is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.amounts import duration
from cjpublish.editions.views.page import attribute, text
from cjpublish.editions.views.roles import division
from cjpublish.model import Metadata, Publication
from cjpublish.site.addresses import COVER_SMALL, INDEX
from cjpublish.site.frame import Page, own
from cjpublish.site.phrases import phrases as script_phrases
from cjpublish.site.reading import Leaf
from cjpublish.site.texts import quoted
from cjpublish.site.words import SiteWords, site_words
from cjpublish.wording import wording

__all__ = ["SCRIPTS", "STYLES", "Section", "landing_page"]

STYLES, SCRIPTS = ("site.css",), ("landing.js",)
"""Plain names of what the page needs."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading."""

    id: str
    """Unique on the page."""
    heading: str
    """Plain text, in the words of the program."""
    markup: str
    """HTML; a section without any is left out."""


def landing_page(publication: Publication, leaves: Sequence[Leaf], sections: Sequence[Section], head: str) -> Page:
    """Return the publication's page; `sections` follow the list of chapters, `head` is for machines."""
    metadata = publication.metadata
    words = site_words(metadata.language)
    parts = [Section("chapters", words.chapters, _chapters(leaves)), *sections]
    parts.append(Section("about", words.about, _known(metadata, words)))
    body = (
        f"{own(words.skip, metadata.language, 'a', (('class', 'skip-link'), ('href', '#main')))}\n"
        f"{_library(publication.web.library)}{_notice(leaves, metadata, words)}"
        f'<main id="main" tabindex="-1">\n{_masthead(leaves, metadata, words)}'
        f"{''.join(_section(part, metadata.language) for part in parts if part.markup)}</main>\n"
        f'<footer class="foot"><p>{own(words.made_with, metadata.language)}</p></footer>\n'
        f'<script type="application/json" id="Words">{script_phrases(metadata.language)}</script>\n'
    )
    return Page(
        address=INDEX,
        title=metadata.title if not metadata.authors else f"{metadata.title} – {', '.join(metadata.authors)}",
        language=metadata.language,
        kind="landing",
        styles=STYLES,
        scripts=SCRIPTS,
        body=body,
        head=head,
        attributes=(("data-publication", metadata.identifier),),
    )


def _library(title: str) -> str:
    """Write the way back to the library, where the publication is one of several."""
    return f'<nav class="up"><a href="../index.html">{text(title)}</a></nav>\n' if title else ""


def _section(part: Section, language: str) -> str:
    heading = own(part.heading, language, "h2", (("id", part.id),))
    return f'<section class="part" aria-labelledby="{part.id}">\n{heading}\n{part.markup}</section>\n'


def _notice(leaves: Sequence[Leaf], metadata: Metadata, words: SiteWords) -> str:
    """Write the content note before all else, with a way past it."""
    leaf = next((leaf for leaf in leaves if leaf.chapter.role == "notice"), None)
    if leaf is None:
        return ""
    label = attribute(wording(metadata.language).content_note)
    way = own(words.before_you_begin, metadata.language, "a", (("href", "#main"),))
    return f'<aside class="notice" aria-label="{label}">\n{quoted(leaf.markup, leaf.address)}<p>{way}</p>\n</aside>\n'


def _masthead(leaves: Sequence[Leaf], metadata: Metadata, words: SiteWords) -> str:
    phrases = wording(metadata.language)
    by = phrases.by.format(authors=", ".join(metadata.authors)) if metadata.authors else ""
    seconds = sum(leaf.spoken.sound.seconds for leaf in leaves if leaf.spoken)
    heard = words.length.format(duration=duration(seconds)) if seconds else ""
    narrated = phrases.narrated_by.format(narrators=", ".join(metadata.narrators)) if seconds else ""
    lines = [
        f'<p class="subtitle">{text(metadata.subtitle)}</p>' if metadata.subtitle else "",
        own(by, metadata.language, "p", (("class", "authors"),)) if by else "",
        f'<p class="description">{text(metadata.description)}</p>' if metadata.description else "",
        own(" ".join(part for part in (narrated, heard) if part), metadata.language, "p", (("class", "facts"),))
        if heard
        else "",
    ]
    alt = attribute(metadata.cover_alt or phrases.cover)
    start = next((leaf for leaf in leaves if division(leaf.chapter.role) == "bodymatter"), leaves[0])
    begin = own(
        words.read_and_listen if seconds else words.read,
        metadata.language,
        "a",
        (("class", "start"), ("href", start.address)),
    )
    shown = "\n".join(line for line in lines if line)
    return (
        f'<header class="masthead">\n<img class="cover" src="{COVER_SMALL}" alt="{alt}" width="400" height="600">\n'
        f'<div>\n<h1>{text(metadata.title)}</h1>\n{shown}\n<p class="actions">{begin}</p>\n</div>\n</header>\n'
    )


def _chapters(leaves: Sequence[Leaf]) -> str:
    """Write the chapters as links, each with its length."""
    items = "".join(
        f'<li><a href="{attribute(leaf.address)}">{text(leaf.chapter.title)}</a>{_length(leaf)}</li>\n'
        for leaf in leaves
    )
    return f'<ol class="chapters">\n{items}</ol>\n<div data-offline></div>\n'


def _length(leaf: Leaf) -> str:
    if leaf.spoken is None:
        return ""
    seconds = round(leaf.spoken.sound.seconds)
    return f' <time class="length" datetime="PT{seconds}S">{duration(seconds)}</time>'


def _known(metadata: Metadata, words: SiteWords) -> str:
    """Write what is known of the publication; what is not is left out."""
    rows = (
        (words.publisher, metadata.publisher),
        (words.published, metadata.date),
        (words.language_name, metadata.language),
        (words.subjects, ", ".join(metadata.subjects)),
        (words.source, metadata.source),
        (words.rights, metadata.rights),
        (words.identifier, metadata.identifier),
    )
    shown = "".join(
        f"<div>{own(name, metadata.language, 'dt')}<dd>{text(value)}</dd></div>\n" for name, value in rows if value
    )
    return f'<dl class="known">\n{shown}</dl>\n'
