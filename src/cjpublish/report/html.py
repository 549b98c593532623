"""Pieces of HTML: escaped text, tables, what is folded away."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from cjpublish.editions.views.page import direction

__all__ = ["attributes", "folded", "list_of", "pairs", "picture", "place_name", "prose", "table", "text"]

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What an HTML document can't hold, or UTF-8 can't."""
_CODE = re.compile("`([^`]+)`")


def text(characters: str) -> str:
    """Escape characters for content and for attributes in double quotes; what can't stand there becomes U+FFFD."""
    return escape(_UNFIT.sub("\ufffd", characters))


def prose(words: str) -> str:
    """Escape a message of the program's; what stands in backquotes is code."""
    return _CODE.sub(r"<code>\1</code>", text(words))


def attributes(language: str) -> str:
    """Return the attributes that mark a text of the publication's; the page itself is in English."""
    if not language or language.lower() == "en":
        return ""
    turn = ' dir="rtl"' if direction(language) == "rtl" else ""
    return f' lang="{text(language)}"{turn}'


def place_name(name: str) -> str:
    """Write a file's name."""
    return f"<code>{text(name)}</code>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table of markup whose first column heads its rows; in a narrow window each row is a block of lines.

    Roles are written out, because what is shown as a block is no table for some screen readers; the names of columns
    then stand before the cells.
    """
    names = [name if name.endswith("?") else f"{name}:" for name in heads[1:]]
    head = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in heads)
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{first}</th>'
        + "".join(f'<td role="cell" data-label="{name}">{cell}</td>' for name, cell in zip(names, cells, strict=True))
        + "</tr>\n"
        for first, *cells in rows
    )
    return (
        f'<table role="table">\n<caption>{caption}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}</tbody></table>\n'
    )


def folded(summary: str, body: str, *, is_open: bool = False) -> str:
    """Write markup that a reader unfolds under a line of markup; a printed page shows it all."""
    return f"<details{' open' if is_open else ''}>\n<summary>{summary}</summary>\n{body}</details>\n"


def list_of(items: Iterable[str]) -> str:
    """Write a list of markup."""
    return f"<ul>\n{''.join(f'<li>{item}</li>{chr(10)}' for item in items)}</ul>\n"


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Write names and what is said of them, both markup; a pair without anything said is left out."""
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in rows if value)
    return f"<dl>\n{shown}</dl>\n" if shown else ""


def picture(content: bytes, alternative: str) -> str:
    """Write a thumbnail, which is JPEG or SVG, within the page."""
    kind = "jpeg" if content.startswith(b"\xff\xd8") else "svg+xml"
    return f'<img alt="{text(alternative)}" src="data:image/{kind};base64,{b64encode(content).decode("ascii")}">'
