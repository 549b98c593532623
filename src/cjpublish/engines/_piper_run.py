"""A run of phonemes through a Piper model: the sound, and when each phoneme is heard in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piper import PiperVoice

__all__ = ["Run", "synthesise"]

_BEFORE, _BETWEEN = "^", "_"
"""The names of the ids that Piper puts before all phonemes, and behind that and each of them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Phonemes and their sound."""

    phonemes: Sequence[str]
    """What is said."""
    pcm: bytes
    """Mono, signed 16-bit little-endian, at the model's own rate."""
    times: Sequence[tuple[int, int]]
    """For each phoneme, its samples [begin, end); empty where the model does not tell."""


def synthesise(phonemes: Sequence[str], model: PiperVoice, stretch: float) -> Run:
    """Return the sound of phonemes that the model knows, `stretch` times as long as the model's own."""
    import numpy as np
    from piper import SynthesisConfig

    # Without noise, the same phonemes give the same samples.
    settings = SynthesisConfig(length_scale=stretch, noise_scale=0, noise_w_scale=0)
    ids = model.phonemes_to_ids(list(phonemes))
    samples, lengths = model.phoneme_ids_to_audio(ids, settings, include_alignments=True)
    pcm = bytes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2"))
    if lengths is None or lengths.shape != (len(ids),) or lengths.sum() != len(samples):
        return Run(phonemes, pcm, ())
    return Run(phonemes, pcm, _times(phonemes, lengths.tolist(), model))


def _times(phonemes: Sequence[str], lengths: Sequence[int], model: PiperVoice) -> list[tuple[int, int]]:
    """Return the samples [begin, end) of each phoneme, with the ids behind it, given each id's length in samples."""
    edges = (0, *accumulate(lengths))
    counts = [len(model.config.phoneme_id_map[name]) for name in (_BEFORE, *phonemes)]
    between = len(model.config.phoneme_id_map[_BETWEEN])
    places = (0, *accumulate(count + between for count in counts))
    return [(edges[begin], edges[end]) for begin, end in pairwise(places[1:])]
