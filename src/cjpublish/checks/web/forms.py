"""The two forms of an audiobook's package, and what their manifests call the same things."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cjpublish.checks.web.files import number

__all__ = ["LPF", "READIUM", "Form", "objects"]

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(frozen=True, slots=True)
class Form:
    """What a form calls the parts of its manifest."""

    title: str
    """What a person calls it."""
    manifest: str
    """The manifest's file in the archive."""
    contexts: tuple[str, ...]
    """What `@context` must name."""
    profile: str
    """What `conformsTo` must name."""
    about: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    """Where in the manifest the publication's metadata stand."""
    href: str
    """A resource's address."""
    media_type: str
    """A resource's type."""
    alternative: str
    """The text that stands for a picture."""
    seconds: Callable[[object], float | None]
    """A duration's seconds; None where it is none."""
    needed: Mapping[str, str]
    """Members without which a reader is worse off, by what a person calls them."""
    advised: Mapping[str, str]
    """Members that are good to have, by what a person calls them."""


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a JSON value that is one or a list with some."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _iso(value: object) -> float | None:
    found = _DURATION.fullmatch(value) if isinstance(value, str) and value not in ("P", "PT") else None
    if found is None:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds


def _metadata(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = manifest.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _itself(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    return manifest


LPF = Form(
    title="W3C audiobook",
    manifest="publication.json",
    contexts=("https://schema.org", "https://www.w3.org/ns/pub-context"),
    profile="https://www.w3.org/TR/audiobooks/",
    about=_itself,
    href="url",
    media_type="encodingFormat",
    alternative="name",
    seconds=_iso,
    needed={
        "name": "title (name)",
        "inLanguage": "language (inLanguage)",
        "accessMode": "accessMode",
        "accessibilityFeature": "accessibilityFeature",
    },
    advised={
        "id": "identifier (id)",
        "author": "author",
        "readBy": "reader (readBy)",
        "dateModified": "dateModified",
        "datePublished": "datePublished",
        "accessModeSufficient": "accessModeSufficient",
        "accessibilityHazard": "accessibilityHazard",
        "accessibilitySummary": "accessibilitySummary",
        "duration": "duration",
    },
)
"""W3C Audiobooks in the Lightweight Packaging Format."""
READIUM = Form(
    title="Readium audiobook",
    manifest="manifest.json",
    contexts=("https://readium.org/webpub-manifest/context.jsonld",),
    profile="https://readium.org/webpub-manifest/profiles/audiobook",
    about=_metadata,
    href="href",
    media_type="type",
    alternative="title",
    seconds=number,
    needed={"title": "title", "language": "language", "accessibility": "accessibility"},
    advised={
        "identifier": "identifier",
        "author": "author",
        "narrator": "narrator",
        "modified": "modified",
        "published": "published",
        "duration": "duration",
    },
)
"""The Readium Web Publication Manifest with its audiobook profile."""
