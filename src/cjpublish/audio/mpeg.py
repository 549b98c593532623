"""MPEG audio layer III frames: what a header says, and the Info frame that says where the sound begins and ends.

Headers are those of ISO/IEC 11172-3, 2.4.1.3 (MPEG-1) and ISO/IEC 13818-3, 2.4.1.3 (MPEG-2), and of MPEG 2.5, whose
rates are half of MPEG-2's. In free format, where a header doesn't say how long its frame is, nothing is found.
"""

from __future__ import annotations

import re
import struct
from functools import cache

__all__ = [
    "HEADER",
    "HEADER_SIZE",
    "channels",
    "frame_length",
    "info_frame",
    "info_size",
    "kilobits",
    "rate",
    "samples_a_frame",
    "side_size",
    "span",
]

HEADER_SIZE = 4
"""Bytes of a header."""
_THIRD = bytes(byte for byte in range(0x10, 0xF0) if byte & 0x0C != 0x0C)
"""A header's third byte, with a bit rate and a sample rate that there are."""
HEADER = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][%b]." % re.escape(_THIRD), re.DOTALL)
"""How a frame begins."""
_MPEG1_KILOBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KILOBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG1_RATES = (44100, 48000, 32000)
_HALVED = {0x18: 0, 0x10: 1, 0x00: 2}
"""How often MPEG-1's rates are halved, by the bits of the version."""
_MANY = 64
"""Frames that are stepped over at once where they are alike."""
_DELAY = 576
"""Samples that LAME adds at the start; every decoder adds 529 of its own, which players know of."""
_ENCODER = b"LAME3.100"
"""Players heed the delay only after a name they know; this is the library that PyAV brings."""


def span(content: bytes, most: int) -> tuple[int, int]:
    """Return how many frames of a bare stream there are, `most` at most, and the byte at which they end.

    Raises ValueError where something else stands in it.
    """
    count = end = 0
    many = _many(content[:3])
    while count + _MANY <= most and many and (found := many.match(content, end)):
        end = found.end()
        count += _MANY
    while count < most and end < len(content):
        length = frame_length(content, end)
        if not length:
            raise ValueError(f"no MPEG audio frame begins at byte {end}")
        end += length
        count += 1
    return count, end


@cache
def _many(begin: bytes) -> re.Pattern[bytes] | None:
    """Return what finds many frames like one that begins so, padded or not: a day of sound has millions of them."""
    if not frame_length(begin + b"\0"):
        return None
    plain = _plain(begin + b"\0")
    length = frame_length(plain)
    padded = plain[:2] + bytes((plain[2] | 0x02,))
    frames = ((re.escape(plain[:3]), length - 3), (re.escape(padded), length - 2))
    either = b"|".join(b"%b.{%d}" % frame for frame in frames)
    return re.compile(b"(?s:%b){%d}+" % (either, _MANY))


def frame_length(content: bytes, begin: int = 0) -> int:
    """Return the bytes of the frame whose header stands at a place; 0 where none does."""
    found = HEADER.match(content, begin)
    if found is None:
        return 0
    header = found[0]
    return samples_a_frame(header) * 125 * kilobits(header) // rate(header) + (header[2] >> 1 & 1)


def samples_a_frame(header: bytes) -> int:
    """Return the samples that a frame with such a header plays: 1152 in MPEG-1, 576 in MPEG-2 and 2.5."""
    return 1152 if _is_mpeg1(header) else 576


def kilobits(header: bytes) -> int:
    """Return the bit rate, in thousands of bits a second."""
    return (_MPEG1_KILOBITS if _is_mpeg1(header) else _MPEG2_KILOBITS)[header[2] >> 4]


def rate(header: bytes) -> int:
    """Return the sample rate in Hz."""
    return _MPEG1_RATES[header[2] >> 2 & 3] >> _HALVED[header[1] & 0x18]


def channels(header: bytes) -> int:
    """Return 1 for mono, else 2."""
    return 1 if header[3] >> 6 == 3 else 2


def side_size(header: bytes) -> int:
    """Return the bytes of side information that follow a header (ISO/IEC 11172-3, 2.4.1.7)."""
    if _is_mpeg1(header):
        return 17 if channels(header) == 1 else 32
    return 9 if channels(header) == 1 else 17


def info_size(header: bytes) -> int:
    """Return the bytes that the Info frame of a stream with such headers takes."""
    return frame_length(_plain(header))


def info_frame(header: bytes, count: int, size: int, length: int) -> bytes:
    """Return the silent frame that stands first and describes a constant bit rate stream (Xing's, LAME's).

    `header` is that of any frame of the stream, which has `count` frames of `size` bytes together and plays `length`
    samples. Left at zero, which means unknown: low-pass, replay gain and the checksum of the sound.
    """
    plain = _plain(header)
    total = frame_length(plain)
    padding = count * samples_a_frame(header) - _DELAY - length
    seek = bytes(step * 256 // 100 for step in range(100))
    tag = b"Info" + struct.pack(">III", 0x0F, count, size + total) + seek + bytes(4)
    lame = _ENCODER + b"\x01" + bytes(10) + bytes((min(255, kilobits(header)),))
    lame += (_DELAY << 12 | padding).to_bytes(3, "big")
    lame += bytes(4) + struct.pack(">IH", size + total, 0)
    described = plain + bytes(side_size(header)) + tag + lame
    return (described + _checksum(described).to_bytes(2, "big")).ljust(total, b"\0")


def _plain(header: bytes) -> bytes:
    """Return a frame's header without its padding bit."""
    return header[:2] + bytes((header[2] & ~0x02, header[3]))


def _is_mpeg1(header: bytes) -> bool:
    return bool(header[1] & 0x08)


def _checksum(content: bytes) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected, from zero) that LAME puts at the tag's end."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
