"""MP3 as it comes from the network to PCM."""

from __future__ import annotations

import io

from cjpublish.model import Speech

__all__ = ["decode"]


def decode(content: bytes) -> Speech:
    """Decode MP3 to mono at its own rate, several channels mixed.

    Raises ValueError where it isn't MP3, or is damaged.
    """
    import av

    pcm = bytearray()
    rate = 0
    try:
        with av.open(io.BytesIO(content), "r", format="mp3") as container:
            mono = av.AudioResampler(format="s16", layout="mono")
            for frame in container.decode(audio=0):
                rate = frame.sample_rate
                for mixed in mono.resample(frame):
                    pcm += bytes(mixed.planes[0])[: 2 * mixed.samples]
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"not MP3: {error}") from error
    if not pcm:
        raise ValueError("not MP3: there is no sound in it")
    return Speech(bytes(pcm), rate)
