"""Text in photographs, scans and other pictures made of pixels, read by a recogniser that a package carries.

What is read in a picture is a function of its bytes (`read`); what is wrong with that is told apart (`check`).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from cjpublish import versions
from cjpublish.checks.language import primary
from cjpublish.checks.pictures.figures import placed
from cjpublish.checks.pictures.lettering.lines import Line, packed, unpacked
from cjpublish.checks.pictures.lettering.telling import check
from cjpublish.checks.pictures.lettering.words import is_readable
from cjpublish.checks.results import Unchecked
from cjpublish.model import Publication, Resource

__all__ = ["Line", "available", "check", "code", "pictures", "read", "unpacked"]

_LIBRARIES = ("rapidocr", "onnxruntime", "opencv-python-headless", "pillow")
_HALF_READ = {"vi"}
"""Languages of whose Latin letters the recogniser loses some."""


def available(publication: Publication) -> Unchecked | None:
    """Return why the text in a publication's pictures can't be read and what helps; None where it can."""
    metadata = publication.metadata
    if primary(metadata.language) in _HALF_READ or not is_readable(metadata.title):
        why = "the recogniser that a package carries knows Latin letters, Chinese and Japanese only"
        fix = "see that whatever is written in them is in their alternative texts or descriptions"
        return Unchecked("Text in pictures", why, fix, wanted=False)
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        fix = "run: pip install 'cjpublish[read]'"
        return Unchecked("Text in pictures", "what it needs is not installed: rapidocr", fix, wanted=False)
    return None


def pictures(publication: Publication) -> tuple[Resource, ...]:
    """Return the pictures made of pixels that are the cover or stand in the text."""
    used = {one.figure.image for one in placed(publication)} | {publication.metadata.cover}
    return tuple(each for each in publication.resources if each.path in used and each.media_type != "image/svg+xml")


def code() -> Sequence[str]:
    """Return the versions of all that what is read depends on."""
    own = ("checks/pictures/lettering/reader.py", "checks/pictures/lettering/lines.py")
    return (versions.code(*own), *map(versions.library, _LIBRARIES))


def read(path: Path) -> bytes:
    """Read a picture and return its lines of text, for `unpacked`; a worker's job, which takes about a second."""
    from cjpublish.checks.pictures.lettering import reader

    return packed(reader.read(path.read_bytes()))
