"""How a picture's file is stored: damaged, too small or too large, lying, for the press, telling of people."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.facts import PictureFacts
from cjpublish.errors import Finding, Severity, Source

__all__ = ["DAMAGED", "LARGE", "ODD_COLOURS", "SMALL", "TELLS", "TURNED", "stored"]

DAMAGED = Check(
    "P21",
    "picture",
    Severity.ERROR,
    "A picture can't be shown",
    "Readers would see half of it or nothing.",
    "export it again from its source",
    "EPUB 3.3, 3.2 Core media types",
)
SMALL = Check(
    "P22",
    "small-picture",
    Severity.WARNING,
    "A photograph is too small to be made out",
    "Who enlarges it, as readers with low vision do, sees only squares.",
    "use the original, at least 600 pixels wide",
    "good practice for readers with low vision, who enlarge",
)
LARGE = Check(
    "P23",
    "large-picture",
    Severity.WARNING,
    "A picture is far larger than any e-reader shows",
    "It makes the file slow to fetch and to open, and some e-readers leave it out.",
    "make it smaller: 2,048 pixels on the longer side are enough",
    "good practice: e-readers limit the size of files and of pictures",
)
TELLS = Check(
    "P24",
    "telling-picture",
    Severity.WARNING,
    "A picture's file tells where it was taken or whose camera it is from",
    "Cameras and telephones write this into files unasked. It can lead to the people in the picture, or to their home.",
    "save it without metadata (Exif); keep what you need in a place of your own",
    "GDPR, article 5 (1) (c): no more personal data than is needed",
)
TURNED = Check(
    "P25",
    "lying-picture",
    Severity.WARNING,
    "A picture lies on its side",
    "Only a note in its file says which side is up, and not every e-reader reads it.",
    "turn it and save it anew",
    "Exif 2.32, Orientation (tag 274)",
)
ODD_COLOURS = Check(
    "P26",
    "odd-colours",
    Severity.WARNING,
    "A picture is stored in colours that screens don't use",
    "E-readers show its colours wrongly, or not at all.",
    "save it as sRGB with 8 bits a colour",
    "good practice: the web and e-books take sRGB (IEC 61966-2-1) for granted",
)
_SMALL, _LARGE, _HEAVY = 300, 5000, 10_000_000
_SIGN = 80
"""Pixels of the shorter side under which a picture is a sign, such as a star, and no photograph."""


def stored(facts: PictureFacts, path: str, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with how a picture is stored; of one that is damaged only that."""
    longer = max(facts.width, facts.height)
    is_drawing = path.endswith(".svg")
    if facts.damage:
        yield DAMAGED.found(f"the picture '{path}' can't be read: {facts.damage}", source)
        return
    if facts.told:
        message = f"the file '{path}' tells {' and '.join(facts.told)}"
        yield TELLS.found(message, source)
    is_photograph = not (is_drawing or facts.drawn or facts.moves) and min(facts.width, facts.height) >= _SIGN
    if is_photograph and longer < _SMALL:
        message = f"the picture '{path}' has only {facts.width} × {facts.height} pixels"
        yield SMALL.found(message, source)
    elif (longer > _LARGE and not is_drawing) or facts.size > _HEAVY:
        message = f"the picture '{path}' has {facts.width} × {facts.height} pixels and {facts.size / 1e6:.1f} MB"
        yield LARGE.found(message, source)
    if facts.turned:
        yield TURNED.found(f"the picture '{path}' lies on its side, and only a note in it says so", source)
    if facts.colours:
        yield ODD_COLOURS.found(f"the picture '{path}' has {facts.colours}", source)
