"""The phrases of the site's own pages, by language; what the player says is in `player`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SiteWords", "site_words"]


@dataclass(frozen=True, slots=True)
class SiteWords:
    """Every phrase in one language; braces are filled with `str.format`."""

    language: str
    """BCP 47."""
    skip: str
    """The link that leads a keyboard past the head of a page."""
    before_you_begin: str
    """The link from a content note on to the publication."""
    read_and_listen: str
    """Begins reading where there is sound."""
    read: str
    """Begins reading where there is none."""
    read_from_start: str
    """Begins with the title page."""
    chapters: str
    """Heading of the list of chapters."""
    length: str
    """`{duration} to listen to`"""
    previous: str
    """Leads to the chapter before: `Previous: {title}`"""
    next: str
    """Leads to the chapter after."""
    turn: str
    """Names the links to the chapters before and after."""
    listen_to: str
    """Names a chapter's sound: `Listen to {title}`"""
    captions: str
    """Names the track of captions."""
    sound_file: str
    """The link to a chapter's sound: `Sound of this chapter (MP3, {size})`"""
    captions_file: str
    """The link to a chapter's captions."""
    take_along: str
    """Heading of the downloads."""
    subscribe: str
    """Heading of the feeds."""
    podcast: str
    """What the podcast is, before its address."""
    podcast_code: str
    """Alternative text of the code that holds the podcast's address."""
    catalogue: str
    """What the OPDS catalogue is, before its address."""
    accessibility: str
    """Heading of the accessibility statement."""
    about: str
    """Heading of what is known about the publication."""
    publisher: str
    published: str
    language_name: str
    subjects: str
    source: str
    rights: str
    identifier: str
    """Names of what is known."""
    made_with: str
    """The last line of each page."""
    player: Mapping[str, str]
    """What the player's controls say."""

    def is_in(self, language: str) -> bool:
        """Say whether the phrases are in a BCP 47 language, of whatever region."""
        return self.language == language.partition("-")[0].lower()


_ENGLISH = SiteWords(
    language="en",
    skip="Skip to the text",
    before_you_begin="Go on to the publication",
    read_and_listen="Read and listen",
    read="Read",
    read_from_start="Begin with the title page",
    chapters="Chapters",
    length="{duration} to listen to",
    previous="Previous: {title}",
    next="Next: {title}",
    turn="Chapters before and after",
    listen_to="Listen to {title}",
    captions="Captions",
    sound_file="Sound of this chapter (MP3, {size})",
    captions_file="Captions of this chapter (WebVTT)",
    take_along="Take it along",
    subscribe="Subscribe",
    podcast="Each chapter is an episode of a podcast. Add this address to your podcast app, or let your phone read the code:",
    podcast_code="Code with the address of the podcast: {address}",
    catalogue="For reading apps that open catalogues (OPDS), the address is:",
    accessibility="Accessibility",
    about="About this publication",
    publisher="Publisher",
    published="Published",
    language_name="Language",
    subjects="Subjects",
    source="Source",
    rights="Rights",
    identifier="Identifier",
    made_with="Made with cjpublish",
    player={},
)
_WORDS = {"en": _ENGLISH}


def site_words(language: str) -> SiteWords:
    """Return the phrases in a BCP 47 language, or in English where there are none in it."""
    return _WORDS.get(language.partition("-")[0].lower(), _ENGLISH)
