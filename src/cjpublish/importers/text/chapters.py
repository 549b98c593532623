"""The blocks of a text as chapters, which its own headings begin, or which the program proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjpublish.draft import Block, Break, Chapter, Cut, Figure, Heading, List, Paragraph, Quote
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.text.blocks import Found
from cjpublish.model import Text, inline_text

__all__ = ["chapters_of"]

_LONG = 6000
"""Words from which a text without headings is divided."""
_PART = 3000
"""Words of a part that the program proposes, more or less."""
_SCENE = 800
"""Words from which a part may end at a change of scene."""
_BOOK = 4000
"""Words from which headings without numbers begin chapters; in a shorter text they are sections."""
_CONTENTS = 3
"""Headings of chapters right after one another that are a table of contents."""


def chapters_of(
    title: str, found: Sequence[Found], original: Original
) -> tuple[list[Chapter], list[Cut], list[Finding]]:
    """Return the chapters, what was left out to make them, and what the program made up.

    Numbered headings begin chapters; in a long text so do others. A long text without any is divided into "Part 1",
    "Part 2" …, which a finding says are the program's own. Otherwise there is one chapter, with the text's title.
    """
    found, cuts = _without_contents(found)
    kind = _dividing(found)
    if kind:
        return _divided(title, found, kind), cuts, []
    words = sum(_words(block) for block, _, _ in found)
    headings = any(isinstance(block, Heading) for block, _, _ in found)
    if words > _LONG and not headings:
        chapters = list(_proposed(found))
        if len(chapters) > 1:
            message = (
                f"the text has no headings: it was divided into {len(chapters)} parts, "
                "whose headings are the program's own and not the author's"
            )
            fix = "write headings of your own, or join the files"
            return chapters, cuts, [Finding("proposed-chapters", Severity.WARNING, message, original.place(), fix)]
    return [Chapter((_heading(1, title), *(_lowered(block) for block, _, _ in found)))], cuts, []


def _without_contents(found: Sequence[Found]) -> tuple[list[Found], list[Cut]]:
    """Leave out a table of contents: headings of chapters with nothing between, which all come again."""
    keys = Counter(
        inline_text(block.inlines).casefold()
        for block, _, kind in found
        if kind in ("division", "part") and isinstance(block, Heading)
    )
    kept: list[Found] = []
    cuts: list[Cut] = []
    place = 0
    while place < len(found):
        stop = place
        while stop < len(found) and found[stop][2] in ("division", "part"):
            stop += 1
        texts = [inline_text(block.inlines) for block, _, _ in found[place:stop] if isinstance(block, Heading)]
        # The last of the run may be the first chapter's own.
        if stop - place > _CONTENTS and all(keys[text.casefold()] > 1 for text in texts[:-1]):
            last = stop if keys[texts[-1].casefold()] > 1 and texts[-1] not in texts[:-1] else stop - 1
            cuts += [
                Cut("table of contents", text, one[1]) for text, one in zip(texts, found[place:last], strict=False)
            ]
            kept += found[last:stop]
        else:
            kept += found[place:stop]
        if stop < len(found):
            kept.append(found[stop])
        place = stop + 1
    return kept, cuts


def _dividing(found: Sequence[Found]) -> tuple[str, ...]:
    """Return the kinds of headings that begin chapters; none where none do."""
    kinds = Counter(kind for _, _, kind in found if kind)
    if kinds["division"] + kinds["part"] > 1:
        return "division", "part"
    words = sum(_words(block) for block, _, _ in found)
    for kind in ("underlined", "capitals", "line"):
        if kinds[kind] > 1 and words > max(_BOOK, 400 * kinds[kind]):
            return (kind, "division", "part")
    return ()


def _divided(title: str, found: Sequence[Found], kinds: tuple[str, ...]) -> list[Chapter]:
    chapters: list[list[Block]] = [[_heading(1, title)]]
    before = ""
    for block, _, kind in found:
        top = isinstance(block, Heading) and kind in kinds and not (kind == "underlined" and block.level > 1)
        if top and isinstance(block, Heading):
            chapters.append([replace(block, level=1)])
        elif kind in ("line", "capitals") and before == "division" and isinstance(block, Heading):
            chapters[-1] = [_named(chapters[-1][0], block)]
        else:
            chapters[-1].append(_lowered(block))
        before = kind
    if len(chapters[0]) == 1:
        del chapters[0]
    return [Chapter(tuple(blocks)) for blocks in chapters]


def _named(division: Block, name: Heading) -> Heading:
    """Return one heading for "CHAPTER I" and the name on the line beneath it."""
    number = inline_text(division.inlines) if isinstance(division, Heading) else ""
    return _heading(1, f"{number}{' ' if number.endswith(('.', ':')) else ': '}{inline_text(name.inlines)}")


def _proposed(found: Sequence[Found]) -> Iterator[Chapter]:
    blocks: list[Block] = []
    words = number = 0
    left = sum(_words(block) for block, _, _ in found)
    size = left / max(2, round(left / _PART))
    for block, _, _ in found:
        scene = isinstance(block, Break)
        full = words >= size or (scene and words >= _SCENE)
        if full and left >= _SCENE and isinstance(block, Break | Paragraph):
            number += 1
            yield _part(number, blocks)
            blocks, words = [], 0
            if scene:
                continue
        blocks.append(block)
        words += _words(block)
        left -= _words(block)
    yield _part(number + 1, blocks)


def _part(number: int, blocks: Sequence[Block]) -> Chapter:
    return Chapter((_heading(1, f"Part {number}"), *blocks))


def _heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),))


def _lowered(block: Block) -> Block:
    return replace(block, level=2) if isinstance(block, Heading) and block.level < 2 else block


def _words(block: Block) -> int:
    match block:
        case Heading() | Paragraph():
            return len(inline_text(block.inlines).split())
        case Quote():
            return sum(map(_words, block.blocks))
        case List():
            return sum(_words(inner) for item in block.items for inner in item.blocks)
        case Figure():
            return len(inline_text(block.caption).split())
        case _:
            return 0
