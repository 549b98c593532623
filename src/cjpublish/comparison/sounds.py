"""The sound of two builds: every audio file that both have, chapter by chapter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.artifacts.kind import promised
from cjpublish.comparison.changes import Change

if TYPE_CHECKING:
    from cjpublish.checks.sound import Part

__all__ = ["Sounds", "compared"]

_MOST = 3600.0
"""Seconds of sound that are decoded to learn how loud it is: more would take minutes."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """What differs in sound."""

    changes: tuple[Change, ...]
    """In the order of the chapters."""
    told: frozenset[tuple[str, str]]
    """The names of the encoded sounds, as they were and as they are, that the changes tell of."""
    files: frozenset[Path]
    """The later files in which something differs."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A chapter in one file."""

    title: str
    file: str
    path: Path
    old: Part | None
    new: Part | None

    @property
    def changed(self) -> bool:
        return self.old is None or self.new is None or self.old.key != self.new.key


def compared(pairs: Mapping[str, tuple[Path, Path]]) -> Sounds:
    """Compare audio files, old and new by the names that messages use; whole ones have no `/` in theirs.

    Where the encoded sound is equal it sounds the same, whatever the tags. What can't be read is told so.
    """
    rows = list(_rows(pairs))
    told = frozenset((row.old.key, row.new.key) for row in rows if row.changed and row.old and row.new)
    groups = ([row for row in rows if row.title == title] for title in dict.fromkeys(row.title for row in rows))
    found = tuple(_changes([group for group in groups if any(row.changed for row in group)]))
    return Sounds(found, told, frozenset(row.path for row in rows if row.changed))


def _changes(groups: Sequence[Sequence[_Row]]) -> Iterator[Change]:
    """Yield a change for each chapter; where not all files have it, it is told which."""
    left = _MOST
    for group in groups:
        changed = [row for row in group if row.changed]
        first = changed[0]
        place = first.title
        if len(changed) < len(group):
            place += f", in {', '.join(row.file for row in changed)}"
        left -= sum(part.seconds for part in (first.old, first.new) if part)
        yield Change("sound", place, *_told(first.old, first.new, measured=left >= 0))


def _told(old: Part | None, new: Part | None, *, measured: bool) -> tuple[str, str]:
    """Return what differs between two parts: whether they can be read, how long they are, or how loud."""
    was, now = _length(old), _length(new)
    if was != now:
        return was, now
    if not (measured and old and new):
        return was, "as long, but its encoded sound differs"
    quiet, loud = _loudness(old), _loudness(new)
    if quiet != loud:
        return f"{was}, {quiet}", f"{now}, {loud}"
    return f"{was}, {quiet}", "as long and as loud, but its encoded sound differs"


def _length(part: Part | None) -> str:
    if part is None:
        return ""
    return f"can't be read: {part.error}" if part.error else f"{part.seconds:.1f} s"


def _loudness(part: Part) -> str:
    from cjpublish.checks import sound

    found = json.loads(sound.measure(part))
    if found.get("error"):
        return str(found["error"])
    return "silent" if found["loudness"] is None else f"{found['loudness']:.1f} LUFS"


def _rows(pairs: Mapping[str, tuple[Path, Path]]) -> Iterator[_Row]:
    """Yield every chapter of every file; a file of one chapter bears the title that a whole file has for its sound."""
    titles: dict[str, str] = {}
    for name, (old, new) in sorted(pairs.items(), key=lambda pair: "/" in pair[0]):
        was, now = _parts(old), _parts(new)
        if len(was) == len(now) == 1:
            [(title, before)], [(other, after)] = was.items(), now.items()
            yield _Row(
                titles.get(before.key) or titles.get(after.key) or other or title or name, name, new, before, after
            )
            continue
        titles |= {part.key: title for side in (now, was) for title, part in side.items()}
        for title in dict.fromkeys((*now, *was)):
            yield _Row(title, name, new, was.get(title), now.get(title))


def _parts(path: Path) -> Mapping[str, Part]:
    """Return a file's chapters by title, `Notes (2)` for the second of a title."""
    from cjpublish.checks import sound

    found: dict[str, Part] = {}
    for part in sound.parts(path, promised(path.name)):
        number = sum(title == part.title or title.startswith(f"{part.title} (") for title in found)
        found[f"{part.title} ({number + 1})" if number else part.title] = part
    return found
