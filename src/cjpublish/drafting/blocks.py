"""The blocks of a draft, each made fit: the shape that Markdown can hold, in canonical inlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cjpublish.draft import Block, Break, Code, Figure, Heading, Inlines, Item, List, Paragraph, Quote, Table
from cjpublish.drafting.anchors import Anchors
from cjpublish.drafting.canonical import canonical
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import code_text, one_line
from cjpublish.drafting.inlines import readable
from cjpublish.drafting.styles import has_text, only, pieces
from cjpublish.model import Mark, NoteRef, PageBreak, Text

__all__ = ["Fitter"]

_DEPTH = 12
"""Levels of the parser's tree at which no further list or quotation begins; a table within still fits."""
_LIKE_DEFINITION = re.compile(r"\n?[:~]\s")
_MOST = 999_999_999
"""The highest number of an ordered list's first item (CommonMark 0.31.2, 5.2)."""


@dataclass(slots=True)
class Fitter:
    """Makes the blocks of one chapter fit, in reading order."""

    anchors: Anchors
    """Where links lead."""
    changes: Changes
    """Where changes are told."""
    notes: frozenset[str]
    """The keys of the notes that have a text."""
    waiting: list[NoteRef | PageBreak] = field(default_factory=list)
    """References and page breaks that stand beside no text: they go to the text that follows."""

    # --- texts ---

    def text(self, inlines: Inlines, *, notes: bool = True, pages: bool = True) -> Inlines:
        """Return a text in canonical form, with the page breaks that wait before it and the notes behind it.

        Without `notes` or `pages` the text can't hold them, and its own wait for one that can.
        """
        if not has_text(inlines):
            notes = pages = False
        between = [leaf for leaf, _ in pieces(inlines) if not isinstance(leaf, str)]
        unknown = [each for each in between if isinstance(each, NoteRef) and each.note not in self.notes]
        self.changes.note("a reference to a note without a text was taken out", len(unknown))
        moved = [
            each for each in between if each not in unknown and not (notes if isinstance(each, NoteRef) else pages)
        ]
        lone = sum(isinstance(each, NoteRef) for each in moved)
        self.changes.note("a note in a title or caption, or beside no text, moved to the text behind it", lone)
        own = only(inlines, lambda each: each not in unknown and each not in moved)
        found = readable(canonical(own, self.anchors.link, self.changes), self.changes)
        before = [each for each in self.waiting if pages and isinstance(each, PageBreak)]
        behind = [each for each in self.waiting if notes and isinstance(each, NoteRef)]
        self.waiting = [each for each in self.waiting if each not in (*before, *behind)] + moved
        return (*before, *found, *behind)

    def settle(self, blocks: list[Block]) -> None:
        """Put what still waits at the end of the last paragraph."""
        for place in reversed(range(len(blocks))):
            block = blocks[place]
            if self.waiting and isinstance(block, Paragraph):
                blocks[place] = Paragraph((*block.inlines, *self.waiting))
                self.waiting = []
        blocks += [each for each in self.waiting if isinstance(each, PageBreak)]
        self.waiting = []

    # --- blocks ---

    def blocks(self, blocks: Sequence[Block], level: int, headings: bool) -> Iterator[Block]:
        """Yield blocks that stand at a level of the parser's tree; only a chapter's own flow has headings."""
        yield from self.kept_apart(each for block in blocks for each in self._block(block, level, headings))

    def kept_apart(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield blocks, two as one where Markdown can't keep them apart."""
        before: Block | None = None
        for block in blocks:
            joined = _joined(before, block) if before else None
            if before is not None and joined is None:
                yield before
            self.changes.note("two lists of definitions in a row became one", int(joined is not None))
            before = joined or block
        if before is not None:
            yield before

    def _block(self, block: Block, level: int, headings: bool) -> Iterator[Block]:
        match block:
            case Heading():
                yield from self._heading(block, headings)
            case Paragraph():
                yield from self._paragraph(block.inlines)
            case Quote():
                yield from self._quote(block, level)
            case List(kind="definition"):
                yield from self._definitions(block, level)
            case List():
                yield from self._list(block, level)
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case _:
                yield from self._rest(block)

    def _rest(self, block: Code | Break | PageBreak) -> Iterator[Block]:
        match block:
            case Code():
                yield Code(code_text(block.text, self.changes).removesuffix("\n"), _language(block.language))
            case PageBreak():
                label = one_line(block.label, self.changes)
                yield from [PageBreak(label, "")] if label else []
            case Break():
                yield block

    def _heading(self, block: Heading, headings: bool) -> Iterator[Block]:
        inlines = self.text(block.inlines, notes=not headings or (block.level > 1 and _calls(block.inlines)))
        if inlines and headings:
            yield Heading(block.level, inlines, self.anchors.give(block.id))
        elif inlines:
            self.changes.note("a heading within a quotation, list or note became a line in bold")
            yield self._bold(inlines)

    def _bold(self, inlines: Inlines) -> Paragraph:
        bold = canonical((Mark("strong", inlines),), lambda href: href, self.changes)
        return Paragraph(readable(bold, self.changes))

    def _paragraph(self, inlines: Inlines) -> Iterator[Block]:
        found = self.text(inlines)
        if found:
            yield Paragraph(found)
            return
        pages = [each for each in self.waiting if isinstance(each, PageBreak)]
        self.waiting = [each for each in self.waiting if not isinstance(each, PageBreak)]
        yield from pages

    def _quote(self, block: Quote, level: int) -> Iterator[Block]:
        if level >= _DEPTH:
            self.changes.note("a list or quotation that was nested very deeply became part of the one around it")
            yield from self.blocks(block.blocks, level, False)
        elif content := tuple(self.blocks(block.blocks, level + 1, False)):
            yield Quote(content)

    def _list(self, block: List, level: int) -> Iterator[Block]:
        if level >= _DEPTH:
            self.changes.note("a list or quotation that was nested very deeply became part of the one around it")
            for item in block.items:
                yield from self.blocks(item.blocks, level, False)
            return
        contents = [tuple(self.blocks(item.blocks, level + 2, False)) for item in block.items]
        items = tuple(Item(content) for content in contents if content)
        start = block.start if 0 <= block.start <= _MOST - len(items) else 1
        if items and block.kind == "ordered":
            yield List("ordered", items, start)
        elif items:
            yield List("bullet", items)

    def _definitions(self, block: List, level: int) -> Iterator[Block]:
        """Yield a list of definitions; a term that has none shares the next one's, or is a line in bold at the end."""
        if level >= _DEPTH:
            self.changes.note("a list or quotation that was nested very deeply became part of the one around it")
            for item in block.items:
                yield from self._paragraph(item.term)
                yield from self.blocks(item.blocks, level, False)
            return
        items: list[Item] = []
        terms: list[Inlines] = []
        for item in block.items:
            if term := self.text(item.term):
                terms.append(term)
            content = tuple(self.blocks(item.blocks, level + 2, False))
            if not content:
                continue
            if not terms and not items:
                yield from content
                continue
            self.changes.note("terms with one definition in common stand on one line", int(len(terms) > 1))
            items.append(Item(content, _listed(terms)))
            terms = []
        if items:
            yield List("definition", tuple(items))
        for term in terms:
            self.changes.note("a term without a definition became a line in bold")
            yield self._bold(term)

    def _table(self, block: Table) -> Iterator[Block]:
        caption = self.text(block.caption)
        columns = max(map(len, (block.header, *block.rows)), default=0)
        if not columns:
            yield from [Paragraph(caption)] if caption else []
            return
        empty: tuple[Inlines, ...] = ((),) * columns
        header, *rows = [
            tuple(self.text(cell) for cell in (*row, *empty)[:columns]) for row in (block.header, *block.rows)
        ]
        alignments = tuple(
            each if each in ("left", "right", "center") else ""
            for each in (*block.alignments, *[""] * columns)[:columns]
        )
        yield Table(header, tuple(rows), alignments, caption)

    def _figure(self, block: Figure) -> Iterator[Block]:
        """Yield a figure; what is said of a decorative one, which says nothing, stands beneath it."""
        before = len(self.waiting)
        caption, credit = (
            self.text(block.caption, notes=False, pages=False),
            self.text(block.credit, notes=False, pages=False),
        )
        described = _plain(self.blocks(block.description, 0, False))
        description = tuple(self._without_notes(described))
        yield from [each for each in self.waiting[before:] if isinstance(each, PageBreak)]
        self.waiting[before:] = [each for each in self.waiting[before:] if not isinstance(each, PageBreak)]
        alt = None if block.alt is None else one_line(block.alt, self.changes)
        terms = one_line(block.license, self.changes)
        if alt != "" or (block.image and not caption and not credit and not description):
            yield Figure(block.image, alt, caption, credit, terms, description)
            return
        self.changes.note("a decorative picture that has no file was left out", int(not block.image))
        yield from [Figure(block.image, "", license=terms)] if block.image else []
        said = [Paragraph(text) for text in (caption, credit) if text]
        self.changes.note(
            "what was said of a decorative picture became text beneath it", int(bool(said or description))
        )
        yield from (*said, *description)

    def _without_notes(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield blocks of a long description, whose notes and page breaks go to the text behind the figure."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield from [Paragraph(text)] if (text := self.text(block.inlines, notes=False, pages=False)) else []
                case Quote():
                    yield Quote(tuple(self._without_notes(block.blocks)))
                case List():
                    items = [
                        Item(tuple(self._without_notes(item.blocks)), self.text(item.term, notes=False, pages=False))
                        for item in block.items
                    ]
                    yield replace(block, items=tuple(items))
                case Table():
                    header, *rows = [
                        tuple(self.text(cell, notes=False, pages=False) for cell in row)
                        for row in (block.header, *block.rows)
                    ]
                    caption = self.text(block.caption, notes=False, pages=False)
                    yield replace(block, header=header, rows=tuple(rows), caption=caption)
                case PageBreak():
                    self.waiting.append(block)
                case _:
                    yield block


def _calls(inlines: Inlines) -> bool:
    return any(isinstance(leaf, NoteRef) for leaf, _ in pieces(inlines))


def _plain(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """Return a description's blocks, with what is said of a figure within it in the figure's place."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Figure):
            alt = ((Text(block.alt),),) if block.alt else ()
            found += [Paragraph(text) for text in (*alt, block.caption, block.credit) if text]
            found += block.description
        else:
            found.append(block)
    return tuple(found)


def _joined(before: Block, block: Block) -> Block | None:
    """Return two blocks as one where Markdown can't keep them apart."""
    if not (isinstance(before, List) and before.kind == "definition"):
        return None
    if isinstance(block, List) and block.kind == "definition":
        return replace(before, items=(*before.items, *block.items))
    if isinstance(block, Code) and _LIKE_DEFINITION.match(block.text):
        last = before.items[-1]
        return replace(before, items=(*before.items[:-1], replace(last, blocks=(*last.blocks, block))))
    return None


def _listed(terms: Sequence[Inlines]) -> Inlines:
    found: Inlines = ()
    for term in terms:
        found = (*found, Text(", "), *term) if found else term
    return found


def _language(name: str) -> str:
    word = re.match(r"[\w+#.-]+", name)
    return word.group() if word else ""
