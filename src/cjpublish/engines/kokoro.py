"""The Kokoro engine: the most natural of the voices that run on this machine, at some ten times the cost of Piper's.

Of the package kokoro-onnx it uses the table of sounds and the rule by which a long text is cut. Not its own way of
speaking: that loads a model by its path, which may have changed since it was verified, tells no durations of the model
that its author publishes, and leaves the library of espeak-ng loaded (see `_kokoro_sounds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from cjpublish.engines._faults import check_within, fault
from cjpublish.engines._kokoro_files import ACCENTS, MODEL, VOICES, PublishedFile, folder, speaking, style
from cjpublish.engines._marks import Sound, marks
from cjpublish.engines._quiet import clean, has_words, quiet
from cjpublish.model import Speech, Voice, WordMark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cjpublish.engines._kokoro_model import Model

__all__ = ["VOICES", "Kokoro", "PublishedFile", "files", "folder", "language", "speaking"]

_REVISION = 1
_HZ = 24000
_SLOWEST, _FASTEST = 0.5, 2
_QUIET = 0.002
"""Below this, of full scale 1, a run of sound begins and ends."""
_MARGIN = 480
"""Samples that stay around it."""
_EARLY = 960
"""Samples (40 ms) by which a word begins before the network's durations have it, in the break before it: the middle of
what was measured at onsets after a pause."""
_PAUSE = 328
"""Below this, of full scale 32,768, a word has ended, though its last sound's duration holds the pause after it."""
_SENTENCE, _CLAUSE = 0.3, 0.12
"""Seconds of quiet between two runs of one text."""


def files(voice: str) -> tuple[PublishedFile, ...]:
    """Return the files that a voice of `VOICES` is made of, by name; they lie in `folder()`."""
    return MODEL, style(voice)


def language(voice: str) -> str:
    """Return the language of a voice of `VOICES`: BCP 47, with its region where Kokoro has several."""
    return ACCENTS[voice[0]][0]


class Kokoro:
    """Kokoro-82M with a voice by name, or with a model by path."""

    takes_ipa = True
    gives_words = True

    def __init__(self) -> None:
        """Read which versions are installed; nothing is loaded."""
        packages = " ".join(f"{package} {_version(package)}" for package in ("kokoro-onnx", "piper-tts", "onnxruntime"))
        self.version = f"{packages} revision {_REVISION} model {MODEL.sha256[:16]}"

    def requests(self, text: str, voice: Voice) -> int:
        """Return 0: no network is used."""
        return 0

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak one sentence at 24,000 Hz; what is in [[ ]] is IPA. The same text and voice give the same bytes.

        The voice's `voice` is a name such as "af_heart", empty for the best one of the voice's language, or the
        absolute path of a model. Words are marked where the network tells how long each sound is, most to within 40
        milliseconds.

        Raises EngineError where the package or the files are missing, a file isn't the one meant, or the voice asks for
        a language, a rate, a pitch or a sound that Kokoro can't give.
        """
        check_within("rate", voice.rate, _SLOWEST, _FASTEST, voice)
        check_within("pitch", voice.pitch, 1, 1, voice)
        if find_spec("kokoro_onnx") is None:
            raise fault("engine-missing", "kokoro isn't installed", voice, "pip install 'cjpublish[kokoro]'")
        from cjpublish.engines._kokoro_model import load
        from cjpublish.engines._kokoro_sounds import sounds

        model = load(voice)
        said = sounds(clean(text), model.accent, voice)
        if not has_words(said):
            return quiet(_HZ)
        pcm, heard = _spoken(said, model, voice.rate)
        placed = marks(text, heard, lambda word: sounds(word, model.accent, voice))
        return Speech(pcm, _HZ, tuple(_apart(placed, pcm)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _spoken(said: str, model: Model, rate: float) -> tuple[bytes, list[Sound]]:
    """Return the speech and its sounds with their times; none where the network doesn't tell."""
    import numpy as np
    from kokoro_onnx.chunker import pause_after, split_phonemes
    from kokoro_onnx.config import DEFAULT_VOCAB

    from cjpublish.engines._kokoro_model import synthesise

    parts: list[NDArray[np.float32]] = []
    heard: list[Sound] = []
    length = at = 0
    for run in split_phonemes(said):
        if parts:
            parts.append(np.zeros(round(_HZ * pause_after(said[:at], _SENTENCE, _CLAUSE)), np.float32))
            length += len(parts[-1])
        samples, edges = synthesise(model, [DEFAULT_VOCAB[sound] for sound in run], rate)
        begin, end = _sounding(samples)
        heard += [Sound(" ", length, length)] if heard else []
        for sound, (first, last) in zip(run, pairwise(edges), strict=False):
            place = (length + min(max(edge - begin, 0), end - begin) for edge in (first - _EARLY, last))
            heard.append(Sound(sound, *place))
        parts.append(samples[begin:end])
        length += end - begin
        at = said.index(run, at) + len(run)
    pcm = bytes(np.rint(np.clip(np.concatenate(parts), -1, 1) * 32767).astype("<i2"))
    return pcm, heard


def _sounding(samples: NDArray[np.float32]) -> tuple[int, int]:
    """Return the samples [begin, end) without the quiet that the network makes at both ends."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > _QUIET)
    if not len(loud):
        return 0, len(samples)
    return max(0, int(loud[0]) - _MARGIN), min(len(samples), int(loud[-1]) + 1 + _MARGIN)


def _apart(placed: Sequence[WordMark], pcm: bytes) -> Iterator[WordMark]:
    """Yield the marks without the quiet at their ends, each ended where the next begins."""
    import numpy as np

    samples = np.abs(np.frombuffer(pcm, "<i2").astype(np.int32))
    for mark, following in zip_longest(placed, placed[1:]):
        end = min(mark.end, following.begin) if following else mark.end
        loud = np.flatnonzero(samples[mark.begin : end] > _PAUSE)
        if len(loud):
            end = min(end, mark.begin + int(loud[-1]) + _MARGIN)
        if mark.begin < end:
            yield WordMark(mark.spoken, mark.begin, end)
