"""Writes WebVTT (W3C, WebVTT: The Web Video Text Tracks Format; the clauses named are those of its 2019 edition)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cjpublish.editions.captions.voiced_text import Run

__all__ = ["caption", "cue", "document", "escaped", "note"]

_ANNOTATION = re.compile(r"[\s>]+")


def document(title: str, blocks: Iterable[str]) -> bytes:
    """Return a file of blocks, with a title that no player shows (4.1: text may follow the signature).

    What language the cues are in and what they are for is no part of the format: a page's `track` element says that.
    """
    return "\n".join([f"WEBVTT - {_one_line(title)}\n", *blocks]).encode()


def note(text: str) -> str:
    """Return a comment, which no player shows (4.1, comment blocks: no `-->`, no empty line)."""
    return f"NOTE {_one_line(text)}\n"


def cue(name: str, begin: int, end: int, payload: str) -> str:
    """Return a cue with its identifier; times are whole milliseconds (4.1, cue blocks)."""
    return f"{_one_line(name)}\n{_time(begin)} --> {_time(end)}\n{payload}\n"


def caption(voice: str, lines: Sequence[Sequence[Run]]) -> str:
    """Return caption text: who speaks, and the marks of each run (4.2.2).

    The voice's end tag may be left out, as it holds all of the cue. A mark that goes on in the next line isn't ended
    there.
    """
    parts = [f"<v {escaped(_ANNOTATION.sub(' ', voice)).strip()}>"]
    open_tags: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        gap = "\n" if number else ""
        for run in line:
            kept = _common(open_tags, run.tags)
            parts += [f"</{tag.partition(' ')[0]}>" for tag in reversed(open_tags[kept:])]
            parts += [gap, *(f"<{tag}>" for tag in run.tags[kept:]), escaped(run.text)]
            open_tags, gap = run.tags, ""
    return "".join([*parts, *(f"</{tag.partition(' ')[0]}>" for tag in reversed(open_tags))])


def escaped(text: str) -> str:
    """Escape text for a cue (4.2.2, character references)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("-->", "→")


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many tags two stacks share from the outermost on."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _time(milliseconds: int) -> str:
    """Return `hh:mm:ss.ttt`; a hundred hours have three digits (4.1, timestamps)."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
