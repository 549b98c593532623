"""The text content documents: a chapter as XHTML 1.0, each sentence with its id, in the order in which it is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.daisy202.markup import meta, xhtml
from cjpublish.editions.daisy202.sections import Section
from cjpublish.editions.views.page import attribute, line, tagged, text
from cjpublish.model import (
    Block,
    Break,
    Code,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Metadata,
    Note,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Text,
    inline_text,
    walk_blocks,
)
from cjpublish.outline import outline
from cjpublish.segment import gap

__all__ = ["STYLESHEET", "Surroundings", "addresses", "chapter_text"]

STYLESHEET = "daisy.css"
_LIST_TAGS = {"bullet": "ul", "ordered": "ol"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a chapter's document must know about the rest of the book."""

    metadata: Metadata
    """Of the publication."""
    addresses: Mapping[str, str]
    """By id of a chapter, heading or note: `file#id`."""
    pictures: Mapping[str, str]
    """By the path of a Resource: the picture's file name."""
    texts: Sequence[str]
    """The names of all text content documents, in reading order."""


def addresses(sections: Sequence[Section]) -> dict[str, str]:
    """Return where chapters, headings and notes stand: at the first sentence of each, which has the id there."""
    found: dict[str, str] = {}
    for section in sections:
        for block in walk_blocks(section.chapter.blocks):
            if isinstance(block, Heading):
                found[block.id] = f"{section.text}#{block.sentence.id}"
            elif isinstance(block, Notes):
                found |= {note.id: f"{section.text}#{note.label.id}" for note in block.notes}
    return found


def chapter_text(section: Section, around: Surroundings) -> bytes:
    """Return a chapter's document, UTF-8 (DAISY 2.02, 2.2).

    All ids are those of sentences and of references to notes; pages of a printed edition are left out (see `ncc`).
    Raises InputError where the text holds a character that XML can't.
    """
    levels = {heading.id: level for heading, level in outline(section.chapter)}
    writer = _Writer(around, section.text, levels)
    body = "".join([writer.block(block, True) for block in section.chapter.blocks])
    metadata = around.metadata
    head = meta("dc:identifier", metadata.identifier) + meta("dc:title", metadata.title) + _links(section, around.texts)
    return xhtml(section.title, head, body, metadata.language, section.chapter.source)


def _links(section: Section, texts: Sequence[str]) -> str:
    """Return where the documents before and after lie (DAISY 2.02, 2.2.3)."""
    place = section.number - 1
    near = {
        "start": texts[0],
        "previous": texts[place - 1] if place else "",
        "next": texts[place + 1] if place + 1 < len(texts) else "",
    }
    links = [f'<link rel="{rel}" type="text/html" href="{name}"/>\n' for rel, name in near.items() if name]
    return "".join(links) + f'<link rel="stylesheet" type="text/css" href="{STYLESHEET}"/>\n'


@dataclass(frozen=True, slots=True)
class _Writer:
    around: Surroundings
    file: str
    levels: Mapping[str, int]

    # --- blocks

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join([self.block(block) for block in blocks])

    def block(self, block: Block, is_own: bool = False) -> str:
        """Write a block; `is_own` says that it is of the chapter's own flow."""
        match block:
            case Paragraph():
                style = f' class="{attribute(block.style)}"' if block.style else ""
                return self.element("p", block.sentences, style)
            case Heading():
                level = self.levels.get(block.id) if is_own else None
                tag, style = (f"h{level}", "") if level else ("p", ' class="heading"')
                return self.element(tag, [block.sentence], style)
            case Quote():
                return f"<blockquote>\n{self.blocks(block.blocks)}</blockquote>\n"
            case List():
                return self.list_(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Code():
                return f"<pre><code>{text(block.text)}</code></pre>\n"
            case Notes():
                notes = "".join([self.note(note) for note in block.notes])
                return f'<div class="notes">\n{self.element("h2", [block.heading])}{notes}</div>\n'
            case Break() | PageBreak():
                return "<hr/>\n" if isinstance(block, Break) else ""

    def list_(self, block: List) -> str:
        if block.kind == "definition":
            return f"<dl>\n{''.join([self.definition(item) for item in block.items])}</dl>\n"
        tag = _LIST_TAGS[block.kind]
        start = f' start="{block.start}"' if block.kind == "ordered" and block.start != 1 else ""
        return f"<{tag}{start}>\n{''.join([self.item('li', item) for item in block.items])}</{tag}>\n"

    def definition(self, item: Item) -> str:
        return (self.element("dt", item.term) if item.term else "") + self.item("dd", item)

    def item(self, tag: str, item: Item) -> str:
        match item.blocks:
            case (Paragraph(style="") as only,):
                return self.element(tag, only.sentences)
            case blocks:
                return f"<{tag}>\n{self.blocks(blocks)}</{tag}>\n"

    def table(self, block: Table) -> str:
        caption = self.element("caption", block.caption) if block.caption else ""
        sides = [f' align="{side}"' if side else "" for side in block.alignments]
        head = [
            self.element("th", cell, f' scope="col"{side}') if cell else f"<td{side}></td>\n"
            for cell, side in zip(block.header.cells, sides, strict=True)
        ]
        rows = [
            "".join([self.element("td", cell, side) for cell, side in zip(row.cells, sides, strict=True)])
            for row in block.rows
        ]
        body = "".join([f"<tr>\n{row}</tr>\n" for row in rows])
        return f"<table>\n{caption}<tr>\n{''.join(head)}</tr>\n{body}</table>\n"

    def figure(self, block: Figure) -> str:
        """Write a picture and, as text beside it, all that is said of it: a braille display has no other way to it.

        So the `img` repeats nothing. What only describes the picture is a producer's note (DAISY 2.02, 2.1.12.1), but
        where the picture is missing it is the text itself.
        """
        source = attribute(self.around.pictures[block.image]) if block.image else ""
        image = f'<p><img src="{source}" alt=""/></p>\n' if source else ""
        note = ' class="optional-prodnote"' if source else ""
        if source and block.alt is None:
            return image
        parts = [self.element("p", [block.label], ' class="figure-label"')] if block.label else []
        parts += [image, self.element("div", [block.alt], note) if block.alt else ""]
        parts += [self.element("p", block.caption, ' class="caption"')] if block.caption else []
        parts += [self.element("p", block.credit, ' class="credit"')] if block.credit else []
        if block.description_label:
            label = self.element("p", [block.description_label], ' class="description-label"')
            parts.append(f"<div{note}>\n{label}{self.blocks(block.description)}</div>\n")
        return f'<div class="figure">\n{"".join(parts)}</div>\n'

    def note(self, block: Note) -> str:
        """Write a note; its label leads back to the first reference."""
        label = (
            f'<span id="{block.label.id}"><a href="#{block.references[0]}">'
            f"{self.inlines(block.label.inlines, self.around.metadata.language)}</a></span>"
        )
        match block.blocks:
            case (Paragraph() as first, *others):
                body = f"<p>{label} {self.spans(first.sentences)}</p>\n{self.blocks(others)}"
            case blocks:
                body = f"<p>{label}</p>\n{self.blocks(blocks)}"
        return f'<div class="notebody">\n{body}</div>\n'

    # --- sentences

    def element(self, tag: str, sentences: Sequence[Sentence], attributes: str = "") -> str:
        """Write a block of sentences; a lone sentence gives the block its id, several have a span each."""
        if len(sentences) == 1:
            content = self.inlines(sentences[0].inlines, self.around.metadata.language)
            return f'<{tag} id="{sentences[0].id}"{attributes}>{content}</{tag}>\n'
        return f"<{tag}{attributes}>{self.spans(sentences)}</{tag}>\n"

    def spans(self, sentences: Sequence[Sentence]) -> str:
        parts: list[str] = []
        between = ""
        for sentence in sentences:
            content = self.inlines(sentence.inlines, self.around.metadata.language)
            parts.append(f'{between}<span id="{sentence.id}">{content}</span>')
            between = gap(inline_text(sentence.inlines))
        return "".join(parts)

    def inlines(self, inlines: Sequence[Inline], language: str) -> str:
        return "".join(self.inline(inline, language) for inline in inlines)

    def inline(self, inline: Inline, around: str) -> str:
        """Write an inline that stands in text of a language; a link to what the book hasn't got is none."""
        match inline:
            case Text(characters):
                return line(characters)
            case PageBreak():
                return ""
            case NoteRef():
                link = f'<a href="{self.address(inline.note)}">{inline.number}</a>'
                return f'<span class="noteref" id="{inline.id}">{link}</span>'
            case Mark():
                language = inline.lang or around
                content = self.inlines(inline.children, language)
                tag, href = inline.tag, ""
                if inline.href is not None:
                    target = self.address(inline.href[1:]) if inline.href.startswith("#") else attribute(inline.href)
                    tag, href = ("a", f' href="{target}"') if target else ("span", "")
                return f"<{tag}{href}{tagged(language, around)}>{content}</{tag}>"

    def address(self, name: str) -> str:
        """Return the relative address of an id anywhere in the book; empty where it isn't in it."""
        return self.around.addresses.get(name, "").removeprefix(self.file)
