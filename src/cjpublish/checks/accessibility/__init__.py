"""What keeps a reader with a disability from an EPUB, and what its package claims of that without truth."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.accessibility import (
    alternatives,
    conformance,
    headings,
    languages,
    links,
    media,
    metadata,
    roles,
    styles,
    tables,
    untrue,
)
from cjpublish.checks.accessibility.evidence import evidence
from cjpublish.errors import Finding

__all__ = ["check"]


def check(ebook: Ebook) -> Iterator[Finding]:
    """Check an EPUB's accessibility: metadata, claims, and what every document holds."""
    seen = evidence(ebook)
    yield from metadata.check(ebook)
    yield from conformance.check(ebook)
    yield from untrue.check(seen)
    yield from languages.check(ebook, seen.pages)
    yield from alternatives.check(seen)
    yield from headings.check(seen.pages)
    yield from links.check(seen.pages)
    yield from tables.check(seen.pages)
    yield from roles.check(seen.pages)
    yield from media.check(ebook, seen.pages)
    yield from styles.check(ebook, seen.pages)
