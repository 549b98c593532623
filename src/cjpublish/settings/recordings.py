"""The recordings of a person's voice: a folder of audio files, one a chapter or one a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Recording

__all__ = ["recordings"]

_SUFFIXES = (".wav", ".flac", ".mp3", ".m4a")


def recordings(root: Path, folder: str, place: Source, findings: list[Finding]) -> tuple[Recording, ...]:
    """Return the audio files of a folder (relative to voices/) in name order; append every fault to `findings`.

    A file's stem is the id of the chapter or of the sentence that it says. `place` is where the folder is named.
    """
    where = (root / "voices" / folder).resolve()
    if not folder or not where.is_dir():
        message = f"there is no folder '{folder}' with recordings" if folder else "'voice' names no folder"
        fix = "write `voice: FOLDER`, a folder in voices/ with a file for each chapter, such as spring.wav"
        findings.append(Finding("missing-file", Severity.ERROR, message, place, fix))
        return ()
    found: dict[str, Recording] = {}
    for file in sorted(where.iterdir()):
        name = f"voices/{folder.rstrip('/')}/{file.name}"
        if file.name.startswith(".") or not file.is_file():
            continue
        if file.suffix.lower() not in _SUFFIXES:
            message, fix = "this file is not read", f"recordings end in {', '.join(_SUFFIXES)}"
            findings.append(Finding("recording-format", Severity.WARNING, message, Source(name), fix))
        elif file.stem in found:
            message = f"there are two recordings of '{file.stem}': {found[file.stem].file.name} is another"
            findings.append(Finding("recording-twice", Severity.ERROR, message, Source(name), "keep one of them"))
        else:
            found[file.stem] = _recording(file, name, findings)
    if not found:
        message, fix = f"the folder '{folder}' holds no recordings", f"files that end in {', '.join(_SUFFIXES)}"
        findings.append(Finding("missing-file", Severity.ERROR, message, place, fix))
    return tuple(found.values())


def _recording(file: Path, name: str, findings: list[Finding]) -> Recording:
    try:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        message = f"this file can't be read: {error.strerror}"
        findings.append(Finding("unreadable", Severity.ERROR, message, Source(name)))
        sha256 = ""
    return Recording(file.stem, file, sha256, Source(name))
