"""The editions: pure views of a Book, and where each is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cjpublish import registry
from cjpublish.audio.encode import ENCODINGS
from cjpublish.errors import Finding
from cjpublish.model import Artifact, Book

__all__ = ["EDITIONS", "Edition", "load", "names"]

EDITIONS = {
    "epub": "cjpublish.editions.epub:EDITION",
    "readalong": "cjpublish.editions.readalong:EDITION",
    "m4b": "cjpublish.editions.m4b:EDITION",
    "mp3": "cjpublish.editions.mp3:EDITION",
    "lpf": "cjpublish.editions.lpf:EDITION",
    "audiobook": "cjpublish.editions.audiobook:EDITION",
    "guide": "cjpublish.editions.guide:EDITION",
    "daisy202": "cjpublish.editions.daisy202:EDITION",
    "captions": "cjpublish.editions.captions:EDITION",
    "transcript": "cjpublish.editions.transcript:EDITION",
    "timeline": "cjpublish.editions.timeline:EDITION",
}


def _none(_book: Book) -> tuple[Finding, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A way to publish a Book."""

    title: str
    """What it is, in a few words for people."""
    narrated: bool
    """Whether it takes the Timeline and the audio; where not, its Book has neither."""
    make: Callable[[Book], Iterable[Artifact]]
    """Returns the edition's files; each is computed when it is written."""
    warnings: Callable[[Book], Iterable[Finding]] = _none
    """Returns what a reader or listener of this edition will miss."""
    encodings: tuple[str, ...] = ENCODINGS
    """How the audio is encoded that it takes: no other is made for its sake, and none for an edition of text alone."""


def names() -> tuple[str, ...]:
    """Return the names of all editions."""
    return registry.names("cjpublish.editions", EDITIONS)


def load(name: str) -> Edition:
    """Return an edition by name; raises InputError where there is none."""
    edition: Edition = registry.load("cjpublish.editions", EDITIONS, name)
    return edition
