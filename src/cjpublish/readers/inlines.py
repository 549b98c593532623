"""The content of a block: the parser's inline tokens to the model's inlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Sentence, Text, inline_text
from cjpublish.readers import links, page_breaks
from cjpublish.readers.html import refuse
from cjpublish.readers.parser import is_plain
from cjpublish.readers.scope import Scope

__all__ = ["convert", "cut", "inlines", "language_tag", "sentences"]

_DEPTH = 8
"""Marks within marks."""
_MARKS = {
    "em_open": "em",
    "link_open": "a",
    "s_open": "s",
    "span_open": "span",
    "strong_open": "strong",
    "sub_open": "sub",
    "sup_open": "sup",
}
_MARK_ENDS = frozenset(name.replace("open", "close") for name in _MARKS)
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_LEFT_OVER = re.compile(r"\]\(|\]\[|\*\*|~~|\{(?:[#.][\w-]+|-|lang=[^\s{}]*)\}")
"""Markup that the parser took for text."""
_LOST = re.compile("[\x0c\ufffd]")
"""What an entity such as `&#0;` becomes that stands for no character."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def inlines(token: Token, scope: Scope) -> tuple[Inline, ...]:
    """Return the content of an `inline` token."""
    if is_plain(token.content):
        text = token.content
        return (Text(_SOFT_BREAK.sub(" ", text) if "\n" in text else text),) if text else ()
    begin, end = token.map or (0, 0)
    return convert(scope.document.inlines(token.content, begin), begin, end, scope)


def sentences(token: Token, scope: Scope, source: Source) -> tuple[Sentence, ...]:
    """Return the sentences of an `inline` token."""
    return cut(inlines(token, scope), scope, source)


def cut(content: tuple[Inline, ...], scope: Scope, source: Source) -> tuple[Sentence, ...]:
    """Return the sentences of inlines; a note or a page break that no text stands beside is a fault."""
    found = scope.segmenter.sentences(content, source)
    lost = {type(leaf) for leaf in _leaves(content)} if content and not found else set()
    if NoteRef in lost:
        scope.reading.fault("lone-note", "this note belongs to no text", source, "put it behind a word or sentence")
    if PageBreak in lost:
        fix = "put it beside a word, or without marks into a paragraph of its own"
        scope.reading.fault("lone-page", "this page break belongs to no text", source, fix)
    return found


def _leaves(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Mark):
            yield from _leaves(inline.children)
        else:
            yield inline


def convert(tokens: Sequence[Token], begin: int, end: int, scope: Scope) -> tuple[Inline, ...]:
    """Return inline tokens, which stand in the lines from `begin` to before `end`, as inlines."""
    builder = _Builder(scope, begin, max(end, begin + 1), (begin, 0))
    for token in tokens:
        builder.take(token)
    return builder.finish()


def language_tag(value: object, source: Source, scope: Scope) -> str | None:
    """Return a `lang` attribute's value; None after reporting that it is no BCP 47 language tag."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    scope.reading.fault("bad-language", f"'{value}' is no language tag", source, "such as `fr`, `km` or `pt-BR`")
    return None


@dataclass(slots=True)
class _Frame:
    """A mark that is open."""

    tag: str
    token: Token | None
    children: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    scope: Scope
    begin: int
    end: int
    cursor: tuple[int, int]
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("", None)])
    parts: list[str] = field(default_factory=list)

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self.text(token.content)
        elif kind == "text_special":
            self.special(token)
        elif kind == "softbreak":
            self.parts.append(" ")
        elif kind == "hardbreak":
            self.parts.append("\n")
        elif kind in _MARKS:
            self.flush()
            self.stack.append(_Frame(_MARKS[kind], token))
        elif kind in _MARK_ENDS:
            self.flush()
            self.close()
        else:
            self.single(token)

    def single(self, token: Token) -> None:
        """Take a token that is whole by itself."""
        if token.type == "code_inline":
            self.flush()
            lang = self.attributes(token)
            self.add(Mark("code", (Text(token.content),), lang=lang))
        elif token.type == "footnote_ref":
            self.note(token)
        elif token.type == "image":
            fix = "put it into a paragraph of its own, with an empty line before and after"
            place = self.place("![")
            self.scope.reading.fault("picture-in-text", "a picture can't stand within a line", place, fix)
            self.parts.append(token.content)
        else:
            refuse(token.content, self.place(token.content), self.scope.reading)

    def special(self, token: Token) -> None:
        """Take an escaped character or an entity."""
        if token.info == "entity" and _LOST.search(token.content):
            place, fix = self.place(token.markup), "write the character that is meant"
            self.scope.reading.fault("control-character", f"`{token.markup}` is no character", place, fix)
        self.parts.append(token.content)

    def text(self, content: str) -> None:
        for sign in dict.fromkeys(_LEFT_OVER.findall(content)):
            fix = f"if it is meant as text, write `\\{sign[0]}` for `{sign[0]}`"
            if sign[0] == "]":
                fix = f"is a bracket not closed, or is there a space in the address (write %20)? {fix}"
            elif sign[0] == "{":
                fix = (
                    "an id stands behind a heading, a language and a page right behind brackets:"
                    f" `[mot]{{lang=fr}}`, `[12]{{.page}}`; {fix}"
                )
            message = f"here `{sign}` is read as text, not as markup"
            self.scope.reading.warn("left-over", message, self.place(sign), fix)
        self.parts.append(content)

    def note(self, token: Token) -> None:
        self.flush()
        scope, label = self.scope, token.meta.get("label")
        place = self.place(f"[^{label}]" if label else "^[")
        if scope.notes is None:
            scope.reading.fault("note-here", "a text in the settings has no notes", place, "write it out")
        elif not scope.notes.chapter:
            fix = "put it behind the first sentence"
            scope.reading.fault("note-here", "a chapter's title has no notes", place, fix)
        elif any(frame.tag == "a" for frame in self.stack):
            scope.reading.fault("note-in-link", "a note can't stand within a link", place, "put it behind the link")
        elif label is not None and label not in scope.document.definitions:
            fix = f"write it anywhere in this file as `[^{label}]: …`; for a plain bracket write `\\[`"
            scope.reading.fault("missing-note", f"there is no note '{label}'", place, fix)
        else:
            key = token.meta["id"] if label is None else label
            self.add(scope.notes.refer(key, self.cursor[0], place, scope.reading))

    def close(self) -> None:
        """End the innermost mark."""
        frame = self.stack.pop()
        children, token = tuple(frame.children), frame.token
        if token and frame.tag == "span" and page_breaks.is_page(token):
            label = inline_text(children)
            place = self.place(f"[{label}]{{", label or "]{")
            if found := page_breaks.page_break(token, children, place, self.scope):
                self.add(found)
            return
        href = self.link(token, children) if token and frame.tag == "a" else None
        lang = self.attributes(token) if token else None
        if len(self.stack) > _DEPTH:
            place = self.scope.document.lines.place(self.begin)
            self.scope.reading.fault("too-deep", "marks are nested too deeply here", place, "take some of them away")
        elif frame.tag == "span" and lang is None:
            if token and not token.attrs and not token.meta:
                fix = "write the language, as in `[mot]{lang=fr}`, or take the brackets away"
                place = self.place("]{")
                self.scope.reading.fault("bad-attribute", "these braces say nothing", place, fix)
        elif (frame.tag != "a" or href) and children:
            self.add(Mark(frame.tag, children, href, lang))
            return
        self.stack[-1].children.extend(children)

    def link(self, token: Token, children: tuple[Inline, ...]) -> str | None:
        reading, href = self.scope.reading, str(token.attrs.get("href", ""))
        label = token.meta.get("label")
        if label:
            self.scope.document.used.add(label)
        place = self.place(f"]({href}" if href else "](", f"<{href}", f"][{label}", href, "[")
        if not inline_text(children).strip():
            reading.fault("empty-link", "this link has no text", place, "write between [ and ] where it leads")
            return None
        if "title" in token.attrs:
            message = "a link's title is shown by few e-readers and is left out"
            reading.warn("link-title", message, place, "say it in the text")
        return links.target(href, place, reading)

    def attributes(self, token: Token) -> str | None:
        """Return the language that an attribute gives; report every other attribute."""
        refused = dict(token.meta.get("insecure_attrs", {}))
        if "id" in token.attrs:
            refused["id"] = token.attrs["id"]
        for name, value in refused.items():
            written = {"id": f"#{value}", "class": f".{str(value).partition(' ')[0]}"}.get(name, f"{name}=")
            fix = "an id belongs behind a heading" if name == "id" else "only `lang` can stand here, as in {lang=fr}"
            place = self.place(written, name)
            self.scope.reading.fault("bad-attribute", f"there is no attribute '{written}' here", place, fix)
        if "lang" not in token.attrs:
            return None
        value = str(token.attrs["lang"])
        return language_tag(value, self.place(f"lang={value}", f'lang="{value}"'), self.scope)

    def place(self, *snippets: str) -> Source:
        """Return where the first of the snippets that can be found stands, from the last place on."""
        lines = self.scope.document.lines
        for snippet in snippets:
            found = lines.find(snippet, self.cursor, self.end)
            if found:
                line, column = found
                self.cursor = (line, column + 1)
                return Source(lines.first.path, lines.first.line + line, column + 1 if lines.first.column else 0)
        return lines.place(self.begin)

    def add(self, inline: Inline) -> None:
        self.stack[-1].children.append(inline)

    def flush(self) -> None:
        if self.parts:
            self.stack[-1].children.append(Text("".join(self.parts)))
            self.parts.clear()

    def finish(self) -> tuple[Inline, ...]:
        self.flush()
        while len(self.stack) > 1:
            self.close()
        return tuple(self.stack[0].children)
