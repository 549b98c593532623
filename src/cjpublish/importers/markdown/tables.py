"""Tables: captions joined with them, and those of pandoc's that are drawn in characters, kept as they are drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from cjpublish.importers.markdown.account import Account

__all__ = ["tables"]

_CAPTION = re.compile(r"(?:Table(?:\s+\d+)?)?:\s+", re.IGNORECASE)
_GRID = re.compile(r"\+(?:[-=:]+\+)+[ \t]*(?:\n|$)")
_RULED = re.compile(r"^[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$", re.MULTILINE)


def tables(state: StateCore) -> None:
    """Give tables their captions; let tables that are drawn in characters stand as code, and tell it."""
    lines = state.src.split("\n")
    tokens = state.tokens
    _drawn(tokens, lines, state.env["account"], state.env["line"])
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if _is_caption(tokens, index) and found and found[-1].type == "table_close":
            _insert(found, tokens[index + 1])
            index += 3
        elif _is_caption(tokens, index) and index + 3 < len(tokens) and tokens[index + 3].type == "table_open":
            found.extend((tokens[index + 3], *_caption(tokens[index + 1])))
            index += 4
        else:
            found.append(token)
            index += 1
    state.tokens = found


def _is_caption(tokens: Sequence[Token], index: int) -> bool:
    if tokens[index].type != "paragraph_open":
        return False
    return _CAPTION.match(tokens[index + 1].content) is not None


def _insert(found: list[Token], inline: Token) -> None:
    """Put a caption into the table that has just closed, unless it has one."""
    begin = next(place for place in range(len(found) - 1, -1, -1) if found[place].type == "table_open")
    if found[begin + 1].type == "caption_open":
        paragraph = (Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True))
        found.extend(paragraph)
    else:
        found[begin + 1 : begin + 1] = _caption(inline)


def _caption(inline: Token) -> tuple[Token, Token, Token]:
    inline.content = _CAPTION.sub("", inline.content, count=1)
    return Token("caption_open", "caption", 1, block=True), inline, Token("caption_close", "caption", -1, block=True)


def _drawn(tokens: list[Token], lines: Sequence[str], account: Account, before: int) -> None:
    """Let each table that is drawn be code, as it stands in the file."""
    index = 0
    while index < len(tokens):
        begin, count = tokens[index].map, _drawing(tokens, index, lines)
        if count and begin is not None:
            end = max(token.map[1] for token in tokens[index : index + count] if token.map)
            content = "\n".join(lines[begin[0] : end]) + "\n"
            code = Token("code_block", "code", 0, content=content, map=[begin[0], end], block=True)
            code.level = tokens[index].level
            tokens[index : index + count] = [code]
            fix = "write it with `|` between the cells and a line of `|---|` beneath the header"
            message = "this table is drawn in characters, and stands as it is drawn"
            account.warn("drawn-table", message, begin[0] + 1 + before, fix)
        index += 1


def _drawing(tokens: Sequence[Token], index: int, lines: Sequence[str]) -> int:
    """Return how many tokens from a place on are a table that is drawn; 0 where none begins.

    A line of dashes with gaps, which parts the header of such a table from its rows, reads as a change of scene.
    """
    if tokens[index].type != "paragraph_open":
        return 0
    content = tokens[index + 1].content
    if _GRID.match(content) or ("--" in content and _RULED.search(content)):
        return 3
    kinds = [token.type for token in tokens[index + 3 : index + 5]]
    if kinds == ["hr", "paragraph_open"]:
        header, rule, rows = (tokens[place].map or [0, 0] for place in (index, index + 3, index + 4))
        if header[1] == rule[0] and rule[1] == rows[0] and _RULED.match(lines[rule[0]]):
            return 7
    return 0
