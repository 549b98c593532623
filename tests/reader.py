"""Reads along as a person would: foliate-js in headless Chromium opens a book, plays its overlays and is watched.

foliate-js 1.0.1 is found by CJPUBLISH_FOLIATE (the path of node_modules/foliate-js), else in the repository's
node_modules; Chromium is the system's, driven with Playwright. Where one is missing the test is skipped and says why.
Screenshots go to CJPUBLISH_SHOTS, else to cjpublish-reader in the system's folder for temporary files.

foliate's are the reading of the package and of the SMIL, the pages, the turning to a highlighted element, the class it
puts there, the sound, its four looks a second at the sound's clock, and the going on to the next document. Ours, in
tests/reader/page.js, are the log and the skipping of what has an epub:type, which foliate-js does not know.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["Highlight", "Listening", "Look", "Reader", "Scheme", "Tick", "reader"]

_HERE = Path(__file__).resolve().parent
_ARGUMENTS = ("--autoplay-policy=no-user-gesture-required", "--lang=en-GB")
_PATIENCE = 30.0
"""Seconds without any new sound after which a reader has stopped."""

_FIRST_DOCUMENT = "Cannot destructure property 'doc'"
"""foliate-js 1.0.1 looks for the shown document by setting its number where it should compare it (view.js, in its
answer to `highlight`), and so marks nothing in the document that is first in the spine, number 0."""

Scheme = Literal["light", "dark"]


Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Look:
    """A marked element's text where it is hardest to see."""

    contrast: float
    """WCAG 2.2's contrast ratio of colour and background, 1 to 21."""
    colour: Colour
    """Of the text."""
    background: Colour
    """Of what is drawn behind it."""
    around: Colour
    """Of what is drawn behind the element that holds the marked one."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """One element was highlighted."""

    document: str
    """The content document's path in the book."""
    fragment: str
    """The element's id."""
    time: float
    """Seconds since listening began."""
    audio: str
    """The audio file's path in the book."""
    clock: float
    """Where the audio was, seconds."""
    marked: bool
    """Whether the element was given the book's `media:active-class`."""
    playing: bool
    """Whether the document's root had the book's `media:playback-active-class` then."""
    look: Look | None
    """Of its text as soon as it was marked; None where it holds no text or was not marked."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One of foliate's looks at the clock while sound was heard."""

    audio: str
    """The audio file's path in the book."""
    time: float
    """Seconds since listening began."""
    clock: float
    """Where the audio was, seconds."""


@dataclass(frozen=True, slots=True)
class Listening:
    """What was seen and heard."""

    highlights: tuple[Highlight, ...]
    """In order; one a change of element."""
    ticks: tuple[Tick, ...]
    """In order."""


class Reader:
    """A book in a reader."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self._browser = browser
        self._address = address
        self._name = name
        with self._page("light") as page:
            found = page.evaluate("reader.sections()")
        self.sections = tuple((section["id"], section["overlay"]) for section in found)

    sections: tuple[tuple[str, str | None], ...]
    """Each spine document's path with its SMIL's, None where it has none."""

    def section(self, document: str) -> int:
        """Return the place in the spine, from 0, of a document."""
        return [name for name, _ in self.sections].index(document)

    def listen(
        self,
        section: int = 0,
        documents: int = 1,
        rate: float = 1.0,
        skip: frozenset[str] = frozenset(),
        scheme: Scheme = "light",
    ) -> Listening:
        """Play so many spine documents from one on and return what was highlighted and heard.

        `rate` is the playback rate: foliate looks at the clock each quarter of a second, so at 2 half a second of audio
        goes by, and an element whose clip is shorter than that may never be highlighted. `skip` holds the epub:types
        that the reader does not want to hear. The test fails where the page has an error or the sound stops.
        """
        options = {"section": section, "documents": documents, "rate": rate, "skip": sorted(skip)}
        with self._page(scheme) as page:
            page.evaluate("options => reader.listen(options)", options)
            return _result(self._watch(page, scheme))

    @contextmanager
    def _page(self, scheme: Scheme) -> Iterator[Page]:
        """Open the book afresh; fail where the page or foliate had an error by the end."""
        page = self._browser.new_page(color_scheme=scheme, viewport={"width": 900, "height": 700})
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: None if _FIRST_DOCUMENT in str(error) else faults.append(str(error)))
        try:
            page.goto(self._address)
            page.wait_for_function("window.reader")
            page.evaluate("reader.open()")
            yield page
            assert not faults, f"the reader has errors with {self._name}: {faults}"
        finally:
            page.close()

    def _watch(self, page: Page, scheme: Scheme) -> dict[str, Any]:
        """Wait until all has been played; take a picture of each document when its first element is marked."""
        pictured: set[str] = set()
        ticks, since = 0, time.monotonic()
        while True:
            log: dict[str, Any] = page.evaluate("reader.progress()")
            if log["ended"]:
                return log
            last = log["highlights"][-1] if log["highlights"] else None
            if last and last["marked"] and last["document"] not in pictured:
                pictured.add(last["document"])
                page.screenshot(path=_shots() / f"{self._name}-{scheme}-{Path(last['document']).stem}.png")
            if len(log["ticks"]) > ticks:
                ticks, since = len(log["ticks"]), time.monotonic()
            stopped = time.monotonic() - since > _PATIENCE
            assert not stopped, f"the reader has stopped in {self._name}, after {log['highlights'][-1:]}"
            page.wait_for_timeout(200)


def _result(log: dict[str, Any]) -> Listening:
    highlights: list[Highlight] = []
    for found in log["highlights"]:
        highlight = _highlight(found, log["begin"])
        last = highlights[-1] if highlights else None
        # foliate tells of an element again when the sound goes on after it had to wait.
        if not last or (last.document, last.fragment) != (highlight.document, highlight.fragment):
            highlights.append(highlight)
    ticks = tuple(Tick(tick["audio"], tick["time"] - log["begin"], tick["clock"]) for tick in log["ticks"])
    return Listening(tuple(highlights), ticks)


def _highlight(found: dict[str, Any], begin: float) -> Highlight:
    look = found["look"] and Look(
        found["look"]["contrast"], *(tuple(found["look"][key]) for key in ("colour", "background", "around"))
    )
    return Highlight(
        document=found["document"],
        fragment=found["fragment"],
        time=found["time"] - begin,
        audio=found["audio"],
        clock=found["clock"],
        marked=found["marked"],
        playing=found["playing"],
        look=look,
    )


def _shots() -> Path:
    folder = Path(os.environ.get("CJPUBLISH_SHOTS") or Path(tempfile.gettempdir()) / "cjpublish-reader")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def reader(epub: Path) -> Iterator[Reader]:
    """Open a book in foliate-js; skip the test where foliate-js, Chromium or Playwright is not installed."""
    assert epub.is_file(), f"there is no {epub}"
    foliate = Path(os.environ.get("CJPUBLISH_FOLIATE") or _HERE.parent / "node_modules" / "foliate-js")
    if not (foliate / "view.js").is_file():
        pytest.skip(f"foliate-js is not installed: there is no {foliate}; name its folder in CJPUBLISH_FOLIATE")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("a reader needs Chromium, which is not installed")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright, which drives Chromium, is not installed"
    )
    with _served(epub, foliate) as address, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=_ARGUMENTS, chromium_sandbox=os.geteuid() != 0)
        try:
            yield Reader(browser, address, epub.stem)
        finally:
            browser.close()


@contextmanager
def _served(epub: Path, foliate: Path) -> Iterator[str]:
    """Serve the page, foliate-js and the book on this machine alone; yield the page's address."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            match path.split("?")[0].split("/"):
                case ["", "book.epub"]:
                    return str(epub)
                case ["", "foliate", *names] if ".." not in names:
                    return str(foliate.joinpath(*names))
                case ["", name]:
                    return str(_HERE / "reader" / name)
                case _:
                    return str(_HERE / "reader" / "missing")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/page.html"
        finally:
            server.shutdown()
            thread.join()
