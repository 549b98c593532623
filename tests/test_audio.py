from __future__ import annotations

import io
import math
import shutil
import subprocess
import wave
from itertools import pairwise

import av
import av.filter
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import narrations
from cjpublish.audio import encode, id3, meter, mpeg
from cjpublish.audio.frames import split
from cjpublish.audio.loudness import PROFILES, Loudness, measure, normalise
from cjpublish.audio.pcm import decode, resample
from cjpublish.editions.views.tags import language
from cjpublish.errors import InputError
from narrations import samples, tone

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="there is no ffmpeg to compare with")


def pcm(sound: NDArray[np.float64]) -> bytes:
    return np.clip(np.rint(sound * 32768), -32768, 32767).astype("<i2").tobytes()


def bells(rate: int, seconds: float, centres: tuple[float, ...]) -> bytes:
    """Return short bell-shaped pulses, whose place can be told far more finely than a sample."""
    times = np.arange(round(rate * seconds)) / rate
    return pcm(sum((0.5 * np.exp(-(((times - centre) / 0.0005) ** 2)) for centre in centres), np.zeros(len(times))))


def speech_like(rate: int, length: int) -> bytes:
    """Return a sound like speech: syllables of a buzzing voice, hisses, and pauses between phrases."""
    times = np.arange(length) / rate
    noise = np.random.default_rng(1).standard_normal(length)
    phase = 2 * np.pi * np.cumsum(110 + 15 * np.sin(2 * np.pi * 0.7 * times)) / rate
    buzz = sum(np.cos(k * phase + 0.3 * k * k) / k for k in range(1, 25)) / 4
    syllables = np.maximum(0, np.sin(2 * np.pi * 2.3 * times)) ** 2
    hisses = np.maximum(0, np.sin(2 * np.pi * 1.1 * times + 1)) ** 20
    phrases = np.sin(2 * np.pi * 0.21 * times) > -0.6
    sound = phrases * (0.5 * syllables * buzz + 0.04 * hisses * noise)
    sound[:2304] = sound[-2304:] = 0
    return pcm(sound)


def ebur128(content: bytes, rate: int) -> tuple[float, float]:
    """Return integrated loudness (LUFS) and true peak (dBTP) as libavfilter's meter finds them."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16p", sample_rate=rate, layout="mono", channels=1)
    ebur = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    graph.link_nodes(source, ebur, graph.add("abuffersink")).configure()
    last: dict[str, str] = {}
    for frame in [*split(content, rate), None]:
        graph.push(frame)
        while True:
            try:
                last = graph.pull().metadata or last
            except (av.BlockingIOError, av.EOFError):
                break
    return float(last["lavfi.r128.I"]), 20 * math.log10(float(last["lavfi.r128.true_peak"]))


# --- PCM --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "to"), [(22050, 44100), (16000, 22050), (24000, 22050), (44100, 22050), (22050, 24000), (22050, 22050)]
)
def test_resampling_keeps_every_pulse_in_its_place(rate: int, to: int) -> None:
    centres = (0.0, 0.5, 1.9)
    difference = samples(resample(bells(rate, 2, centres), rate, to)) - samples(bells(to, 2, centres))
    assert np.abs(difference).max() <= 2 / 32768


@pytest.mark.parametrize("length", [0, 1, 2, 100, 22049, 22051])
@pytest.mark.parametrize(("rate", "to"), [(22050, 24000), (24000, 22050), (16000, 44100)])
def test_resampled_length_is_exact(length: int, rate: int, to: int) -> None:
    assert len(resample(bytes(2 * length), rate, to)) // 2 == round(length * to / rate)


def test_decoding_returns_a_waves_own_samples_and_rate() -> None:
    content = tone(9216, 16000, 400)
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(16000)
        output.writeframes(content)
    speech = decode(file.getvalue())
    assert (speech.pcm, speech.rate) == (content, 16000)


def test_decoding_mixes_two_channels_to_one() -> None:
    stereo = np.repeat(np.frombuffer(tone(9216, 16000, 400), "<i2"), 2)
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(2)
        output.setsampwidth(2)
        output.setframerate(16000)
        output.writeframes(stereo.tobytes())
    assert np.abs(samples(decode(file.getvalue()).pcm) - samples(tone(9216, 16000, 400))).max() <= 1 / 32768


@pytest.mark.parametrize("content", [b"", b"<!doctype html><title>Sorry</title>", b"\0" * 1000])
def test_what_is_no_audio_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="can't be decoded"):
        decode(content)


# --- measuring --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [22050, 24000, 44100, 48000])
def test_a_full_scale_tone_of_997_hz_measures_what_bs_1770_says(rate: int) -> None:
    content = pcm(np.sin(2 * np.pi * 997 * np.arange(rate * 5) / rate))
    found = measure(content, rate)
    assert found.integrated == pytest.approx(-3.01, abs=0.03)
    assert found.true_peak == pytest.approx(0, abs=0.05)
    assert found.rms == pytest.approx(-3.01, abs=0.01)


def test_pauses_are_gated_out_of_loudness_but_not_out_of_rms() -> None:
    sound = np.sin(2 * np.pi * 997 * np.arange(22050 * 5) / 22050)
    found = measure(pcm(np.concatenate((sound, np.zeros(len(sound))))), 22050)
    assert found.integrated == pytest.approx(-3.01, abs=0.1)
    assert found.rms == pytest.approx(-6.02, abs=0.01)
    assert found.noise == -math.inf


def test_a_true_peak_between_samples_is_found() -> None:
    quarter = np.hanning(22050) * np.sin(np.pi / 2 * np.arange(22050) + np.pi / 4)
    found = measure(pcm(quarter), 22050)
    assert 20 * math.log10(np.abs(samples(pcm(quarter))).max()) == pytest.approx(-3.01, abs=0.01)
    assert found.true_peak == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("rate", [22050, 44100])
def test_the_meter_agrees_with_libavfilters(rate: int) -> None:
    content = speech_like(rate, 10 * rate)
    found = measure(content, rate)
    integrated, true_peak = ebur128(content, rate)
    assert found.integrated == pytest.approx(integrated, abs=0.1)
    assert found.true_peak == pytest.approx(true_peak, abs=0.2)


@pytest.mark.parametrize("content", [b"", bytes(2 * 100), bytes(2 * 22050)])
def test_silence_measures_minus_infinity(content: bytes) -> None:
    assert measure(content, 22050) == Loudness(-math.inf, -math.inf, -math.inf, -math.inf)


@pytest.mark.parametrize("length", [1, 21, 22, 23, 22 * 4000, 22 * 4000 + 1, 180_000])
def test_peaks_cover_every_sample_once(length: int) -> None:
    for place in {0, length // 2, length - 1}:
        sound = np.zeros(length, np.int16)
        sound[place] = 16384
        found = meter.peaks(sound, 22)
        assert len(found) == math.ceil(length / 22)
        assert found.max() == 0.5
        assert found.argmax() == place // 22


def test_the_lowest_sample_is_as_great_as_full_scale() -> None:
    sound = np.zeros(220, np.int16)
    sound[100:122] = -32768
    assert meter.peaks(sound, 22, above=10.0).max() == 1.0


# --- levelling --------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**32), st.floats(0.0, 1.2), st.sampled_from([8, 22, 48]))
def test_only_peaks_that_matter_are_looked_for_between_samples(seed: int, above: float, run: int) -> None:
    source = np.random.default_rng(seed)
    loud = source.uniform(0, 1, 40).repeat(run) ** 3
    sound = (source.uniform(-32768, 32767, 40 * run) * loud).astype("<i2")[: -source.integers(0, run) or None]
    all_of_them, some = meter.peaks(sound, run), meter.peaks(sound, run, above)
    assert (some[all_of_them > above] == all_of_them[all_of_them > above]).all()
    assert (some <= all_of_them).all()


def fits(found: Loudness, profile: str) -> bool:
    """Return whether a published file is what its profile asks."""
    match profile:
        case "podcast":
            return abs(found.integrated + 16) <= 1 and found.true_peak <= -1
        case "broadcast":
            return abs(found.integrated + 23) <= 0.5 and found.true_peak <= -1
        case _:
            return -23 <= found.rms <= -18 and found.true_peak <= -3 and found.noise <= -60


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("rate", [22050, 44100])
@pytest.mark.parametrize("level", [0.05, 1.0])
def test_what_is_published_has_its_profiles_loudness_after_decoding(profile: str, rate: int, level: float) -> None:
    whole = encode.FRAME * (rate // 1000)
    levelled = normalise(pcm(level * samples(speech_like(rate, whole))), rate, PROFILES[profile])
    for encoded in (encode.aac(levelled, rate), encode.mp3(levelled, rate, PROFILES[profile].mp3_bitrate)):
        speech = decode(encoded)
        found = measure(speech.pcm, speech.rate)
        assert fits(found, profile), found


def test_levelling_delays_nothing_and_keeps_length_and_silence() -> None:
    content = speech_like(22050, encode.FRAME * 20)
    levelled = normalise(content, 22050, PROFILES["podcast"])
    assert len(levelled) == len(content)
    before, after = samples(content), samples(levelled)
    assert not after[before == 0].any()
    gains = after[np.abs(before) > 0.01] / before[np.abs(before) > 0.01]
    assert gains.min() > 0
    correlation = [np.dot(before[100:-100], np.roll(after, shift)[100:-100]) for shift in range(-3, 4)]
    assert int(np.argmax(correlation)) == 3


def test_a_click_in_quiet_speech_does_not_duck_what_is_far_from_it() -> None:
    quiet = 0.03 * samples(speech_like(22050, 22050 * 8))
    struck = quiet.copy()
    struck[22050 * 4] = 0.9
    plain, ducked = (samples(normalise(pcm(sound), 22050, PROFILES["podcast"])) for sound in (quiet, struck))
    assert measure(pcm(ducked), 22050).true_peak <= PROFILES["podcast"].ceiling + 0.05
    level = [np.sqrt(np.mean(sound[22050 * 5 : 22050 * 7] ** 2)) for sound in (plain, ducked)]
    assert 20 * math.log10(level[1] / level[0]) == pytest.approx(0, abs=0.5)


def test_a_sound_of_nothing_but_peaks_is_not_flattened_for_loudness() -> None:
    clicks = np.zeros(22050 * 4)
    clicks[::2205] = 0.5
    levelled = samples(normalise(pcm(clicks + 0.001), 22050, PROFILES["podcast"]))
    assert np.abs(levelled).max() > 0.5
    assert np.median(np.abs(levelled)) < 0.02


@pytest.mark.parametrize(
    "content", [b"", bytes(2 * 44100), tone(8000, 22050, 440), tone(44100, 22050, 440, level=0.0001)]
)
def test_silence_and_what_is_shorter_than_four_tenths_of_a_second_stay_as_they_are(content: bytes) -> None:
    for profile in PROFILES.values():
        assert normalise(content, 22050, profile) == content


# --- encoding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [22050, 24000, 44100, 48000])
def test_encoding_gives_the_same_bytes_again_and_decodes_to_the_sample(rate: int) -> None:
    content = tone(encode.FRAME * 4, rate, 440)
    encoded = encode.aac(content, rate)
    assert encode.aac(content, rate) == encoded
    assert encode.mp3(content, rate, 64000) == encode.mp3(content, rate, 64000)
    speech = decode(encoded)
    assert (speech.rate, len(speech.pcm)) == (rate, len(content))
    assert np.abs(samples(speech.pcm) - samples(content)).max() < 0.05


@pytest.mark.parametrize(
    ("rate", "bitrate", "size"), [(22050, 64000, 576), (24000, 64000, 576), (44100, 64000, 1152), (44100, 192000, 1152)]
)
def test_mp3_is_bare_frames_of_one_bit_rate_that_need_no_other(rate: int, bitrate: int, size: int) -> None:
    content = encode.mp3(speech_like(rate, encode.FRAME * 4), rate, bitrate)
    frames = list(narrations.frames(content))
    assert b"".join(frames) == content
    assert {frame[0] for frame in frames} == {0xFF}
    assert {mpeg.samples_a_frame(frame) for frame in frames} == {size}
    assert len({frame[2] >> 4 for frame in frames}) == 1
    assert len(content) == pytest.approx(len(frames) * size / rate * bitrate / 8, rel=0.01)
    main_data_begin = {frame[4] << 1 | frame[5] >> 7 if size == 1152 else frame[4] for frame in frames}
    assert main_data_begin == {0}


@pytest.mark.parametrize(
    ("header", "length", "rate", "samples_a_frame", "side"),
    [
        (b"\xff\xfb\x90\x64", 417, 44100, 1152, 32),
        (b"\xff\xfb\x92\xc4", 418, 44100, 1152, 17),
        (b"\xff\xf3\x80\xc4", 208, 22050, 576, 9),
        (b"\xff\xe3\x40\x04", 208, 11025, 576, 17),
    ],
    ids=["MPEG-1", "padded, mono", "MPEG-2", "MPEG 2.5"],
)
def test_a_header_says_how_long_its_frame_is(
    header: bytes, length: int, rate: int, samples_a_frame: int, side: int
) -> None:
    assert mpeg.frame_length(b"tag" + header, 3) == length
    assert (mpeg.rate(header), mpeg.samples_a_frame(header), mpeg.side_size(header)) == (rate, samples_a_frame, side)
    stream = header.ljust(length, b"\0") * 3
    assert mpeg.span(stream, 2) == (2, 2 * length)
    assert mpeg.span(stream, 9) == (3, len(stream))


COUNTS = st.sampled_from([1, 1, 2, 70, 140])


@given(
    st.lists(st.sampled_from([b"\xff\xf3\x80\xc4", b"\xff\xf3\x82\xc4", b"\xff\xf3\x84\xc4"]), max_size=8), st.data()
)
def test_any_number_of_frames_is_spanned(headers: list[bytes], data: st.DataObject) -> None:
    frames = [header.ljust(mpeg.frame_length(header), b"\0") for header in headers for _ in range(data.draw(COUNTS))]
    stream = b"".join(frames)
    most = data.draw(st.integers(0, len(frames) + 2))
    assert mpeg.span(stream, most) == (min(most, len(frames)), sum(map(len, frames[:most])))
    assert mpeg.span(stream + frames[0][:50] if frames else b"", len(frames)) == (len(frames), len(stream))


@pytest.mark.parametrize(
    "header",
    [
        b"\xff\xfb\x00\x64",
        b"\xff\xfb\xf0\x64",
        b"\xff\xfb\x9c\x64",
        b"\xff\xeb\x90\x64",
        b"\xff\xfd\x90\x64",
        b"\xff\xfb",
    ],
    ids=["free format", "no bit rate", "no sample rate", "no version", "layer II", "half"],
)
def test_what_is_no_header_begins_no_frame(header: bytes) -> None:
    assert mpeg.frame_length(header) == 0
    with pytest.raises(ValueError, match="no MPEG audio frame begins at byte 0"):
        mpeg.span(header, 1)


@needs_ffmpeg
def test_a_chapters_mp4_has_no_date_and_plays_elsewhere() -> None:
    content = tone(encode.FRAME * 4, 22050, 440)
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "pipe:", "-f", "s16le", "-"],
        input=encode.aac(content, 22050),
        capture_output=True,
        check=True,
    )
    assert len(decoded.stdout) == len(content)


# --- tags -------------------------------------------------------------------------------------------------------------


def test_id3_text_is_latin_1_where_that_will_do_and_utf_16_elsewhere() -> None:
    written = id3.write(id3.Tag({"TIT2": "été", "TPE1": "សុខ", "TALB": ""}, "", "eng", b""))
    assert b"TIT2\0\0\0\x04\0\0\0\xe9t\xe9" in written
    assert b"TPE1\0\0\0\x09\0\0\1\xff\xfe" + "សុខ".encode("utf-16-le") in written
    assert b"TALB" not in written


def test_id3_sizes_are_written_in_seven_bits_a_byte() -> None:
    written = id3.write(id3.Tag({}, "", "eng", bytes(300)))
    assert written[6:10] == bytes((0, 0, *divmod(len(written) - 10, 128)))


def test_a_comment_beyond_latin_1_has_its_marks() -> None:
    assert b"COMM\0\0\0\x10\0\0\1khm\xff\xfe\0\0\xff\xfe" in id3.write(id3.Tag({}, "សុខ", "khm", b""))


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("fr-CA", "fra"), ("KM", "khm"), ("zh-Hant", "zho"), ("ceb", "ceb"), ("x-own", "und")],
)
def test_languages_are_written_in_iso_639_2(tag: str, code: str) -> None:
    assert language(tag) == code


def test_chapters_of_the_example_differ_from_their_neighbours() -> None:
    content = [audio.aac[0].content() for audio in narrations.book(4).audio.values()]
    assert all(one != other for one, other in pairwise(content))
