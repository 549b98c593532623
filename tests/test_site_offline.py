"""The site without a connection, in Chromium: what was opened can be read again, and what is kept can be heard."""

from __future__ import annotations

import json
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cjpublish import pipeline
from cjpublish.model import Book as Narrated
from cjpublish.site import offline
from cjpublish.site.files import file
from cjpublish.site.shelf import Shelf
from planted import GARDEN
from servers import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

pytestmark = pytest.mark.slow

EDITIONS = "editions: [mp3, captions, site]\n"
SPRING = "read/spring.html"
SOUNDS = 5
"""Chapters of the garden that can be heard."""
_HEARD = """async ({address, place}) => {
  const audio = new Audio(address);
  const told = (type) => new Promise((resolve, reject) => {
    audio.addEventListener(type, resolve, {once: true});
    audio.addEventListener("error", () => reject(audio.error.message), {once: true});
  });
  audio.muted = true;
  audio.preload = "auto";
  await told("loadedmetadata");
  audio.currentTime = place * audio.duration;
  await told("seeked");
  const from = audio.currentTime;
  await audio.play();
  while (audio.currentTime < from + 0.3) await told("timeupdate");
  audio.pause();
  return [from, audio.duration];
}"""
_PART = """async ([address, range]) => {
  const answer = await fetch(address, {headers: {Range: range}});
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  const [part, length, type] = ["Range", "Length", "Type"].map((name) => answer.headers.get(`Content-${name}`));
  return {status: answer.status, digest: [...new Uint8Array(digest)], part, length, type};
}"""
_KEPT = """async () => {
  const cache = await caches.open(`cjpublish ${new URL("../", location.href).href}`);
  return (await cache.keys()).map((request) => request.url);
}"""


@dataclass
class Book:
    """A publication's folder with its site."""

    folder: Path
    cache: Path

    @property
    def site(self) -> Path:
        return self.folder / "dist/site"

    def build(self) -> None:
        pipeline.build(pipeline.read(self.folder), cache=self.cache)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / "manuscript" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.build()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the garden's site, not to be changed."""
    folder = tmp_path_factory.mktemp("offline") / "book"
    shutil.copytree(GARDEN, folder)
    with (folder / "manuscript/publication.yaml").open("a", encoding="utf-8") as settings:
        settings.write(EDITIONS)
    book = Book(folder, folder.parent / "cache")
    book.build()
    return book


@pytest.fixture
def book(built: Book, tmp_path: Path) -> Book:
    """Return a copy of it, to be changed."""
    return Book(shutil.copytree(built.folder, tmp_path / "book"), built.cache)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        try:
            yield launched
        finally:
            launched.close()


@pytest.fixture
def faults() -> list[str]:
    """Return what pages say is wrong; a test that expects something empties it."""
    return []


@pytest.fixture
def context(browser: Browser, faults: list[str]) -> Iterator[BrowserContext]:
    """Return a browser that knows nothing yet; fails where a page says that something is wrong."""
    context = browser.new_context()
    context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    try:
        yield context
        assert [fault for fault in faults if "net::ERR_" not in fault] == []  # Chromium's own words on no connection
    finally:
        context.close()


def until(page: Page, question: str, argument: object = None) -> None:
    """Wait until a function's promise is true; Playwright's own way of waiting is against the page's policy."""
    for _ in range(200):
        if page.evaluate(question, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{question} ({argument}) at {page.url}")


def opened(context: BrowserContext, address: str) -> Page:
    """Open a page; return it once all that is kept at once is kept."""
    page = context.new_page()
    page.goto(address)
    until(page, "() => navigator.serviceWorker.controller?.state === 'activated'")
    return page


@contextmanager
def no_connection(context: BrowserContext, server: Served) -> Iterator[None]:
    """Cut the browser off, and stop the server for good: a worker's requests are nobody's page."""
    server.stop()
    context.set_offline(True)
    yield
    context.set_offline(False)


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_KEPT)
    return found


def wait_for_sounds(page: Page, *names: str) -> None:
    """Wait until sounds are kept."""
    until(
        page,
        f"async (names) => {{ const all = await ({_KEPT})(); return names.every((name) => all.some("
        "(url) => new URL(url).pathname.endsWith(name))) }",
        names,
    )


def heard(page: Page, address: str, place: float = 0.0) -> tuple[float, float]:
    """Play a sound from a part of it on; return from which second, and how long it is."""
    begin, length = page.evaluate(_HEARD, {"address": address, "place": place})
    return float(begin), float(length)


def sound(page: Page) -> str:
    """Return the address of a page's sound, as it was sent: a script may have put its own player in the place."""
    address: str = page.evaluate(
        """() => fetch(location).then((answer) => answer.text()).then((text) => {
          const sound = new DOMParser().parseFromString(text, "text/html").querySelector(".sound audio");
          return sound ? new URL(sound.getAttribute("src"), location).href : "";
        })"""
    )
    return address


# --- what was opened


def test_what_was_opened_and_played_is_there_without_a_connection(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        heard(page, sound(page))
        wait_for_sounds(page, "03-spring.mp3")
        font = page.eval_on_selector("main", "(main) => getComputedStyle(main).maxInlineSize")
        with no_connection(context, server):
            page.reload()
            assert page.locator("main h1").inner_text() == "Spring"
            assert page.evaluate("location.href") == f"{server.address}{SPRING}"
            assert page.eval_on_selector("main", "(main) => getComputedStyle(main).maxInlineSize") == font
            sizes = page.eval_on_selector_all(
                "main img", "(all) => Promise.all(all.map(async (img) => (await img.decode(), img.naturalWidth)))"
            )
            assert sizes
            assert all(sizes)
            begin, length = heard(page, sound(page), 0.6)
            assert begin == pytest.approx(0.6 * length, abs=0.1)
            page.click(".turn [rel=next]")
            until(page, "() => document.querySelector('main h1').textContent === 'Summer'")
            page.reload()
            assert page.locator("main h1").inner_text() == "Summer"
            page.click("a.home")
            page.wait_for_selector(".landing .cover")
            assert page.eval_on_selector(".cover", "async (img) => (await img.decode(), img.naturalWidth)") == 400


def is_whole(request: Request) -> bool:
    """Say whether a worker asks the network for a whole sound."""
    return request.service_worker is not None and ".mp3" in request.url and "range" not in request.headers


def test_the_next_chapter_s_sound_is_kept_with_the_one_that_is_played(built: Book, context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if is_whole(request) else None)
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        heard(page, sound(page))
        heard(page, sound(page), 0.5)
        wait_for_sounds(page, "03-spring.mp3", "04-summer.mp3")
        heard(page, sound(page), 0.7)
        assert len([url for url in kept(page) if ".mp3" in url]) == 2
        assert len(asked) == len(set(asked)) == 2


def test_a_sound_that_plays_before_the_worker_is_there_is_kept_as_well(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = context.new_page()
        page.goto(f"{server.address}{SPRING}", wait_until="commit")
        page.wait_for_selector(".sound audio", state="attached")
        heard(page, sound(page))
        wait_for_sounds(page, "03-spring.mp3")


def test_who_saves_data_keeps_no_sound(built: Book, context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        heard(page, sound(page))
        heard(page, sound(page), 0.5)
        page.wait_for_timeout(500)
        assert not [url for url in kept(page) if ".mp3" in url]


def test_a_server_that_does_not_answer_is_not_waited_for(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        server.process.send_signal(signal.SIGSTOP)
        try:
            page.goto(f"{server.address}read/summer.html", timeout=8000, wait_until="commit")
            until(page, "() => document.querySelector('main h1')?.textContent === 'Summer'")
        finally:
            server.process.send_signal(signal.SIGCONT)


RANGES = {
    "bytes=0-1": (206, slice(0, 2)),
    "bytes=0-": (206, slice(0, None)),
    "bytes=100-199": (206, slice(100, 200)),
    "bytes=70000-": (206, slice(70000, None)),
    "bytes=-500": (206, slice(-500, None)),
    "bytes=0-99999999": (206, slice(0, None)),
    "bytes=-99999999": (206, slice(0, None)),
    "bytes=99999999-": (416, slice(0, 0)),
    "bytes=-0": (416, slice(0, 0)),
    "bytes=5-2": (200, slice(0, None)),
    "bytes=-": (200, slice(0, None)),
    "bytes=0-1,4-5": (200, slice(0, None)),
    "pages=1-2": (200, slice(0, None)),
}


def test_parts_of_a_kept_sound_are_byte_for_byte_those_of_the_file(
    built: Book, context: BrowserContext, faults: list[str]
) -> None:
    file = next(built.site.glob("downloads/*-mp3/03-spring.mp3")).read_bytes()
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        heard(page, sound(page))
        wait_for_sounds(page, "03-spring.mp3")
        with no_connection(context, server):
            for asked, (status, part) in RANGES.items():
                answer = page.evaluate(_PART, [sound(page), asked])
                begin, end, _ = part.indices(len(file))
                assert answer["status"] == status, asked
                assert bytes(answer["digest"]) == sha256(file[part]).digest(), asked
                assert answer["length"] == str(len(file[part])), asked
                assert answer["type"] == "audio/mpeg"
                named = {206: f"bytes {begin}-{end - 1}/{len(file)}", 416: f"bytes */{len(file)}", 200: None}
                assert answer["part"] == named[status], asked
            assert ["416" in fault for fault in faults] == [True, True]
            faults.clear()


def test_only_what_is_read_is_touched(built: Book, context: BrowserContext, faults: list[str]) -> None:
    with served(built.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        assert page.evaluate("navigator.serviceWorker.ready.then(({scope}) => scope)") == server.address
        statuses = page.evaluate(
            "(all) => Promise.all(all.map((method) => fetch(location, {method}).then(({status}) => status)))",
            ["HEAD", "POST"],
        )
        assert statuses == [200, 405]
        assert "405" in faults.pop()
        before = kept(page)
        page.evaluate("Promise.all(['../downloads/the-kitchen-garden.mp3', '../cover.jpg'].map((each) => fetch(each)))")
        page.wait_for_timeout(300)
        assert kept(page) == before


@pytest.mark.parametrize(
    "lacking",
    [
        "delete Navigator.prototype.serviceWorker",
        "if (navigator.serviceWorker) navigator.serviceWorker.register = () => Promise.reject(Error('no'))",
    ],
)
def test_a_browser_without_workers_shows_and_plays_as_before(
    built: Book, context: BrowserContext, lacking: str
) -> None:
    context.add_init_script(lacking)
    with served(built.folder) as server:
        page = context.new_page()
        page.goto(server.address, wait_until="networkidle")
        assert page.locator("[data-offline] button").count() == 0
        page.goto(f"{server.address}{SPRING}", wait_until="networkidle")
        heard(page, sound(page), 0.4)


# --- all of it


def test_all_of_the_sound_can_be_kept_and_removed_again(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = opened(context, server.address)
        place, status = page.locator("[data-offline]"), page.locator("[data-offline] [role=status]")
        keep, remove = place.locator("button").nth(0), place.locator("button").nth(1)
        sizes = sum(each.stat().st_size for each in built.site.glob("downloads/*-mp3/*.mp3"))
        page.wait_for_selector("[data-offline] button")
        assert keep.inner_text() == f"Keep for listening offline ({sizes / 1e6:.1f} MB)"
        assert remove.is_hidden()
        keep.focus()
        page.keyboard.press("Enter")
        remove.wait_for()
        assert keep.is_hidden()
        assert status.inner_text() == "All of the sound is kept on this device."
        assert page.evaluate("document.activeElement.textContent") == remove.inner_text()
        with no_connection(context, server):
            spoken = 0
            for each in sorted(built.site.glob("read/*.html")):
                page.goto(f"{server.address}read/{each.name}")
                if address := sound(page):
                    heard(page, address, 0.5)
                    spoken += 1
            assert spoken == SOUNDS
            page.goto(server.address)
            remove.click()
            keep.wait_for()
            assert status.inner_text() == "The sound is removed from this device."
            assert not [url for url in page.evaluate(_KEPT.replace("../", "./")) if ".mp3" in url]


def test_what_a_person_has_cleared_away_is_fetched_again_or_not_said_to_be_kept(
    built: Book, context: BrowserContext
) -> None:
    with served(built.folder) as server:
        page = opened(context, server.address)
        line, buttons = page.locator("[data-offline] p").first, page.locator("[data-offline] button")
        status = page.locator("[data-offline] [role=status]")
        buttons.nth(0).click()
        buttons.nth(1).wait_for()
        before = page.evaluate(_KEPT.replace("../", "./"))
        assert line.inner_text().startswith("The text is kept on this device.")
        cleared = "caches.keys().then((all) => Promise.all(all.map((name) => caches.delete(name))))"
        seen = "document.dispatchEvent(new Event('visibilitychange'))"
        page.evaluate("localStorage.clear()")
        page.evaluate(cleared)
        page.evaluate(seen)
        buttons.nth(0).wait_for()
        assert status.inner_text() == ""
        assert buttons.nth(1).is_hidden()
        until(
            page,
            f"async (wanted) => {{ const all = await ({_KEPT.replace('../', './')})();"
            " return wanted.every((url) => all.includes(url)) }",
            [url for url in before if ".mp3" not in url and "?windows" not in url],
        )
        assert line.inner_text().startswith("The text is kept on this device.")
        with no_connection(context, server):
            page.evaluate(cleared)
            page.evaluate(seen)
            until(
                page, "() => document.querySelector('[data-offline] p').textContent.startsWith('Not all of the text')"
            )


def test_too_little_room_is_told_kindly(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = opened(context, server.address)
        page.wait_for_selector("[data-offline] button")
        used = page.evaluate("navigator.storage.estimate().then(({usage}) => usage)")
        context.new_cdp_session(page).send(
            "Storage.overrideQuotaForOrigin", {"origin": server.address.rstrip("/"), "quotaSize": used + 500_000}
        )
        page.click("[data-offline] button")
        until(page, "() => document.querySelector('[data-offline] [role=status]').textContent.includes('room')")
        assert page.locator("[data-offline] button").nth(0).inner_text().startswith("Keep for listening offline")


def test_keeping_can_be_stopped_and_what_has_come_stays(built: Book, context: BrowserContext) -> None:
    with served(built.folder) as server:
        page = opened(context, server.address)
        page.wait_for_selector("[data-offline] button")
        server.process.send_signal(signal.SIGSTOP)
        keep = page.locator("[data-offline] button").nth(0)
        keep.click()
        assert page.locator("[data-offline] progress").is_visible()
        assert keep.inner_text() == "Stop keeping"
        keep.click()
        until(page, "() => document.querySelector('[data-offline] [role=status]').textContent.includes('Stopped')")
        server.process.send_signal(signal.SIGCONT)
        keep.click()
        page.locator("[data-offline] button").nth(1).wait_for()


def test_a_publication_that_nobody_hears_can_be_read_without_a_connection(
    built: Book, context: BrowserContext, tmp_path: Path
) -> None:
    folder = shutil.copytree(GARDEN, tmp_path / "book")
    with (folder / "manuscript/publication.yaml").open("a", encoding="utf-8") as settings:
        settings.write("editions: [site]\n")
    book = Book(folder, built.cache)
    book.build()
    with served(folder) as server:
        page = opened(context, server.address)
        page.wait_for_selector("[data-offline] p")
        assert page.locator("[data-offline] button").count() == 0
        with no_connection(context, server):
            page.goto(f"{server.address}{SPRING}")
            assert page.locator("main h1").inner_text() == "Spring"


def test_the_control_is_usable_by_everybody(built: Book, context: BrowserContext, axe: str) -> None:
    with served(built.folder) as server:
        page = opened(context, server.address)
        page.wait_for_selector("[data-offline] button")
        page.evaluate(axe)
        violations = "axe.run('[data-offline]').then(({violations}) => violations.map(({id}) => id))"
        assert page.evaluate(violations) == []
        page.locator("[data-offline] button").nth(0).click()
        assert page.evaluate(violations) == []
        page.locator("[data-offline] button").nth(1).wait_for()
        assert page.evaluate(violations) == []


# --- versions


def test_an_edit_is_seen_at_once_and_is_what_is_kept_then(book: Book, context: BrowserContext) -> None:
    with served(book.folder) as server:
        page = opened(context, f"{server.address}{SPRING}")
        stranger = f"{server.address}elsewhere/"
        page.evaluate("(name) => caches.open(name).then((cache) => cache.put('/x', new Response('x')))", stranger)
        before = kept(page)
        book.edit("01-spring.md", "The ground is cold in March", "The ground is cold in April")
        page.reload()
        assert "cold in April" in page.locator("main").inner_text()
        until(
            page,
            f"async (old) => (await ({_KEPT})()).some((url) => url.includes('spring.html') && !old.includes(url))",
            before,
        )
        until(page, "() => navigator.serviceWorker.ready.then(({waiting, installing}) => !waiting && !installing)")
        page.reload()  # no page of the version before is open any more
        until(
            page,
            f"async (before) => (await ({_KEPT})()).filter((url) => before.includes(url)).length < before.length",
            before,
        )
        now = kept(page)
        assert len([url for url in now if "spring.html" in url]) == 1
        assert set(page.evaluate("caches.keys()")) == {stranger, f"cjpublish {server.address}"}
        with no_connection(context, server):
            page.reload()
            assert "cold in April" in page.locator("main").inner_text()


def test_a_page_of_the_version_before_goes_on_working_until_it_is_closed(book: Book, context: BrowserContext) -> None:
    with served(book.folder) as server:
        old = opened(context, f"{server.address}{SPRING}")
        address = sound(old)
        times = old.eval_on_selector("main", "(main) => new URL(main.dataset.times, location).href")
        heard(old, address)
        wait_for_sounds(old, "03-spring.mp3")
        book.edit("01-spring.md", "The ground is cold in March", "The ground is cold in April")
        new = opened(context, f"{server.address}{SPRING}")
        until(new, f"async () => (await ({_KEPT})()).filter((url) => url.includes('spring.html')).length === 2")
        until(new, "() => navigator.serviceWorker.ready.then(({waiting, installing}) => !waiting && !installing)")
        new.reload()
        new.wait_for_timeout(500)  # in which it would sweep
        assert sound(new) != address
        assert {address, times} <= set(kept(new))
        assert old.evaluate("(times) => fetch(times).then(({status}) => status)", times) == 200
        heard(old, address, 0.8)
        old.close()
        new.reload()
        until(new, f"async () => (await ({_KEPT})()).filter((url) => url.includes('spring.html')).length === 1")
        assert not {address, times} & set(kept(new))


def test_who_keeps_all_gets_what_is_new_as_well(book: Book, context: BrowserContext) -> None:
    with served(book.folder) as server:
        page = opened(context, server.address)
        page.wait_for_selector("[data-offline] button")
        page.click("[data-offline] button")
        page.locator("[data-offline] button").nth(1).wait_for()
        book.edit("01-spring.md", "The ground is cold in March", "The ground is cold in April")
        page.goto(f"{server.address}{SPRING}")
        address = sound(page)
        until(page, f"async (address) => (await ({_KEPT})()).includes(address)", address)


# --- what the worker is told


def test_the_worker_is_told_each_shown_file_once_and_nothing_else(built: Book) -> None:
    told = (built.site / offline.ADDRESS).read_text(encoding="utf-8").partition("\n")[0]
    site = json.loads(told.removeprefix("self.SITE = ").removesuffix(";"))
    named = [re.sub(r"\?.*", "", address) for address in site["files"]]
    assert len(named) == len(set(named))
    assert set(named) == {
        path.relative_to(built.site).as_posix()
        for path in built.site.rglob("*")
        if path.is_file() and not re.search(r"/downloads/|cover(-square)?\.jpg$|sw\.js$|\.xml$|opds\.json$", str(path))
    }
    assert all(re.search(r"-[0-9a-f]{8}\.\w+$|\?v=[0-9a-f]{8}$", address) for address in site["files"])
    assert len(site["sounds"]) == len(site["later"]) == SOUNDS
    for address, size in site["sounds"]:
        assert (built.site / address.partition("?")[0]).stat().st_size == size


def test_pictures_beyond_what_a_device_is_asked_to_keep_come_when_they_are_used(built: Book) -> None:
    kinds = ((".html", "text/html"), (".png", "image/png"))
    large = [file(f"{n}{end}", kind, bytes([n]) * 3_000_000) for n in range(5) for end, kind in kinds]
    shelf = Shelf(Narrated(pipeline.read(built.folder)), ())
    told = json.loads(offline.worker(large, shelf).partition(b"\n")[0][len("self.SITE = ") : -1])
    files, later = ([address.partition("?")[0] for address in told[which]] for which in ("files", "later"))
    assert files == [*(f"{n}.html" for n in range(5)), "0.png", "1.png", "2.png"]
    assert later == ["3.png", "4.png"]
