"""Fades are those of pydub, to the byte."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from cjpublish.audio.fading import faded

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pydub looks for a program that nothing here runs
    from pydub import AudioSegment

RATES = (8000, 11025, 22050, 22051, 24000, 44100, 48000)


def noise(samples: int, rate: int) -> AudioSegment:
    pcm = np.random.default_rng(samples).integers(-32768, 32768, samples).astype("<i2").tobytes()
    return AudioSegment(pcm, sample_width=2, frame_rate=rate, channels=1)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("milliseconds", [1, 5, 50, 100])
def test_a_fade_is_what_pydub_makes_of_any_number_of_samples(rate: int, milliseconds: int) -> None:
    least = rate * (milliseconds + 1) // 1000
    for samples in range(least, least + 40):
        segment = noise(samples, rate)
        assert faded(segment, milliseconds, 0) == segment.fade_in(milliseconds).raw_data
        assert faded(segment, 0, milliseconds) == segment.fade_out(milliseconds).raw_data
        assert faded(segment, milliseconds, 1) == segment.fade_in(milliseconds).fade_out(1).raw_data


def test_without_a_fade_the_samples_stay() -> None:
    segment = noise(500, 22050)
    assert faded(segment, 0, 0) == segment.raw_data


def test_nothing_fades_to_nothing() -> None:
    assert faded(noise(0, 22050), 0, 0) == b""
