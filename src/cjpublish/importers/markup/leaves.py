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

__all__ = [
    "Content",
    "Leaf",
    "Path",
    "Picture",
    "Spec",
    "collapsed",
    "folded",
    "outside_links",
    "pictures_out",
    "spoken",
    "unbracketed",
]

DEPTH = 8
"""Marks within marks that a manuscript can hold (readers.inlines)."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*")
_NOTHING = re.compile("[\u00ad\ufeff\x00-\x08\x0b\x0e-\x1f\x7f\u2060]")
"""Soft hyphens, marks of byte order, control characters: nothing that is read."""
_MEANT = re.compile("[\u2028\u2029]")
"""Line breaks that are characters."""
_EDGE = " \n\u00a0"
_GLYPH = 3
"""So many characters at most stand for a letter or word that is drawn."""
_TRIFLES = " \t\r\n\u00a0[](){},;"
"""What stands between raised numbers and says nothing."""


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


def pictures_out(leaves: Sequence[Leaf]) -> tuple[list[Leaf], list[Figure], list[Picture]]:
    """Return leaves without pictures, the figures that follow the paragraph, and the pictures that became text.

    A picture directly beside a letter whose alternative text is of one to three letters or digits is a letter that is
    drawn, and its alternative text takes its place.
    """
    if not any(isinstance(leaf.content, Picture) for leaf in leaves):
        return list(leaves), [], []
    found: list[Leaf] = []
    figures: list[Figure] = []
    letters: list[Picture] = []
    for index, leaf in enumerate(leaves):
        if not isinstance(leaf.content, Picture):
            found.append(leaf)
            continue
        before = leaves[index - 1].content if index else ""
        behind = leaves[index + 1].content if index + 1 < len(leaves) else ""
        alt = leaf.content.figure.alt or ""
        if 0 < len(alt) <= _GLYPH and alt.isalnum() and (_letter(before, -1) or _letter(behind, 0)):
            found.append(replace(leaf, content=alt))
            letters.append(leaf.content)
        else:
            figures.append(leaf.content.figure)
    return found, figures, letters


def _letter(content: Content, side: int) -> bool:
    return isinstance(content, str) and bool(content) and content[side].isalpha()


def unbracketed(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves without raised type around references to notes, without its commas, and without square brackets."""
    if not any(isinstance(leaf.content, NoteRef) for leaf in leaves):
        return list(leaves)
    found = [
        replace(leaf, path=_level(leaf.path)) if isinstance(leaf.content, NoteRef) else leaf
        for index, leaf in enumerate(leaves)
        if not _is_trifle(leaf) or not _beside_note(leaves, index)
    ]
    for index in range(1, len(found) - 1):
        before, behind = found[index - 1].content, found[index + 1].content
        if not isinstance(found[index].content, NoteRef) or not isinstance(before, str) or not isinstance(behind, str):
            continue
        if before.endswith("[") and behind.startswith("]"):
            found[index - 1] = replace(found[index - 1], content=before[:-1])
            found[index + 1] = replace(found[index + 1], content=behind[1:])
    return found


def _level(path: Path) -> Path:
    return tuple(spec for spec in path if spec.tag not in ("sup", "sub"))


def _beside_note(leaves: Sequence[Leaf], index: int) -> bool:
    beside = leaves[max(index - 1, 0) : index + 2]
    return any(isinstance(leaf.content, NoteRef) for leaf in beside)


def _is_trifle(leaf: Leaf) -> bool:
    """Tell whether a leaf is raised and says nothing, such as the comma between two raised numbers."""
    content = leaf.content
    raised = isinstance(content, str) and any(spec.tag == "sup" for spec in leaf.path)
    return raised and isinstance(content, str) and bool(content.strip()) and not content.strip(_TRIFLES)


def outside_links(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return leaves whose links hold no page break, which moves before the link, and no note, which moves behind."""
    found: list[Leaf] = []
    late: list[Leaf] = []
    begin, link = 0, None
    for leaf in leaves:
        own = next((spec for spec in leaf.path if spec.tag == "a"), None)
        if own != link:
            found.extend(late)
            late.clear()
            begin, link = len(found), own
        if own is None or isinstance(leaf.content, str):
            found.append(leaf)
            continue
        moved = replace(leaf, path=leaf.path[: leaf.path.index(own)])
        if isinstance(leaf.content, PageBreak):
            found.insert(begin, moved)
            begin += 1
        else:
            late.append(moved)
    return [*found, *late]


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
