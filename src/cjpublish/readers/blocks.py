"""Blocks: the parser's block tokens to the model's blocks, for chapters and for texts in the settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.model import (
    Block,
    Break,
    Code,
    Heading,
    Item,
    List,
    Mark,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    inline_text,
)
from cjpublish.readers import Reading, html, page_breaks
from cjpublish.readers.anchors import claim, claim_named, named
from cjpublish.readers.figures import figure, lone_picture
from cjpublish.readers.inlines import convert, cut, inlines, language_tag, sentences
from cjpublish.readers.lines import Lines
from cjpublish.readers.parser import DEPTH, parse_blocks
from cjpublish.readers.scope import Definition, Document, Scope
from cjpublish.readers.tables import CAPTION, Caption, table, with_captions
from cjpublish.segment import Segmenter
from cjpublish.settings import Passage

__all__ = ["blocks", "heading", "passage", "sorted_out"]

_ATTRIBUTES = re.compile(
    r"(?:^|(?<!\\)\s+|(?<=[^\s\\\])`])(?=\{\s*#))\{\s*([#.][^\s{}]+|[\w:-]+=[^\s{}]+)(\s+(?:[#.][^\s{}]+|[\w:-]+=[^\s{}]+))*\s*\}$"
)


def blocks(tokens: Iterator[Token], scope: Scope, until: str = "") -> tuple[Block, ...]:
    """Return the blocks that tokens stand for, to the end or to the token `until`, which is taken too."""
    found: list[Block | Caption] = []
    captions = False
    for token in tokens:
        if token.type == until:
            break
        block = _BLOCKS[token.type](token, tokens, scope)
        if isinstance(block, tuple):
            found += block
        elif block is not None:
            captions = captions or isinstance(block, Caption)
            found.append(block)
    return with_captions(found, scope) if captions else tuple(found)  # type: ignore[arg-type]  # there is no Caption


def passage(text: Passage, segmenter: Segmenter, reading: Reading) -> tuple[Block, ...]:
    """Return a text of the settings, written in the same Markdown; it has no headings, pictures or notes."""
    content = unicodedata.normalize("NFC", text.text)
    env: dict[str, object] = {}
    first = Source(text.source.path, text.source.line)
    document = Document(reading, Lines(first, content.split("\n")), env)
    scope = Scope(document, segmenter)
    tokens = sorted_out(parse_blocks(content, env), document)
    for definition in document.definitions.values():
        place = document.lines.place(definition.line)
        reading.fault("note-here", "a text in the settings has no notes", place, "write it out")
    found = blocks(iter(tokens), scope)
    document.report_unused_links()
    return found


def sorted_out(tokens: list[Token], document: Document) -> list[Token]:
    """Return tokens without the definitions of notes and links, which go to the document."""
    kept: list[Token] = []
    open_notes: list[tuple[str, int, list[Token]]] = []
    reading, lines = document.reading, document.lines
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.nesting == 1 and token.level >= DEPTH - 1:
            reading.fault("too-deep", "this is nested too deeply", lines.place(line), "take some levels away")
        if token.type == "footnote_reference_open":
            open_notes.append((token.meta["label"], line, kept))
            kept = []
        elif token.type == "footnote_reference_close":
            label, begin, outer = open_notes.pop()
            _define(label, Definition(kept, begin), document)
            kept = outer
        elif token.type == "definition":
            label = token.meta["id"]
            if label in document.references:
                first = f"the one in line {lines.place(document.references[label]).line} is taken"
                reading.warn("duplicate-link", f"the link '{label}' is defined twice", lines.place(line), first)
            document.references.setdefault(label, line)
        else:
            kept.append(token)
    return kept


def _define(label: str, definition: Definition, document: Document) -> None:
    if label in document.definitions:
        first = document.lines.place(document.definitions[label].line)
        fix = f"the first is in line {first.line}; give this one another name"
        document.reading.fault(
            "duplicate-note", f"the note '{label}' is here twice", document.lines.place(definition.line), fix
        )
        return
    document.definitions[label] = definition


# --- headings ---------------------------------------------------------------------------------------------------------


def heading(opening: Token, tokens: Iterator[Token], scope: Scope) -> Heading:
    """Return a chapter's heading, whose id is taken; take its tokens."""
    inline = next(tokens)
    next(tokens)
    source, level = scope.place(opening), int(opening.tag[1:])
    content, name, lang = _attributes(inline, source, scope)
    inline.content = content
    found = inlines(inline, scope)
    title = " ".join(inline_text(found).split())
    if not title:
        scope.reading.fault("empty-heading", "this heading has no text", source, "write it, or take the # away")
    if level > scope.level + 1:
        fix = f"write {'#' * (scope.level + 1)} for the level below the heading before it"
        message = f"a heading of level {level} follows one of level {scope.level}; it moves up to the level below that"
        scope.reading.warn("heading-level", message, source, fix)
    scope.level = level
    own = claim_named(name, source, scope.reading) if name else None
    own = own or claim(named(title, "chapter" if level == 1 else "section"), source, scope.reading)
    if lang:
        found = (Mark("span", found, lang=lang),)
    return Heading(own, level, scope.segmenter.sentence(found, source), source)


def _attributes(inline: Token, source: Source, scope: Scope) -> tuple[str, str, str | None]:
    """Return a heading's content without the braces at its end, and the id and language that stand in them."""
    braces = _ATTRIBUTES.search(inline.content) if inline.content.endswith("}") else None
    if braces is None:
        return inline.content, "", None
    name, lang = "", None
    for word in braces.group().strip().strip("{}").split():
        key, _, value = word.partition("=")
        if word.startswith("#") and not name:
            name = word[1:]
        elif key == "lang" and lang is None:
            lang = language_tag(value.strip("\"'"), source, scope)
        else:
            fix = "an id and a language can stand here, as in {#id lang=fr}"
            scope.reading.fault("bad-attribute", f"a heading has no attribute '{word}'", source, fix)
    return inline.content[: braces.start()], name, lang


# --- one function a kind of token -------------------------------------------------------------------------------------


def _heading(opening: Token, tokens: Iterator[Token], scope: Scope) -> Block | None:
    if scope.notes is not None and opening.level == 0:
        return heading(opening, tokens, scope)
    where = "a text in the settings" if scope.notes is None else "a quotation, list or note"
    fix = "write **bold** for a line that stands out"
    scope.reading.fault("heading-here", f"{where} has no headings", scope.place(opening), fix)
    return _text(opening, sentences(next(tokens), scope, scope.place(opening)), tokens, scope)


def _paragraph(opening: Token, tokens: Iterator[Token], scope: Scope) -> Block | Caption | tuple[PageBreak, ...] | None:
    inline = next(tokens)
    source = scope.place(opening)
    if inline.content.startswith("Table:"):
        inline.content = CAPTION.sub("", inline.content, count=1)
        next(tokens)
        return Caption(sentences(inline, scope, source), source)
    if "![" not in inline.content:
        words = inlines(inline, scope)
        if pages := page_breaks.lone(words):
            next(tokens)
            return pages
        return _text(opening, cut(words, scope, source), tokens, scope)
    begin, end = inline.map or (0, 0)
    content = scope.document.inlines(inline.content, begin)
    image = lone_picture(content)
    if image is None:
        return _text(opening, cut(convert(content, begin, end, scope), scope, source), tokens, scope)
    next(tokens)
    return figure(image, source, scope, lambda text, segmenter: passage(text, segmenter, scope.reading))


def _text(opening: Token, found: tuple[Sentence, ...], tokens: Iterator[Token], scope: Scope) -> Block | None:
    next(tokens)
    return Paragraph(found, scope.place(opening)) if found else None


def _quote(opening: Token, tokens: Iterator[Token], scope: Scope) -> Block | None:
    content = blocks(tokens, scope, "blockquote_close")
    if content:
        return Quote(content, scope.place(opening))
    scope.reading.warn("empty", "this quotation is empty and is left out", scope.place(opening))
    return None


def _list(opening: Token, tokens: Iterator[Token], scope: Scope) -> Block | None:
    kind = "ordered" if opening.type == "ordered_list_open" else "bullet"
    items = []
    for token in tokens:
        if token.type != "list_item_open":
            break
        content = blocks(tokens, scope, "list_item_close")
        if not content:
            scope.reading.warn("empty", "this item is empty and is left out", scope.place(token))
            continue
        items.append(Item(content))
    start = int(opening.attrs.get("start", 1))
    return List(kind, tuple(items), start, scope.place(opening), _list_id(opening, scope)) if items else None


def _definitions(opening: Token, tokens: Iterator[Token], scope: Scope) -> Block:
    items: list[Item] = []
    term: tuple[Sentence, ...] = ()
    for token in tokens:
        if token.type == "dl_close":
            break
        if token.type == "dt_open":
            term = sentences(next(tokens), scope, scope.place(token))
            next(tokens)
        else:
            items.append(Item(blocks(tokens, scope, "dd_close"), term))
            term = ()
    return List("definition", tuple(items), source=scope.place(opening), id=_list_id(opening, scope))


def _list_id(opening: Token, scope: Scope) -> str:
    return claim(f"{scope.name}-list".lstrip("-"), scope.place(opening), scope.reading)


def _code(token: Token, tokens: Iterator[Token], scope: Scope) -> Block:
    language, _, rest = token.info.strip().partition(" ")
    source = scope.place(token)
    if rest:
        fix = "only the name of a language can stand behind the fence"
        scope.reading.warn("code-info", f"'{rest.strip()}' is left out", source, fix)
    begin, end = token.map or (0, 0)
    if token.markup and (end - 1 <= begin or token.markup not in scope.document.lines.lines[end - 1]):
        scope.reading.warn("open-code", "this code never ends", source, f"put {token.markup} on the line after it")
    return Code(token.content.removesuffix("\n"), language, source)


def _break(token: Token, tokens: Iterator[Token], scope: Scope) -> Block:
    return Break(scope.place(token))


def _html(token: Token, tokens: Iterator[Token], scope: Scope) -> None:
    html.refuse(token.content, scope.place(token), scope.reading)


def _front_matter(token: Token, tokens: Iterator[Token], scope: Scope) -> None:
    scope.reading.fault("front-matter", "a text in the settings has no front matter", scope.place(token))


_BLOCKS: dict[str, Callable[[Token, Iterator[Token], Scope], Block | Caption | tuple[PageBreak, ...] | None]] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "blockquote_open": _quote,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "dl_open": _definitions,
    "table_open": table,
    "fence": _code,
    "code_block": _code,
    "hr": _break,
    "html_block": _html,
    "front_matter": _front_matter,
}
