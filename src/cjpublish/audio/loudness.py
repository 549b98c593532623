"""Loudness: a whole chapter brought to its profile's level without a peak above its ceiling."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjpublish.audio.gating import decibels, gated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PROFILES", "Level", "Levelling", "Loudness", "Profile", "measure", "normalise", "together"]

_ATTACK = 5
"""Runs (milliseconds) in which the limiter goes down before a peak."""
_RELEASE = 0.12
"""dB that the limiter comes back up a run: 120 dB a second."""
_DEEPEST = 6.0
"""dB that the limiter may take on average from all that sounds; beyond, more gain would only make it flatter."""
_ROUNDS = 60
"""Corrections of the gain at most."""
_STEP = 3.0
"""dB that the gain rises at once at most."""
_CHUNK = 1500
"""Runs worked on at once, to need less memory."""
_CLOSE = 0.05
"""dB from the target that are near enough."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a place of publication asks of a file's sound."""

    name: str
    """As in the voice settings."""
    target: float
    """What the chapter is brought to before encoding: LUFS, or dB RMS where `weighted` is false. AAC keeps it; LAME
    scales by 0.95, which takes 0.45 dB, so that a narrow tolerance needs its target a little higher."""
    weighted: bool
    """Whether the target is loudness after ITU-R BS.1770; else it is plain RMS."""
    ceiling: float
    """dBTP that no peak passes before encoding; an encoder may pass it by up to a decibel."""
    mp3_bitrate: int
    """Bits a second of the MP3 files."""


PROFILES: Mapping[str, Profile] = {
    "podcast": Profile("podcast", target=-16.0, weighted=True, ceiling=-2.0, mp3_bitrate=64_000),
    "acx": Profile("acx", target=-20.0, weighted=False, ceiling=-4.0, mp3_bitrate=192_000),
    "broadcast": Profile("broadcast", target=-22.75, weighted=True, ceiling=-2.0, mp3_bitrate=64_000),
}
"""By name."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a piece of audio is. Digital silence measures minus infinity throughout."""

    integrated: float
    """LUFS, gated (ITU-R BS.1770-5, annex 1)."""
    true_peak: float
    """dBTP (annex 2)."""
    rms: float
    """dB of full scale, of everything."""
    noise: float
    """dB RMS of the quietest half second."""


def measure(pcm: bytes, rate: int) -> Loudness:
    """Measure mono 16-bit PCM."""
    from cjpublish.audio import meter

    samples = _samples(pcm)
    run = meter.run_length(rate)
    powers = meter.powers(samples, run)
    peak = float(meter.peaks(samples, run).max(initial=0.0))
    return Loudness(
        meter.integrated(meter.weighted_powers(pcm, rate)),
        2 * decibels(peak),
        _rms(powers),
        decibels(_quietest(powers)),
    )


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a piece of audio is, so that pieces can be added up, and what it takes to bring it to its target."""

    gain: float | None
    """dB before the limiter; None for audio shorter than 0.4 s, or silent (nothing above -70 LUFS)."""
    loss: float
    """dB that the limiter takes from the level at that gain."""
    power: float
    """The mean square of everything; full scale is 1."""
    seconds: float
    """How long it plays."""
    blocks: tuple[tuple[int, int, float], ...]
    """Its gating blocks: loudness in tenths of an LU, how many there are, and the sum of their K-weighted powers."""


class Levelling:
    """Mono 16-bit PCM on its way to a profile's target, its true peaks under the ceiling.

    One gain for all of it, then a limiter that looks ahead; the length stays, nothing is delayed, digital silence stays
    digital silence.
    """

    def __init__(self, pcm: bytearray, rate: int, profile: Profile) -> None:
        """Take the PCM, which `raise_by` changes."""
        from cjpublish.audio import meter

        self._pcm, self._rate, self._profile = pcm, rate, profile
        self._samples = _samples(pcm)
        self._run = meter.run_length(rate)
        self._reach = -math.inf
        """The greatest gain (dB) for which the peaks that matter are known."""

    def level(self) -> Level:
        """Return what brings it to the target.

        The gain makes up for what the limiter takes, unless that were more than 6 dB on average: then the sound stays
        quieter than its target.
        """
        from cjpublish.audio import meter

        weighted = meter.weighted_powers(self._pcm, self._rate)
        plain = meter.powers(self._samples, self._run)
        power, seconds = float(plain.mean()) if len(plain) else 0.0, len(self._samples) / self._rate
        blocks = meter.blocks(weighted)
        if math.isinf(meter.integrated(weighted)):
            return Level(None, 0.0, power, seconds, blocks)
        profile = self._profile
        powers = weighted if profile.weighted else plain
        level = meter.integrated if profile.weighted else _rms
        sounding = weighted > meter.GATE
        first = profile.target - level(powers)
        self._look_for(first + _STEP)

        def louder(gain: float) -> tuple[float, float]:
            """Return the level after a gain and the limiter, and how deep (dB) the limiter goes on average."""
            limited = self._limited(gain)
            return level(powers * 10 ** ((gain + limited) / 10)), -float(limited[sounding].mean())

        gain = _solve(louder, profile.target, first)
        return Level(gain, level(powers) + gain - louder(gain)[0], power, seconds, blocks)

    def raise_by(self, gain: float | None) -> None:
        """Change the PCM itself by a gain (dB), with the limiter behind it: long sound is too much to hold twice.

        None, the gain of what has no level, changes nothing. Once only: what was measured is no more true after it.
        """
        if gain is not None:
            _apply(self._samples, gain + self._limited(gain), self._run)

    def _limited(self, gain: float) -> NDArray[np.float64]:
        """Return what the limiter takes (dB, at most 0) from each run after a gain."""
        if gain > self._reach:
            self._look_for(gain)
        return _limiter(self._peaks + gain, self._profile.ceiling)

    def _look_for(self, gain: float) -> None:
        """Find the peaks that pass the ceiling after a gain, or after any smaller one; the others matter to nobody."""
        from cjpublish.audio import meter

        above = 10 ** ((self._profile.ceiling - gain) / 20)
        self._peaks, self._reach = _decibels(meter.peaks(self._samples, self._run, above)), gain


def normalise(pcm: bytes, rate: int, profile: Profile) -> bytes:
    """Bring mono 16-bit PCM to a profile's target; what has no level is returned as it is."""
    levelled = bytearray(pcm)
    sound = Levelling(levelled, rate, profile)
    sound.raise_by(sound.level().gain)
    return bytes(levelled)


def together(levels: Sequence[Level], profile: Profile) -> float | None:
    """Return the one gain (dB, in tenths) that brings pieces that follow each other to their target as a whole.

    Their level as a whole is computed from what is known of each. What the limiter will take is guessed: what it takes
    from each at its own gain, on average by power. Where it takes much, the level is half a decibel off at most in what
    was tried. None where nothing sounds.
    """
    sounding = [level for level in levels if level.gain is not None]
    if not sounding:
        return None
    seconds, power = sum(level.seconds for level in levels), sum(level.power * level.seconds for level in levels)
    loss = sum(level.loss * level.power * level.seconds for level in sounding) / power
    blocks = [block for level in levels for block in level.blocks]
    whole = gated(blocks) if profile.weighted else decibels(power / seconds)
    return round(profile.target - whole + loss, 1)


def _limiter(peaks: NDArray[np.float64], ceiling: float) -> NDArray[np.float64]:
    """Return the limiter's gain (dB, at most 0) for each run's peak (dB): never more than the peak allows."""
    import numpy as np

    count = len(peaks)
    needed = ceiling - peaks
    del peaks  # this and what follows are as long as all that is levelled
    np.minimum(needed, 0.0, out=needed)
    needed[1:] = np.minimum(needed[1:], needed[:-1])
    slope = np.arange(count) * _RELEASE
    needed -= slope
    np.minimum.accumulate(needed, out=needed)
    needed += slope
    np.minimum(needed, 0.0, out=needed)
    padded = np.pad(needed, (_ATTACK, _ATTACK), mode="edge")
    del needed, slope
    lowest = padded[: count + _ATTACK].copy()
    for ahead in range(1, _ATTACK + 1):
        np.minimum(lowest, padded[ahead : ahead + count + _ATTACK], out=lowest)
    del padded
    smooth: NDArray[np.float64] = np.zeros(count)
    for ahead in range(_ATTACK + 1):
        smooth += lowest[ahead : ahead + count]
    smooth /= _ATTACK + 1
    return smooth


def _solve(louder: Callable[[float], tuple[float, float]], target: float, first: float) -> float:
    """Return the gain (dB) that reaches the target after the limiter, or the greatest that does not flatten it.

    `first` is what would do without a limiter: it is close where there are few peaks.
    """
    gain = first
    level, depth = louder(gain)
    if depth > _DEEPEST:
        gain = 0.0
        level, _ = louder(gain)
    for _ in range(_ROUNDS):
        step = min(target - level, _STEP)
        if abs(step) < _CLOSE:
            break
        level, depth = louder(gain + step)
        if depth > _DEEPEST:
            break
        gain += step
    return gain


def _apply(samples: NDArray[np.int16], gains: NDArray[np.float64], run: int) -> None:
    """Multiply samples by gains (dB) that hold at each run's begin and move in straight lines between."""
    import numpy as np

    factors = (10 ** (gains / 20)).astype(np.float32)
    steps = np.diff(factors, append=factors[-1:])
    ramp = np.arange(run, dtype=np.float32) / run
    for first in range(0, len(factors), _CHUNK):
        part = samples[first * run : (first + _CHUNK) * run].astype(np.float32)
        chunk = slice(first, first + _CHUNK)
        part *= (factors[chunk, np.newaxis] + steps[chunk, np.newaxis] * ramp).ravel()[: len(part)]
        samples[first * run : first * run + len(part)] = np.clip(np.rint(part), -32768, 32767)


def _samples(pcm: bytes | bytearray) -> NDArray[np.int16]:
    import numpy as np

    return np.frombuffer(pcm, "<i2")


def _decibels(peaks: NDArray[np.float32]) -> NDArray[np.float64]:
    import numpy as np

    decibels: NDArray[np.float64] = 20 * np.log10(np.maximum(peaks.astype(np.float64), 1e-9))
    return decibels


def _rms(powers: NDArray[np.float64]) -> float:
    return decibels(float(powers.mean()) if len(powers) else 0.0)


def _quietest(powers: NDArray[np.float64]) -> float:
    """Return the mean square of the quietest half second; of everything where that is shorter."""
    import numpy as np

    if len(powers) < 500:
        return float(powers.mean()) if len(powers) else 0.0
    sums = np.concatenate(([0.0], np.cumsum(powers)))
    return max(0.0, float((sums[500:] - sums[:-500]).min()) / 500)
