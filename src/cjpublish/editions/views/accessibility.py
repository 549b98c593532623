"""What may be claimed of a text edition's accessibility: derived from the content, dropped where untrue.

EPUB Accessibility 1.1, 2.2 (discovery metadata); standards A.8 to A.14.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cjpublish.editions.views.pagination import is_paginated
from cjpublish.model import Block, Figure, Notes, Publication, walk_blocks
from cjpublish.wording import wording

__all__ = ["PAGES", "Claims", "claims", "readium", "spoken_claims"]

_CONFORMS_TO = "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"
"""What a certified e-book conforms to, as Readium's Default Context (Conformance) writes it."""

_ALWAYS = (
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
"""True of everything that this program writes: marked-up text in a reading order, with headings, roles and a table of
contents, without encryption (A.11)."""


PAGES = frozenset({"pageBreakMarkers", "pageNavigation"})
"""True of an e-book with page breaks, which has a list of its pages (EPUB Accessibility 1.1, 3.4.1)."""


@dataclass(frozen=True, slots=True)
class Claims:
    """schema.org's accessibility properties of a publication."""

    access_modes: tuple[str, ...]
    """schema:accessMode."""
    access_modes_sufficient: tuple[str, ...]
    """schema:accessModeSufficient; each a set of modes, separated by commas."""
    features: tuple[str, ...]
    """schema:accessibilityFeature."""
    hazards: tuple[str, ...]
    """schema:accessibilityHazard."""
    summary: str
    """schema:accessibilitySummary, plain text."""
    summary_language: str
    """BCP 47 language of the summary."""
    certified_by: str | None
    """Who evaluated the publication; only then does it conform to a standard (A.14)."""


def claims(publication: Publication) -> Claims:
    """Return what is true of the text and the pictures of a publication; narration is no part of it.

    A picture with alternative text makes the mode visual; a decorative one, a missing one and the cover do not (A.9).
    """
    blocks = [block for chapter in publication.reading_order for block in walk_blocks(chapter.blocks)]
    pictures = [block for block in blocks if isinstance(block, Figure) and block.image and block.alt]
    features = set(_ALWAYS)
    if pictures:
        features.add("alternativeText")
    if any(picture.description for picture in pictures):
        features.add("longDescription")
    if is_paginated(publication):
        features |= PAGES
    said = publication.metadata.accessibility
    summary, language = _summary(publication, blocks, pictures)
    return Claims(
        access_modes=("textual", "visual") if pictures else ("textual",),
        access_modes_sufficient=("textual", "textual,visual") if pictures else ("textual",),
        features=tuple(sorted(features, key=str.lower)),
        hazards=("none",) if "none" in said.hazards else said.hazards,
        summary=summary,
        summary_language=language,
        certified_by=said.certified_by,
    )


def spoken_claims(publication: Publication) -> Claims:
    """Return what is true of a read-along in which everything visible is heard (standards A.10)."""
    text = claims(publication)
    features = sorted({*text.features, "synchronizedAudioText"}, key=str.lower)
    sufficient = (*text.access_modes_sufficient, "auditory")
    return replace(text, access_modes_sufficient=sufficient, features=tuple(features))


def readium(claimed: Claims) -> dict[str, Any]:
    """Return claims as the accessibility object of Readium's manifests (Default Context, Accessibility metadata)."""
    sufficient = [modes.split(",") for modes in claimed.access_modes_sufficient]
    certified = claimed.certified_by
    about: dict[str, Any] = {
        "conformsTo": _CONFORMS_TO if certified else None,
        "certification": {"certifiedBy": certified} if certified else None,
        "accessMode": list(claimed.access_modes),
        "accessModeSufficient": [modes[0] if len(modes) == 1 else modes for modes in sufficient],
        "feature": list(claimed.features),
        "hazard": list(claimed.hazards),
        "summary": claimed.summary,
    }
    return {term: value for term, value in about.items() if value}


def _summary(publication: Publication, blocks: list[Block], pictures: list[Figure]) -> tuple[str, str]:
    """Return the publisher's summary, or what other properties can't say (A.13), and its language."""
    metadata = publication.metadata
    if metadata.accessibility.summary:
        return " ".join(metadata.accessibility.summary.split()), metadata.language
    words = wording(metadata.language)
    phrases = [
        phrase
        for phrase, is_true in (
            (words.descriptions_follow, any(picture.description for picture in pictures)),
            (words.notes_follow, any(isinstance(block, Notes) for block in blocks)),
            (words.note_precedes, any(chapter.role == "notice" for chapter in publication.reading_order)),
        )
        if is_true
    ]
    if not phrases:
        phrases = [words.pictures_have_text if pictures else words.plain_text]
    return " ".join(phrases), metadata.language if words.is_in(metadata.language) else words.language
