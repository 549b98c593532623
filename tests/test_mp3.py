from __future__ import annotations

import json
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

import narrations
from cjpublish.audio import id3
from cjpublish.audio.pcm import decode
from cjpublish.editions.mp3 import make
from cjpublish.model import Book
from narrations import METADATA, onsets, samples

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffprobe"), reason="there is no ffmpeg to compare with")

Frames = list[tuple[str, bytes]]


def lengths(book: Book) -> list[int]:
    assert book.timeline
    return [track.length for track in book.timeline.tracks]


def publish(book: Book, folder: Path) -> list[str]:
    """Write every file and return their paths."""
    paths = []
    for artifact in make(book):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        artifact.write(path)
        paths.append(artifact.path)
    return paths


def tag_size(content: bytes) -> int:
    """Return the length of the ID3v2 tag that a file begins with."""
    assert content[:5] == b"ID3\x03\x00"
    a, b, c, d = content[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def id3_frames(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield id and content of ID3v2.3 frames, read after the specification."""
    position = 0
    while position < len(content):
        identifier, size, _ = struct.unpack_from(">4sIH", content, position)
        yield identifier.decode(), content[position + 10 : position + 10 + size]
        position += 10 + size


def tag(path: Path) -> Frames:
    content = path.read_bytes()
    return list(id3_frames(content[10 : tag_size(content)]))


def text(content: bytes) -> str:
    return content[1:].decode("latin-1" if content[0] == 0 else "utf-16")


def chapters(frames: Frames) -> list[tuple[str, int, int, str]]:
    """Return each CHAP's element id, begin and end in milliseconds, and title, in file order."""
    found = []
    for _, content in (frame for frame in frames if frame[0] == "CHAP"):
        name, _, rest = content.partition(b"\0")
        begin, end, *offsets = struct.unpack_from(">IIII", rest)
        assert offsets == [0xFFFFFFFF] * 2
        ((identifier, title),) = id3_frames(rest[16:])
        assert identifier == "TIT2"
        found.append((name.decode(), begin, end, text(title)))
    return found


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    book = narrations.book(4)
    folder = tmp_path_factory.mktemp("mp3")
    publish(book, folder)
    return book, folder


def test_each_chapter_has_a_file_in_order_and_the_whole_has_one(tmp_path: Path) -> None:
    names = publish(narrations.book(2), tmp_path)
    assert names == ["le-jardin-mp3/01-c1.mp3", "le-jardin-mp3/02-c2.mp3", "le-jardin.mp3"]


def test_numbers_are_as_wide_as_the_last_chapter_needs() -> None:
    assert next(iter(make(narrations.book(100)))).path == "le-jardin-mp3/001-c1.mp3"


@pytest.mark.parametrize(
    ("count", "rate", "profile"),
    [
        (1, 22050, "podcast"),
        (5, 24000, "podcast"),
        (3, 44100, "acx"),
        (3, 22050, "acx"),
        pytest.param(40, 22050, "podcast", marks=pytest.mark.slow),
    ],
)
def test_a_joined_book_decodes_to_the_sample(count: int, rate: int, profile: str, tmp_path: Path) -> None:
    book = narrations.book(count, rate, profile)
    artifact = list(make(book))[-1]
    artifact.write(tmp_path / "book")
    speech = decode((tmp_path / "book").read_bytes())
    assert speech.rate == rate
    assert len(speech.pcm) // 2 == sum(lengths(book)) == artifact.samples
    assert all(abs(late) <= 0.001 * rate for late in onsets(speech.pcm, lengths(book)))


def test_a_chapters_own_file_decodes_to_the_sample(four: tuple[Book, Path]) -> None:
    book, folder = four
    for number, length in enumerate(lengths(book), 1):
        pcm = decode((folder / f"le-jardin-mp3/0{number}-c{number}.mp3").read_bytes()).pcm
        assert len(pcm) // 2 == length
        assert abs(onsets(pcm, [length])[0]) <= 22


def test_a_joint_adds_no_sound_of_its_own(four: tuple[Book, Path]) -> None:
    book, folder = four
    sound = samples(decode((folder / "le-jardin.mp3").read_bytes()).pcm)
    ends = list(accumulate(lengths(book)))
    assert max(abs(sound[end - 576 : end + 576]).max() for end in ends[:-1]) < 0.001


def test_the_frames_are_the_chapters_own_as_many_as_their_lengths_and_the_last_ones_flush(
    four: tuple[Book, Path],
) -> None:
    book, folder = four
    content = (folder / "le-jardin.mp3").read_bytes()
    _, *found = narrations.frames(content[tag_size(content) :])
    apart = [list(narrations.frames(audio.mp3[0].content())) for audio in book.audio.values()]
    kept = [frames[: length // 576] for frames, length in zip(apart, lengths(book), strict=True)]
    assert found == [frame for frames in kept for frame in frames] + apart[-1][len(kept[-1]) :]


def test_the_info_frame_counts_frames_and_bytes_and_names_delay_and_padding(four: tuple[Book, Path]) -> None:
    book, folder = four
    content = (folder / "le-jardin.mp3").read_bytes()
    stream = content[tag_size(content) :]
    info, *frames = narrations.frames(stream)
    assert info[13:17] == b"Info"
    flags, count, size = struct.unpack_from(">III", info, 17)
    assert (flags, count, size) == (0x0F, len(frames), len(stream))
    lame = info[133:]
    assert lame[:4] == b"LAME"
    delay, padding = int.from_bytes(lame[21:24], "big") >> 12, int.from_bytes(lame[21:24], "big") & 0xFFF
    assert delay == 576
    assert count * 576 - delay - padding == sum(lengths(book))


def test_chapters_stand_in_time_order_and_touch_from_the_first_sample_to_the_last(four: tuple[Book, Path]) -> None:
    book, folder = four
    edges = [round(1000 * samples / 22050) for samples in accumulate(lengths(book), initial=0)]
    titles = [chapter.title for chapter in book.publication.reading_order]
    expected = [(f"ch{n}", *times, title) for n, (times, title) in enumerate(zip(pairwise(edges), titles, strict=True))]
    assert chapters(tag(folder / "le-jardin.mp3")) == expected


def test_the_table_of_contents_is_ordered_at_the_top_level_and_stands_before_its_chapters(
    four: tuple[Book, Path],
) -> None:
    frames = tag(four[1] / "le-jardin.mp3")
    names = [name for name, _ in frames]
    assert names.index("CTOC") < names.index("CHAP")
    assert dict(frames)["CTOC"] == b"toc\0\x03\x04ch0\0ch1\0ch2\0ch3\0"


def test_a_table_of_contents_beyond_255_chapters_holds_tables() -> None:
    marks = [id3.Mark(str(number), number, number + 1) for number in range(300)]
    written = id3.write(id3.Tag({}, "", "eng", b"", marks))
    tables = [content for name, content in id3_frames(written[10:]) if name == "CTOC"]
    assert [table[: table.index(b"\0") + 3] for table in tables] == [
        b"toc\0\x03\x02",
        b"toc0\0\x01\xff",
        b"toc1\0\x01\x2d",
    ]
    assert len(chapters(list(id3_frames(written[10:])))) == 300


def test_tags_of_the_whole_name_the_work(four: tuple[Book, Path]) -> None:
    book, folder = four
    frames = dict(tag(folder / "le-jardin.mp3"))
    expected = {
        "TIT2": "Le jardin",
        "TIT3": "Une année",
        "TALB": "Le jardin",
        "TPE1": "A. Writer, សុខ",
        "TCOM": "Joe",
        "TCON": "Audiobook",
        "TLAN": "fra",
        "TYER": "2026",
        "TDAT": "2411",
        "TPUB": "Garden Press",
        "TCOP": "CC BY 4.0",
        "TLEN": str(round(1000 * sum(lengths(book)) / 22050)),
    }
    assert {name: text(frames[name]) for name in expected} == expected
    assert frames["COMM"] == b"\0fra\0Tout ce qui pousse."
    assert frames["APIC"].startswith(b"\0image/jpeg\0\x03\0\xff\xd8")
    assert "TRCK" not in frames


def test_tags_of_a_chapter_name_the_chapter_and_its_place(four: tuple[Book, Path]) -> None:
    book, folder = four
    frames = dict(tag(folder / "le-jardin-mp3/02-c2.mp3"))
    expected = {
        "TIT2": "Chapitre 2 ០១",
        "TALB": "Le jardin",
        "TRCK": "2/4",
        "TLEN": str(round(1000 * lengths(book)[1] / 22050)),
    }
    assert {name: text(frames[name]) for name in expected} == expected
    assert "APIC" in frames
    assert not {"CTOC", "CHAP", "TIT3"} & frames.keys()


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [("2026-11-24", "2026", "2411"), ("2026-11", "2026", None), ("2026", "2026", None), (None, None, None)],
)
def test_a_date_is_written_as_far_as_it_is_known(
    date: str | None, year: str | None, day: str | None, tmp_path: Path
) -> None:
    publish(narrations.book(1, metadata=replace(METADATA, date=date)), tmp_path)
    frames = dict(tag(tmp_path / "le-jardin.mp3"))
    assert (frames.get("TYER"), frames.get("TDAT")) == tuple(value and b"\0" + value.encode() for value in (year, day))


def test_two_runs_give_the_same_bytes(four: tuple[Book, Path], tmp_path: Path) -> None:
    for name in publish(narrations.book(4), tmp_path):
        assert (tmp_path / name).read_bytes() == (four[1] / name).read_bytes()


def test_a_book_that_nobody_reads_has_no_mp3() -> None:
    assert list(make(Book(narrations.book(1).publication))) == []


@needs_ffmpeg
def test_ffmpeg_reads_what_was_written(four: tuple[Book, Path]) -> None:
    book, folder = four
    path = str(folder / "le-jardin.mp3")
    probe = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_chapters", "-show_streams", path]
    reading = subprocess.run(probe, capture_output=True, check=True)
    found = json.loads(reading.stdout)
    assert reading.stderr == b""
    tags = {name.lower(): value for name, value in found["format"]["tags"].items()}
    assert (tags["title"], tags["artist"], tags["date"]) == ("Le jardin", "A. Writer, សុខ", "2026-11-24")
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == [
        c.title for c in book.publication.reading_order
    ]
    assert [stream["codec_name"] for stream in found["streams"]] == ["mp3", "mjpeg"]
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "s16le", "-"], capture_output=True, check=True
    ).stdout
    assert len(decoded) // 2 == sum(lengths(book))
    assert all(abs(late) <= 22 for late in onsets(decoded, lengths(book)))
