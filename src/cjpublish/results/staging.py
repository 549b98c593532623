"""The next state of a folder of results, while it is made."""

from __future__ import annotations

from pathlib import Path

from cjpublish import locks
from cjpublish.results.files import checksum, has, link
from cjpublish.results.listing import rows

__all__ = ["Staging"]


class Staging:
    """The folder as it will be: what is put here takes the place of what was made before."""

    def __init__(self, target: Path, folder: Path) -> None:
        """Stage a new state of `target` in `folder`, an empty folder beside it."""
        self.target = target
        self.folder = folder
        self.sums: dict[str, str] = {}
        self._reused: set[str] = set()

    def path(self, name: str) -> Path:
        """Return where to write a new file, with its folder made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def add(self, name: str) -> str:
        """Take in a file that has been written; return its SHA-256."""
        self.sums[name] = checksum(self.path(name))
        return self.sums[name]

    def reuse(self, name: str, sha256: str) -> bool:
        """Take a file over from the present state if it is there with this content."""
        present = self.target / name
        place = self.path(name)
        if not present.is_file() or not _taken(present, place, sha256):
            return False
        self.sums[name] = sha256
        self._reused.add(name)
        return True

    def same(self, name: str, other: str) -> None:
        """Give a file of the new state a second name; on most disks it takes no room."""
        self.adopt(name, self.path(other), self.sums[other])

    def adopt(self, name: str, file: Path, sha256: str) -> None:
        """Take in a file that lies elsewhere and stays there, with the SHA-256 that it has."""
        link(file, self.path(name))
        self.sums[name] = sha256
        present = self.target / name
        if present.is_file() and present.samefile(file):
            self._reused.add(name)

    def carry_over(self, besides: str = "") -> None:
        """Take over all that was made before and is not made anew, but for the file `besides`."""
        with locks.alone(self.target):
            for name, sha256 in rows(self.target):
                if name not in self.sums and name != besides:
                    self.reuse(name, sha256)

    def is_present(self, name: str) -> bool:
        """Tell whether the present state has a file with the content that it will have."""
        return name in self._reused or has(self.target / name, self.sums[name])


def _taken(present: Path, place: Path, sha256: str) -> bool:
    """Give a file a second name, unless it is another than is meant; it may be replaced at any time."""
    try:
        link(present, place)
    except FileNotFoundError:
        return False
    if has(place, sha256):
        return True
    place.unlink()
    return False
