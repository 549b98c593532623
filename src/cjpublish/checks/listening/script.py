"""What should be heard: a chapter's sentences, each with when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Line", "Script", "Sound"]


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of an audio file."""

    file: Path
    """The file, or the archive that holds it."""
    entry: str
    """Its name in the archive; empty where it is a file of its own."""
    begin: float
    """Seconds from the audio's start."""
    end: float
    """Seconds from the audio's start; infinite where it is heard to its end."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that should be heard."""

    text: str
    """As written."""
    spoken: str
    """As said where that is known, names as written; else as written."""
    begin: float
    """Seconds from the audio's start."""
    end: float
    """Seconds from the audio's start; the quiet after it may be in it."""
    voice: str
    """The name of the voice that should say it; empty where that isn't known, or several do."""
    foreign: bool
    """Whether it is, or holds, another language than English."""


@dataclass(frozen=True, slots=True)
class Script:
    """One chapter, ready to be listened to: all that a worker process needs."""

    key: str
    """Names what `listen` makes of it: its sound, its sentences and the code that hears."""
    title: str
    """The chapter's."""
    name: str
    """The audio file, as messages name it: `book.m4b`, `book.epub/EPUB/audio/01.mp3`."""
    sound: Sound
    """Where it is heard."""
    lines: tuple[Line, ...]
    """In the order of time."""
