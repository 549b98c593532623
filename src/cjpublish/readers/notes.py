"""The notes of one chapter: numbered in the order in which they are first referred to."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjpublish.errors import Source
from cjpublish.model import NoteRef
from cjpublish.readers import Reading
from cjpublish.readers.anchors import claim

__all__ = ["Called", "Calls"]


@dataclass(frozen=True, slots=True)
class Called:
    """A note that the chapter refers to."""

    key: str | int
    """Its label, or the parser's number of a note within a line."""
    id: str
    """Unique in the publication."""
    number: int
    """From 1."""
    line: int
    """The line of the first reference, from 0."""
    references: list[str] = field(default_factory=list)
    """The ids of all references so far."""


@dataclass(slots=True)
class Calls:
    """Grows while the chapter is converted; converting a note may call for more."""

    chapter: str = ""
    """The chapter's id; empty while its title is read, which has no notes."""
    called: dict[str | int, Called] = field(default_factory=dict)
    """In order."""
    references: int = 0
    """How many references there are so far."""

    def refer(self, key: str | int, line: int, source: Source, reading: Reading) -> NoteRef:
        """Return a new reference to a note."""
        if key not in self.called:
            number = len(self.called) + 1
            name = claim(f"{self.chapter}-note-{number}", source, reading)
            self.called[key] = Called(key, name, number, line)
        note = self.called[key]
        self.references += 1
        own = claim(f"{self.chapter}-ref-{self.references}", source, reading)
        note.references.append(own)
        return NoteRef(note.id, own, note.number)
