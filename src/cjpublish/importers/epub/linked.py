"""Chapters with their notes, every link led to a heading that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from cjpublish.draft import Chapter, Heading, Note
from cjpublish.importers.epub.chapters import Chapters
from cjpublish.importers.epub.conversion import Conversion
from cjpublish.importers.markup import called, relinked
from cjpublish.model import Mark

__all__ = ["linked"]


def linked(chapters: Chapters, conversion: Conversion) -> tuple[Chapter, ...]:
    """Return the finished chapters: each with the notes it calls, in order, and links to what the draft has."""
    notes: list[tuple[Note, ...]] = []
    known: dict[str, Note] = {}
    names: dict[str, str] = {}
    for place, chapter in enumerate(chapters.finish()):
        before = set(conversion.aliases)
        notes.append(tuple(_notes(chapter, conversion, known)))
        for name in conversion.aliases.keys() - before:
            names[name] = chapters.identify(place, name)
    names |= _names(chapters, conversion, names)
    found = tuple(replace(chapter, notes=own) for chapter, own in zip(chapters.finish(), notes, strict=True))
    found = relinked(found, names)
    led_to = frozenset(_led_to(found))
    return tuple(replace(chapter, blocks=_without_idle_ids(chapter, led_to)) for chapter in found)


def _notes(chapter: Chapter, conversion: Conversion, known: dict[str, Note]) -> Iterator[Note]:
    """Yield the notes that a chapter calls, and those that they call themselves."""
    waiting = list(called(chapter.blocks))
    seen = set(waiting)
    for key in waiting:
        if key not in known:
            known[key] = conversion.note(key)
        yield known[key]
        for other in called(known[key].blocks):
            if other not in seen:
                seen.add(other)
                waiting.append(other)


def _names(chapters: Chapters, conversion: Conversion, found: dict[str, str]) -> dict[str, str]:
    """Return the id of the heading that stands for each name that no heading bears; empty where there is none."""
    names: dict[str, str] = {}
    ids = chapters.ids
    for (path, _), name in conversion.names.names.items():
        if name in ids or name in found:
            continue
        heading = conversion.aliases.get(name, "")
        if not heading and path in chapters.homes:
            heading = chapters.identify(chapters.homes[path], name)
        if heading != name:
            names[name] = heading
    return names


def _led_to(node: Any) -> Iterator[str]:
    if isinstance(node, tuple):
        for each in node:
            yield from _led_to(each)
    elif is_dataclass(node):
        if isinstance(node, Mark) and node.href:
            yield node.href.removeprefix("#")
        for each in fields(node):
            value = getattr(node, each.name)
            if isinstance(value, tuple):
                yield from _led_to(value)


def _without_idle_ids(chapter: Chapter, led_to: frozenset[str]) -> tuple[Any, ...]:
    return tuple(
        replace(block, id="") if isinstance(block, Heading) and block.id not in led_to else block
        for block in chapter.blocks
    )
