"""A plan that was made before: nothing is planned twice for the same text, voices and code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cjpublish import engines, versions
from cjpublish.errors import Finding, Source
from cjpublish.model import Plan, Publication, Recording, Utterance, Voice, Word
from cjpublish.narration.words import aligner, flat
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
        repr((publication.reading_order, publication.cover, publication.contents)),
        repr(narration),
    )


def _write(made: Plan) -> bytes:
    documents = [
        [(name, [_listed(utterance) for utterance in utterances]) for name, utterances in listed]
        for listed in (made.chapters, made.pages)
    ]
    findings = [finding.as_row() for finding in made.findings]
    return json.dumps([*documents, findings], ensure_ascii=False, separators=(",", ":")).encode()


def _read(stored: bytes, publication: Publication) -> Plan:
    voices = publication.narration.voices
    recordings = {(voice.name, each.says): each for voice in voices.values() for each in voice.recordings}
    chapters, pages, findings = json.loads(stored)

    def documents(listed: list[Any]) -> tuple[tuple[str, tuple[Utterance, ...]], ...]:
        return tuple(
            (name, tuple(_utterance(name, fields, voices, recordings) for fields in each)) for name, each in listed
        )

    return Plan(
        documents(chapters),
        documents(pages),
        publication.narration,
        tuple(map(Finding.from_row, findings)),
    )


def _listed(u: Utterance) -> list[object]:
    recorded = u.recording.says if u.recording else None
    otherwise = _listed(u.otherwise) if u.otherwise else None
    return [
        u.sentence,
        u.text,
        u.voice.name,
        u.pause,
        _place(u.source),
        u.sound,
        u.key,
        flat(u.words),
        recorded,
        otherwise,
    ]


def _utterance(
    chapter: str, fields: list[Any], voices: Mapping[str, Voice], recordings: Mapping[tuple[str, str], Recording]
) -> Utterance:
    sentence, text, name, pause, place, sound, key, words, recorded, otherwise = fields
    return Utterance(
        chapter,
        sentence,
        text,
        voices[name],
        pause,
        _source(place),
        sound,
        key,
        _words(words),
        recordings[name, recorded] if recorded else None,
        _utterance(chapter, otherwise, voices, recordings) if otherwise else None,
    )


def _words(numbers: list[int]) -> tuple[Word, ...]:
    fours = zip(*[iter(numbers)] * 4, strict=True)
    return tuple(Word((first, last), (begin, end)) for first, last, begin, end in fours)


def _place(source: Source | None) -> tuple[str, int, int] | None:
    return (source.path, source.line, source.column) if source else None


def _source(place: Iterable[object] | None) -> Source | None:
    return Source(*place) if place else None  # type: ignore[arg-type]  # as `_place` wrote it
