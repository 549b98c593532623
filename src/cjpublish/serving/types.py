"""What a file of a site is, by its name: this machine's own table knows neither e-books nor feeds."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

__all__ = ["PACKED", "media_type"]

_UNKNOWN = "application/octet-stream"

_NAMES: Mapping[str, str] = {
    "podcast*.xml": "application/rss+xml",
    "opds*.xml": "application/atom+xml;profile=opds-catalog;kind=acquisition",
    "opds*.json": "application/opds+json",
    "*.chapters.json": "application/json+chapters",
}
"""What a name says more exactly than its suffix."""

_TEXTS: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "ncx": "application/x-dtbncx+xml",
    "opf": "application/oebps-package+xml",
    "rtf": "application/rtf",
    "sarif": "application/sarif+json",
    "smil": "application/smil+xml",
    "srt": "application/x-subrip",
    "svg": "image/svg+xml",
    "ttml": "application/ttml+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
}

_OTHERS: Mapping[str, str] = {
    "aac": "audio/aac",
    "audiobook": "application/audiobook+zip",
    "avif": "image/avif",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "lpf": "application/lpf+zip",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "ttf": "font/ttf",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "zip": "application/zip",
}

PACKED = frozenset({*_OTHERS.values(), _UNKNOWN})
"""Media types of what is packed already, or may be; all others are text and gain by compression."""


def media_type(name: str) -> str:
    """Return the media type of a file by its name without folders; bytes of no known kind where it says nothing."""
    lower = name.lower()
    for pattern, type_ in _NAMES.items():
        if fnmatchcase(lower, pattern):
            return type_
    _, dot, suffix = lower.rpartition(".")
    return (_TEXTS.get(suffix) or _OTHERS.get(suffix) or _UNKNOWN) if dot else _UNKNOWN
