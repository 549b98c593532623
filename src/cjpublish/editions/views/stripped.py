"""Takes the metadata out of a picture file and leaves its compressed picture as it is, byte for byte."""

from __future__ import annotations

import re
import struct

__all__ = ["without_metadata"]

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}
"""PNG, 11: the picture and its transparency; not text, time, Exif, profile or what only devices use."""
_WEBP_DROPPED = {b"EXIF", b"XMP ", b"ICCP"}
_WEBP_FLAGS = 0x20 | 0x08 | 0x04
"""In VP8X: profile, Exif, XMP."""
_JPEG_ADOBE = 0xEE
"""APP14: says how the colours are stored, so it stays."""
_JPEG_SCAN_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""A marker in a scan that is neither a stuffed byte, a restart marker nor a fill byte."""


def without_metadata(content: bytes, media_type: str) -> bytes | None:
    """Return the file without metadata; None where its structure is not the usual one and it is to be encoded anew.

    The colours must be sRGB already: a profile goes with the rest. What follows the picture's end goes too.
    """
    match media_type:
        case "image/png":
            return _png(content)
        case "image/jpeg":
            return _jpeg(content)
        case "image/webp":
            return _webp(content)
        case _:
            return None


def _png(content: bytes) -> bytes | None:
    parts = [_PNG_SIGNATURE]
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        if kind in _PNG_KEPT:
            parts.append(content[position:end])
        if kind == b"IEND":
            return b"".join(parts)
        position = end
    return None


def _jpeg(content: bytes) -> bytes | None:
    """Walk the segments of a JPEG (ITU-T T.81, B.1)."""
    parts = [content[:2]]
    position = 2
    while position + 4 <= len(content):
        if content[position] != 0xFF:
            return None
        marker = content[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        if marker == 0xD9:
            break
        end = position + 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if marker == 0xDA:
            scan_end = _JPEG_SCAN_END.search(content, end)
            if scan_end is None:
                return None
            end = scan_end.start()
        is_application = 0xE0 <= marker <= 0xEF and marker != _JPEG_ADOBE
        if not is_application and marker != 0xFE:
            parts.append(content[position:end])
        position = end
    return b"".join((*parts, b"\xff\xd9"))


def _webp(content: bytes) -> bytes | None:
    """Walk the chunks of a WebP file (RFC 9649, 2.3 and 2.7)."""
    parts: list[bytes] = []
    position = 12
    while position + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, position)
        end = position + 8 + length + length % 2
        chunk = content[position:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_DROPPED:
            parts.append(chunk)
        position = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
