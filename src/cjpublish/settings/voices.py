"""The folder voices/: who can speak, and how words are said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cjpublish.config import Document, checked, load_file, nearest, shown
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Pronunciation, Voice
from cjpublish.settings import rules
from cjpublish.settings.lexicons import lexicon
from cjpublish.settings.recordings import recordings
from cjpublish.settings.schema import LANGUAGE_FIX, PausesFile, milliseconds

__all__ = ["Speakers", "load"]

_BESIDE = {"kokoro": ".bin"}
"""By engine: how the name of the file that a model needs beside it ends, where it isn't `.json`."""
_RATIO = "write 1 for the engine's own, 2 for twice as much"
_SHA256 = "delete the line to be told the file's"


@dataclass(frozen=True, slots=True)
class Speakers:
    """What the folder holds."""

    voices: Mapping[str, Voice]
    """By name, in name order; a faulty one is among them."""
    lexicons: tuple[Pronunciation, ...]
    """In name order."""


@dataclass(frozen=True, slots=True)
class _VoiceFile:
    engine: str = checked(rules.filled, "write the engine's name", required=True, default="")
    voice: str = ""
    language: str | None = checked(rules.language, LANGUAGE_FIX, default=None)
    rate: float = checked(rules.ratio, _RATIO, default=1.0)
    pitch: float = checked(rules.ratio, _RATIO, default=1.0)
    revision: int = checked(rules.revision, "count up from 0", default=0)
    model_sha256: str = checked(rules.sha256, _SHA256, default="")
    config_sha256: str = checked(rules.sha256, _SHA256, default="")
    narrator: str | None = checked(rules.filled, "write the name of the person who is heard", default=None)
    fallback: str | None = None
    pauses: PausesFile = field(default_factory=PausesFile)


def load(root: Path, language: str, engines: Sequence[str], findings: list[Finding]) -> Speakers:
    """Read every voice and lexicon of a publication; append every fault to `findings`.

    `language` is the publication's and `engines` are the names there are.
    """
    voices: dict[str, Voice] = {}
    lexicons = []
    folder = root / "voices"
    files = [each for each in folder.iterdir() if not each.name.startswith(".")] if folder.is_dir() else []
    for file in sorted(files, key=lambda each: each.name):
        name = f"voices/{file.name}"
        if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yaml":
            message, fix = "this file is not read", f"rename it to {file.stem}.yaml"
            findings.append(Finding("file-name", Severity.ERROR, message, Source(name), fix))
        elif file.suffix == ".yaml" and file.name.startswith("lexicon."):
            found = lexicon(file, name, findings)
            lexicons += [found] if found else []
        elif file.suffix == ".yaml":
            voices[file.stem] = _voice(root, file, name, language, engines, findings)
    _check_fallbacks(voices, findings)
    return Speakers(voices, tuple(lexicons))


def _check_fallbacks(voices: Mapping[str, Voice], findings: list[Finding]) -> None:
    """Report fallbacks that there are none of, and those that lead in a circle."""
    for voice in voices.values():
        passed = {voice.name}
        while voice.fallback:
            following = voices.get(voice.fallback)
            if following is None:
                message, fix = f"there is no voice {shown(voice.fallback)} in voices/", nearest(voice.fallback, voices)
            elif following.name in passed:
                message, fix = f"the fallback {shown(voice.fallback)} leads in a circle", "name a voice that can speak"
            else:
                passed.add(following.name)
                voice = following
                continue
            findings.append(Finding("unknown-voice", Severity.ERROR, message, voice.source, fix))
            break


def _voice(root: Path, file: Path, name: str, language: str, engines: Sequence[str], findings: list[Finding]) -> Voice:
    found = load_file(file, name, _VoiceFile, findings)
    if found is None:
        return Voice(file.stem, "", source=Source(name))  # stands in, so that who asks for it is not told off too
    value = found.value
    if value.engine and value.engine not in engines:
        message, fix = f"there is no engine {shown(value.engine)}", nearest(value.engine, engines)
        findings.append(Finding("unknown-engine", Severity.ERROR, message, found.source("engine"), fix))
    voice = Voice(
        name=file.stem,
        engine=value.engine,
        voice=value.voice,
        language=value.language or language,
        rate=value.rate,
        pitch=value.pitch,
        revision=value.revision,
        model_sha256=value.model_sha256.lower(),
        config_sha256=value.config_sha256.lower(),
        pauses=milliseconds(value.pauses),
        source=found.source(),
    )
    if value.engine == "recording":
        return _with_recordings(root, voice, found, findings)
    for key in ("narrator", "fallback"):
        if found.has(key):
            message, fix = f"'{key}' is for recordings of a person's voice", "delete the line"
            findings.append(Finding("unused-key", Severity.WARNING, message, found.source(key), fix))
    return _with_model(root, voice, found, findings) if value.voice.endswith(".onnx") else voice


def _with_recordings(root: Path, voice: Voice, found: Document[_VoiceFile], findings: list[Finding]) -> Voice:
    """Find a person's recordings, and ask for the name of whoever is heard."""
    if not found.has("narrator"):
        message, fix = "'narrator' is missing: who is heard?", "add a line `narrator: NAME`"
        findings.append(Finding("missing-key", Severity.ERROR, message, found.source(), fix))
    recorded = recordings(root, voice.voice, found.source("voice") or found.source(), findings)
    narrator, fallback = found.value.narrator or "", found.value.fallback or ""
    return replace(voice, recordings=recorded, narrator=narrator, fallback=fallback)


def _with_model(root: Path, voice: Voice, found: Document[_VoiceFile], findings: list[Finding]) -> Voice:
    """Resolve a voice that is a model's path, and ask for the hashes that make sure of its files."""
    place = found.source("voice")
    beside = _BESIDE.get(voice.engine, ".json")
    model = (root / "voices" / voice.voice).resolve()
    for file, key in ((model, "model_sha256"), (Path(f"{model}{beside}"), "config_sha256")):
        if not file.is_file():
            message = f"'{file.name}' is missing"
            kind = voice.engine.capitalize()
            fix = f"a {kind} model is two files, NAME.onnx and NAME.onnx{beside}; the path begins in voices/"
            findings.append(Finding("missing-file", Severity.ERROR, message, place, fix))
        elif not found.has(key):
            message = f"'{key}' is missing: a model is code, so its files are made sure of"
            with file.open("rb") as opened:
                fix = f"if you trust the file, add `{key}: {hashlib.file_digest(opened, 'sha256').hexdigest()}`"
            findings.append(Finding("missing-key", Severity.ERROR, message, place, fix))
    return replace(voice, voice=str(model))
