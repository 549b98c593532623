"""A narrated book as Readium Guided Navigation: each sentence's text, page and sound, in the book's own structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from cjpublish.editions.views import clock
from cjpublish.editions.views.media_fragment import address, between
from cjpublish.editions.views.roles import doc_role
from cjpublish.model import (
    Block,
    Book,
    Chapter,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Note,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Timeline,
    inline_text,
)
from cjpublish.outline import outline

__all__ = ["MEDIA_TYPE", "guided"]

MEDIA_TYPE = "application/guided-navigation+json"

_Object: TypeAlias = dict[str, Any]
"""A Guided Navigation Object."""


def guided(book: Book, timeline: Timeline, texts: Mapping[str, str], sounds: Mapping[str, str]) -> list[_Object]:
    """Return a Guided Navigation Document's `guided`: an object a chapter (Guided Navigation, 1 and 3).

    `texts` and `sounds` give by chapter its page and its audio file, relative to the document. A sentence lasts until
    the next begins. One that is not heard has its text alone; what has no sentence (code, a change of scene, a
    decorative picture) is no part of it.
    """
    tracks = {track.chapter: track for track in timeline.tracks}
    spans = dict(zip(tracks, clock.edges(timeline.tracks, timeline.rate), strict=True))
    objects: list[_Object] = []
    for chapter in book.publication.reading_order:
        heard: dict[str, str] = {}
        if track := tracks.get(chapter.id):
            whole = spans[chapter.id]
            times = clock.contiguous(track, timeline.rate, whole.end - whole.begin)
            for clip, span in zip(track.clips, times, strict=True):
                heard[clip.sentence] = between(sounds[chapter.id], span.begin, span.end)
        levels = {heading.id: level for heading, level in outline(chapter)}
        objects.append(_Writer(address(texts[chapter.id]), heard, levels).chapter(chapter))
    return objects


@dataclass(frozen=True, slots=True)
class _Writer:
    file: str
    """The chapter's page."""
    heard: Mapping[str, str]
    """By sentence, where it is heard."""
    levels: Mapping[str, int]
    """By heading, the level it is published at."""

    def chapter(self, chapter: Chapter) -> _Object:
        role = chapter.role if doc_role(chapter.role) else "section"
        return self.group(role, self.blocks(chapter.blocks), chapter.id)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[_Object]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[_Object]:
        match block:
            case Heading():
                level = self.levels.get(block.id)
                yield self.run(f"heading{level}" if level else "paragraph", [block.sentence])
            case Paragraph():
                yield self.run("paragraph", block.sentences)
            case Quote():
                yield self.group("blockquote", self.blocks(block.blocks))
            case List():
                yield self.group("list", self.items(block))
            case Table():
                yield self.group("table", self.table(block), block.id)
            case Figure():
                yield from self.figure(block)
            case Notes():
                yield self.group("endnotes", self.notes(block), block.id)
            case _:
                pass

    def items(self, block: List) -> Iterator[_Object]:
        for item in block.items:
            if block.kind != "definition":
                yield self.item("listItem", item)
                continue
            if item.term:
                yield self.run("term", item.term)
            yield self.item("definition", item)

    def item(self, role: str, item: Item) -> _Object:
        match item.blocks:
            case (Paragraph() as only,):
                return self.run(role, only.sentences)
            case blocks:
                return self.group(role, self.blocks(blocks))

    def table(self, block: Table) -> Iterator[_Object]:
        if block.caption:
            yield self.run("caption", block.caption)
        for role, row in (("columnheader", block.header), *(("cell", row) for row in block.rows)):
            cells = [self.run(role, cell) for cell in row.cells if cell]
            if cells:
                yield self.group("row", cells)

    def figure(self, block: Figure) -> Iterator[_Object]:
        """Yield a figure, and its long description as something that can be left (Guided Navigation, Roles)."""
        if block.image and block.alt is None:
            return
        parts = [self.run("caption", [block.label])] if block.label else []
        if block.alt:
            parts.append(self.run("image" if block.image else "paragraph", [block.alt]))
        parts += [self.run(role, part) for role, part in (("caption", block.caption), ("credit", block.credit)) if part]
        yield self.group("figure", parts, block.id)
        if block.description_label:
            label = self.run("paragraph", [block.description_label])
            yield self.group("aside", [label, *self.blocks(block.description)])

    def notes(self, block: Notes) -> Iterator[_Object]:
        yield self.run("heading2", [block.heading])
        yield from (self.note(note) for note in block.notes)

    def note(self, note: Note) -> _Object:
        label = self.run("paragraph", [note.label])
        return self.group("footnote", [label, *self.blocks(note.blocks)], note.id)

    def run(self, role: str, sentences: Sequence[Sentence]) -> _Object:
        """Return sentences that belong together; a lone one has the role itself."""
        parts = [self.sentence(sentence) for sentence in sentences]
        return {"role": [role], **parts[0]} if len(parts) == 1 else self.group(role, parts)

    def group(self, role: str, parts: Iterator[_Object] | Sequence[_Object], name: str = "") -> _Object:
        page = {"textref": f"{self.file}#{name}"} if name else {}
        return {"role": [role], **page, "children": list(parts)}

    def sentence(self, sentence: Sentence) -> _Object:
        found: _Object = {"textref": f"{self.file}#{sentence.id}"}
        if sound := self.heard.get(sentence.id):
            found["audioref"] = sound
        plain = inline_text(sentence.inlines).replace("\n", " ")
        if plain:
            language = _language(sentence.inlines)
            found["text"] = {"plain": plain, "language": language} if language else plain
        return found


def _language(inlines: Sequence[Inline]) -> str | None:
    """Return the language of a sentence that is all in another than its publication (Guided Navigation, 5)."""
    said = (inline for inline in inlines if not isinstance(inline, PageBreak))
    languages = {inline.lang if isinstance(inline, Mark) else None for inline in said}
    return languages.pop() if len(languages) == 1 else None
