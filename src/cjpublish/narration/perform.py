"""Speaks what a Plan says and encodes its chapters, as much in parallel as the executor allows.

Workers receive text or clips and return bytes; only this process puts anything into the store. A part of a chapter is
encoded as soon as its last clip is there, while others are still spoken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from cjpublish.audio.loudness import PROFILES, Level, together
from cjpublish.engines import RECORDING
from cjpublish.errors import EngineError, Finding, PublishError, Severity
from cjpublish.model import Plan, Speech, Track, Utterance
from cjpublish.narration import clips, tracks, worker
from cjpublish.narration.clips import MissingError
from cjpublish.narration.crew import TRIES, WorkerLostError
from cjpublish.narration.here import Here
from cjpublish.narration.parts import Part
from cjpublish.narration.processes import RESUME, worker_faults
from cjpublish.narration.stored import Chapters, finish, is_encoded, keep_level, known_level
from cjpublish.progress import advance
from cjpublish.store import Store

__all__ = ["perform"]

_Result = TypeVar("_Result")
_SLOTS = 16
"""Jobs handed at once to an executor that does not say how many it takes; few, for memory's sake."""


def perform(plan: Plan, todo: Chapters, store: Store, executor: Executor) -> int:
    """Speak and encode chapters into the store; return how many clips had to be spoken.

    An executor may have the attributes `slots`, the number of jobs that it takes at once, and `shares_store`, whether
    its workers can read the store's folder: then clips are not sent to them. Raises EngineError where a voice can't
    speak; every sound that was spoken is in the store by then.
    """
    performance = _Performance(plan, store, executor, _long_first(todo))
    with worker_faults():
        performance.run()
    return performance.clips


def _long_first(todo: Chapters) -> dict[str, tuple[Part, ...]]:
    """Return the chapters in the order in which they are spoken: at the end there is little left to encode."""

    def length(chapter: str) -> int:
        return -sum(len(utterance.text) for part in todo[chapter] for utterance in part.utterances)

    return {chapter: todo[chapter] for chapter in sorted(todo, key=length)}


@dataclass(slots=True)
class _Performance:
    plan: Plan
    store: Store
    executor: Executor
    todo: Chapters
    waiting: dict[str, list[Part]] = field(default_factory=dict)
    """Clips by key, each with the parts that lack it."""
    lacks: dict[str, int] = field(default_factory=dict)
    """Parts by key, each with the number of clips that it lacks."""
    levels: dict[str, dict[str, Level]] = field(default_factory=dict)
    """Chapters of several parts whose gain is not known, each with what is known of these by their keys."""
    gains: dict[str, float | None] = field(default_factory=dict)
    """Chapters whose gain is known: with one part, that is None from the start."""
    unencoded: dict[str, set[str]] = field(default_factory=dict)
    """Chapters, each with the keys of its parts that are not encoded yet."""
    queue: deque[Utterance] = field(default_factory=deque)
    """What is to be spoken."""
    ready: deque[Callable[[], None]] = field(default_factory=deque)
    """Hands in what is done before anything else is spoken: it needs room until then."""
    jobs: dict[Future[Any], Callable[[Future[Any]], None]] = field(default_factory=dict)
    """What is under way, each with what is done with its result."""
    speaking: dict[Future[Speech], Utterance] = field(default_factory=dict)
    """Which of it is speech."""
    characters: int = 0
    clips: int = 0
    spoken: int = 0
    encoded: int = 0

    def run(self) -> None:
        for chapter, own in self.todo.items():
            self.unencoded[chapter] = {part.key for part in own}
            self.levels[chapter] = {part.key: level for part in own if (level := known_level(part, self.store))}
            self.learn(chapter)
            for part in own:
                self.begin(part)
        parts = sum(map(len, self.todo.values()))
        try:
            while self.jobs or self.ready or self.queue:
                advance("speak", self.spoken, self.characters)
                advance("assemble", self.encoded, parts)
                slots = getattr(self.executor, "slots", _SLOTS)
                while len(self.jobs) < slots and (self.ready or self.queue):
                    (self.ready.popleft() if self.ready else partial(self.submit_clip, self.queue.popleft()))()
                self.collect()
            advance("speak", self.spoken, self.characters)
            advance("assemble", self.encoded, parts)
        except (PublishError, BrokenExecutor):
            self.rescue()
            raise

    def learn(self, chapter: str) -> bool:
        """Take note of a chapter's gain if it can be known; say whether it can."""
        own, levels = self.todo[chapter], self.levels[chapter]
        if len(own) == 1:
            self.gains[chapter] = None
        elif len(levels) == len(own):
            profile = PROFILES[self.plan.narration.loudness]
            self.gains[chapter] = together([levels[part.key] for part in own], profile)
            levels.clear()  # thousands of numbers each, which nobody asks for any more
        return chapter in self.gains

    def begin(self, part: Part) -> None:
        """Have what a part lacks spoken, long sentences first, and then go on with it; what is done is left alone."""
        if part.chapter in self.gains:
            if is_encoded(part, self.gains[part.chapter], self.store):
                self.finish_part(part)
                return
        elif part.key in self.levels[part.chapter]:
            return  # it may be encoded at the gain that comes of the others
        lacks = {u.key: u for u in part.utterances if not self.store.has(u.key)}
        self.lacks[part.key] = len(lacks)
        new = [utterance for key, utterance in lacks.items() if key not in self.waiting]
        self.queue += sorted(new, key=lambda utterance: -len(utterance.text))
        self.characters += sum(len(utterance.text) for utterance in new)
        for key in lacks:
            self.waiting.setdefault(key, []).append(part)
        if not lacks:
            self.proceed(part)

    def have(self, key: str) -> None:
        """Take note of a clip that is there; what waited for it last is ready."""
        for part in self.waiting.pop(key, ()):
            self.lacks[part.key] -= 1
            if not self.lacks[part.key]:
                self.proceed(part)

    def proceed(self, part: Part) -> None:
        """Go on with a part that has its clips: it is encoded once the gain of its chapter is known."""
        submit = self.submit_part if part.chapter in self.gains else self.submit_level
        self.ready.append(partial(submit, part))

    def submit(self, keep: Callable[[Future[Any]], None], call: Callable[..., Any], *arguments: object) -> None:
        self.jobs[self.executor.submit(call, *arguments)] = keep

    def submit_clip(self, utterance: Utterance) -> None:
        """Have a clip spoken or, where its sound is there, the words found in it."""
        stored = self.store.get(utterance.sound) if utterance.key != utterance.sound else None
        if stored is not None:
            self.submit_alignment(utterance, clips.unpack(stored))
            return
        voice = utterance.voice
        # What a person has recorded is a file on this machine, and is only cut out of it.
        executor = Here() if voice.engine == RECORDING else self.executor
        job = executor.submit(worker.speak, voice.engine, utterance.text, voice, self.plan.narration.sample_rate)
        self.jobs[job] = partial(self.keep_sound, utterance)
        self.speaking[job] = utterance

    def submit_alignment(self, utterance: Utterance, speech: Speech) -> None:
        keep = partial(self.keep_clip, utterance)
        self.submit(keep, worker.align, speech, utterance.text, utterance.voice.language)

    def submit_level(self, part: Part) -> None:
        self.submit_run(self.keep_level, part, worker.level)

    def submit_part(self, part: Part) -> None:
        self.submit_run(self.keep_part, part, worker.encode, self.gains[part.chapter])

    def submit_run(
        self, keep: Callable[[Part, Future[Any]], None], part: Part, call: Callable[..., Any], *arguments: object
    ) -> None:
        try:
            said = tuple(self.said(utterance) for utterance in part.utterances)
        except MissingError:
            self.begin(part)
            return
        narration = self.plan.narration
        run = worker.Run(part.chapter, said, narration.sample_rate, narration.loudness, part.head, part.tail)
        self.submit(partial(keep, part), call, run, *arguments)

    def said(self, utterance: Utterance) -> worker.Said:
        """Return a sentence with its clip for a worker: where it is or, without a store in common, its bytes."""
        read = partial(clips.stored, self.store.folder.parent, utterance.key)
        clip = read if getattr(self.executor, "shares_store", False) else partial(_itself, read())
        return worker.Said(utterance.sentence, clip, utterance.pause, utterance.words, utterance.voice.name)

    def collect(self) -> None:
        """Wait until something has finished, and store it; where one of them has failed, `rescue` keeps the others."""
        if not self.jobs:
            return
        finished, _ = wait(self.jobs, return_when=FIRST_COMPLETED)
        for job in finished:
            self.jobs[job](job)
            del self.jobs[job]
            self.speaking.pop(job, None)

    def keep_level(self, part: Part, job: Future[Level]) -> None:
        try:
            level = _of_part(part, job)
        except MissingError:
            self.begin(part)
            return
        keep_level(part, level, self.store)
        self.levels[part.chapter][part.key] = level
        if self.learn(part.chapter):
            for each in self.todo[part.chapter]:
                self.begin(each)

    def keep_part(self, part: Part, job: Future[tuple[Track, bytes, bytes]]) -> None:
        try:
            track, aac, mp3 = _of_part(part, job)
        except MissingError:
            self.begin(part)
            return
        gain = self.gains[part.chapter]
        for kind, content in (("aac", aac), ("mp3", mp3), ("track", tracks.pack(track))):
            self.store.put(part.sound(kind, gain), content)
        self.finish_part(part)

    def finish_part(self, part: Part) -> None:
        self.encoded += 1
        self.unencoded[part.chapter].discard(part.key)
        if not self.unencoded[part.chapter]:
            finish(self.todo[part.chapter], self.gains[part.chapter], self.store)

    def keep_sound(self, utterance: Utterance, job: Future[Speech]) -> None:
        """Store what was spoken; have words found in it where its engine gives none."""
        speech = _of_sentence(utterance, job)
        self.clips += 1
        self.store.put(utterance.sound, clips.pack(speech))
        if utterance.key == utterance.sound:
            self.spoken += len(utterance.text)
            self.have(utterance.key)
        else:
            self.submit_alignment(utterance, speech)

    def keep_clip(self, utterance: Utterance, job: Future[Speech]) -> None:
        """Store a clip in which words were found."""
        self.store.put(utterance.key, clips.pack(_of_sentence(utterance, job)))
        self.spoken += len(utterance.text)
        self.have(utterance.key)

    def rescue(self) -> None:
        """Store the sounds that are being spoken while another has failed; drop what has not begun."""
        for job in self.jobs:
            job.cancel()
        wait(self.speaking)
        for job, utterance in self.speaking.items():
            if not job.cancelled() and job.exception() is None:
                self.store.put(utterance.sound, clips.pack(job.result()))


def _of_sentence(utterance: Utterance, job: Future[Speech]) -> Speech:
    """Return what was spoken; say of what went wrong where the sentence stands."""
    try:
        return job.result()
    except EngineError as error:
        raise EngineError(_placed(finding, utterance) for finding in error.findings) from error
    except WorkerLostError as lost:
        message = f"{TRIES} worker processes in a row have ended while they spoke this sentence"
        raise EngineError([_placed(Finding("worker-lost", Severity.ERROR, message), utterance)]) from lost


def _of_part(part: Part, job: Future[_Result]) -> _Result:
    """Return what became of a part; say of what went wrong where it begins."""
    try:
        return job.result()
    except WorkerLostError as lost:
        message = f"{TRIES} worker processes in a row have ended while they encoded the sound from here on"
        fix = f"{RESUME}; with --jobs 1 it needs less memory"
        raise PublishError([Finding("worker-lost", Severity.ERROR, message, part.utterances[0].source, fix)]) from lost


def _placed(finding: Finding, utterance: Utterance) -> Finding:
    """Say where the sentence stands that could not be spoken and, where the engine gives no hint, how to go on."""
    return replace(finding, source=finding.source or utterance.source, fix=finding.fix or RESUME)


def _itself(speech: Speech) -> Speech:
    """Return a clip that a job carries."""
    return speech
