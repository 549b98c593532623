"""The phrases of a library's index, by language."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LibraryWords", "library_words"]


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """Every phrase in one language; braces are filled with `str.format`, those in `search` by the script."""

    skip: str
    """The link that leads a keyboard past the head of the page."""
    search: str
    """Label of the field."""
    search_hint: str
    """What can be searched for."""
    every: str
    """How many there are, where nothing is searched for: `{total} publications`"""
    only: str
    """The same where there is but one."""
    found_none: str
    """Nothing was found: `for {query}`"""
    found_one: str
    """One was found: `of {total}`"""
    found_some: str
    """`{number} of {total}` were found."""
    publications: str
    """Heading of the list."""
    content_note: str
    """Says that a content note stands before the text."""
    read: str
    """`{duration} to read`"""
    listen: str
    """`{duration} to listen to`"""
    minutes: str
    """`{minutes} minutes`"""
    minute: str
    """One minute."""
    hours: str
    """`{hours} hours {minutes} minutes`"""
    language: str
    """Before the languages' name."""
    formats: str
    """Before the formats' names."""
    about: str
    """Before the subjects."""
    subjects: str
    """Heading of the subjects."""
    subject: str
    """A subject with the number of publications: `{subject} ({number})`"""
    subscribe: str
    """Heading of the catalogue's address."""


_ENGLISH = LibraryWords(
    skip="Skip to the list",
    search="Search this library",
    search_hint="By title, author or subject",
    every="{total} publications",
    only="1 publication",
    found_none="Nothing found for “{query}”. Try fewer or shorter words.",
    found_one="1 of {total} publications found",
    found_some="{number} of {total} publications found",
    publications="Publications",
    content_note="Begins with a content note",
    read="About {duration} to read",
    listen="{duration} to listen to",
    minutes="{minutes} minutes",
    minute="1 minute",
    hours="{hours} h {minutes} min",
    language="Language",
    formats="Formats",
    about="Subjects",
    subjects="By subject",
    subject="{subject} ({number})",
    subscribe="In your reading app",
)
_WORDS = {"en": _ENGLISH}


def library_words(language: str) -> LibraryWords:
    """Return the phrases in a BCP 47 language, or in English where there are none in it."""
    return _WORDS.get(language.partition("-")[0].lower(), _ENGLISH)
