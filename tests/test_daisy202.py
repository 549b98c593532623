from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from lxml import etree
from PIL import Image

import daisyplayer
import narrations
from cjpublish.audio.pcm import decode
from cjpublish.editions.daisy202 import make, warnings
from cjpublish.errors import InputError
from cjpublish.model import Book, Figure, Note, NoteRef, Timeline, inline_text, walk_blocks, walk_sentences
from cjpublish.outline import outline
from publications import chapter, notes, p, plain, publication, resource, rich, s
from talkingbooks import RATE, hertz, pitch, voiced

DTDS = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd")
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Published:
    """A talking book, read back from its archive."""

    book: Book
    path: Path
    files: dict[str, bytes]

    def document(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[name])

    @cached_property
    def ncc(self) -> etree._Element:
        return self.document("ncc.html")

    @cached_property
    def smils(self) -> list[str]:
        """The SMIL documents in the order of the master."""
        return [ref.get("src") for ref in self.document("master.smil").iter("ref")]

    @property
    def timeline(self) -> Timeline:
        assert self.book.timeline
        return self.book.timeline


def publish(book: Book, folder: Path) -> Published:
    (artifact,) = make(book)
    path = folder / artifact.path
    artifact.write(path)
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Published(book, path, files)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("daisy")
    return publish(voiced(rich(folder)), folder)


def metas(document: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in (element for element in document.iter() if etree.QName(element).localname == "meta"):
        if meta.get("name"):
            found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def entries(published: Published) -> list[etree._Element]:
    return list(published.ncc.find(f"{XHTML}body"))


def seconds(clock: str) -> int:
    assert re.fullmatch(r"\d\d:[0-5]\d:[0-5]\d", clock)
    hours, minutes, rest = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + rest


def clip(audio: etree._Element) -> tuple[int, int]:
    """Return a clip's edges in milliseconds."""
    edges = [re.fullmatch(r"npt=(\d+)\.(\d{3})s", audio.get(name)) for name in ("clip-begin", "clip-end")]
    begin, end = [int(edge[1]) * 1000 + int(edge[2]) for edge in edges if edge]
    return begin, end


# --- documents


@pytest.mark.parametrize(
    ("pattern", "dtd"),
    [
        (r".*\.html", "REC-xhtml1-20020801/xhtml1-transitional.dtd"),
        (r".*\.smil", "REC-smil-19980615/smil10.dtd"),
    ],
)
def test_documents_are_valid_after_their_dtd(published: Published, pattern: str, dtd: str) -> None:
    if not (DTDS / dtd).is_file():
        pytest.skip("Debian's w3c-sgml-lib, which has the DTDs, is not installed")
    validator = etree.DTD(str(DTDS / dtd))
    names = [name for name in published.files if re.fullmatch(pattern, name)]
    assert len(names) == 6
    for name in names:
        assert validator.validate(published.document(name)), f"{name}: {validator.error_log}"


def test_names_are_short_and_in_one_folder(published: Published) -> None:
    for name in published.files:
        assert re.fullmatch(r"[a-z0-9]{1,8}\.(html|smil|mp3|jpg|png|svg|css)", name)


def test_every_file_is_used_and_every_file_used_is_there(published: Published) -> None:
    used = {"ncc.html", "master.smil"}
    for name in published.files:
        if name.endswith((".html", ".smil")):
            for element in published.document(name).iter():
                addresses = [element.get(name, "") for name in ("href", "src")]
                used |= {each.partition("#")[0] for each in addresses if ":" not in each}
    used.discard("")
    assert used == set(published.files)


def test_the_same_book_gives_the_same_bytes(published: Published, tmp_path: Path) -> None:
    assert publish(published.book, tmp_path).path.read_bytes() == published.path.read_bytes()


# --- Navigation Control Center


def test_ncc_has_the_mandatory_and_recommended_metadata(published: Published) -> None:
    found = metas(published.ncc)
    expected = {
        "dc:title": ["The Kitchen Garden & Other Places"],
        "dc:creator": ["A. Writer", "B. Écrivain"],
        "dc:date": ["2026-11-24"],
        "dc:format": ["Daisy 2.02"],
        "dc:identifier": ["urn:uuid:5d1c7f0e-5f0f-5b7a-8f3e-0d2f5b0c9f11"],
        "dc:language": ["en"],
        "dc:publisher": ["The Garden Press"],
        "dc:subject": ["Gardens", "Weather"],
        "ncc:charset": ["utf-8"],
        "ncc:multimediaType": ["audioFullText"],
        "ncc:narrator": ["narrator"],
        "ncc:setInfo": ["1 of 1"],
        "ncc:depth": ["3"],
        "ncc:footnotes": ["2"],
        "ncc:prodNotes": ["3"],
        "ncc:sidebars": ["0"],
        "ncc:pageFront": ["0"],
        "ncc:pageNormal": ["0"],
        "ncc:pageSpecial": ["0"],
        "ncc:maxPageNormal": ["0"],
    }
    assert {name: found.get(name) for name in expected} == expected


def test_ncc_counts_what_is_there(published: Published) -> None:
    found = {name: values[0] for name, values in metas(published.ncc).items()}
    assert int(found["ncc:tocItems"]) == len(entries(published))
    assert int(found["ncc:files"]) == len(published.files)
    assert abs(int(found["ncc:kByteSize"]) - sum(map(len, published.files.values())) / 1024) < 1


def test_headings_are_the_outline_and_no_level_is_skipped(published: Published) -> None:
    headings = [(e.tag, "".join(e.itertext())) for e in entries(published) if e.tag != f"{XHTML}span"]
    expected = []
    for each in published.book.publication.reading_order:
        expected += [(f"{XHTML}h{level}", inline_text(h.sentence.inlines)) for h, level in outline(each)]
        if each.id == "spring":
            expected.append((f"{XHTML}h2", "Notes"))
    assert headings == expected
    levels = [int(tag[-1]) for tag, _ in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [e.get("class") for e in entries(published)].index("title") == 0


def test_entries_lead_to_the_first_text_of_a_par_in_the_order_of_play(published: Published) -> None:
    """DAISY 2.02, 2.1.10.1 and 2.1: the order of entries is the order of play."""
    order = []
    for smil in published.smils:
        for par in published.document(smil).iter("par"):
            assert [child.tag for child in par] == ["text", "seq"]
            order.append(f"{smil}#{par[0].get('id')}")
    places = [order.index(entry[0].get("href")) for entry in entries(published)]
    assert places == sorted(set(places))


def test_notes_and_producers_notes_can_be_gone_to(published: Published) -> None:
    spans = [(e.get("class"), e[0].text) for e in entries(published) if e.tag == f"{XHTML}span"]
    assert spans == [
        ("optional-prodnote", "Figure 1."),
        ("optional-prodnote", "Description of figure 1."),
        ("noteref", "1"),
        ("noteref", "2"),
        ("optional-prodnote", "Figure 2."),
    ]


# --- SMIL and text


def test_every_sentence_is_said_once_in_the_order_of_the_text(published: Published) -> None:
    for smil, each in zip(published.smils, published.book.publication.reading_order, strict=True):
        sources = [text.get("src").split("#") for text in published.document(smil).iter("text")]
        (document,) = {file for file, _ in sources}
        said = [name for _, name in sources]
        assert said == [sentence.id for sentence in walk_sentences(each.blocks)]
        ids = [element.get("id") for element in published.document(document).iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert [name for name in ids if name in said] == said


def test_the_text_of_each_sentence_is_under_its_id(published: Published) -> None:
    texts = {
        element.get("id"): " ".join("".join(element.itertext()).split())
        for name in published.files
        if name.startswith("text")
        for element in published.document(name).iter()
    }
    expected = {
        "sa1": 'Plan of a garden with a "north" and a south bed.',
        "s2": "Nothing is in a hurry & <calm>: à demain, מחר, H2O, x2, soon, a < b anda page.",
        "s16": "Mulch",
        "s4": "It should show 8 °C.",
    }
    assert {name: texts.get(name) for name in expected} == expected


def test_each_smil_begins_with_a_heading(published: Published) -> None:
    for smil in published.smils:
        file, name = next(published.document(smil).iter("text")).get("src").split("#")
        (element,) = [e for e in published.document(file).iter() if e.get("id") == name]
        assert element.tag == f"{XHTML}h1"


def test_ids_of_all_smil_documents_are_unique_whatever_the_case(published: Published) -> None:
    ids = [
        e.get("id").lower()
        for smil in published.smils
        for e in published.document(smil).find("body").iter()
        if e.get("id")
    ]
    assert len(ids) == len(set(ids)) > 180


def test_clips_touch_from_nought_to_the_end(published: Published) -> None:
    for smil, track in zip(published.smils, published.timeline.tracks, strict=True):
        document = published.document(smil)
        clips = [clip(audio) for audio in document.iter("audio")]
        assert clips[0][0] == 0
        assert all(before[1] == after[0] for before, after in pairwise(clips))
        assert all(begin < end for begin, end in clips)
        assert document.find("body/seq").get("dur") == f"{clips[-1][1] / 1000:.3f}s"
        assert abs(clips[-1][1] - track.length * 1000 / RATE) <= 1
        assert [begin for begin, _ in clips[1:]] == [round(c.begin * 1000 / RATE) for c in track.clips[1:]]


def test_times_add_up(published: Published) -> None:
    lengths = [clip(list(published.document(smil).iter("audio"))[-1])[1] for smil in published.smils]
    total = round(sum(track.length for track in published.timeline.tracks) * 1000 / RATE)
    assert sum(lengths) == total
    for place, smil in enumerate(published.smils):
        found = metas(published.document(smil))
        assert abs(seconds(found["ncc:totalElapsedTime"][0]) * 1000 - sum(lengths[:place])) <= 500
        assert abs(seconds(found["ncc:timeInThisSmil"][0]) * 1000 - lengths[place]) <= 500
    (whole,) = metas(published.ncc)["ncc:totalTime"]
    assert abs(seconds(whole) * 1000 - total) <= 500
    assert metas(published.document("master.smil"))["ncc:timeInThisSmil"] == [whole]


def test_what_can_be_skipped_is_what_notes_and_descriptions_say(published: Published) -> None:
    required = {
        par[0].get("src").split("#")[1]: par.get("system-required")
        for smil in published.smils
        for par in published.document(smil).iter("par")
    }
    figures = [
        block
        for each in published.book.publication.reading_order
        for block in walk_blocks(each.blocks)
        if isinstance(block, Figure)
    ]
    described = {f.alt.id for f in figures if f.alt} | {f.description_label.id for f in figures if f.description_label}
    described |= {sentence.id for figure in figures for sentence in walk_sentences(figure.description)}
    assert {name for name, value in required.items() if value == "prodnote-on"} == described
    noted = {name for name, value in required.items() if value == "footnote-on"}
    assert noted >= {"s4", "s5", "s6", "s7", "s8"}
    assert len(noted) == 7  # and the two labels
    assert set(required.values()) == {None, "prodnote-on", "footnote-on"}


def test_a_picture_in_a_note_goes_with_the_note(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "bed.png")
    picture = Figure("figure-bed", "images/bed.png", s("l", "Figure 1."), s("a", "A bed."))
    note = Note("n", 1, s("n", "Note 1."), ("r",), (p(s("n1", "Like this:")), picture))
    pages = chapter("c", "Bed", p(s("1", "A bed.", NoteRef("n", "r", 1))), notes("c-notes", note))
    source = publication(pages, metadata=plain().metadata, resources=(resource(tmp_path / "bed.png", "image/png"),))
    published = publish(voiced(source), tmp_path)
    pars = list(published.document("smil0001.smil").iter("par"))
    assert [par.get("system-required") for par in pars] == [None] * 3 + ["footnote-on"] * 4
    assert [e.get("class") for e in entries(published)] == ["title", "section", "noteref"]


def test_links_lead_to_ids_that_are_there(published: Published) -> None:
    ids = {name: {e.get("id") for e in published.document(name).iter()} for name in published.files if ".html" in name}
    count = 0
    for name in ids:
        for link in published.document(name).iter(f"{XHTML}a"):
            file, _, anchor = link.get("href").partition("#")
            if anchor and not file.endswith(".smil"):
                assert anchor in ids[file or name]
                count += 1
    assert count == 7  # two to chapters and headings, three to notes, two back


def test_a_link_to_a_chapter_that_is_not_heard_is_plain_text(published: Published, tmp_path: Path) -> None:
    tracks = tuple(track for track in published.timeline.tracks if track.chapter != "spring")
    book = replace(published.book, timeline=replace(published.timeline, tracks=tracks))
    text = publish(book, tmp_path).files["text0002.html"].decode()
    assert "<span>Continue after the content note</span>" in text
    assert "Spring" not in publish(book, tmp_path / "..").files["ncc.html"].decode()


def test_a_heading_without_words_leaves_its_chapter_an_entry(tmp_path: Path) -> None:
    book = voiced(plain())
    assert book.timeline
    (track,) = book.timeline.tracks
    silent = replace(book, timeline=replace(book.timeline, tracks=(replace(track, clips=track.clips[1:]),)))
    published = publish(silent, tmp_path)
    (entry,) = entries(published)
    assert (entry.tag, entry[0].text) == (f"{XHTML}h1", "The Walk")
    assert entry[0].get("href") == "smil0001.smil#t0001-0001"


# --- audio and pictures


def sounds(published: Published) -> Iterator[tuple[str, bytes]]:
    for smil in published.smils:
        (name,) = {audio.get("src") for audio in published.document(smil).iter("audio")}
        yield smil, published.files[name]


def test_each_clip_is_its_sentence(published: Published) -> None:
    for smil, content in sounds(published):
        speech = decode(content)
        sound = np.frombuffer(speech.pcm, "<i2") / 32768
        for place, audio in enumerate(published.document(smil).iter("audio")):
            begin, end = (round(edge * RATE / 1000) for edge in clip(audio))
            assert end <= len(sound) + RATE / 1000  # the edges of the whole are rounded, so a chapter's may be over
            heard = np.abs(sound[begin : min(end, len(sound)) - RATE // 50])
            loud = np.flatnonzero(heard > 0.1)
            begins = 0.13 * RATE if place == 0 else 0
            assert abs(pitch(sound[begin:end]) - hertz(place)) < 5
            assert abs(loud[0] - begins) < 0.02 * RATE
            assert abs(loud[-1] - begins - 0.32 * RATE) < 0.02 * RATE


def test_audio_is_one_bit_rate_without_tags(published: Published) -> None:
    for _, content in sounds(published):
        assert content[:2] in (b"\xff\xf3", b"\xff\xfb")
        frames = list(narrations.frames(content))
        assert len({frame[2] >> 4 for frame in frames}) == 1


def test_pictures_are_shown_decorative_ones_too(published: Published) -> None:
    images = [
        i.get("src") for n in sorted(published.files) if "text" in n for i in published.document(n).iter(f"{XHTML}img")
    ]
    assert images == ["img00001.svg", "img00002.png", "img00003.jpg"]


def test_webp_becomes_png(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "#204060").save(tmp_path / "bed.webp")
    picture = Figure("figure-bed", "images/bed.webp", s("l", "Figure 1."), s("a", "A bed."))
    pictures = (resource(tmp_path / "bed.webp", "image/webp"),)
    source = publication(chapter("c", "Bed", picture), metadata=plain().metadata, resources=pictures)
    assert publish(voiced(source), tmp_path).files["img00001.png"].startswith(b"\x89PNG")


# --- what can't be published, and what is told


def test_nothing_narrated_makes_nothing() -> None:
    assert not list(make(Book(plain())))
    assert not list(warnings(Book(plain())))


def test_everything_that_xml_cannot_hold_is_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "bed.png"
    broken.write_bytes(b"\x89PNG broken")
    picture = Figure("figure-bed", "images/bed.png", s("l", "Figure 1."), s("a", "A bed."))
    pages = (chapter("a", "A", p(s("1", "One\x0bword."))), chapter("b", "B", picture))
    source = publication(*pages, metadata=plain().metadata, resources=(resource(broken, "image/png"),))
    with pytest.raises(InputError) as caught:
        publish(voiced(source), tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["picture", "control-character"]


def test_what_is_guessed_or_left_out_is_told(published: Published) -> None:
    assert [finding.code for finding in warnings(published.book)] == []
    bare = voiced(plain())
    assert [finding.code for finding in warnings(bare)] == ["daisy-publisher"]
    assert bare.timeline
    tracks = published.timeline.tracks[1:]
    silent = replace(published.book, timeline=replace(published.timeline, tracks=tracks))
    assert [finding.code for finding in warnings(silent)] == ["daisy-silent-chapter"]


def test_whoever_wrote_it_publishes_it_where_nobody_else_does(tmp_path: Path) -> None:
    for number, (authors, expected) in enumerate(
        {("A. Writer", "B. Penn"): "A. Writer, B. Penn", (): "A Walk"}.items()
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = metas(publish(voiced(plain(authors=authors)), folder).ncc)
        assert found["dc:publisher"] == [expected]


# --- a real player


def tones(sound: np.ndarray) -> list[tuple[float, float]]:
    """Return pitch and seconds of each tone that is heard."""
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    cuts = np.flatnonzero(np.diff(loud) > RATE // 50)
    begins, ends = [loud[0], *loud[cuts + 1]], [*loud[cuts], loud[-1]]
    return [(pitch(sound[a:b]), (b - a) / RATE) for a, b in zip(begins, ends, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("skipped", [0, 2])
def test_daisy_player_opens_it_and_plays_every_sentence(published: Published, skipped: int, tmp_path: Path) -> None:
    played = daisyplayer.play(published.path, daisyplayer.DOWN * skipped + daisyplayer.ENTER, RATE, tmp_path)
    assert "The Kitchen Garden & Other Places" in played.screen
    assert "level: 1 of 3" in played.screen
    total = sum(track.length for track in published.timeline.tracks) // RATE
    assert f"total length: 00:00:{total:02}" in played.screen
    for title in ("Content note", "Spring", "The north bed", "Peas", "Notes", "About this publication"):
        assert re.search(rf"\b{title}\s+\.", played.screen)
    tracks = published.timeline.tracks[skipped:]
    expected = [hertz(place) for track in tracks for place in range(len(track.clips))]
    heard = tones(played.sound)
    assert [round(tone / 50) * 50 for tone, _ in heard] == expected
    assert all(abs(length - 0.32) < 0.02 for _, length in heard)
