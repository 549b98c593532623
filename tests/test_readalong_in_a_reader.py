"""A read-along book in a real reader: what it highlights, when, in which colours, and what it skips when asked to.

The reader is foliate-js in Chromium (see reader.py). foliate parses the overlays, plays the sound, turns the pages,
marks elements and goes on from document to document. It does not know epub:type: skipping a footnote is ours, on top of
what foliate does, as EPUB 3.3 describes it (Media overlays, Skippability). So what is proved of a book is that its
overlays have the types and the clips that such a reader needs. A book made by hand, with known faults, proves that the
watching can fail.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree

import pytest

import cjpublish
from cjpublish import engines
from cjpublish.audio import encode
from cjpublish.model import Voice
from reader import Listening, reader

pytestmark = pytest.mark.slow

TOLERANCE = 0.6
"""Seconds of audio."""
RATE = 1.5
"""foliate looks at the clock four times a second: 0.4 s of audio go by from look to look."""
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An element that should be highlighted."""

    document: str
    """The content document's path in the book."""
    fragment: str
    """The element's id."""
    begin: float
    """When it is heard, seconds from the start of the document's audio."""
    end: float
    """When it has been heard."""


def faults(expected: Sequence[Expected], heard: Listening) -> list[str]:
    """Return what differs: elements, their order, times, marks and contrast."""
    wanted = [f"{one.document}#{one.fragment}" for one in expected]
    seen = [f"{one.document}#{one.fragment}" for one in heard.highlights]
    found = [] if seen == wanted else [f"highlighted are {seen}, expected {wanted}"]
    for place, one, highlight in zip(wanted, expected, heard.highlights, strict=False):
        if abs(highlight.clock - one.begin) > TOLERANCE:
            found.append(f"{place} is highlighted at {highlight.clock:.2f} s, not {one.begin:.2f} s")
        if not highlight.marked or not highlight.playing:
            found.append(f"{place} is not marked")
        look = highlight.look
        if look and look.contrast < LEAST_CONTRAST:
            found.append(f"{place} can't be read: {look}")
        if look and look.background == look.around:
            found.append(f"{place} does not stand out: {look}")
    if not any(highlight.look for highlight in heard.highlights):
        found.append("nothing highlighted holds text")
    return found


def sounded(expected: Expected, heard: Listening) -> bool:
    """Return whether more of an element's sound was heard than goes by before the reader looks."""
    audio = {highlight.audio for highlight in heard.highlights if highlight.document == expected.document}
    inside = (tick.clock for tick in heard.ticks if tick.audio in audio)
    return any(expected.begin + TOLERANCE < clock < expected.end for clock in inside)


# --- a book made by hand, as it should be and with known faults -------------------------------------------------------

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'
DOCUMENTS = {
    "one": [
        ("one-1", "The ground is cold this morning."),
        ("one-2", "Nothing is in a hurry."),
        ("one-note", "The frost came late this year, later than anyone in the village could remember it."),
        ("one-3", "The robin sings."),
    ],
    "two": [
        ("two-1", "Water the beds in the evening."),
        ("two-note", "Rain counts as water too, and a good deal of it."),
    ],
    "three": [("three-1", "All is asleep.")],
}
CSS = """
html { color-scheme: light dark }
.spoken { background-color: #ffe9a8; color: #1c2026 }
@media (prefers-color-scheme: dark) { .spoken { background-color: #4d3b00; color: #fff6da } }
"""


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault to plant in the book."""

    shift: float = 0
    """Seconds that each clip but a document's first is late."""
    css: str = CSS
    """Its style sheet."""
    backwards: bool = False
    """Whether each overlay names the first two sentences in the wrong order."""
    active_class: str = "spoken"
    """The package's media:active-class."""


def write_book(path: Path, plant: Plant) -> tuple[Expected, ...]:
    """Write the book, spoken by espeak-ng, and return what should be highlighted if nothing were planted."""
    expected: list[Expected] = []
    engine, voice = engines.load("espeak"), Voice("plain", "espeak")
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            f'{HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        book.writestr("EPUB/style.css", plant.css)
        book.writestr("EPUB/package.opf", _package(plant))
        links = "".join(f'<li><a href="{name}.xhtml">{name}</a></li>' for name in DOCUMENTS)
        book.writestr("EPUB/nav.xhtml", _page("nav", f'<nav epub:type="toc"><ol>{links}</ol></nav>'))
        for name, sentences in DOCUMENTS.items():
            speeches = [engine.speak(text, voice) for _, text in sentences]
            rate = speeches[0].rate
            pcm = [speech.pcm + bytes(rate) for speech in speeches]
            book.writestr(f"EPUB/{name}.mp3", encode.mp3(b"".join(pcm), rate, 64_000))
            ends = list(accumulate(len(part) / 2 / rate for part in pcm))
            spans = list(zip([0.0, *ends], ends, strict=False))
            shown = "".join(f'<p id="{id_}">{text}</p>' for id_, text in sentences)
            book.writestr(f"EPUB/{name}.xhtml", _page(name, shown))
            book.writestr(f"EPUB/{name}.smil", _smil(name, [id_ for id_, _ in sentences], spans, plant))
            expected += [
                Expected(f"EPUB/{name}.xhtml", id_, *span) for (id_, _), span in zip(sentences, spans, strict=True)
            ]
    return tuple(expected)


def _package(plant: Plant) -> str:
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml" media-overlay="{name}-smil"/>'
        f'<item id="{name}-smil" href="{name}.smil" media-type="application/smil+xml"/>'
        f'<item id="{name}-mp3" href="{name}.mp3" media-type="audio/mpeg"/>'
        for name in DOCUMENTS
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("nav", *DOCUMENTS))
    return (
        f'{HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x:garden</dc:identifier>'
        "<dc:title>A garden</dc:title><dc:language>en</dc:language>"
        '<meta property="dcterms:modified">2026-11-24T00:00:00Z</meta>'
        f'<meta property="media:active-class">{plant.active_class}</meta>'
        '<meta property="media:playback-active-class">speaking</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest><spine>{spine}</spine></package>'
    )


def _page(title: str, body: str) -> str:
    return (
        f'{HEAD}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" {OPS} lang="en" xml:lang="en"><head>'
        f'<title>{title}</title><link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>'
    )


def _smil(name: str, ids: list[str], spans: list[tuple[float, float]], plant: Plant) -> str:
    order = [ids[1], ids[0], *ids[2:]] if plant.backwards and len(ids) > 1 else ids
    pars = []
    for number, (id_, (begin, end)) in enumerate(zip(order, spans, strict=True)):
        late = plant.shift if number else 0
        par = (
            f'<par><text src="{name}.xhtml#{id_}"/>'
            f'<audio src="{name}.mp3" clipBegin="{begin + late:.3f}s" clipEnd="{end + plant.shift:.3f}s"/></par>'
        )
        note = f'<seq epub:type="footnote" epub:textref="{name}.xhtml#{id_}">{par}</seq>'
        pars.append(note if "note" in id_ else par)
    return f'{HEAD}<smil xmlns="http://www.w3.org/ns/SMIL" {OPS} version="3.0"><body>{"".join(pars)}</body></smil>'


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Expected, ...], Listening]:
    """Return the book as it should be, what should be highlighted, and what is when all of it is heard."""
    path = tmp_path_factory.mktemp("by-hand") / "garden.epub"
    expected = write_book(path, Plant())
    with reader(path) as book:
        assert [Path(name).stem for name, _ in book.sections] == ["nav", *DOCUMENTS]
        return path, expected, book.listen(documents=4, rate=RATE)


def test_a_reader_highlights_each_sentence_in_time_and_goes_on_by_itself(
    garden: tuple[Path, tuple[Expected, ...], Listening],
) -> None:
    _, expected, everything = garden
    assert faults(expected, everything) == []


def test_a_reader_that_skips_footnotes_neither_shows_nor_says_them(
    garden: tuple[Path, tuple[Expected, ...], Listening],
) -> None:
    path, expected, everything = garden
    notes = [one for one in expected if "note" in one.fragment]
    rest = [one for one in expected if "note" not in one.fragment]
    with reader(path) as book:
        skipped = book.listen(1, 3, RATE, frozenset({"footnote"}), "dark")
    assert all(sounded(note, everything) for note in notes)
    assert faults(rest, skipped) == []
    assert not any(sounded(note, skipped) for note in notes)
    light, dark = everything.highlights[0].look, skipped.highlights[0].look
    assert light
    assert dark
    assert sum(dark.background) < 384 < sum(light.background)


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        pytest.param(Plant(), "^$", id="none"),
        pytest.param(Plant(shift=2), r"is highlighted at \d", id="clips two seconds late"),
        pytest.param(Plant(shift=1), r"is highlighted at \d", id="clips one second late"),
        pytest.param(Plant(backwards=True), "highlighted are", id="sentences in the wrong order"),
        pytest.param(Plant(active_class="other"), "does not stand out", id="a class without a style"),
        pytest.param(Plant(css=".spoken { background: #ffc; color: #999 }"), "can't be read", id="grey on yellow"),
    ],
)
def test_a_fault_in_the_book_is_seen(tmp_path: Path, plant: Plant, complaint: str) -> None:
    expected = write_book(tmp_path / "garden.epub", plant)
    with reader(tmp_path / "garden.epub") as book:
        document, _ = book.sections[2]
        heard = book.listen(2, 1, RATE)
    found = faults([one for one in expected if one.document == document], heard)
    assert re.search(complaint, "\n".join(found)), heard


# --- a publication, built as a publisher builds it --------------------------------------------------------------------

MANUSCRIPT = {
    "manuscript/publication.yaml": """\
title: The Kitchen Garden
authors: [A. Writer]
language: en
date: 2026-11-24
modified: 2026-11-24T00:00:00Z
narration: {text: plain}
""",
    "manuscript/01-spring.md": """\
# Spring

The ground is cold. Nothing is in a *hurry*.[^1] More is in [the next chapter](#summer).

- peas
- beans

[^1]: The frost came late this year. Nobody in the village could remember a later one.
""",
    "manuscript/02-summer.md": "# Summer\n\nWater in the evening.\n\n> Never in a rush.\n",
    "voices/plain.yaml": "engine: espeak\n",
}
CHAPTERS = ("spring", "summer")


@dataclass(frozen=True, slots=True)
class Built:
    """A read-along book from the whole pipeline, and what its Timeline says of two chapters."""

    epub: Path
    """The book."""
    sentences: tuple[Expected, ...]
    """Both chapters' sentences."""
    footnotes: frozenset[str]
    """The ids of those that the documents show in footnotes."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("garden")
    for name, text in MANUSCRIPT.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    cjpublish.build(cjpublish.read(root), names=["readalong", "timeline"], cache=root / "cache", jobs=1)
    epub = root / "dist/the-kitchen-garden-readalong.epub"
    timeline = json.loads((root / "dist/the-kitchen-garden.timeline.json").read_text(encoding="utf-8"))
    chapters = {chapter["id"]: chapter for chapter in timeline["chapters"]}
    expected: list[Expected] = []
    footnotes: set[str] = set()
    with zipfile.ZipFile(epub) as book:
        pages = {name: book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
    for chapter in (chapters[name] for name in CHAPTERS):
        (document,) = (name for name, page in pages.items() if f'<section id="{chapter["id"]}"'.encode() in page)
        footnotes |= footnoted(pages[document])
        # Clips touch: the quiet before a document's first sentence is in its clip (standards B.8).
        begins = [0.0, *(each["begin"] - chapter["begin"] for each in chapter["sentences"][1:])]
        expected += [
            Expected(document, each["id"], begin, each["end"] - chapter["begin"])
            for each, begin in zip(chapter["sentences"], begins, strict=True)
        ]
    return Built(epub, tuple(expected), frozenset(footnotes))


def footnoted(page: bytes) -> set[str]:
    """Return the ids of all that a document shows in footnotes."""
    notes = (
        element
        for element in ElementTree.fromstring(page).iter()
        if element.get("{http://www.idpf.org/2007/ops}type") == "footnote"
    )
    return {inner.get("id", "") for note in notes for inner in note.iter()}


def test_two_chapters_are_highlighted_in_order_when_the_timeline_says(built: Built) -> None:
    with reader(built.epub) as book:
        heard = book.listen(book.section(built.sentences[0].document), 2, RATE)
    assert faults(built.sentences, heard) == []
    notes = [one for one in built.sentences if one.fragment in built.footnotes]
    assert all(sounded(note, heard) for note in notes if note.end - note.begin > 2 * TOLERANCE)


def test_a_footnote_is_skipped_by_a_reader_who_wants_none(built: Built) -> None:
    notes = [one for one in built.sentences if one.fragment in built.footnotes]
    rest = [one for one in built.sentences if one.fragment not in built.footnotes]
    assert len(notes) == 3, "the note's label and its two sentences"
    with reader(built.epub) as book:
        heard = book.listen(book.section(rest[0].document), 2, RATE, frozenset({"footnote"}), "dark")
    assert faults(rest, heard) == []
    assert not any(sounded(note, heard) for note in notes)
