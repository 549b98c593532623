"""What a machine can see in a manuscript: words, links, headings, tables, and what readers are told beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.manuscript import (
    acronyms,
    catalogue,
    ending,
    headings,
    languages,
    links,
    paragraphs,
    readability,
    senses,
    signs,
    slips,
    tables,
    unclosed,
)
from cjpublish.checks.manuscript.languages import foresee
from cjpublish.checks.manuscript.prose import prose
from cjpublish.errors import Finding
from cjpublish.model import Publication

__all__ = ["check", "foresee"]

_LOOKERS = (
    links,
    headings,
    paragraphs,
    readability,
    signs,
    unclosed,
    ending,
    slips,
    languages,
    acronyms,
    tables,
    senses,
    catalogue,
)


def check(publication: Publication) -> Iterator[Finding]:
    """Yield what is wrong with a publication's text that reading it has not found already."""
    found = prose(publication)
    for looker in _LOOKERS:
        yield from looker.check(found)
