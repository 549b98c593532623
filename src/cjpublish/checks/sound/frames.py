"""An MP3's frames found one by one in a stream of any size, whatever lies between them."""

from __future__ import annotations

import re
import struct
from array import array
from dataclasses import dataclass, field
from typing import BinaryIO

from cjpublish.audio.mpeg import HEADER_SIZE, channels, frame_length, kilobits, rate, samples_a_frame

__all__ = ["Frames", "walk"]

_CHUNK = 1 << 20
_LONGEST = 2048
"""Bytes that no frame is longer than."""
_DECODER = 529
"""Samples by which every decoder is late; the Info frame's delay does not count them."""
_ID3V1 = 128
_SIGN = re.compile(rb"\xff[\xe2-\xff]|TAG|ID3|APETAGEX")
"""How frames and tags begin."""


@dataclass(slots=True)
class Frames:
    """Where a stream's frames are, and what their headers say."""

    begins: array[int] = field(default_factory=lambda: array("Q"))
    """The offset of each frame's first byte, and after the last one of its end; the Info frame is none of them."""
    rate: int = 0
    """Hz, of the first frame."""
    channels: int = 0
    """Of the first frame."""
    samples: int = 0
    """Samples of a frame: 1152 in MPEG-1, else 576."""
    rates: tuple[int, ...] = ()
    """Every sample rate that occurs."""
    bit_rates: tuple[int, int] = (0, 0)
    """The lowest and the highest bit rate, bits a second."""
    junk: int = 0
    """Bytes that are neither a frame nor a tag."""
    declared: int = 0
    """Frames that the Info frame counts; 0 where there is none."""
    delay: int = 0
    """Samples before the first that is meant to be heard, as they come out of a decoder."""
    padding: int | None = None
    """Samples after the last that is meant to be heard, as the encoder counts them; None where it says nothing."""

    @property
    def count(self) -> int:
        """Return the number of frames that play."""
        return max(0, len(self.begins) - 1)

    @property
    def heard(self) -> int:
        """Return the samples that are meant to be heard: all of them where the Info frame says nothing, or is wrong."""
        total = self.count * self.samples
        if self.padding is None or self.declared != self.count:
            return total
        return max(1, total - max(0, self.delay - _DECODER) - self.padding)


def walk(stream: BinaryIO) -> Frames:
    """Find an MP3's frames, holding a megabyte at a time."""
    found = Frames()
    lengths: dict[bytes, int] = {}
    window = _Window(stream)
    while window.left >= HEADER_SIZE:
        end = _run(window, found.begins, lengths)
        if window.refilled():
            continue
        if window.left < HEADER_SIZE:
            break
        if skipped := _tag(window.buffer[window.position : window.position + 32]):
            window.jump(skipped)
        elif frame_length(window.buffer, window.position) and found.begins:
            break  # the last frame is not all there
        else:
            found.junk += window.resync()
        window.refilled()
    if found.begins:
        found.begins.append(end)
        _describe(found, lengths, stream)
    return found


class _Window:
    """The part of a stream that is looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self.stream = stream
        self.buffer = stream.read(_CHUNK)
        self.base = 0
        self.position = 0

    @property
    def left(self) -> int:
        return len(self.buffer) - self.position

    def refilled(self) -> bool:
        """Read on where less than a frame is left; return whether there was more."""
        if self.left >= _LONGEST:
            return False
        chunk = self.stream.read(_CHUNK)
        self.base += self.position
        self.buffer = self.buffer[self.position :] + chunk
        self.position = 0
        return bool(chunk)

    def jump(self, size: int) -> None:
        """Leave so many bytes out."""
        self.base += self.position + size
        self.stream.seek(self.base)
        self.buffer, self.position = b"", 0

    def resync(self) -> int:
        """Go on to where two frames follow each other, or to what may be a tag; return the bytes left out."""
        begin = self.position
        last = len(self.buffer) - HEADER_SIZE
        for found in _SIGN.finditer(self.buffer, begin + 1):
            at = found.start()
            after = at + frame_length(self.buffer, at)
            if found[0][0] != 0xFF or (after > at and (after > last or frame_length(self.buffer, after))):
                self.position = at
                break
        else:
            self.position = max(begin + 1, last + 1)
        return self.position - begin


def _run(window: _Window, begins: array[int], lengths: dict[bytes, int]) -> int:
    """Take the whole frames that follow each other from a window; return the offset of the last one's end."""
    buffer, position, base = window.buffer, window.position, window.base
    end = len(buffer)
    while True:
        header = buffer[position : position + HEADER_SIZE]
        length = lengths.get(header, 0)
        if not length:
            length = frame_length(header)
            if not length:
                break
            lengths[header] = length
        if position + length > end:
            break
        begins.append(base + position)
        position += length
    window.position = position
    return base + position


def _describe(found: Frames, lengths: dict[bytes, int], stream: BinaryIO) -> None:
    stream.seek(found.begins[0])
    first = stream.read(found.begins[1] - found.begins[0])
    found.rate, found.samples = rate(first), samples_a_frame(first)
    found.channels = channels(first)
    found.rates = tuple(sorted({rate(header) for header in lengths}))
    _read_info(found, first)
    if found.declared or found.padding is not None:
        found.begins.pop(0)
        if kilobits(first) not in (own := [kilobits(header) for header in lengths if header != first[:4]]) and own:
            lengths.pop(first[:4], None)
    rates = [kilobits(header) * 1000 for header in lengths]
    found.bit_rates = min(rates), max(rates)


def _read_info(found: Frames, frame: bytes) -> None:
    """Read the frame that Xing's and LAME's encoders write before the sound."""
    at = max(frame[:48].find(b"Info"), frame[:48].find(b"Xing"))
    if at < 0 or len(frame) < at + 8:
        return
    flags = struct.unpack(">I", frame[at + 4 : at + 8])[0]
    found.declared = struct.unpack(">I", frame[at + 8 : at + 12])[0] if flags & 1 else 0
    encoder = at + 8 + 4 * bool(flags & 1) + 4 * bool(flags & 2) + 100 * bool(flags & 4) + 4 * bool(flags & 8)
    found.padding = 0
    if frame[encoder : encoder + 4] in (b"LAME", b"Lavc", b"Lavf"):
        both = int.from_bytes(frame[encoder + 21 : encoder + 24], "big")
        found.delay, found.padding = (both >> 12) + _DECODER, both & 0xFFF


def _tag(head: bytes) -> int:
    """Return the bytes of the tag that begins so; 0 for none (id3v2.3.0, 3.1; ID3v1; APEv2)."""
    if head.startswith(b"ID3") and len(head) >= 10:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        return size + (20 if head[5] & 0x10 else 10)
    if head.startswith(b"APETAGEX") and len(head) >= 16:
        return int.from_bytes(head[12:16], "little") + 32
    return _ID3V1 if head.startswith(b"TAG") else 0
