"""The audiobook as a Readium package: sound, table of contents, the whole text, and what joins them by sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjpublish.audio.loudness import PROFILES
from cjpublish.editions import Edition
from cjpublish.editions.views.guided import MEDIA_TYPE, guided
from cjpublish.editions.views.page import direction
from cjpublish.model import Artifact, Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cjpublish.editions.views.accessibility import Claims
    from cjpublish.editions.views.audiobook.package import Line, Package

__all__ = ["EDITION", "make"]

_MANIFEST = "manifest.json"
_PAGE = "index.html"
_GUIDE = "guide.json"
_CONTEXT = "http://readium.org/webpub-manifest/context.jsonld"
_PROFILE = "https://readium.org/webpub-manifest/profiles/audiobook"


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.audiobook`; nothing where nothing is narrated.

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
        texts = {
            chapter.id: page.name for chapter, page in zip(book.publication.reading_order, found.pages, strict=True)
        }
        sounds = {sound.chapter.id: sound.name for sound in found.sounds}
        documents = {
            _MANIFEST: _json(_manifest(found, PROFILES[book.publication.narration.loudness].mp3_bitrate)),
            _PAGE: audio_page(found, f'<link rel="manifest" type="application/audiobook+json" href="{_MANIFEST}"/>'),
            _GUIDE: _json({"guided": guided(book, timeline, texts, sounds)}),
        }
        archive.write(path, found.entries(documents))

    samples = sum(track.length for track in timeline.tracks)
    yield Artifact(f"{metadata.slug}.audiobook", "application/audiobook+zip", write, samples)


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _manifest(found: Package, bitrate: int) -> dict[str, Any]:
    """Return the manifest (Readium Web Publication Manifest; Audiobook Profile; standards C).

    The text is linked from the whole: a chapter's alternate would have to be sound (Audiobook Profile, 3).
    There is no `self` link: it would be the manifest's address on the web, which a package doesn't know.
    """
    return {
        "@context": _CONTEXT,
        "metadata": _metadata(found),
        "links": [
            {"rel": "alternate", "href": _PAGE, "type": "text/html"},
            {"rel": "related", "href": _GUIDE, "type": MEDIA_TYPE},
        ],
        "readingOrder": [
            {
                "href": sound.href,
                "type": "audio/mpeg",
                "title": sound.chapter.title,
                "duration": sound.milliseconds / 1000,
                "bitrate": bitrate // 1000,
            }
            for sound in found.sounds
        ],
        "resources": _resources(found),
        "toc": _toc(found.toc),
    }


def _metadata(found: Package) -> dict[str, Any]:
    """Return the metadata; what isn't known is left out (Default Context)."""
    metadata = found.publication.metadata
    about: dict[str, Any] = {
        "@type": "http://schema.org/Audiobook",
        "conformsTo": _PROFILE,
        "identifier": metadata.identifier,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "author": list(metadata.authors),
        "narrator": list(metadata.narrators),
        "publisher": metadata.publisher,
        "language": metadata.language,
        "description": metadata.description,
        "subject": list(metadata.subjects),
        "published": metadata.date,
        "modified": metadata.modified,
        "duration": found.milliseconds / 1000,
        "abridged": False,
        "readingProgression": direction(metadata.language),
        "accessibility": _accessibility(found.claims),
    }
    return {term: value for term, value in about.items() if value not in (None, "", [])}


def _accessibility(claims: Claims) -> dict[str, Any]:
    """Return the accessibility object: it is no EPUB, so it conforms to nothing that is about EPUBs.

    Text and sound are in step by the guide, which is claimed only where all of it is heard (standards A.10).
    """
    from cjpublish.editions.views.accessibility import readium

    in_step = ("synchronizedAudioText",) if "auditory" in claims.access_modes_sufficient else ()
    features = tuple(sorted({*claims.features, *in_step}, key=str.lower))
    return readium(replace(claims, features=features, certified_by=None))


def _resources(found: Package) -> list[dict[str, Any]]:
    """Return all else that is inside, each once with its type (Readium Web Publication Manifest, 2.1)."""
    from cjpublish.editions.views.audiobook.package import COVER, COVER_SIZE

    chapters = found.publication.reading_order
    size = {"height": COVER_SIZE, "width": COVER_SIZE}
    return [
        {"rel": "cover", "href": COVER, "type": "image/jpeg", "title": found.cover_alt, **size},
        {"rel": "contents", "href": _PAGE, "type": "text/html"},
        {"href": _GUIDE, "type": MEDIA_TYPE},
        *(
            {"href": page.name, "type": page.media_type, "title": chapter.title}
            for chapter, page in zip(chapters, found.pages, strict=True)
        ),
        *({"href": file.name, "type": file.media_type} for file in found.others),
    ]


def _toc(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the table of contents (Readium Web Publication Manifest, 6)."""
    return [
        {"href": line.href, "title": line.title, **({"children": _toc(line.lines)} if line.lines else {})}
        for line in lines
    ]


EDITION = Edition("Audiobook package (Readium)", narrated=True, make=make, encodings=("mp3",))
