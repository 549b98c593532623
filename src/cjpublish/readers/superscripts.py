"""Superscripts and subscripts, `x^2^` and `H~2~O`, as a rule for the Markdown parser."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

__all__ = ["superscripts_plugin"]

_TAGS = {"^": "sup", "~": "sub"}
_SPACE = re.compile(r"(?<!\\)\s|\n")
_RUN = re.compile(r"~+|\^")


def superscripts_plugin(parser: MarkdownIt) -> None:
    r"""Add both marks, as pandoc has them: nothing but what is escaped (`\ `) may be a space within them.

    What they enclose is Markdown again, so that `x^*n*^` can be written, which the rules of mdit-py-plugins can't read.
    `^[` is left to notes, `~~` to what is struck out, and a sign without its partner stays text.
    """
    parser.inline.ruler.after("emphasis", "superscripts", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    begin, sign = state.pos, state.src[state.pos]
    tag = _TAGS.get(sign)
    if silent or tag is None or state.src.startswith("^[", begin):
        return False
    end = _end(state, sign)
    state.pos = begin
    if end is None:
        return False
    maximum, first = state.posMax, len(state.tokens)
    state.push(f"{tag}_open", tag, 1).markup = sign
    state.pos, state.posMax = begin + 1, end
    state.md.inline.tokenize(state)
    state.push(f"{tag}_close", tag, -1).markup = sign
    state.pos, state.posMax = end + 1, maximum
    for token in state.tokens[first:]:
        if token.type == "text_special" and token.content == "\\ ":
            token.content = " "
    return True


def _end(state: StateInline, sign: str) -> int | None:
    """Return where the sign that closes the one at the state's place stands; None where there is none."""
    begin = state.pos + 1
    space = _SPACE.search(state.src, begin, state.posMax)
    last = space.start() if space else state.posMax
    state.pos = begin
    while state.pos < last:
        place = state.pos
        run = _RUN.match(state.src, place, last) if state.src[place] == sign else None
        if run and len(run.group()) % 2:
            return place if place > begin else None
        if run:
            state.pos = run.end()
        else:
            state.md.inline.skipToken(state)
    return None
