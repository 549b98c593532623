"""Writing with the page beside: what is saved is shown, what is wrong is told in the page, and what is mended goes."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cjpublish.errors import Finding, Severity, Source
from cjpublish.serving.building import Build, Built, build
from cjpublish.serving.news import News
from cjpublish.serving.reloading import follow
from conftest import CHAPTERS, PUBLICATION, Write
from libraries import put
from servers import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

FEW = PUBLICATION + "editions: [epub, site]\n"
BROKEN = "# Spring\n\nThe ground is cold. [Further](#nowhere) on.\n\n![](gone.png)\n"
LONGEST = 30_000
"""Milliseconds that a page may take to follow."""


@pytest.fixture
def page() -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("the page is looked at in Chromium, which is not installed")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright, which drives Chromium, is not installed"
    )
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        page = browser.new_page(viewport={"width": 400, "height": 300})
        page.set_default_timeout(LONGEST)
        yield page
        browser.close()


@pytest.mark.slow
def test_an_open_page_follows_what_is_saved_and_shows_what_is_to_be_mended(
    publication_folder: Write, tmp_path: Path, page: Page
) -> None:
    folder = publication_folder(publication=FEW)
    spring = folder / "manuscript/01-spring.md"
    long = CHAPTERS["01-spring.md"] + "".join(f"\nLine {n} of a long chapter.\n" for n in range(60))
    spring.write_text(long, encoding="utf-8")
    with served(folder, "--reload", "--cache", str(tmp_path / "cache")) as server:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(server.address)
        page.get_by_role("link", name="Spring").first.click()
        page.get_by_text("The ground is cold.").first.wait_for()
        page.evaluate("scrollTo(0, 700)")
        place = page.evaluate("scrollY")
        assert place > 300

        spring.write_text(long.replace("The ground is cold.", "The ground is warm."), encoding="utf-8")
        page.get_by_text("The ground is warm.").first.wait_for()
        page.wait_for_function("y => Math.abs(scrollY - y) < 40", arg=place)
        panel = page.get_by_role("region", name="The manuscript has")
        assert panel.count() == 0

        spring.write_text(BROKEN, encoding="utf-8")
        panel.wait_for()
        told = panel.inner_text()
        assert "manuscript/01-spring.md:" in told
        assert "error:" in told
        assert "To mend it:" in told
        assert "The ground is warm." in page.content()
        assert page.get_by_role("status").filter(has_text="The manuscript has").count() == 1
        wait_for_log(server, "manuscript/01-spring.md:", "error:", "Not built")

        page.get_by_role("button", name="Hide until something else is found").click()
        assert panel.count() == 0
        page.reload()
        page.get_by_text("The ground is warm.").first.wait_for()
        assert panel.count() == 0
        spring.write_text(BROKEN.replace("gone.png", "lost.png"), encoding="utf-8")
        panel.wait_for()

        spring.write_text(long.replace("The ground is cold.", "The ground is mended."), encoding="utf-8")
        page.get_by_text("The ground is mended.").first.wait_for()
        panel.wait_for(state="detached")
        refused = [text for text in faults if "responded with a status of" not in text]  # nothing is there at first
        assert not refused, "the page's policy allows what is put into it"
        assert server.stop() == 0
        assert "Traceback" not in server.log.read_text()


@pytest.mark.slow
def test_the_page_is_left_as_it_is_without_reload(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder(publication=FEW)
    site = folder / "dist/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<html><head></head><body>By hand</body></html>")
    with served(folder) as server:
        assert server.get("/").body == b"<html><head></head><body>By hand</body></html>"
        assert server.get("/.cjpublish/events").status == 404
        assert server.get("/.cjpublish/reload.js").status == 404


@pytest.mark.slow
def test_a_fault_at_the_start_is_shown_until_it_is_mended_and_so_is_a_site_that_is_made_no_more(
    publication_folder: Write, tmp_path: Path, page: Page
) -> None:
    folder = publication_folder(publication=FEW)
    spring, settings = folder / "manuscript/01-spring.md", folder / "manuscript/publication.yaml"
    spring.write_text(BROKEN, encoding="utf-8")
    with served(folder, "--reload", "--cache", str(tmp_path / "cache")) as server:
        page.goto(server.address)
        page.get_by_role("heading", name="There is no site yet").wait_for()
        panel = page.get_by_role("region", name="The manuscript has")
        panel.wait_for()
        assert "manuscript/01-spring.md:" in panel.inner_text()
        wait_for_log(server, "manuscript/01-spring.md:", "error:", "Not built")

        spring.write_text(CHAPTERS["01-spring.md"], encoding="utf-8")
        page.get_by_role("heading", name="The Kitchen Garden").first.wait_for()
        assert panel.count() == 0

        settings.write_text(PUBLICATION + "editions: [epub]\n", encoding="utf-8")
        page.get_by_role("heading", name="There is no site yet").wait_for()
        panel.wait_for()
        assert "add 'site' to the editions in publication.yaml" in panel.inner_text()
        wait_for_log(server, "add 'site' to the editions in publication.yaml")

        settings.write_text(FEW, encoding="utf-8")
        page.get_by_role("heading", name="The Kitchen Garden").first.wait_for()
        assert server.stop() == 0
        assert "Traceback" not in server.log.read_text()


def test_what_is_found_twice_is_told_once_and_as_the_worse(tmp_path: Path) -> None:
    place = Source("manuscript/01.md", 3)
    told = [
        Finding("seen", Severity.NOTE, "a picture is missing", place),
        Finding("seen", Severity.WARNING, "a picture is missing", place),
        Finding("checked", Severity.ERROR, "a picture is missing", place, "put it there"),
        Finding("seen", Severity.ERROR, "a picture is missing", Source("manuscript/02.md", 3)),
        Finding("checked", Severity.WARNING, "a picture is missing"),
    ]
    news = News(tmp_path)
    news.tell(told)
    found = json.loads(news._message())["findings"]
    assert [(each["severity"], each["place"], each["fix"]) for each in found] == [
        ("error", "manuscript/01.md:3", "put it there"),
        ("error", "manuscript/02.md:3", ""),
        ("warning", "", ""),
    ]


def wait_for_log(server: Served, *texts: str) -> None:
    for _ in range(100):
        log = server.log.read_text()
        if all(text in log for text in texts):
            return
        threading.Event().wait(0.1)
    raise AssertionError(log)


@pytest.mark.slow
def test_changes_during_a_build_lead_to_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "book"
    chapter = folder / "manuscript/01.md"
    chapter.parent.mkdir(parents=True)
    running, most, begun = 0, 0, 0

    async def slow(_wanted: Build) -> Built:
        nonlocal running, most, begun
        begun, running = begun + 1, running + 1
        most = max(most, running)
        await asyncio.sleep(0.8)
        running -= 1
        return Built((), (), True, 0.8)

    monkeypatch.setattr("cjpublish.serving.reloading.build", slow)

    async def writing() -> list[int]:
        following = asyncio.create_task(follow(Build(folder), lambda: None, lambda _: None))
        counts = []
        await asyncio.sleep(0.6)  # the first build is under way
        for number in range(5):
            chapter.write_text(f"{number}")
            await asyncio.sleep(0.02)
        await asyncio.sleep(2.5)
        counts.append(begun)
        shutil.rmtree(chapter.parent)  # and comes back, as when a manuscript is imported anew
        await asyncio.sleep(2.5)
        chapter.parent.mkdir()
        chapter.write_text("again")
        await asyncio.sleep(2.5)
        counts.append(begun)
        chapter.write_text("and again")
        await asyncio.sleep(1.5)
        counts.append(begun)
        (folder / "notes.txt").write_text("not of the manuscript")
        await asyncio.sleep(1)
        counts.append(begun)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        return counts

    first, back, again, other = asyncio.run(writing())
    assert most == 1
    assert first == 2
    assert back > first
    assert again == back + 1
    assert other == again


@pytest.mark.slow
def test_a_build_that_is_broken_off_leaves_the_results_as_they_were(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder()

    async def broken_off() -> None:
        building = asyncio.create_task(build(Build(folder, ("--cache", str(tmp_path / "cache"), "--quiet"))))
        await asyncio.sleep(1.5)
        building.cancel()
        with pytest.raises(asyncio.CancelledError):
            await building

    asyncio.run(broken_off())
    assert not list(folder.glob(".dist.new*"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_cleanly_in_the_middle_of_a_build(
    publication_folder: Write, tmp_path: Path, number: signal.Signals
) -> None:
    folder = publication_folder()
    site = folder / "dist/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("By hand")
    with served(folder, "--reload", "--cache", str(tmp_path / "cache")) as server:
        assert server.get("/").status == 200
        wait_for_log(server, "Making text")
        assert server.stop(number) == 0
        log = server.log.read_text()
        assert "Traceback" not in log
        assert "Built" not in log
        assert log.endswith("Stopped.\n")
    assert not list(folder.glob(".dist.new*"))


@pytest.mark.slow
def test_what_a_build_finds_comes_back_with_its_place(publication_folder: Write) -> None:
    folder = publication_folder(publication=PUBLICATION + "autors: me\n")
    built = asyncio.run(build(Build(folder)))
    assert not built.is_done
    assert built.findings == built.untold
    (finding,) = built.findings
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == ("unknown-key", Severity.ERROR)
    assert finding.source == Source("manuscript/publication.yaml", 7, 1)
    assert "authors" in finding.fix


@pytest.mark.slow
def test_a_library_is_built_when_one_of_its_publications_or_its_list_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "library.yaml"
    listed.write_text("title: Shelf\nurl: https://example.org/\npublications: [one]\n")
    chapters = [tmp_path / name / "manuscript/01.md" for name in ("one", "two")]
    for chapter in chapters:
        chapter.parent.mkdir(parents=True)
    builds = 0

    async def counted(_wanted: Build) -> Built:
        nonlocal builds
        builds += 1
        return Built((), (), True, 0.0)

    monkeypatch.setattr("cjpublish.serving.reloading.build", counted)

    async def writing() -> list[int]:
        following = asyncio.create_task(follow(Build(tmp_path), lambda: None, lambda _: None))
        counts = []
        await asyncio.sleep(0.8)
        saved = ((chapters[0], "a"), (chapters[1], "not listed"), (listed, "title: Shelf\nurl: https://example.org/\n"))
        for path, text in (*saved, (chapters[1], "listed now"), (listed, "title: [\n"), (listed, "title: Mended\n")):
            before = builds
            path.write_text(text)
            await asyncio.sleep(1.2)
            counts.append(builds - before)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        return counts

    assert [bool(count) for count in asyncio.run(writing())] == [True, False, True, True, True, True]


@pytest.mark.slow
def test_publications_that_come_to_a_library_without_a_list_are_watched_and_others_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"library.yaml": "title: Shelf\nurl: https://example.org/\n", "one/manuscript/01.md": ""})
    builds = 0

    async def counted(_wanted: Build) -> Built:
        nonlocal builds
        builds += 1
        put(tmp_path, {f"dist/site/{builds}/index.html": "", "dist/manuscript": ""})  # results ask for no build
        return Built((), (), True, 0.0)

    monkeypatch.setattr("cjpublish.serving.reloading.build", counted)
    changes: list[tuple[Callable[[], object], bool]] = [
        ((tmp_path / "two").mkdir, False),
        ((tmp_path / "two/manuscript").mkdir, True),
        (lambda: put(tmp_path, {"two/manuscript/01.md": "in what is new"}), True),
        (lambda: (tmp_path / "two").rename(tmp_path / "three"), True),
        (lambda: put(tmp_path, {"three/manuscript/01.md": "in what is renamed"}), True),
        (lambda: put(tmp_path, {"notes.txt": "nothing of the library's"}), False),
        (lambda: shutil.rmtree(tmp_path / "three"), True),
        (lambda: put(tmp_path, {"one/manuscript/01.md": "in what is left"}), True),
    ]

    async def writing() -> list[bool]:
        following = asyncio.create_task(follow(Build(tmp_path), lambda: None, lambda _: None))
        seen = []
        await asyncio.sleep(2)
        for change, _ in changes:
            before = builds
            change()
            await asyncio.sleep(2.2)
            seen.append(builds > before)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        return seen

    assert asyncio.run(writing()) == [is_seen for _, is_seen in changes]
