"""PCM to encoded audio, in memory: AAC-LC in MP4 and MP3 frames, whose packets `join` puts together.

The same sound gives the same bytes: libav's bit-exact flags keep dates and version strings out.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from cjpublish.audio.pcm import frames

if TYPE_CHECKING:
    from av.audio import AudioStream
    from av.container import OutputContainer

__all__ = ["AAC_BITRATE", "AAC_FRAME", "FRAME", "aac", "add_aac", "add_mp3", "mp3", "mp3_frame"]

AAC_FRAME = 1024
"""Samples in a packet of AAC-LC (ISO/IEC 14496-3)."""
FRAME = 9216
"""Samples of which a chapter's length is a multiple: whole packets of AAC (1,024) and of MP3 (1,152 or 576)."""
AAC_BITRATE = 64_000
"""Bits a second: transparent for one voice."""


def aac(pcm: bytes, rate: int) -> bytes:
    """Encode mono 16-bit PCM as AAC-LC in an MP4 file."""
    output = io.BytesIO()
    import av

    with av.open(output, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        _encode(container, add_aac(container, rate), pcm, rate)
    return output.getvalue()


def mp3(pcm: bytes, rate: int, bitrate: int) -> bytes:
    """Encode mono 16-bit PCM as MP3 of constant bit rate, frame after frame, without tags or a Xing header."""
    output = io.BytesIO()
    import av

    options = {"write_xing": "0", "id3v2_version": "0", "fflags": "+bitexact"}
    with av.open(output, "w", format="mp3", options=options) as container:
        _encode(container, add_mp3(container, rate, bitrate), pcm, rate)
    return output.getvalue()


def add_aac(container: OutputContainer, rate: int) -> AudioStream:
    """Add a mono AAC-LC stream; its encoder's fast search of quantisers is enough for speech at this bit rate."""
    return _add(container, "aac", rate, AAC_BITRATE, {"aac_coder": "fast"})


def add_mp3(container: OutputContainer, rate: int, bitrate: int) -> AudioStream:
    """Add a mono MP3 stream whose frames stand alone: no bit reservoir reaches from one chapter into the next."""
    return _add(container, "libmp3lame", rate, bitrate, {"reservoir": "0", "compression_level": "7"})


def mp3_frame(rate: int) -> int:
    """Return the samples in an MP3 frame: MPEG-1 layer III has 1,152, MPEG-2 (24 kHz and below) has 576."""
    return 1152 if rate >= 32_000 else 576


def _add(container: OutputContainer, codec: str, rate: int, bitrate: int, options: dict[str, str]) -> AudioStream:
    stream: Any = container.add_stream(codec, rate=rate, options=options)
    stream.layout = "mono"
    stream.bit_rate = bitrate
    return stream  # type: ignore[no-any-return]  # PyAV names only some codecs in its overloads


def _encode(container: OutputContainer, stream: AudioStream, pcm: bytes, rate: int) -> None:
    for frame in [*frames(pcm, rate), None]:
        for packet in stream.encode(frame):
            container.mux(packet)
