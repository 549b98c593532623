"""The folder voices/: voice files and lexicons."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cjpublish.config import Document, checked, load_file, nearest
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import LexiconEntry, Pronunciation, Voice
from cjpublish.settings.schema import pause_problem

__all__ = ["Speakers", "load"]

_LEXICON = re.compile(r"lexicon\.([A-Za-z0-9-]+)\.yaml")


@dataclass(frozen=True, slots=True)
class Speakers:
    """What the folder holds."""

    voices: Mapping[str, Voice]
    """By name, in name order."""
    lexicons: tuple[Pronunciation, ...]
    """In file order."""


def _ratio(value: float) -> str | None:
    return None if 0.25 <= value <= 4 else f"{value:g} is not between 0.25 and 4"


def _hash(text: str) -> str | None:
    return None if re.fullmatch(r"[0-9a-f]{64}", text) else "a SHA-256 is 64 digits and letters a to f"


def _revision(value: int) -> str | None:
    return None if value >= 0 else "a revision is 0 or more"


@dataclass(frozen=True, slots=True)
class _VoiceFile:
    engine: str
    voice: str = ""
    language: str | None = None
    rate: float = checked(_ratio, default=1.0)
    pitch: float = checked(_ratio, default=1.0)
    revision: int = checked(_revision, default=0)
    model_sha256: str = checked(_hash, default="")
    config_sha256: str = checked(_hash, default="")
    pauses: dict[str, int] = checked(pause_problem, default_factory=dict)


@dataclass(frozen=True, slots=True)
class _EntryFile:
    respelling: str = ""
    ipa: str = ""
    case: Literal["exact", "any"] = "any"


def load(root: Path, language: str, engines: Sequence[str], findings: list[Finding]) -> Speakers:
    """Read every voice and lexicon of a publication; append what is wrong to `findings`."""
    voices: dict[str, Voice] = {}
    lexicons = []
    for file in sorted((root / "voices").glob("*.yaml")):
        name = f"voices/{file.name}"
        lexicon = _LEXICON.fullmatch(file.name)
        if lexicon:
            lexicons.append(Pronunciation(lexicon.group(1), tuple(_entries(file, name, findings))))
            continue
        found = load_file(file, name, _VoiceFile, findings)
        if found and _engine_exists(found, engines, findings):
            voice = _voice(file.stem, found, language)
            voices[file.stem] = _with_model(root, voice, found, findings)
    return Speakers(voices, tuple(lexicons))


def _voice(name: str, found: Document[_VoiceFile], language: str) -> Voice:
    value = found.value
    return Voice(
        name,
        value.engine,
        value.voice,
        value.language or language,
        value.rate,
        value.pitch,
        value.revision,
        value.model_sha256,
        value.config_sha256,
        tuple(value.pauses.items()),
        found.source(),
    )


def _engine_exists(found: Document[_VoiceFile], engines: Sequence[str], findings: list[Finding]) -> bool:
    engine = found.value.engine
    if engine in engines:
        return True
    fix = nearest(engine, tuple(engines))
    findings.append(
        Finding("unknown-engine", Severity.ERROR, f"there is no engine '{engine}'", found.source("engine"), fix)
    )
    return False


def _with_model(root: Path, voice: Voice, found: Document[_VoiceFile], findings: list[Finding]) -> Voice:
    """Resolve a voice that is a model's path, and ask for the hashes that make sure of its files."""
    if not voice.voice.endswith(".onnx"):
        return voice
    place = found.source("voice")
    model = (root / "voices" / voice.voice).resolve()
    for file, key, given in (
        (model, "model_sha256", voice.model_sha256),
        (Path(f"{model}.json"), "config_sha256", voice.config_sha256),
    ):
        if not file.is_file():
            message = f"'{file.name}' is missing"
            fix = "a Piper model is two files, NAME.onnx and NAME.onnx.json, beside the voice file or at a path from it"
            findings.append(Finding("missing-file", Severity.ERROR, message, place, fix))
        elif not given:
            message = f"'{key}' is missing: a model is code, so its file is made sure of"
            with file.open("rb") as opened:
                fix = f"if you trust the file, add `{key}: {hashlib.file_digest(opened, 'sha256').hexdigest()}`"
            findings.append(Finding("missing-key", Severity.ERROR, message, place, fix))
    return replace(voice, voice=str(model))


def _entries(file: Path, name: str, findings: list[Finding]) -> list[LexiconEntry]:
    found: Document[Mapping[str, str | _EntryFile]] | None = load_file(
        file, name, Mapping[str, str | _EntryFile], findings
    )
    if found is None:
        return []
    entries = []
    for written, value in found.value.items():
        place = found.source(written)
        entry = _entry(written, value, place)
        if entry.respelling or entry.ipa:
            entries.append(entry)
            continue
        fix = "write `word: how to say it`, or `word: /ipa/`"
        findings.append(Finding("lexicon", Severity.ERROR, f"'{written}' has no pronunciation", place, fix))
    return entries


def _entry(written: str, value: str | _EntryFile, place: Source) -> LexiconEntry:
    if isinstance(value, _EntryFile):
        return LexiconEntry(written.strip(), value.respelling, value.ipa.strip("/"), value.case == "exact", place)
    text = value.strip()
    if len(text) > 2 and text[0] == text[-1] == "/":
        return LexiconEntry(written.strip(), ipa=text[1:-1], source=place)
    return LexiconEntry(written.strip(), respelling=text, source=place)
