"""Flow: a run of blocks as it grows while elements are walked, without recursion but for what a block encloses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from cjpublish.draft import Block, Break, Cut, Heading, Inlines, Paragraph
from cjpublish.errors import Finding
from cjpublish.importers.markup.captions import Caption, with_captions
from cjpublish.importers.markup.conversion import Conversion
from cjpublish.importers.markup.descriptions import claim, unsaid
from cjpublish.importers.markup.elements import enter, leave
from cjpublish.importers.markup.hooks import Element, Hooks
from cjpublish.importers.markup.leaves import (
    DEPTH,
    Content,
    Leaf,
    Path,
    Spec,
    collapsed,
    folded,
    outside_links,
    pictures_out,
    spoken,
    unbracketed,
)
from cjpublish.importers.markup.names import language as language_of
from cjpublish.importers.markup.pages import page_break
from cjpublish.model import Mark, NoteRef, PageBreak, Text

__all__ = ["Flow", "document", "note"]

Found: TypeAlias = tuple[tuple[Block, ...], tuple[Cut, ...], tuple[Finding, ...], Mapping[str, str]]

LEVELS = 12
"""Levels of blocks within blocks, a list counting two; with a table in the last it is what a manuscript can hold."""


def document(element: Element, hooks: Hooks, language: str) -> Found:
    """Return the blocks of a document, the cuts, the findings and the aliases of its headings."""
    conversion = Conversion(element, hooks, language or language_of(element))
    conversion.waiting.extend(filter(None, [hooks.anchor("")]))
    flow = Flow(conversion, "document", conversion.language)
    page_break(flow, element)
    return _converted(flow, element)


def note(element: Element, hooks: Hooks, language: str) -> Found:
    """Return the same for the text of a note."""
    conversion = Conversion(element, hooks, language)
    return _converted(Flow(conversion, "note", language, depth=1), element)


def _converted(flow: Flow, element: Element) -> Found:
    conversion = flow.conversion
    conversion.named(element)
    claim(conversion)
    flow.tongue(element)
    flow.walk(element)
    found = list(flow.finish())
    unsaid(conversion)
    if flow.waiting:
        fix = "put the reference where it belongs"
        conversion.warn("lone-note", "a reference to a note stands where there is no text", element, fix)
        last = next((index for index in reversed(range(len(found))) if isinstance(found[index], Paragraph)), None)
        before = found.pop(last) if last is not None else None
        text = before.inlines if isinstance(before, Paragraph) else (Text("*"),)
        found.insert(len(found) if last is None else last, Paragraph((*text, *flow.waiting)))
    blocks, aliases = conversion.identified(found)
    return blocks, tuple(conversion.cuts), tuple(conversion.findings), aliases


@dataclass(slots=True)
class Flow:
    """The blocks of a document, or of a quotation, an item, a cell … within it."""

    conversion: Conversion
    """What is common to the tree."""
    kind: str
    """`document`, or what it lies in: `note`, `quote`, `item`, `line` (a heading or term), `cell`, `figure`, `caption`
    or `description`."""
    language: str
    """The language of what comes next."""
    path: Path = ()
    """The marks that are open."""
    depth: int = 0
    """Levels of blocks that it lies in, as a manuscript counts them."""
    quotes: int = 0
    """`q` elements that are open."""
    described: bool = False
    """Whether it lies in a long description, which has neither notes nor pictures nor pages."""
    blocks: list[Block | Caption] = field(default_factory=list)
    """What is finished."""
    leaves: list[Leaf] = field(default_factory=list)
    """The text of the paragraph that is open."""
    waiting: list[NoteRef] = field(default_factory=list)
    """References to notes that no text stands before; common to all flows but those of cells."""
    credits: list[Block] = field(default_factory=list)
    """In a caption: who made the picture."""

    def take(self, element: Element) -> None:
        """Take an element with its content, not what follows it."""
        state = enter(self, element)
        if state is not None:
            self.walk(element)
            leave(self, element, state)

    def walk(self, element: Element) -> None:
        """Take an element's content, not the element itself."""
        self.text(element.text)
        stack = [(element, iter(element), (self.path, self.language, ""))]
        while stack:
            top, children, before = stack[-1]
            child = next(children, None)
            if child is not None:
                state = enter(self, child)
                if state is None:
                    self.text(child.tail)
                else:
                    self.text(child.text)
                    stack.append((child, iter(child), state))
                continue
            stack.pop()
            if stack:
                leave(self, top, before)
                self.text(top.tail)

    def text(self, text: str | None) -> None:
        """Take a run of text."""
        if text:
            if self.conversion.waiting and not text.isspace():
                self.conversion.words()
            self.leaves.append(Leaf(text, self.path))

    def put(self, content: Content) -> None:
        """Take what stands in the text; no code encloses it."""
        path = self.path if isinstance(content, str) else tuple(spec for spec in self.path if spec.tag != "code")
        self.leaves.append(Leaf(content, path))

    def put_behind(self, text: str) -> None:
        """Take text that stands right behind the words so far, even where their paragraph has ended."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and not any(leaf.content for leaf in collapsed(self.leaves)):
            self.blocks[-1] = replace(last, inlines=(*last.inlines, Text(text)))
        else:
            self.put(text)

    def line_break(self) -> None:
        """Take a line break that is meant; a second one ends the paragraph."""
        for leaf in reversed(self.leaves):
            if leaf.content == "\n":
                self.close()
                return
            if not isinstance(leaf.content, str) or leaf.content.strip():
                break
        self.put("\n")

    def open(self, spec: Spec, element: Element) -> None:
        """Open a mark, unless its like is open; what is code holds no marks but links and languages."""
        tags = [each.tag for each in self.path]
        if spec.tag != "span" and spec.tag in tags:
            return
        if len(self.path) >= DEPTH:
            message = f"marks lie in one another more than {DEPTH} deep; the innermost are left out, not their text"
            self.conversion.note("marks-too-deep", message, element)
        elif "code" not in tags:
            self.path = (*self.path, spec)
        elif spec.tag in ("a", "span"):
            self.path = (*self.path[: tags.index("code")], spec, *self.path[tags.index("code") :])

    def tongue(self, element: Element) -> None:
        """Take an element's language; a mark says it where it is another than that of the text around."""
        said = language_of(element)
        if not said:
            return
        if not self.language:
            self.language = said
        elif not _same(said, self.language):
            self.open(Spec("span", lang=said), element)
            self.language = said

    def close(self) -> None:
        """End the paragraph that is open."""
        if not self.leaves:
            return
        leaves, figures, letters = pictures_out(self.leaves)
        self.leaves = []
        for letter in letters:
            message = f"a picture stands for a letter or word, and its alternative text for it: '{letter.figure.alt}'"
            self.conversion.note("drawn-letter", message, letter.element)
        leaves = outside_links(collapsed(unbracketed(leaves)))
        if spoken(leaves):
            self.blocks.append(Paragraph((*folded(leaves), *self.waiting)))
            self.waiting.clear()
        else:
            self.blocks.extend(leaf.content for leaf in leaves if isinstance(leaf.content, PageBreak))
            self.lone(tuple(leaf.content for leaf in leaves if isinstance(leaf.content, NoteRef)))
        self.blocks.extend(figures)

    def lone(self, references: Sequence[NoteRef]) -> None:
        """Give references to notes to the text right before, or else to the next one."""
        last = self.blocks[-1] if self.blocks else None
        if references and isinstance(last, Paragraph):
            self.blocks[-1] = replace(last, inlines=(*last.inlines, *references))
        else:
            self.waiting.extend(references)

    def within(self, kind: str, cost: int = 1) -> Flow:
        """Return a flow for what a block that stands here encloses, `cost` levels deeper."""
        described = self.described or kind == "description"
        depth = self.depth + cost
        return Flow(
            self.conversion, kind, self.language, self.path, depth, self.quotes, described, waiting=self.waiting
        )

    def cell(self) -> Flow:
        """Return a flow for a cell, which keeps references to notes to itself."""
        return replace(self.within("cell"), waiting=[])

    @property
    def limit(self) -> int:
        """Levels of blocks within blocks that a manuscript can hold."""
        return LEVELS

    @property
    def in_line(self) -> bool:
        """Whether its blocks will be joined to one line."""
        return self.kind in ("line", "cell", "caption")

    def too_deep(self, cost: int, element: Element) -> bool:
        """Tell, and record, that a block of so many levels would lie too deep."""
        if self.depth + cost <= LEVELS:
            return False
        message = f"blocks lie in one another more than {LEVELS} levels deep; the innermost came without their frames"
        self.conversion.note("blocks-too-deep", message, element)
        return True

    def add(self, *blocks: Block | Caption) -> None:
        """Take blocks that are whole, after what is open."""
        self.close()
        self.conversion.words()
        self.blocks.extend(blocks)

    def heading(self, level: int, inlines: Inlines, element: Element) -> None:
        """Take a heading; a paragraph in bold stands for it where a manuscript has none."""
        if self.kind == "document":
            self.add(Heading(level, inlines))
            return
        if not self.in_line:
            message = "a heading within a quotation, list, figure or note became a paragraph in bold"
            self.conversion.note("heading-inside", message, element)
            inlines = (Mark("strong", inlines),)
        self.add(Paragraph(inlines))

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks, all closed."""
        self.close()
        found, references = with_captions(self.blocks, self.kind == "figure")
        self.blocks = list(found)
        self.waiting.extend(references)
        return tuple(_without_idle_breaks(found))


def _same(one: str, other: str) -> bool:
    """Tell whether two languages differ by no more than what one of them does not say: `en`, `en-GB`."""
    first, second = f"{one.lower()}-", f"{other.lower()}-"
    return first.startswith(second) or second.startswith(first)


def _without_idle_breaks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, of several changes of scene in a row one."""
    for before, block in zip(chain([None], blocks), blocks, strict=False):
        if not (isinstance(block, Break) and isinstance(before, Break)):
            yield block
