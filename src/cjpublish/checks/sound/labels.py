"""What an audio file says about itself: tags and cover."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.sound import SoundFile
from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured
from cjpublish.errors import Finding, Severity

__all__ = ["COVER", "COVER_SHAPE", "ID3", "LENGTH", "TAGS", "check"]

TAGS = Check(
    "S24",
    "tags-missing",
    Severity.WARNING,
    "Sound that does not say what it is",
    "A player shows a file name, and a screen reader reads it out.",
    "write the title, the author (artist) and the book (album) into the file",
    "WCAG 2.2, 2.4.2 Page Titled (A); id3v2.3.0, 4.2 Text information frames",
)
COVER = Check(
    "S25",
    "cover-missing",
    Severity.NOTE,
    "Sound without a cover",
    "Players and shops show an empty square.",
    "put a square JPEG of 1400 pixels or more into the file",
    "id3v2.3.0, 4.15 Attached picture; MP4 `covr`",
)
COVER_SHAPE = Check(
    "S26",
    "cover-shape",
    Severity.NOTE,
    "A cover that is small or not square",
    "Players cut it to a square, or show it blurred.",
    "use a square picture of 1400 pixels or more",
    "ACX cover art requirements (square); Apple Podcasts artwork (1400 to 3000 pixels)",
)
ID3 = Check(
    "S28",
    "id3-version",
    Severity.NOTE,
    "Tags that older players can't read",
    "Some car radios, players for the blind and older versions of Windows read version 2.3 of ID3 and not 2.4.",
    "write the tags as ID3v2.3",
    "id3v2.3.0; id3v2.4.0-changes",
)
LENGTH = Check(
    "S29",
    "length-tag-missing",
    Severity.NOTE,
    "An MP3 that does not say how long it plays",
    "A player has to guess the length, and guesses wrong where the bit rate varies.",
    "write the length in milliseconds (TLEN)",
    "id3v2.3.0, 4.2.1 TLEN",
)
_WANTED = {"title": "title", "artist": "author (artist)", "album": "book (album)"}
_LEAST = 500
"""Pixels."""


def check(measured: Measured) -> Iterator[Finding]:
    """Yield what an audio file should say about itself and does not."""
    facts = measured.facts
    if facts is None:
        return
    place = measured.place()
    if absent := [name for tag, name in _WANTED.items() if tag not in facts.tags]:
        yield TAGS.found(f"the tags do not give {_listed(absent)}", place)
    yield from _cover(measured, facts)
    if measured.kind == "mp3":
        if facts.id3 > 3:
            yield ID3.found(f"the tags are ID3v2.{facts.id3}, which many players can't read", place)
        if "tlen" not in facts.tags:
            yield LENGTH.found("the tags do not say how long the file plays (TLEN)", place)


def _cover(measured: Measured, facts: SoundFile) -> Iterator[Finding]:
    if facts.cover is None:
        yield COVER.found("the file has no cover", measured.place())
        return
    width, height = facts.cover
    if width != height:
        yield COVER_SHAPE.found(f"the cover is not square: {width} x {height} pixels", measured.place())
    elif width < _LEAST:
        message = f"the cover is only {width} x {height} pixels"
        yield COVER_SHAPE.found(message, measured.place())


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
