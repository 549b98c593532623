"""A timeline as the program writes it: what is said, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cjpublish.artifacts.wordless import without_words, wordless

__all__ = ["TimedChapter", "TimedSentence", "timed"]


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """A sentence and when it is said."""

    id: str
    """Its id in its chapter."""
    text: str
    """As it is written."""
    begin: float
    """Seconds from the narration's start."""
    end: float
    """Seconds from the narration's start."""


@dataclass(frozen=True, slots=True)
class TimedChapter:
    """A chapter and when it is said."""

    id: str
    """Its id in the publication."""
    title: str
    """Its title."""
    begin: float
    """Seconds from the narration's start."""
    end: float
    """Seconds from the narration's start."""
    sentences: tuple[TimedSentence, ...]
    """In order."""


def timed(path: Path) -> tuple[TimedChapter, ...]:
    """Return the chapters of a timeline file; raises ValueError, saying why, where it can't be read as one."""
    try:
        chapters = json.loads(wordless(path).decode("utf-8-sig"), object_hook=without_words)["chapters"]
        return tuple(
            TimedChapter(
                str(chapter["id"]),
                str(chapter["title"]),
                float(chapter["begin"]),
                float(chapter["end"]),
                tuple(
                    TimedSentence(str(each["id"]), str(each["text"]), float(each["begin"]), float(each["end"]))
                    for each in chapter["sentences"]
                ),
            )
            for chapter in chapters
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"the timeline can't be read: line {error.lineno}, {error.msg}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"the timeline can't be read: {error}") from error
