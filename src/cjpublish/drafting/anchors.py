"""Ids and links: each heading that a link leads to gets an id that a manuscript can have, and each link a target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cjpublish.draft import Block, Chapter, Figure, Heading, Inlines, List, Paragraph, Quote, Table
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import one_line
from cjpublish.drafting.styles import has_text
from cjpublish.errors import Source
from cjpublish.model import Inline, Mark, inline_text
from cjpublish.readers import Reading, links
from cjpublish.readers.anchors import claim_named, named

__all__ = ["Anchors", "anchors", "texts"]

_TAKEN = ("title-page", "content-note", "about-this-publication", "cover", "toc")
"""The ids of the program's own pages."""
_PARTS = re.compile(r".*-(table|list|figure|note|ref|notes)(-\d+)?")
_PAGES = re.compile(r"page(-.*)?")
"""The ids that the program gives to parts of a chapter and to page breaks."""
_LONGEST = 80
"""Characters of an id that something can still be put behind."""
_NUMBERED = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is known of the ids of a whole draft."""

    ids: Mapping[str, str]
    """The id in the manuscript, by that in the draft, of each heading that a link leads to."""
    changes: Changes
    """Where a link that leads nowhere is told."""
    given: set[str] = field(default_factory=set)
    """The ids that headings have been given."""

    def give(self, name: str) -> str:
        """Return the id in the manuscript of a heading with an id in the draft; empty where it needs none."""
        found = self.ids.get(name, "") if name else ""
        if found in self.given:
            return ""
        self.given.add(found)
        return found

    def link(self, href: str) -> str:
        """Return where a link leads in the manuscript; empty, and told, where it can't lead there."""
        href = href.strip()
        if href.startswith("#"):
            name = self.ids.get(href[1:])
            if name:
                return f"#{name}"
            self.changes.note("a link to a place that is no heading lost its target, and its words stay")
            self.changes.cut("where a link led that has no target here", href)
        elif _is_address(href):
            return href
        else:
            self.changes.note("a link that no e-book can follow lost its address, and its words stay")
            self.changes.cut("the address of a link that no e-book can follow", href)
        return ""


def anchors(chapters: Sequence[Chapter], changes: Changes) -> Anchors:
    """Return the ids that the headings of a draft get; only those that a link leads to need one."""
    linked = {href[1:] for chapter in chapters for href in _hrefs(chapter) if href.startswith("#")}
    blocks = [block for chapter in chapters for block in chapter.blocks]
    headings = [block for block in blocks if isinstance(block, Heading) and has_text(block.inlines)]
    derived = {_derived(heading) for heading in headings if heading.id not in linked}
    taken: set[str] = {*_TAKEN}
    ids: dict[str, str] = {}
    for heading in headings:
        if heading.id and heading.id in linked and heading.id not in ids:
            ids[heading.id] = name = _free(heading, taken, derived)
            taken.add(name)
    return Anchors(ids, changes)


def _derived(heading: Heading) -> str:
    """Return the id that the reader gives to a heading that has none of its own."""
    title = one_line(inline_text(heading.inlines), Changes())
    return named(title, "chapter" if heading.level == 1 else "section")


def _free(heading: Heading, taken: set[str], derived: set[str]) -> str:
    """Return the heading's own id where it can be one, or else one from its title, that nothing else can have."""
    wanted = heading.id if _is_name(heading.id) and len(heading.id) <= _LONGEST else _derived(heading)
    wanted = f"at-{wanted}" if _PAGES.fullmatch(wanted) else wanted
    wanted = f"{wanted}-part" if _PARTS.fullmatch(wanted) else wanted
    name, count = wanted, 1
    while name in taken or name in derived or _NUMBERED.sub("", name) in derived:
        count += 1
        name = f"{wanted}-part-{count}"
    return name


def _is_name(name: str) -> bool:
    reading = Reading(Path(), "en", {}, [])
    return claim_named(name, Source(""), reading) is not None


def _is_address(href: str) -> bool:
    """Tell whether the reader takes a link's address as it will be written."""
    from markdown_it.common.normalize_url import normalizeLink

    if not re.match(r"(https?|mailto|tel):", href, re.IGNORECASE):
        return False
    reading = Reading(Path(), "en", {}, [])
    return links.target(normalizeLink(href), Source(""), reading) is not None


def _hrefs(chapter: Chapter) -> Iterator[str]:
    for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
        for inlines in texts(blocks):
            yield from (mark.href for mark in _marks(inlines) if mark.href)


def _marks(inlines: Sequence[Inline]) -> Iterator[Mark]:
    for inline in inlines:
        if isinstance(inline, Mark):
            yield inline
            yield from _marks(inline.children)


def texts(blocks: Sequence[Block]) -> Iterator[Inlines]:
    """Yield every text of blocks, in reading order, but for code and alternative texts."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.inlines
            case Quote():
                yield from texts(block.blocks)
            case List():
                for item in block.items:
                    yield item.term
                    yield from texts(item.blocks)
            case Table():
                yield block.caption
                yield from block.header
                for row in block.rows:
                    yield from row
            case Figure():
                yield block.caption
                yield block.credit
                yield from texts(block.description)
            case _:
                pass
