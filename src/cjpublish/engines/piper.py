"""The Piper engine: a neural voice that runs on this machine and gives the same bytes for the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING
from unicodedata import normalize

from cjpublish.engines._faults import check_within, fault
from cjpublish.engines._ipa import as_espeak_writes
from cjpublish.engines._marks import Sound, marks
from cjpublish.engines._piper_model import MODEL_SHA256, load
from cjpublish.engines._piper_run import Run, synthesise
from cjpublish.engines._quiet import clean, has_words, quiet
from cjpublish.model import Speech, Voice

if TYPE_CHECKING:
    from piper import PiperVoice

__all__ = ["Piper"]

_REVISION = 2
_SLOWEST, _FASTEST = 0.25, 4
_LONGEST_RUN = 500
"""Phonemes synthesised at once, about 20 seconds: time and memory grow with their square (4,000 take 6 GB)."""
_PAUSES = frozenset(",;:.!?")

_IPA = re.compile(r"\[\[(.*?)\]\]([.,;:!?]?)")


class Piper:
    """Piper with the voice en_US-joe-medium, or with a model by path."""

    takes_ipa = True
    gives_words = True

    def __init__(self) -> None:
        """Read which versions are installed; nothing is loaded."""
        packages = " ".join(f"{package} {version(package)}" for package in ("piper-tts", "onnxruntime"))
        self.version = f"{packages} revision {_REVISION} model {MODEL_SHA256[:16]}"

    def requests(self, text: str, voice: Voice) -> int:
        """Return 0: no network is used."""
        return 0

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak one sentence at the model's own rate (22,050 Hz for the default); what is in [[ ]] is IPA.

        The level is the model's own: scaled to full peaks, as Piper does, one word is up to 6 dB louder than a long
        sentence. Every sound lasts a whole number of 256 samples, rounded up, so that a rate of 2 is about 1.65 times
        as quick. A text without words gives a moment of silence.

        Raises EngineError where the model can't be used, the voice asks for a rate or pitch that Piper can't give, or
        IPA holds a sound that the model doesn't know.
        """
        check_within("rate", voice.rate, _SLOWEST, _FASTEST, voice)
        check_within("pitch", voice.pitch, 1, 1, voice)
        model = load(voice)
        runs = [synthesise(run, model, 1 / voice.rate) for run in _runs(_phonemes(clean(text), model, voice))]
        if not runs:
            return quiet(model.config.sample_rate)
        pcm = b"".join(run.pcm for run in runs)
        known = all(run.times for run in runs)
        words = marks(text, list(_sounds(runs)), partial(_alone, model=model, voice=voice)) if known else ()
        return Speech(pcm, model.config.sample_rate, words)


def _sounds(runs: Sequence[Run]) -> Iterator[Sound]:
    """Yield the sounds of all runs, a break before each.

    The space between two words that no punctuation parts is no pause: what is heard in it is the second word's first
    sound. An s there begins 81 ms before the time of its own phoneme at the median, and the space lasts 58.
    """
    at = 0
    for run in runs:
        yield Sound(" ", at, at)
        before = ""
        early: int | None = None
        for phoneme, (begin, end) in zip(run.phonemes, run.times, strict=True):
            if phoneme != " ":
                yield Sound(phoneme, at + begin if early is None else early, at + end)
                early = None
            else:
                yield Sound(" ", at + begin, at + begin)
                early = None if before in _PAUSES else at + begin
            before = phoneme
        at += len(run.pcm) // 2


def _alone(word: str, model: PiperVoice, voice: Voice) -> list[str]:
    """Return the phonemes of a word said by itself."""
    return [phoneme for part in _phonemes(word, model, voice) for phoneme in (" ", *part)]


def _phonemes(text: str, model: PiperVoice, voice: Voice) -> Iterator[Sequence[str]]:
    """Yield the phonemes of each part that the phonemiser takes for a sentence and that has words."""
    known = model.config.phoneme_id_map

    def spell(match: re.Match[str]) -> str:
        ipa = normalize("NFD", as_espeak_writes(match[1]))
        if unknown := sorted(set(ipa) - set(known)):
            message = f"the model has no sound for {', '.join(unknown)} in the pronunciation [[{match[1]}]]"
            raise fault("unknown-phoneme", message, voice, "write it with sounds of the voice's own language")
        # Piper would lose punctuation that stands by itself after IPA.
        return f"[[{ipa}{match[2]}]]"

    spelt = _IPA.sub(spell, text)
    try:
        parts = model.phonemize(spelt)
    except RuntimeError as error:
        message = f"the model's language '{model.config.espeak_voice}' can't be pronounced: {error}"
        raise fault("model-unusable", message, voice, "name another model") from error
    for part in parts:
        phonemes = [phoneme for phoneme in part if phoneme in known]
        if has_words("".join(phonemes)):
            yield phonemes


def _runs(parts: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Cut what is too long for one run: after punctuation, else at a space, else anywhere."""
    for part in parts:
        rest = part
        while len(rest) > _LONGEST_RUN:
            head = rest[:_LONGEST_RUN]
            cuts = ([at for at, phoneme in enumerate(head, 1) if phoneme in marks] for marks in (",;:", " "))
            end = next((found[-1] for found in cuts if found), _LONGEST_RUN)
            yield rest[:end]
            rest = rest[end:]
        yield rest
