"""The files in two archives, put side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from cjpublish.comparison.explained import Known, sounding
from cjpublish.errors import InputError
from cjpublish.importers import Original
from cjpublish.importers.archive import Archive, opened

__all__ = ["ARCHIVES", "differing"]

ARCHIVES = (".epub", ".lpf", ".audiobook", ".zip")
"""What the names of archives among the results end in."""


def differing(old: Path, new: Path, known: Known) -> tuple[str, ...] | None:
    """Return the files in two archives that differ in something not known yet; None where one can't be read.

    The times that an archive has for its files are left aside.
    """
    try:
        with opened(Original(old, old.name)) as before, opened(Original(new, new.name)) as after:
            was, now = _listed(before), _listed(after)
            names = [name for name in dict.fromkeys((*now, *was)) if was.get(name) != now.get(name)]
            if not names:
                # The directories are equal, so only a damaged file can differ; reading all would find it.
                return None if any(before.read(name) != after.read(name) for name in now) else ()
            told = _told_sounds(old, new, known) if any(map(sounding, names)) else {}
            return tuple(name for name in names if not told.get(name, False) and not _known(before, after, name, known))
    except InputError:
        return None


def _listed(archive: Archive) -> Mapping[str, tuple[int, int]]:
    """Return what an archive's directory says of each file's content: its checksum and its size."""
    return {entry.orig_filename: (entry.CRC, entry.file_size) for entry in archive.entries if not entry.is_dir()}


def _known(before: Archive, after: Archive, name: str, known: Known) -> bool:
    if sounding(name):
        return False
    was, now = (archive.read(name) if archive.has(name) else b"" for archive in (before, after))
    return known.content(name, was, now)


def _told_sounds(old: Path, new: Path, known: Known) -> Mapping[str, bool]:
    """Return of each audio file in two archives whether all that differs in its sound is told."""
    from cjpublish.checks import sound

    keys: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, path in enumerate((old, new)):
        for part in sound.parts(path, "zip"):
            keys[part.locator][side].append(part.key)
    return {name: known.sounds(was, now) for name, (was, now) in keys.items()}
