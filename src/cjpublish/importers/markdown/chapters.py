"""Chapters: a text's blocks divided at its headings of level 1, and what the whole is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjpublish.draft import Block, Break, Heading
from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markup import levels
from cjpublish.model import PageBreak, Text, inline_text

__all__ = ["chapters"]


def chapters(
    blocks: Sequence[Block], title: str, name: str, account: Account
) -> tuple[str, tuple[tuple[Block, ...], ...]]:
    """Return the title of the whole and the blocks of each chapter, which begin with its heading.

    `title` is the front matter's, `name` what the file is called, for a text that has neither title nor headings.
    """
    starts = [index for index, block in enumerate(blocks) if _title(block)]
    if not starts:
        title = title or _by_file(name, account)
        return title, ((Heading(1, (Text(title),)), *levels(blocks, 2)),)
    before = tuple(blocks[: starts[0]])
    ends = [*starts[1:], len(blocks)]
    parts = [levels(blocks[begin:end]) for begin, end in zip(starts, ends, strict=True)]
    first = _title(parts[0][0])
    alone = len(parts) > 1 and len(parts[0]) == 1
    if alone and not before and (not title or _same(title, first)):
        return title or first, tuple(parts[1:])  # the title stands on the title page
    if not title:
        title = first if len(parts) == 1 or alone else _by_file(name, account)
    if before and len(parts) == 1:
        if any(not isinstance(block, Break | PageBreak) for block in before):
            account.note("before-heading", "what stood before the heading stands behind it")
        parts[0] = (parts[0][0], *levels(before, 2), *parts[0][1:])
    elif before:
        account.note(
            "before-heading", "what stands before the first heading is a chapter that is called after the title"
        )
        parts.insert(0, (Heading(1, (Text(title),)), *levels(before, 2)))
    return title, tuple(parts)


def _title(block: Block) -> str:
    """Return the words of a heading of level 1; empty for any other block."""
    if not isinstance(block, Heading) or block.level > 1:
        return ""
    return " ".join(inline_text(block.inlines).split())


def _same(one: str, other: str) -> bool:
    first, second = (re.findall(r"[^\W_]+", text.casefold()) for text in (one, other))
    return first == second


def _by_file(name: str, account: Account) -> str:
    fix = "write the title into publication.yaml"
    account.note("no-title", f"the text has no title; it is called after its file: {name}", 0, fix)
    return name or "Untitled"
