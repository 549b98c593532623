"""How the files of a narration's chapters are named, whatever they hold."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.model import Track

__all__ = ["stems"]


def stems(tracks: Sequence[Track]) -> tuple[str, ...]:
    """Return `NN-<chapter>` for each track, numbered from 1 with as many digits as the last needs, at least two."""
    width = max(2, len(str(len(tracks))))
    return tuple(f"{number:0{width}}-{track.chapter}" for number, track in enumerate(tracks, 1))
