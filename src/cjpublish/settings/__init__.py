"""What the publisher's YAML files may say: publication.yaml, images.yaml, the voices and the lexicons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cjpublish.config import Document, load_file, nearest, shown
from cjpublish.config import Located as Passage
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Metadata, Narration, Web
from cjpublish.settings import chapters, metadata, narration, pictures, voices
from cjpublish.settings.alt import alt_findings
from cjpublish.settings.pictures import Picture
from cjpublish.settings.schema import PublicationFile
from cjpublish.settings.web import web

__all__ = ["Passage", "Picture", "Settings", "alt_findings", "load"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the settings of a publication say."""

    metadata: Metadata
    """For catalogues."""
    content_note: Passage | None
    """What a reader is told before the body, as Markdown."""
    truncated: bool
    """Whether the text breaks off before its end, which a reader is told there."""
    pictures: Mapping[str, Picture]
    """What is said about each picture, by its path."""
    chapters: tuple[Path, ...]
    """The manuscript's files in reading order."""
    narration: Narration
    """Who says what."""
    editions: tuple[str, ...]
    """What is made."""
    web: Web
    """Where it stands on the web."""


def load(root: Path, findings: list[Finding], *, engines: Sequence[str], editions: Sequence[str]) -> Settings | None:
    """Read the settings of a publication's folder; append every fault of every file to `findings`.

    `engines` and `editions` are the names there are. Where a value is faulty its default stands in, so that the
    manuscript can be checked in the same run: nothing may be published while `findings` holds an error. Returns None
    where publication.yaml or images.yaml can't be used at all.
    """
    if not _has_manuscript(root, findings):
        return None
    found = load_file(root / "manuscript/publication.yaml", "manuscript/publication.yaml", PublicationFile, findings)
    language = (found.value.language if found else None) or "en"
    described = pictures.load(root, findings)
    speakers = voices.load(root, language, engines, findings)
    if found is None or described is None:
        return None
    if not found.has("language"):
        message, fix = "'language' is missing; English is taken", "add a line `language: en`"
        findings.append(Finding("no-language", Severity.WARNING, message, found.source(), fix))
    told = narration.narration(found, speakers, language, findings)
    catalogued = metadata.metadata(root, found, language, described, findings)
    return Settings(
        metadata=catalogued,
        content_note=found.value.content_note,
        truncated=found.value.truncated,
        pictures=described,
        chapters=chapters.chapters(root, found, findings),
        narration=told,
        editions=_editions(found, editions, findings),
        web=web(found),
    )


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


def _editions(found: Document[PublicationFile], known: Sequence[str], findings: list[Finding]) -> tuple[str, ...]:
    """Return the editions to make, all that there are where none is listed; the Timeline comes with an audiobook."""
    listed = found.value.editions
    for index, name in enumerate(listed):
        if name not in known:
            place, message = found.source("editions", index), f"there is no edition {shown(name)}"
            findings.append(Finding("unknown-edition", Severity.ERROR, message, place, nearest(name, known)))
    chosen = tuple(dict.fromkeys(name for name in listed if name in known)) or tuple(known)
    audible = {"m4b", "mp3"} & set(chosen)
    return (*chosen, "timeline") if audible and "timeline" not in chosen else chosen
