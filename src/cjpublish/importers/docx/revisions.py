"""Revisions: tracked changes accepted, hidden text and remarks taken out, each told (ECMA-376 Part 1, 17.13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cjpublish.draft import Cut
from cjpublish.importers.docx.names import NAMESPACES, Element, properties, tag, text_of
from cjpublish.importers.docx.styles import Styles

__all__ = ["Settled", "remarks", "settle"]

_DELETED = "deleted by a tracked change"
_HIDDEN = "hidden text"
_GONE = tuple(map(tag, ("w:del", "w:moveFrom")))
_COME = tuple(map(tag, ("w:ins", "w:moveTo")))
_REMARKS = tuple(map(tag, ("w:commentReference", "w:commentRangeStart", "w:commentRangeEnd", "w:annotationRef")))


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done to a part."""

    cuts: tuple[Cut, ...]
    """The text that went."""
    insertions: int
    """How many insertions stayed."""
    deletions: int
    """How many deletions went."""


def settle(root: Element, styles: Styles) -> Settled:
    """Accept every tracked change in a part and take out its hidden text; the tree is changed."""
    cuts: list[Cut] = []
    deletions = 0
    for element in list(root.iter(*_REMARKS)):
        _remove(element)
    for element, moved in _deleted(root):
        text = text_of(element)
        if text and not moved:
            cuts.append(Cut(_DELETED, text))
        deletions += 1
        _remove(element)
    _join_paragraphs(root)
    insertions = sum(1 for element in root.iter(*_COME) if element.getparent().tag != tag("w:rPr") and text_of(element))
    cuts += [Cut(_HIDDEN, text) for text in _hidden(root, styles)]
    return Settled(tuple(cuts), insertions, deletions)


def remarks(root: Element | None) -> tuple[Cut, ...]:
    """Return the comments of a document, from the root of their part: each with its author and text."""
    cuts = []
    for comment in () if root is None else root.iterfind("w:comment", NAMESPACES):
        author = comment.get(tag("w:author"), "").strip()
        text = text_of(comment)
        cuts.append(Cut("comment", f"{author}: {text}" if author else text))
    return tuple(cuts)


def _deleted(root: Element) -> list[tuple[Element, bool]]:
    """Return every deleted run of content, table row and cell, and whether it only stands elsewhere now."""
    found = []
    for element in root.iter(*_GONE):
        parent = element.getparent()
        if parent.tag == tag("w:trPr"):
            found.append((parent.getparent(), False))
        elif parent.tag != tag("w:rPr") and not any(above.tag in _GONE for above in element.iterancestors()):
            found.append((element, element.tag == tag("w:moveFrom")))
    found += [(mark.getparent().getparent(), False) for mark in root.iter(tag("w:cellDel"))]
    return found


def _join_paragraphs(root: Element) -> None:
    """Let paragraphs whose mark was deleted or moved away run into the one that follows (17.13.5.15)."""
    above = [next(mark.iterancestors(tag("w:p")), None) for mark in root.iter(*_GONE)]
    marked: dict[Element, None] = dict.fromkeys(each for each in above if each is not None)
    waiting: list[Element] = []
    for paragraph in marked:
        following = paragraph.getnext()
        waiting += [child for child in paragraph if child.tag != tag("w:pPr")]
        if following is not None and following.tag == tag("w:p"):
            _remove(paragraph)
            if following in marked:
                continue
            at = 0 if properties(following) is None else 1
            following[at:at] = waiting
        elif waiting:
            paragraph.extend(waiting)
        elif len(paragraph.getparent()) > 1:
            _remove(paragraph)
        waiting = []


def _hidden(root: Element, styles: Styles) -> Iterator[str]:
    """Take out the hidden runs, and yield the text of those that stand together as one."""
    for paragraph, runs in _by_paragraph(root):
        text = ""
        for run in runs:
            if styles.is_hidden(run, paragraph):
                text += text_of_run(run)
                _remove(run)
            elif text:
                yield text
                text = ""
        if text:
            yield text


def _by_paragraph(root: Element) -> Iterable[tuple[Element, list[Element]]]:
    for paragraph in list(root.iter(tag("w:p"))):
        own = [run for run in paragraph.iter(tag("w:r")) if next(run.iterancestors(tag("w:p")), None) is paragraph]
        yield paragraph, own


def text_of_run(run: Element) -> str:
    """Return a run's text with the space at its ends; empty for the instruction of a field."""
    return "".join(text.text or "" for text in run.iter(tag("w:t")))


def _remove(element: Element) -> None:
    """Take an element out of its tree; a table's last cell stays, emptied, because a row needs one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
