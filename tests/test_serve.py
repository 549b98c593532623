"""The server as people run it: whole files and parts of them, right types, and nothing that lies outside the site."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from urllib.request import urlopen

import pytest

from cjpublish.cli import main
from cjpublish.serving.pages import told
from cjpublish.serving.ranges import satisfiable
from cjpublish.serving.types import media_type
from conftest import Write
from servers import Answer, Served, served

SOUND = bytes(range(256)) * 1000
PAGE = "<!DOCTYPE html><html lang='en'><head><title>Garden</title></head><body>" + "<p>Leaves.</p>" * 200
SECRET = b"not for the public"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a site made by hand, and with what must not be read beside it."""
    folder = tmp_path_factory.mktemp("serve") / "book"
    site = folder / "dist/site"
    files = {
        "index.html": PAGE.encode(),
        "read/01-spring.html": b"<title>Spring</title>",
        "downloads/book-mp3/01.mp3": SOUND,
        "downloads/book.epub": b"PK" + b"e" * 5000,
        "downloads/empty.mp3": b"",
        "assets/read-0a1b2c3d.js": b"// a module\n" * 100,
        "podcast/01.chapters.json": b"{}",
        "long.html": b"<title>Long</title>" + bytes(os.urandom(100_000).hex(), "ascii"),
        "read/folder?/index.html": b"<title>Strange name</title>",
        "d\u00e9j\u00e0.txt": b"vu",
    }
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for secret in (folder / "secret.txt", folder / "dist/secret.txt", folder / "dist/site-other/secret.txt"):
        secret.parent.mkdir(exist_ok=True)
        secret.write_bytes(SECRET)
    (site / "leads-out").symlink_to(folder)
    (site / "leads-out.txt").symlink_to(folder / "secret.txt")
    (site / "round").symlink_to(site / "round")
    os.mkfifo(site / "pipe")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder) as running:
        yield running
        assert running.stop() == 0
        log = running.log.read_text()
        assert "Traceback" not in log
        assert "Exception" not in log


def sound(server: Served, asked: str, **headers: str) -> Answer:
    return server.get("/downloads/book-mp3/01.mp3", {"Range": asked, **headers})


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-70000", 100, 70000),
        ("bytes=255999-", 255999, 255999),
        ("bytes=-1000", 255000, 255999),
        ("bytes=-9999999", 0, 255999),
        ("bytes=200000-99999999999999999999999", 200000, 255999),
        ("BYTES = 5-6", 5, 6),
        ("bytes=0-4,5-9", 0, 9),
        ("bytes=0-4,900000-", 0, 4),
    ],
)
def test_a_range_is_answered_with_exactly_its_bytes(server: Served, asked: str, first: int, last: int) -> None:
    answer = sound(server, asked)
    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(SOUND)}"
    assert answer.headers["content-length"] == str(last - first + 1)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.body == SOUND[first : last + 1]


def test_several_ranges_come_as_parts_each_with_its_place(server: Served) -> None:
    answer = sound(server, "bytes=10-19, 70000-139999, -5")
    assert answer.status == 206
    assert int(answer.headers["content-length"]) == len(answer.body)
    boundary = answer.headers["content-type"].partition("multipart/byteranges; boundary=")[2].encode()
    assert boundary
    parts = answer.body.split(b"--" + boundary)[1:-1]
    found = []
    for part in parts:
        head, _, body = part.partition(b"\r\n\r\n")
        place = re.search(rb"content-range: bytes (\d+)-(\d+)/256000", head, re.I)
        assert place
        assert b"audio/mpeg" in head
        found.append((int(place[1]), int(place[2])))
        assert body.removesuffix(b"\r\n") == SOUND[found[-1][0] : found[-1][1] + 1]
    assert found == [(10, 19), (70000, 139999), (255995, 255999)]


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999-1000000", "bytes=-0", f"bytes={'9' * 6000}-"])
def test_a_range_behind_the_end_can_not_be_satisfied(server: Served, asked: str) -> None:
    answer = sound(server, asked)
    assert answer.status == 416
    assert answer.headers["content-range"] == "bytes */256000"


def test_an_empty_file_has_no_range(server: Served) -> None:
    assert server.get("/downloads/empty.mp3").body == b""
    assert server.get("/downloads/empty.mp3", {"Range": "bytes=0-"}).status == 416


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes", "bytes=", "bytes=a-b", "bytes=9-3", "bytes=1-2,x", "bytes=-"])
def test_a_range_of_another_unit_or_out_of_form_is_passed_over(server: Served, asked: str) -> None:
    answer = sound(server, asked)
    assert (answer.status, answer.body) == (200, SOUND)


def test_so_many_ranges_that_they_cost_more_than_the_file_give_the_whole(server: Served) -> None:
    answer = sound(server, "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 4000, 2)))
    assert (answer.status, answer.body) == (200, SOUND)


def test_a_range_goes_on_only_in_the_file_it_began_in(server: Served) -> None:
    whole = server.get("/downloads/book-mp3/01.mp3")
    tag, modified = whole.headers["etag"], whole.headers["last-modified"]
    for known in (tag, modified):
        assert sound(server, "bytes=5-9", **{"If-Range": known}).body == SOUND[5:10]
    for old in ('"another"', f"W/{tag}", formatdate(0, usegmt=True)):
        answer = sound(server, "bytes=5-9", **{"If-Range": old})
        assert (answer.status, answer.body) == (200, SOUND)


def test_what_has_not_changed_is_not_sent_again(server: Served) -> None:
    whole = server.get("/index.html")
    tag, modified = whole.headers["etag"], whole.headers["last-modified"]
    asked: dict[str, str]
    for asked in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
        {"If-None-Match": tag, "Range": "bytes=0-1"},
    ):
        answer = server.get("/index.html", asked)
        assert (answer.status, answer.body) == (304, b""), asked
        assert answer.headers["etag"] == tag
        assert answer.headers["vary"] == "Accept-Encoding"
    for other in ({"If-None-Match": '"x"', "If-Modified-Since": modified}, {"If-Modified-Since": formatdate(0)}):
        assert server.get("/index.html", other).status == 200


def test_head_says_what_get_would_and_sends_nothing(server: Served) -> None:
    for target in ("/downloads/book-mp3/01.mp3", "/", "/nothing"):
        got, told_only = (server.get(target, {"Range": "bytes=0-1"}, method) for method in ("GET", "HEAD"))
        assert told_only.body == b""
        assert told_only.status == (200 if got.status == 206 else got.status)
        assert told_only.headers["content-type"] == got.headers["content-type"]
    assert server.get("/downloads/book-mp3/01.mp3", method="HEAD").headers["content-length"] == str(len(SOUND))


@pytest.mark.parametrize("target", ["/", "/downloads/book.epub", "/nothing", "/long.html", "/read/folder%3F"])
@pytest.mark.parametrize("coding", ["gzip", "identity", "gzip;q=0"])
def test_head_has_the_headers_of_get(server: Served, target: str, coding: str) -> None:
    got, told_only = (server.get(target, {"Accept-Encoding": coding}, method) for method in ("GET", "HEAD"))
    assert told_only.body == b""
    assert {**told_only.headers, "date": ""} == {**got.headers, "date": ""}
    assert server.get("/index.html").status == 200


def test_a_whole_address_is_a_target_too_where_its_host_is_this_machine(server: Served) -> None:
    here = f"http://127.0.0.1:{server.port}"
    for target in (here, f"{here}/", f"{here}/index.html?a=b", "HTTP://localhost/index.html"):
        assert server.get(target, {"Host": "evil.example"}).body == PAGE.encode(), target
    assert server.get(f"{here}/downloads/book-mp3/01.mp3", {"Range": "bytes=5-9"}).body == SOUND[5:10]
    for target in ("http://evil.example/index.html", "http:///index.html", "http://evil.example@127.0.0.1/"):
        answer = server.get(target)
        assert (answer.status, b"Leaves" in answer.body) == (400, False), target


def test_text_is_compressed_where_that_is_wanted_and_says_so(server: Served) -> None:
    plain, packed = server.get("/"), server.get("/", {"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body == PAGE.encode()
    assert len(packed.body) < len(plain.body) / 5
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    # A strong tag stands for bytes: a download by it would go on in the middle of other bytes.
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    for refused in ("gzip;q=0", "br, gzip; q=0.0, *", "identity"):
        assert "content-encoding" not in server.get("/", {"Accept-Encoding": refused}).headers


@pytest.mark.parametrize("target", ["/downloads/book-mp3/01.mp3", "/downloads/book.epub"])
def test_what_is_packed_already_is_not_compressed(server: Served, target: str) -> None:
    answer = server.get(target, {"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.headers["accept-ranges"] == "bytes"
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_range_of_text_is_not_compressed(server: Served) -> None:
    answer = server.get("/", {"Accept-Encoding": "gzip", "Range": "bytes=0-999"})
    assert (answer.status, answer.body) == (206, PAGE.encode()[:1000])


OUTSIDE = [
    "/../secret.txt",
    "/../../secret.txt",
    "/read/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2f..%2fsecret.txt",
    "/%252e%252e%252fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/..%c0%afsecret.txt",
    "/....//secret.txt",
    "/.%00./secret.txt",
    "/../site-other/secret.txt",
    "/%2e%2e/site-other/secret.txt",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/etc/passwd",
    "/C:/secret.txt",
    "/file:///etc/passwd",
    "http://127.0.0.1/../secret.txt",
    "/leads-out/secret.txt",
    "/leads-out/dist/site/index.html/../../secret.txt",
    "/leads-out",
    "/leads-out.txt",
    "/round",
    "/round/",
    "/pipe",
    "/index.html%00.txt",
    "/index.html\\",
    "/%00",
    "/%ff%fe",
    "/%ed%a0%80",
    "/%0d%0aX-Injected:%20yes",
    "/%0a",
    "/" + "a" * 300,
    "/" + "a/" * 3000,
    "/" + "%2e%2e%2f" * 500 + "etc/passwd",
    "/index.html/",
    "/index.html/more",
    "/downloads/book-mp3/01.mp3/",
    "/downloads",
    "/downloads/",
    "/podcast/",
    "*",
]


@pytest.mark.parametrize("target", OUTSIDE, ids=lambda target: target[:40])
def test_nothing_but_the_sites_files_is_found(server: Served, target: str) -> None:
    answer = server.get(target)
    assert answer.status == 404, answer
    assert SECRET not in answer.body
    assert b"root:" not in answer.body
    assert "x-injected" not in answer.headers
    assert b"There is nothing here" in answer.body
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "target", [b"/\xff\xfe", b"/\x00", b"/a b", "/d\u00e9j\u00e0.txt".encode(), b"/" + b"a" * 70_000]
)
def test_a_target_that_is_none_is_refused(server: Served, target: bytes) -> None:
    answer = server.get(target)
    assert answer.status in (400, 404)
    assert SECRET not in answer.body


def test_the_server_goes_on_after_all_that(server: Served) -> None:
    assert server.get("/").status == 200
    assert server.get("/d%C3%A9j%C3%A0.txt").body == b"vu"
    assert server.get("/read/../index.html").body == PAGE.encode()


def test_a_folder_is_its_first_page_at_an_address_with_a_slash(server: Served) -> None:
    answer = server.get("/read/folder%3F?a=b")
    assert (answer.status, answer.headers["location"]) == (307, "./folder%3F/?a=b")
    assert server.get("/read/folder%3F/").body == b"<title>Strange name</title>"
    # The address is not made of what the request calls this machine.
    assert server.get("/read/folder%3F", {"Host": "localhost"}).headers["location"] == "./folder%3F/"
    assert server.get("//read/folder%3F").headers["location"] == "./folder%3F/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_site_can_only_be_read(server: Served, method: str) -> None:
    answer = server.get("/index.html", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert b"can be read" in answer.body


def test_a_name_that_is_not_this_machines_is_refused(server: Served) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""):
        answer = server.get("/", {"Host": host})
        assert (answer.status, b"Leaves" in answer.body) == (400, False)
        if host:  # without one, the request is none
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert b"This machine has another name" in answer.body
            assert "content-security-policy" in answer.headers
    for host in ("localhost", "LOCALHOST:1", "[::1]:8000", "127.0.0.1"):
        assert server.get("/", {"Host": host}).status == 200


def test_every_answer_protects_who_reads_it(server: Served) -> None:
    for target in ("/", "/nothing", "/downloads/book-mp3/01.mp3", "/assets/read-0a1b2c3d.js"):
        headers = server.get(target).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "server" not in headers


def test_only_what_has_its_hash_in_its_name_is_kept_for_ever(server: Served) -> None:
    assert server.get("/assets/read-0a1b2c3d.js").headers["cache-control"] == "public, max-age=31536000, immutable"
    for target in ("/", "/downloads/book-mp3/01.mp3", "/podcast/01.chapters.json", "/nothing"):
        assert server.get(target).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("book.epub", "application/epub+zip"),
        ("BOOK.EPUB", "application/epub+zip"),
        ("book.m4b", "audio/mp4"),
        ("01.mp3", "audio/mpeg"),
        ("01.vtt", "text/vtt; charset=utf-8"),
        ("book.lpf", "application/lpf+zip"),
        ("book.audiobook", "application/audiobook+zip"),
        ("site.webmanifest", "application/manifest+json"),
        ("podcast.xml", "application/rss+xml"),
        ("opds.xml", "application/atom+xml;profile=opds-catalog;kind=acquisition"),
        ("opds-new.xml", "application/atom+xml;profile=opds-catalog;kind=acquisition"),
        ("opds.json", "application/opds+json"),
        ("sitemap.xml", "application/xml"),
        ("01.chapters.json", "application/json+chapters"),
        ("times-0a1b2c3d.json", "application/json"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("plan.svg", "image/svg+xml"),
        ("index.html", "text/html; charset=utf-8"),
        ("SHA256SUMS", "application/octet-stream"),
        ("html", "application/octet-stream"),
        ("program.exe", "application/octet-stream"),
    ],
)
def test_a_media_type_is_told_by_the_name_alone(name: str, type_: str) -> None:
    assert media_type(name) == type_


def test_the_server_uses_these_types(server: Served) -> None:
    assert server.get("/podcast/01.chapters.json").headers["content-type"] == "application/json+chapters"
    assert server.get("/downloads/book.epub").headers["content-type"] == "application/epub+zip"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("bytes=0-0", "bytes=0-0"),
        ("bytes=, 1-2 ,,", "bytes=1-2"),
        ("bytes=10-,-1", "bytes=-1"),
        ("bytes=007-008", "bytes=7-8"),
        ("bytes=10-", "bytes=10-"),
        ("bytes=+1-2", None),
        ("bytes=1_0-2_0", None),
        ("bytes=\u0661-\u0662", None),
        ("bytes=1-2-3", None),
    ],
)
def test_a_range_header_is_read_as_the_standard_has_it(asked: str, kept: str | None) -> None:
    assert satisfiable(asked, 10) == kept


def test_the_page_for_what_is_missing_stands_by_itself() -> None:
    for status in (403, 404, 405, 500):
        page = told(status)
        assert "<html lang=" in page
        assert "<h1>" in page
        assert 'name="viewport"' in page
        assert "$" not in page


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_no_fault_of_the_server(folder: Path, server: Served) -> None:
    locked = folder / "dist/site/locked.txt"
    locked.write_text("x")
    locked.chmod(0)
    assert server.get("/locked.txt").status == 403


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_at_once_and_cleanly_while_somebody_listens(folder: Path, number: signal.Signals) -> None:
    big = folder / "dist/site/downloads/long.mp3"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    with served(folder) as server, socket.create_connection(("127.0.0.1", server.port)) as paused:
        paused.sendall(b"GET /downloads/long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert paused.recv(100)  # and then no more: the player has been paused
        assert server.stop(number) == 0
        assert server.process.stdout
        assert server.process.stdout.read() == ""
        lines = server.log.read_text().splitlines()
        assert lines == [f"Showing {folder / 'dist/site'}. Stop with Ctrl-C.", "Stopped."]


def test_a_port_that_is_named_and_taken_is_an_error(
    folder: Path, server: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "-C", str(folder), "--port", str(server.port)]) == 2
    told = capsys.readouterr().err
    assert f"port {server.port} is taken" in told
    assert "--port" in told


def test_without_a_port_the_next_free_one_is_taken_and_told(folder: Path) -> None:
    with socket.socket() as taken:
        with suppress(OSError):  # taken by another program: as good
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        with served(folder, port=None) as server:
            assert server.get("/").status == 200
            assert 8000 < server.port < 8010
            assert server.stop() == 0
            assert "Port 8000 is taken" in server.log.read_text()


def test_with_another_host_the_address_for_a_phone_is_told(folder: Path) -> None:
    with served(folder, "--host", "0.0.0.0") as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.get("/", {"Host": "book.local"}).status == 200
        assert server.stop() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only there all of 127.0.0.0/8 is this machine")
def test_the_address_that_is_printed_is_answered(folder: Path) -> None:
    with served(folder, "--host", "127.0.0.2") as running:
        assert running.address == f"http://127.0.0.2:{running.port}/"
        with urlopen(running.address) as answer:
            assert answer.read() == PAGE.encode()


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_a_host_that_is_not_this_machine_is_an_error(
    folder: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "-C", str(folder), "--host", host]) == 2
    assert f"can't be reached as '{host}'" in capsys.readouterr().err


def test_a_port_that_is_none_is_told_by_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--port", "65536"])
    assert "no port" in capsys.readouterr().err


def test_without_the_extra_the_command_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith(("cjpublish.serving", "starlette"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("cjpublish.serving")
    monkeypatch.setitem(sys.modules, "starlette", None)
    assert main(["serve", "-C", str(folder)]) == 2
    assert "pip install 'cjpublish[serve]'" in capsys.readouterr().err


def test_where_there_is_no_manuscript_and_no_site_the_command_says_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "-C", str(tmp_path)]) == 2
    assert "cjpublish new" in capsys.readouterr().err


@pytest.mark.slow
def test_where_there_is_no_site_it_is_built_first(publication_folder: Write, tmp_path: Path) -> None:
    book = publication_folder()
    with served(book, "--cache", str(tmp_path / "cache")) as server:
        assert b"The Kitchen Garden" in server.get("/").body
        assert server.stop() == 0
