"""The two JSON files that tell when each sentence is heard: the timeline and the guided navigation document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cjpublish.artifacts.wordless import without_words, wordless
from cjpublish.checks.check import Check
from cjpublish.checks.web.files import beside, json_of, number, texts
from cjpublish.checks.web.fragments import span
from cjpublish.checks.web.page import some
from cjpublish.errors import Finding, Severity, Source

__all__ = ["guide", "timeline"]

UNREADABLE_JSON = Check(
    "W04",
    "unreadable-times",
    Severity.ERROR,
    "A timeline or guide that can't be read",
    "A reading app shows no text in step with the sound.",
    "make the file once more with the program that made it",
    "RFC 8259, 2 JSON Grammar; Readium Guided Navigation",
)
BACKWARDS = Check(
    "W70",
    "times-run-backwards",
    Severity.ERROR,
    "Times that run backwards",
    "The text in a reading app jumps to the wrong place while it is heard.",
    "make the file once more from the narration that it belongs to",
    "Readium Guided Navigation (audioref); Media Fragments URI 1.0, temporal dimension",
)
GUIDE_MISSING = Check(
    "W71",
    "guide-without-its-files",
    Severity.WARNING,
    "A file that the guide refers to is not beside it",
    "A reading app finds neither the sound nor the text that belongs together.",
    "keep the guide in one folder with the e-book and the chapters' sound that it names",
    "Readium Guided Navigation (audioref)",
)

_SLACK = 0.0015
"""Seconds by which two times may differ when each is rounded to a thousandth."""


def timeline(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a timeline: times in seconds from the narration's start, chapter by chapter."""
    document = _document(path, name, "chapters")
    if isinstance(document, Finding):
        yield document
        return
    at, wrong = 0.0, []
    for chapter in _objects(document["chapters"]):
        wrong += _within(chapter, at, float("inf"))
        begin, end = number(chapter.get("begin")), number(chapter.get("end"))
        at = begin if begin is not None else at
        for sentence in _objects(chapter.get("sentences")):
            wrong += _within(sentence, at, float("inf") if end is None else end)
            at = _begin(sentence, at)
        at = end if end is not None else at
    if wrong:
        message = f"{wrong[0]} begins or ends before the one above it, or outside its chapter{some(len(wrong))}"
        yield BACKWARDS.found(message, Source(name))


def guide(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a guided navigation document that lies beside its sound and its e-book."""
    document = _document(path, name, "guided")
    if isinstance(document, Finding):
        yield document
        return
    sounds: dict[str, float] = {}
    wrong = []
    for each in _walked(document["guided"]):
        for reference in texts(each.get("audioref")):
            file, begin, end = span(reference)
            latest = sounds.get(file, 0.0)
            if end <= begin or begin < latest - _SLACK:
                wrong.append(reference)
            sounds[file] = max(latest, begin)
    if wrong:
        message = f"{wrong[0][:80]} begins before the one above it or ends before it begins{some(len(wrong))}"
        yield BACKWARDS.found(message, Source(name))
    related = [href for link in _objects(document.get("links")) for href in texts(link.get("href"))]
    missing = [each for each in dict.fromkeys([*related, *sounds]) if _is_missing(path, each)]
    if missing:
        yield GUIDE_MISSING.found(f"there is no {missing[0][:80]} beside the guide{some(len(missing))}", Source(name))


def _document(path: Path, name: str, member: str) -> dict[str, Any] | Finding:
    try:
        document = json_of(wordless(path), without_words)
    except ValueError as error:
        return UNREADABLE_JSON.found(f"the file can't be used: {error}", Source(name))
    if not _objects(document.get(member)):
        return UNREADABLE_JSON.found(f"the file has no list {member}, or nothing in it", Source(name))
    return document


def _within(one: dict[str, Any], earliest: float, latest: float) -> list[str]:
    """Return an object's id where its times are missing, run backwards or lie outside."""
    begin, end = number(one.get("begin")), number(one.get("end"))
    is_right = begin is not None and end is not None and earliest - _SLACK <= begin <= end <= latest + _SLACK
    return [] if is_right else [str(one.get("id", "an entry"))[:60]]


def _begin(one: dict[str, Any], default: float) -> float:
    begin = number(one.get("begin"))
    return default if begin is None else max(begin, default)


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _walked(value: object) -> Iterator[dict[str, Any]]:
    """Yield guided navigation objects in the order of the document, however deep."""
    left = _objects(value)[::-1]
    while left:
        each = left.pop()
        yield each
        left += _objects(each.get("children"))[::-1]


def _is_missing(path: Path, reference: str) -> bool:
    file = beside(path, reference)
    return file is not None and not os.path.lexists(file)
