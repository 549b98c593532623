"""Attributes in braces: pandoc's and kramdown's ids, languages and classes of headings and other blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from cjpublish.importers.markdown.account import Account

__all__ = ["ALLOWED", "block_attributes", "inline_attributes", "read"]

ALLOWED = ("id", "lang", "class", "alt", "fig-alt")
"""The attributes that mean something here."""
_WORD = r"(?:[#.][\w:.-]+|-|=\w+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+))"
_BRACES = rf"\{{:?\s*(?P<words>{_WORD}(?:\s+{_WORD})*)?\s*\}}"
_AT_END = re.compile(rf"[ \t]*{_BRACES}[ \t]*#*[ \t]*$")
_ONE = re.compile(_WORD)
_LINE = re.compile(r"\{::?/?\s*[\w.#-][^{}\n]*\}|\{:/\}")
"""A line of kramdown's that speaks of the block around it."""
_INLINE = re.compile(_BRACES)


def read(text: str) -> dict[str, str]:
    """Return the attributes that braces hold."""
    found: dict[str, str] = {}
    for word in _ONE.findall(text):
        if word.startswith("#"):
            found["id"] = word[1:]
        elif word.startswith("."):
            found["class"] = f"{found.get('class', '')} {word[1:]}".strip()
        elif "=" in word[1:]:
            key, _, value = word.partition("=")
            found["lang" if key == "xml:lang" else key] = value.strip("\"'")
    return {key: value for key, value in found.items() if key in ALLOWED}


def block_attributes(state: StateCore) -> None:
    """Take the braces off headings' ends, and kramdown's lines of them off blocks; a rule between blocks and inlines.

    A list with `{:toc}` stands for a table of contents that kramdown makes, and is cut.
    """
    account: Account = state.env["account"]
    tokens = state.tokens
    gone: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type != "inline" or not ("{:" in token.content or token.content.rstrip().endswith("}")):
            continue
        opening = tokens[index - 1]
        if opening.type == "heading_open":
            if found := _AT_END.search(token.content):
                opening.attrs.update(read(found.group("words") or ""))
                token.content = token.content[: found.start()]
            continue
        rest, attributes, toc = _without_lines(token.content)
        if toc and (span := _list_around(tokens, index)):
            gone.update(span)
            account.cut("table of contents", rest, (token.map or [0])[0] + 1 + state.env["line"])
        elif rest != token.content:
            opening.attrs.update(attributes)
            token.content = rest
            if not rest.strip():
                gone.update((index - 1, index, index + 1))
    state.tokens = [token for index, token in enumerate(tokens) if index not in gone]


def _without_lines(content: str) -> tuple[str, dict[str, str], bool]:
    """Return a paragraph without kramdown's lines before and behind it, what they say, and whether one says `toc`."""
    lines = content.split("\n")
    attributes: dict[str, str] = {}
    toc = False
    while lines and (found := next((place for place in (-1, 0) if _is_kramdown(lines[place])), None)) is not None:
        line = lines.pop(found)
        toc = toc or "toc" in re.findall(r"\w+", line)[:1]
        attributes.update(read(line))
    return "\n".join(lines), attributes, toc


def _is_kramdown(line: str) -> bool:
    return line.lstrip().startswith("{:") and _LINE.fullmatch(line.strip()) is not None


def _list_around(tokens: Sequence[Token], index: int) -> range | None:
    """Return the places of the list that a paragraph lies in."""
    for begin in range(index, -1, -1):
        if (
            tokens[begin].type in ("bullet_list_open", "ordered_list_open")
            and tokens[begin].level < tokens[index].level
        ):
            close = tokens[begin].type.replace("open", "close")
            ends = _closing(tokens, begin, close)
            return range(begin, next(ends) + 1)
    return None


def _closing(tokens: Sequence[Token], begin: int, close: str) -> Iterator[int]:
    level = tokens[begin].level
    return (
        place for place in range(begin, len(tokens)) if tokens[place].type == close and tokens[place].level == level
    )


def inline_attributes(parser: MarkdownIt) -> None:
    """Let a parser know `[mot]{lang=fr}` and braces behind a picture, a link or code, kramdown's `{: … }` anywhere."""
    parser.inline.ruler.after("link", "span", _span)
    parser.inline.ruler.before("escape", "braces", _braces)


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    begin, limit = state.pos + 1, state.posMax
    if state.src.find("]{", begin, limit) < 0:  # finding a bracket's end takes long
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    found = _INLINE.match(state.src, end + 1, limit) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        state.pos, state.posMax = begin, end
        token = state.push("span_open", "span", 1)
        token.attrs.update(read(found.group("words") or ""))
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = found.end(), limit
    return True


def _braces(state: StateInline, silent: bool) -> bool:
    """Give attributes to the picture, link or code that has just ended; what else kramdown marks goes without."""
    if state.src[state.pos] != "{" or state.pos == 0:
        return False
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    last = state.tokens[-1] if state.tokens and not state.pending else None
    fits = last is not None and last.type in ("image", "code_inline", "link_close", "span_close")
    if not fits and (not state.src.startswith("{:", state.pos) or state.src[state.pos - 1].isspace()):
        return False
    if last is not None and fits and not silent:
        target = last if last.nesting == 0 else _opening(state.tokens)
        target.attrs.update(read(found.group("words") or ""))
    state.pos = found.end()
    return True


def _opening(tokens: Sequence[Token]) -> Token:
    """Return the token that the last one, which closes something, belongs to."""
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0:
            return token
    return tokens[-1]
