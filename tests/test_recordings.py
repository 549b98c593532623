"""A person's voice: recordings of chapters and of sentences, in place of synthesis, and what is told of bad ones."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

import cjpublish
from cjpublish import engines
from cjpublish.errors import EngineError, InputError, Severity, Source
from cjpublish.model import Publication, Recording, Voice, inline_text, walk_sentences
from cjpublish.narration.examine import examine
from cjpublish.pipeline import Result

pytest.importorskip("pocketsphinx", reason="pocketsphinx, of cjpublish[align], is not installed")

SENTENCES = (
    "The garden behind the house had been left alone for many years.",
    "Nobody remembered who had planted the old apple tree near the wall.",
    "In the morning the birds came down to drink from a stone basin.",
    "Later in the day two children carried water from the river.",
    "They worked without hurry until the sun went down behind the hills.",
)
CHAPTER = "# A quiet garden\n\n" + " ".join(SENTENCES) + "\n"
SPOKEN = ("A quiet garden.", *SENTENCES)
RATE = 22050
Make = Callable[..., Path]


def spoken(text: str) -> NDArray[np.int16]:
    """Return a text as espeak-ng says it: the narrator of these tests."""
    return np.frombuffer(engines.load("espeak").speak(text, Voice("n", "espeak", language="en-us")).pcm, "<i2")


def room(seconds: float) -> NDArray[np.int16]:
    """Return the quiet of a room."""
    return np.random.default_rng(1).normal(0, 6, round(seconds * RATE)).astype(np.int16)


def told(*parts: str | NDArray[np.int16]) -> NDArray[np.int16]:
    """Return texts one after the other, with pauses, and sounds where they stand."""
    sound = [room(0.7)]
    for part in parts:
        sound += [spoken(part) if isinstance(part, str) else part, room(0.6)]
    return np.concatenate(sound)


def wav(samples: NDArray[np.int16], rate: int = RATE, channels: int = 1) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(channels)
        output.setsampwidth(2)
        output.setframerate(rate)
        output.writeframes(np.repeat(samples, channels).astype("<i2").tobytes())
    return file.getvalue()


@pytest.fixture(scope="module")
def whole() -> NDArray[np.int16]:
    return told(*SPOKEN)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function that writes a publication whose narrator is recorded in the files given."""

    def write(files: dict[str, bytes], voice: str = "fallback: machine\n", chapter: str = CHAPTER) -> Path:
        root = tmp_path / "book"
        (root / "manuscript").mkdir(parents=True, exist_ok=True)
        (root / "voices/reader").mkdir(parents=True, exist_ok=True)
        settings = "title: A Garden\nlanguage: en\nauthors: [A. Writer]\n"
        (root / "manuscript/publication.yaml").write_text(settings)
        (root / "manuscript/01.md").write_text(chapter)
        recorded = "engine: recording\nvoice: reader\nnarrator: R. Reader\n"
        (root / "voices/narrator.yaml").write_text(recorded + voice)
        (root / "voices/machine.yaml").write_text("engine: silence\n")
        for name, content in files.items():
            (root / "voices/reader" / name).write_bytes(content)
        return root

    return write


def build(root: Path) -> tuple[Result, list[dict[str, object]]]:
    """Return what a build says, and the sentences of the chapter as the Timeline has them."""
    result = cjpublish.build(cjpublish.read(root), names=["timeline"], cache=root.parent / "cache", jobs=1)
    timeline = json.loads((root / "dist/a-garden.timeline.json").read_text())
    (chapter,) = (each for each in timeline["chapters"] if each["id"] == "a-quiet-garden")
    return result, chapter["sentences"]


def warnings(result: Result) -> list[str]:
    return [str(finding) for finding in result.findings if finding.severity is not Severity.NOTE]


def test_a_chapter_is_cut_into_its_sentences_and_keeps_the_narrators_pauses(
    make: Make, whole: NDArray[np.int16]
) -> None:
    result, sentences = build(make({"a-quiet-garden.wav": wav(whole)}))
    assert warnings(result) == []
    assert [sentence["text"] for sentence in sentences] == ["A quiet garden", *SENTENCES]
    for sentence, text in zip(sentences, SPOKEN, strict=True):
        length = sentence["end"] - sentence["begin"]  # type: ignore[operator]  # numbers, from JSON
        assert length == pytest.approx(len(spoken(text)) / RATE, abs=0.5)
    gaps = [b["begin"] - a["end"] for a, b in pairwise(sentences)]  # type: ignore[operator]  # numbers
    assert all(0.45 <= gap <= 1.2 for gap in gaps)


def test_words_of_a_recording_are_found_by_alignment(make: Make, whole: NDArray[np.int16]) -> None:
    _, sentences = build(make({"a-quiet-garden.wav": wav(whole)}))
    words = [word["text"] for word in sentences[1]["words"]]  # type: ignore[attr-defined]  # a list, from JSON
    assert words == SENTENCES[0].rstrip(".").split()


def test_what_is_not_recorded_is_said_by_the_fallback_and_a_sentence_has_a_file_of_its_own(
    make: Make, tmp_path: Path
) -> None:
    root = make({"a-quiet-garden.wav": b""})
    (root / "voices/reader/a-quiet-garden.wav").unlink()
    (root / "voices/reader/x.wav").write_bytes(wav(told("Nothing.")))
    publication = cjpublish.read(root)
    (unused,) = publication.findings
    assert "there is no chapter and no sentence 'x'" in unused.message
    name = sentence_id(publication, SENTENCES[2])
    (root / "voices/reader/x.wav").rename(root / f"voices/reader/{name}.wav")
    (root / f"voices/reader/{name}.wav").write_bytes(wav(told(SENTENCES[2])))
    plan = cjpublish.plan(cjpublish.read(root), cache=tmp_path / "cache").plan
    said = {utterance.text: utterance.voice.name for utterance in plan.utterances}
    assert said[SENTENCES[2]] == "narrator"
    assert {voice for text, voice in said.items() if text != SENTENCES[2]} == {"machine"}
    result, sentences = build(root)
    assert warnings(result) == []
    assert len(sentences) == 6


def sentence_id(publication: Publication, text: str) -> str:
    found = (s for c in publication.reading_order for s in walk_sentences(c.blocks) if inline_text(s.inlines) == text)
    return next(found).id


def test_a_sentence_left_out_one_repeated_and_a_noise_are_told_with_their_times(make: Make) -> None:
    noise = np.random.default_rng(2).normal(0, 6000, RATE // 3).astype(np.int16)
    parts = (SPOKEN[0], SPOKEN[1], SPOKEN[2], SPOKEN[2], noise, SPOKEN[4], SPOKEN[5])
    result, sentences = build(make({"a-quiet-garden.wav": wav(told(*parts))}))
    told_of = warnings(result)
    (missing,) = (each for each in told_of if "is not heard for certain" in each)
    assert SENTENCES[2][:40] in missing
    assert "manuscript/01.md:3" in missing
    assert "'machine' says it" in missing
    assert any("voices/reader/a-quiet-garden.wav: warning: a sentence said once more" in each for each in told_of)
    assert any("warning: a noise" in each for each in told_of)
    assert len(sentences) == 6


def test_without_a_fallback_nothing_is_made_and_each_missing_sentence_is_named(make: Make) -> None:
    root = make({"a-quiet-garden.wav": wav(told(*SPOKEN[:4]))}, voice="")
    with pytest.raises(InputError) as caught:
        build(root)
    messages = [str(finding) for finding in caught.value.findings]
    assert sum("nobody" in m or "has no recording of" in m for m in messages) >= 3  # the program's own pages
    assert not (root / "dist").exists()


def test_one_person_falls_back_to_another_and_that_one_to_a_machine(make: Make) -> None:
    root = make({"a-quiet-garden.wav": wav(told(*SPOKEN[:3]))}, voice="fallback: second\n")
    (root / "voices/other").mkdir()
    (root / "voices/other/a-quiet-garden.wav").write_bytes(wav(told(*SPOKEN[3:5])))
    second = "engine: recording\nvoice: other\nnarrator: S. Second\nfallback: machine\n"
    (root / "voices/second.yaml").write_text(second)
    cjpublish.build(cjpublish.read(root), names=["captions"], cache=root.parent / "cache", jobs=1)
    captions = (root / "dist/a-garden.vtt").read_text()
    assert "<v R. Reader>Nobody remembered" in captions
    assert "<v S. Second>In the morning" in captions
    assert "<v machine>They worked" in captions


def test_a_recording_that_ends_too_early_is_told_sentence_by_sentence(make: Make) -> None:
    result, _ = build(make({"a-quiet-garden.wav": wav(told(*SPOKEN[:4]))}))
    missing = [each for each in warnings(result) if "is not heard for certain" in each]
    assert [any(text[:30] in each for each in missing) for text in SENTENCES] == [False, False, False, True, True]


def test_what_goes_on_after_the_text_is_told(make: Make) -> None:
    more = told(*SPOKEN, "Thank you for listening to all of this, and goodbye for today.")
    result, _ = build(make({"a-quiet-garden.wav": wav(more)}))
    (extra,) = warnings(result)
    assert "something that is not in the text is heard from" in extra


def test_the_title_page_and_catalogues_name_the_narrator(make: Make, whole: NDArray[np.int16]) -> None:
    root = make({"a-quiet-garden.wav": wav(whole)})
    publication = cjpublish.read(root)
    texts = [inline_text(s.inlines) for s in walk_sentences(publication.reading_order[0].blocks)]
    assert "The audio edition is read by R. Reader and, where nothing is recorded yet, by a synthetic voice." in texts
    assert publication.metadata.narrators == ("R. Reader", "Silence en (synthetic voice)")


def test_captions_name_whoever_says_it_and_leave_out_what_was_not_said(make: Make) -> None:
    chapter = f"# A quiet garden\n\n{SENTENCES[0]}\n\n> {SENTENCES[1]}\n\n{SENTENCES[2]}\n"
    root = make({"a-quiet-garden.wav": wav(told(*SPOKEN[:3]))}, chapter=chapter)
    cjpublish.build(cjpublish.read(root), names=["captions"], cache=root.parent / "cache", jobs=1)
    captions = (root / "dist/a-garden.vtt").read_text()
    assert "<v R. Reader>The garden behind the house" in captions
    assert "<v machine>In the morning the birds" in captions
    assert "Quote:" not in captions
    assert "Nobody remembered" in captions


# --- what a file can be


def recording(folder: Path, content: bytes, name: str = "a.wav") -> Recording:
    file = folder / name
    file.write_bytes(content)
    return Recording("a", file, sha256(content).hexdigest(), Source(f"voices/reader/{name}"))


def loud(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    return np.clip(samples.astype(np.int32) * 30, -32768, 32767).astype(np.int16)


BAD: dict[str, tuple[Callable[[NDArray[np.int16]], bytes], str]] = {
    "no audio": (lambda _: b"not audio at all, only some text", "a.wav: error: a piece of audio can't be decoded"),
    "an empty file": (lambda _: b"", "a.wav: error: a piece of audio can't be decoded"),
    "silence": (lambda whole: wav(np.zeros_like(whole)), "a.wav: error: this recording is silent"),
    "distortion": (lambda whole: wav(loud(whole)), "a.wav: warning: this recording is too loud and distorted in"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_with_its_name(name: str, whole: NDArray[np.int16], tmp_path: Path) -> None:
    content, message = BAD[name]
    examined = examine(recording(tmp_path, content(whole)), SPOKEN, "en")
    assert message in str(examined.findings[0])


def encoded(whole: NDArray[np.int16], suffix: str, codec: str) -> bytes:
    file = BytesIO()
    with av.open(file, "w", format=suffix) as container:
        stream = container.add_stream(codec, RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(whole[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = RATE
        for part in av.AudioResampler(stream.codec_context.format, "mono", RATE, 1024).resample(frame):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return file.getvalue()


FORMATS: dict[str, Callable[[NDArray[np.int16]], bytes]] = {
    "stereo.wav": lambda whole: wav(whole, channels=2),
    "slow.wav": lambda whole: wav(whole[::2], RATE // 2),
    "a.flac": lambda whole: encoded(whole, "flac", "flac"),
    "a.mp3": lambda whole: encoded(whole, "mp3", "libmp3lame"),
    "a.m4a": lambda whole: encoded(whole, "mp4", "aac"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_other_formats_rates_and_channels_are_heard_alike(name: str, whole: NDArray[np.int16], tmp_path: Path) -> None:
    plain = examine(recording(tmp_path, wav(whole)), SPOKEN, "en")
    other = examine(recording(tmp_path, FORMATS[name](whole), name), SPOKEN, "en")
    for first, second in zip(plain.sentences, other.sentences, strict=True):
        assert first is not None
        assert second is not None
        assert second.begin / other.rate == pytest.approx(first.begin / plain.rate, abs=0.15)
    telephone = [finding for finding in other.findings if finding.code == "recording-rate"]
    assert bool(telephone) == (name == "slow.wav")


def test_a_recording_says_nothing_new(make: Make, whole: NDArray[np.int16], tmp_path: Path) -> None:
    publication = cjpublish.read(make({"a-quiet-garden.wav": wav(whole)}))
    with pytest.raises(EngineError, match="can't say anything new"):
        cjpublish.pipeline.say(publication, "Hello there.", tmp_path / "x.wav")


# --- settings


RECORDED = "engine: recording\nvoice: reader\nnarrator: N\n"
FAULTS: dict[str, tuple[dict[str, str | bytes], str]] = {
    "no narrator": ({"narrator.yaml": "engine: recording\nvoice: reader\n", "reader/a.wav": b"x"}, "who is heard?"),
    "no folder": (
        {"narrator.yaml": "engine: recording\nvoice: nowhere\nnarrator: N\n"},
        "there is no folder 'nowhere' with recordings",
    ),
    "an empty folder": (
        {"narrator.yaml": RECORDED, "reader/.keep": ""},
        "the folder 'reader' holds no recordings",
    ),
    "two of one": (
        {
            "narrator.yaml": RECORDED,
            "reader/a.wav": b"x",
            "reader/a.mp3": b"x",
        },
        "there are two recordings of 'a'",
    ),
    "no such fallback": (
        {"narrator.yaml": RECORDED + "fallback: x\n", "reader/a.wav": b"x"},
        "there is no voice 'x' in voices/",
    ),
    "a circle": (
        {"narrator.yaml": RECORDED + "fallback: narrator\n", "reader/a.wav": b"x"},
        "the fallback 'narrator' leads in a circle",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_a_recorded_voice_are_told(name: str, tmp_path: Path) -> None:
    files, message = FAULTS[name]
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/publication.yaml").write_text("title: T\nlanguage: en\n")
    (tmp_path / "manuscript/01.md").write_text("# One\n")
    for path, content in files.items():
        file = tmp_path / "voices" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        cjpublish.read(tmp_path)
    assert any(message in finding.message for finding in caught.value.findings)
