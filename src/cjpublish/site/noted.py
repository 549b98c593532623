"""What is said of a publication where it is shown from afar: what readers should know before they begin comes first."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.model import Chapter, Heading, Paragraph, Publication, inline_text, walk_sentences
from cjpublish.wording import wording

__all__ = ["description", "notice"]


def notice(publication: Publication) -> Chapter | None:
    """Return the content note; None where there is none."""
    return next((chapter for chapter in publication.reading_order if chapter.role == "notice"), None)


def description(publication: Publication) -> str:
    """Return a description for search engines, shared links and catalogues; empty where there is nothing to say.

    A content note's first paragraph stands before it: who meets a publication from afar is told, too.
    """
    metadata = publication.metadata
    said = " ".join(_first(publication))
    label = wording(metadata.language).content_note
    parts = (f"{label}: {said}" if said else "", metadata.description or "")
    return " ".join(part for part in parts if part)


def _first(publication: Publication) -> Iterator[str]:
    """Yield the sentences of the content note's first part."""
    note = notice(publication)
    first = next((block for block in note.blocks if not isinstance(block, Heading)), None) if note else None
    if first and not (isinstance(first, Paragraph) and first.style):
        yield from (inline_text(sentence.inlines) for sentence in walk_sentences((first,)))
