"""What the gTTS engine makes of every kind of answer; the real gTTS speaks to a server on this machine."""

from __future__ import annotations

import base64
import io
import json
import math
import time
import urllib.parse
import warnings
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace

import av
import pytest

from cjpublish.audio.pcm import resample
from cjpublish.engines.espeak import Espeak
from cjpublish.engines.gtts import Gtts
from cjpublish.errors import EngineError, Source
from cjpublish.model import Voice
from cjpublish.narration import worker

HZ = 24000
VOICE = Voice("web", "gtts", source=Source("voices/web.yaml"))
SHORT = "The library opens at nine."
LONG = (
    "The library opens at nine, and by noon, when the market closes, every seat is taken; people read newspapers, "
    "write letters, and ask for books about gardens: the staff, who know most of them by name, find what they can. "
    "Nobody minds the noise."
)


@cache
def mp3(seconds: float) -> bytes:
    """Return a tone as Google's answers are encoded."""
    return encoded(array("h", (int(8000 * math.sin(at / 12)) for at in range(int(HZ * seconds)))))


def encoded(samples: array[int]) -> bytes:
    """Encode as Google does: MP3, mono, 24 kHz."""
    content = io.BytesIO()
    with av.open(content, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=HZ, layout="mono")
        frame = av.AudioFrame(format="s16p", layout="mono", samples=len(samples))
        frame.sample_rate = HZ
        frame.planes[0].update(samples.tobytes())
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return content.getvalue()


@dataclass
class Reply:
    """One answer of the server."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stalls: bool = False
    """Whether it waits until the test is over."""


def batchexecute(audio: str) -> bytes:
    """Wrap Base64 in what Google's batchexecute answers with."""
    row = json.dumps([["wrb.fr", "jQ1olc", json.dumps([audio]), None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(row)}\n{row}\n25\n[["e",4,null,null,155]]\n'.encode()


def speech(text: str) -> Reply:
    return Reply(batchexecute(base64.b64encode(mp3(max(1, len(text) // 15))).decode()))


def said_by_espeak(text: str) -> Reply:
    speech = Espeak().speak(text, Voice("v", "espeak", language="en-us"))
    return Reply(batchexecute(base64.b64encode(encoded(array("h", resample(speech.pcm, speech.rate, HZ)))).decode()))


def cut_off(text: str) -> Reply:
    audio = mp3(10)
    return Reply(batchexecute(base64.b64encode(audio[: len(audio) // 50]).decode()))


def page(text: str) -> Reply:
    return Reply(b"<!doctype html><title>Before you continue</title>", headers={"Content-Type": "text/html"})


def no_audio(text: str) -> Reply:
    return Reply(b'[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]\n')


def not_base64(text: str) -> Reply:
    return Reply(batchexecute("A"))


def not_mp3(text: str) -> Reply:
    return Reply(batchexecute(base64.b64encode(b"<html>" * 500).decode()))


def broken_connection(text: str) -> Reply:
    whole = speech(text)
    return Reply(whole.body[:200], headers={"Content-Length": str(len(whole.body))})


def slow(text: str) -> Reply:
    return Reply(stalls=True)


def status(code: int, **headers: str) -> Callable[[str], Reply]:
    return lambda _text: Reply(b"", code, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Google:
    """A server that answers in turn, the last answer again and again."""

    port: int
    answers: list[Callable[[str], Reply]] = field(default_factory=lambda: [speech])
    heard: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, text and language of every request."""

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.heard]


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    state: Google
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            text, language, *_ = json.loads(json.loads(form["f.req"][0])[0][0][1])
            reply = state.answers[min(len(state.heard), len(state.answers) - 1)](text)
            state.heard.append((self.path, text, language))
            if reply.stalls:
                over.wait(20)
            self.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_args: object) -> None:
            """Keep the test's output clean."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that gave up is expected here."""

    server = Server(("127.0.0.1", 0), Handler)
    state = Google(server.server_address[1])
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    point_at(monkeypatch, state.port)
    mp3(1)
    yield state
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def point_at(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """Have gTTS send to this machine, and no proxy stand between."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("gtts.tts._translate_url", lambda tld, path="": f"http://127.0.0.1:{port}/{tld}/{path}")


def engine(attempts: int = 3, read_timeout: float = 20) -> Gtts:
    return Gtts(read_timeout=read_timeout, attempts=attempts, first_wait=0.01)


def test_one_sentence_is_one_request_and_comes_back_as_pcm(google: Google) -> None:
    said = engine().speak(SHORT, VOICE)
    assert google.heard == [("/com/_/TranslateWebserverUi/data/batchexecute", SHORT, "en")]
    assert said.rate == HZ
    assert len(said.pcm) / 2 / HZ == pytest.approx(1, abs=0.1)
    assert max(array("h", said.pcm)) > 6000


def test_a_long_sentence_is_packed_into_few_requests_at_clause_ends(google: Google) -> None:
    said = engine().speak(LONG, VOICE)
    assert " ".join(google.texts) == LONG
    assert all(len(text) <= 100 and text[-1] in ".,:;" for text in google.texts)
    assert len(google.texts) == 3
    assert len(said.pcm) / 2 / HZ == pytest.approx(sum(len(text) // 15 for text in google.texts), abs=0.3)


@pytest.mark.parametrize(
    "text",
    [SHORT, LONG, "word " * 60, "x" * 250, "...", "", "图书馆九点开门。" * 20, "Dr. Lee said: yes! No?", "A\nB"],
    ids=["short", "long", "no clauses", "no spaces", "no words", "empty", "Chinese", "abbreviation", "two lines"],
)
def test_the_estimate_is_the_number_of_requests_sent(google: Google, text: str) -> None:
    gtts = engine()
    gtts.speak(text, VOICE)
    assert len(google.heard) == gtts.requests(text, VOICE)


@pytest.mark.parametrize("text", ["", "   ", "...", "—", "?!", "\u200b"])
def test_a_text_without_words_is_a_moment_of_silence_and_no_request(google: Google, text: str) -> None:
    said = engine().speak(text, VOICE)
    assert not google.heard
    assert 0.1 < len(said.pcm) / 2 / said.rate < 0.5
    assert not any(said.pcm)


@pytest.mark.parametrize(
    ("language", "voice", "sent", "path"),
    [
        ("en", "co.uk", "en", "/co.uk/"),
        ("en-GB", "", "en", "/com/"),
        ("fr-ca", "ca", "fr-CA", "/ca/"),
        ("km-KH", "", "km", "/com/"),
        ("zh-tw", "", "zh-TW", "/com/"),
        ("zh-Hans-CN", "", "zh", "/com/"),
        ("he", "", "iw", "/com/"),
    ],
)
def test_language_and_domain_become_googles_own(
    google: Google, language: str, voice: str, sent: str, path: str
) -> None:
    engine().speak(SHORT, Voice("web", "gtts", voice, language))
    assert google.heard[0][0].startswith(path)
    assert google.heard[0][2] == sent


@pytest.mark.parametrize(
    ("passing", "code"),
    [
        (status(429), "gtts-too-many"),
        (status(503), "gtts-refused"),
        (cut_off, "gtts-cut-off"),
        (page, "gtts-not-speech"),
        (no_audio, "gtts-not-speech"),
        (not_base64, "gtts-not-speech"),
        (not_mp3, "gtts-not-speech"),
        (broken_connection, "gtts-offline"),
        (slow, "gtts-timeout"),
    ],
    ids=["429", "503", "cut off", "page", "no audio", "not Base64", "not MP3", "broken connection", "slow"],
)
def test_what_may_pass_is_tried_again_and_then_given_up_in_plain_words(
    google: Google, passing: Callable[[str], Reply], code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    read_timeout = 0.3 if passing is slow else 20
    google.answers = [passing, speech]
    assert engine(read_timeout=read_timeout).speak(SHORT, VOICE).pcm
    assert google.texts == [SHORT, SHORT]

    google.answers = [passing]
    google.heard.clear()
    with pytest.raises(EngineError) as raised:
        engine(attempts=2, read_timeout=read_timeout).speak(SHORT, VOICE)
    assert google.texts == [SHORT, SHORT]
    [finding] = raised.value.findings
    assert finding.code == code
    assert finding.source == VOICE.source
    assert "run the same command again" in finding.fix
    assert capfd.readouterr() == ("", "")


def test_only_the_request_that_failed_is_sent_again(google: Google) -> None:
    google.answers = [speech, status(429), speech]
    engine().speak(LONG, VOICE)
    first, second, third = dict.fromkeys(google.texts)
    assert google.texts == [first, second, second, third]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for(google: Google, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    after = "1" if form == "seconds" else formatdate(time.time() + 30, usegmt=True)
    waits: list[float] = []
    monkeypatch.setattr("cjpublish.engines.gtts.time", SimpleNamespace(sleep=waits.append))
    google.answers = [status(429, Retry_After=after), speech]
    engine().speak(SHORT, VOICE)
    assert 0.9 < max(waits) <= 30


def test_waits_grow_and_differ(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("cjpublish.engines.gtts.time", SimpleNamespace(sleep=waits.append))
    google.answers = [status(429)]
    with pytest.raises(EngineError):
        Gtts(attempts=5).speak(SHORT, VOICE)
    assert [0.5 * 2**at <= wait <= 1.5 * 2**at for at, wait in enumerate(waits)] == [True] * 4
    assert len({wait / 2**at for at, wait in enumerate(waits)}) == 4


@pytest.mark.parametrize(
    "answer", [status(429, Retry_After="3600"), status(403), status(404)], ids=["an hour", "403", "404"]
)
def test_what_will_not_pass_soon_is_not_tried_again(google: Google, answer: Callable[[str], Reply]) -> None:
    google.answers = [answer]
    with pytest.raises(EngineError) as raised:
        engine().speak(SHORT, VOICE)
    assert len(google.heard) == 1
    assert raised.value.findings[0].fix


def test_offline_says_so_and_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as closed:
        port = closed.server_address[1]
    point_at(monkeypatch, port)
    with pytest.raises(EngineError, match=r"translate\.google\.com can't be reached") as raised:
        engine(attempts=2).speak(SHORT, VOICE)
    assert "need no network" in raised.value.findings[0].fix


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        (Voice("web", "gtts", rate=1.2), "can't change the rate"),
        (Voice("web", "gtts", pitch=0.9), "can't change the pitch"),
        (Voice("web", "gtts", language="tlh"), "no voice for the language 'tlh'"),
        (Voice("web", "gtts", voice="com/evil"), "no domain of Google's"),
        (Voice("web", "gtts", voice="en-us"), "no domain of Google's"),
    ],
)
def test_what_gtts_cannot_do_is_refused_before_anything_is_sent(google: Google, voice: Voice, message: str) -> None:
    with pytest.raises(EngineError, match=message) as raised:
        engine().speak(SHORT, voice)
    assert raised.value.findings[0].fix
    assert not google.heard


def test_warnings_of_the_rest_of_the_program_stay_as_they_were(google: Google) -> None:
    before = list(warnings.filters)
    engine().speak(SHORT, VOICE)
    assert list(warnings.filters) == before


def test_words_are_found_by_forced_alignment(google: Google) -> None:
    pytest.importorskip("pocketsphinx", reason="pocketsphinx, of cjpublish[align], is not installed")
    google.answers = [said_by_espeak]
    said = worker.align(worker.speak("gtts", SHORT, VOICE, 22050), SHORT, "en")
    assert [SHORT[slice(*word.spoken)] for word in said.words] == SHORT.rstrip(".").split()
    exact = Espeak().speak(SHORT, Voice("v", "espeak", language="en-us"))
    for heard, known in zip(said.words, exact.words, strict=True):
        assert heard.begin / 22050 == pytest.approx(known.begin / exact.rate, abs=0.12)
