"""Writes a chapter of a transcript as HTML: the structure of what is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.transcript.sentences import Sentences, page_break
from cjpublish.editions.transcript.transcribed import time
from cjpublish.editions.views.page import attribute, own_language, text
from cjpublish.editions.views.roles import doc_role
from cjpublish.model import (
    Block,
    Break,
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
    Table,
)
from cjpublish.outline import outline
from cjpublish.wording import Wording, wording

__all__ = ["moment", "own", "section"]

_LIST_TAGS = {"bullet": "ul", "ordered": "ol"}
_BACK_ARROW = "↩\ufe0e"
"""With the selector that keeps it from being drawn as an emoji."""
_DEEPEST = 6


def section(sentences: Sentences) -> str:
    """Return a chapter as a section: headings one level below the page's own, notes last.

    A picture is not shown: its description is, marked as such. What the program says to announce tables, quotations and
    the numbers of lists is for the ear; here their elements say it.
    """
    heard = sentences.chapter
    chapter = heard.chapter
    levels = {heading.id: min(level + 1, _DEEPEST) for heading, level in outline(chapter)}
    first, *rest = chapter.blocks
    title = sentences.id(first.sentence) if isinstance(first, Heading) else ""
    writer = _Writer(sentences, wording(sentences.language), levels, title)
    body = f'{writer.block(first)}<p class="time">{moment(heard.span.begin)}</p>\n{writer.blocks(rest)}'
    name = doc_role(chapter.role)
    role = f' role="{name}"' if name else ""
    label = f' aria-labelledby="{title}"' if title else ""
    return f'<section id="{chapter.id}"{role}{label}>\n{body}</section>\n'


def moment(milliseconds: int) -> str:
    """Return a moment as an HTML time element, a duration from the start (HTML, 4.5.14)."""
    return f'<time datetime="PT{milliseconds // 1000}S">{time(milliseconds)}</time>'


def own(phrase: str, language: str) -> str:
    """Return a phrase of the program's own as HTML, marked where the publication's language is another (WCAG 3.1.2)."""
    marked = own_language(wording(language), language)
    return f"<span{marked}>{text(phrase)}</span>" if marked else text(phrase)


@dataclass(frozen=True, slots=True)
class _Writer:
    sentences: Sentences
    words: Wording
    levels: Mapping[str, int]
    """The level of each heading of the outline, by its id."""
    title: str
    """The id of the chapter's heading in the page; empty where it has none."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join([self.block(block) for block in blocks])

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.sentences.element("p", block.sentences)
            case Heading():
                return self.heading(block)
            case Quote():
                return _filled("<blockquote>\n", self.blocks(block.blocks), "</blockquote>\n")
            case List():
                return self.list_(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Code():
                return f'<p class="left-out">[{self.own(self.words.code_left_out)}]</p>\n'
            case Notes():
                return self.notes(block)
            case Break() | PageBreak():
                return "<hr/>\n" if isinstance(block, Break) else f"{page_break('div', block)}\n"

    def own(self, phrase: str) -> str:
        return own(phrase, self.sentences.language)

    def heading(self, block: Heading) -> str:
        """Write a heading; one that is no part of the outline looks like one and is none (HTML, 4.3.11).

        A voice is named before it, so that the name is no part of the outline.
        """
        heard = self.sentences.chapter
        level = self.levels.get(block.id)
        tag, style = (f"h{level}", "") if level else ("p", ' class="heading"')
        name = self.sentences.speaker.change(heard, heard.said([block.sentence]))
        speaker = f'<p class="speaker">{text(name)}:</p>\n' if name else ""
        anchor = "" if block.id == heard.chapter.id else f' id="{block.id}"'
        return f"{speaker}<{tag}{anchor}{style}>{self.sentences.span(block.sentence)}</{tag}>\n"

    def list_(self, block: List) -> str:
        if block.kind == "definition":
            return _filled("<dl>\n", "".join([self.definition(item) for item in block.items]), "</dl>\n")
        tag = _LIST_TAGS[block.kind]
        start = f' start="{block.start}"' if block.kind == "ordered" and block.start != 1 else ""
        return _filled(f"<{tag}{start}>\n", "".join([self.item("li", i) for i in block.items]), f"</{tag}>\n")

    def definition(self, item: Item) -> str:
        return self.sentences.element("dt", item.term) + self.item("dd", item)

    def item(self, tag: str, item: Item) -> str:
        """Write an item; a lone paragraph needs no element of its own, and neither does one before a list."""
        match item.blocks:
            case (Paragraph() as only,):
                return self.sentences.element(tag, only.sentences)
            case (Paragraph() as first, List() as nested):
                content = f"{self.sentences.spans(first.sentences)}\n{self.block(nested)}".lstrip("\n")
            case _:
                content = self.blocks(item.blocks)
        return _filled(f"<{tag}>", content, f"</{tag}>\n")

    def table(self, block: Table) -> str:
        """Write a table with its caption and its columns' headers, in a region that can be scrolled by keyboard."""
        write = self.sentences.element
        caption = write("caption", block.caption)
        head = "".join([write("th", cell, attributes=' scope="col"') or "<td></td>\n" for cell in block.header.cells])
        rows = ["".join([write("td", cell) or "<td></td>\n" for cell in row.cells]) for row in block.rows]
        body = "".join([f"<tr>\n{row}</tr>\n" for row in rows])
        name = f"{self.sentences.chapter.chapter.id}-{block.id}"
        label = f'aria-labelledby="{self.sentences.id(block.caption[0])}"' if caption else self.label(self.words.table)
        return (
            f'<div class="table" role="region" tabindex="0" {label}>\n<table id="{name}">\n{caption}'
            f"<thead>\n<tr>\n{head}</tr>\n</thead>\n{_filled('<tbody>', body, '</tbody>')}\n</table>\n</div>\n"
        )

    def label(self, phrase: str) -> str:
        return f'aria-label="{attribute(phrase)}"'

    def figure(self, block: Figure) -> str:
        """Write what is said of a picture; nothing of one that only decorates."""
        if block.image and block.alt is None:
            return ""
        write = self.sentences.element
        label = write("p", [block.label], attributes=' class="figure-label"') if block.label else ""
        alt = write("p", [block.alt] if block.alt else [], f'<b class="label">{self.own(self.words.description)}:</b> ')
        caption = _filled("<figcaption>", self.caption(block), "</figcaption>\n")
        long = [block.description_label] if block.description_label else []
        description = write("p", long, attributes=' class="figure-label"') + self.blocks(block.description)
        more = _filled('<div class="description">\n', description, "</div>\n")
        name = f"{self.sentences.chapter.chapter.id}-{block.id}"
        return _filled(f'<figure id="{name}">\n', f"{label}{alt}{caption}", "</figure>\n") + more

    def caption(self, block: Figure) -> str:
        return "".join([self.sentences.element("p", part) for part in (block.caption, block.credit)])

    def notes(self, block: Notes) -> str:
        """Write a chapter's notes as one section, with a link back for each reference; nothing where none is heard."""
        if not self.sentences.chapter.said([block.heading]):
            return ""
        name = self.sentences.speaker.change(self.sentences.chapter, [block.heading])
        speaker = f'<p class="speaker">{text(name)}:</p>\n' if name else ""
        heading = f"<h3>{self.sentences.span(block.heading)}</h3>\n"
        body = "".join([self.note(note) for note in block.notes])
        # Landmarks of a page need names of their own: "Notes", and then the chapter's.
        label = f"{self.sentences.id(block.heading)} {self.title}".strip()
        return (
            f'<section class="notes" id="{block.id}" role="doc-endnotes" aria-labelledby="{label}">\n'
            f"{speaker}{heading}{body}</section>\n"
        )

    def note(self, block: Note) -> str:
        number = f'<span class="note-number">{self.sentences.spans([block.label])}</span> '
        links = " ".join([self.back(block, place) for place in range(len(block.references))])
        match block.blocks:
            case (Paragraph() as only,):
                body = f"<p>{number}{self.sentences.spans(only.sentences)} {links}</p>\n"
            case (Paragraph() as first, *others):
                body = f"<p>{number}{self.sentences.spans(first.sentences)}</p>\n{self.blocks(others)}<p>{links}</p>\n"
            case blocks:
                body = f"<p>{number}</p>\n{self.blocks(blocks)}<p>{links}</p>\n"
        return f'<div id="{block.id}" role="doc-footnote">\n{body}</div>\n'

    def back(self, block: Note, place: int) -> str:
        letter = chr(ord("a") + place % 26) if len(block.references) > 1 else ""
        label = self.label(self.words.back.format(number=f"{block.number}{letter}"))
        lang = own_language(self.words, self.sentences.language)
        shown = f"{_BACK_ARROW}{f'<sup>{letter}</sup>' if letter else ''}"
        return f'<a href="#{block.references[place]}" role="doc-backlink" {label}{lang}>{shown}</a>'


def _filled(begin: str, content: str, end: str) -> str:
    """Return content between two tags; nothing where there is none."""
    return f"{begin}{content}{end}" if content else ""
