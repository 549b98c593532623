"""What the publisher's YAML files may say: publication.yaml, images.yaml, the voices and the lexicons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish.config import Document, load_file, nearest
from cjpublish.config import Located as Passage
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Metadata, Narration
from cjpublish.settings import metadata, narration, voices
from cjpublish.settings.pictures import Picture
from cjpublish.settings.pictures import load as load_pictures
from cjpublish.settings.schema import PublicationFile

__all__ = ["Passage", "Picture", "Settings", "load"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the settings of a publication say."""

    metadata: Metadata
    """For catalogues."""
    content_note: Passage | None
    """What a reader is told before the body, as Markdown."""
    pictures: Mapping[str, Picture]
    """What is said about each picture, by its path."""
    chapters: tuple[Path, ...]
    """The manuscript's files in reading order."""
    narration: Narration
    """Who says what."""
    editions: tuple[str, ...]
    """What is made."""


def load(root: Path, findings: list[Finding], *, engines: Sequence[str], editions: Sequence[str]) -> Settings | None:
    """Read the settings of a publication's folder; append every fault of every file to `findings`.

    `engines` and `editions` are the names there are. Returns None where something can't be used.
    """
    if not _has_manuscript(root, findings):
        return None
    found = load_file(root / "manuscript/publication.yaml", "manuscript/publication.yaml", PublicationFile, findings)
    language = (found.value.language if found else None) or "en"
    pictures = load_pictures(root, findings)
    speakers = voices.load(root, language, engines, findings)
    if found is None:
        return None
    if not found.value.language:
        message, fix = "'language' is missing; English is taken", "add a line `language: en`"
        findings.append(Finding("no-language", Severity.WARNING, message, found.source(), fix))
    chapters = _chapters(root, found, findings)
    told = narration.narration(found, speakers, language, findings)
    described = metadata.metadata(root, found, language, pictures, findings)
    named = _editions(found, editions, findings)
    if told is None or any(finding.severity is Severity.ERROR for finding in findings):
        return None
    described = replace(described, narrators=narration.narrators(told))
    return Settings(described, found.value.content_note, pictures, chapters, told, named)


def _has_manuscript(root: Path, findings: list[Finding]) -> bool:
    if (root / "manuscript").is_dir():
        return True
    if (root / "publication.yaml").is_file():
        fix = "this looks like a manuscript folder: run the command in the folder above it"
    else:
        fix = "`cjpublish new DIR` makes a folder to start from; `--folder DIR` names another"
    place = Source(str(root))
    findings.append(Finding("no-manuscript", Severity.ERROR, "there is no folder `manuscript` here", place, fix))
    return False


def _chapters(root: Path, found: Document[PublicationFile], findings: list[Finding]) -> tuple[Path, ...]:
    """Return the listed files, or all in name order; report what is missing, outside, listed twice or left over."""
    folder = root / "manuscript"
    present = [file for file in sorted(folder.glob("*.md")) if file.name.lower() != "readme.md"]
    listed = found.value.chapters
    if not listed:
        if not present:
            place, fix = Source("manuscript"), "write `# Title` and some text into manuscript/01-first.md"
            findings.append(Finding("no-chapter", Severity.ERROR, "there is no chapter", place, fix))
        return tuple(present)
    chapters: list[Path] = []
    for index, name in enumerate(listed):
        file, place = folder / name, found.source("chapters", index)
        if not file.resolve().is_relative_to(folder.resolve()):
            findings.append(Finding("outside", Severity.ERROR, f"'{name}' lies outside the manuscript", place))
        elif not file.is_file():
            known = ", ".join(each.name for each in present)
            findings.append(
                Finding("missing-file", Severity.ERROR, f"'{name}' is missing", place, f"there are {known}")
            )
        elif file in chapters:
            findings.append(Finding("listed-twice", Severity.ERROR, f"'{name}' is listed twice", place))
        else:
            chapters.append(file)
    for file in present:
        if file not in chapters:
            fix = "list it under `chapters`, or move it elsewhere"
            message = "this file is not listed under `chapters` and is left out"
            findings.append(Finding("left-over", Severity.WARNING, message, Source(f"manuscript/{file.name}"), fix))
    return tuple(chapters)


def _editions(found: Document[PublicationFile], known: Sequence[str], findings: list[Finding]) -> tuple[str, ...]:
    """Return the editions to make; the Timeline comes with any that is narrated."""
    listed = found.value.editions
    for index, name in enumerate(listed):
        if name not in known:
            place, message = found.source("editions", index), f"there is no edition '{name}'"
            findings.append(Finding("unknown-edition", Severity.ERROR, message, place, nearest(name, tuple(known))))
    chosen = tuple(dict.fromkeys(listed)) or ("epub", "m4b", "mp3")
    audible = {"m4b", "mp3"} & set(chosen)
    return (*chosen, "timeline") if audible and "timeline" not in chosen else chosen
