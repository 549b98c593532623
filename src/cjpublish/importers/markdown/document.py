"""The document: a text as a tree of HTML, and where each line of that comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import html

from cjpublish.importers.markdown.parser import parse, writer

__all__ = ["Document", "document"]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a tree."""

    body: Any
    """lxml's element."""
    starts: Sequence[int]
    """Lines of the HTML that pieces begin in, from 1, in order."""
    lines: Sequence[tuple[int, int]]
    """For each piece the first and the last line of the file that it comes from."""
    notes: int
    """How many notes the Markdown has, not counting those of HTML in it."""

    def line(self, number: int) -> int:
        """Return the line of the file that a line of the tree comes from; 0 where it is not known."""
        place = bisect_right(self.starts, number) - 1
        if place < 0 or not number:
            return 0
        first, last = self.lines[place]
        return min(first + number - self.starts[place], max(first, last))


def document(text: str, env: MutableMapping[str, Any]) -> Document:
    """Return a text of Markdown as a tree; for `env` see `parser.parse`."""
    tokens = parse(text, env)
    renderer, options = writer()
    parts, starts, lines = ["<html><body>"], [1], [(env["line"] + 1, 0)]
    count = 1  # lines of the HTML so far
    for index, token in enumerate(tokens):
        if token.map is not None:
            env["at"] = token.map[0] + 1 + env["line"]
            # Only what is written line by line has its lines in the order of the file's.
            last = token.map[1] + env["line"] if token.type in ("inline", "html_block") else 0
            if (starts[-1], lines[-1]) != (count, (env["at"], last)):
                starts.append(count)
                lines.append((env["at"], last))
        if token.type == "inline":
            written = renderer.renderInline(token.children or [], options, env)
        elif token.type in renderer.rules:
            written = renderer.rules[token.type](tokens, index, options, env)
        else:
            written = renderer.renderToken(tokens, index, options, env)
        count += written.count("\n")
        parts.append(written)
    source = _UNPRINTABLE.sub("", "".join((*parts, "</body></html>")))
    tree = html.document_fromstring(source, parser=html.HTMLParser(huge_tree=True, remove_pis=True))
    body = tree.find("body")
    notes = len(env.get("footnotes", {}).get("list", ()))
    return Document(tree if body is None else body, starts, lines, notes)
