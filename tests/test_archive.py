"""The ZIP writer, against zipfile, and against its own bytes where zipfile hides them."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import repeat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from cjpublish.editions.views.archive import Entry, whole, write
from cjpublish.model import Pieces

ENTRIES = (
    Entry("mimetype", lambda: whole(b"application/epub+zip")),
    Entry("text/one.html", lambda: Pieces(1000, lambda: repeat(b"<p>One</p>", 100))),
    Entry("audio/01-ចាប់ផ្តើម.mp3", lambda: whole(bytes(range(256)) * 4)),
)


def test_entries_stand_in_their_order_with_their_content(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", ENTRIES)
    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [entry.name for entry in ENTRIES]
        for entry in ENTRIES:
            assert archive.read(entry.name) == b"".join(entry.content().each())
        assert [info.compress_type for info in archive.infolist()] == [ZIP_STORED, ZIP_DEFLATED, ZIP_STORED]


def test_a_media_type_can_be_read_at_its_fixed_place(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", ENTRIES)
    head = (tmp_path / "a.zip").read_bytes()[:58]
    assert head[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_entries_give_the_same_bytes_at_any_time_and_with_any_umask(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", ENTRIES)
    before = os.umask(0o077)
    try:
        os.environ["TZ"] = "Asia/Phnom_Penh"
        time.tzset()
        write(tmp_path / "b.zip", ENTRIES)
    finally:
        os.umask(before)
        del os.environ["TZ"]
        time.tzset()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_headers_say_nothing_of_day_or_system_and_have_no_extra_field(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", ENTRIES)
    content = (tmp_path / "a.zip").read_bytes()
    with ZipFile(tmp_path / "a.zip") as archive:
        for info in archive.infolist():
            assert (info.date_time, info.create_system, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 3, 0o644)
            assert info.extra == b""
            flags, _, _, _, _, _, _, _, extra = struct.unpack_from("<HHHHLLLHH", content, info.header_offset + 6)
            assert extra == 0
            assert flags == (0 if info.filename.isascii() else 0x800), "UTF-8 names, and no data descriptor"


def test_a_content_is_made_when_its_turn_has_come(tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> Pieces:
        made.append(name)
        return whole(name.encode())

    def entries() -> Iterator[Entry]:
        for name in ("a", "b", "c"):
            assert made == [each for each in ("a", "b", "c") if each < name]
            yield Entry(name, partial(make, name))

    write(tmp_path / "a.zip", entries())
    assert made == ["a", "b", "c"]


@pytest.mark.slow
def test_an_archive_of_more_than_two_gibibytes_can_be_read(tmp_path: Path) -> None:
    size = 300 << 20
    path = tmp_path / "large.zip"
    write(path, (Entry(f"{number}.mp3", lambda: whole(bytes(size))) for number in range(8)))
    try:
        assert path.stat().st_size > 2 << 30
        with ZipFile(path) as archive:
            assert [info.file_size for info in archive.infolist()] == [size] * 8
            with archive.open("7.mp3") as last:
                assert last.read(10) == bytes(10)
        subprocess.run([sys.executable, "-m", "zipfile", "-l", str(path)], check=True, capture_output=True)
    finally:
        path.unlink()


@pytest.mark.slow
def test_a_file_of_more_than_two_gibibytes_is_never_held_whole(tmp_path: Path) -> None:
    script = """
import re, sys
from itertools import repeat
from pathlib import Path
from cjpublish.editions.views.archive import Entry, write
from cjpublish.model import Pieces
count = 2200
write(Path(sys.argv[1]), [Entry("day.mp3", lambda: Pieces(count << 20, lambda: repeat(bytes(1 << 20), count)))])
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
    path = tmp_path / "day.zip"
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True)
    try:
        with ZipFile(path) as archive:
            assert archive.getinfo("day.mp3").file_size == 2200 << 20
        assert int(done.stdout) < 100
    finally:
        path.unlink()
