"""ZIP archives that are the same bytes for the same entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cjpublish.model import Pieces

__all__ = ["Entry", "whole", "write"]

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP can say: a fixed one, so that the day is no part of the bytes (standards A.3)."""
_COMPRESSED = (".gif", ".jpeg", ".jpg", ".mp3", ".png", ".webp")
"""How the names of files end that deflating would not make smaller."""
_UNIX = 3
_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive."""

    name: str
    """Its path in the archive, with forward slashes; unique there."""
    content: Callable[[], Pieces]
    """Makes or reads what it holds; called once, when its turn has come."""

    @property
    def is_stored(self) -> bool:
        """Whether it is stored as it is: `mimetype`, and sound and pictures, which are compressed already.

        Standards A.1 and A.3; Lightweight Packaging Format, 4; Readium Packaging Format, 4.
        """
        return self.name == "mimetype" or self.name.endswith(_COMPRESSED)


def whole(content: bytes) -> Pieces:
    """Return content that is there already as one piece."""
    return Pieces(len(content), partial(iter, (content,)))


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a ZIP archive to a new file: the entries in the order in which they come, piece by piece.

    The same entries give the same bytes on any day and any system: no entry has a date, an owner or an extra field of
    its own, and each header is complete where it stands, without a data descriptor. Only an archive of more than 2 GiB
    has the extensions of ZIP64 (APPNOTE 4.3.9 and 4.4; OCF 3.3, 4.2.2).
    """
    with ZipFile(path, "w") as archive:
        for entry in entries:
            header = ZipInfo(entry.name, _DATE)
            header.create_system = _UNIX
            header.external_attr = _MODE << 16
            header.compress_type = ZIP_STORED if entry.is_stored else ZIP_DEFLATED
            content = entry.content()
            header.file_size = content.size
            with archive.open(header, "w") as file:
                for piece in content.each():
                    file.write(piece)
