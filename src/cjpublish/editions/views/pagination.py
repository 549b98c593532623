"""Where the pages of the printed edition begin, in the order in which all editions print and say the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import (
    Block,
    Inline,
    List,
    Mark,
    Metadata,
    Notes,
    PageBreak,
    Publication,
    Quote,
    Sentence,
    walk_sentences,
)

__all__ = ["in_order", "is_paginated", "page_breaks", "page_source", "parted", "unsourced"]


def page_breaks(blocks: Sequence[Block]) -> Iterator[PageBreak]:
    """Yield every page break, within a text or between two, in document order."""
    for part in in_order(blocks):
        if isinstance(part, PageBreak):
            yield part
        else:
            yield from parted(part.inlines)[0]


def in_order(blocks: Sequence[Block]) -> Iterator[Sentence | PageBreak]:
    """Yield the sentences of `walk_sentences` and the page breaks between them, in document order."""
    for block in blocks:
        match block:
            case PageBreak():
                yield block
            case Quote():
                yield from in_order(block.blocks)
            case List():
                for item in block.items:
                    yield from (*item.term, *in_order(item.blocks))
            case Notes():
                yield block.heading
                for note in block.notes:
                    yield from (note.label, *in_order(note.blocks))
            case _:
                yield from walk_sentences((block,))


def parted(inlines: Sequence[Inline]) -> tuple[tuple[PageBreak, ...], tuple[Inline, ...]]:
    """Return the page breaks among inlines, and the inlines without them."""
    found: list[PageBreak] = []
    others: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, PageBreak):
            found.append(inline)
        elif isinstance(inline, Mark):
            within, children = parted(inline.children)
            found += within
            others.append(replace(inline, children=children) if within else inline)
        else:
            others.append(inline)
    return tuple(found), tuple(others)


def is_paginated(publication: Publication) -> bool:
    """Tell whether there is any page break."""
    return any(True for chapter in publication.reading_order for _ in page_breaks(chapter.blocks))


def page_source(metadata: Metadata) -> str | None:
    """Return the edition whose pages are marked (EPUB Accessibility 1.1, 3.4.1, pagination source).

    Where none is named it is what the text was made from.
    """
    return metadata.page_source or metadata.source


def unsourced(publication: Publication) -> Iterator[Finding]:
    """Yield a warning where there are page breaks and nothing says of which edition."""
    if is_paginated(publication) and not page_source(publication.metadata):
        message = "the pages of a printed edition are marked, and nothing says which edition that is"
        fix = "write `page_source: urn:isbn:…`, or its publisher and year; `page_source: none` where there is none"
        yield Finding("page-source", Severity.WARNING, message, Source("manuscript/publication.yaml"), fix)
