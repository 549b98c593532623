"""Choosing a voice: `cjpublish voices add` fetches one, `cjpublish voices compare` lets all be heard."""

from __future__ import annotations

import hashlib
import json
import shutil
import ssl
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from cjpublish import engines, pipeline
from cjpublish.audio import loudness, pcm
from cjpublish.cli import main
from cjpublish.engines import kokoro
from cjpublish.engines.kokoro import PublishedFile
from cjpublish.errors import DiskError, EngineError, InputError, Severity
from cjpublish.progress import LOGGER
from cjpublish.voices.adding import add
from cjpublish.voices.comparing import compare
from cjpublish.voices.download import fetch
from conftest import PUBLICATION, Write

MODEL = bytes(range(256)) * 4000
STYLE = b"style" * 100
SPOKEN = "The map shows 3 rivers."
ESPEAK = {"voices/draft.yaml": "# Quick.\nengine: espeak\nvoice: en-us+f2\n"}


class Publisher(BaseHTTPRequestHandler):
    """Serves MODEL and STYLE, whole or from a byte on, each path in its own way."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 (the server makes an instance a request; a fixture empties it)

    def do_GET(self) -> None:
        """Answer as the path's first part says."""
        _, manner, name = self.path.split("/")
        self.asked.append((manner, self.headers.get("Range", "")))
        content = MODEL if name == "model" else STYLE
        first = int(self.headers.get("Range", "bytes=0-")[6:-1]) if manner != "deaf" else 0
        if manner == "gone":
            self.send_error(404)
            return
        if manner in ("plain", "moved"):
            self.send_response(302)
            scheme = "http" if manner == "plain" else "https"
            self.send_header("Location", f"{scheme}://{self.headers['Host']}/whole/{name}")
            self.end_headers()
            return
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        self.wfile.write(content[first : len(content) // 2 if manner == "broken" else None])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Write nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for localhost and its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the test server's certificate, is not installed")
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run([openssl, *asked.split(), "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    with path.open("ab") as both:
        both.write(Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def publisher(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run the publisher's HTTPS server; return its address."""
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    monkeypatch.setenv("no_proxy", "*")
    Publisher.asked.clear()
    server = ThreadingHTTPServer(("localhost", 0), Publisher)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # a refused certificate is no news
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def published(address: str, voice: str, manner: str = "whole") -> tuple[PublishedFile, PublishedFile]:
    """Return a voice's files as the test's publisher has them."""
    model, style = (hashlib.sha256(content).hexdigest() for content in (MODEL, STYLE))
    return (
        PublishedFile("model.onnx", f"{address}/{manner}/model", len(MODEL), model),
        PublishedFile(f"{voice}.bin", f"{address}/{manner}/style", len(STYLE), style),
    )


# --- fetching ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("manner", ["whole", "moved"])
def test_files_are_fetched_once(publisher: str, manner: str, tmp_path: Path) -> None:
    files = published(publisher, "af_heart", manner)
    folder = tmp_path / "deep" / "folder"
    assert fetch(files, folder) == (folder / "model.onnx", folder / "af_heart.bin")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"model.onnx": MODEL, "af_heart.bin": STYLE}
    asked = len(Publisher.asked)
    assert fetch(files, folder) == ()
    assert len(Publisher.asked) == asked


def test_a_transfer_that_breaks_off_goes_on_where_it_stopped(publisher: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"model\.onnx broke off") as raised:
        fetch(published(publisher, "af_heart", "broken"), tmp_path)
    assert "goes on where it stopped" in raised.value.findings[0].fix
    assert [path.name for path in tmp_path.iterdir()] == ["model.onnx.part"]
    fetch(published(publisher, "af_heart"), tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == MODEL
    assert ("whole", f"bytes={len(MODEL) // 2}-") in Publisher.asked
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("there", [b"x" * 1000, MODEL + b"more"], ids=["another file's", "too long"])
def test_a_wrong_part_of_an_earlier_transfer_is_thrown_away(publisher: str, there: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.onnx.part").write_bytes(there)
    files = published(publisher, "af_heart")
    with pytest.raises(EngineError, match="isn't the file that is meant"):
        fetch(files, tmp_path)
    assert not list(tmp_path.iterdir())
    fetch(files, tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == MODEL


def test_a_server_that_knows_no_ranges_sends_all_again(publisher: str, tmp_path: Path) -> None:
    (tmp_path / "model.onnx.part").write_bytes(MODEL[:1000])
    fetch(published(publisher, "af_heart", "deaf"), tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == MODEL


def test_a_file_that_is_not_the_one_meant_is_not_kept(publisher: str, tmp_path: Path) -> None:
    meant = PublishedFile("model.onnx", f"{publisher}/whole/model", len(MODEL), "0" * 64)
    with pytest.raises(EngineError) as raised:
        fetch([meant], tmp_path)
    [finding] = raised.value.findings
    assert finding.code == "download-changed"
    assert hashlib.sha256(MODEL).hexdigest() in finding.message
    assert "0" * 64 in finding.message
    assert not list(tmp_path.iterdir())


def test_a_longer_file_than_expected_is_not_taken_to_its_end(publisher: str, tmp_path: Path) -> None:
    short = PublishedFile("model.onnx", f"{publisher}/whole/model", 1000, hashlib.sha256(MODEL[:1000]).hexdigest())
    with pytest.raises(EngineError, match="isn't the file that is meant"):
        fetch([short], tmp_path)


def test_a_file_that_was_damaged_is_fetched_again(publisher: str, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(MODEL[:-1] + b"!")
    assert tmp_path / "model.onnx" in fetch(published(publisher, "af_heart"), tmp_path)
    assert (tmp_path / "model.onnx").read_bytes() == MODEL


@pytest.mark.parametrize(
    ("manner", "message"),
    [
        ("gone", "refused by its server (status 404)"),
        ("plain", "can't be reached: unknown url type: http"),
    ],
    ids=["not found", "a redirection to plain HTTP"],
)
def test_a_refusal_says_what_and_where(publisher: str, manner: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as raised:
        fetch(published(publisher, "af_heart", manner), tmp_path)
    [finding] = raised.value.findings
    assert message in finding.message
    assert str(finding.source).startswith("https://localhost")


def test_a_certificate_that_the_system_does_not_trust_is_refused(
    publisher: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(EngineError, match=r"can't be reached: .*CERTIFICATE_VERIFY_FAILED"):
        fetch(published(publisher, "af_heart"), tmp_path)
    assert Publisher.asked == []


def test_a_publisher_that_is_not_there_is_a_finding(publisher: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="can't be reached") as raised:
        fetch(published("https://localhost:1", "af_heart"), tmp_path)
    assert raised.value.findings[0].code == "download-offline"


def test_a_disk_that_refuses_is_no_fault_of_the_network(publisher: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(DiskError):
        fetch(published(publisher, "af_heart"), tmp_path / "taken")


def test_fetching_tells_how_far_it_has_come(publisher: str, tmp_path: Path) -> None:
    import logging

    told: list[tuple[int, int]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append((vars(record)["done"], vars(record)["total"]))

    ear = Ear()
    LOGGER.addHandler(ear)
    LOGGER.setLevel(logging.INFO)
    fetch(published(publisher, "af_heart"), tmp_path)
    LOGGER.removeHandler(ear)
    total = len(MODEL) + len(STYLE)
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert told == sorted(told)
    assert len(told) > 4


# --- adding -----------------------------------------------------------------------------------------------------------


def test_adding_a_voice_writes_a_voice_file_that_the_publication_reads(
    publisher: str, publication_folder: Write
) -> None:
    root = publication_folder()
    added = add(root, published=partial(published, publisher))
    assert (added.voice, added.written) == ("af_heart", True)
    assert added.file == root / "voices/kokoro.yaml"
    assert {path.name for path in kokoro.folder().iterdir()} == {"model.onnx", "af_heart.bin"}
    voice = pipeline.read(root).narration.voices["kokoro"]
    assert (voice.engine, voice.voice, voice.language) == ("kokoro", "af_heart", "en")


def test_a_voice_file_that_is_there_stays_as_it_is(publisher: str, publication_folder: Write) -> None:
    text = "engine: kokoro\nvoice: bf_emma\nrate: 0.9\n"
    root = publication_folder({"voices/kokoro.yaml": text})
    added = add(root, published=partial(published, publisher))
    assert (added.voice, added.written) == ("bf_emma", False)
    assert (kokoro.folder() / "bf_emma.bin").is_file()
    assert (root / "voices/kokoro.yaml").read_text() == text


@pytest.mark.parametrize(
    ("publication", "asked", "voice", "language"),
    [
        (PUBLICATION, "", "af_heart", "en"),
        (PUBLICATION.replace("language: en", "language: en-GB"), "", "bf_emma", "en-GB"),
        (PUBLICATION.replace("language: en", "language: fr"), "", "ff_siwis", "fr"),
        (PUBLICATION, "bm_lewis", "bm_lewis", "en"),
        (PUBLICATION.replace("language: en", "language: fr"), "bm_lewis", "bm_lewis", "en-GB"),
    ],
)
def test_the_voice_suits_the_language(
    publisher: str, publication_folder: Write, publication: str, asked: str, voice: str, language: str
) -> None:
    root = publication_folder(publication=publication)
    assert add(root, asked, "other", partial(published, publisher)).voice == voice
    lines = (root / "voices/other.yaml").read_text().splitlines()[1:]
    assert lines == ["engine: kokoro", f"voice: {voice}", f"language: {language}"]


def test_a_publication_that_names_the_voice_already_can_add_it(publisher: str, publication_folder: Write) -> None:
    root = publication_folder(publication=PUBLICATION.replace("text: quiet", "text: kokoro"))
    with pytest.raises(InputError, match="there is no voice 'kokoro'"):
        pipeline.read(root)
    add(root, published=partial(published, publisher))
    assert pipeline.read(root).narration.text == "kokoro"


@pytest.mark.parametrize(
    ("files", "publication", "voice", "name", "message"),
    [
        ({}, PUBLICATION, "af_hart", "kokoro", "kokoro has no voice 'af_hart'"),
        ({}, PUBLICATION.replace("language: en", "language: de"), "", "kokoro", "no voice for the language 'de'"),
        ({"voices/kokoro.yaml": "engine: espeak\n"}, PUBLICATION, "", "kokoro", "it is another voice's"),
        ({"voices/kokoro.yaml": "engine: kokoro\n"}, PUBLICATION, "bf_emma", "kokoro", "it is another voice's"),
        ({}, PUBLICATION, "", "../kokoro", "can't be the name of a voice file"),
        ({}, "title: [", "", "kokoro", "publication.yaml"),
    ],
    ids=["unknown voice", "unknown language", "another engine", "another voice", "a path", "no publication"],
)
def test_what_cannot_be_added_is_refused_before_anything_is_fetched(
    publication_folder: Write, files: dict[str, str], publication: str, voice: str, name: str, message: str
) -> None:
    root = publication_folder(files, publication=publication)
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        add(root, voice, name, partial(published, "https://localhost:1"))
    assert not kokoro.folder().exists()


def test_a_voice_file_is_not_written_for_a_voice_that_could_not_be_fetched(
    publisher: str, publication_folder: Write
) -> None:
    root = publication_folder()
    with pytest.raises(EngineError):
        add(root, published=lambda voice: published(publisher, voice, "broken"))
    assert not (root / "voices/kokoro.yaml").exists()


# --- comparing --------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, its text, its headings' levels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def sounds(self) -> list[bytes]:
        """Return the MP3 of each player."""
        return [b64decode(str(audio["src"]).removeprefix("data:audio/mpeg;base64,")) for audio in self.named("audio")]


Compared = Callable[..., Page]


@pytest.fixture
def compared(publication_folder: Write, tmp_path: Path) -> Compared:
    """Return a function that compares the voices of a small publication and reads the page."""

    def run(text: str = SPOKEN, files: dict[str, str] | None = None, publication: str = PUBLICATION) -> Page:
        root = publication_folder(ESPEAK | (files or {}), publication=publication)
        compare(pipeline.read(root), text, tmp_path / "voices.html")
        return Page((tmp_path / "voices.html").read_text(encoding="utf-8"))

    return run


def test_every_voice_at_hand_is_heard_the_publications_own_first(compared: Compared) -> None:
    page = compared()
    assert [audio["aria-label"] for audio in page.named("audio")] == ["draft", "piper", "espeak"]
    seconds = [len(sound.pcm) / 2 / sound.rate for sound in map(pcm.decode, page.sounds())]
    assert all(1 < length < 5 for length in seconds)
    assert "# Quick.\nengine: espeak\nvoice: en-us+f2" in page.text
    assert "engine: piper\nvoice: en_US-joe-medium\nlanguage: en" in page.text
    assert page.text.count("The map shows three rivers.") == 3
    assert page.text.count("GPL-3.0-or-later") == 3


def test_no_voice_wins_by_being_louder(compared: Compared) -> None:
    levels = [loudness.measure(sound.pcm, sound.rate).integrated for sound in map(pcm.decode, compared().sounds())]
    assert max(levels) - min(levels) < 1
    assert levels[0] == pytest.approx(-16, abs=1)


def test_a_voice_of_the_publication_is_not_heard_twice(compared: Compared) -> None:
    files = {"voices/narrator.yaml": "engine: piper\n", "voices/slow.yaml": "engine: espeak\nrate: 0.8\n"}
    names = [audio["aria-label"] for audio in compared(files=files).named("audio")]
    assert names == ["draft", "narrator", "slow", "espeak"]


def test_an_engine_without_a_voice_for_the_language_is_left_out(compared: Compared) -> None:
    publication = PUBLICATION.replace("language: en\n", "language: de\n")
    names = [audio["aria-label"] for audio in compared(publication=publication).named("audio")]
    assert names == ["draft", "espeak"]


def test_what_cannot_be_heard_is_told_with_its_reason(compared: Compared) -> None:
    page = compared(files={"voices/wrong.yaml": "engine: espeak\nvoice: en-ux\n"})
    assert "voices/quiet.yaml:1:1: the voice 'quiet' is silent" in page.text
    assert "espeak has no voice 'en-ux'. Did you mean 'en-us'?\n" in page.text
    assert "cjpublish voices add kokoro" in page.text


def test_the_page_needs_nothing_else_and_runs_nothing(compared: Compared) -> None:
    page = compared()
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}
    addresses = [
        str(value) for _, attributes in page.elements for key, value in attributes.items() if key in ("src", "href")
    ]
    assert all(address.startswith(("data:audio/mpeg;base64,", "#")) for address in addresses)
    [policy] = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy).startswith("default-src 'none'")


def test_the_page_is_built_for_everyone(compared: Compared) -> None:
    page = compared()
    assert page.named("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [str(attributes["aria-labelledby"]) for _, attributes in page.elements if "aria-labelledby" in attributes]
    linked = [str(link["href"])[1:] for link in page.named("a")]
    assert {*named, *linked} <= set(ids)
    assert all("controls" in audio and audio["aria-label"] for audio in page.named("audio"))


def test_markup_in_a_text_is_read_as_text(compared: Compared) -> None:
    page = compared('<script>alert(1)</script> & "so" on')
    assert not page.named("script")
    assert '<script>alert(1)</script> & "so" on' in page.text


def test_a_file_of_another_kind_is_never_replaced(compared: Compared, tmp_path: Path) -> None:
    (tmp_path / "voices.html").write_text("my own")
    with pytest.raises(InputError, match="it is no comparison of voices"):
        compared()
    assert (tmp_path / "voices.html").read_text() == "my own"


def test_an_older_comparison_is_replaced_and_that_is_said(publication_folder: Write, tmp_path: Path) -> None:
    publication = pipeline.read(publication_folder(ESPEAK))
    first, second = (compare(publication, text, tmp_path / "v.html") for text in (SPOKEN, "Another text."))
    assert (first.replaced, second.replaced) == (False, True)
    assert "Another text." in (tmp_path / "v.html").read_text()
    assert [path.name for path in tmp_path.glob("*.html*")] == ["v.html"]


def test_a_text_without_words_makes_no_page(compared: Compared, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is nothing to say"):
        compared("—")
    assert not (tmp_path / "voices.html").exists()


# --- the command ------------------------------------------------------------------------------------------------------


def test_voices_compare_writes_a_page_where_it_is_run(
    publication_folder: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publication_folder(ESPEAK)
    monkeypatch.chdir(tmp_path)
    assert main(["voices", "-C", str(folder), "compare", SPOKEN]) == 0
    assert (tmp_path / "voices.html").is_file()
    shown = capsys.readouterr()
    assert "voices.html: open it in a browser" in shown.out
    assert "note: the voice 'quiet' is silent" in shown.err
    assert main(["voices", "-C", str(folder), "compare", SPOKEN]) == 0
    assert "in place of the comparison that was there" in capsys.readouterr().out


def test_voices_compare_tells_programs_too(
    publication_folder: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publication_folder(ESPEAK)
    page = tmp_path / "v.html"
    assert main(["voices", "--json", "-q", "-C", str(folder), "compare", SPOKEN, "-o", str(page)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [voice["name"] for voice in told["voices"]] == ["draft", "piper", "espeak"]
    assert told["path"] == str(page)


def test_voices_add_writes_a_voice_file_and_says_what_to_do_next(
    publisher: str, publication_folder: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = publication_folder()
    monkeypatch.setattr("cjpublish.voices.adding.add.__defaults__", ("", "kokoro", partial(published, publisher)))
    assert main(["voices", "-C", str(folder), "add", "kokoro"]) == 0
    told = capsys.readouterr().err
    assert f"made {folder / 'voices/kokoro.yaml'}" in told
    assert "Fetching: 100 %" in told
    assert "--voice kokoro" in told
    assert main(["voices", "-C", str(folder), "add", "kokoro"]) == 0
    assert "is there already and stays as it is" in capsys.readouterr().err


def test_no_other_engines_voices_can_be_added(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["voices", "add", "piper"])
    assert stopped.value.code == 2
    assert "invalid choice: 'piper'" in capsys.readouterr().err


def test_voices_without_an_action_lists_them(publication_folder: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "-C", str(publication_folder(ESPEAK))]) == 0
    shown = capsys.readouterr()
    assert "draft" in shown.out
    assert all(name in shown.err for name in engines.names())
    assert Severity.ERROR not in shown.err
