"""Who says what: the key `narration` joined with the voices there are."""

from __future__ import annotations

from dataclasses import replace

from cjpublish.config import Document, nearest
from cjpublish.errors import Finding, Severity
from cjpublish.model import Narration, Voice
from cjpublish.settings.schema import PublicationFile
from cjpublish.settings.voices import Speakers

__all__ = ["narration", "narrators"]

_BUILT_IN = Voice(name="narrator", engine="piper", voice="en_US-joe-medium", language="en")
_PARTS = ("text", "headings", "quotes", "descriptions")


def narration(
    found: Document[PublicationFile], speakers: Speakers, language: str, findings: list[Finding]
) -> Narration | None:
    """Return the narration; None where a voice that is asked for does not exist.

    Running text is read by `narrator`, or the first voice by name, or a built-in one; the rest by that voice too
    unless another is named.
    """
    asked = found.value.narration
    voices = dict(speakers.voices) or {_BUILT_IN.name: _built_in(found, language, findings)}
    unknown = False
    for part in _PARTS:
        name = getattr(asked, part)
        if name is not None and name not in voices:
            place = found.source("narration", part)
            message = f"there is no voice '{name}' in voices/"
            findings.append(Finding("unknown-voice", Severity.ERROR, message, place, nearest(name, list(voices))))
            unknown = True
    if unknown:
        return None
    text = asked.text or ("narrator" if "narrator" in voices else next(iter(voices)))
    return Narration(
        voices=voices,
        text=text,
        headings=asked.headings or text,
        quotes=asked.quotes or text,
        descriptions=asked.descriptions or text,
        notes=asked.notes,
        loudness=asked.loudness,
        sample_rate=asked.sample_rate or (44100 if asked.loudness == "acx" else 22050),
        pauses=tuple(asked.pauses.items()),
        lexicons=speakers.lexicons,
    )


def narrators(told: Narration) -> tuple[str, ...]:
    """Return what the voices of a narration are called in catalogues, each once."""
    used = dict.fromkeys(getattr(told, part) for part in _PARTS)
    voices = [told.voices[name] for name in used]
    names = (f"{voice.engine.capitalize()} {voice.voice or voice.language} (synthetic voice)" for voice in voices)
    return tuple(dict.fromkeys(names))


def _built_in(found: Document[PublicationFile], language: str, findings: list[Finding]) -> Voice:
    if language.partition("-")[0].lower() == "en":
        return _BUILT_IN
    message = f"there is no voice for '{language}' in voices/, so a draft voice reads"
    fix = "add voices/narrator.yaml with an engine and voice for the language"
    findings.append(Finding("draft-voice", Severity.WARNING, message, found.source("language"), fix))
    return replace(_BUILT_IN, engine="espeak", voice="", language=language)
