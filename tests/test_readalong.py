"""The read-along EPUB: overlays on every page, each sentence once and in order, parts to skip, claims that are true."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import narrations
from checkers import ace, epubcheck
from cjpublish.audio import pcm
from cjpublish.editions.readalong import make, warnings
from cjpublish.editions.views.clock import Span, contiguous, edges
from cjpublish.editions.views.overlays import Place, clock_value, overlay
from cjpublish.editions.views.words import Words
from cjpublish.model import (
    Block,
    Book,
    Clip,
    Code,
    Inline,
    Item,
    List,
    Mark,
    NoteRef,
    Publication,
    Quote,
    Text,
    Track,
    inline_text,
    walk_sentences,
)
from publications import chapter, figure, note, notes, p, plain, publication, rich, s
from talkingbooks import RATE, hertz, pitch, voiced

OPF = "{http://www.idpf.org/2007/opf}"
SMIL = "{http://www.w3.org/ns/SMIL}"
HTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
TEXTREF = "{http://www.idpf.org/2007/ops}textref"


@dataclass(frozen=True)
class Par:
    """What is highlighted, and which sound goes with it."""

    document: str
    fragment: str
    audio: str
    begin: int
    end: int
    types: tuple[str, ...]
    """Of the seqs around it, outermost first."""


class Opened:
    """A read-along EPUB, taken apart."""

    def __init__(self, file: Path) -> None:
        self.container = ZipFile(file)
        self.package = self.parse("content.opf")
        self.items = {item.get("id"): item for item in self.package.iter(f"{OPF}item")}
        self.spine = [self.items[each.get("idref")] for each in self.package.iter(f"{OPF}itemref")]

    def read(self, name: str) -> bytes:
        return self.container.read(f"EPUB/{name}")

    def parse(self, name: str) -> etree._Element:
        return etree.fromstring(self.read(name))

    def said(self, prop: str, refines: str | None = None) -> list[str]:
        metas = self.package.iter(f"{OPF}meta")
        return [each.text for each in metas if each.get("property") == prop and each.get("refines") == refines]

    def overlay(self, document: str) -> tuple[str, etree._Element]:
        item = next(each for each in self.spine if each.get("href") == document)
        name = self.items[item.get("media-overlay")].get("href")
        return name, self.parse(name)

    def pars(self, document: str) -> list[Par]:
        name, root = self.overlay(document)
        return list(_pars(root.find(f"{SMIL}body"), posixpath.dirname(name), ()))


def _pars(element: etree._Element, folder: str, types: tuple[str, ...]) -> Iterator[Par]:
    for child in element:
        if child.tag == f"{SMIL}seq":
            yield from _pars(child, folder, (*types, child.get(TYPE)) if child.get(TYPE) else types)
            continue
        text, audio = child
        document, _, fragment = text.get("src").partition("#")
        begin, end = _milliseconds(audio.get("clipBegin")), _milliseconds(audio.get("clipEnd"))
        paths = [posixpath.normpath(posixpath.join(folder, each)) for each in (document, audio.get("src"))]
        yield Par(paths[0], fragment, paths[1], begin, end, types)


def _milliseconds(value: str) -> int:
    assert re.fullmatch(r"\d+:[0-5]\d:[0-5]\d\.\d{3}", value)
    hours, minutes, seconds = value.split(":")
    return 3_600_000 * int(hours) + 60_000 * int(minutes) + int(seconds.replace(".", ""))


def write(book: Book, folder: Path) -> Path:
    (artifact,) = make(book)
    file = folder / artifact.path
    artifact.write(file)
    return file


def by_word(book: Publication) -> Publication:
    return replace(book, narration=replace(book.narration, granularity="word"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return voiced(rich(tmp_path_factory.mktemp("rich")))


@pytest.fixture(scope="module")
def file(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(book, tmp_path_factory.mktemp("readalong"))


@pytest.fixture(scope="module")
def opened(file: Path) -> Opened:
    return Opened(file)


def documents(opened: Opened) -> list[str]:
    return [item.get("href") for item in opened.spine]


# --- overlays (standards B.1 to B.4, B.8)


def test_every_page_has_an_overlay_cover_and_contents_included(opened: Opened) -> None:
    assert len(opened.spine) == 7
    overlays = [opened.items[item.get("media-overlay")] for item in opened.spine]
    assert {overlay.get("media-type") for overlay in overlays} == {"application/smil+xml"}
    assert len({overlay.get("href") for overlay in overlays}) == len(overlays)


def test_each_narrated_sentence_is_highlighted_once_in_the_order_of_text_and_time(book: Book, opened: Opened) -> None:
    pages = (book.publication.cover, *book.publication.reading_order, book.publication.contents)
    for document, page in zip(documents(opened), pages, strict=True):
        pars = opened.pars(document)
        assert [par.fragment for par in pars] == [sentence.id for sentence in walk_sentences(page.blocks)]
        assert {par.document for par in pars} == {document}
        ids = [element.get("id") for element in opened.parse(document).iter() if element.get("id")]
        places = [ids.index(par.fragment) for par in pars]
        assert places == sorted(places)


def test_clips_touch_from_the_first_moment_to_the_last(opened: Opened) -> None:
    for document, item in zip(documents(opened), opened.spine, strict=True):
        pars = opened.pars(document)
        assert pars[0].begin == 0
        assert all(first.end == second.begin for first, second in pairwise(pars))
        assert all(par.begin < par.end for par in pars)
        assert len({par.audio for par in pars}) == 1
        (duration,) = opened.said("media:duration", f"#{item.get('media-overlay')}")
        assert pars[-1].end == _milliseconds(duration)


def test_durations_add_up_to_the_timelines(book: Book, opened: Opened) -> None:
    assert book.timeline is not None
    (total,) = opened.said("media:duration")
    each = [_milliseconds(opened.said("media:duration", f"#{i.get('media-overlay')}")[0]) for i in opened.spine]
    assert sum(each) == _milliseconds(total)
    samples = sum(track.length for track in (*book.timeline.tracks, *book.timeline.pages))
    assert _milliseconds(total) == round(samples * 1000 / RATE)


def test_every_element_that_an_overlay_names_is_in_its_document(opened: Opened) -> None:
    for document in documents(opened):
        name, root = opened.overlay(document)
        ids = {element.get("id") for element in opened.parse(document).iter()}
        for seq in root.iter(f"{SMIL}seq"):
            path, _, fragment = seq.get(TEXTREF).partition("#")
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) == document
            assert fragment in ids


def test_sound_is_an_mp3_of_constant_bit_rate_that_plays_each_sentence_where_its_clip_says(opened: Opened) -> None:
    pars = opened.pars("text/spring.xhtml")
    content = opened.read(pars[0].audio)
    frames = list(narrations.frames(content))
    assert len({frame[2] >> 4 for frame in frames}) == 1
    assert opened.container.getinfo(f"EPUB/{pars[0].audio}").compress_type == ZIP_STORED
    speech = pcm.decode(content)
    assert abs(len(speech.pcm) / 2 * 1000 / speech.rate - pars[-1].end) <= 1
    sound = np.frombuffer(speech.pcm, "<i2") / 32768
    for place, par in enumerate(pars):
        inside = sound[par.begin * RATE // 1000 : par.end * RATE // 1000]
        assert abs(pitch(inside) - hertz(place)) < 10


# --- structure (standards B.7)


def test_a_reader_can_skip_notes_and_leave_figures_tables_and_lists(opened: Opened) -> None:
    kinds = {par.fragment: par.types for document in documents(opened) for par in opened.pars(document)}
    assert kinds["s1"] == ()
    assert kinds["snote-soil-l"] == kinds["s5"] == ("endnotes", "footnote")
    assert kinds["sspring-notes-h"] == ("endnotes",)
    assert kinds["sfigure-beds-l"] == kinds["sa1"] == kinds["sk1"] == kinds["sd3"] == ("figure",)
    assert kinds["sb9"] == kinds["sb7"] == ("table",)
    assert kinds["s12"] == kinds["s15"] == ("list",)


@settings(max_examples=40, deadline=None)
@given(st.recursive(st.just("p"), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8))
def test_what_can_be_left_never_lies_in_something_else_that_can(shape: object) -> None:
    names = iter(range(1000))

    def block(shape: object) -> Block:
        name = next(names)
        if shape == "p":
            alt = s(f"a{name}", "A view.")
            return p(s(f"p{name}", "Text.")) if name % 3 else figure(f"f{name}", "images/a.png", name, alt)
        assert isinstance(shape, list)
        blocks = tuple(map(block, shape))
        return List("bullet", tuple(Item((each,)) for each in blocks), id=f"l{name}") if name % 4 else Quote(blocks)

    made = publication(chapter("c", "C", block(shape)), metadata=plain().metadata)
    root = etree.fromstring(_overlay(made))
    for seq in root.iter(f"{SMIL}seq"):
        if seq.get(TYPE) in {"list", "table", "figure"}:
            assert not any(
                inner.get(TYPE) in {"list", "table", "figure"} for inner in seq.iterdescendants(f"{SMIL}seq")
            )
    narrated = [sentence.id for sentence in walk_sentences(made.reading_order[0].blocks)]
    assert [text.get("src").partition("#")[2] for text in root.iter(f"{SMIL}text")] == narrated


def _overlay(made: Publication) -> bytes:
    """Return the overlay of the first chapter, each sentence half a second long."""
    (first, *_) = made.reading_order
    ids = [sentence.id for sentence in walk_sentences(first.blocks)]
    clips = tuple(Clip(name, 1000 * place, 1000 * place + 500) for place, name in enumerate(ids))
    track = Track(first.id, 1000 * len(ids), clips)
    return overlay(first, track, 1000, Place("../c.xhtml", "../c.mp3", track.length), {})


# --- time


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=30), st.sampled_from([22050, 24000, 44100, 48000]))
def test_rounded_lengths_add_up_to_the_rounded_whole(lengths: list[int], rate: int) -> None:
    spans = edges([Track(str(i), length, ()) for i, length in enumerate(lengths)], rate)
    assert spans[0].begin == 0
    assert all(first.end == second.begin for first, second in pairwise(spans))
    assert spans[-1].end == round(sum(lengths) * 1000 / rate)
    assert all(abs(span.end - span.begin - 1000 * n / rate) <= 1 for span, n in zip(spans, lengths, strict=True))


def test_the_quiet_after_a_sentence_is_in_its_clip() -> None:
    track = Track("c", 4000, (Clip("a", 500, 1000), Clip("b", 1500, 2000)))
    assert contiguous(track, 1000, 4000) == (Span(0, 1500), Span(1500, 4000))


@pytest.mark.parametrize(
    ("milliseconds", "expected"), [(0, "0:00:00.000"), (61_005, "0:01:01.005"), (36_000_999, "10:00:00.999")]
)
def test_a_clock_value_has_hours_minutes_seconds_and_three_decimals(milliseconds: int, expected: str) -> None:
    assert clock_value(milliseconds) == expected


# --- words


def test_with_words_each_word_has_a_span_and_a_clip_of_its_own(book: Book, tmp_path: Path) -> None:
    made = Opened(write(replace(book, publication=by_word(book.publication)), tmp_path))
    pars = made.pars("text/spring.xhtml")
    document = made.parse("text/spring.xhtml")
    texts = {each.get("id"): "".join(each.itertext()) for each in document.iter() if each.get("id")}
    said = [texts[par.fragment] for par in pars if par.fragment.startswith("s2-w")]
    assert " ".join(said) == "Nothing is in a hurry calm à demain מחר H2O x2 soon a b and a page"
    assert all(first.end == second.begin for first, second in pairwise(pars))
    assert texts["s2"].startswith("Nothing is in a hurry & <calm>")
    _, root = made.overlay("text/spring.xhtml")
    sentence = next(seq for seq in root.iter(f"{SMIL}seq") if seq.get(TEXTREF).endswith("#s2"))
    assert len(sentence) == len(said)


def test_alternative_texts_are_highlighted_as_a_whole_even_with_words(book: Book, tmp_path: Path) -> None:
    made = Opened(write(replace(book, publication=by_word(book.publication)), tmp_path))
    fragments = [par.fragment for par in made.pars("text/spring.xhtml")]
    assert "sa1" in fragments
    assert not any(fragment.startswith("sa1-w") for fragment in fragments)


EM, SUB = partial(Mark, "em"), partial(Mark, "sub")
SPELT: dict[str, tuple[tuple[Inline | str, ...], dict[str, str]]] = {
    "in one text": (("Two words.",), {"1": "Two", "2": "words"}),
    "over siblings": (("H", SUB((Text("2"),)), "O it is"), {"1": "H2O", "2": "it", "3": "is"}),
    "that begins in a mark of its own": ((EM((Text("half"),)), "way there"), {"1": "halfway", "2": "there"}),
    "that is a mark": (("a ", EM((Text("big"),)), " tree"), {"1": "a", "2": "big", "3": "tree"}),
    "within a mark": ((EM((Text("a big "), Mark("strong", (Text("old"),)))), " tree"), {"2": "big", "3": "old"}),
    "that begins among others in a mark": ((EM((Text("very half"),)), "way"), {"1": "very", "2": "half"}),
    "before a reference": (("One", NoteRef("n", "r", 1), " two."), {"1": "One", "2": "two"}),
}


@pytest.mark.parametrize("name", SPELT)
def test_a_word_has_one_span(name: str) -> None:
    inlines, expected = SPELT[name]
    sentence = s("1", *inlines)
    text = inline_text(sentence.inlines)
    places = tuple(match.span() for match in re.finditer(r"\w+", text))
    marked = Words("s1", places).marked(sentence.inlines)
    assert inline_text(marked) == text
    found = {mark.id.removeprefix("s1-w"): inline_text(mark.children) for mark in _spans(marked)}
    assert found == {**found, **expected}
    assert len(found) == len(places)


def _spans(inlines: Sequence[Inline]) -> Iterator[Mark]:
    for inline in inlines:
        if isinstance(inline, Mark):
            yield from [inline] if inline.id else _spans(inline.children)


# --- the package, and what it claims (standards A.10, B.5)


def test_the_package_names_classes_and_narrators_and_the_style_is_in_every_page(opened: Opened) -> None:
    (active,), (playing,) = opened.said("media:active-class"), opened.said("media:playback-active-class")
    assert opened.said("media:narrator") == ["narrator"]
    style = opened.read("css/epub.css").decode()
    assert f".{active} {{" in style
    assert f".{playing} {{" in style
    assert "." not in active + playing
    for document in documents(opened):
        (link,) = opened.parse(document).iter(f"{HTML}link")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document), link.get("href")))
        assert path == "css/epub.css"


def complete(*blocks: Block) -> Publication:
    return publication(chapter("c", "C", p(s("1", "Text.")), *blocks), metadata=plain().metadata)


ALT = figure("f", "images/a.png", 1, s("a", "A view of a pond."))
GAPS: dict[str, tuple[Publication, str]] = {
    "a passage of code": (complete(Code("x = 1")), "a passage of code is not read out"),
    "code within a sentence": (complete(p(s("2", "See ", Mark("code", (Text("a[1]"),))))), "code within a sentence"),
    "a web address": (complete(p(s("2", "See https://example.org/a for more."))), "an address is not spelt out"),
}


@pytest.mark.parametrize("name", GAPS)
def test_what_is_shown_and_not_said_takes_the_claim_away_and_is_told(name: str, tmp_path: Path) -> None:
    made, message = GAPS[name]
    narrated = voiced(made)
    (finding,) = warnings(narrated)
    assert message in finding.message
    opened = Opened(write(narrated, tmp_path))
    assert "auditory" not in opened.said("schema:accessModeSufficient")
    assert "synchronizedAudioText" not in opened.said("schema:accessibilityFeature")


def test_notes_that_nobody_reads_take_the_claim_away() -> None:
    made = complete(notes("ns", note("n", 1, ("r",), p(s("2", "A note.")))))
    narrated = voiced(made)
    assert narrated.timeline is not None
    (track,) = narrated.timeline.tracks
    short = replace(track, clips=track.clips[:2])
    silent = replace(narrated, timeline=replace(narrated.timeline, tracks=(short,)))
    (finding,) = warnings(silent)
    assert "a sentence is not narrated (3 in all)" in finding.message
    assert not list(warnings(narrated))


def test_a_book_that_is_heard_whole_says_that_listening_is_enough(tmp_path: Path) -> None:
    narrated = voiced(complete(p(s("2", "Code such as ", Mark("code", (Text("plain words"),)), " is said."))))
    assert not list(warnings(narrated))
    opened = Opened(write(narrated, tmp_path))
    assert "auditory" in opened.said("schema:accessModeSufficient")
    assert "synchronizedAudioText" in opened.said("schema:accessibilityFeature")
    assert "auditory" not in opened.said("schema:accessMode")


def test_every_visible_word_lies_in_something_that_is_highlighted(opened: Opened) -> None:
    for document in documents(opened):
        spoken = {par.fragment for par in opened.pars(document)}
        root = opened.parse(document)
        for element in root.find(f"{HTML}body").iter():
            hidden = any(each.get("hidden") for each in (element, *element.iterancestors()))
            if hidden or not isinstance(element.tag, str) or element.tag in (f"{HTML}pre", f"{HTML}code"):
                continue
            for text, around in ((element.text, element), (element.tail, element.getparent())):
                if text and re.search(r"\w", text):
                    chain = {each.get("id") for each in (around, *around.iterancestors())}
                    is_backlink = any(each.get("role") == "doc-backlink" for each in (around, *around.iterancestors()))
                    assert chain & spoken or is_backlink, (document, text)
            if element.get("alt"):
                assert element.get("id") in spoken


def test_a_book_that_nobody_reads_has_no_read_along() -> None:
    assert not list(make(Book(plain())))


def test_two_runs_give_the_same_bytes(book: Book, file: Path, tmp_path: Path) -> None:
    assert write(book, tmp_path).read_bytes() == file.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("granularity", ["sentence", "word"])
def test_checkers_have_nothing_to_say(book: Book, granularity: str, tmp_path: Path) -> None:
    chosen = by_word(book.publication) if granularity == "word" else book.publication
    made = write(replace(book, publication=chosen), tmp_path)
    assert epubcheck(made, tmp_path) == []
    assert ace(made, tmp_path / "ace") == []
