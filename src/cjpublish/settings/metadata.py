"""What a catalogue says: publication.yaml with what can be derived where it is silent."""

from __future__ import annotations

import os
import re
import unicodedata
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cjpublish.config import Document
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Accessibility, Metadata
from cjpublish.settings.pictures import Picture
from cjpublish.settings.schema import PublicationFile
from cjpublish.wording import wording

__all__ = ["metadata"]

_NAMESPACE = uuid.UUID("c7a1f9f2-6d0b-5e57-9b52-1d7c4f2a8e60")
"""Of identifiers that are derived from title and authors (RFC 9562, UUIDv5)."""


def metadata(
    root: Path,
    found: Document[PublicationFile],
    language: str,
    pictures: Mapping[str, Picture],
    findings: list[Finding],
) -> Metadata:
    """Return the publication's metadata; append what is wrong with its cover or its date to `findings`."""
    value = found.value
    authors = tuple(" ".join(author.split()) for author in value.authors)
    title = " ".join(value.title.split())
    cover = _cover(root, found, pictures, findings)
    described = pictures[cover].alt if cover else None
    drawn = wording(language).cover_alt.format(title=title, authors=", ".join(authors)).replace(", .", ".")
    return Metadata(
        title=title,
        language=language,
        identifier=value.identifier or f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join((title, *authors)))}",
        modified=_modified(root, value.modified, findings),
        subtitle=value.subtitle,
        authors=authors,
        publisher=value.publisher,
        date=value.date,
        rights=value.rights,
        source=value.source,
        subjects=value.subjects,
        description=value.description,
        cover=cover,
        cover_alt=described.text.strip() if described else drawn,
        slug=value.slug or _slug(title),
        accessibility=Accessibility(
            value.accessibility.summary, value.accessibility.hazards, value.accessibility.certifier
        ),
    )


def _cover(
    root: Path, found: Document[PublicationFile], pictures: Mapping[str, Picture], findings: list[Finding]
) -> str | None:
    path = found.value.cover
    if path is None:
        return None
    place = found.source("cover")
    if not (root / "manuscript" / path).is_file():
        fix = "mend the path, which begins in manuscript/, or take the line away: a cover is drawn then"
        findings.append(Finding("missing-file", Severity.ERROR, f"the cover '{path}' is missing", place, fix))
        return None
    if path not in pictures:
        fix = f"describe it in images/images.yaml: `{path}: {{alt: …}}`"
        findings.append(Finding("alt-text", Severity.ERROR, "the cover has no alternative text", place, fix))
        return None
    return path


def _modified(root: Path, given: str | None, findings: list[Finding]) -> str:
    """Return `YYYY-MM-DDThh:mm:ssZ` from the settings, SOURCE_DATE_EPOCH or the newest file: never the clock."""
    if given:
        moment = datetime.fromisoformat(given)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    else:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch and not epoch.isdecimal():
            place = Source("SOURCE_DATE_EPOCH")
            fix = "set it to seconds since 1970, or unset it"
            findings.append(Finding("bad-value", Severity.ERROR, f"'{epoch}' is not a number", place, fix))
            epoch = "0"
        files = [file for room in ("manuscript", "voices") for file in (root / room).rglob("*") if file.is_file()]
        seconds = int(epoch) if epoch else int(max((file.stat().st_mtime for file in files), default=0))
        moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _slug(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    slug = "-".join(words)
    return (slug if len(slug) <= 60 else slug[:61].rpartition("-")[0]) or "publication"
