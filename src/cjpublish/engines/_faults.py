"""How an engine says that it can't speak."""

from __future__ import annotations

from cjpublish.errors import EngineError, Finding, Severity
from cjpublish.model import Voice

__all__ = ["check_within", "fault"]


def fault(code: str, message: str, voice: Voice, fix: str = "") -> EngineError:
    """Return the error of one finding, placed at the voice file."""
    return EngineError([Finding(code, Severity.ERROR, message, voice.source, fix)])


def check_within(key: str, value: float, least: float, most: float, voice: Voice) -> None:
    """Compare a setting of the voice with what its engine can do, both limits included.

    Raises EngineError where the engine can't.
    """
    if least <= value <= most:
        return
    if least == most:
        message = f"{voice.engine} can't change the {key} of a voice, and this one asks for {value:g}"
        raise fault(f"voice-{key}", message, voice, f"leave '{key}' out, or choose another engine")
    message = f"{voice.engine} can't speak at a {key} of {value:g}"
    raise fault(f"voice-{key}", message, voice, f"set '{key}' between {least:.2f} and {most:.2f}")
