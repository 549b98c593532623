"""MPEG audio layer III frames: where each ends, and the Info frame that says where the sound begins and ends."""

from __future__ import annotations

import struct
from collections.abc import Iterator

__all__ = ["frames", "info_frame", "info_size", "samples_a_frame"]

_MPEG1_KILOBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KILOBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG1_RATES = (44100, 48000, 32000)
_DELAY = 576
"""Samples that LAME adds at the start; every decoder adds 529 of its own, which players know of."""
_ENCODER = b"LAME3.100"
"""Players heed the delay only after a name they know; this is the library that PyAV brings."""


def frames(content: bytes) -> Iterator[bytes]:
    """Yield the frames of a bare stream (ISO/IEC 11172-3, 2.4.1.3 and ISO/IEC 13818-3, 2.4.1.3)."""
    begin = 0
    while begin < len(content):
        end = begin + _frame_length(content[begin : begin + 4])
        yield content[begin:end]
        begin = end


def samples_a_frame(header: bytes) -> int:
    """Return the samples that a frame with such a header plays: 1152 in MPEG-1, 576 in MPEG-2."""
    return 1152 if _is_mpeg1(header) else 576


def info_size(header: bytes) -> int:
    """Return the bytes that the Info frame of a stream with such headers takes."""
    return _frame_length(_plain(header))


def info_frame(header: bytes, count: int, size: int, length: int) -> bytes:
    """Return the silent frame that stands first and describes a constant bit rate stream (Xing's, LAME's).

    `header` is that of any frame of the stream, which has `count` frames of `size` bytes together and plays `length`
    samples. Left at zero, which means unknown: low-pass, replay gain and the checksum of the sound.
    """
    plain = _plain(header)
    total = _frame_length(plain)
    padding = count * samples_a_frame(header) - _DELAY - length
    seek = bytes(step * 256 // 100 for step in range(100))
    tag = b"Info" + struct.pack(">III", 0x0F, count, size + total) + seek + bytes(4)
    kilobits = min(255, _kilobits(header))
    lame = _ENCODER + b"\x01" + bytes(10) + bytes((kilobits,)) + (_DELAY << 12 | padding).to_bytes(3, "big")
    lame += bytes(4) + struct.pack(">IH", size + total, 0)
    side = bytes(17 if _is_mpeg1(header) else 9)
    described = plain + side + tag + lame
    return (described + _checksum(described).to_bytes(2, "big")).ljust(total, b"\0")


def _plain(header: bytes) -> bytes:
    """Return a frame's header without its padding bit."""
    return header[:2] + bytes((header[2] & ~0x02, header[3]))


def _is_mpeg1(header: bytes) -> bool:
    return bool(header[1] & 0x08)


def _kilobits(header: bytes) -> int:
    return (_MPEG1_KILOBITS if _is_mpeg1(header) else _MPEG2_KILOBITS)[header[2] >> 4]


def _frame_length(header: bytes) -> int:
    mpeg1 = _is_mpeg1(header)
    rate = _MPEG1_RATES[header[2] >> 2 & 3] // (1 if mpeg1 else 2)
    return (144000 if mpeg1 else 72000) * _kilobits(header) // rate + (header[2] >> 1 & 1)


def _checksum(content: bytes) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected, from zero) that LAME puts at the tag's end."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
