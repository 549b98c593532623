"""Who says what: the key `narration` joined with the voices there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from cjpublish.config import Document, nearest, shown
from cjpublish.errors import Finding, Severity
from cjpublish.model import Chapter, Narration, Voice
from cjpublish.settings.schema import PublicationFile, milliseconds
from cjpublish.settings.voices import Speakers

__all__ = ["heard", "narration", "narrators"]

_BUILT_IN = Voice(name="narrator", engine="piper", voice="en_US-joe-medium", language="en")
_PARTS = ("text", "headings", "quotes", "descriptions")


def narration(
    found: Document[PublicationFile], speakers: Speakers, language: str, findings: list[Finding]
) -> Narration:
    """Return the narration; append a fault for each voice that is asked for and does not exist.

    Running text is read by `narrator`, or the first voice by name, or a built-in one; the rest by that voice too
    unless another is named.
    """
    asked = found.value.narration
    voices = dict(speakers.voices) or {_BUILT_IN.name: _built_in(found, language, findings)}
    named: dict[str, str] = {}
    for part in _PARTS:
        name = getattr(asked, part)
        if name in voices:
            named[part] = name
        elif name is not None:
            message, fix = f"there is no voice {shown(name)} in voices/", nearest(name, voices)
            findings.append(Finding("unknown-voice", Severity.ERROR, message, found.source("narration", part), fix))
    text = named.get("text") or ("narrator" if "narrator" in voices else next(iter(voices)))
    return Narration(
        voices=voices,
        text=text,
        headings=named.get("headings", text),
        quotes=named.get("quotes", text),
        descriptions=named.get("descriptions", text),
        notes=asked.notes,
        loudness=asked.loudness,
        sample_rate=asked.sample_rate or (44100 if asked.loudness == "acx" else 22050),
        granularity=asked.granularity,
        pauses=milliseconds(asked.pauses),
        lexicons=speakers.lexicons,
    )


def narrators(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Return what voices are called in catalogues, each once; a model's path is not told."""
    return tuple(dict.fromkeys(map(_name, voices)))


def heard(told: Narration, chapters: Iterable[Chapter]) -> tuple[Voice, ...]:
    """Return the voices of a narration's parts and of chapters, and what they fall back to, each once."""
    found: dict[str, Voice] = {}
    own = [chapter.voice for chapter in chapters if chapter.voice]
    for each in (*(getattr(told, part) for part in _PARTS), *own):
        name = each
        while name and name not in found and name in told.voices:
            found[name] = told.voices[name]
            name = found[name].fallback
    return tuple(found.values())


def _name(voice: Voice) -> str:
    return voice.narrator or f"{voice.engine.capitalize()} {_own_name(voice)} (synthetic voice)"


def _own_name(voice: Voice) -> str:
    name = PurePath(voice.voice).stem if voice.voice.endswith(".onnx") else voice.voice
    return name or voice.language


def _built_in(found: Document[PublicationFile], language: str, findings: list[Finding]) -> Voice:
    if language.partition("-")[0].lower() == "en":
        return _BUILT_IN
    message = f"there is no voice for '{language}' in voices/, so a draft voice reads"
    fix = "add voices/narrator.yaml with an engine and voice for the language"
    findings.append(Finding("draft-voice", Severity.WARNING, message, found.source("language"), fix))
    return replace(_BUILT_IN, engine="espeak", voice="", language=language)
