"""Speaks a few words in one voice, for a person who chooses or tunes a voice."""

from __future__ import annotations

from cjpublish import engines
from cjpublish.model import Narration, Speech, Voice
from cjpublish.narration.plan import spoken_text

__all__ = ["sample"]


def sample(narration: Narration, text: str, voice: Voice) -> tuple[str, Speech]:
    """Return how a text is said (numbers as words, the lexicon applied) and the sound of it in a voice.

    Raises EngineError where the voice can't speak.
    """
    said = spoken_text(narration, text, voice)
    return said, engines.load(voice.engine).speak(said, voice)
