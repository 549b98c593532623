"""The Publication (what there is, in which order) and the Timeline (when each sentence is heard).

Everything here is frozen and holds no logic beyond walking. The terms are those of EPUB 3.3, EPUB Media Overlays,
W3C Audiobooks and the Readium Web Publication Manifest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from cjpublish.errors import Finding, Source
from cjpublish.packed import Word, WordClip, WordClips, Words

__all__ = [
    "Accessibility",
    "Artifact",
    "Block",
    "Book",
    "Break",
    "Chapter",
    "Clip",
    "Code",
    "EncodedChapter",
    "Figure",
    "Heading",
    "Inline",
    "Item",
    "LexiconEntry",
    "List",
    "Mark",
    "Metadata",
    "Narration",
    "Note",
    "NoteRef",
    "Notes",
    "Packets",
    "PageBreak",
    "Paragraph",
    "Plan",
    "Podcast",
    "Pronunciation",
    "Publication",
    "Quote",
    "Recording",
    "Resource",
    "Row",
    "Sentence",
    "Speech",
    "Table",
    "Text",
    "Timeline",
    "Track",
    "Utterance",
    "Voice",
    "Web",
    "Word",
    "WordClip",
    "WordClips",
    "WordMark",
    "Words",
    "inline_text",
    "walk_blocks",
    "walk_sentences",
]

# --- inline -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str
    """The characters, never markup. A hard line break is `\\n`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Text that is marked up."""

    tag: str
    """One of `em`, `strong`, `code`, `a`, `span`, `sub`, `sup`, `s`."""
    children: tuple[Inline, ...]
    """What it encloses."""
    href: str | None = None
    """For `a`: an absolute URL, or `#id` of a heading, chapter or note anywhere in the publication."""
    lang: str | None = None
    """BCP 47 language where it differs from the text around it."""
    id: str = ""
    """Unique in the chapter; empty but for a `span` around a word that an edition highlights."""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to a note."""

    note: str
    """The note's id."""
    id: str
    """The reference's own id, which the note links back to; unique in the chapter."""
    number: int
    """The note's number in its chapter, from 1."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of the printed edition begins; within a text, or as a block between two."""

    label: str
    """The page's number as printed: `12`, `xii`."""
    id: str
    """Unique in the publication."""


Inline: TypeAlias = Text | Mark | NoteRef | PageBreak


@dataclass(frozen=True, slots=True)
class Sentence:
    """The atom of the program: what is spoken, stored, highlighted and captioned as one."""

    id: str
    """`s` and a short hash of the text, with -2, -3 on a repeat; unique in the chapter, an XML NCName."""
    inlines: tuple[Inline, ...]
    """Its text, without the white space around it."""
    source: Source | None = None
    """Where it is written."""


# --- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the chapter's own is level 1 and stands first."""

    id: str
    """Unique in the publication."""
    level: int
    """1 to 6, as in the manuscript."""
    sentence: Sentence
    """The heading's text, never split."""
    source: Source | None = None
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    sentences: tuple[Sentence, ...]
    """At least one."""
    source: Source | None = None
    """Where it begins."""
    style: str = ""
    """A class name for the program's own pages (`subtitle`, `author`, …); empty in a manuscript."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    """What is quoted."""
    source: Source | None = None
    """Where it begins."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    blocks: tuple[Block, ...]
    """The item's content; for a definition list, the definition."""
    term: tuple[Sentence, ...] = ()
    """For a definition list: the term that is defined. Empty where it is the term before this one again."""


@dataclass(frozen=True, slots=True)
class List:
    """A list."""

    kind: str
    """`bullet`, `ordered` or `definition`."""
    items: tuple[Item, ...]
    """In order."""
    start: int = 1
    """For `ordered`: the first number."""
    source: Source | None = None
    """Where it begins."""
    id: str = ""
    """Unique in the publication; empty in the program's own pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Sentence, ...], ...]
    """Each cell's sentences; an empty cell has none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row."""

    id: str
    """Unique in the chapter."""
    header: Row
    """The columns' headers."""
    rows: tuple[Row, ...]
    """The body."""
    alignments: tuple[str, ...]
    """For each column `left`, `right`, `center` or empty."""
    caption: tuple[Sentence, ...] = ()
    """The paragraph `Table: …` that stands right before or after the table."""
    source: Source | None = None
    """Where it begins."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and what is said about it."""

    id: str
    """Unique in the chapter."""
    image: str
    """The path of its `Resource`; empty where the picture itself is missing and only what is said about it is there."""
    label: Sentence | None = None
    """`Figure 1.`, counted through the publication; None for a decorative picture and for the cover."""
    alt: Sentence | None = None
    """Alternative text; None where the picture is decorative, or is missing and its caption says all."""
    caption: tuple[Sentence, ...] = ()
    """What is printed beneath."""
    credit: tuple[Sentence, ...] = ()
    """Who made it, with the program's own words before: `Credit: …`."""
    description_label: Sentence | None = None
    """`Description of figure 1.`; None where there is no long description."""
    description: tuple[Block, ...] = ()
    """The long description."""
    source: Source | None = None
    """Where the picture is placed."""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code or other text whose spaces and lines matter; shown, never spoken."""

    text: str
    """With its line breaks."""
    language: str = ""
    """As named after the fence."""
    source: Source | None = None
    """Where it begins."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    id: str
    """Unique in the publication."""
    number: int
    """In the chapter, from 1."""
    label: Sentence
    """`Note 1.`"""
    references: tuple[str, ...]
    """The ids of the `NoteRef`s that lead here, in order."""
    blocks: tuple[Block, ...]
    """The note's text."""
    source: Source | None = None
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Notes:
    """A chapter's notes; its last block."""

    id: str
    """Unique in the publication."""
    heading: Sentence
    """`Notes`."""
    notes: tuple[Note, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class Break:
    """A change of scene (`---`)."""

    source: Source | None = None
    """Where it is written."""


Block: TypeAlias = Heading | Paragraph | Quote | List | Table | Figure | Code | Notes | Break | PageBreak


# --- publication ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Chapter:
    """One document of the reading order."""

    id: str
    """Unique in the publication; an XML NCName fit for a file name."""
    title: str
    """Plain text."""
    role: str
    """An epub:type of the EPUB Structural Semantics Vocabulary: `titlepage`, `notice`, `chapter`, `colophon`, …"""
    blocks: tuple[Block, ...]
    """Its content; the first is its level-1 `Heading`, the last its `Notes`."""
    voice: str | None = None
    """The name of the voice that its front matter asks for."""
    source: Source | None = None
    """Where it begins; None for a page that the program writes itself."""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What only a person can say about a publication's accessibility."""

    summary: str | None = None
    """For schema:accessibilitySummary; None asks for one derived from the content."""
    hazards: tuple[str, ...] = ("none",)
    """schema:accessibilityHazard values."""
    certified_by: str | None = None
    """Who evaluated it against EPUB Accessibility 1.1; None makes no conformance claim."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a catalogue says about the publication."""

    title: str
    """The main title."""
    language: str
    """BCP 47."""
    identifier: str
    """A URI; `urn:uuid:` of title and authors where the publisher names none."""
    modified: str
    """`YYYY-MM-DDThh:mm:ssZ`, from an input, never the clock."""
    subtitle: str | None = None
    """The rest of the title."""
    authors: tuple[str, ...] = ()
    """In order."""
    publisher: str | None = None
    """Who publishes it."""
    date: str | None = None
    """ISO 8601 date of publication."""
    rights: str | None = None
    """In plain words."""
    source: str | None = None
    """What it was made from, in plain words."""
    page_source: str | None = None
    """The edition whose pages are marked: an ISBN as URN, or plain words; `none` where the pages are this one's own."""
    subjects: tuple[str, ...] = ()
    """Topics."""
    description: str | None = None
    """A paragraph for catalogues."""
    cover: str | None = None
    """The path of its `Resource`; None asks for one drawn from the title."""
    cover_alt: str = ""
    """The cover's alternative text."""
    slug: str = "publication"
    """The stem of every file in dist/: ASCII lower-case letters, digits and hyphens."""
    narrators: tuple[str, ...] = ()
    """The names of the voices that narrate."""
    accessibility: Accessibility = field(default_factory=Accessibility)
    """What a person has said of it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that the publication brings along."""

    path: str
    """Relative to the publication's root, with forward slashes; ASCII without spaces."""
    media_type: str
    """Found in its first bytes, not its name."""
    file: Path
    """Where it lies."""
    sha256: str
    """Of its bytes, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Recording:
    """An audio file of a person's voice."""

    says: str
    """The id of the chapter or of the sentence that it says: the file's stem."""
    file: Path
    """Where it lies."""
    sha256: str
    """Of its bytes, hexadecimal."""
    source: Source
    """The file, as the publisher knows it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice file: who speaks and how. What changes the sound is part of a clip's key."""

    name: str
    """The file's stem."""
    engine: str
    """A name in the registry of engines."""
    voice: str = ""
    """The engine's own name of the voice, or a path to its model; empty for the engine's default."""
    language: str = "en"
    """BCP 47."""
    rate: float = 1.0
    """Speed; 1 is the engine's own, 2 twice as fast."""
    pitch: float = 1.0
    """Pitch; 1 is the engine's own. Engines that can't change it refuse any other."""
    revision: int = 0
    """Raised by the publisher to have every clip of this voice spoken afresh."""
    model_sha256: str = ""
    """For a model by path: the SHA-256 it must have."""
    config_sha256: str = ""
    """For a model by path: the SHA-256 of the configuration beside it."""
    pauses: tuple[tuple[str, int], ...] = ()
    """Pauses in milliseconds that differ for this voice, by name."""
    recordings: tuple[Recording, ...] = ()
    """For the engine `recording`: what has been recorded, in name order."""
    narrator: str = ""
    """For the engine `recording`: the person's name, for catalogues."""
    fallback: str = ""
    """For the engine `recording`: the voice that says what is not recorded; empty where nothing may be missing."""
    source: Source | None = None
    """The voice file."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How one written form is said."""

    written: str
    """One word or several, as written."""
    respelling: str = ""
    """How to say it, in ordinary letters; empty where only IPA is given."""
    ipa: str = ""
    """How to say it, in IPA, for engines that take it; empty where none is given."""
    match_case: bool = False
    """Whether only this very case is meant. Whole words are always meant."""
    source: Source | None = None
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """The lexicon of one language."""

    language: str
    """BCP 47, from the file's name."""
    entries: tuple[LexiconEntry, ...]
    """In file order."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Narration:
    """Who says what, and how it is paced."""

    voices: Mapping[str, Voice]
    """By name."""
    text: str
    """The voice of running text."""
    headings: str
    """The voice of headings."""
    quotes: str
    """The voice of block quotations; the text's own voice announces them instead."""
    descriptions: str
    """The voice of figures' alternative texts and descriptions."""
    notes: str = "chapter-end"
    """`chapter-end` or `skip`."""
    loudness: str = "podcast"
    """A loudness profile: `podcast`, `acx` or `broadcast`."""
    sample_rate: int = 22050
    """Hz of every clip and every edition."""
    granularity: str = "sentence"
    """What a read-along highlights: `sentence` or `word`."""
    pauses: tuple[tuple[str, int], ...] = ()
    """Pauses in milliseconds that differ from the defaults, by name."""
    lexicons: tuple[Pronunciation, ...] = ()
    """By language."""


@dataclass(frozen=True, slots=True)
class Podcast:
    """What podcast directories ask beyond what every catalogue knows."""

    category: str = "Arts"
    """A category of Apple Podcasts."""
    subcategory: str | None = "Books"
    """A category within it; None where the whole is meant."""
    explicit: bool = False
    """Whether directories shall warn of strong language or adult content."""
    owner: str | None = None
    """Who answers for the feed; None takes the publisher or the authors."""
    email: str | None = None
    """Where directories write to the owner; everyone can read it in the feed."""
    guid: str | None = None
    """The UUID that the feed has had since it first came out; None derives it from the feed's address."""


@dataclass(frozen=True, slots=True)
class Web:
    """Where a publication stands on the web."""

    url: str | None = None
    """The address of its site, absolute, with a slash at its end; None where it is not known, and feeds can't be."""
    podcast: Podcast = field(default_factory=Podcast)
    """What its feed says."""
    wanted: Source | None = None
    """Where a podcast is asked for; None where it is made if it can be."""
    library: str = ""
    """The title of the library whose site lies in the folder above; empty where it stands alone."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A manuscript, read: what there is and in what order."""

    metadata: Metadata
    """What a catalogue says about it."""
    reading_order: tuple[Chapter, ...]
    """Title page, content note, chapters and colophon."""
    cover: Chapter
    """The cover's page in e-books: a figure with the cover's alternative text."""
    contents: Chapter
    """The table of contents in e-books: a heading and a list of links, nested as the headings are."""
    resources: tuple[Resource, ...]
    """Pictures and the cover, by path."""
    narration: Narration
    """Who says it."""
    editions: tuple[str, ...]
    """The editions to make."""
    root: Path
    """The folder that was read."""
    web: Web = field(default_factory=Web)
    """Where it stands on the web."""
    findings: tuple[Finding, ...] = ()
    """What was guessed or left out when it was read."""


# --- speech and time --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say: one sentence, or an announcement that belongs to one."""

    chapter: str
    """The chapter's id."""
    sentence: str
    """The id of the sentence it says or announces."""
    text: str
    """The spoken words, ready for the engine."""
    voice: Voice
    """Who says it."""
    pause: int
    """Milliseconds of quiet after it."""
    source: Source | None
    """Where it is written."""
    sound: str
    """The key of its sound in the store."""
    key: str
    """The key of its clip in the store: the sound with its word marks; `sound` itself where the engine gives both."""
    words: Words = field(default_factory=Words)
    """The words of `text` that stand in the sentence, their places in its `inline_text`; none for an announcement."""
    recording: Recording | None = None
    """Where a person says it; None where an engine speaks."""
    otherwise: Utterance | None = None
    """For what should be in a recording: the same, said by the voice's fallback."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a narration will say."""

    chapters: tuple[tuple[str, tuple[Utterance, ...]], ...]
    """Each chapter's id and what is said of it, in reading order; a chapter with nothing to say is left out."""
    pages: tuple[tuple[str, tuple[Utterance, ...]], ...]
    """The same for the cover and the table of contents, which only e-books have."""
    narration: Narration
    """The settings it was made with."""
    findings: tuple[Finding, ...]
    """What was guessed or left out."""

    @property
    def documents(self) -> tuple[tuple[str, tuple[Utterance, ...]], ...]:
        """Chapters and pages."""
        return self.chapters + self.pages

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """Everything that is said in the chapters, in order."""
        return tuple(utterance for _, utterances in self.chapters for utterance in utterances)


@dataclass(frozen=True, slots=True)
class WordMark:
    """When an engine says one word of the text that it was given."""

    spoken: tuple[int, int]
    """Characters [begin, end) of the spoken text."""
    begin: int
    """Samples from the speech's start."""
    end: int
    """Samples from the speech's start."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine returns."""

    pcm: bytes
    """Mono, signed 16-bit little-endian."""
    rate: int
    """Hz."""
    words: tuple[WordMark, ...] = ()
    """In order, none overlapping, in text and in time; empty where the engine does not know."""


@dataclass(frozen=True, slots=True)
class Clip:
    """When one sentence is heard."""

    sentence: str
    """Its id."""
    begin: int
    """Samples from the track's start."""
    end: int
    """Samples from the track's start; the pause after it is not in it."""
    words: WordClips = field(default_factory=WordClips)
    """In order, none overlapping, in text and in time, all within the clip; empty where the voice gives no word
    marks. Words of the program's own announcements are none of them."""
    voices: tuple[str, ...] = ()
    """The names of the voices that say what is heard in it, one for each `Line` that is said."""


@dataclass(frozen=True, slots=True)
class Track:
    """When one chapter's sentences are heard."""

    chapter: str
    """The chapter's id."""
    length: int
    """Samples in the chapter's audio."""
    clips: tuple[Clip, ...]
    """In time order, each sentence once, none overlapping."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each sentence of the publication is heard."""

    rate: int
    """Samples a second."""
    tracks: tuple[Track, ...]
    """In reading order; a chapter with nothing to say has none."""
    pages: tuple[Track, ...] = ()
    """Of the cover and of the table of contents, which only e-books have."""


@dataclass(frozen=True, slots=True)
class Packets:
    """A run of encoded audio that begins and ends in silence, ready to be joined to others."""

    length: int
    """Samples; a multiple of `audio.encode.FRAME`."""
    content: Callable[[], bytes]
    """Reads what `audio.encode` returned."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Content that is made or read piece by piece: a chapter of many hours is too much to hold."""

    size: int
    """Bytes of all of them."""
    each: Callable[[], Iterator[bytes]]
    """Makes or reads them, in order."""


@dataclass(frozen=True, slots=True)
class EncodedChapter:
    """One chapter's audio as editions take it; a long chapter's is in several runs."""

    key: str
    """Names its sound and its times."""
    aac: tuple[Packets, ...]
    """Each MP4 with one AAC-LC track."""
    mp3: tuple[Packets, ...]
    """Each MP3 frames without tags."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Book:
    """An edition's whole input; one is itself alone, so that what is found out about it can be kept."""

    publication: Publication
    """What there is."""
    timeline: Timeline | None = None
    """When it is heard; None where nothing is narrated."""
    audio: Mapping[str, EncodedChapter] = field(default_factory=dict)
    """By chapter id, for each track of the timeline and each of its pages."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file for dist/."""

    path: str
    """Relative to dist/, with forward slashes."""
    media_type: str
    """Of its content."""
    write: Callable[[Path], None]
    """Writes the content to a new file at the path it is given."""
    samples: int = 0
    """How long it plays, in samples of the Timeline; 0 where it is no audio."""


# --- walking ----------------------------------------------------------------------------------------------------------


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """Return the plain text of inlines, without note references and page breaks."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case Mark():
                parts.append(inline_text(inline.children))
            case NoteRef() | PageBreak():
                pass
    return "".join(parts)


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block, a container before its content, in document order."""
    for block in blocks:
        yield block
        match block:
            case Quote():
                yield from walk_blocks(block.blocks)
            case Notes():
                for note in block.notes:
                    yield from walk_blocks(note.blocks)
            case Figure():
                yield from walk_blocks(block.description)
            case List():
                for item in block.items:
                    yield from walk_blocks(item.blocks)
            case _:
                pass


def walk_sentences(blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    """Yield every sentence once, in the order in which all editions print and say them, alternative texts too."""
    for block in blocks:
        match block:
            case Heading():
                yield block.sentence
            case Paragraph():
                yield from block.sentences
            case Quote():
                yield from walk_sentences(block.blocks)
            case Notes():
                notes = (sentence for note in block.notes for sentence in (note.label, *walk_sentences(note.blocks)))
                yield from (block.heading, *notes)
            case List():
                items = ((*item.term, *walk_sentences(item.blocks)) for item in block.items)
                yield from chain.from_iterable(items)
            case Table():
                yield from chain(block.caption, *(cell for row in (block.header, *block.rows) for cell in row.cells))
            case Figure():
                yield from _figure_sentences(block)
            case Code() | Break() | PageBreak():
                pass


def _figure_sentences(figure: Figure) -> Iterator[Sentence]:
    yield from (sentence for sentence in (figure.label, figure.alt) if sentence)
    yield from (*figure.caption, *figure.credit)
    if figure.description_label:
        yield figure.description_label
    yield from walk_sentences(figure.description)
