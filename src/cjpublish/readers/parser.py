"""The Markdown parser as it is set up here: CommonMark, tables, footnotes, definition lists, spans, superscripts."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from cjpublish.readers.superscripts import superscripts_plugin

__all__ = ["DEPTH", "is_plain", "parse_blocks", "parse_inlines"]

DEPTH = 20
"""Levels of blocks within blocks; the parser leaves out what lies deeper."""
_MARKUP = re.compile(r"[\\`*_~^\[<&{]|  \n")
"""Where there is none of these, nothing but soft line breaks is markup, or was meant to be."""


def is_plain(content: str) -> bool:
    """Tell whether a block's content is text alone, its lines joined by soft breaks."""
    return _MARKUP.search(content) is None


def parse_blocks(text: str, env: dict[str, Any]) -> list[Token]:
    """Return a text's block tokens; the content of `inline` tokens is left for `parse_inlines`."""
    tokens: list[Token] = []
    if text:
        parser = _parser()
        parser.block.parse(text, parser, env, tokens)
    return tokens


def parse_inlines(content: str, env: dict[str, Any]) -> list[Token]:
    """Return the tokens of a block's content; `env` is that of its `parse_blocks`.

    Raises RecursionError where notes are nested hundreds deep.
    """
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(content, parser, env, tokens)
    return tokens


@cache
def _parser() -> MarkdownIt:
    # HTML stays on so that its tokens can be refused, links of every kind so that they can be reported, and
    # references without a note so that none passes for text.
    options = {"maxNesting": DEPTH, "inline_definitions": True, "store_labels": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(deflist_plugin)
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    parser.use(attrs_plugin, spans=True, allowed=("id", "lang")).use(superscripts_plugin)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the hook that the library documents
    return parser
