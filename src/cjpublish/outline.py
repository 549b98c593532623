"""The headings of a chapter as an outline without gaps."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.model import Chapter, Heading

__all__ = ["outline"]


def outline(chapter: Chapter) -> Iterator[tuple[Heading, int]]:
    """Yield each heading of the chapter's own flow with the level it is published at, from 1.

    Where the manuscript skips a level, the headings beneath move up, siblings together, so that no level is skipped in
    a file or across the spine (standards A.19). Headings inside quotations, lists and descriptions belong to what is
    quoted or described and are no part of the outline (HTML, 4.3.11).
    """
    above: list[int] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            yield block, len(above)
