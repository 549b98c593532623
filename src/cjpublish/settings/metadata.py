"""What a catalogue says: publication.yaml with what can be derived where it is silent."""

from __future__ import annotations

import os
import posixpath
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cjpublish.config import Document, nearest, shown
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Accessibility, Metadata
from cjpublish.settings.pictures import Picture, picture_files
from cjpublish.settings.rules import instant
from cjpublish.settings.schema import PublicationFile
from cjpublish.slugs import slug
from cjpublish.wording import wording

__all__ = ["metadata"]

_NAMESPACE = uuid.UUID("c7a1f9f2-6d0b-5e57-9b52-1d7c4f2a8e60")
"""Of identifiers that are derived from title and authors (RFC 9562, UUIDv5). Changing it changes them all."""


def metadata(
    root: Path,
    found: Document[PublicationFile],
    language: str,
    pictures: Mapping[str, Picture],
    findings: list[Finding],
) -> Metadata:
    """Return the publication's metadata; append what is wrong with its cover or its date to `findings`."""
    value = found.value
    title = _line(value.title) or ""
    authors = tuple(_line(author) or "" for author in value.authors)
    cover = _cover(root, found, pictures, findings)
    described = pictures[cover].alt if cover else None
    drawn = wording(language).cover_of(title, authors)
    said = value.accessibility
    return Metadata(
        title=title,
        language=language,
        identifier=value.identifier or f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join((title, *authors)))}",
        modified=instant(value.modified) if value.modified else _newest(root, findings),
        subtitle=_line(value.subtitle),
        authors=authors,
        publisher=_line(value.publisher),
        date=value.date,
        rights=_line(value.rights),
        source=_line(value.source),
        page_source=_line(value.page_source),
        subjects=tuple(_line(subject) or "" for subject in value.subjects),
        description=_line(value.description),
        cover=cover,
        cover_alt=" ".join(described.text.split()) if described else drawn,
        slug=value.slug or slug(title) or "publication",
        accessibility=Accessibility(_line(said.summary), said.hazards, _line(said.certifier)),
    )


def _line(text: str | None) -> str | None:
    """Return text on one line, or None where there is none."""
    return " ".join((text or "").split()) or None


def _cover(
    root: Path, found: Document[PublicationFile], pictures: Mapping[str, Picture], findings: list[Finding]
) -> str | None:
    """Return the cover's path, or None where one is to be drawn."""
    if found.value.cover is None:
        return None
    path = posixpath.normpath(found.value.cover)
    if path in pictures and (root / "manuscript" / path).is_file():
        return path
    if not (root / "manuscript" / path).is_file():
        code, message = "missing-file", f"the cover {shown(path)} is missing"
        inside = path if path.startswith("images/") else f"images/{path}"
        fix = nearest(inside, picture_files(root)) or "delete the line, and a cover is drawn"
    elif not path.startswith("images/"):
        code, message = "outside", f"the cover {shown(path)} lies outside manuscript/images/"
        fix = "put it there, and write images/ before its name"
    else:
        code, message = "alt-missing", "the cover has no alternative text"
        fix = f"describe it in images/images.yaml: `{path.removeprefix('images/')}: {{alt: …}}`"
    findings.append(Finding(code, Severity.ERROR, message, found.source("cover"), fix))
    return None


def _newest(root: Path, findings: list[Finding]) -> str:
    """Return `YYYY-MM-DDThh:mm:ssZ` of SOURCE_DATE_EPOCH or of the newest file: never of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"[0-9]{1,11}", epoch):
        message, fix = f"{shown(epoch)} is not a number of seconds", "set it to seconds since 1970, or unset it"
        findings.append(Finding("bad-value", Severity.ERROR, message, Source("SOURCE_DATE_EPOCH"), fix))
        epoch = "0"
    files = (file for room in ("manuscript", "voices") for file in (root / room).rglob("[!.]*") if file.is_file())
    seconds = int(epoch) if epoch else max((int(file.stat().st_mtime) for file in files), default=0)
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat() + "Z"
