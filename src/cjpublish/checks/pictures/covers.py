"""The cover's picture: of a kind that can be one, large enough, and upright."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.facts import PictureFacts
from cjpublish.errors import Finding, Severity, Source

__all__ = ["UNUSABLE_COVER", "cover"]

UNUSABLE_COVER = Check(
    "P34",
    "cover",
    Severity.ERROR,
    "The cover can't be used as one",
    "Shops, libraries and players show covers that are made of pixels only.",
    "save it as PNG or JPEG of 1600 × 2400 pixels",
    "what README.md says of the cover",
)
POOR_COVER = Check(
    "P35",
    "poor-cover",
    Severity.NOTE,
    "The cover is small, or of an unusual shape",
    "It looks blurred in shops and on large screens, or gets wide margins.",
    "use a picture of 1600 × 2400 pixels",
    "good practice: shops and podcast directories want 1,400 pixels at least",
)
_LEAST = 1400
_SQUAREST, _SLIMMEST = 0.95, 1.8
"""Height by width, from and up to which a cover fills its place."""


def cover(facts: PictureFacts, media_type: str, path: str, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with a cover."""
    if media_type == "image/svg+xml":
        yield UNUSABLE_COVER.found(f"the cover '{path}' is an SVG, which can't be the cover", source)
    elif facts.width and facts.height:
        size = f"{facts.width} × {facts.height} pixels"
        if min(facts.width, facts.height) < _LEAST:
            yield POOR_COVER.found(f"the cover '{path}' has only {size}", source)
        elif not _SQUAREST <= facts.height / facts.width <= _SLIMMEST:
            yield POOR_COVER.found(f"the cover '{path}' has an unusual shape: {size}", source)
