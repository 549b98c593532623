"""What the store holds of a narration: chapters that are encoded, and what is missing of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from functools import partial
from hashlib import sha256

from cjpublish.audio.loudness import PROFILES, Level, together
from cjpublish.errors import Finding, PublishError, Severity
from cjpublish.model import Clip, EncodedChapter, Packets, Plan, Timeline, Track, Utterance
from cjpublish.narration import tracks
from cjpublish.narration.parts import Part, parts
from cjpublish.store import Store, digest

__all__ = [
    "Chapters",
    "finish",
    "is_encoded",
    "keep_level",
    "known_level",
    "missing",
    "narrated",
    "unmade",
]

Chapters = Mapping[str, tuple[Part, ...]]
"""Chapters by id, each with its parts."""


def unmade(plan: Plan, encodings: Collection[str], store: Store) -> Chapters:
    """Return the chapters whose audio the store does not hold in these encodings, or holds damaged."""
    return {chapter: own for chapter, own in parts(plan).items() if not _is_whole(own, encodings, store)}


def missing(plan: Plan, encodings: Collection[str], store: Store) -> tuple[Utterance, ...]:
    """Return what engines would have to speak, each clip once, in order; what a person has recorded is not among it."""
    todo = [part for own in parts(plan).values() for part in _unspoken(own, encodings, store)]
    unique = {utterance.sound: utterance for part in todo for utterance in part.utterances}
    spoken = (utterance for utterance in unique.values() if not utterance.recording)
    return tuple(u for u in spoken if not store.has(u.sound) and not store.has(u.key))


def narrated(plan: Plan, store: Store) -> tuple[Timeline, dict[str, EncodedChapter]]:
    """Return the Timeline of a narration that the store holds, and each chapter's audio by id."""
    each: dict[str, Track] = {}
    audio: dict[str, EncodedChapter] = {}
    for chapter, own in parts(plan).items():
        try:
            gain = _gain(own, store)
        except LookupError as error:
            raise _damaged() from error
        key = _key(own, gain)
        track = _read(store, digest("chapter-track", key))
        each[chapter] = tracks.unpack(track)
        lengths = json.loads(_read(store, digest("chapter-lengths", key)))
        # What had to be spoken anew may sound different under the same key; its times tell.
        audio[chapter] = EncodedChapter(
            digest("sounding", key, sha256(track).hexdigest()),
            _packets("aac", own, gain, lengths, store),
            _packets("mp3", own, gain, lengths, store),
        )
    listed, pages = (tuple(each[name] for name, _ in some) for some in (plan.chapters, plan.pages))
    return Timeline(plan.narration.sample_rate, listed, pages), audio


def keep_level(part: Part, level: Level, store: Store) -> None:
    """Store what brings a part to its target."""
    # `astuple` would copy each of its many numbers.
    store.put(part.level, json.dumps([getattr(level, each.name) for each in fields(level)]).encode())


def known_level(part: Part, store: Store) -> Level | None:
    """Return what brings a part to its target; None where that has not been found out."""
    stored = store.get(part.level)
    if stored is None:
        return None
    gain, loss, power, seconds, blocks = json.loads(stored)
    return Level(gain, loss, power, seconds, tuple(map(tuple, blocks)))


def is_encoded(part: Part, gain: float | None, encodings: Collection[str], store: Store) -> bool:
    """Tell whether the store holds a part whole in these encodings, at the gain (dB) of its chapter.

    All of it is looked at, so that afterwards nothing damaged is left there.
    """
    lacking = [kind for kind in ("track", *encodings) if store.get(part.sound(kind, gain)) is None]
    return not lacking


def _gain(own: Sequence[Part], store: Store) -> float | None:
    """Return the gain (dB) of a chapter in several parts; None where its only part has its own, or nothing sounds.

    Raises LookupError where the levels of its parts are not all known.
    """
    if len(own) == 1:
        return None
    levels = [level for part in own if (level := known_level(part, store))]
    if len(levels) < len(own):
        raise LookupError(own[0].chapter)
    return together(levels, PROFILES[own[0].profile])


def finish(own: Sequence[Part], gain: float | None, store: Store) -> None:
    """Store when a chapter's sentences are heard, now that the store holds all of its parts at its gain (dB)."""
    found = [tracks.unpack(_read(store, part.sound("track", gain))) for part in own]
    key = _key(own, gain)
    store.put(digest("chapter-lengths", key), json.dumps([track.length for track in found]).encode())
    store.put(digest("chapter-track", key), tracks.pack(_joined(found)))


def _key(own: Sequence[Part], gain: float | None) -> str:
    """Return the key of a chapter's audio."""
    return digest("chapter", [part.key for part in own], gain)


def _unspoken(own: Sequence[Part], encodings: Collection[str], store: Store) -> list[Part]:
    """Return the parts of a chapter that are to be spoken; where its gain is not known, those whose level is not."""
    try:
        gain = _gain(own, store)
    except LookupError:
        return [part for part in own if not store.has(part.level)]
    kinds = ("track", *encodings)
    return [part for part in own if not all(store.has(part.sound(kind, gain)) for kind in kinds)]


def _is_whole(own: Sequence[Part], encodings: Collection[str], store: Store) -> bool:
    try:
        gain = _gain(own, store)
    except LookupError:
        return False
    key = _key(own, gain)
    about = (digest(kind, key) for kind in ("chapter-track", "chapter-lengths"))
    # One at a time: together they may be large.
    is_there = all(store.get(each) is not None for each in about)
    return is_there and all(is_encoded(part, gain, encodings, store) for part in own)


def _packets(
    kind: str, own: Sequence[Part], gain: float | None, lengths: Sequence[int], store: Store
) -> tuple[Packets, ...]:
    keys = (part.sound(kind, gain) for part in own)
    return tuple(Packets(length, partial(_read, store, key)) for length, key in zip(lengths, keys, strict=True))


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
    return Clip(clip.sentence, clip.begin + by, clip.end + by, clip.words.later(by), clip.voices)


def _read(store: Store, key: str) -> bytes:
    content = store.get(key)
    if content is None:
        raise _damaged()
    return content


def _damaged() -> PublishError:
    message = "a chapter's audio in the store was damaged and has been removed"
    return PublishError([Finding("store-damaged", Severity.ERROR, message, fix="run the same command again")])
