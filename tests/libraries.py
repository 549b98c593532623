"""Libraries for tests: small publications beside a library.yaml, and catalogues of thousands that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from cjpublish.editions.views.accessibility import claims
from cjpublish.site.library import Entry, Library
from cjpublish.site.shelf import Listing, Offer
from publications import plain

__all__ = ["LIBRARY", "URL", "many", "put", "write"]

URL = "https://books.example/library/"
LIBRARY = f"title: The Garden Library\nurl: {URL}\n"
_PUBLICATION = """\
title: {title}
authors: [{author}]
language: en
date: {date}
modified: 2026-11-24T00:00:00Z
subjects: [{subjects}]
editions: [epub]
narration: {{text: quiet}}
"""
_BOOKS = {
    "field": ("The Field", "B. Écrivain", "2024-05-01", "Weather"),
    "garden": ("The Kitchen Garden", "A. Writer", "2026-11-24", "Gardens, Weather"),
}


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by name."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def write(root: Path, library: str = LIBRARY, files: Mapping[str, str] | None = None) -> Path:
    """Return a library of two publications, the second in the alphabet the newest; `files` take the place of theirs."""
    put(root, {"library.yaml": library})
    for name, (title, author, date, subjects) in _BOOKS.items():
        told = _PUBLICATION.format(title=title, author=author, date=date, subjects=subjects)
        put(
            root / name,
            {
                "manuscript/publication.yaml": told,
                "manuscript/01.md": f"# {title}\n\nThe ground is cold. Nothing is in a hurry.\n",
                "voices/quiet.yaml": "engine: silence\n",
            },
        )
    put(root, files or {})
    return root


def many(count: int) -> Library:
    """Return a library of as many publications, each with a few authors and subjects, three tongues and a note."""
    return Library("Everything", "en", URL, "All that there is.", "The Press", tuple(_entries(count)))


def _entries(count: int) -> Iterator[Entry]:
    publication = plain()
    claimed = claims(publication)
    for number in range(count):
        slug = str(number)
        metadata = replace(
            publication.metadata,
            title=f"Año {number}: the garden of {_NAMES[number % 7]}",
            subtitle="In many parts" if number % 2 else None,
            language=("en", "en-GB", "fr", "he")[number % 4],
            identifier=f"https://books.example/{number}",
            authors=tuple(f"{_NAMES[(number + each) % 7]} Writer-{number % 300}" for each in range(1 + number % 3)),
            subjects=tuple(f"Subject {(number * 7 + each * 31) % 120}" for each in range(3)),
            description="A short book about one garden, its beds and its weather, and all who have walked there.",
            date=f"{1900 + number % 120}-05-01",
            slug=slug,
        )
        offers = (
            Offer("epub", "E-book (EPUB)", f"{slug}.epub", "application/epub+zip", 1000, "0" * 64, 0),
            Offer("m4b", "Audiobook (M4B)", f"{slug}.m4b", "audio/mp4", 1000, "0" * 64, 3600.0),
        )
        yield Entry(Listing(metadata, claimed, offers, 60.0 * number, f"{slug}/"), number, number % 5 == 0)


_NAMES = ("Øystein", "Zoë", "Łukasz", "Nguyễn", "Straße", "Ἀθηνᾶ", "Marta")
