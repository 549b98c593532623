"""A person's voice in a plan: sentences found in recordings take their place, and what was not found is told.

What a recording holds is examined once for its bytes and its texts, and stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import pairwise

from cjpublish import versions
from cjpublish.engines import RECORDING, recording
from cjpublish.errors import Finding, Severity
from cjpublish.model import Plan, Recording, Utterance
from cjpublish.narration.examine import Examined, Heard, clock, examine
from cjpublish.narration.processes import worker_faults
from cjpublish.narration.words import aligned, aligner
from cjpublish.progress import advance
from cjpublish.store import Store, digest

__all__ = ["Part", "resolved", "study", "unstudied"]

_OTHERS = {
    "repeated": "a sentence said once more",
    "misplaced": "a sentence that stands elsewhere in the text",
    "speech": "something that is not in the text",
    "noise": "a noise",
}
_LONGEST_PAUSE = 3000
"""Milliseconds of a narrator's own pause that are kept."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one recording should say in one chapter."""

    recording: Recording
    utterances: tuple[Utterance, ...]
    """In order."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What should be heard."""
        return tuple(utterance.text for utterance in self.utterances)

    @property
    def key(self) -> str:
        """Of what is found in it."""
        language = self.utterances[0].voice.language
        code = versions.code("alignment", "narration/examine.py", "audio/pcm.py")
        return digest("examined", self.recording.sha256, self.texts, language, code, aligner())


def unstudied(plan: Plan, store: Store) -> tuple[Part, ...]:
    """Return the recordings that the store knows nothing of yet."""
    return tuple(part for _, utterances in plan.documents for part in _parts(utterances) if not store.has(part.key))


def study(parts: Sequence[Part], store: Store, executor: Executor) -> None:
    """Find each sentence in its recording, as much in parallel as the executor allows.

    Raises EngineError where forced alignment is not installed, InputError where it does not know the language.
    """
    jobs = [executor.submit(examine, part.recording, part.texts, part.utterances[0].voice.language) for part in parts]
    with worker_faults():
        for done, (part, job) in enumerate(zip(parts, jobs, strict=True)):
            advance("recordings", done, len(parts))
            store.put(part.key, _written(job.result()))
    advance("recordings", len(parts), len(parts))


def resolved(plan: Plan, store: Store) -> Plan:
    """Return the plan with every sentence cut from its recording, as far as the store knows where it is.

    A sentence that is not in its recording with confidence is said by the voice's fallback, which may be another
    person. What is missing, and what is heard and stands nowhere, is told in the plan's findings.
    """
    findings: dict[Finding, None] = {}

    def document(utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
        while known := [(part, stored) for part in _parts(utterances) if (stored := store.get(part.key)) is not None]:
            places: dict[int, Utterance | None] = {}
            for part, stored in known:
                examined = _read(stored, part.recording)
                findings.update(dict.fromkeys(_findings(part, examined)))
                places.update(zip(map(id, part.utterances), _cut(part, examined), strict=True))
            said = (places.get(id(utterance), utterance) for utterance in utterances)
            utterances = tuple(utterance for utterance in said if utterance)
        return utterances

    chapters = tuple((name, said) for name, each in plan.chapters if (said := document(each)))
    pages = tuple((name, said) for name, each in plan.pages if (said := document(each)))
    return replace(plan, chapters=chapters, pages=pages, findings=(*plan.findings, *findings))


def _parts(utterances: Sequence[Utterance]) -> Iterator[Part]:
    """Yield each recording of a chapter with all that it should say."""
    found: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        if utterance.recording and utterance.voice.engine == RECORDING:
            found.setdefault(utterance.recording.says, []).append(utterance)
    for each in found.values():
        if each[0].recording:
            yield Part(each[0].recording, tuple(each))


def _cut(part: Part, examined: Examined) -> Iterator[Utterance | None]:
    """Yield each utterance as a part of its recording; None for an announcement that nobody made."""
    places = (*examined.sentences, None)
    for utterance, (here, following) in zip(part.utterances, pairwise(places), strict=True):
        if here is None:
            yield utterance.otherwise if utterance.words else None
            continue
        voice = replace(
            utterance.voice,
            voice=recording.place(part.recording.file, here.begin, here.end),
            model_sha256=part.recording.sha256,
            recordings=(),
        )
        pause = utterance.pause
        if following:
            gap = 1000 * (following.begin - here.end) // examined.rate
            pause = min(max(gap, 0), _LONGEST_PAUSE)
        sound = digest("clip", utterance.sound, part.recording.sha256, here.begin, here.end)
        key = aligned(sound, voice.language)
        yield replace(utterance, voice=voice, pause=pause, sound=sound, key=key, recording=None, otherwise=None)


def _findings(part: Part, examined: Examined) -> Iterator[Finding]:
    """Yield what is wrong with a recording, what is missing in it, and what is too much."""
    yield from examined.findings
    if any(finding.severity is Severity.ERROR for finding in examined.findings):
        return
    unmade = 0
    for utterance, place, about in zip(part.utterances, examined.sentences, examined.expected, strict=True):
        if place is None and not utterance.words:
            unmade += 1
        elif place is None:
            yield _missing(utterance, part.recording, clock(about, examined.rate))
    if unmade:
        message = (
            f"announcements of quotations and the like are not in this recording ({unmade}), so they are not heard"
        )
        yield Finding("recording-announcement", Severity.NOTE, message, part.recording.source)
    for other in examined.others:
        span = f"from {clock(other.begin, examined.rate)} to {clock(other.end, examined.rate)}"
        message = f"{_OTHERS[other.kind]} is heard {span} and left out"
        yield Finding("recording-extra", Severity.WARNING, message, part.recording.source, "listen to it")


def _missing(utterance: Utterance, recording: Recording, about: str) -> Finding:
    """Say that a sentence is not in its recording, and who says it instead."""
    file = recording.source.path
    message = f"'{utterance.text[:60]}' is not heard for certain in {file}, where it should come at about {about}"
    fix = f"record it as {utterance.sentence}.wav beside it"
    if utterance.otherwise is None:
        fix = f"{fix}, or give the voice a `fallback`"
        return Finding("recording-missing", Severity.ERROR, message, utterance.source, fix)
    message = f"{message}; '{utterance.otherwise.voice.name}' says it"
    return Finding("recording-missing", Severity.WARNING, message, utterance.source, fix)


def _written(examined: Examined) -> bytes:
    spans = [[each.begin, each.end] if each else None for each in examined.sentences]
    others = [[each.begin, each.end, each.kind] for each in examined.others]
    findings = [finding.as_row() for finding in examined.findings]
    return json.dumps([examined.rate, spans, examined.expected, others, findings]).encode()


def _read(stored: bytes, recording: Recording) -> Examined:
    rate, spans, expected, others, findings = json.loads(stored)
    return Examined(
        rate,
        tuple(Heard(*each) if each else None for each in spans),
        tuple(expected),
        tuple(Heard(*each) for each in others),
        tuple(replace(Finding.from_row(row), source=recording.source) for row in findings),
    )
