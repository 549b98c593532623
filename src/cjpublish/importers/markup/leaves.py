"""Leaves: a paragraph's text as flat runs with their marks, and the inlines made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from cjpublish.draft import Figure, Inlines
from cjpublish.importers.markup.hooks import Element
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text

__all__ = ["Content", "Leaf", "Path", "Picture", "Spec", "collapsed", "folded", "spoken"]

DEPTH = 8
"""Marks within marks that a manuscript can hold (readers.inlines)."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*")
_NOTHING = re.compile("[\u00ad\ufeff\x00-\x08\x0b\x0e-\x1f\x7f\u2060]")
"""Soft hyphens, marks of byte order, control characters: nothing that is read."""
_MEANT = re.compile("[\u2028\u2029]")
"""Line breaks that are characters."""
_EDGE = " \n\u00a0"


@dataclass(frozen=True, slots=True)
class Spec:
    """A mark without its content."""

    tag: str
    """As `Mark.tag`."""
    href: str | None = None
    """As `Mark.href`."""
    lang: str | None = None
    """As `Mark.lang`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in a line."""

    figure: Figure
    """What becomes of it."""
    element: Element
    """Where it stands."""


Path: TypeAlias = tuple[Spec, ...]
Content: TypeAlias = str | NoteRef | PageBreak | Picture


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of text, or one thing that stands in a text, with the marks that enclose it."""

    content: Content
    """A line break that is meant is a text `\\n` by itself."""
    path: Path = ()
    """From the outermost mark."""


def collapsed(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Return leaves with white space as CSS has it (Text 3, 4.1), none at the ends, and none at the edge of a mark.

    Space between two runs belongs to the marks that both have.
    """
    found: list[Leaf] = []
    space = ""
    spaced = False  # whether nothing but page breaks, which take no room, stands behind a space
    for content, path in _pieces(leaves):
        if isinstance(content, str) and not content.strip(_EDGE[:2]):
            space = "\n" if "\n" in (content, space) else " "
            continue
        if space and found and not (space == " " and spaced):
            found.append(Leaf(space, _common(found[-1].path, path)))
            spaced = True
        space = ""
        found.append(Leaf(content, path))
        spaced = spaced and isinstance(content, PageBreak)
    return _trimmed(found)


def _pieces(leaves: Iterable[Leaf]) -> Iterator[tuple[Content, Path]]:
    """Yield runs without white space at their ends, and each such white space as a run of its own."""
    for leaf in leaves:
        if not isinstance(leaf.content, str):
            yield leaf.content, leaf.path
            continue
        if leaf.content == "\n":
            yield "\n", leaf.path
            continue
        text = _SPACE.sub(" ", _NOTHING.sub("", leaf.content))
        for index, line in enumerate(_MEANT.split(text)):
            if index:
                yield "\n", leaf.path
            words = line.strip(" ")
            if words:
                yield from ((" ", leaf.path),) if line[0] == " " else ()
                yield words, leaf.path
                yield from ((" ", leaf.path),) if line[-1] == " " else ()
            elif line:
                yield " ", leaf.path


def _trimmed(leaves: list[Leaf]) -> list[Leaf]:
    """Return leaves without space at their two ends, no-break spaces too, whatever stands between that is no text."""
    return _left_trimmed(_left_trimmed(leaves, 0)[::-1], -1)[::-1]


def _left_trimmed(leaves: list[Leaf], side: int) -> list[Leaf]:
    found: list[Leaf] = []
    for index, leaf in enumerate(leaves):
        if not isinstance(leaf.content, str):
            found.append(leaf)
            continue
        text = leaf.content.lstrip(_EDGE) if side == 0 else leaf.content.rstrip(_EDGE)
        if text:
            return [*found, replace(leaf, content=text), *leaves[index + 1 :]]
    return found


def _common(one: Path, other: Path) -> Path:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return one[:count]


def spoken(leaves: Sequence[Leaf]) -> bool:
    """Tell whether leaves have any text."""
    return any(isinstance(leaf.content, str) and leaf.content.strip(_EDGE) for leaf in leaves)


def folded(leaves: Sequence[Leaf], depth: int = 0) -> Inlines:
    """Return leaves as inlines: what stands side by side under the same mark is in one; none lies deeper than eight."""
    found: list[Inline] = []
    for spec, run in groupby(leaves, lambda leaf: leaf.path[depth] if depth < min(len(leaf.path), DEPTH) else None):
        group = list(run)
        if spec is None:
            found.extend(_plain(group))
        else:
            found.append(Mark(spec.tag, folded(group, depth + 1), spec.href, spec.lang))
    return tuple(found)


def _plain(leaves: list[Leaf]) -> Iterator[Inline]:
    for is_text, run in groupby(leaves, lambda leaf: isinstance(leaf.content, str)):
        if is_text:
            yield Text("".join(str(leaf.content) for leaf in run))
        else:
            yield from (leaf.content for leaf in run if isinstance(leaf.content, NoteRef | PageBreak))
