"""A plan that was made before: nothing is planned twice for the same text, voices and code."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cjpublish import engines, versions
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Plan, Publication, Utterance
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
    used = sorted({narration.voices[name].engine for name in named})
    code = versions.code(".")
    spoken = [(name, engines.load(name).version) for name in used]
    return digest(
        "plan",
        code,
        versions.library("num2words"),
        spoken,
        publication.metadata.language,
        repr(publication.reading_order),
        repr(narration),
    )


def _write(made: Plan) -> bytes:
    chapters = [
        (
            chapter,
            [(u.sentence, u.text, u.voice.name, u.pause, _place(u.source), u.key) for u in utterances],
        )
        for chapter, utterances in made.chapters
    ]
    findings = [(f.code, f.severity, f.message, _place(f.source), f.fix) for f in made.findings]
    return json.dumps([chapters, findings], ensure_ascii=False).encode()


def _read(stored: bytes, publication: Publication) -> Plan:
    narration = publication.narration
    chapters, findings = json.loads(stored)
    return Plan(
        tuple(
            (
                chapter,
                tuple(
                    Utterance(chapter, sentence, text, narration.voices[voice], pause, _source(place), key)
                    for sentence, text, voice, pause, place, key in utterances
                ),
            )
            for chapter, utterances in chapters
        ),
        narration,
        tuple(
            Finding(code, Severity(severity), message, _source(place), fix)
            for code, severity, message, place, fix in findings
        ),
    )


def _place(source: Source | None) -> tuple[str, int, int] | None:
    return (source.path, source.line, source.column) if source else None


def _source(place: Iterable[object] | None) -> Source | None:
    return Source(*place) if place else None  # type: ignore[arg-type]  # as `_place` wrote it
