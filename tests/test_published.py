"""The article in manuscript/, published with the real voice, heard and checked as its readers get it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import checkers
import cjpublish
from cjpublish.audio import loudness, pcm
from cjpublish.model import Publication, Speech
from cjpublish.pipeline import Result
from listener import word_error_rate

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def publication() -> Publication:
    if not (ROOT / "manuscript").is_dir():
        pytest.skip("the repository's manuscript is not here")
    return cjpublish.read(ROOT)


@pytest.fixture(scope="module")
def dist(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build into a folder of its own; clips that a build of this publication left in the user's store are taken."""
    out = tmp_path_factory.mktemp("published") / "dist"
    result: Result = cjpublish.build(publication, out=out)
    assert not [finding for finding in result.findings if finding.severity != "note"], result.findings
    return out


@pytest.fixture(scope="module")
def timeline(dist: Path) -> Any:
    (path,) = dist.glob("*.timeline.json")
    return json.loads(path.read_text())


@pytest.fixture(scope="module")
def m4b(dist: Path) -> Speech:
    (path,) = dist.glob("*.m4b")
    return pcm.decode(path.read_bytes())


def edges(speech: Speech, begin: float, end: float) -> tuple[float, float]:
    """Return in seconds where sound begins and ends in a stretch: at 1 % of the loudest it has, to a millisecond."""
    step = speech.rate // 1000
    samples = np.abs(np.frombuffer(speech.pcm, dtype="<i2").astype(np.int32))
    stretch = samples[round(begin * speech.rate) : round(end * speech.rate)]
    blocks = stretch[: len(stretch) // step * step].reshape(-1, step).max(axis=1)
    loud = np.flatnonzero(blocks > blocks.max() * 0.01)
    return begin + loud[0] * step / speech.rate, begin + (loud[-1] + 1) * step / speech.rate


def test_decoded_audio_is_where_the_timeline_says(m4b: Speech, timeline: Any, dist: Path) -> None:
    """Join every chapter's first and last sentence with what a recording of the same clip decodes to."""
    assert len(m4b.pcm) / 2 / m4b.rate == pytest.approx(timeline["duration"], abs=0.005)
    for number, chapter in enumerate(timeline["chapters"], 1):
        (alone,) = dist.glob(f"*-mp3/{number:02}-*.mp3")
        heard = pcm.decode(alone.read_bytes())
        for sentence in (chapter["sentences"][0], chapter["sentences"][-1]):
            begin, end = sentence["begin"], sentence["end"]
            apart = (begin - chapter["begin"], end - chapter["begin"])
            for speech, (first, last) in ((m4b, (begin, end)), (heard, apart)):
                onset, offset = edges(speech, first - 0.2, last + 0.2)
                # A clip keeps at most 30 ms of the engine's own quiet at each end.
                assert -0.005 <= onset - first <= 0.045, (chapter["title"], sentence["text"])
                assert -0.045 <= offset - last <= 0.005, (chapter["title"], sentence["text"])
            assert offsets(m4b, heard, chapter["begin"], apart) == pytest.approx(0, abs=0.005)


def offsets(whole: Speech, alone: Speech, begin: float, stretch: tuple[float, float]) -> float:
    """Return in seconds by how much a stretch of a chapter's own file is moved in the whole."""
    first = np.frombuffer(alone.pcm, dtype="<i2").astype(float)
    second = np.frombuffer(whole.pcm, dtype="<i2").astype(float)
    a, b = (round(time * alone.rate) for time in stretch)
    start = round(begin * whole.rate)
    reach = whole.rate // 50
    near = second[start + a - reach : start + b + reach]
    found = int(np.argmax(np.correlate(near, first[a:b], "valid")))
    return (found - reach) / whole.rate


def test_every_file_has_the_loudness_that_a_podcast_asks_for(dist: Path) -> None:
    for path in (*dist.glob("*.m4b"), *dist.rglob("*.mp3")):
        speech = pcm.decode(path.read_bytes())
        measured = loudness.measure(speech.pcm, speech.rate)
        assert abs(measured.integrated + 16) <= 1, path.name
        assert measured.true_peak <= -1, path.name


def test_a_recogniser_understands_the_narration(publication: Publication, dist: Path) -> None:
    """At most one word in ten is heard otherwise than it was said."""
    (audiobook,) = dist.glob("*.m4b")
    rate, said, heard = word_error_rate(publication, audiobook)
    assert rate <= 0.10, f"word error rate {rate:.3f}\nsaid:  {said}\nheard: {heard}"


def test_epubcheck_says_nothing_above_usage(dist: Path, tmp_path: Path) -> None:
    (epub,) = dist.glob("*.epub")
    assert [complaint for complaint in checkers.epubcheck(epub, tmp_path) if complaint.level != "USAGE"] == []


def test_ace_finds_no_violation(dist: Path, tmp_path: Path) -> None:
    (epub,) = dist.glob("*.epub")
    assert checkers.ace(epub, tmp_path) == []
