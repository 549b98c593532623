"""What is fetched from the network: http(s) alone, and never more or longer than is allowed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cjpublish.importers.fetch import fetcher


class Answers(BaseHTTPRequestHandler):
    """Answers as a path asks it to."""

    agents: list[str]

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        match self.path:
            case "/page":
                self.send(200, b"a page")
            case "/moved":
                self.redirect("/page")
            case "/to-a-file":
                self.redirect("file:///etc/hostname")
            case "/to-ftp":
                self.redirect("ftp://notes.example/page")
            case "/round":
                self.redirect("/round")
            case "/large":
                self.send(200, b"x" * 3000)
            case "/endless":
                self.endless(b"x" * 1000, 0)
            case "/slow":
                self.endless(b"x", 0.05)
            case "/short":
                self.send(200, b"half", length=100)
            case _:
                self.send(404, b"nothing")

    def send(self, status: int, content: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def endless(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    Answers.agents = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_fetched_by_a_program_that_names_itself(server: str, path: str) -> None:
    assert fetcher(1000, 10)(server + path) == b"a page"
    assert Answers.agents[-1].startswith("cjpublish")


@pytest.mark.parametrize("path", ["/nothing", "/to-a-file", "/to-ftp", "/round", "/large", "/endless", "/short"])
def test_an_answer_that_is_an_error_or_too_large_is_refused(server: str, path: str) -> None:
    with pytest.raises(OSError, match=r".+"):
        fetcher(2000, 10)(server + path)


def test_an_answer_that_never_ends_is_given_up(server: str) -> None:
    with pytest.raises(OSError, match="too long"):
        fetcher(1_000_000, 0.3)(f"{server}/slow")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "page.html",
        "ftp://127.0.0.1/a",
        "data:text/plain,a",
        "http://",
        "http://[",
        "http://a b/",
        "http://127.0.0.1:x/",
    ],
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(OSError, match=r".+"):
        fetcher(1000, 5)(address)


def test_no_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("secret")

    with pytest.raises(OSError, match="http"):
        fetcher(1000, 5)(file.as_uri())


def test_a_server_that_is_not_there_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(OSError, match=r".+"):
        fetcher(1000, 5)(f"http://127.0.0.1:{port}/")
