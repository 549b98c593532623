"""The album that a sound file names is found without opening its sound, and is the same as libavformat's."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import numpy as np
import pytest

import sounds
from cjpublish.artifacts import sound
from cjpublish.artifacts.sound import album, look

_SECOND = np.zeros(sounds.RATE, np.int16)


def _without_libavformat(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(stream: object) -> None:
        raise AssertionError(stream)

    monkeypatch.setattr(sound, "_look", refused)


@pytest.mark.parametrize("title", ["Moby-Dick; or, The Whale", "ទន្លេមេគង្គ — “ឆ្នាំ”", " spaces ", "x" * 900])
def test_an_m4b_s_album_is_read_from_its_list_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    path = sounds.m4b(tmp_path / "a.m4b", [("One", _SECOND)], tags={"album": title})
    with path.open("rb") as stream:
        wanted = look(stream).tags["album"]
        _without_libavformat(monkeypatch)
        assert album(stream) == wanted == title.strip()


def test_a_very_long_album_is_left_to_libavformat(tmp_path: Path) -> None:
    path = sounds.m4b(tmp_path / "a.m4b", [("One", _SECOND)], tags={"album": "word " * 1000})
    with path.open("rb") as stream:
        assert album(stream) == look(stream).tags["album"]
        assert len(album(stream)) > 4000


def test_files_by_another_program_and_mp3s_name_theirs_too(tmp_path: Path) -> None:
    muxed = sounds.muxed(tmp_path / "b.m4b", _SECOND)
    mp3 = sounds.mp3(tmp_path / "c.mp3", [("One", _SECOND)])
    for path in (muxed, mp3):
        with path.open("rb") as stream:
            assert album(stream) == look(stream).tags["album"] != ""


def test_the_tag_before_other_sound_than_mp3_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w", format="adts") as container:
        stream = container.add_stream("aac", sounds.RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, sounds.RATE), np.float32), "fltp", "mono")
        frame.sample_rate = sounds.RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    text = b"TALB" + struct.pack(">IH", 6, 0) + b"\x03Album"
    path.write_bytes(b"ID3\x03\0\0" + struct.pack(">I", len(text)) + text + path.read_bytes())
    with path.open("rb") as file:
        assert look(file).container == "aac"
        assert album(file) == "Album"


def test_a_file_without_an_album_has_none_and_no_sound_is_an_error(tmp_path: Path) -> None:
    path = sounds.m4b(tmp_path / "a.m4b", [("One", _SECOND)], tags={"title": "One"})
    with path.open("rb") as stream:
        assert album(stream) == ""
    other = tmp_path / "text.m4b"
    other.write_bytes(b"not a sound" * 20)
    with other.open("rb") as stream, pytest.raises(ValueError, match="nothing in it that is known as sound"):
        album(stream)
