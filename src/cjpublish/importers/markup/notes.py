"""Notes: which links refer to a note, and the texts of the notes taken out of the flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from cjpublish.draft import Block, Cut
from cjpublish.errors import Finding, Severity
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.note_links import Lead, Pair, pairs
from cjpublish.importers.markup.note_texts import begins, cleaned, gathered, removed
from cjpublish.model import NoteRef

__all__ = ["TakenNotes", "called", "take_notes"]


@dataclass(frozen=True, slots=True)
class TakenNotes:
    """The notes of some documents that belong together."""

    references: Mapping[Element, str]
    """By each anchor that refers to a note, the note's key; `Hooks.note` is its `get`."""
    targets: Mapping[str, Element]
    """By key, an element with the note's text and nothing else, out of its tree; `convert_note` reads it. In the order
    of the first references."""
    homes: Mapping[str, str]
    """By key, the name of the document that the note's text stood in, which its own links count from."""
    cuts: tuple[Cut, ...]
    """What was left out: headings such as "Notes" that nothing is left beneath."""
    findings: tuple[Finding, ...]
    """What was changed or guessed."""


def _within(document: str, href: str) -> tuple[str, str] | None:
    """Lead to the ids of the very document."""
    return (document, href[1:]) if href.startswith("#") and len(href) > 1 else None


def take_notes(documents: Mapping[str, Element], lead: Lead = _within) -> TakenNotes:
    """Find the notes of documents in reading order, by their name, and take the notes' texts out of the trees.

    A note is what says so (`epub:type`, `role`: DPUB-ARIA 1.1), or what a short mark such as `3`, `*` or `[b]` leads to
    and a link leads back from, or an item of a section of footnotes. Links back and the mark before the text go. A note
    that nothing refers to stays where it is. Keys are "1", "2", … through all documents.
    """
    found, links = pairs(documents, lead)
    roots = set(documents.values())
    anchors: dict[Element, list[Element]] = {}
    targets: dict[Element, Pair] = {}
    for pair in found:
        anchors.setdefault(pair.body, []).append(pair.anchor)
        targets.setdefault(pair.body, pair)
    keys = {body: str(number) for number, body in enumerate(anchors, 1)}
    places = {body: _home(body, documents) for body in anchors}
    wholes = {body: gathered(targets[body], set(anchors), roots) for body in anchors}
    marked = all(begins(body, own) for body, own in anchors.items())
    backs = sum(cleaned(whole, anchors[body], links, marked) for body, whole in wholes.items())
    cuts = removed(tuple(wholes.values()), roots)
    findings = (_summary(len(keys), backs),) if keys else ()
    return TakenNotes(
        {anchor: keys[body] for body, own in anchors.items() for anchor in own},
        {keys[body]: whole for body, whole in wholes.items()},
        {keys[body]: place for body, place in places.items()},
        cuts,
        findings,
    )


def _home(body: Element, documents: Mapping[str, Element]) -> str:
    around = {body, *body.iterancestors()}
    return next((document for document, root in documents.items() if root in around), "")


def _summary(count: int, backs: int) -> Finding:
    message = f"notes were found by their links: {count}; {backs} links back were taken out, new ones are made"
    return Finding("notes-found", Severity.NOTE, message, fix="see whether each note's text is whole")


def called(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the keys of the notes that blocks refer to, each once, in order."""
    keys: dict[str, None] = {}
    stack: list[Any] = [tuple(blocks)]
    while stack:
        node = stack.pop()
        if isinstance(node, NoteRef):
            keys[node.note] = None
        elif isinstance(node, tuple):
            stack.extend(reversed(node))
        elif is_dataclass(node) and not isinstance(node, type):
            stack.extend(getattr(node, each.name) for each in reversed(fields(node)))
    return tuple(keys)
