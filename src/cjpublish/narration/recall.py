"""A plan that was made before: nothing is planned twice for the same text, voices and code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from sys import intern
from typing import Any

from cjpublish import engines, versions
from cjpublish.errors import Finding, Source
from cjpublish.fingerprint import fingerprint
from cjpublish.model import Plan, Publication, Recording, Utterance, Voice, Words
from cjpublish.narration.words import aligner
from cjpublish.store import Store, digest

__all__ = ["plan"]


def plan(publication: Publication, store: Store) -> Plan:
    """Return what will be said, from the store if it was planned before; speaks nothing and loads no model."""
    key = _key(publication)
    stored = store.get(key)
    if stored is not None:
        return _read(stored, publication)
    from cjpublish.narration import plan as planner  # the rules of spoken language take a while to load

    made = planner.plan(publication)
    store.put(key, _write(made))
    return made


def _key(publication: Publication) -> str:
    narration = publication.narration
    parts = (narration.text, narration.headings, narration.quotes, narration.descriptions)
    named = {*parts, *(chapter.voice for chapter in publication.reading_order if chapter.voice)}
    fallbacks = {voice.fallback for voice in narration.voices.values() if voice.fallback}
    used = sorted({narration.voices[name].engine for name in named | fallbacks})
    code = versions.code(".")
    spoken = [(name, engines.load(name).version) for name in used]
    return digest(
        "plan",
        code,
        versions.library("num2words"),
        spoken,
        aligner(),
        publication.metadata.language,
        fingerprint(*publication.reading_order, publication.cover, publication.contents, narration),
    )


def _write(made: Plan) -> bytes:
    """Return a plan as lines of JSON, one a document, so that it is read without a second copy of it all."""
    findings = [finding.as_row() for finding in made.findings]
    documents = ((name, [_listed(utterance) for utterance in said]) for name, said in made.documents)
    return b"\n".join(map(_line, [(len(made.chapters), findings), *documents]))


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _read(stored: bytes, publication: Publication) -> Plan:
    voices = publication.narration.voices
    recordings = {(voice.name, each.says): each for voice in voices.values() for each in voice.recordings}
    lines = map(json.loads, BytesIO(stored))
    count, findings = next(lines)
    documents = tuple(
        (name, tuple(_utterance(name, fields, voices, recordings) for fields in said)) for name, said in lines
    )
    found = tuple(map(Finding.from_row, findings))
    return Plan(documents[:count], documents[count:], publication.narration, found)


def _listed(u: Utterance) -> list[object]:
    place = (u.source.path, u.source.line, u.source.column) if u.source else None
    key = u.key if u.key != u.sound else None
    recorded = u.recording.says if u.recording else None
    otherwise = _listed(u.otherwise) if u.otherwise else None
    return [u.sentence, u.text, u.voice.name, u.pause, place, u.sound, key, u.words.as_text(), recorded, otherwise]


def _utterance(
    chapter: str, fields: Sequence[Any], voices: Mapping[str, Voice], recordings: Mapping[tuple[str, str], Recording]
) -> Utterance:
    sentence, text, name, pause, place, sound, key, words, recorded, otherwise = fields
    return Utterance(
        chapter,
        intern(sentence),
        text,
        voices[name],
        pause,
        _source(*place) if place else None,
        sound,
        key or sound,
        Words.from_text(words),
        recordings[name, recorded] if recorded else None,
        _utterance(chapter, otherwise, voices, recordings) if otherwise else None,
    )


def _source(path: str, line: int, column: int) -> Source:
    return Source(intern(path), line, column)
