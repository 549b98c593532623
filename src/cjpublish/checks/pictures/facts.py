"""What can be known of a picture from its bytes alone."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cjpublish.checks.pictures.colour import RGB

__all__ = ["Faint", "PictureFacts", "examined"]

_KEPT = 256
"""Pictures whose facts are kept: several editions of one build hold the same."""
_kept: dict[tuple[str, str], PictureFacts] = {}


@dataclass(frozen=True, slots=True)
class Faint:
    """Something that hardly stands out from what lies beside or beneath it."""

    what: str
    """The text; empty for a shape."""
    colour: RGB
    """Its own."""
    beside: RGB
    """Of what it should stand out from."""
    ratio: float
    """The contrast ratio of the two."""
    needed: float
    """The ratio that it should have."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture, looked at once; a pure function of its content and media type."""

    width: int = 0
    """Pixels; of an SVG units of its viewBox; 0 where it is not known."""
    height: int = 0
    """As `width`."""
    size: int = 0
    """Bytes."""
    damage: str = ""
    """Why it can't be read; empty where it can."""
    moves: float = 0.0
    """For how many seconds it moves by itself; infinite where it never stops."""
    flashes: bool = False
    """Whether a large part of it flashes more than three times within a second (WCAG 2.2, 2.3.1)."""
    told: tuple[str, ...] = ()
    """What its metadata tells of people: `where it was taken`, `whose camera it is from`."""
    turned: bool = False
    """Whether it is stored lying and only a note in it says which side is up."""
    colours: str = ""
    """What is odd about how its colours are stored; empty for sRGB of 8 bits."""
    drawn: bool = False
    """Whether it has few colours and flat areas: a drawing or a chart, not a photograph."""
    dark_on_clear: bool = False
    """Whether it is dark strokes on nothing, which no one sees on a black page."""
    faint_texts: tuple[Faint, ...] = ()
    """Texts with too little contrast, the faintest first."""
    faint_shapes: tuple[Faint, ...] = ()
    """Areas and lines with too little contrast to all around them, the faintest first."""
    alike: tuple[RGB, RGB] | None = None
    """Two of its key colours that a colour-blind reader can't tell apart."""
    keyed: bool = False
    """Whether it has a legend whose keys differ in nothing but colour."""
    texts: tuple[str, ...] = ()
    """The texts that are drawn in it and could be read, as they stand."""


def examined(content: bytes, media_type: str) -> PictureFacts:
    """Return what can be known of a picture; media types that are no picture's have no facts.

    The last few hundred are kept by the content's SHA-256.
    """
    key = sha256(content).hexdigest(), media_type
    if key not in _kept:
        if len(_kept) >= _KEPT:
            _kept.clear()
        _kept[key] = _examined(content, media_type)
    return _kept[key]


def _examined(content: bytes, media_type: str) -> PictureFacts:
    if media_type == "image/svg+xml":
        from cjpublish.checks.pictures import drawing

        return drawing.examined(content)
    if media_type in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        from cjpublish.checks.pictures import raster

        return raster.examined(content)
    return PictureFacts(size=len(content))
