"""What the store holds of a narration: chapters that are encoded, and what is missing of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from cjpublish.audio.loudness import Level, together
from cjpublish.errors import Finding, PublishError, Severity
from cjpublish.model import Clip, EncodedChapter, Packets, Plan, Timeline, Track, Utterance, WordClip, WordClips
from cjpublish.narration import tracks
from cjpublish.narration.parts import Part, parts
from cjpublish.store import Store, digest

__all__ = [
    "Chapters",
    "finish",
    "gain",
    "is_encoded",
    "is_levelled",
    "keep_level",
    "missing",
    "narrated",
    "unmade",
]

Chapters = Mapping[str, tuple[Part, ...]]
"""Chapters by id, each with its parts."""
_KINDS = ("aac", "mp3", "track")
"""What is stored of a part."""


def unmade(plan: Plan, store: Store) -> Chapters:
    """Return the chapters whose audio the store does not hold, or holds damaged."""
    return {chapter: each for chapter, each in parts(plan).items() if not _is_whole(each, store)}


def missing(plan: Plan, store: Store) -> tuple[Utterance, ...]:
    """Return what engines would have to speak, each clip once, in order; what a person has recorded is not among it."""
    todo = [part for each in parts(plan).values() if not _is_there(each, store) for part in each]
    unique = {utterance.sound: utterance for part in todo for utterance in part.utterances}
    spoken = (utterance for utterance in unique.values() if not utterance.recording)
    return tuple(u for u in spoken if not store.has(u.sound) and not store.has(u.key))


def narrated(plan: Plan, store: Store) -> tuple[Timeline, dict[str, EncodedChapter]]:
    """Return the Timeline of a narration that the store holds, and each chapter's audio by id."""
    chapters = parts(plan)
    each: dict[str, Track] = {}
    audio: dict[str, EncodedChapter] = {}
    for chapter, own in chapters.items():
        key = _key(own, store)
        each[chapter] = tracks.unpack(_read(store, digest("chapter-track", key)))
        lengths = json.loads(_read(store, digest("chapter-lengths", key)))
        aac, mp3 = (tuple(_packets(kind, own, lengths, store)) for kind in ("aac", "mp3"))
        audio[chapter] = EncodedChapter(key, aac, mp3)
    listed, pages = (tuple(each[name] for name, _ in some) for some in (plan.chapters, plan.pages))
    return Timeline(plan.narration.sample_rate, listed, pages), audio


def keep_level(part: Part, level: Level | None, store: Store) -> None:
    """Store what brings a part to its target."""
    store.put(part.level, json.dumps([level.gain, level.seconds] if level else None).encode())


def is_levelled(own: Sequence[Part], store: Store) -> bool:
    """Tell whether the gain of a chapter is known, or it has one part, which brings itself to its target."""
    return len(own) == 1 or all(store.has(part.level) for part in own)


def is_encoded(part: Part, level: float | None, store: Store) -> bool:
    """Tell whether the store holds a part at the gain (dB) of its chapter."""
    return all(store.has(part.sound(kind, level)) for kind in _KINDS)


def gain(own: Sequence[Part], store: Store) -> float | None:
    """Return the gain (dB) of a chapter in several parts; None where its only part has its own, or nothing sounds.

    Raises LookupError where the gains that its parts would take are not known yet.
    """
    return together([_level(part, store) for part in own]) if len(own) > 1 else None


def finish(own: Sequence[Part], store: Store) -> None:
    """Store when a chapter's sentences are heard, now that the store holds all of its parts."""
    level = gain(own, store)
    found = [tracks.unpack(_read(store, part.sound("track", level))) for part in own]
    key = _key(own, store)
    store.put(digest("chapter-lengths", key), json.dumps([track.length for track in found]).encode())
    store.put(digest("chapter-track", key), tracks.pack(_joined(found)))


def _level(part: Part, store: Store) -> Level | None:
    stored = store.get(part.level)
    if stored is None:
        raise LookupError(part.level)
    fields = json.loads(stored)
    return Level(*fields) if fields else None


def _key(own: Sequence[Part], store: Store) -> str:
    """Return the key of a chapter's audio."""
    return digest("chapter", [part.key for part in own], gain(own, store))


def _sounds(own: Sequence[Part], store: Store) -> list[str]:
    """Return the keys of all that is stored of a chapter; none where its gain is not known yet."""
    try:
        level, key = gain(own, store), _key(own, store)
    except LookupError:
        return []
    sounds = [part.sound(kind, level) for part in own for kind in _KINDS]
    return [*sounds, digest("chapter-track", key), digest("chapter-lengths", key)]


def _is_there(own: Sequence[Part], store: Store) -> bool:
    keys = _sounds(own, store)
    return bool(keys) and all(map(store.has, keys))


def _is_whole(own: Sequence[Part], store: Store) -> bool:
    keys = _sounds(own, store)
    return bool(keys) and None not in [store.get(key) for key in keys]


def _packets(kind: str, own: Sequence[Part], lengths: Sequence[int], store: Store) -> list[Packets]:
    level = gain(own, store)
    keys = (part.sound(kind, level) for part in own)
    return [Packets(length, partial(_read, store, key)) for length, key in zip(lengths, keys, strict=True)]


def _joined(found: Sequence[Track]) -> Track:
    """Return the track of a chapter whose parts follow each other."""
    if len(found) == 1:
        return found[0]
    clips: list[Clip] = []
    begin = 0
    for track in found:
        clips += [_later(clip, begin) for clip in track.clips]
        begin += track.length
    return Track(found[0].chapter, begin, tuple(clips))


def _later(clip: Clip, by: int) -> Clip:
    words = WordClips(WordClip(word.written, word.begin + by, word.end + by) for word in clip.words)
    return Clip(clip.sentence, clip.begin + by, clip.end + by, words, clip.voices)


def _read(store: Store, key: str) -> bytes:
    content = store.get(key)
    if content is None:
        message = "a chapter's audio in the store was damaged and has been removed"
        raise PublishError([Finding("store-damaged", Severity.ERROR, message, fix="run the same command again")])
    return content
