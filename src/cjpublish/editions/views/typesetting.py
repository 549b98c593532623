"""Sets lines of type in a picture: a face, its kerning, balanced lines.

Pillow's own kerning needs a library that is not on every machine, so the letters are set one by one: the same bytes
everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PIL import ImageDraw, ImageFont

__all__ = ["Face", "face", "fitted"]

_PAIRS = {
    "A": (("VWYT", -0.09), ("’”‘“", -0.08), ("vwy", -0.08), ("UCGOQ", -0.04), ("ceoqu", -0.03)),
    "F": ((".,", -0.09), ("A", -0.08), ("aceoqs", -0.04), ("r", -0.02)),
    "K": (("vwy", -0.07), ("CGOQ", -0.04), ("euo", -0.02)),
    "L": (("VWYT", -0.07), ("’”‘“", -0.06), ("vwy", -0.05)),
    "O": (("YAV", -0.05), ("WX", -0.03)),
    "P": ((".,", -0.1), ("A", -0.08), ("ceoq", -0.02)),
    "R": (("VWY", -0.06), ("’”", -0.05), ("vwyCGOQTU", -0.04)),
    "T": ((".,", -0.1), ("A", -0.08), ("ceoq", -0.06), ("ags-–", -0.05), ("mnpru", -0.03)),
    "U": (("A", -0.07), (".,", -0.06)),
    "V": (("A", -0.12), (".,", -0.11), ("acegoqs", -0.085), ("mnprux-–", -0.06), ("CGOQ:;", -0.04), ("i", -0.03)),
    "W": (("A", -0.12), (".,", -0.1), ("acegoqs", -0.075), ("mnprux-–", -0.055), ("CGOQ:;", -0.04), ("i", -0.03)),
    "Y": (("ceoq", -0.11), ("A.,", -0.1), ("agpsz", -0.085), ("mnrtuvwxy-–CGOQ", -0.06), (":;", -0.05), ("i", -0.03)),
    "a": (("vwy", -0.02),),
    "f": ((".,", -0.03), ("i", 0.03), ("’”?!", 0.05)),
    "r": ((".,", -0.08), ("-–", -0.03), ("’”", 0.03)),
    "v": ((".,", -0.1), ("cdeoq-–", -0.03), ("’”", 0.05)),
    "’": (("A", -0.1), ("cdeoq", -0.08), ("ags", -0.06), ("mnru", -0.04)),
    "“": (("A", -0.08), ("cdegoq", -0.05)),
    "-": (("VY", -0.07), ("TW", -0.05)),
}
"""By first letter: second letters and how far, in ems, they move. Measured in the face itself."""
_LIKE = {**dict.fromkeys("DQ", "O"), "w": "v", "y": "v", "–": "-", "‘": "“", "”": "’"}
"""Letters that are kerned as another one is."""
_KERNING = {first + second: move for first, rows in _PAIRS.items() for seconds, move in rows for second in seconds}


@dataclass(frozen=True, slots=True)
class Face:
    """A font at a size."""

    font: ImageFont.FreeTypeFont
    """As Pillow draws it."""
    size: int
    """Pixels an em."""

    def width(self, line: str) -> float:
        """Return how wide a line is set, in pixels."""
        return sum(self._advances(line))

    def draw(self, canvas: ImageDraw.ImageDraw, place: tuple[float, float], line: str, colour: str) -> None:
        """Set a line with its left end and its baseline at a place."""
        x, y = place
        for letter, advance in zip(line, self._advances(line), strict=True):
            canvas.text((x, y), letter, font=self.font, fill=colour, anchor="ls")
            x += advance

    def can_set(self, text: str) -> bool:
        """Say whether the face has every character of a text."""
        missing = bytes(self.font.getmask("\uffff"))
        return all(letter.isspace() or bytes(self.font.getmask(letter)) != missing for letter in set(text))

    def _advances(self, line: str) -> list[float]:
        bases = [unicodedata.normalize("NFD", letter)[0] for letter in line]
        pairs = [_LIKE.get(first, first) + second for first, second in zip(bases, [*bases[1:], ""], strict=True)]
        return [
            self.font.getlength(letter) + _KERNING.get(pair, 0.0) * self.size
            for letter, pair in zip(line, pairs, strict=True)
        ]


def face(size: int, weight: int) -> Face:
    """Return the cover's face: Source Serif 4, cut for the size where one pixel is half a point."""
    import fontpkg_source_serif_4

    file = Path(fontpkg_source_serif_4.ROOT) / "files" / "SourceSerif4[opsz,wght].ttf"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    wanted = {b"Weight": weight, b"Optical Size": min(60, size // 2)}
    font.set_variation_by_axes([wanted.get(axis["name"], axis["default"] or 0) for axis in font.get_variation_axes()])
    return Face(font, size)


_Set: TypeAlias = tuple[Face, list[str]]
"""A face and the lines that are set in it."""


def fitted(text: str, sizes: Sequence[int], weight: int, room: tuple[float, float], leading: float) -> _Set:
    """Return the largest of some sizes, given from large to small, at which a text fits a room, and its lines.

    `room` is width and height in pixels, `leading` is the distance of baselines in ems. Lines are balanced: no more of
    them than needed, and of like length. What fits at no size is set at the smallest, as many lines as there is room
    for, the last with an ellipsis.
    """
    words = unicodedata.normalize("NFC", text).split()
    for size in sizes:
        chosen = face(size, weight)
        lines = _balanced([(word, chosen.width(word)) for word in words], chosen.width(" "), room[0])
        widest = max(width for _, width in lines)
        if widest <= room[0] and len(lines) * leading * size <= room[1]:
            break
    kept = max(1, int(room[1] // (leading * size)))
    typed = [line for line, _ in lines]
    return chosen, typed if len(typed) <= kept else [*typed[: kept - 1], f"{typed[kept - 1]}…"]


_Measured: TypeAlias = tuple[str, float]
"""Text and its width in pixels."""


def _balanced(words: Sequence[_Measured], space: float, measure: float) -> list[_Measured]:
    """Break words into as few lines as fit the measure, then narrow it as far as that number of lines allows."""
    lines = _broken(words, space, measure)
    low, high = measure / 2, measure
    while high - low > 4:
        middle = (low + high) / 2
        narrower = _broken(words, space, middle)
        if len(narrower) == len(lines):
            high, lines = middle, narrower
        else:
            low = middle
    return lines


def _broken(words: Sequence[_Measured], space: float, measure: float) -> list[_Measured]:
    lines: list[_Measured] = []
    for word, width in words:
        if lines and lines[-1][1] + space + width <= measure:
            lines[-1] = f"{lines[-1][0]} {word}", lines[-1][1] + space + width
        else:
            lines.append((word, width))
    return lines
