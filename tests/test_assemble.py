"""Clips become a chapter: everything is where the Track says, and the chapter can be joined to others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjpublish.audio.encode import FRAME
from cjpublish.narration.assemble import Take, assemble

RATE = 22050


def tone(milliseconds: int, level: float = 0.3) -> bytes:
    time = np.arange(milliseconds * RATE // 1000)
    return bytes((np.sin(time * 0.2) * level * 32767).astype("<i2").tobytes())


def silence(milliseconds: int) -> bytes:
    return bytes(2 * (milliseconds * RATE // 1000))


def samples(pcm: bytes | bytearray) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.frombuffer(pcm, dtype="<i2")


def test_each_clip_is_where_the_track_says() -> None:
    takes = [Take("s1", tone(700), 300), Take("s2", tone(400), 500), Take("s3", tone(900), 0)]
    track, pcm = assemble("one", takes, RATE, head=600, tail=1500)
    heard = np.abs(samples(pcm).astype(int)) > 500
    for clip in track.clips:
        assert heard[clip.begin : clip.begin + 110].any()
        assert heard[clip.end - 110 : clip.end].any()
    between = np.concatenate([[0], np.diff([c for clip in track.clips for c in (clip.begin, clip.end)])])
    assert not heard[: track.clips[0].begin].any()
    assert not heard[track.clips[-1].end :].any()
    assert (between >= 0).all()


def test_the_pauses_are_as_long_as_they_are_asked_to_be() -> None:
    takes = [Take("s1", tone(700), 300), Take("s2", tone(400), 0)]
    track, _ = assemble("one", takes, RATE, head=600, tail=1500)
    first, second = track.clips
    assert first.begin == 600 * RATE // 1000
    assert second.begin - first.end == 300 * RATE // 1000
    assert track.length - second.end >= 1500 * RATE // 1000


def test_an_engines_own_quiet_is_cut_down() -> None:
    take = Take("s1", silence(400) + tone(500) + silence(700), 0)
    track, _ = assemble("one", [take], RATE, head=100, tail=100)
    (clip,) = track.clips
    assert 500 <= (clip.end - clip.begin) * 1000 / RATE <= 600


def test_takes_of_one_sentence_are_one_clip() -> None:
    takes = [Take("s1", tone(200), 100), Take("s1", tone(300), 100), Take("s2", tone(200), 0)]
    track, _ = assemble("one", takes, RATE, head=100, tail=100)
    assert [clip.sentence for clip in track.clips] == ["s1", "s2"]
    assert track.clips[0].end - track.clips[0].begin >= 580 * RATE // 1000


def test_a_chapter_begins_and_ends_in_digital_silence_and_has_room_tone_within() -> None:
    track, pcm = assemble("one", [Take("s1", tone(300), 0)], RATE, head=600, tail=1500)
    sound = samples(pcm)
    assert not sound[:2048].any()
    assert not sound[-2048:].any()
    room = sound[5000 : track.clips[0].begin].astype(float)
    level = 20 * np.log10(np.sqrt((room**2).mean()) / 32768)
    assert -85 < level < -70


@pytest.mark.parametrize("rate", [22050, 24000, 44100, 48000])
def test_a_chapters_length_is_whole_packets_at_any_rate(rate: int) -> None:
    track, pcm = assemble("one", [Take("s1", bytes(2 * rate), 300)], rate, head=600, tail=1500)
    assert track.length % FRAME == 0
    assert len(pcm) == 2 * track.length


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 900)), min_size=1, max_size=6), st.integers(0, 900))
def test_clips_never_overlap_and_stay_within_the_chapter(spoken: list[tuple[int, int]], head: int) -> None:
    takes = [Take(f"s{i}", tone(length) if length else b"", pause) for i, (length, pause) in enumerate(spoken)]
    track, pcm = assemble("one", takes, RATE, head, 500)
    edges = [edge for clip in track.clips for edge in (clip.begin, clip.end)]
    assert edges == sorted(edges)
    assert 0 <= edges[0] <= edges[-1] <= track.length == len(pcm) // 2
