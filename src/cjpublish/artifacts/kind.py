"""What kind of file something is: by its content, never by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["AUDIO", "KINDS", "kind", "promised"]

KINDS: Mapping[str, str] = {
    "ebook": "EPUB",
    "m4b": "audio (MP4)",
    "mp3": "audio (MP3)",
    "lpf": "W3C audiobook package",
    "audiobook": "Readium audiobook package",
    "daisy202": "DAISY 2.02 talking book",
    "captions": "captions (WebVTT)",
    "page": "page (HTML)",
    "timeline": "timeline (JSON)",
    "guide": "guided navigation document (JSON)",
    "text": "text",
    "zip": "ZIP archive",
    "empty": "nothing: the file is empty",
    "unknown": "file of an unknown kind",
}
"""What a person calls each kind."""
AUDIO = ("m4b", "mp3")
_HEAD = 4096
_SUFFIXES = {
    ".epub": "ebook",
    ".m4b": "m4b",
    ".m4a": "m4b",
    ".mp4": "m4b",
    ".mp3": "mp3",
    ".lpf": "lpf",
    ".audiobook": "audiobook",
    ".vtt": "captions",
    ".html": "page",
    ".htm": "page",
    ".timeline.json": "timeline",
    ".guide.json": "guide",
    ".txt": "text",
    "-daisy202.zip": "daisy202",
}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MPEG = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xfd]")
"""An MPEG audio header: a version and a layer that there are (ISO/IEC 11172-3, 2.4.2.3); UTF-16's mark is none."""
_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
"""Brands of pictures in the container that MP4 has."""
_MARKED = (
    ("ebook", "META-INF/container.xml"),
    ("audiobook", "manifest.json"),
    ("lpf", "publication.json"),
    ("daisy202", "ncc.html"),
)
"""Which file in a ZIP archive tells what it is."""


def promised(name: str) -> str:
    """Return the kind that a file's name promises; empty where it promises none."""
    lower = name.lower()
    return next((kind for suffix, kind in _SUFFIXES.items() if lower.endswith(suffix)), "")


def kind(path: Path) -> str:
    """Return a key of KINDS; raises OSError where the file can't be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_archive(path)
    if head[4:8] == b"ftyp":
        return "unknown" if head[8:12] in _PICTURES else "m4b"
    if head.startswith(b"ID3") or _MPEG.match(head):
        return "mp3"
    text = head.removeprefix(b"\xef\xbb\xbf")
    if text.startswith(b"WEBVTT"):
        return "captions"
    if _HTML.match(text):
        return "page"
    if text.lstrip().startswith(b"{"):
        return "timeline" if b'"sample_rate"' in text else "guide" if b'"guided"' in text else "text"
    return "empty" if not head else "unknown" if b"\0" in head else "text"


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower(): name for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    for found, mark in _MARKED:
        if any(name == mark.lower() or (found == "daisy202" and name.endswith(f"/{mark}")) for name in names):
            return found
    return "zip"
