"""A small book, spoken by espeak, as audiobook packages; and the public schemas that they are validated with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

import cjpublish
from cjpublish.model import Book, Clip, Publication, Timeline, Track, walk_sentences

__all__ = ["Dist", "built", "faults", "leaves", "said", "written"]

SCHEMAS = Path(__file__).parent / "fixtures" / "schemas"
SLUG = "the-kitchen-garden-other-places"
PUBLICATION = """\
title: The Kitchen Garden & Other Places
subtitle: A small example
authors: [A. Writer, សុខ]
language: en
publisher: The Garden Press
date: 2026-11-24
modified: 2026-11-24T08:00:00Z
identifier: https://example.org/garden
description: A few lines about a garden.
subjects: [Gardens, Weather]
rights: Anyone may use this.
content_note: One page mentions a hard frost.
narration: {text: narrator}
editions: [epub, mp3, lpf, audiobook, guide, timeline]
"""
SPRING = """\
# Spring & "snow"

The ground is cold.[^soil] Nothing is in a hurry.

## The beds

There are two of them. *À demain*, says the gardener.

### North

Peas go first.

## The list

- peas
- beans
    - early beans

1. Pick.
2. Eat.

[^soil]: It should show 8 degrees. Or more.
"""
SUMMER = """\
# Summer

> Water in the evening.

| Bed   | Plant |
|-------|-------|
| North | peas  |
| South | beans |

Table: What is sown

![A plan of a garden with a north bed and a south bed.](images/beds.svg)

More about [the beds](#the-beds).
"""
BEDS = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><rect width="400" height="200" fill="#dfeeda"/></svg>
"""


def written(folder: Path, **files: str) -> Publication:
    """Write a publication into a folder and read it; a file by its stem takes the place of the example's own."""
    named = {
        "manuscript/publication.yaml": files.get("publication", PUBLICATION),
        "manuscript/01-spring.md": files.get("spring", SPRING),
        "manuscript/02-summer.md": files.get("summer", SUMMER),
        "manuscript/images/beds.svg": BEDS,
        "voices/narrator.yaml": "engine: espeak\nlanguage: en\n",
    }
    for name, text in named.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return cjpublish.read(folder)


def said(publication: Publication, *, without: tuple[str, ...] = ()) -> Book:
    """Return a publication as if it were spoken, half a second a sentence, without sound; some chapters left out."""
    rate, length = 22050, 11025
    tracks = []
    for chapter in (*publication.reading_order, publication.cover, publication.contents):
        sentences = list(walk_sentences(chapter.blocks))
        clips = tuple(Clip(s.id, i * length, i * length + 9000) for i, s in enumerate(sentences))
        tracks.append(Track(chapter.id, length * len(sentences) + 700, clips))
    heard = tuple(track for track in tracks[:-2] if track.chapter not in without)
    return Book(publication, Timeline(rate, heard, tuple(tracks[-2:])))


@dataclass(frozen=True)
class Dist:
    """What a build has made."""

    folder: Path
    publication: Publication

    def path(self, ending: str) -> Path:
        return self.folder / f"{SLUG}{ending}"

    def package(self, ending: str) -> dict[str, bytes]:
        """Return a package's files by name, in their order."""
        with ZipFile(self.path(ending)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @property
    def timeline(self) -> dict[str, Any]:
        return dict(json.loads(self.path(".timeline.json").read_bytes()))


@cache
def built(folder: Path) -> Dist:
    """Return the packages, the e-book, the MP3 files and the Timeline of the example, made once in a new folder."""
    publication = written(folder / "book")
    with ThreadPoolExecutor(1) as executor:
        cjpublish.build(publication, cache=folder / "cache", executor=executor)
    return Dist(folder / "book/dist", publication)


def leaves(objects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the objects of a Guided Navigation Document that hold no others, in order."""
    for each in objects:
        if "children" in each:
            yield from leaves(each["children"])
        else:
            yield each


def _registry() -> Registry[Any]:
    """Return every schema under its `$id`.

    Named groups of regular expressions are written as Python wants them. Readium's link schema refers to properties of
    OPDS, of which no package has any.
    """
    found = [json.loads(path.read_text("utf-8").replace("(?<", "(?P<")) for path in sorted(SCHEMAS.rglob("*.json"))]
    found.append({"$id": "https://drafts.opds.io/schema/properties.schema.json"})
    return Registry().with_resources((each["$id"], DRAFT7.create_resource(each)) for each in found)


_REGISTRY: Registry[Any] = _registry()


def faults(schema: str, document: object) -> list[str]:
    """Return what a schema, by its `$id`, finds wrong in a document."""
    found: Resource[Any] = _REGISTRY[schema]
    validator = Draft7Validator(found.contents, registry=_REGISTRY, format_checker=FormatChecker())
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(document)]
