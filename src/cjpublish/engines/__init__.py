"""The voice engines: what each must offer, and where each is found."""

from __future__ import annotations

from typing import Protocol

from cjpublish import registry
from cjpublish.model import Speech, Voice

__all__ = ["ENGINES", "RECORDING", "Engine", "load", "names"]

ENGINES = {
    "piper": "cjpublish.engines.piper:Piper",
    "espeak": "cjpublish.engines.espeak:Espeak",
    "kokoro": "cjpublish.engines.kokoro:Kokoro",
    "gtts": "cjpublish.engines.gtts:Gtts",
    "recording": "cjpublish.engines.recording:Recording",
    "silence": "cjpublish.engines.silence:Silence",
}

RECORDING = "recording"
"""The engine that says only what a person has recorded."""


class Engine(Protocol):
    """Something that speaks; made without arguments, cheap to make, used by one thread."""

    version: str
    """What the same text and voice give the same sound for."""
    takes_ipa: bool
    """Whether `[[ipa]]` in the text is spoken as phonemes."""
    gives_words: bool
    """Whether it says when it speaks each word; for one that doesn't, forced alignment with the text finds out."""

    def requests(self, text: str, voice: Voice) -> int:
        """Return how many network requests the text will take; 0 for an engine on this machine."""

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak one sentence; raises EngineError where it can't."""


def names() -> tuple[str, ...]:
    """Return the names of all engines."""
    return registry.names("cjpublish.engines", ENGINES)


def load(name: str) -> Engine:
    """Return a new engine by name; raises InputError where there is none."""
    engine: Engine = registry.load("cjpublish.engines", ENGINES, name)()
    return engine
