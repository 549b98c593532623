"""Writes a chapter as XHTML: plain string building, so that a long book takes a moment.

Each sentence has its id in the document, for overlays and links: on its own block where the block holds nothing else,
on a span otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cjpublish.editions.views.inlines import Inlines, Surroundings, page_break
from cjpublish.editions.views.page import attribute, check_characters, own_language, page, text
from cjpublish.editions.views.pagination import parted
from cjpublish.editions.views.roles import division, doc_role
from cjpublish.editions.views.words import Words
from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Heading,
    Item,
    List,
    Note,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    Table,
    inline_text,
)
from cjpublish.outline import outline
from cjpublish.wording import Wording, wording

__all__ = ["Surroundings", "chapter_page"]

_LIST_TAGS = {"bullet": "ul", "ordered": "ol"}
_WIDE, _WIDER = 4, 7
"""From so many columns on, a table is too wide for a narrow screen, and for one of middling width."""
_BACK_ARROW = "↩\ufe0e"
"""With the selector that keeps it from being drawn as an emoji."""


def chapter_page(chapter: Chapter, title: str, around: Surroundings, words: Mapping[str, Words]) -> bytes:
    """Return a chapter as an XHTML document, UTF-8, with the title that its head shall have.

    `words` gives by sentence id the words that get a span of their own.

    Raises InputError where the text holds a character that XML can't (XML 1.0, 2.2).
    """
    levels = {heading.id: level for heading, level in outline(chapter)}
    inline = Inlines(around, around.files[chapter.id], words)
    writer = _Writer(around, inline, wording(around.language), levels)
    body = writer.chapter(chapter)
    check_characters(body, f"the text of '{chapter.title}'", chapter.source)
    attributes = f' epub:type="{division(chapter.role)}"'
    return page(title, body, around.language, around.stylesheet, attributes)


@dataclass(frozen=True, slots=True)
class _Writer:
    around: Surroundings
    inline: Inlines
    words: Wording
    levels: Mapping[str, int]

    # --- blocks

    def chapter(self, chapter: Chapter) -> str:
        """Write the section of a chapter, its notes last (standards A.20, A.26)."""
        body = [self.block(block, chapter.id) for block in chapter.blocks]
        first = chapter.blocks[0]
        label = f' aria-labelledby="{_heading_id(first, chapter.id)}"' if isinstance(first, Heading) else ""
        role = doc_role(chapter.role)
        roles = f' epub:type="{chapter.role}"' + (f' role="{role}"' if role else "")
        return f'<section id="{chapter.id}"{roles} class="{chapter.role}"{label}>\n{"".join(body)}</section>\n'

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join([self.block(block) for block in blocks])

    def block(self, block: Block, chapter: str = "") -> str:
        match block:
            case Paragraph():
                style = f' class="{attribute(block.style)}"' if block.style else ""
                return self.inline.element("p", block.sentences, style)
            case Heading():
                return self.heading(block, chapter)
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
                return self.notes(block)
            case Break() | PageBreak():
                return "<hr/>\n" if isinstance(block, Break) else f"{page_break('div', block)}\n"

    def heading(self, block: Heading, chapter: str) -> str:
        """Write a heading; one that is no part of the outline looks like one and is none (standards A.19, A.21).

        A page that begins in it begins before it, or its number would be heard as a part of the heading.
        """
        pages, inlines = parted(block.sentence.inlines)
        before = "".join([f"{page_break('div', each)}\n" for each in pages])
        content = self.inline.sentence(replace(block.sentence, inlines=inlines) if pages else block.sentence)
        level = self.levels.get(block.id) if chapter else None
        tag, style = (f"h{level}", "") if level else ("p", ' class="heading"')
        if block.id == chapter:
            return f'{before}<{tag} id="{block.sentence.id}"{style}>{content}</{tag}>\n'
        return f'{before}<{tag} id="{block.id}"{style}><span id="{block.sentence.id}">{content}</span></{tag}>\n'

    def list_(self, block: List) -> str:
        name = f' id="{block.id}"' if block.id else ""
        if block.kind == "definition":
            return f"<dl{name}>\n{''.join([self.definition(item) for item in block.items])}</dl>\n"
        tag = _LIST_TAGS[block.kind]
        start = f' start="{block.start}"' if block.kind == "ordered" and block.start != 1 else ""
        return f"<{tag}{name}{start}>\n{''.join([self.item('li', item) for item in block.items])}</{tag}>\n"

    def definition(self, item: Item) -> str:
        term = self.inline.element("dt", item.term) if item.term else ""
        return term + self.item("dd", item)

    def item(self, tag: str, item: Item) -> str:
        """Write an item; a lone paragraph needs no element of its own, and neither does one before a list."""
        match item.blocks:
            case (Paragraph(style="") as only,):
                return self.inline.element(tag, only.sentences)
            case (Paragraph(style="") as first, List() as nested):
                return f"<{tag}>{self.inline.spans(first.sentences)}\n{self.block(nested)}</{tag}>\n"
            case _:
                return f"<{tag}>{self.blocks(item.blocks)}</{tag}>\n"

    # --- tables and figures

    def table(self, block: Table) -> str:
        """Write a table with its caption and the scope of each header (standards A.22).

        Each cell also names its column, for screens so narrow that the style sheet sets rows as lists.
        """
        caption = self.inline.element("caption", block.caption) if block.caption else ""
        sides = [f' class="{side}"' if side else "" for side in block.alignments]
        head = [
            self.inline.element("th", cell, f' scope="col"{side}') if cell else f"<td{side}></td>\n"
            for cell, side in zip(block.header.cells, sides, strict=True)
        ]
        labels = [f' data-label="{attribute(_plain(cell))}"' if cell else "" for cell in block.header.cells]
        columns = [("td", f"{label}{side}") for label, side in zip(labels, sides, strict=True)]
        if _has_row_headers(block):
            columns[0] = ("th", f' scope="row"{sides[0]}')
        rows = [
            "".join(
                [self.inline.element(tag, cell, rest) for (tag, rest), cell in zip(columns, row.cells, strict=True)]
            )
            for row in block.rows
        ]
        body = "".join([f"<tr>\n{row}</tr>\n" for row in rows])
        body = f"<tbody>\n{body}</tbody>\n" if body else ""
        width = "" if len(columns) < _WIDE else ' class="wide"' if len(columns) < _WIDER else ' class="wider"'
        top = f'<table id="{block.id}"{width}>\n{caption}<thead>\n<tr>\n{"".join(head)}</tr>\n</thead>\n'
        return f"{top}{body}</table>\n"

    def figure(self, block: Figure) -> str:
        """Write a figure, and its long description right after it (standards A.21).

        Of a picture that is missing the words alone are there, all to be seen.
        """
        details = f"{block.id}-description"
        aria = f' aria-details="{details}"' if block.description else ""
        if not block.image:
            around = aria
            image = self.inline.element("p", [block.alt], ' class="figure-text"') if block.alt else ""
        elif block.alt is None:
            image = f'<img src="{attribute(self.around.pictures[block.image])}" alt="" role="presentation"/>'
            return f'<div id="{block.id}" class="decoration">{image}</div>\n'
        else:
            around = ""
            source, alt = attribute(self.around.pictures[block.image]), attribute(inline_text(block.alt.inlines))
            image = f'<img id="{block.alt.id}" src="{source}" alt="{alt}"{aria}/>\n'
        label = self.inline.element("p", [block.label], ' class="figure-label"') if block.label else ""
        parts = [self.inline.spans(block.caption)] if block.caption else []
        if block.credit:
            parts.append(self.inline.element("span", block.credit, ' class="credit"').rstrip())
        caption = f"<figcaption>{' '.join(parts)}</figcaption>\n" if parts else ""
        return f'<figure id="{block.id}"{around}>\n{label}{image}{caption}</figure>\n{self.description(block, details)}'

    def description(self, block: Figure, name: str) -> str:
        label = block.description_label
        if label is None:
            return ""
        first = self.inline.element("p", [label], ' class="description-label"')
        body = self.blocks(block.description)
        return f'<section id="{name}" class="description" aria-labelledby="{label.id}">\n{first}{body}</section>\n'

    # --- notes

    def notes(self, block: Notes) -> str:
        """Write a chapter's notes as one section (standards A.20); level 2 follows any heading without a gap."""
        heading = self.inline.element("h2", [block.heading])
        opening = f'<section class="notes" epub:type="endnotes" role="doc-endnotes" id="{block.id}"'
        body = "".join([self.note(note) for note in block.notes])
        return f'{opening} aria-labelledby="{block.heading.id}">\n{heading}{body}</section>\n'

    def note(self, block: Note) -> str:
        """Write a note, with a link back for each reference to it (standards A.20)."""
        links = " ".join([self.back(block, place) for place in range(len(block.references))])
        number = self.inline.element("span", [block.label], ' class="note-number"').rstrip() + " "
        match block.blocks:
            case (Paragraph() as only,):
                body = f"<p>{number}{self.inline.spans(only.sentences)} {links}</p>\n"
            case (Paragraph() as first, *others):
                body = f"<p>{number}{self.inline.spans(first.sentences)}</p>\n{self.blocks(others)}<p>{links}</p>\n"
            case blocks:
                body = f"<p>{number}</p>\n{self.blocks(blocks)}<p>{links}</p>\n"
        return f'<aside id="{block.id}" epub:type="footnote" role="doc-footnote">\n{body}</aside>\n'

    def back(self, block: Note, place: int) -> str:
        letter = chr(ord("a") + place % 26) if len(block.references) > 1 else ""
        label = attribute(self.words.back.format(number=f"{block.number}{letter}"))
        shown = f"{_BACK_ARROW}{f'<sup>{letter}</sup>' if letter else ''}"
        language = own_language(self.words, self.around.language)
        return f'<a href="#{block.references[place]}" role="doc-backlink" aria-label="{label}"{language}>{shown}</a>'


def _heading_id(heading: Heading, chapter: str) -> str:
    return heading.sentence.id if heading.id == chapter else heading.id


def _plain(sentences: Sequence[Sentence]) -> str:
    return " ".join([inline_text(sentence.inlines) for sentence in sentences])


def _has_row_headers(table: Table) -> bool:
    """Say whether the first column names the rows: more than one column, no name empty, none twice."""
    names = [_plain(row.cells[0]) for row in table.rows]
    return len(table.header.cells) > 1 and all(names) and len(set(names)) == len(names)
