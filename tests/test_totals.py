"""Every edition of a narrated book plays as long as its Timeline says, to the finest that it can express."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cjpublish import editions
from cjpublish.audio import pcm
from cjpublish.model import Book, Publication
from publications import chapter, p, plain, publication, s
from talkingbooks import RATE, voiced


def written(name: str, book: Book, folder: Path) -> list[Path]:
    """Return the files of an edition."""
    files = []
    for artifact in editions.load(name).make(book):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        artifact.write(file)
        files.append(file)
    return files


def seconds(value: str) -> float:
    """Return a time written as [h:]mm:ss[.fff]."""
    return sum((float(part) * 60.0**place for place, part in enumerate(reversed(value.split(":")))), 0.0)


def _m4b(files: list[Path]) -> float:
    with av.open(str(files[0])) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        last = container.chapters()[-1]
        assert last["time_base"] is not None
        assert float(last["end"] * last["time_base"]) == pytest.approx(float(stream.duration * stream.time_base))
    speech = pcm.decode(files[0].read_bytes())
    return len(speech.pcm) / 2 / speech.rate


def _mp3(files: list[Path]) -> float:
    lengths = [len(pcm.decode(file.read_bytes()).pcm) / 2 / RATE for file in files]
    assert sum(lengths[:-1]) == pytest.approx(lengths[-1], abs=1e-6)
    return lengths[-1]


def _readalong(files: list[Path]) -> float:
    with ZipFile(files[0]) as container:
        package = etree.fromstring(container.read("EPUB/content.opf"))
    times = {
        meta.get("refines"): seconds(meta.text) for meta in package.iterfind(".//{*}meta[@property='media:duration']")
    }
    pages = ("#cover-overlay", "#nav-overlay")
    assert times[None] == pytest.approx(sum(time for name, time in times.items() if name), abs=1e-6)
    return times[None] - sum(times[name] for name in pages)


def _lpf(files: list[Path]) -> float:
    with ZipFile(files[0]) as container:
        manifest = json.loads(container.read("publication.json"))
    each = [float(item["duration"][2:-1]) for item in manifest["readingOrder"]]
    total = float(manifest["duration"][2:-1])
    assert sum(each) == pytest.approx(total, abs=1e-6)
    return total


def _audiobook(files: list[Path]) -> float:
    with ZipFile(files[0]) as container:
        manifest = json.loads(container.read("manifest.json"))
    total: float = manifest["metadata"]["duration"]
    assert sum(item["duration"] for item in manifest["readingOrder"]) == pytest.approx(total, abs=1e-6)
    return total


def _daisy(files: list[Path]) -> float:
    with ZipFile(files[0]) as container:
        smils = [container.read(name).decode() for name in container.namelist() if re.fullmatch(r"smil\d+.smil", name)]
        ncc = container.read("ncc.html").decode()
    total = sum(float(re.findall(r'dur="([\d.]+)s"', smil)[0]) for smil in smils)
    stated = re.search(r'ncc:totalTime" content="([\d:]+)"', ncc)
    assert stated is not None
    assert abs(seconds(stated[1]) - total) <= 0.5
    return total


def _captions(files: list[Path]) -> float:
    (chapters,) = (file for file in files if file.name.endswith(".chapters.vtt"))
    return seconds(re.findall(r"--> ([\d:.]+)", chapters.read_text())[-1])


def _guide(files: list[Path]) -> float:
    """Add up the last times of each chapter's audio."""
    last: dict[str, float] = {}
    for audio, end in re.findall(r'"audioref": "([^#"]+)#t=[\d.]+,([\d.]+)"', files[0].read_text()):
        last[audio] = max(last.get(audio, 0), float(end))
    return sum(last.values())


def _timeline(files: list[Path]) -> float:
    duration: float = json.loads(files[0].read_text())["duration"]
    return duration


TOTALS: dict[str, tuple[Callable[[list[Path]], float], float]] = {
    "m4b": (_m4b, 1 / RATE),
    "mp3": (_mp3, 1 / RATE),
    "readalong": (_readalong, 0.001),
    "lpf": (_lpf, 0.001),
    "audiobook": (_audiobook, 0.001),
    "daisy202": (_daisy, 0.001),
    "captions": (_captions, 0.001),
    "guide": (_guide, 0.001),
    "timeline": (_timeline, 1e-6),
}
"""By edition: how its length is read, and the finest time that it can tell (seconds)."""


def book(sentences: list[int]) -> Publication:
    """Return chapters of so many sentences."""
    chapters = (
        chapter(
            f"c{number}", f"Chapter {number}", p(*(s(f"{number}-{place}", "Some words.") for place in range(count)))
        )
        for number, count in enumerate(sentences, 1)
    )
    return publication(*chapters, metadata=replace(plain().metadata, publisher="P", date="2026-11-24", authors=("A",)))


@pytest.mark.parametrize("name", TOTALS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentences=st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_an_edition_is_as_long_as_the_timeline(
    name: str, sentences: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    narrated = voiced(book(sentences))
    assert narrated.timeline is not None
    expected = sum(track.length for track in narrated.timeline.tracks) / RATE
    read, finest = TOTALS[name]
    total = read(written(name, narrated, tmp_path_factory.mktemp(name)))
    assert abs(total - expected) <= finest


def test_every_narrated_edition_with_times_is_among_them() -> None:
    narrated = {name for name in editions.EDITIONS if editions.load(name).narrated}
    assert narrated - {"transcript"} == TOTALS.keys()
