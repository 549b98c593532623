"""The audiobook as W3C Audiobooks in the Lightweight Packaging Format: sound, table of contents and the whole text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjpublish.editions import Edition
from cjpublish.editions.views.media_fragment import seconds
from cjpublish.editions.views.page import direction
from cjpublish.errors import Finding, Severity
from cjpublish.model import Artifact, Book, Metadata

if TYPE_CHECKING:
    from cjpublish.editions.views.accessibility import Claims
    from cjpublish.editions.views.audiobook.package import Package

__all__ = ["EDITION", "make", "warnings"]

_MANIFEST = "publication.json"
_PAGE = "index.html"


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.lpf`; nothing where nothing is narrated.

    Writing it raises InputError with every picture and every chapter that can't be published.
    """
    timeline, metadata = book.timeline, book.publication.metadata
    if timeline is None or not timeline.tracks:
        return

    def write(path: Path) -> None:
        from cjpublish.editions.views import archive  # Pillow and lxml are loaded only to write
        from cjpublish.editions.views.audiobook.package import package
        from cjpublish.editions.views.audiobook.page import audio_page

        found = package(book, timeline)
        manifest = json.dumps(_manifest(found), ensure_ascii=False, indent=1) + "\n"
        # Lightweight Packaging Format, 6: the page refers to the manifest.
        page = audio_page(found, f'<link rel="publication" href="{_MANIFEST}"/>')
        archive.write(path, found.entries({_MANIFEST: manifest.encode(), _PAGE: page}))

    samples = sum(track.length for track in timeline.tracks)
    yield Artifact(f"{metadata.slug}.lpf", "application/lpf+zip", write, samples)


def _manifest(found: Package) -> dict[str, Any]:
    """Return the publication manifest; what isn't known is left out (Audiobooks, 5; standards C)."""
    metadata = found.publication.metadata
    progression = direction(metadata.language)
    about: dict[str, Any] = {
        "@context": [
            "https://schema.org",
            "https://www.w3.org/ns/pub-context",
            {"language": metadata.language, "direction": progression},
        ],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": metadata.identifier,
        "url": _address(metadata),
        "name": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        "author": list(metadata.authors),
        "readBy": list(metadata.narrators),
        "publisher": {"type": "Organization", "name": metadata.publisher} if metadata.publisher else None,
        "description": metadata.description,
        "keywords": list(metadata.subjects),
        "copyrightNotice": metadata.rights,
        "inLanguage": metadata.language,
        "datePublished": metadata.date,
        "dateModified": metadata.modified,
        "abridged": False,
        "readingProgression": progression,
        "duration": _duration(found.milliseconds),
        **_accessibility(found.claims, metadata.language),
        "readingOrder": _reading_order(found),
        "resources": _resources(found),
    }
    return {term: value for term, value in about.items() if value not in (None, "", [])}


def _accessibility(claims: Claims, language: str) -> dict[str, Any]:
    """Return the accessibility properties (Publication Manifest, 4.7.1.2)."""
    summary: Any = claims.summary
    if claims.summary and claims.summary_language != language:
        summary = {"value": claims.summary, "language": claims.summary_language}
    return {
        "accessMode": list(claims.access_modes),
        "accessModeSufficient": [
            {"type": "ItemList", "itemListElement": modes.split(",")} for modes in claims.access_modes_sufficient
        ],
        "accessibilityFeature": list(claims.features),
        "accessibilityHazard": list(claims.hazards),
        "accessibilitySummary": summary,
    }


def _reading_order(found: Package) -> list[dict[str, Any]]:
    """Return the sound, each chapter with its text as alternate (Audiobooks, 5.6 and 7)."""
    return [
        {
            **_resource(sound.href, "audio/mpeg"),
            "name": sound.chapter.title,
            "duration": _duration(sound.milliseconds),
            "alternate": [_resource(sound.text, "application/xhtml+xml")],
        }
        for sound in found.sounds
    ]


def _resources(found: Package) -> list[dict[str, Any]]:
    """Return all else that is inside, each once (Audiobooks, 5.7; Publication Manifest, 4.8.1)."""
    from cjpublish.editions.views.audiobook.package import COVER

    chapters = found.publication.reading_order
    return [
        {**_resource(_PAGE, "text/html"), "rel": "contents"},
        {**_resource(COVER, "image/jpeg"), "rel": "cover", "name": found.cover_alt},
        *(
            {**_resource(page.name, page.media_type), "name": chapter.title}
            for chapter, page in zip(chapters, found.pages, strict=True)
        ),
        *(_resource(file.name, file.media_type) for file in found.others),
    ]


def _resource(url: str, media_type: str) -> dict[str, Any]:
    return {"type": "LinkedResource", "url": url, "encodingFormat": media_type}


def _duration(milliseconds: int) -> str:
    """Return an ISO 8601 duration."""
    return f"PT{seconds(milliseconds)}S"


def _address(metadata: Metadata) -> str | None:
    """Return where the publication can be found: its identifier, where that is an address of the web."""
    return metadata.identifier if metadata.identifier.startswith(("https://", "http://")) else None


def warnings(book: Book) -> Iterator[Finding]:
    """Yield a note of the terms that W3C Audiobooks recommends and the publication doesn't say (Audiobooks, 5.2).

    Not every publication has an address on the web, so that a missing `url` is no news.
    """
    if book.timeline is None or not book.timeline.tracks:
        return
    metadata = book.publication.metadata
    terms = {
        "author": (not metadata.authors, "`authors`"),
        "datePublished": (not metadata.date, "`date`"),
        "readBy": (not metadata.narrators, "a voice"),
    }
    missing = {term: key for term, (is_missing, key) in terms.items() if is_missing}
    if missing:
        message = f"the audiobook package lacks what W3C Audiobooks recommends: {', '.join(missing)}"
        fix = f"publication.yaml can say {', '.join(missing.values())}"
        yield Finding("lpf-recommended", Severity.NOTE, message, fix=fix)


EDITION = Edition(
    "Audiobook package (W3C Audiobooks, LPF)", narrated=True, make=make, warnings=warnings, encodings=("mp3",)
)
