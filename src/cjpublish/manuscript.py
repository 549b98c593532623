"""Reads a publication's folder: its settings, its chapters, and the pages that the program writes itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from cjpublish import pages, readers, settings
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Chapter, Publication, Voice, walk_sentences
from cjpublish.readers import Reading
from cjpublish.settings.narration import heard, narrators

__all__ = ["read"]


def read(root: Path, *, engines: Sequence[str], editions: Sequence[str]) -> Publication:
    """Read a folder that holds `manuscript/` and, where it brings its own, `voices/`.

    Warnings and notes are the publication's `findings`. Raises InputError with every fault of every file at once.
    """
    findings: list[Finding] = []
    found = settings.load(root, findings, engines=engines, editions=editions)
    if found is None:
        raise InputError(findings)
    metadata = found.metadata
    reading = Reading(root, metadata.language, found.pictures, findings)
    reading.anchors.update(dict.fromkeys(pages.IDS, Source("the program's own pages")))
    body = [chapter for file in found.chapters for chapter in readers.read(file, reading)]
    _check_voices(body, found.narration.voices, findings)
    metadata = replace(metadata, narrators=narrators(heard(found.narration, body)))
    chapters = readers.resolve(pages.surround(body, found, reading), reading)
    if metadata.cover:
        readers.use_picture(metadata.cover, reading)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(findings)
    cover, contents = pages.cover(metadata), pages.contents(chapters, metadata)
    _check_recordings((*chapters, cover, contents), found.narration.voices, findings)
    for picture in found.pictures.values():
        if picture.path not in reading.resources.keys() | reading.missing:
            message = f"'{picture.path}' is described but stands nowhere in the manuscript, so it is left out"
            findings.append(Finding("unused-picture", Severity.NOTE, message, picture.source))
    resources = tuple(reading.resources[path] for path in sorted(reading.resources))
    return Publication(
        metadata=metadata,
        reading_order=chapters,
        cover=cover,
        contents=contents,
        resources=resources,
        narration=found.narration,
        editions=found.editions,
        root=root,
        web=found.web,
        findings=tuple(findings),
    )


def _check_recordings(chapters: Sequence[Chapter], voices: Mapping[str, Voice], findings: list[Finding]) -> None:
    """Report each recording that is of no chapter and of no sentence: the text may have changed since."""
    recordings = [recording for voice in voices.values() for recording in voice.recordings]
    if not recordings:
        return
    names = [chapter.id for chapter in chapters]
    known = {*names, *(sentence.id for chapter in chapters for sentence in walk_sentences(chapter.blocks))}
    for recording in recordings:
        if recording.says not in known:
            near = get_close_matches(recording.says, names, 1)  # a sentence's id is a hash, which none is near to
            fix = f"did you mean '{near[0]}'?" if near else "`cjpublish plan --text` shows the ids"
            message = f"there is no chapter and no sentence '{recording.says}', so this recording is not used"
            findings.append(Finding("unused-recording", Severity.WARNING, message, recording.source, fix))


def _check_voices(chapters: Sequence[Chapter], voices: Mapping[str, Voice], findings: list[Finding]) -> None:
    """Report each chapter whose front matter names a voice that there is none of."""
    for chapter in chapters:
        if chapter.voice and chapter.voice not in voices:
            message, fix = f"there is no voice '{chapter.voice}'", f"one of {', '.join(sorted(voices))}"
            findings.append(Finding("unknown-voice", Severity.ERROR, message, chapter.source, fix))
