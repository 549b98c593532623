"""Loudness of a whole chapter: measured by EBU R 128 (ITU-R BS.1770), brought to a profile, its true peaks limited."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cjpublish.audio.pcm import frames

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PROFILES", "Loudness", "Profile", "measure", "normalise"]

_OVERSAMPLING = 4
"""Samples between samples at which true peaks are looked for (ITU-R BS.1770, annex 2)."""
_WINDOW = 0.01
"""Seconds over which the limiter lowers and raises its gain."""
_MARGIN = 1.0
"""dB below the allowed peak: encoders overshoot."""
_SHORTEST = 0.4
"""Seconds below which EBU R 128 measures nothing."""
_ROUNDS = 6
"""How often at most the gain is corrected for what the limiter takes away."""
_CLOSE = 0.2
"""How near to the target, in the profile's unit, is near enough."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of publishing asks of loudness."""

    unit: str
    """`lufs` (EBU R 128) or `rms` (dB of the root mean square, whole chapter)."""
    target: float
    """In the unit."""
    tolerance: float
    """In the unit; how far a published file may be off."""
    peak: float
    """dBTP that no published file exceeds."""
    mp3_bitrate: int
    """Bits a second of MP3, constant."""


PROFILES: Mapping[str, Profile] = {
    "podcast": Profile("lufs", -16.0, 1.0, -1.0, 64_000),
    "acx": Profile("rms", -20.0, 2.0, -3.0, 192_000),
    "broadcast": Profile("lufs", -23.0, 0.5, -1.0, 64_000),
}


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud something is."""

    integrated: float
    """LUFS; -inf where it is silent or shorter than 0.4 seconds."""
    true_peak: float
    """dBTP; -inf where it is silent."""
    rms: float
    """dB of full scale; -inf as for LUFS."""


def measure(pcm: bytes, rate: int) -> Loudness:
    """Measure mono 16-bit PCM."""
    import numpy as np

    if not np.frombuffer(pcm, dtype="<i2").any():
        return Loudness(-math.inf, -math.inf, -math.inf)
    true_peak = _decibel(float(_ebur128(pcm, rate, "true")["lavfi.r128.true_peak"]))
    return Loudness(_loudness(pcm, rate, "lufs"), true_peak, _loudness(pcm, rate, "rms"))


def normalise(pcm: bytes, rate: int, profile: Profile) -> bytes:
    """Bring mono 16-bit PCM to a profile's loudness under its true peak; the length stays, nothing is delayed.

    What is silent or shorter than 0.4 seconds stays as it is.
    """
    import numpy as np

    loudness = _loudness(pcm, rate, profile.unit)
    if loudness == -math.inf:
        return pcm
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32)
    peaks = _true_peaks(samples, rate)
    ceiling = np.float32(32768 * 10 ** ((profile.peak - _MARGIN) / 20))
    gain = profile.target - loudness
    for _ in range(_ROUNDS):
        factor = np.float32(10 ** (gain / 20))
        levelled = samples * factor * _limiter(peaks * factor, ceiling, rate)
        result = np.clip(np.rint(levelled), -32768, 32767).astype("<i2").tobytes()
        missing = profile.target - _loudness(result, rate, profile.unit)
        if abs(missing) < _CLOSE:
            break
        gain += missing
    return result


def _loudness(pcm: bytes, rate: int, unit: str) -> float:
    """Return the loudness in a profile's unit; -inf where it can't be measured."""
    import numpy as np

    samples = np.frombuffer(pcm, dtype="<i2")
    if len(samples) < _SHORTEST * rate or not samples.any():
        return -math.inf
    if unit == "rms":
        return _decibel(math.sqrt(float(np.mean(np.square(samples, dtype=np.float64)))) / 32768)
    return float(_ebur128(pcm, rate, "none")["lavfi.r128.I"])


def _limiter(peaks: NDArray[np.float32], ceiling: np.float32, rate: int) -> NDArray[np.float32]:
    """Return for each sample the factor that keeps every peak below the ceiling, smoothly and without delay.

    The factor that each peak allows is spread by a moving minimum and then averaged over the same window, so that it
    is never above what the peak allows.
    """
    import numpy as np

    if peaks.max(initial=0) <= ceiling:
        return np.ones_like(peaks)
    half = int(_WINDOW * rate / 2)
    allowed = np.minimum(1, ceiling / np.maximum(peaks, 1))
    lowest = _moving_minimum(np.pad(allowed, 2 * half, constant_values=1), half)
    sums = np.cumsum(np.concatenate(([0.0], lowest.astype(np.float64))))
    width = 2 * half + 1
    averaged = (sums[width:] - sums[:-width]) / width
    factors: NDArray[np.float32] = averaged[half : half + len(peaks)].astype(np.float32)
    return factors


def _moving_minimum(values: NDArray[np.float32], half: int) -> NDArray[np.float32]:
    """Return the minimum of the `half` values on each side of every value, by doubling."""
    import numpy as np

    width = 2 * half + 1
    padded = np.pad(values, half, constant_values=1)
    reach = 1
    while reach * 2 <= width:
        padded = np.minimum(padded[:-reach], padded[reach:])
        reach *= 2
    rest = width - reach
    return np.minimum(padded[: len(padded) - rest], padded[rest:]) if rest else padded


def _true_peaks(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return for each sample the greatest absolute value from it to the next, between samples too."""
    import av
    import numpy as np

    resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate * _OVERSAMPLING)
    found = np.abs(samples)
    position = 0
    for begin in [*range(0, len(samples), 1 << 16), None]:
        frame = None
        if begin is not None:
            block = samples[begin : begin + (1 << 16)].reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="mono")
            frame.sample_rate = rate
            frame.pts = begin
        for out in resampler.resample(frame):
            between = np.abs(out.to_ndarray()[0])
            whole = np.pad(between, (position % _OVERSAMPLING, -(position + len(between)) % _OVERSAMPLING))
            highest = whole.reshape(-1, _OVERSAMPLING).max(axis=1)
            first = position // _OVERSAMPLING
            place = found[first : first + len(highest)]
            np.maximum(place, highest[: len(place)], out=place)
            position += len(between)
    return found


def _ebur128(pcm: bytes, rate: int, peak: str) -> Mapping[str, str]:
    """Return what libavfilter's ebur128 has found at the end; `peak` is `true` or `none`."""
    import av
    import av.filter

    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    meter = graph.add("ebur128", f"metadata=1:peak={peak}:framelog=quiet")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, meter, sink)
    graph.configure()
    last: Mapping[str, str] = {}
    for frame in [*frames(pcm, rate), None]:
        source.push(frame)
        while True:
            try:
                last = sink.pull().metadata or last
            except (av.BlockingIOError, av.EOFError):
                break
    return last


def _decibel(value: float) -> float:
    return 20 * math.log10(value) if value > 0 else -math.inf
