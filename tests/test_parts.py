"""A long chapter is encoded in parts that are heard as one."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

import cjpublish
from cjpublish import pipeline
from cjpublish.audio import loudness, mp3, pcm
from cjpublish.errors import EngineError
from cjpublish.model import Plan, Speech, Utterance, Voice
from cjpublish.narration import parts as parting
from cjpublish.narration import worker
from cjpublish.narration.crew import TRIES
from cjpublish.narration.here import Here
from cjpublish.narration.parts import parts
from cjpublish.narration.stored import narrated
from cjpublish.store import Store

Write = Callable[..., Path]
VOICE = Voice("v", "silence")
LONG = "# Spring\n\n" + "\n\n".join(
    f"The bed number {number} is cold. It lies by the wall, where the sun comes late. We wait for it."
    for number in range(30)
)


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "_LONGEST", 900)


def planned(folder: Path) -> Plan:
    return cjpublish.plan(cjpublish.read(folder), cache=folder.parent / "cache").plan


def built(folder: Path, **options: Any) -> pipeline.Result:
    return cjpublish.build(cjpublish.read(folder), cache=folder.parent / "cache", executor=Here(), **options)


def test_a_short_chapter_is_one_part_and_a_long_one_several(publication_folder: Write) -> None:
    plan = planned(publication_folder({"manuscript/01-spring.md": LONG * 6}))
    found = parts(plan)
    assert {name: len(each) > 1 for name, each in found.items()} == {
        name: name == "spring" for name, _ in plan.documents
    }
    for name, utterances in plan.documents:
        assert [u for part in found[name] for u in part.utterances] == list(utterances)


def test_a_chapter_is_cut_in_its_longest_pauses(publication_folder: Write, short_parts: None) -> None:
    plan = planned(publication_folder({"manuscript/01-spring.md": LONG}))
    first, second, *_ = parts(plan)["spring"]
    assert first.utterances[-1].text.endswith("wait for it."), "a paragraph's end"
    assert (first.tail, second.head) == (325, 325)
    assert first.head == 600


def noise(seconds: float, level: float, seed: int = 1) -> bytearray:
    samples = np.random.default_rng(seed).standard_normal(round(22_050 * seconds)) * level
    return bytearray(samples.astype("<i2").tobytes())


@pytest.mark.parametrize("name", ["podcast", "broadcast", "acx"])
@pytest.mark.parametrize(
    "pieces",
    [
        [(8, 600), (8, 1100)],
        [(8, 1000), (8, 160)],
        [(8, 1000), (24, 80)],
        [(8, 1000), (4, 0), (8, 1000), (20, 0)],
        [(2, 300), (20, 1500)],
    ],
    ids=["alike", "16 dB quieter", "22 dB quieter and longer", "with pauses", "a short one first"],
)
def test_one_gain_brings_parts_together_to_their_target(name: str, pieces: list[tuple[int, int]]) -> None:
    rate, profile = 22_050, loudness.PROFILES[name]
    sounds = [noise(seconds, level, seed) for seed, (seconds, level) in enumerate(pieces)]
    levelling = [loudness.Levelling(sound, rate, profile) for sound in sounds]
    levels = [each.level() for each in levelling]
    gain = loudness.together(levels, profile)
    assert gain is not None
    for each in levelling:
        each.raise_by(gain)
    whole = loudness.measure(b"".join(sounds), rate)
    assert (whole.integrated if profile.weighted else whole.rms) == pytest.approx(
        profile.target, abs=0.25 if profile.weighted else 0.5
    )
    loud = [loudness.measure(bytes(part), rate).rms for part in sounds[:2]]
    if pieces[1][1]:
        assert loud[1] - loud[0] == pytest.approx(20 * np.log10(pieces[1][1] / pieces[0][1]), abs=0.3)


def test_parts_in_which_nothing_sounds_have_no_gain() -> None:
    profile = loudness.PROFILES["podcast"]
    silent = loudness.Levelling(bytearray(44_100), 22_050, profile).level()
    assert silent.gain is None
    assert loudness.together([silent, silent], profile) is None


def said(*lengths: int, sentences: str = "") -> list[Utterance]:
    names = sentences or "".join(chr(ord("a") + number) for number in range(len(lengths)))
    return [
        Utterance("c", name, "x" * length, VOICE, 300, None, name, name)
        for name, length in zip(names, lengths, strict=True)
    ]


def cut(utterances: list[Utterance]) -> list[int]:
    edges = [0, *parting._cuts(utterances), len(utterances)]
    return [sum(len(u.text) for u in utterances[a:b]) for a, b in pairwise(edges)]


def test_no_part_is_longer_than_it_may_be_but_for_a_long_sentence() -> None:
    assert cut(said(*[2460] * 11)) == [2460] * 11
    assert cut(said(1000, 9000, 1000)) == [1000, 9000, 1000]
    assert cut(said(9000, 9000)) == [9000, 9000]
    assert max(cut(said(*[100] * 300))) <= 2500
    assert min(cut(said(*[100] * 300))[:-1]) >= 1250
    assert cut(said(2499)) == [2499]


def test_what_is_said_under_one_sentence_is_not_cut() -> None:
    """Such as what is said in the place of code: it would be two clips."""
    assert cut(said(3000, 3000, 3000, 3000, sentences="abbc")) == [3000, 6000, 3000]
    assert cut(said(4000, 4000, 4000, sentences="aaa")) == [12_000]


def test_cuts_find_each_other_again_after_a_sentence_is_added() -> None:
    source = random.Random(3)
    whole = [
        Utterance("c", f"s{source.getrandbits(32):08x}", "x" * source.randint(40, 200), VOICE, pause, None, "", "")
        for pause in [300, 300, 650] * 400
    ]
    longer = [*whole[:5], *said(100), *whole[5:]]

    def runs(utterances: list[Utterance]) -> set[tuple[str, ...]]:
        edges = [0, *parting._cuts(utterances), len(utterances)]
        return {tuple(u.sentence for u in utterances[a:b]) for a, b in pairwise(edges)}

    assert len(runs(whole)) > 20
    assert len(runs(longer) - runs(whole)) <= 5


@pytest.mark.slow
def test_a_chapter_in_parts_is_as_long_and_as_loud_as_its_timeline_says(
    publication_folder: Write, short_parts: None
) -> None:
    voices = {"voices/quiet.yaml": "engine: espeak\nlanguage: en\n", "manuscript/01-spring.md": LONG}
    folder = publication_folder(voices)
    built(folder)
    store = Store(folder.parent / "cache")
    timeline, audio = narrated(planned(folder), store)
    track = next(track for track in timeline.tracks if track.chapter == "spring")
    runs = audio["spring"]
    assert len(runs.mp3) == len(runs.aac) > 2
    assert sum(run.length for run in runs.mp3) == track.length
    whole = pcm.decode(b"".join(mp3.joined(runs.mp3).each()))
    assert len(whole.pcm) // 2 == track.length
    sound = np.abs(np.frombuffer(whole.pcm, "<i2").astype(np.int32))
    for clip in track.clips:
        assert sound[clip.begin : clip.end].max() > 3000, "a voice"
        assert all(clip.begin <= word.begin <= word.end <= clip.end for word in clip.words)
    for before, after in zip(track.clips, track.clips[1:], strict=False):
        between = sound[before.end + 1500 : after.begin - 1500]
        assert between.max(initial=0) < 60, "and quiet between its sentences"
    assert loudness.measure(whole.pcm, whole.rate).integrated == pytest.approx(-16.45, abs=0.4)
    content = (folder / "dist/the-kitchen-garden.m4b").read_bytes()
    with av.open(BytesIO(content), "r") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    assert samples == sum(track.length for track in timeline.tracks)


def test_an_edit_in_a_long_chapter_costs_that_part_and_perhaps_its_neighbour(
    publication_folder: Write, short_parts: None
) -> None:
    folder = publication_folder({"manuscript/01-spring.md": LONG})
    built(folder)
    before = {part.key for part in parts(planned(folder))["spring"]}
    path = folder / "manuscript/01-spring.md"
    path.write_text(path.read_text().replace("number 29 is cold", "number 29 is warm"))
    after = {part.key for part in parts(planned(folder))["spring"]}
    assert len(before) > 3
    assert 1 <= len(after - before) <= 2


def test_two_chapters_with_the_same_words_have_tracks_of_their_own(publication_folder: Write) -> None:
    same = {f"manuscript/{name}.md": "# Part\n\nNothing more is known.\n" for name in ("01-spring", "02-summer")}
    folder = publication_folder(same)
    built(folder)
    chapters = [each["id"] for each in _timeline(folder)["chapters"]]
    assert len(set(chapters)) == len(chapters) == 4


def _timeline(folder: Path) -> Any:
    return json.loads((folder / "dist/the-kitchen-garden.timeline.json").read_text())


_SPEAK = worker.speak


def deadly(engine: str, text: str, voice: Voice, rate: int) -> Speech:
    """Speak as a worker does, but end the process at one sentence."""
    if "cold" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return _SPEAK(engine, text, voice, rate)


def test_a_sentence_that_ends_its_workers_is_named_and_all_else_is_kept(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "speak", deadly)
    folder = publication_folder()
    with pytest.raises(EngineError) as failed:
        cjpublish.build(cjpublish.read(folder), cache=folder.parent / "cache", jobs=2)
    (finding,) = failed.value.findings
    assert finding.code == "worker-lost"
    assert finding.source is not None
    assert finding.source.path.endswith("01-spring.md")
    assert finding.source.line > 1
    assert f"{TRIES} worker processes" in finding.message
    assert not (folder / "dist").exists()
    monkeypatch.undo()
    result = cjpublish.build(cjpublish.read(folder), cache=folder.parent / "cache", jobs=2)
    assert result.faults == ()


class Counting(Here):
    """Does each job at once and counts them by the worker's function; may be told to break off."""

    def __init__(self, encoded: int = 10_000) -> None:
        self.jobs: list[str] = []
        self.left = encoded

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.jobs.append(fn.__name__)
        if fn is worker.encode:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
        return super().submit(fn, *args, **kwargs)


@pytest.mark.slow
def test_a_build_that_is_broken_off_in_a_chapter_goes_on_there(publication_folder: Write, short_parts: None) -> None:
    voices = {"voices/quiet.yaml": "engine: espeak\nlanguage: en\n", "manuscript/01-spring.md": LONG}
    folder = publication_folder(voices)
    count = sum(map(len, parts(planned(folder)).values()))
    publication, cache = cjpublish.read(folder), folder.parent / "cache"
    with pytest.raises(KeyboardInterrupt):
        cjpublish.build(publication, cache=cache, executor=Counting(encoded=3))
    rest = Counting()
    cjpublish.build(publication, cache=cache, executor=rest)
    assert rest.jobs.count("encode") == count - 3
    again = folder.with_name("again")
    cjpublish.build(publication, cache=again / "cache", out=again / "dist", executor=Here())
    whole, broken = ((place / "SHA256SUMS").read_text() for place in (again / "dist", folder / "dist"))
    lines = [{line for line in text.splitlines() if not line.endswith("report.html")} for text in (whole, broken)]
    assert lines[0] == lines[1]


def test_who_hands_out_the_parts_needs_none_of_the_libraries_that_work_on_sound() -> None:
    """They take 30 MB, and only workers need them."""
    script = """
import sys
from cjpublish import pipeline
from cjpublish.audio.loudness import PROFILES, Level, together
from cjpublish.narration import perform, processes, stored, workforce
assert together([Level(1.0, 0.0, 0.01, 60.0, ((-200, 5, 0.05),))] * 2, PROFILES["podcast"]) is not None
assert not {"av", "numpy", "pydub"} & set(sys.modules)
"""
    subprocess.run((sys.executable, "-c", script), check=True)
