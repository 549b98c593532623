from __future__ import annotations

import json
import shutil
import struct
import subprocess
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

import narrations
from cjpublish.audio.pcm import decode
from cjpublish.editions.m4b import make, warnings
from cjpublish.model import Artifact, Book, Packets
from narrations import METADATA, onsets, samples

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffprobe"), reason="there is no ffmpeg to compare with")


def written(book: Book, path: Path) -> Artifact:
    (artifact,) = make(book)
    artifact.write(path)
    return artifact


def lengths(book: Book) -> list[int]:
    assert book.timeline
    return [track.length for track in book.timeline.tracks]


def atoms(content: bytes) -> list[str]:
    """Return the types of a file's top-level atoms."""
    types = []
    position = 0
    while position < len(content):
        size, kind = struct.unpack_from(">I4s", content, position)
        types.append(kind.decode())
        position += size
    return types


def packets(content: bytes) -> list[bytes]:
    with av.open(BytesIO(content), "r") as container:
        return [bytes(packet) for packet in container.demux(container.streams.audio[0]) if packet.size]


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    book = narrations.book(4)
    path = tmp_path_factory.mktemp("m4b") / "book.m4b"
    written(book, path)
    return book, path


@pytest.mark.parametrize(
    ("count", "rate"), [(1, 22050), (5, 24000), (3, 44100), pytest.param(40, 22050, marks=pytest.mark.slow)]
)
def test_a_joined_book_decodes_to_the_sample(count: int, rate: int, tmp_path: Path) -> None:
    book = narrations.book(count, rate)
    artifact = written(book, tmp_path / "book")
    speech = decode((tmp_path / "book").read_bytes())
    assert speech.rate == rate
    assert len(speech.pcm) // 2 == sum(lengths(book)) == artifact.samples
    assert all(abs(late) <= 0.001 * rate for late in onsets(speech.pcm, lengths(book)))


def test_a_joint_adds_no_sound_of_its_own(four: tuple[Book, Path]) -> None:
    book, path = four
    sound = samples(decode(path.read_bytes()).pcm)
    ends = np.cumsum(lengths(book))
    assert max(np.abs(sound[end - 1024 : end + 1024]).max() for end in ends[:-1]) < 0.001


def test_the_packets_are_the_chapters_own_without_the_priming_of_all_but_the_first(four: tuple[Book, Path]) -> None:
    book, path = four
    first, *others = (packets(audio.aac[0].content()) for audio in book.audio.values())
    assert packets(path.read_bytes()) == first + [packet for other in others for packet in other[1:]]


def test_the_file_says_it_is_an_audiobook_and_begins_with_its_index(four: tuple[Book, Path]) -> None:
    content = four[1].read_bytes()
    assert content[4:12] == b"ftypM4B "
    assert atoms(content) == ["ftyp", "moov", "free", "mdat"]
    assert b"stik\0\0\0\x11data\0\0\0\x15\0\0\0\0\x02" in content


def test_chapters_touch_from_the_first_sample_to_the_last(four: tuple[Book, Path]) -> None:
    book, path = four
    edges = [0, *np.cumsum(lengths(book)).tolist()]
    with av.open(str(path), "r") as container:
        chapters = container.chapters()
    found = [
        (c["start"] * c["time_base"] * 22050, c["end"] * c["time_base"] * 22050) for c in chapters if c["time_base"]
    ]
    assert found == list(pairwise(edges))
    assert [c["metadata"]["title"] for c in chapters] == [c.title for c in book.publication.reading_order]


def test_nero_chapters_are_written_too(four: tuple[Book, Path]) -> None:
    content = four[1].read_bytes()
    chpl = content[content.index(b"chpl") + 4 :]
    assert chpl[8] == 4
    begin, size = struct.unpack_from(">QB", chpl, 9)
    assert (begin, chpl[18 : 18 + size].decode()) == (0, "Chapitre 1 ០១")


def test_tags_name_work_people_and_language(four: tuple[Book, Path]) -> None:
    with av.open(str(four[1]), "r") as container:
        tags = dict(container.metadata)
        assert container.streams.audio[0].language == "fra"
    expected = {
        "title": "Le jardin",
        "album": "Le jardin",
        "artist": "A. Writer, សុខ",
        "composer": "Joe",
        "genre": "Audiobook",
        "date": "2026-11-24",
        "copyright": "CC BY 4.0",
        "description": "Tout ce qui pousse.",
        "media_type": "2",
    }
    assert {name: tags.get(name) for name in expected} == expected
    assert not {"creation_time", "encoder"} & tags.keys()


def test_the_cover_is_a_square_jpeg(four: tuple[Book, Path]) -> None:
    with av.open(str(four[1]), "r") as container:
        (picture,) = container.streams.video
        assert (picture.codec_context.name, picture.width, picture.height) == ("mjpeg", 2000, 2000)
        assert picture.disposition & av.stream.Disposition.attached_pic


def test_two_runs_give_the_same_bytes(four: tuple[Book, Path], tmp_path: Path) -> None:
    written(narrations.book(4), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == four[1].read_bytes()


@needs_ffmpeg
def test_ffmpeg_reads_what_was_written(four: tuple[Book, Path]) -> None:
    book, path = four
    probe = ["ffprobe", "-v", "quiet", "-of", "json", "-show_format", "-show_chapters", str(path)]
    found = json.loads(subprocess.run(probe, capture_output=True, check=True).stdout)
    assert found["format"]["tags"]["major_brand"] == "M4B "
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == [
        c.title for c in book.publication.reading_order
    ]
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", "-f", "s16le", "-"], capture_output=True, check=True
    ).stdout
    assert len(decoded) // 2 == sum(lengths(book))
    assert all(abs(late) <= 22 for late in onsets(decoded, lengths(book)))


def test_a_book_that_nobody_reads_has_no_m4b() -> None:
    assert list(make(Book(narrations.book(1).publication))) == []


def test_chapters_are_read_when_the_file_is_written_one_after_the_other(tmp_path: Path) -> None:
    book = narrations.book(2)
    read: list[str] = []

    def reading(name: str) -> bytes:
        read.append(name)
        return book.audio[name].aac[0].content()

    def noted(name: str) -> tuple[Packets, ...]:
        return (replace(book.audio[name].aac[0], content=partial(reading, name)),)

    audio = {name: replace(chapter, aac=noted(name)) for name, chapter in book.audio.items()}
    (artifact,) = make(replace(book, audio=audio))
    assert read == []
    artifact.write(tmp_path / "book")
    assert read == ["c1", "c2"]


def test_a_title_too_long_for_a_chapter_mark_is_cut_between_letters_and_reported(tmp_path: Path) -> None:
    book = narrations.book(1)
    chapter = replace(book.publication.reading_order[0], title="ក" * 100)
    long = replace(book, publication=replace(book.publication, reading_order=(chapter,)))
    written(long, tmp_path / "book")
    with av.open(str(tmp_path / "book"), "r") as container:
        assert container.chapters()[0]["metadata"]["title"] == "ក" * 85
    assert [finding.code for finding in warnings(long)] == ["m4b-title"]


def test_more_chapters_than_neros_list_holds_are_reported_and_all_in_the_chapter_track(tmp_path: Path) -> None:
    book = narrations.book(1)
    assert book.timeline
    ids = [f"c{number}" for number in range(1, 258)]
    first = book.publication.reading_order[0]
    (run,) = book.audio["c1"].aac
    content = run.content()
    many = replace(
        book,
        publication=replace(book.publication, reading_order=tuple(replace(first, id=name, title=name) for name in ids)),
        timeline=replace(book.timeline, tracks=tuple(replace(book.timeline.tracks[0], chapter=name) for name in ids)),
        audio={name: replace(book.audio["c1"], aac=(replace(run, content=lambda: content),)) for name in ids},
    )
    written(many, tmp_path / "book")
    with av.open(str(tmp_path / "book"), "r") as container:
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ids
    assert [finding.code for finding in warnings(many)] == ["m4b-chapters"]
    assert list(warnings(narrations.book(2))) == []


def test_metadata_that_is_not_known_leaves_no_empty_tag(tmp_path: Path) -> None:
    bare = replace(METADATA, authors=(), narrators=(), date=None, rights=None, description=None, language="en")
    written(narrations.book(1, metadata=bare), tmp_path / "book")
    with av.open(str(tmp_path / "book"), "r") as container:
        assert not {"artist", "composer", "date", "copyright", "description"} & dict(container.metadata).keys()
