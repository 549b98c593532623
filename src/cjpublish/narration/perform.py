"""Speaks what a Plan says and encodes its chapters, as much in parallel as the executor allows.

Workers receive text or clips and return bytes; only this process puts anything into the store. A part of a chapter is
encoded as soon as its last clip is there, while others are still spoken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cjpublish.audio.encode import ENCODINGS
from cjpublish.audio.loudness import Level
from cjpublish.engines import RECORDING
from cjpublish.errors import PublishError
from cjpublish.model import Plan, Speech, Track, Utterance
from cjpublish.narration import clips, tracks, worker
from cjpublish.narration.clips import MissingError
from cjpublish.narration.gains import Gains
from cjpublish.narration.here import Here
from cjpublish.narration.lacking import Lacking
from cjpublish.narration.outcomes import of_part, of_sentence
from cjpublish.narration.parts import Part
from cjpublish.narration.processes import worker_faults
from cjpublish.narration.stored import Chapters, finish, is_encoded
from cjpublish.progress import advance
from cjpublish.store import Store

__all__ = ["perform"]

_SLOTS = 16
"""Jobs handed at once to an executor that does not say how many it takes; few, for memory's sake."""


def perform(plan: Plan, todo: Chapters, encodings: Collection[str], store: Store, executor: Executor) -> int:
    """Speak chapters and encode them in these encodings into the store; return how many clips had to be spoken.

    An executor may have the attributes `slots`, the number of jobs that it takes at once, and `shares_store`, whether
    its workers can read the store's folder: then clips are not sent to them. Raises EngineError where a voice can't
    speak; every sound that was spoken is in the store by then.
    """
    performance = _Performance(plan, store, executor, _long_first(todo), encodings, Gains(todo, store))
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
    encodings: Collection[str]
    gains: Gains
    lacking: Lacking = field(default_factory=Lacking)
    renewed: set[str] = field(default_factory=set)
    """The keys of parts of which something is spoken here."""
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

    def begin(self, part: Part) -> None:
        """Have what a part lacks spoken, long sentences first, and then go on with it; what is done is left alone."""
        if part.chapter in self.gains:
            if is_encoded(part, self.gains[part.chapter], self.encodings, self.store):
                self.finish_part(part)
                return
        elif self.gains.is_levelled(part):
            return  # it may be encoded at the gain that comes of the others
        lacks = {u.key: u for u in part.utterances if not self.store.has(u.key)}
        if not lacks:
            self.proceed(part)
            return
        self.renewed.add(part.key)
        fresh = self.lacking.wait(part, lacks)
        new = [utterance for key, utterance in lacks.items() if key in fresh]
        self.queue += sorted(new, key=lambda utterance: -len(utterance.text))
        self.characters += sum(len(utterance.text) for utterance in new)

    def have(self, key: str) -> None:
        """Take note of a clip that is there; what waited for it last is ready."""
        for part in self.lacking.came(key):
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
        gain = self.gains[part.chapter]
        stored = {each for each in ENCODINGS if self.store.has(part.sound(each, gain))}
        # What is spoken anew may sound different: then all that is stored of the part is encoded anew, too.
        todo = {*self.encodings} | stored if part.key in self.renewed else {*self.encodings} - stored
        self.submit_run(self.keep_part, part, worker.encode, gain, tuple(sorted(todo)))

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
            level = of_part(part, job)
        except MissingError:
            self.begin(part)
            return
        if self.gains.take(part, level):
            for each in self.todo[part.chapter]:
                self.begin(each)

    def keep_part(self, part: Part, job: Future[tuple[Track, dict[str, bytes]]]) -> None:
        try:
            track, encoded = of_part(part, job)
        except MissingError:
            self.begin(part)
            return
        gain = self.gains[part.chapter]
        for kind, content in {**encoded, "track": tracks.pack(track)}.items():
            self.store.put(part.sound(kind, gain), content)
        self.finish_part(part)

    def finish_part(self, part: Part) -> None:
        self.encoded += 1
        self.unencoded[part.chapter].discard(part.key)
        if not self.unencoded[part.chapter]:
            finish(self.todo[part.chapter], self.gains[part.chapter], self.store)

    def keep_sound(self, utterance: Utterance, job: Future[Speech]) -> None:
        """Store what was spoken; have words found in it where its engine gives none."""
        speech = of_sentence(utterance, job)
        self.clips += 1
        self.store.put(utterance.sound, clips.pack(speech))
        if utterance.key == utterance.sound:
            self.spoken += len(utterance.text)
            self.have(utterance.key)
        else:
            self.submit_alignment(utterance, speech)

    def keep_clip(self, utterance: Utterance, job: Future[Speech]) -> None:
        """Store a clip in which words were found."""
        self.store.put(utterance.key, clips.pack(of_sentence(utterance, job)))
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


def _itself(speech: Speech) -> Speech:
    """Return a clip that a job carries."""
    return speech
