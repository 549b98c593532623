"""Speaks what a Plan says and assembles its chapters, as much in parallel as the executor allows.

Workers receive text or clips and return bytes; only this process touches the store. A chapter is assembled as soon as
its last clip is there, while others are still spoken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

from cjpublish import versions
from cjpublish.errors import EngineError, Finding, PublishError, Severity
from cjpublish.model import EncodedChapter, Plan, Speech, Timeline, Track, Utterance
from cjpublish.narration import clips, tracks, worker
from cjpublish.narration.assemble import Take
from cjpublish.narration.pauses import pauses
from cjpublish.narration.processes import RESUME, worker_faults
from cjpublish.narration.words import flat, placed
from cjpublish.progress import advance
from cjpublish.store import Store, digest

__all__ = ["Chapters", "missing", "narrated", "perform", "unmade"]

_WINDOW = 64
"""Jobs handed to the executor at once: enough to keep any machine busy, few enough to bound memory."""

_KINDS = ("aac", "mp3", "track")
"""What is stored of a chapter."""

Chapters: TypeAlias = Mapping[str, Sequence[Utterance]]
"""Chapters by id, each with what is said of it."""


def unmade(plan: Plan, store: Store) -> Chapters:
    """Return the chapters whose audio the store does not hold, or holds damaged."""
    keys = _chapter_keys(plan)
    return {chapter: utterances for chapter, utterances in plan.documents if not _whole(store, keys[chapter])}


def perform(plan: Plan, todo: Chapters, store: Store, executor: Executor) -> int:
    """Speak and assemble chapters into the store; return how many clips had to be spoken.

    Raises EngineError where a voice can't speak; every clip that was finished is in the store by then.
    """
    performance = _Performance(plan, store, executor, _chapter_keys(plan), todo)
    with worker_faults():
        performance.run()
    return performance.clips


def narrated(plan: Plan, store: Store) -> tuple[Timeline, dict[str, EncodedChapter]]:
    """Return the Timeline of a narration that the store holds, and each chapter's audio by id."""
    keys = _chapter_keys(plan)
    each = {chapter: tracks.unpack(_read(store, digest("track", key))) for chapter, key in keys.items()}
    chapters, pages = (tuple(each[name] for name, _ in listed) for listed in (plan.chapters, plan.pages))
    timeline = Timeline(plan.narration.sample_rate, chapters, pages)
    return timeline, {chapter: _encoded(store, key) for chapter, key in keys.items()}


def missing(plan: Plan, store: Store) -> tuple[Utterance, ...]:
    """Return what engines would have to speak, each clip once, in order; what a person has recorded is not among it."""
    keys = _chapter_keys(plan)
    todo = [utterances for chapter, utterances in plan.documents if not _there(store, keys[chapter])]
    unique = {utterance.sound: utterance for utterances in todo for utterance in utterances}
    spoken = (utterance for utterance in unique.values() if not utterance.recording)
    return tuple(u for u in spoken if not store.has(u.sound) and not store.has(u.key))


def _chapter_keys(plan: Plan) -> dict[str, str]:
    """Return each chapter's key: its clips, its pauses, the profile, and the code and encoders that assemble it."""
    code = versions.code(
        "audio", "narration/assemble.py", "narration/worker.py", "narration/words.py", "narration/tracks.py"
    )
    head, tail = _ends(plan)
    common = (code, versions.library("av"), versions.library("pydub"), head, tail)
    narration = plan.narration
    return {
        chapter: digest(
            "chapter",
            *common,
            narration.sample_rate,
            narration.loudness,
            [(u.key, u.sentence, u.pause, u.voice.name, flat(u.words)) for u in utterances],
        )
        for chapter, utterances in plan.documents
    }


@dataclass(slots=True)
class _Performance:
    plan: Plan
    store: Store
    executor: Executor
    keys: Mapping[str, str]
    todo: Chapters
    speaking: dict[Future[Speech], Utterance] = field(default_factory=dict)
    aligning: dict[Future[Speech], Utterance] = field(default_factory=dict)
    assembling: dict[Future[tuple[Track, bytes, bytes]], str] = field(default_factory=dict)
    clips: int = 0
    spoken: int = 0
    assembled: int = 0

    def run(self) -> None:
        unique = {u.key: u for utterances in self.todo.values() for u in utterances}
        queue = [u for key, u in unique.items() if not self.store.has(key)]
        new = {u.key for u in queue}
        waiting = {chapter: {u.key for u in utterances} & new for chapter, utterances in self.todo.items()}
        characters = sum(len(u.text) for u in queue)
        queue.reverse()
        try:
            while queue or waiting or self.speaking or self.aligning or self.assembling:
                advance("speak", self.spoken, characters)
                advance("assemble", self.assembled, len(self.todo))
                for chapter in [chapter for chapter, wanted in waiting.items() if not wanted]:
                    del waiting[chapter]
                    self.submit_chapter(chapter)
                while queue and len(self.speaking) + len(self.aligning) < _WINDOW:
                    self.submit_clip(queue.pop())
                finished = self.collect()
                for wanted in waiting.values():
                    wanted -= finished
            advance("speak", self.spoken, characters)
            advance("assemble", self.assembled, len(self.todo))
        except EngineError:
            self.rescue()
            raise

    def submit_clip(self, utterance: Utterance) -> None:
        """Have a clip spoken or, where its sound is there, the words found in it."""
        stored = self.store.get(utterance.sound) if utterance.key != utterance.sound else None
        if stored is not None:
            self.submit_alignment(utterance, clips.unpack(stored))
        else:
            self.speaking[self.speak(utterance)] = utterance

    def speak(self, utterance: Utterance) -> Future[Speech]:
        voice = utterance.voice
        rate = self.plan.narration.sample_rate
        return self.executor.submit(worker.speak, voice.engine, utterance.text, voice, rate)

    def submit_alignment(self, utterance: Utterance, speech: Speech) -> None:
        job = self.executor.submit(worker.align, speech, utterance.text, utterance.voice.language)
        self.aligning[job] = utterance

    def submit_chapter(self, chapter: str) -> None:
        takes = tuple(self.take(utterance) for utterance in self.todo[chapter])
        narration = self.plan.narration
        ends = _ends(self.plan)
        job = self.executor.submit(worker.assemble, chapter, takes, narration.sample_rate, narration.loudness, *ends)
        self.assembling[job] = chapter

    def take(self, utterance: Utterance) -> Take:
        speech = self.clip(utterance)
        words = placed(utterance.words, speech.words)
        return Take(utterance.sentence, speech.pcm, utterance.pause, words, utterance.voice.name)

    def clip(self, utterance: Utterance) -> Speech:
        """Read a clip; one that was damaged in the store is spoken again."""
        stored = self.store.get(utterance.key)
        if stored is not None:
            return clips.unpack(stored)
        speech = self.speak(utterance).result()
        if utterance.key != utterance.sound:
            speech = worker.align(speech, utterance.text, utterance.voice.language)
        self.store.put(utterance.key, clips.pack(speech))
        return speech

    def collect(self) -> set[str]:
        """Wait until something has finished and store it; return the keys of new clips."""
        running: list[Future[Any]] = [*self.speaking, *self.aligning, *self.assembling]
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for done in finished & self.assembling.keys():
            self.keep_chapter(self.assembling.pop(done), *done.result())
        new = {self.keep(self.aligning.pop(done), done.result()) for done in finished & self.aligning.keys()}
        # One by one: where one of them has failed, `rescue` keeps the others.
        spoken = {self.keep_sound(self.speaking.pop(done), done) for done in finished & self.speaking.keys()}
        return new | {key for key in spoken if key}

    def keep_chapter(self, chapter: str, track: Track, aac: bytes, mp3: bytes) -> None:
        key = self.keys[chapter]
        self.store.put(digest("aac", key), aac)
        self.store.put(digest("mp3", key), mp3)
        self.store.put(digest("track", key), tracks.pack(track))
        self.assembled += 1

    def keep_sound(self, utterance: Utterance, job: Future[Speech]) -> str | None:
        """Store what was spoken; return the key of its clip, or None where words must be found in it first."""
        try:
            speech = job.result()
        except EngineError as error:
            raise EngineError(_placed(finding, utterance) for finding in error.findings) from error
        self.clips += 1
        self.store.put(utterance.sound, clips.pack(speech))
        if utterance.key == utterance.sound:
            self.spoken += len(utterance.text)
            return utterance.key
        self.submit_alignment(utterance, speech)
        return None

    def keep(self, utterance: Utterance, speech: Speech) -> str:
        """Store a clip in which words were found; return its key."""
        self.store.put(utterance.key, clips.pack(speech))
        self.spoken += len(utterance.text)
        return utterance.key

    def rescue(self) -> None:
        """Store the sounds that are being spoken while another has failed; drop what has not begun."""
        for job in (*self.speaking, *self.aligning):
            job.cancel()
        wait(self.speaking)
        for job, utterance in self.speaking.items():
            if not job.cancelled() and job.exception() is None:
                self.store.put(utterance.sound, clips.pack(job.result()))


def _placed(finding: Finding, utterance: Utterance) -> Finding:
    """Say where the sentence stands that could not be spoken and, where the engine gives no hint, how to go on."""
    return replace(finding, source=finding.source or utterance.source, fix=finding.fix or RESUME)


def _ends(plan: Plan) -> tuple[int, int]:
    narration = plan.narration
    ends = pauses(narration, narration.voices[narration.text])
    return ends["head"], ends["tail"]


def _there(store: Store, key: str) -> bool:
    return all(store.has(digest(kind, key)) for kind in _KINDS)


def _whole(store: Store, key: str) -> bool:
    return None not in [store.get(digest(kind, key)) for kind in _KINDS]


def _encoded(store: Store, key: str) -> EncodedChapter:
    read = partial(_read, store)
    return EncodedChapter(key, partial(read, digest("aac", key)), partial(read, digest("mp3", key)))


def _read(store: Store, key: str) -> bytes:
    content = store.get(key)
    if content is None:
        message = "a chapter's audio in the store was damaged and has been removed"
        raise PublishError([Finding("store-damaged", Severity.ERROR, message, fix="run the same command again")])
    return content
