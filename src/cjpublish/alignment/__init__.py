"""Forced alignment: when known English words are heard in a sentence, and known sentences in a chapter's recording.

Needs pocketsphinx with its model of American English (`cjpublish[align]`), which is imported when something is aligned.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version as installed
from importlib.util import find_spec

from cjpublish.alignment.results import Aligned, Heard, Span
from cjpublish.errors import EngineError, Finding, InputError, Severity
from cjpublish.model import WordMark

__all__ = ["Aligned", "Heard", "Span", "available", "sentences", "understands", "version", "words"]

_REVISION = 1
"""Raised when the same sound and text give other times."""


def available() -> bool:
    """Return whether pocketsphinx is installed."""
    return find_spec("pocketsphinx") is not None


def understands(language: str) -> bool:
    """Return whether the aligner's model knows a language (BCP 47): English, of any region."""
    return language.replace("_", "-").partition("-")[0].lower() == "en"


def version() -> str:
    """Return what an alignment depends on besides sound and text, for keys.

    Raises EngineError (`aligner-missing`) where pocketsphinx isn't installed.
    """
    _require()
    packages = " ".join(f"{package} {installed(package)}" for package in ("pocketsphinx", "espeakng-loader"))
    return f"{packages} revision {_REVISION}"


def words(pcm: bytes, rate: int, text: str, language: str) -> tuple[WordMark, ...]:
    """Return when each word of one spoken sentence is heard; the same input gives the same marks.

    `pcm` is mono 16-bit at `rate` Hz; `text` is what the engine was given, normalised, IPA in double brackets. The
    words are those of `spoken`. Empty where the language isn't English, nothing is heard, or the sound is not this
    text: words that can't be found in it are never guessed.

    Raises EngineError (`aligner-missing`) where pocketsphinx isn't installed.
    """
    if not understands(language):
        return ()
    _require()
    from cjpublish.alignment.sentence import align

    return align(pcm, rate, text)


def sentences(pcm: bytes, rate: int, texts: Sequence[str], language: str) -> Aligned:
    """Find each of a chapter's sentences, given as spoken text and in order, in its recording.

    `pcm` is mono 16-bit at `rate` Hz, of any length; time and memory grow in proportion to it. What was not found with
    confidence is None, and what was heard and is no sentence at its place is told; of a sentence that was read again,
    the last reading counts, as a narrator repeats what went wrong.

    Raises EngineError (`aligner-missing`) where pocketsphinx isn't installed and InputError (`aligner-language`) where
    the language isn't English.
    """
    if not understands(language):
        message = f"recordings in the language '{language}' can't be aligned with their text; only English can"
        raise InputError([Finding("aligner-language", Severity.ERROR, message, fix="record one file a sentence")])
    _require()
    from cjpublish.alignment.chapter import align

    return align(pcm, rate, texts)


def _require() -> None:
    if not available():
        message = "text and sound can't be aligned: pocketsphinx isn't installed"
        raise EngineError([Finding("aligner-missing", Severity.ERROR, message, fix="pip install 'cjpublish[align]'")])
