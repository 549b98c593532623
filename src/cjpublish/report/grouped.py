"""What was measured, gathered by edition: a book's audio files together, and the chapters that are drawn."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.artifacts.kind import AUDIO
from cjpublish.checks.results import ChapterSound, CheckedFile, Examination, HeardChapter, SoundMeasures

__all__ = ["Drawn", "Edition", "drawn", "editions"]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's sound: one file, or all those that are in one archive or folder."""

    name: str
    """The file's, the archive's or the folder's; `.` where that is the folder that was checked."""
    sounds: tuple[SoundMeasures, ...]
    """In the order they were measured in."""

    @property
    def chapters(self) -> tuple[tuple[SoundMeasures, ChapterSound], ...]:
        """Every chapter with its file."""
        return tuple((sound, chapter) for sound in self.sounds for chapter in sound.chapters)

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(sound.seconds for sound in self.sounds)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chapter that is drawn."""

    title: str
    """Its title, else its file's name, else a number."""
    file: str
    """The audio file that it is in."""
    sound: ChapterSound
    """How it sounds."""
    heard: HeardChapter | None
    """How a recogniser heard it; None where nobody listened."""


def editions(examination: Examination) -> tuple[Edition, ...]:
    """Return every edition whose sound was measured, in the order of files."""
    grouped: dict[tuple[str, str], list[SoundMeasures]] = {}
    for sound in examination.sounds:
        if not sound.chapters:
            continue
        grouped.setdefault(_belongs(sound, examination.files), []).append(sound)
    return tuple(
        Edition((folder or ".") if len(sounds) > 1 else sounds[0].name, tuple(sounds))
        for (folder, _), sounds in grouped.items()
    )


def _belongs(sound: SoundMeasures, files: Sequence[CheckedFile]) -> tuple[str, str]:
    """Return what a sound is part of: an archive; a folder of files of one kind, each a chapter; else only itself."""
    archive = next((file.name for file in files if sound.name.startswith(f"{file.name}/")), "")
    if archive or len(sound.chapters) > 1:
        return archive or sound.name, ""
    return posixpath.dirname(sound.name), sound.codec


def drawn(examination: Examination) -> tuple[Drawn, ...]:
    """Return the chapters of one edition, an audio edition if there is one: the others hold the same narration."""
    found = editions(examination)
    archives = {file.name for file in examination.files if file.kind not in AUDIO}
    named = [edition for edition in found if edition.name not in archives]
    richest = max(named or found, key=_wealth, default=None)
    if richest is None:
        return ()
    unheard = list(examination.heard)
    shown = []
    for number, (sound, chapter) in enumerate(richest.chapters, 1):
        title = chapter.title or (posixpath.basename(sound.name) if len(richest.sounds) > 1 else f"Part {number}")
        heard = next((each for each in unheard if each.title == title), None)
        if heard:
            unheard.remove(heard)
        shown.append(Drawn(title, sound.name, chapter, heard))
    return tuple(shown)


def _wealth(edition: Edition) -> tuple[int, int]:
    """Return how many chapters an edition has, and how many of them are named."""
    return len(edition.chapters), sum(bool(chapter.title) for _, chapter in edition.chapters)
