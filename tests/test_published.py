"""The article in manuscript/, published with the real voice, heard and checked as its readers get it."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import checkers
import cjpublish
from cjpublish import alignment
from cjpublish.audio import loudness, pcm
from cjpublish.errors import Source
from cjpublish.model import Publication, Recording, Speech, Utterance
from cjpublish.narration import clips
from cjpublish.narration.assemble import Take, assemble
from cjpublish.narration.examine import examine
from cjpublish.narration.words import placed
from cjpublish.pipeline import Result
from cjpublish.store import Store
from listener import understood, word_error_rate

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
    """Return in seconds where sound begins and ends in a stretch: at 1 % of its loudest, to a millisecond."""
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


def tenth(publication: Publication, timeline: Any) -> list[tuple[Utterance, Any, Any]]:
    """Return each tenth sentence that is one clip: what is said, its chapter and itself as the Timeline has it."""
    said = cjpublish.plan(publication).plan.utterances
    once = Counter((utterance.chapter, utterance.sentence) for utterance in said)
    by_id = {(u.chapter, u.sentence): u for u in said if once[u.chapter, u.sentence] == 1}
    all_ = [(c, s) for c in timeline["chapters"] for s in c["sentences"] if (c["id"], s["id"]) in by_id]
    return [(by_id[chapter["id"], sentence["id"]], chapter, sentence) for chapter, sentence in all_[::10]]


def test_each_tenth_sentence_sounds_where_the_timeline_says(
    publication: Publication, m4b: Speech, timeline: Any, dist: Path
) -> None:
    """Find the clip's own beginning and end, as it lies in the store, in the M4B, the whole MP3 and the chapter's."""
    (whole,) = dist.glob("*.mp3")
    mp3 = pcm.decode(whole.read_bytes())
    chosen = tenth(publication, timeline)
    assert len(chosen) >= 10
    for utterance, chapter, sentence in chosen:
        stored = Store().get(utterance.key)
        assert stored is not None
        take = Take(sentence["id"], clips.unpack(stored).pcm, 0)
        track, sound = assemble("alone", [take], m4b.rate, 200, 200)
        (clip,) = track.clips
        own = Speech(bytes(sound[2 * clip.begin : 2 * clip.end]), m4b.rate)
        number = 1 + [each["id"] for each in timeline["chapters"]].index(chapter["id"])
        (file,) = dist.glob(f"*-mp3/{number:02}-*.mp3")
        heard = {"m4b": (m4b, 0.0), "mp3": (mp3, 0.0), "chapter": (pcm.decode(file.read_bytes()), chapter["begin"])}
        for name, (speech, zero) in heard.items():
            first = found_at(own, speech, sentence["begin"] - zero, at_end=False)
            last = found_at(own, speech, sentence["end"] - zero, at_end=True)
            assert abs(first) <= 0.02, (name, sentence["text"])
            assert abs(last) <= 0.02, (name, sentence["text"])


def found_at(own: Speech, speech: Speech, place: float, *, at_end: bool) -> float:
    """Return by how many seconds the beginning (or the end) of a clip is heard later than at a place.

    Where the waveform of its first (or last) 0.3 s fits best within 0.1 s around.
    """
    piece, reach = round(0.3 * own.rate), round(0.1 * own.rate)
    samples = np.frombuffer(own.pcm, "<i2").astype(float)
    wanted = samples[-piece:] if at_end else samples[:piece]
    start = round(place * speech.rate) - (len(wanted) if at_end else 0)
    heard = np.frombuffer(speech.pcm, "<i2").astype(float)[start - reach : start + len(wanted) + reach]
    windows = np.lib.stride_tricks.sliding_window_view(heard, len(wanted))
    fit = windows @ wanted / np.maximum(np.linalg.norm(windows, axis=1), 1)
    return (int(np.argmax(fit)) - reach) / speech.rate


def test_a_recogniser_hears_each_tenth_sentence_where_the_timeline_says(
    publication: Publication, m4b: Speech, timeline: Any
) -> None:
    plain = replace(publication, narration=replace(publication.narration, lexicons=()))
    texts = {(u.chapter, u.sentence): u.text for u in cjpublish.plan(plain).plan.utterances}
    chosen = [entry for entry in tenth(publication, timeline) if len(entry[0].words) >= 6]
    assert len(chosen) >= 8
    for utterance, _, sentence in chosen:
        text = texts[utterance.chapter, utterance.sentence]
        rate, said, heard = understood(text, cut(m4b, sentence["begin"], sentence["end"]))
        assert rate <= 0.5, (said, heard)  # a neighbour instead would share hardly a word


def cut(speech: Speech, begin: float, end: float) -> Speech:
    first, last = round(begin * speech.rate), round(end * speech.rate)
    return Speech(speech.pcm[2 * first : 2 * last], speech.rate)


def test_word_marks_agree_with_an_independent_forced_alignment(
    publication: Publication, m4b: Speech, timeline: Any
) -> None:
    """Half of all words begin within 80 ms of where pocketsphinx, which knows nothing of the voice, hears them."""
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    apart = []
    for utterance, _, sentence in tenth(publication, timeline):
        part = cut(m4b, sentence["begin"], sentence["end"])
        marks = alignment.words(part.pcm, part.rate, utterance.text, "en")
        ours = {tuple(word["written"]): word["begin"] - sentence["begin"] for word in sentence.get("words", ())}
        for clip in placed(utterance.words, marks):
            if clip.written in ours:
                apart.append(abs(clip.begin / part.rate - ours[clip.written]))
    assert len(apart) >= 80
    assert statistics.median(apart) <= 0.08


def test_a_recording_of_a_chapter_is_cut_where_its_sentences_are(
    publication: Publication, timeline: Any, dist: Path
) -> None:
    """Give the narration back as recordings, without its Timeline: 95 in 100 sentences begin within 250 ms."""
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    apart, lost = [], []
    for number, (name, utterances) in enumerate(cjpublish.plan(publication).plan.chapters, 1):
        (file,) = dist.glob(f"*-mp3/{number:02}-*.mp3")
        recording = Recording(name, file, sha256(file.read_bytes()).hexdigest(), Source(file.name))
        examined = examine(recording, [utterance.text for utterance in utterances], "en")
        (chapter,) = (each for each in timeline["chapters"] if each["id"] == name)
        begins = {sentence["id"]: sentence["begin"] - chapter["begin"] for sentence in chapter["sentences"]}
        seen = set()
        for utterance, heard in zip(utterances, examined.sentences, strict=True):
            if utterance.sentence in seen or not utterance.words:
                continue
            if heard is None:
                lost.append(utterance.text)
            elif not any(u.sentence == utterance.sentence and not u.words for u in utterances):
                apart.append(abs(heard.begin / examined.rate - begins[utterance.sentence]))
            seen.add(utterance.sentence)
    assert lost == []
    assert len(apart) >= 100
    assert statistics.quantiles(apart, n=20)[-1] <= 0.25


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


EPUBS = ("*phnom-penh.epub", "*-readalong.epub")


@pytest.mark.parametrize("pattern", EPUBS)
def test_epubcheck_says_nothing_above_usage(pattern: str, dist: Path, tmp_path: Path) -> None:
    (epub,) = dist.glob(pattern)
    assert [complaint for complaint in checkers.epubcheck(epub, tmp_path) if complaint.level != "USAGE"] == []


@pytest.mark.parametrize("pattern", EPUBS)
def test_ace_finds_no_violation(pattern: str, dist: Path, tmp_path: Path) -> None:
    (epub,) = dist.glob(pattern)
    assert checkers.ace(epub, tmp_path) == []
