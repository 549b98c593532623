"""The Draft: what an importer found in a file that is not a manuscript yet.

A Draft is to a manuscript what a Publication is to a book: the importers make it, `drafting` writes it down. Its
inline content is the model's own (`Text`, `Mark`, `NoteRef` with the note's key, `PageBreak`); its blocks hold whole
texts where the model's hold sentences, because sentences are found when the manuscript is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cjpublish.errors import Finding
from cjpublish.model import Inline, PageBreak

__all__ = [
    "Block",
    "Break",
    "Chapter",
    "Code",
    "Cut",
    "Draft",
    "Figure",
    "Heading",
    "Image",
    "Inlines",
    "Item",
    "List",
    "Metadata",
    "Note",
    "Paragraph",
    "Quote",
    "Table",
    "walk_figures",
]

Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    """1 to 6; the chapter's own is 1."""
    inlines: Inlines
    """Its text."""
    id: str = ""
    """Unique in the draft where a link leads to it; else empty."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines
    """Its text; a line break that is meant, as in verse, is `\\n`."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    """What is quoted."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    blocks: tuple[Block, ...]
    """Its content; for a definition list the definition."""
    term: Inlines = ()
    """For a definition list: the term; empty where it is the one before again."""


@dataclass(frozen=True, slots=True)
class List:
    """A list."""

    kind: str
    """`bullet`, `ordered` or `definition`."""
    items: tuple[Item, ...]
    """In order."""
    start: int = 1
    """For `ordered`: the first number."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row."""

    header: tuple[Inlines, ...]
    """The columns' headers, as many as there are columns; empty texts where the source has none."""
    rows: tuple[tuple[Inlines, ...], ...]
    """The body; every row has as many cells as the header."""
    alignments: tuple[str, ...] = ()
    """For each column `left`, `right`, `center` or empty; no item at all says nothing of any column."""
    caption: Inlines = ()
    """What is printed with it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and what is said about it."""

    image: str
    """Its key in `Draft.images`; empty where the source names a picture but has no file of it."""
    alt: str | None = None
    """Alternative text; empty where the source says that the picture is decorative, None where nobody wrote one."""
    caption: Inlines = ()
    """What is printed beneath."""
    credit: Inlines = ()
    """Who made it, without a word such as "Credit:" or "Photo by" before."""
    license: str = ""
    """Under what terms it may be used."""
    description: tuple[Block, ...] = ()
    """The long description."""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code or other text whose spaces and lines matter."""

    text: str
    """With its line breaks."""
    language: str = ""
    """A word without spaces."""


@dataclass(frozen=True, slots=True)
class Break:
    """A change of scene."""


Block: TypeAlias = Heading | Paragraph | Quote | List | Table | Figure | Code | Break | PageBreak


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    key: str
    """What `NoteRef.note` calls it; unique in the chapter, letters, digits, `-` and `_`."""
    blocks: tuple[Block, ...]
    """Its text."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manuscript."""

    blocks: tuple[Block, ...]
    """Its content; the first is its only `Heading` of level 1."""
    notes: tuple[Note, ...] = ()
    """What its `NoteRef`s refer to, each note called at least once."""
    role: str = "chapter"
    """An epub:type that front matter may name (`readers.markdown.FrontMatter`)."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the source has a file of."""

    name: str
    """A file name to go by, with its ending: `plan.svg`."""
    read: Callable[[], bytes]
    """Reads the file; raises InputError where it can't be read."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of itself; each field as in publication.yaml, empty where the source does not say."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    rights: str = ""
    source: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    accessibility_summary: str = ""
    hazards: tuple[str, ...] = ()
    page_source: str = ""
    """The edition that page breaks are of; empty where the source does not say, or has none."""
    truncated: bool = False
    """Whether the text breaks off before its end."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Text that is in the source and not in the manuscript."""

    reason: str
    """Why, in a few plain words that several cuts share: `navigation`, `cookie notice`, `repeats the caption`."""
    text: str
    """What was left out, whole."""
    line: int = 0
    """Where it stands, from 1; 0 where the source has no lines to go by."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that an importer found."""

    metadata: Metadata
    """What the source says of itself."""
    chapters: tuple[Chapter, ...]
    """At least one, in reading order."""
    images: Mapping[str, Image] = field(default_factory=dict)
    """The picture files, by a key of the importer's own."""
    cover: str = ""
    """The key of the cover's picture; empty where there is none."""
    cover_alt: str | None = None
    """The cover's alternative text; None where nobody wrote one."""
    cuts: tuple[Cut, ...] = ()
    """Every text that was left out, in the source's order."""
    findings: tuple[Finding, ...] = ()
    """What was changed or guessed (notes), and what a person must look at (warnings)."""


def walk_figures(blocks: Sequence[Block]) -> Iterator[Figure]:
    """Yield every figure, those within quotations and lists too, in document order."""
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Quote():
                yield from walk_figures(block.blocks)
            case List():
                for item in block.items:
                    yield from walk_figures(item.blocks)
            case _:
                pass
