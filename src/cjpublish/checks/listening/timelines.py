"""An M4B or an MP3 and its Timeline beside it: what is heard when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

from cjpublish.checks.listening import keys
from cjpublish.checks.listening.script import Line, Script, Sound
from cjpublish.checks.listening.told import Told
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["scripts"]


def scripts(path: Path, name: str, timeline: Path, told: Mapping[str, Told]) -> tuple[Script, ...]:
    """Return what should be heard of each chapter; raises InputError where the Timeline is no such file."""
    try:
        chapters = json.loads(timeline.read_bytes())["chapters"]
        parts = [(str(each["title"]), float(each["begin"]), _lines(each, told)) for each in chapters]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the timeline can't be read: {error}"
        raise InputError([Finding("unopened", Severity.ERROR, message, Source(timeline.name))]) from error
    edges = [0.0, *(begin for _, begin, _ in parts[1:]), inf]
    hashes = keys.packets(path, edges)
    found = []
    for (title, _, lines), (begin, end), content in zip(parts, pairwise(edges), hashes, strict=False):
        sound = Sound(path, "", begin, end)
        if lines:
            found.append(Script(keys.of([content], sound, lines), title, name, sound, lines))
    return tuple(found)


def _lines(chapter: dict[str, Any], told: Mapping[str, Told]) -> tuple[Line, ...]:
    return tuple(_line(each, told.get(each["id"])) for each in chapter["sentences"])


def _line(row: dict[str, Any], known: Told | None) -> Line:
    text = str(row["text"])
    spoken, voice, foreign = (known.spoken, known.voice, known.foreign) if known else (text, "", False)
    return Line(text, spoken, float(row["begin"]), float(row["end"]), voice, foreign)
