"""Pictures of a manuscript that no edition can be made of: builds refuse them, and so does the check."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.facts import PictureFacts
from cjpublish.checks.pictures.stored import DAMAGED
from cjpublish.editions.views import svg
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Resource

__all__ = ["refused"]

SVG = Check(
    "P37",
    "svg",
    Severity.ERROR,
    "An SVG holds what may not be in a picture",
    "It could act, move or call home from a reader's device, or it can't be shown at all.",
    "export it as plain SVG, without scripts, animation and references to other files",
    "EPUB 3.3, 6.2 SVG content documents; SVG 2, 2.2.6 Secure static mode",
)
_MOST_PIXELS = 89_000_000


def refused(resource: Resource, facts: PictureFacts) -> Finding | None:
    """Return why builds refuse a picture; None where they take it."""
    path = f"manuscript/{resource.path}"
    if resource.media_type != "image/svg+xml":
        if facts.width * facts.height <= _MOST_PIXELS:
            return None
        message = f"the picture '{resource.path}' has too many pixels to open safely"
        fix = "make it smaller; e-readers get at most 2048 pixels on the longer side"
        return DAMAGED.found(message, Source(path), fix=fix)
    try:
        svg.clean(resource.file.read_bytes(), path)
    except InputError as error:
        first, *others = error.findings
        more = f", and {len(others)} more faults" if others else ""
        return SVG.found(f"{first.message}{more}", first.source, fix=first.fix)
    return None
