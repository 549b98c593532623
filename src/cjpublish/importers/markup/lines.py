"""The leaves of a paragraph before they are folded: pictures, brackets around notes, notes within links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjpublish.draft import Figure
from cjpublish.importers.markup.leaves import Content, Leaf, Path, Picture
from cjpublish.model import NoteRef, PageBreak

__all__ = ["outside_links", "pictures_out", "unbracketed"]

_GLYPH = 3
"""So many characters at most stand for a letter or word that is drawn."""
_TRIFLES = " \t\r\n\u00a0[](){},;"
"""What stands between raised numbers and says nothing."""


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
