"""A good publication, and faults planted in copies of it: what the cases in tests/checks are made with."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["GARDEN", "Change", "Good", "replaced"]

GARDEN = Path(__file__).parent / "fixtures" / "garden"
Change = Callable[[bytes], bytes] | bytes | str | None
"""What becomes of a file: a function of its bytes, new content, or None where it goes."""


@dataclass(frozen=True, slots=True)
class Good:
    """Copies of the garden, a small publication in which nothing is wrong; `folder` is a new one for each case."""

    built: Path
    """The garden's folder, built in every edition; it is not to be changed."""
    folder: Path
    """An empty folder to work in."""

    def manuscript(self, changes: Mapping[str, Change] | None = None) -> Path:
        """Return a copy that is not built, with changed files (`manuscript/01-spring.md`, `voices/reader.yaml`)."""
        copy = self.folder / "book"
        shutil.copytree(GARDEN, copy)
        for name, change in (changes or {}).items():
            _change(copy / name, change)
        return copy

    def publication(self, changes: Mapping[str, Change] | None = None) -> Path:
        """Return a copy with its dist/, with changed files (`dist/the-kitchen-garden.mp3`), sums as they were."""
        copy = self.folder / "book"
        shutil.copytree(self.built, copy)
        for name, change in (changes or {}).items():
            _change(copy / name, change)
        return copy

    def edition(self, name: str = "the-kitchen-garden.epub") -> Path:
        """Return a copy of one file of dist/, alone in its folder."""
        copy = self.folder / Path(name).name
        shutil.copyfile(self.built / "dist" / name, copy)
        return copy

    def archive(self, changes: Mapping[str, Change], name: str = "the-kitchen-garden.epub") -> Path:
        """Return a copy of a file of dist/ that is a ZIP archive, with changed entries; new names are added.

        A key may be the end of an entry's name (`spring.xhtml`) where that is the only one with it.
        """
        copy = self.folder / Path(name).name
        with zipfile.ZipFile(self.built / "dist" / name) as old, zipfile.ZipFile(copy, "w") as new:
            left = {_entry(key, old.namelist()): change for key, change in changes.items()}
            for entry in old.infolist():
                content: bytes | None = old.read(entry)
                if entry.filename in left:
                    content = _changed(old.read(entry), left.pop(entry.filename))
                if content is not None:
                    new.writestr(entry, content)
            for added, change in left.items():
                new.writestr(added, _changed(b"", change) or b"")
        return copy


def replaced(old: str, new: str, count: int = 1) -> Callable[[bytes], bytes]:
    """Return what replaces a text that must be there; `count` −1 replaces every one."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, f"{old!r} is not there: {content[:3000].decode(errors='replace')}"
        return content.replace(old.encode(), new.encode(), count)

    return change


def _entry(key: str, names: list[str]) -> str:
    ending = [name for name in names if name == key or name.endswith(f"/{key}")]
    assert len(ending) < 2, f"{key} stands for {ending}"
    return ending[0] if ending else key


def _changed(content: bytes, change: Change) -> bytes | None:
    if callable(change):
        return change(content)
    return change.encode() if isinstance(change, str) else change


def _change(path: Path, change: Change) -> None:
    content = _changed(path.read_bytes() if path.is_file() else b"", change)
    if content is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
