"""A chapter's page: its text, its sound, and the ways to the other chapters. Whole without script; better with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.amounts import size
from cjpublish.editions.views.page import attribute, text
from cjpublish.model import Chapter, Publication
from cjpublish.site.addresses import download
from cjpublish.site.frame import Page, own
from cjpublish.site.phrases import phrases
from cjpublish.site.shelf import Offer, Spoken
from cjpublish.site.words import SiteWords, site_words
from cjpublish.wording import wording

__all__ = ["SCRIPTS", "STYLES", "Leaf", "reading_page"]

STYLES, SCRIPTS = ("book.css", "site.css", "read.css"), ("read.js",)
"""Plain names of what the page needs."""
_UP = "../"
"""The way from a chapter's page to the site's root."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter as the site has it."""

    chapter: Chapter
    """The chapter."""
    address: str
    """Of its page."""
    title: str
    """Of its document: unique in the publication."""
    markup: str
    """Its text as HTML."""
    spoken: Spoken | None
    """Its sound; None where it has none."""
    times: str
    """The address of its times; empty where it has no sound."""


def reading_page(publication: Publication, leaves: Sequence[Leaf], place: int, head: str) -> Page:
    """Return the page of one chapter of all; `head` is for machines."""
    leaf, metadata = leaves[place], publication.metadata
    words = site_words(metadata.language)
    body = (
        f"{own(words.skip, metadata.language, 'a', (('class', 'skip-link'), ('href', '#Text')))}\n"
        f"{_top(publication, leaves, place)}"
        f'<main id="Text" tabindex="-1" data-chapter="{attribute(leaf.chapter.id)}"{_times(leaf)}>\n'
        f"{_sound(leaf, metadata.language, words)}{leaf.markup}"
        f"{_turn(leaves, place, metadata.language, words)}</main>\n"
        f'<footer class="foot"><p><a href="{_UP}index.html">{text(metadata.title)}</a></p></footer>\n'
        f'<script type="application/json" id="Words">{phrases(metadata.language)}</script>\n'
    )
    return Page(
        address=leaf.address,
        title=leaf.title,
        language=metadata.language,
        kind="reading",
        styles=STYLES,
        scripts=SCRIPTS,
        body=body,
        head=head,
        attributes=(("data-publication", metadata.identifier),),
    )


def _versioned(offer: Offer) -> str:
    """Return the address of a file, with a part that changes as its content does: no browser keeps an old one."""
    return f"{_UP}{download(offer)}?v={offer.sha256[:8]}"


def _times(leaf: Leaf) -> str:
    return f' data-times="{_UP}{leaf.times}"' if leaf.times else ""


def _top(publication: Publication, leaves: Sequence[Leaf], place: int) -> str:
    metadata = publication.metadata
    contents = wording(metadata.language).contents
    items = "".join(
        f'<li><a href="{attribute(_beside(leaf))}"{_current(number == place)}>{text(leaf.chapter.title)}</a></li>\n'
        for number, leaf in enumerate(leaves)
    )
    return (
        f'<header class="top">\n<a class="home" href="{_UP}index.html">{text(metadata.title)}</a>\n'
        f"{_noted(leaves, place, metadata.language)}"
        f'<details class="toc"><summary>{own(contents, metadata.language)}</summary>\n'
        f'<nav aria-label="{attribute(contents)}">\n<ol>\n{items}</ol>\n</nav>\n</details>\n</header>\n'
    )


def _noted(leaves: Sequence[Leaf], place: int, language: str) -> str:
    """Write the way to the content note: who comes from elsewhere may not have seen it."""
    note = next((leaf for leaf in leaves if leaf.chapter.role == "notice"), None)
    if note is None or note is leaves[place]:
        return ""
    return own(wording(language).content_note, language, "a", (("class", "noted"), ("href", _beside(note)))) + "\n"


def _beside(leaf: Leaf) -> str:
    return leaf.address.rpartition("/")[2]


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""


def _sound(leaf: Leaf, language: str, words: SiteWords) -> str:
    """Write the sound as every browser plays it by itself, with its captions."""
    spoken = leaf.spoken
    if spoken is None:
        return ""
    label = attribute(words.listen_to.format(title=leaf.chapter.title))
    sound_file = words.sound_file.format(size=size(spoken.sound.size))
    links = [(spoken.sound, sound_file)]
    track = ""
    if spoken.captions:
        links.append((spoken.captions, words.captions_file))
        track = (
            f'<track kind="captions" srclang="{attribute(language)}" label="{attribute(words.captions)}"'
            f' src="{_versioned(spoken.captions)}" default>'
        )
    shown = "".join(
        own(phrase, language, "a", (("href", f"{_UP}{download(offer)}"), ("download", ""))) for offer, phrase in links
    )
    return (
        f'<div class="sound">\n<audio controls preload="none" aria-label="{label}" src="{_versioned(spoken.sound)}">'
        f"{track}</audio>\n<p>{shown}</p>\n</div>\n"
    )


def _turn(leaves: Sequence[Leaf], place: int, language: str, words: SiteWords) -> str:
    links = []
    if place > 0:
        links.append(_way("prev", words.previous, leaves[place - 1], language))
    if place + 1 < len(leaves):
        links.append(_way("next", words.next, leaves[place + 1], language))
    return f'<nav class="turn" aria-label="{attribute(words.turn)}">\n{"".join(links)}</nav>\n' if links else ""


def _way(rel: str, phrase: str, leaf: Leaf, language: str) -> str:
    named = phrase.format(title=leaf.chapter.title)
    return f"{own(named, language, 'a', (('rel', rel), ('href', _beside(leaf))))}\n"
