"""The site in Chromium: looked at in every width and colour, quick to appear, still, and usable by everybody (axe)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nu import complaints
from servers import Served, served
from sitepages import pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
PAGES = ("index.html", "read/spring.html", "read/content-note.html")
OTHERS = ("read/title-page.html", "read/summer.html", "read/about-this-publication.html")
WIDTHS = (320, 768, 1440)
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
_VITALS = """
window.vitals = {paint: 0, shift: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.vitals.paint = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.vitals.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def site(garden: Path) -> Iterator[Served]:
    with served(garden) as running:
        yield running


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page; fail where it asks for anything from elsewhere, or says that something is wrong."""
    page = browser.new_page(**options)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"{request.url}: {request.failure}"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(address, wait_until="networkidle")
        yield page
        host = "/".join(address.split("/")[:3])
        assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []
        assert faults == []
    finally:
        page.close()


def shot(page: Page, name: str) -> None:
    folder = Path(os.environ.get("CJPUBLISH_SHOTS") or Path(tempfile.gettempdir()) / "cjpublish-site")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"site-{name}.png", full_page=True)


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_width_and_is_kept_as_a_picture(
    browser: Browser, site: Served, name: str, width: int, colours: str
) -> None:
    viewport = {"width": width, "height": 800}
    with opened(browser, f"{site.address}{name}", viewport=viewport, **COLOURS[colours]) as page:
        shot(page, f"{name.replace('/', '-').removesuffix('.html')}-{width}-{colours}")
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= width
        broken = "[...document.images].filter((each) => each.complete && !each.naturalWidth).map((each) => each.src)"
        assert page.evaluate(broken) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reflows_at_400_percent(browser: Browser, site: Served, name: str) -> None:
    """WCAG 2.2, 1.4.10: 1,280 pixels at 400 % are 320."""
    with opened(browser, f"{site.address}{name}", viewport={"width": 320, "height": 256}) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("theme", ["", "light", "dark", "sepia", "contrast"])
@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_axe_finds_nothing(browser: Browser, site: Served, axe: str, name: str, theme: str) -> None:
    with opened(browser, f"{site.address}{name}") as page:
        page.evaluate("(theme) => theme && document.documentElement.setAttribute('data-theme', theme)", theme)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        told = [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]
        assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_within_a_second_on_a_slow_machine_and_nothing_moves(
    browser: Browser, site: Served, name: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    try:
        context.add_init_script(_VITALS)
        page = context.new_page()
        page.goto(f"{site.address}{name}")  # the server has read its files once
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"{site.address}{name}", wait_until="networkidle")
        page.wait_for_function("window.vitals.paint > 0")
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(300)
        vitals = page.evaluate("window.vitals")
        assert 0 < vitals["paint"] <= 1000
        assert vitals["shift"] == 0
    finally:
        context.close()


def test_the_epub_that_is_downloaded_is_the_one_that_was_made(browser: Browser, site: Served, garden: Path) -> None:
    with opened(browser, site.address, accept_downloads=True) as page:
        with page.expect_download() as download:
            page.locator("a[download][href$='the-kitchen-garden.epub']").first.click()
        got = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "the-kitchen-garden.epub"
    made = (garden / "dist/the-kitchen-garden.epub").read_bytes()
    assert hashlib.sha256(got).hexdigest() == hashlib.sha256(made).hexdigest()


def test_a_page_is_whole_without_script(browser: Browser, site: Served) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.address}read/spring.html")
    assert page.locator("audio[controls]").is_visible()
    assert page.get_by_text("The ground is cold in March.").is_visible()
    page.get_by_role("link", name="Next: Summer").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Summer"
    page.close()


def test_a_page_is_printed_without_what_only_screens_need(browser: Browser, site: Served) -> None:
    with opened(browser, f"{site.address}read/spring.html", color_scheme="dark") as page:
        page.emulate_media(media="print")
        shot(page, "read-spring-print")
        assert page.locator(".turn").is_hidden()
        assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"


def test_the_pages_are_valid_html(garden: Path) -> None:
    assert complaints(pages(garden / "dist/site")) == []
