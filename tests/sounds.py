"""Short recordings for the cases of the sound family: the garden's own speech, damaged and encoded again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cjpublish.audio import encode, id3, loudness, pcm
from cjpublish.audio.m4b import Part, write_m4b
from cjpublish.audio.mp3 import write_mp3
from cjpublish.model import Packets
from planted import Good

Samples = NDArray[np.int16]
RATE = 22_050
TITLE = "The Kitchen Garden"
TEXTS = {"TIT2": TITLE, "TPE1": "A. Writer", "TALB": TITLE}
TAGS = {"title": TITLE, "artist": "A. Writer", "album": TITLE, "media_type": "2"}


def speech(good: Good, rate: int = RATE) -> Samples:
    """Return the chapter on spring, 52 seconds of good speech, with a faint hiss that leaves no sample at zero."""
    decoded = pcm.decode((good.built / "dist" / "the-kitchen-garden-mp3" / "03-spring.mp3").read_bytes())
    samples = np.frombuffer(pcm.resample(decoded.pcm, decoded.rate, rate), "<i2")
    # LAME has taken 0.45 dB.
    return mixed(louder(samples, 0.45), hiss(len(samples), -75.0))


def hiss(count: int, decibels: float) -> Samples:
    """Return noise of a level in dB RMS, the same every time."""
    noise = np.random.default_rng(1).standard_normal(count) * 32768 * 10 ** (decibels / 20)
    return np.rint(noise).astype(np.int16)


def mixed(*sounds: NDArray[np.integer]) -> Samples:
    """Return the sum of sounds, cut off at full scale."""
    return _cut_off(np.sum([sound.astype(np.int32) for sound in sounds], axis=0))


def louder(samples: Samples, decibels: float) -> Samples:
    """Return samples after a gain, cut off at full scale."""
    return _cut_off(np.rint(samples * 10 ** (decibels / 20)))


def for_acx(good: Good, rate: int = 44_100) -> Samples:
    """Return speech as ACX wants it."""
    profile = loudness.PROFILES["acx"]
    return np.frombuffer(loudness.normalise(speech(good, rate).tobytes(), rate, profile), "<i2")


def pauses(samples: Samples, rate: int = RATE, least: float = 0.4) -> list[int]:
    """Return the middle of each pause that lasts `least` seconds or more, in samples, without the ends."""
    run = rate // 100
    rows = samples[: len(samples) // run * run].reshape(-1, run).astype(np.float64)
    quiet = np.pad(np.sqrt((rows**2).mean(axis=1)) < 100, 1).astype(np.int8)
    spans = np.flatnonzero(np.diff(quiet)).reshape(-1, 2)
    return [int(a + b) // 2 * run for a, b in spans[1:-1] if b - a >= least * 100]


def m4b(
    path: Path,
    chapters: Sequence[tuple[str, Samples]],
    *,
    tags: Mapping[str, str] | None = None,
    cover: tuple[int, int] = (600, 600),
) -> Path:
    """Write an M4B of chapters, which are lengthened to whole frames."""
    aac = cache(partial(encode.aac, rate=RATE))
    parts = [_part(title, samples, aac) for title, samples in chapters]
    write_m4b(path, parts, RATE, TAGS if tags is None else tags, "eng", picture(*cover))
    return path


def mp3(
    path: Path,
    chapters: Sequence[tuple[str, Samples]],
    *,
    rate: int = RATE,
    bitrates: Sequence[int] = (64_000,),
    texts: Mapping[str, str] | None = None,
    marks: Sequence[id3.Mark] = (),
    cover: bytes | None = None,
) -> Path:
    """Write an MP3 of chapters, which are lengthened to whole frames; `bitrates` are taken in turn."""
    encoders = [cache(partial(encode.mp3, rate=rate, bitrate=bitrate)) for bitrate in bitrates]
    parts = [
        _part(title, samples, encoders[number % len(encoders)]) for number, (title, samples) in enumerate(chapters)
    ]
    length = sum(part.length for part in parts) * 1000 // rate
    own = {**TEXTS, "TLEN": str(length)} if texts is None else texts
    runs = [run for part in parts for run in part.runs]
    write_mp3(path, runs, id3.Tag(own, "", "eng", picture(600, 600) if cover is None else cover, marks))
    return path


def muxed(
    path: Path, samples: Samples, *, layout: str = "mono", options: Mapping[str, str] | None = None, film: bool = False
) -> Path:
    """Write an M4B with libavformat alone: one row of samples for each channel; `film` adds a second of video."""
    rows = np.atleast_2d(samples)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(rows.astype(np.float32) / 32768), "fltp", layout)
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
    chosen = {"brand": "M4B ", "movflags": "+faststart", **(options or {})}
    with av.open(str(path), "w", format="mp4", options=chosen) as container:
        container.metadata.update(TAGS)
        stream = container.add_stream("aac", RATE, {"aac_coder": "fast", "aac_tns": "0"}, layout=layout)
        stream.bit_rate = 96_000
        if film:
            video = container.add_stream("mpeg4", 25, width=64, height=64)
            for _ in range(25):
                container.mux(video.encode(av.VideoFrame(64, 64, "yuv420p")))
            container.mux(video.encode(None))
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def picture(width: int, height: int) -> bytes:
    """Return a JPEG of a size."""
    file = BytesIO()
    Image.new("RGB", (width, height), "olivedrab").save(file, "JPEG")
    return file.getvalue()


def _cut_off(sound: NDArray[Any]) -> Samples:
    cut: Samples = np.clip(sound, -32768, 32767).astype(np.int16)
    return cut


def _part(title: str, samples: Samples, encoder: Callable[[bytes], bytes]) -> Part:
    missing = -len(samples) % encode.FRAME
    sound = samples.astype("<i2").tobytes() + bytes(2 * missing)
    return Part(title, (Packets(len(samples) + missing, partial(encoder, sound)),))
