"""Alternative texts: what a Word document says of a picture for those who don't see it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cjpublish.importers.docx.names import NAMESPACES, Element, tag

__all__ = ["Alternative", "alternative"]

_FILE = re.compile(r"(?:(?:[A-Za-z]:|[/\\]).*|\S+)\.(?:png|jpe?g|gif|bmp|tiff?|svg|[ew]mf|webp|heic)$", re.I)
_NAME = re.compile(r"(?:picture|image|grafik|bild|imagen?|photo|img|shape|object|obraz|рисунок)[ _-]*\d*$", re.I)
_MACHINE = re.compile(
    r"\s*(?:description automatically generated[^.\n]*\.?|ai-generated content may be incorrect\.?)\s*", re.I
)
"""What Word adds to a text that a program guessed from the picture."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The alternative text of a picture."""

    text: str | None
    """The text; empty where the document says that the picture is decorative, None where nobody wrote one."""
    guessed: bool = False
    """Whether a program wrote it."""


def alternative(carrier: Element, nearest: Element | None = None) -> Alternative:
    """Return what is said of a drawing, or of one picture in it, `nearest`.

    A decorative picture is one so marked ([MS-ODRAWXML] 2.28.1). The name of a file or "Picture 3" is no text.
    """
    if any(each.get("val") in ("1", "true", "on") for each in carrier.iter(tag("adec:decorative"))):
        return Alternative("")
    for place in _places(carrier, nearest):
        for name in ("descr", "alt", "title", tag("o:title")):
            text = " ".join(place.get(name, "").split())
            guessed = _MACHINE.search(text) is not None
            text = _MACHINE.sub(" ", text).strip()
            if text and not _FILE.match(text) and not _NAME.match(text):
                return Alternative(text, guessed)
    return Alternative(None)


def _places(carrier: Element, nearest: Element | None) -> list[Element]:
    """Return the elements that may bear a text, the likeliest first."""
    found: list[Element] = carrier.findall(".//wp:docPr", NAMESPACES)[:1]
    if nearest is not None:
        own = nearest.find("pic:nvPicPr/pic:cNvPr", NAMESPACES)
        pictures = len(list(carrier.iter(tag("pic:pic"))))
        found = ([] if own is None else [own]) + found if pictures > 1 else found + ([] if own is None else [own])
        found += [nearest, *nearest.iterchildren(tag("v:imagedata"))]
    else:
        found += [each for each in carrier if each.get("alt")]
    return found
