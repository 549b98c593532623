"""Known text is found in sound: words in a sentence, sentences in a recording, and what a recording has besides."""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from numpy.typing import NDArray

from cjpublish import alignment, engines
from cjpublish.alignment.arpabet import PHONES, arpabet
from cjpublish.alignment.matching import match
from cjpublish.alignment.trigrams import arpa
from cjpublish.audio import pcm
from cjpublish.errors import EngineError, InputError
from cjpublish.model import Speech, Voice

RATE = 22050
NEEDS_POCKETSPHINX = pytest.mark.skipif(not alignment.available(), reason="pocketsphinx isn't installed")

GARDEN = """\
Spring
The ground is cold, and nothing is in a hurry.
A gardener walks along the old wall and counts the buds on the pear trees.
There are twenty-seven of them, and most are still closed.
Water the beds in the evening, when the sun has gone behind the hill.
Tools
A spade, a fork and a rake are enough for the first year.
The handle should be made of ash, because it bends before it breaks.
Farmers from Battambang and Siem Reap still bring rice, pepper and lotus seeds.
Don't leave them out in the rain.
Thank you for listening.""".splitlines()

YEAR = """\
The river rises in June and falls again in November.
Each family keeps a boat beneath the house.
Seeds
Small seeds need light, and large seeds need darkness.
Put them in a tray of fine soil and cover the tray with glass.
After nine or ten days, the first leaves appear.
They aren't the real leaves yet; those come a week later.
What should be done when it freezes?
Bring the tray indoors, open the window at noon, and wait.
Compost
Leaves, straw and kitchen scraps become soil in about eight months.
Turn the heap every second week so that air can reach the middle.
A thermometer shows sixty-five degrees on a good day.
Worms do the rest of the work, slowly and without complaint.
The beekeeper's hives stand at the end of the orchard, facing south.
On warm mornings the bees fly out over the clover and the lime trees.
One colony can visit two million flowers for a single jar of honey.
Tomatoes ripen first on the lower branches.
Beans climb up strings that are tied to a wire between two posts.
Pick them while they are young and thin.
The well-known teacher Vannak Sokha planted mango trees along the canal.
She measured each tree on the first Monday of the month.
By the end of the decade, some of them were eleven metres high.
Figure one.
A drawing of a garden from above, with paths that meet at a round pond.
Apples are stored on wooden shelves, where they must not touch each other.
The cellar is dark and cool, and it smells of earth.
A notebook hangs on a nail beside the door.
It says which tree gave how many baskets, year after year.
Snow covers the paths, and the birds come close to the house.
Nothing grows, but nothing is lost.""".splitlines()


@cache
def spoken(text: str, engine: str = "espeak") -> Speech:
    return engines.load(engine).speak(text, Voice("narrator", engine, language="en-us" if engine == "espeak" else "en"))


def burst(seconds: float, seed: int = 5, level: float = 4000) -> NDArray[np.float64]:
    """Return a cough's worth of low-passed noise."""
    size = round(seconds * RATE)
    taps = np.sinc((np.arange(65) - 32) * 0.15) * np.hamming(65)
    white = np.random.RandomState(seed).normal(0, 1, size + 64)
    noise = np.convolve(white, taps / np.sqrt((taps**2).sum()), "valid")
    return noise * level * np.hanning(size) ** 0.3


@dataclass(frozen=True)
class Tape:
    """A recording, and where each of its parts is: samples [begin, end)."""

    pcm: bytes
    parts: tuple[tuple[int, int], ...]


def tape(parts: Sequence[str | float], engine: str = "espeak", *, head: float = 0.8, tail: float = 1.0) -> Tape:
    """Record sentences, and for each number a burst of noise of so many seconds, with pauses of 0.3 to 0.9 s."""
    chance = random.Random(7)
    sounds, places = [np.zeros(round(head * RATE))], []
    at = len(sounds[0])
    for part in parts:
        sound = np.frombuffer(spoken(part, engine).pcm, "<i2") if isinstance(part, str) else burst(part)
        pause = np.zeros(round(chance.uniform(0.3, 0.9) * RATE))
        places.append((at, at + len(sound)))
        sounds += [sound, pause]
        at += len(sound) + len(pause)
    whole = np.concatenate([*sounds, np.zeros(round(tail * RATE))])
    whole += np.random.RandomState(3).normal(0, 12, len(whole))
    return Tape(np.clip(np.rint(whole), -32768, 32767).astype("<i2").tobytes(), tuple(places))


def off(found: alignment.Aligned, places: Sequence[tuple[int, int]], rate: int = RATE) -> list[float]:
    """Return by how many seconds each sentence's begin is off; all are found."""
    spans = [span for span in found.spans if span]
    assert len(spans) == len(found.spans)
    return [abs(span.begin / rate - begin / RATE) for span, (begin, _) in zip(spans, places, strict=True)]


# --- without pocketsphinx ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ipa", "phones"),
    [
        ("ˈɡɑːɹdən", "G AA R D AH N"),
        ("pʰnɔm pɛɲ", "P N AO M P EH N Y"),
        ("tʃɪlɪ", "CH IH L IH"),
        ("siːɛm ɹiːp", "S IY EH M R IY P"),
        ("kɐmˈpɔŋ", "K AH M P AO NG"),
        ("!?", ""),
    ],
)
def test_ipa_becomes_phones_of_the_model(ipa: str, phones: str) -> None:
    assert arpabet(ipa) == phones
    assert set(phones.split()) <= PHONES


def cheapest(text: Sequence[int], heard: Sequence[int], starts: Sequence[bool]) -> float:
    """Return the least cost of an alignment, cell by cell, as matching.py prices it."""
    openings = [0.3 if start else 1.0 for start in (*starts, True)]
    costs: defaultdict[tuple[int, int, int], float] = defaultdict(lambda: math.inf, {(0, 0, 0): 0.0})
    for row in range(len(text) + 1):
        for column in range(len(heard) + 1):
            if row and column:
                step = 0.0 if text[row - 1] == heard[column - 1] else 0.8
                costs[row, column, 0] = step + min(costs[row - 1, column - 1, kind] for kind in range(3))
            if row:
                fresh = openings[row - 1] + min(costs[row - 1, column, kind] for kind in range(3))
                costs[row, column, 1] = 0.25 + min(fresh, costs[row - 1, column, 1])
            if column:
                fresh = openings[row] + min(costs[row, column - 1, kind] for kind in range(3))
                costs[row, column, 2] = 0.25 + min(fresh, costs[row, column - 1, 2])
    return min(costs[len(text), len(heard), kind] for kind in range(3))


def test_matching_is_as_cheap_as_any() -> None:
    chance = random.Random(1)
    for _ in range(200):
        # Few words in common, so that there is no anchor, and every word is compared.
        text = [chance.randrange(4) for _ in range(chance.randrange(1, 8))]
        heard = [chance.randrange(4) for _ in range(chance.randrange(1, 8))]
        runs = {tuple(text[at : at + 3]) for at in range(len(text) - 2)}
        if runs & {tuple(heard[at : at + 3]) for at in range(len(heard) - 2)}:
            continue
        starts = [chance.random() < 0.4 for _ in text]
        pairs = match(text, heard, starts)
        assert all(text[left] == heard[right] for left, right in pairs)
        # With each pair made a word of its own that agrees with nothing else, it can't have become dearer.
        left = [-1 - at for at in range(len(text))]
        right = [1000 + at for at in range(len(heard))]
        for number, (here, there) in enumerate(pairs):
            left[here] = right[there] = 5000 + number
        assert cheapest(left, right, starts) == pytest.approx(cheapest(text, heard, starts))


def test_what_is_heard_twice_is_matched_with_the_last_time() -> None:
    text = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    starts = [True, False, False, True, False, False, True, False, False]
    heard = [1, 2, 3, 4, 5, 6, 4, 5, 6, 7, 8, 9]
    assert [right for _, right in match(text, heard, starts)] == [0, 1, 2, 6, 7, 8, 9, 10, 11]


def test_long_texts_with_nothing_in_common_are_not_compared_word_by_word() -> None:
    assert match(range(100_000), range(100_000, 200_000), [True] * 100_000) == []


def test_what_follows_a_word_adds_up_to_one() -> None:
    grams = {
        tuple(words.split()): (10 ** float(log), 10 ** float(rest[0]) if rest else 1.0)
        for line in arpa([[0, 1, 2, 1], [2, 1], [3]]).splitlines()
        if line and (line[0] == "-" or line[0] == "0") and (fields := line.split())
        for log, words, rest in [_fields(fields)]
    }
    words = [gram[0] for gram in grams if len(gram) == 1 and gram != ("<s>",)]

    def probability(gram: tuple[str, ...]) -> float:
        if gram in grams:
            return grams[gram][0]
        return grams.get(gram[:-1], (0, 1.0))[1] * probability(gram[1:])

    for context in [(), *(gram for gram in grams if len(gram) < 3 and gram[-1] != "</s>")]:
        assert sum(probability((*context, word)) for word in words) == pytest.approx(1, abs=0.01)


def _fields(fields: list[str]) -> tuple[str, str, list[str]]:
    """Part a line of an ARPA file into probability, words and what is left for other words."""
    rest = fields[-1:] if fields[-1][0] in "-0" and len(fields) > 2 else []
    return fields[0], " ".join(fields[1 : len(fields) - len(rest)]), rest


def test_without_pocketsphinx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    assert not alignment.available()
    with pytest.raises(EngineError) as raised:
        alignment.words(bytes(2000), RATE, "Hello.", "en")
    (finding,) = raised.value.findings
    assert (finding.code, finding.fix) == ("aligner-missing", "pip install 'cjpublish[align]'")
    assert alignment.words(bytes(2000), RATE, "Bonjour.", "fr") == ()


def test_a_recording_in_another_language_is_refused() -> None:
    with pytest.raises(InputError, match="'km'"):
        alignment.sentences(bytes(2000), RATE, ["…"], "km")


# --- words ------------------------------------------------------------------------------------------------------------


@NEEDS_POCKETSPHINX
@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("the", "DH AH"),
        ("Twenty-seven", "T W EH N T IY S EH V AH N"),
        ("don’t", "D OW N T"),
        ("beekeeper's", "B IY K IY P ER Z"),
        ("Battambang", "B AE D AH M B AE NG"),
        ("[[svaːj paʔ]]", "S V AA Y P AA"),
    ],
)
def test_every_word_has_a_pronunciation(word: str, phones: str) -> None:
    from cjpublish.alignment.decoder import DICTIONARY
    from cjpublish.alignment.pronunciations import key, pronounce

    found = pronounce([word, "—"], DICTIONARY)
    assert found.keys() == {key(word)}
    assert found[key(word)][0] == phones


@NEEDS_POCKETSPHINX
def test_words_are_where_they_are_heard() -> None:
    text = "Twenty-seven gardeners from Battambang don't water [[svaːj]] trees."
    said = ["twenty-seven", "gardeners", "from", "Battambang", "don't", "water", "sv-eye", "trees"]
    recording = tape(said)
    marks = alignment.words(recording.pcm, RATE, text, "en-GB")
    assert [text[slice(*mark.spoken)] for mark in marks] == text.rstrip(".").split()
    assert (
        median(abs(mark.begin - begin) / RATE for mark, (begin, _) in zip(marks, recording.parts, strict=True)) < 0.06
    )
    assert all(mark.begin < mark.end for mark in marks)
    assert all(left.end <= right.begin for left, right in pairwise(marks))
    assert marks == alignment.words(recording.pcm, RATE, text, "en-GB")


@NEEDS_POCKETSPHINX
@pytest.mark.parametrize(
    ("sound", "text"),
    [
        (b"", "Hello."),
        (bytes(RATE), "Hello."),
        (burst(1.0).astype("<i2").tobytes(), "The ground is cold, and nothing is in a hurry."),
        (spoken(GARDEN[8]).pcm, GARDEN[0]),
        (spoken(GARDEN[5]).pcm, GARDEN[8]),
        (spoken(GARDEN[5]).pcm, "…"),
    ],
    ids=["empty", "silence", "noise", "text too short", "text too long", "no text"],
)
def test_words_that_are_not_in_the_sound_are_not_guessed(sound: bytes, text: str) -> None:
    assert alignment.words(sound, RATE, text, "en") == ()


# --- sentences --------------------------------------------------------------------------------------------------------


@NEEDS_POCKETSPHINX
@pytest.mark.parametrize(("rate", "gain"), [(RATE, 1.0), (11025, 1.0), (48000, 0.02), (16000, 3.0)])
def test_sentences_are_found_at_any_rate_and_level(rate: int, gain: float) -> None:
    recording = tape(GARDEN)
    samples = np.clip(np.frombuffer(recording.pcm, "<i2") * gain, -32768, 32767).astype("<i2")
    sound = pcm.resample(samples.tobytes(), RATE, rate)
    found = alignment.sentences(sound, rate, GARDEN, "en")
    assert max(off(found, recording.parts, rate)) < 0.15
    assert found.unplaced == ()
    for text, span in zip(GARDEN, found.spans, strict=True):
        assert span
        assert len(span.words) == len(text.split())
        assert span.words[0].begin >= 0
        assert span.words[-1].end <= span.end - span.begin


Told = tuple[str, int | None]


@NEEDS_POCKETSPHINX
@pytest.mark.parametrize(
    ("parts", "missing", "told"),
    [
        ([*GARDEN[:3], *GARDEN[4:]], {3}, []),
        ([*GARDEN[:5], *GARDEN[4:]], set(), [("repeated", 4)]),
        ([*GARDEN[:3], 0.3, *GARDEN[3:]], set(), [("noise", None)]),
        ([*GARDEN[:2], GARDEN[3], GARDEN[2], *GARDEN[4:]], {3}, [("misplaced", 3)]),
        (GARDEN[:7], {7, 8, 9, 10}, []),
        ([*GARDEN[:8], *YEAR[:1], *GARDEN[8:]], set(), [("speech", None)]),
        ([2.0, *GARDEN, 1.5], set(), [("noise", None), ("noise", None)]),
    ],
    ids=["left out", "repeated", "cough", "swapped", "stops early", "other speech", "noise around"],
)
def test_what_a_recording_lacks_or_has_besides_is_told(
    parts: Sequence[str | float], missing: set[int], told: Sequence[Told]
) -> None:
    recording = tape(parts)
    found = alignment.sentences(recording.pcm, RATE, GARDEN, "en")
    assert {number for number, span in enumerate(found.spans) if span is None} == missing
    assert [(heard.kind, heard.sentence) for heard in found.unplaced] == told
    # Of a sentence that was read twice, the last reading counts.
    places = dict(zip(parts, recording.parts, strict=True))
    for text, span, expected in zip(GARDEN, found.spans, found.expected, strict=True):
        assert span is None or (abs(span.begin - places[text][0]) < 0.15 * RATE and span.begin == expected)
    spans = [span for span in found.spans if span]
    assert all(left.end <= right.begin for left, right in pairwise(spans))


@NEEDS_POCKETSPHINX
def test_a_sentence_that_was_left_out_is_expected_where_the_next_one_begins() -> None:
    found = alignment.sentences(tape([*GARDEN[:3], *GARDEN[4:]]).pcm, RATE, GARDEN, "en")
    following = found.spans[4]
    assert following
    assert found.expected[3] == following.begin
    stopped = tape(GARDEN[:3])
    assert alignment.sentences(stopped.pcm, RATE, GARDEN, "en").expected[3] == len(stopped.pcm) // 2


@NEEDS_POCKETSPHINX
def test_a_recording_that_goes_on_after_the_text_is_told() -> None:
    recording = tape(GARDEN)
    found = alignment.sentences(recording.pcm, RATE, GARDEN[:6], "en")
    assert all(found.spans)
    assert {heard.kind for heard in found.unplaced} == {"speech"}
    assert abs(found.unplaced[0].begin - recording.parts[6][0]) < 0.2 * RATE
    assert abs(found.unplaced[-1].end - recording.parts[-1][1]) < 0.2 * RATE


@NEEDS_POCKETSPHINX
@pytest.mark.parametrize("seconds", [0, 0.001, 5])
def test_in_silence_nothing_is_found(seconds: float) -> None:
    found = alignment.sentences(bytes(2 * round(seconds * RATE)), RATE, GARDEN, "en")
    assert found.spans == (None,) * len(GARDEN)
    assert found.unplaced == ()


@NEEDS_POCKETSPHINX
def test_music_is_no_text() -> None:
    time = np.arange(8 * RATE) / RATE
    chords = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330, 440)) * np.exp(-4 * (time % 0.5)) * 3000
    found = alignment.sentences(np.asarray(chords).astype("<i2").tobytes(), RATE, GARDEN, "en")
    assert found.spans == (None,) * len(GARDEN)
    assert {heard.kind for heard in found.unplaced} == {"noise"}


@NEEDS_POCKETSPHINX
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["piper", "espeak"])
def test_a_chapter_is_aligned_and_its_faults_are_told(engine: str) -> None:
    texts = [*GARDEN, *YEAR]
    plain = tape(texts, engine)
    found = alignment.sentences(plain.pcm, RATE, texts, "en")
    errors = off(found, plain.parts)
    assert np.percentile(errors, 95) < 0.25
    assert median(errors) < 0.06
    assert found.unplaced == ()
    assert found == alignment.sentences(plain.pcm, RATE, texts, "en")
    faulty = tape([*texts[:8], *texts[9:21], *texts[20:31], 0.3, *texts[31:]], engine)
    told = alignment.sentences(faulty.pcm, RATE, texts, "en")
    assert [number for number, span in enumerate(told.spans) if span is None] == [8]
    assert [(heard.kind, heard.sentence) for heard in told.unplaced] == [("repeated", 20), ("noise", None)]
    for heard, place in zip(told.unplaced, (faulty.parts[19], faulty.parts[31]), strict=True):
        assert abs(heard.begin - place[0]) < 0.25 * RATE
        assert abs(heard.end - place[1]) < 0.25 * RATE
