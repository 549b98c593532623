"""An M4B that libav is given run by run is the one that it makes frame by frame."""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av import AudioStream, Packet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjpublish.audio import boxes, encode, m4b, mp4
from cjpublish.audio.boxes import Box
from cjpublish.model import Packets
from sounds import picture

RATE = 24_000
TAGS = {"title": "Le jardin ០១", "artist": "A. Writer", "media_type": "2"}
STBL = (b"mdia", b"minf", b"stbl")
GIB = 1 << 30
COVER = picture(60, 60)


@cache
def encoded(frames: int, loudness: int = 9000, rate: int = RATE) -> bytes:
    """Return an MP4 of so many times 9,216 samples of noise of its own; of silence at 0."""
    noise = np.random.default_rng(frames).standard_normal(frames * encode.FRAME) * loudness
    return encode.aac(noise.clip(-32768, 32767).astype("<i2").tobytes(), rate)


def run(frames: int, loudness: int = 9000, rate: int = RATE) -> Packets:
    return Packets(frames * encode.FRAME, lambda: encoded(frames, loudness, rate))


def written(folder: Path, parts: Sequence[m4b.Part], rate: int = RATE) -> bytes:
    path = folder / "runs.m4b"
    m4b.write_m4b(path, parts, rate, TAGS, "fra", COVER)
    return path.read_bytes()


def packets(content: bytes) -> Iterator[Packet[AudioStream]]:
    with av.open(BytesIO(content), "r") as container:
        yield from (packet for packet in container.demux(container.streams.audio[0]) if packet.size)


def frame_by_frame(folder: Path, parts: Sequence[m4b.Part], rate: int = RATE) -> bytes:
    """Return the M4B that libav makes of one packet a frame, with its own index at the front."""
    path = folder / "frames.m4b"
    options = {"brand": "M4B ", "movflags": "+faststart", "fflags": "+bitexact", "movie_timescale": str(rate)}
    contents = [run.content() for part in parts for run in part.runs]
    joined = (packet for number, content in enumerate(contents) for packet in list(packets(content))[number > 0 :])
    edges = [0, *accumulate(part.length for part in parts)]
    with (
        av.open(str(path), "w", format="mp4", options=options) as container,
        av.open(BytesIO(contents[0]), "r") as template,
        av.open(BytesIO(COVER), "r") as image,
    ):
        container.metadata.update(TAGS)
        container.set_chapters(
            [
                {"id": n, "start": a, "end": b, "time_base": Fraction(1, rate), "metadata": {"title": part.title}}
                for n, (part, (a, b)) in enumerate(zip(parts, pairwise(edges), strict=True))
            ]
        )
        audio = container.add_stream_from_template(template.streams.audio[0])
        audio.metadata["language"] = "fra"
        attached = container.add_stream_from_template(image.streams.video[0])
        attached.disposition = av.stream.Disposition.attached_pic
        for still in image.demux(image.streams.video[0]):
            if still.size:
                still.stream = attached
                container.mux(still)
        for index, packet in enumerate(joined):
            packet.stream = audio
            packet.time_base = Fraction(1, rate)
            packet.pts = packet.dts = (index - 1) * 1024
            packet.duration = 1024
            container.mux(packet)
    return path.read_bytes()


def index(content: bytes) -> Box:
    return boxes.read(BytesIO(content), b"moov", dict(boxes.places(BytesIO(content), 0, len(content)))[b"moov"])


def offsets(track: Box) -> tuple[bytes, list[int]]:
    """Return which kind of box says where a track's chunks begin, and what it says."""
    (box,) = (box for box in track.find(*STBL).inner if box.kind in {b"stco", b"co64"})
    (count,) = struct.unpack_from(">I", box.content, 4)
    return box.kind, list(struct.unpack_from(f">{count}{'I' if box.kind == b'stco' else 'Q'}", box.content, 8))


def tracks(moov: Box) -> list[Box]:
    return [box for box in moov.inner if box.kind == b"trak"]


def beginning_at(track: Box, begin: int) -> Box:
    """Return a track with one chunk, wherever its chunks were."""
    table = Box(b"co64", struct.pack(">2IQ", 0, 1, begin))
    return track.changed(lambda box: table if box.kind in {b"stco", b"co64"} else box)


@pytest.mark.parametrize(
    "lengths",
    [
        pytest.param([[2]], id="one run"),
        pytest.param([[3, 1, 2], [1], [4, 1]], id="several runs a chapter"),
        pytest.param([[40]] * 6 + [[40, 40]], id="several chunks"),
    ],
)
@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100])
def test_runs_and_frames_give_the_same_bytes(lengths: list[list[int]], rate: int, tmp_path: Path) -> None:
    parts = [m4b.Part(f"T{n} ក", tuple(run(k, rate=rate) for k in runs)) for n, runs in enumerate(lengths)]
    content = written(tmp_path, parts, rate)
    assert content == frame_by_frame(tmp_path, parts, rate)
    chunks = offsets(tracks(index(content))[0])[1]
    assert len(chunks) == 1 if len(content) < 1 << 20 else len(chunks) > 1


def test_silence_whose_frames_all_have_one_size_needs_no_table_of_sizes(tmp_path: Path) -> None:
    parts = [m4b.Part("T", (run(2, 0), run(3, 0)))]
    content = written(tmp_path, parts)
    assert content == frame_by_frame(tmp_path, parts)
    assert len({packet.size for packet in packets(content)}) == 1
    assert tracks(index(content))[0].find(*STBL, b"stsz").size == 20


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lengths=st.lists(
        st.lists(st.tuples(st.integers(1, 9), st.sampled_from([0, 20, 9000])), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_any_runs_give_the_bytes_of_their_frames(lengths: list[list[tuple[int, int]]], tmp_path: Path) -> None:
    parts = [m4b.Part(str(number), tuple(run(*each) for each in runs)) for number, runs in enumerate(lengths)]
    assert written(tmp_path, parts) == frame_by_frame(tmp_path, parts)


def test_each_frame_is_a_packet_of_1024_samples_from_the_priming_on(tmp_path: Path) -> None:
    parts = [m4b.Part("A", (run(2), run(3))), m4b.Part("B", (run(1),))]
    expected = [bytes(packet) for packet in packets(encoded(2))]
    expected += [bytes(packet) for frames in (3, 1) for packet in list(packets(encoded(frames)))[1:]]
    found = list(packets(written(tmp_path, parts)))
    assert [bytes(packet) for packet in found] == expected
    assert [(packet.pts, packet.dts, packet.duration) for packet in found] == [
        (1024 * number, 1024 * number, 1024) for number in range(-1, 54)
    ]
    assert all(packet.is_keyframe for packet in found)


def test_frames_are_those_that_libav_finds() -> None:
    sizes, data = mp4.frames(encoded(4))
    found = [bytes(packet) for packet in packets(encoded(4))]
    assert list(sizes) == [len(frame) for frame in found]
    assert data == b"".join(found)


def test_frames_come_from_nothing_but_an_mp4_of_frames() -> None:
    content = encoded(1)
    with pytest.raises(ValueError, match="no box"):
        mp4.frames(content[:-1])
    with pytest.raises(ValueError, match="no box"):
        mp4.frames(bytes(100))
    mdat = content.index(b"mdat") - 4
    padded = struct.pack(">I", int.from_bytes(content[mdat : mdat + 4]) + 1) + b"mdat\0" + content[mdat + 8 :]
    with pytest.raises(ValueError, match="something beside the frames"):
        mp4.frames(content[:mdat] + padded)


def test_sound_that_stands_elsewhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    path.write_bytes(encoded(1))
    sizes, _ = mp4.frames(encoded(1))
    sizes[0] -= 1
    with pytest.raises(ValueError, match="the sound begins at byte"):
        mp4.complete(path, sizes)


def test_only_a_track_with_chunks_beyond_4_gib_has_offsets_of_64_bits(tmp_path: Path) -> None:
    moov = index(written(tmp_path, [m4b.Part("A", (run(1),)), m4b.Part("B", (run(1),))]))
    sound, marks = tracks(moov)
    far = Box(b"moov", inner=(beginning_at(sound, 4 * GIB - 100), marks))
    placed = mp4.placed(far)
    assert offsets(tracks(placed)[0]) == (b"co64", [4 * GIB - 100 + placed.size])
    assert offsets(tracks(placed)[1]) == (b"stco", [offsets(marks)[1][0] + placed.size])
    written_out = BytesIO()
    placed.write(written_out)
    assert len(written_out.getvalue()) == placed.size


def test_offsets_go_to_64_bits_where_those_of_another_track_push_them_over_4_gib(tmp_path: Path) -> None:
    moov = index(written(tmp_path, [m4b.Part("A", (run(1),))]))
    sound, marks = tracks(moov)
    size = 8 + sum(beginning_at(track, 0).size - 4 for track in (sound, marks))
    last = (1 << 32) - 1 - size
    both = Box(b"moov", inner=(beginning_at(sound, last), beginning_at(marks, last)))
    assert [offsets(track) for track in tracks(mp4.placed(both))] == [(b"stco", [(1 << 32) - 1])] * 2
    one_more = mp4.placed(Box(b"moov", inner=(beginning_at(sound, last + 1), beginning_at(marks, last - 3))))
    assert [offsets(track)[0] for track in tracks(one_more)] == [b"co64", b"co64"]


def test_chunks_beyond_4_gib_are_listed_where_they_are(tmp_path: Path) -> None:
    moov = index(written(tmp_path, [m4b.Part("A", (run(1),))]))
    sizes = array("I", [600_000, (1 << 20) - 600_000, 300_000, 40_000] * 3_500)
    begin = offsets(tracks(moov)[0])[1][0]
    listed = tracks(mp4.indexed(moov, sizes, begin))[0]
    kind, chunks = offsets(listed)
    assert kind == b"co64"
    assert chunks[-1] > 4 * GIB
    frames = list(accumulate(sizes, initial=begin))
    assert set(chunks) <= set(frames)
    ends = [*chunks[1:], frames[-1]]
    assert all(end - chunk < 1 << 20 for chunk, end in zip(chunks, ends, strict=True))
    groups = list(struct.iter_unpack(">3I", listed.find(*STBL, b"stsc").content[8:]))
    firsts = [first for first, _, _ in groups] + [len(chunks) + 1]
    many = [count for (a, b), (_, count, _) in zip(pairwise(firsts), groups, strict=True) for _ in range(b - a)]
    assert [frames[number] for number in accumulate(many, initial=0)] == [*chunks, frames[-1]]


def test_a_box_longer_than_4_gib_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("w+b") as file:
        file.write(struct.pack(">I4s4s", 12, b"ftyp", b"M4B ") + struct.pack(">I4sQ", 1, b"mdat", 5 * GIB))
        file.seek(12 + 5 * GIB)
        file.write(struct.pack(">I4s", 8, b"moov"))
        found = dict(boxes.places(file, 0, file.seek(0, os.SEEK_END)))
    end = 12 + 5 * GIB
    assert found == {b"ftyp": (0, 8, 12), b"mdat": (12, 28, end), b"moov": (end, end + 8, end + 8)}
