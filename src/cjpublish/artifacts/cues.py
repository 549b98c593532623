"""The cues of a WebVTT file, and what a player would leave out of it (WebVTT, 4.1 and 6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["TAG", "Cue", "Faulty", "cues"]

TAG = re.compile(r"<([^<>]*)>")
"""A tag in a cue's text."""
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_TIME = r"(?:(\d{2,9}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_OTHERS = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A text and when it is shown."""

    line: int
    """Where its times stand, from 1."""
    begin: float
    """Seconds."""
    end: float
    """Seconds."""
    lines: tuple[str, ...]
    """Its text, with tags."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """Something that is no part of the format."""

    line: int
    """Where, from 1."""
    message: str
    """What it is, in one plain sentence without its full stop."""


def cues(text: str) -> Iterator[Cue | Faulty]:
    """Yield the cues of a file and what is wrong with its form, in order."""
    lines = re.split(r"\r\n|\r|\n", text)
    if not _HEADER.fullmatch(lines[0]):
        yield Faulty(1, "the file does not begin with a line WEBVTT")
    for number, block in _blocks(lines):
        if number == 1 or _OTHERS.match(block[0]):
            if number == 1 and (at := next((i for i, line in enumerate(block) if "-->" in line), None)) is not None:
                yield Faulty(at + 1, "an empty line is missing between the first line and the first cue")
            continue
        yield _cue(number, block)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines between empty ones, each block with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, block: list[str]) -> Cue | Faulty:
    at = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        return Faulty(number, f"no player shows this text, which has no times: {block[0][:60]}")
    found = _TIMES.fullmatch(block[at])
    if found is None:
        return Faulty(number + at, f"the times can't be read: {block[at][:60]}")
    later = next((index for index, line in enumerate(block[at + 1 :], at + 1) if "-->" in line), None)
    if later is not None:
        return Faulty(number + later, "an empty line is missing before this cue")
    parts = found.groups()
    return Cue(number + at, _seconds(parts[:4]), _seconds(parts[4:]), tuple(block[at + 1 :]))


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
