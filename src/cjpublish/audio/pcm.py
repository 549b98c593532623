"""Audio of any kind becomes PCM, and PCM changes its rate."""

from __future__ import annotations

from io import BytesIO

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.model import Speech

__all__ = ["decode", "resample"]


def decode(content: bytes) -> Speech:
    """Decode the first audio track of a file to mono 16-bit PCM at the track's own rate.

    What the file itself marks as an encoder's delay or padding is left out. Raises InputError (`audio-unreadable`)
    where there is no audio that libav can decode to its end.
    """
    import av

    from cjpublish.audio.frames import unite

    try:
        with av.open(BytesIO(content), "r") as container:
            if not container.streams.audio:
                raise InputError([_unreadable("it holds no audio track")])
            stream = container.streams.audio[0]
            resampler = av.AudioResampler("s16p", "mono")
            frames = [out for frame in container.decode(stream) for out in resampler.resample(frame)]
            frames += resampler.resample(None)
            return Speech(unite(frames).astype("<i2", copy=False).tobytes(), stream.codec_context.sample_rate)
    except av.FFmpegError as error:
        raise InputError([_unreadable(str(error.strerror))]) from error


def resample(pcm: bytes, rate: int, to: int) -> bytes:
    """Change the rate of mono 16-bit PCM from `rate` to `to` Hz.

    Returns exactly round(samples * to / rate) samples, without delay. Done by libswresample's windowed sinc.
    """
    if rate == to or not pcm:
        return pcm
    import av

    from cjpublish.audio.frames import split, unite

    resampler = av.AudioResampler("s16p", "mono", to)
    frames = [out for frame in split(pcm, rate) for out in resampler.resample(frame)]
    frames += resampler.resample(None)
    length = round(len(pcm) // 2 * to / rate)
    resampled = unite(frames).astype("<i2", copy=False)[:length].tobytes()
    return resampled + bytes(2 * length - len(resampled))


def _unreadable(why: str) -> Finding:
    return Finding("audio-unreadable", Severity.ERROR, f"a piece of audio can't be decoded: {why}")
