"""Headings: the names that programs give them, and pandoc's way to link to one by its words alone."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore

__all__ = ["headings", "plain"]

_PUNCTUATION = re.compile(r"[^\w\- ]")
_MARKUP = re.compile(r"[\\`*_\[<&]")


def headings(state: StateCore) -> None:
    """Give each heading without an id the one that GitHub makes of its words; a rule between blocks and inlines.

    In a file of another program's `[Its words]` is a link to it (pandoc, `implicit_header_references`).
    """
    taken: dict[str, int] = {}
    references = state.env.setdefault("references", {})
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        content = state.tokens[index + 1].content
        if "id" not in token.attrs:
            name = _PUNCTUATION.sub("", plain(content).lower()).replace(" ", "-")
            count = taken.get(name, 0)
            taken[name] = count + 1
            token.attrs["id"] = f"{name}-{count}" if count else name
        label = normalizeReference(content)
        if state.env["filled"] and label:
            references.setdefault(label, {"title": "", "href": f"#{token.attrs['id']}"})


def plain(text: str) -> str:
    """Return a line of Markdown as words on one line, such as a title in front matter."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    (inline,) = MarkdownIt("commonmark").parseInline(text)
    children = [child for child in inline.children or () if "html" not in child.type]
    return " ".join("".join(" " if "break" in child.type else child.content for child in children).split())
