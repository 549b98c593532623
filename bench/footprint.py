"""How much memory a novel takes, all processes together, against a short article with the same voice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import measure
from books import ESPEAK, Shelf, own, room
from rows import Row
from sizes import Sizes

__all__ = ["footprint"]

_TIMES, _MOST = 1.3, 600
_VOICE = "draft"
"""All of them say everything with it, chapters too that name another."""
_NARRATION = re.compile(r"^narration:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


def footprint(sizes: Sizes) -> Iterator[Row]:
    """Build `manuscript/` and Moby-Dick in all editions with espeak."""
    what = "Moby-Dick with espeak, most memory"
    promise = f"at most {_TIMES} and {_MOST} MB"
    if not (sizes.novel / "manuscript").is_dir():
        yield Row(what, "not measured", "its manuscript is not here: name its folder with --novel", promise=promise)
        return
    with room() as place:
        short = measure.watched(Shelf(_spoken(own(place / "short"))).command("--voice", _VOICE))
        long = measure.watched(Shelf(_spoken(_copied(sizes.novel, place / "long"))).command("--voice", _VOICE))
    ratio = long / short
    kept = ratio <= _TIMES and long < _MOST
    yield Row(what, f"{long:.0f} MB", f"`manuscript/`, {short:.0f} MB", ratio, promise, kept)


def _copied(novel: Path, folder: Path) -> Path:
    shutil.copytree(novel / "manuscript", folder / "manuscript")
    return folder


def _spoken(folder: Path) -> Path:
    """Have a publication spoken by espeak alone."""
    settings = folder / "manuscript/publication.yaml"
    text = _NARRATION.sub("", settings.read_text(encoding="utf-8"))
    settings.write_text(f"{text.rstrip()}\nnarration: {{text: {_VOICE}}}\n", encoding="utf-8")
    (folder / "voices").mkdir(exist_ok=True)
    (folder / f"voices/{_VOICE}.yaml").write_text(ESPEAK, encoding="utf-8")
    return folder
