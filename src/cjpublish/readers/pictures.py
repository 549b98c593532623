"""Pictures: finding the file that is meant, and making sure that it is one."""

from __future__ import annotations

import re
from hashlib import sha256
from os.path import realpath
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from cjpublish.config import closest
from cjpublish.errors import Source
from cjpublish.model import Resource
from cjpublish.readers import Reading

__all__ = ["locate", "use"]

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (
        re.compile(
            rb"(\xef\xbb\xbf)?(\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg[^>\[]*(\[.*?\]\s*)?>)*+<svg[\s>/]", re.DOTALL
        ),
        "image/svg+xml",
    ),
)
_HEAD = 65536
"""Bytes in which an SVG file must begin."""
_REFUSED = (
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"....ftyp(hei[cx]|mif1)", re.DOTALL), "HEIC"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"BM"), "BMP"),
)
_SUFFIXES = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/svg+xml": (".svg",),
}
_GOOD_NAME = re.compile(r"[A-Za-z0-9._/-]{0,199}[A-Za-z0-9_-]")


def locate(src: str, here: str, reading: Reading) -> str:
    """Return a picture's path relative to manuscript/, as `use` takes it.

    `src` is as written in the file `here`: relative to manuscript/, else to the file's own folder.
    """
    written = unquote(src)
    from_manuscript = normpath(written)
    own = normpath(join(dirname(here.removeprefix("manuscript/")), written))
    return own if _is_known(own, reading) and not _is_known(from_manuscript, reading) else from_manuscript


def _is_known(path: str, reading: Reading) -> bool:
    """Tell whether there is a file, or something said of one that is missing."""
    known = reading.pictures.get(path)
    return (known is not None and known.missing) or reading.has_file(f"manuscript/{path}")


def use(path: str, reading: Reading, source: Source | None = None) -> Resource | None:
    """Take a picture into `reading.resources`; None after reporting at `source` why it can't be.

    `path` is relative to manuscript/. The media type is found in the first bytes: PNG, JPEG, GIF, WebP or SVG, the
    image types that every reading system knows (EPUB 3.3, 3.2).
    """
    if path in reading.resources:
        return reading.resources[path]
    folder = reading.root / "manuscript"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", path):
        fix = "save the picture in manuscript/images/ and name it here: `images/…`"
        reading.fault("remote-picture", "a picture comes with the publication, not from elsewhere", source, fix)
        return None
    good = _GOOD_NAME.fullmatch(path) is not None
    if path.startswith(("/", "..")) or (good and not _lies_in(folder, path)):
        fix = "copy it to manuscript/images/"
        reading.fault("outside", f"the picture '{path}' lies outside the manuscript", source, fix)
    elif not good:
        better = re.sub(r"[^A-Za-z0-9./]+", "-", path.replace("\\", "/")).strip("-")
        message = f"the picture's name '{path}' has spaces or letters that not every e-reader can take"
        reading.fault("file-name", message, source, f"call it '{better}'" if path.isascii() else "use a to z, 0 to 9")
    elif not reading.has_file(f"manuscript/{path}"):
        reading.fault("missing-file", f"the picture '{path}' is missing", source, _nearest(path, folder))
    else:
        return _checked(path, folder / path, reading, source)
    return None


def _lies_in(folder: Path, path: str) -> bool:
    """Tell whether a path leads to no place outside, through symbolic links either."""
    # Path.resolve raises an error where links lead in a circle.
    return Path(realpath(folder / path)).is_relative_to(realpath(folder))


def _nearest(path: str, folder: Path) -> str:
    known = sorted(
        each.relative_to(folder).as_posix()
        for each in (folder / "images").rglob("*")
        if each.is_file() and each.suffix != ".yaml"
    )
    near = closest(path, known)
    return f"did you mean '{near}'?" if near else "pictures lie in manuscript/images/"


def _checked(path: str, file: Path, reading: Reading, source: Source | None) -> Resource | None:
    try:
        content = file.read_bytes()
    except OSError as error:
        reading.fault("unreadable", f"the picture '{path}' can't be read: {error.strerror}", source)
        return None
    media_type = _media_type(content)
    if media_type is None:
        named = next((name for signature, name in _REFUSED if signature.match(content)), None)
        what = f"the picture '{path}' is {named}, which e-readers don't show" if named else f"'{path}' is no picture"
        reading.fault("picture-format", what, source, "save it as PNG, JPEG, GIF, WebP or SVG")
        return None
    if file.suffix.lower() not in _SUFFIXES[media_type]:
        name = media_type.removeprefix("image/").removesuffix("+xml").upper()
        better = Path(path).with_suffix(_SUFFIXES[media_type][0]).as_posix()
        reading.warn("file-name", f"the picture '{path}' is {name}", source, f"call it '{better}'")
    resource = Resource(path, media_type, file, sha256(content).hexdigest())
    reading.resources[path] = resource
    return resource


def _media_type(content: bytes) -> str | None:
    return next((media_type for signature, media_type in _SIGNATURES if signature.match(content, 0, _HEAD)), None)
