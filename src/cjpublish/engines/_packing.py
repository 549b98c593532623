"""How a text is cut into requests of a limited length."""

from __future__ import annotations

import re
import unicodedata

from cjpublish.engines._quiet import has_words

__all__ = ["pack"]

_CLAUSE = re.compile(r"(?<=[.!?…;:,،؛؟।។–—)\]])\s+|(?<=[。！？；：，、])\s*")


def pack(text: str, most: int) -> list[str]:
    """Cut a text into pieces of at most `most` characters, each with as many whole clauses as it holds.

    A clause longer than a piece is cut at spaces, a word longer than a piece anywhere. Only white space at a cut and
    pieces without words are left out.
    """
    pieces: list[str] = []
    for clause in filter(None, _CLAUSE.split(" ".join(text.split()))):
        if pieces and len(pieces[-1]) + 1 + len(clause) <= most:
            pieces[-1] += " " + clause
        else:
            pieces += _cut(clause, most)
    return [piece for piece in pieces if has_words(piece)]


def _cut(clause: str, most: int) -> list[str]:
    pieces = []
    while len(clause) > most:
        end = clause.rfind(" ", 1, most + 1)
        if end < 0:
            end = most
            # A sign that is written on the letter before it stays with it.
            while end > 1 and unicodedata.category(clause[end]).startswith("M"):
                end -= 1
        pieces.append(clause[:end])
        clause = clause[end:].lstrip()
    return [*pieces, clause]
