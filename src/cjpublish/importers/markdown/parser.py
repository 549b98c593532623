"""The parser: CommonMark with what pandoc, kramdown and Goldmark (Hugo) read besides."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from cjpublish.importers import refused
from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markdown.attributes import block_attributes, inline_attributes, read
from cjpublish.importers.markdown.headings import headings
from cjpublish.importers.markdown.renderer import Renderer
from cjpublish.importers.markdown.tables import tables
from cjpublish.importers.markdown.tags import hiding_tags
from cjpublish.importers.markdown.templates import templates
from cjpublish.importers.markdown.touches import dashes, touches
from cjpublish.importers.markdown.uncalled import uncalled
from cjpublish.readers.superscripts import superscripts_plugin

__all__ = ["parse", "writer"]

_DEPTH = 20
"""Levels of blocks within blocks; the parser leaves out what lies deeper, and a manuscript can't hold it."""
_DIV = re.compile(r" {0,3}:{3,}[ \t]*(\{[^}]*\}|[^:\s{][^:{]*)?[ \t]*(\{[^}]*\})?[ \t]*:*[ \t]*$")


def parse(text: str, env: MutableMapping[str, Any]) -> list[Token]:
    """Return the tokens of a text.

    `env` holds `account` (the Account that is told what is left out), `line` (lines of the file before the text), and
    `filled` (whether a program such as Jekyll fills the file in and sets its dashes). Raises InputError where the text
    is nested more deeply than can be read.
    """
    account: Account = env["account"]
    fix = "take some levels away"
    try:
        tokens = _parser().parse(text, env)
    except RecursionError:
        raise refused(account.original, "too-deep", "notes or brackets are nested too deeply", fix) from None
    for token in tokens:
        if token.nesting == 1 and token.level >= _DEPTH - 1:
            line = (token.map[0] if token.map else 0) + 1 + env["line"]
            raise refused(account.original, "too-deep", "this is nested too deeply", fix, line)
    return tokens


def writer() -> tuple[Renderer, OptionsDict]:
    """Return what writes the tokens as HTML, and the options that its functions take."""
    return Renderer(_parser()), _parser().options


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH})
    parser.enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True)
    parser.use(superscripts_plugin)
    parser.use(templates).use(inline_attributes)
    parser.block.ruler.before("fence", "div", _div, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.after("block", "attributes", block_attributes)
    parser.core.ruler.after("attributes", "headings", headings)
    parser.core.ruler.after("headings", "tables", tables)
    parser.core.ruler.after("tables", "touches", touches)
    parser.core.ruler.before("footnote_tail", "uncalled", uncalled)
    parser.core.ruler.push("hiding_tags", hiding_tags)
    parser.core.ruler.push("dashes", dashes)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the hook that the library documents
    return parser


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line of colons: with a name or attributes it opens a division (pandoc, Docusaurus), else it closes one."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", begin) or state.sCount[start] - state.blkIndent > 3:
        return False
    found = _DIV.match(state.src[begin : state.eMarks[start]])
    if found is None:
        return False
    opened = state.env.get("divisions", 0)
    if not found.group(1) and not opened:
        return False
    if silent:
        return True
    token = state.push("html_block", "", 0)
    token.map = [start, start + 1]
    if not found.group(1):
        state.env["divisions"] = opened - 1
        token.content = "</div>\n"
    else:
        state.env["divisions"] = opened + 1
        token.content = _opening(found.group(1).strip(), found.group(2) or "")
    state.line = start + 1
    return True


def _opening(words: str, braces: str) -> str:
    attributes = read(words if words.startswith("{") else braces)
    name, _, title = ("", "", "") if words.startswith("{") else words.partition(" ")
    attributes["class"] = f"{name} {attributes.get('class', '')}".strip()
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    title = title.strip(" []\"'")
    return f"<div{written}>\n" + (f"<p><strong>{escape(title)}</strong></p>\n" if title else "")
