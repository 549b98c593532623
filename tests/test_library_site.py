"""A library's index: whole without script, quick with it, and usable by everybody (axe, the Nu checker, Chromium)."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

import nu
from cjpublish.site.library import Entry, Library, entry, make, newest_first
from cjpublish.site.library.entries import subjects
from cjpublish.site.shelf import Listing
from libraries import URL, many
from publications import chapter, p, plain, publication, rich, s
from shelves import narrated, shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FEW, LOTS = 12, 2000
HOSTILE = "</script><b>\"'&"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def written(library: Library, folder: Path) -> Path:
    for artifact in make(library):
        place = folder / artifact.path
        place.parent.mkdir(parents=True, exist_ok=True)
        artifact.write(place)
    (folder / "icon-192.png").write_bytes(PIXEL)  # a publication's own, which the build takes over
    return folder


def listing(title: str, **changes: Any) -> Listing:
    found = many(1).entries[0].listing
    return replace(found, metadata=replace(found.metadata, title=title, **changes))


def entries(*listings: Listing) -> tuple[Entry, ...]:
    return tuple(Entry(each, 1, False) for each in listings)


def names(found: Iterable[Entry]) -> list[str]:
    return [each.listing.metadata.title for each in found]


# --- what is known ----------------------------------------------------------------------------------------------------


def test_the_newest_comes_first_and_what_has_no_date_last() -> None:
    found = entries(listing("B"), listing("a", date=None), listing("C", date="2024"), listing("D", date="2024-02"))
    found += entries(listing("A"))
    assert names(newest_first(found)) == ["D", "C", "A", "B", "a"]


def test_subjects_stand_in_the_order_of_the_alphabet_whatever_their_case() -> None:
    found = subjects(entries(listing("A", subjects=("weather", "Beds")), listing("B", subjects=("Weather", "WEATHER"))))
    assert {name: names(about) for name, about in found.items()} == {"Beds": ["A"], "weather": ["A", "B"]}


def test_reading_time_comes_from_the_words_and_is_not_guessed_where_none_are_parted(tmp_path: Path) -> None:
    sentences = [s(str(number), "One two three four five six seven eight nine ten.") for number in range(119)]
    long = publication(chapter("one", "One", p(*sentences)), metadata=plain().metadata)
    assert entry(long, listing("A")).minutes == 5
    assert entry(long, listing("A", language="ja-JP")).minutes == 0
    assert entry(plain(), listing("A")).minutes == 1
    assert entry(rich(tmp_path), listing("A")).has_note
    assert not entry(plain(), listing("A")).has_note


# --- the page ---------------------------------------------------------------------------------------------------------


def index(library: Library, folder: Path) -> Any:
    return html.fromstring((written(library, folder) / "index.html").read_bytes())


def test_each_publication_says_what_it_is(tmp_path: Path) -> None:
    book = narrated(rich(tmp_path))
    found = shelf(book, ("epub", "m4b", "mp3", "daisy202", "captions", "transcript"))
    listed = Listing(book.publication.metadata, many(1).entries[0].listing.claims, found.offers, 3900, "garden/")
    library = replace(many(1), entries=(entry(book.publication, listed),))
    item = index(library, tmp_path / "site").xpath("//ul[@class='books']/li")[0]
    told = " ".join(item.text_content().split())
    assert item.xpath(".//h3/a/@href") == ["garden/index.html"]
    assert item.xpath(".//img/@src") == ["garden/cover-small.jpg"]
    assert told == (
        "The Kitchen Garden & Other Places A small example By A. Writer, B. Écrivain Begins with a content note "
        "A few lines about a garden. About 1 minute to read, 1 h 5 min to listen to "
        "Formats: EPUB, M4B, MP3, DAISY Subjects: Gardens, Weather"
    )


def test_a_cover_is_described_where_it_shows_more_than_the_title(tmp_path: Path) -> None:
    drawn, given = listing("A"), listing("B", cover="images/c.jpg", cover_alt="Two spades.", language="fr")
    page = index(replace(many(1), entries=entries(drawn, given)), tmp_path)
    assert [(each.get("alt"), each.get("lang")) for each in page.xpath("//img")] == [("", None), ("Two spades.", "fr")]


def test_what_is_in_another_language_is_marked_so(tmp_path: Path) -> None:
    page = index(replace(many(1), entries=entries(listing("שלום", language="he", subjects=("גנים",)))), tmp_path)
    for place in ("//h3", "//p[@class='subjects']//a", "//summary", "//details//a"):
        assert [(each.get("lang"), each.get("dir")) for each in page.xpath(place)] == [("he", "rtl")], place
    assert page.xpath("string(//p[@class='language'])") == "Language: he"


def test_every_link_within_the_page_leads_somewhere_and_no_id_comes_twice(tmp_path: Path) -> None:
    odd = entries(listing("A", subjects=("日本", "中国", "Été", "ete", "Q")), *(e.listing for e in many(FEW).entries))
    page = index(replace(many(1), entries=odd[:1] + many(FEW).entries[1:]), tmp_path)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in page.xpath("//a/@href") if each.startswith("#")} <= set(ids)


def test_machines_are_told_the_same(tmp_path: Path) -> None:
    page = index(replace(many(FEW), title=HOSTILE), tmp_path)
    data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert (data["@type"], data["name"], data["url"]) == ("CollectionPage", HOSTILE, URL)
    items = data["mainEntity"]["itemListElement"]
    assert [each["position"] for each in items] == list(range(1, FEW + 1))
    assert items[3]["url"] == f"{URL}3/"
    assert data["mainEntity"]["numberOfItems"] == FEW
    assert page.xpath("//link[@rel='canonical']/@href") == [URL]
    shared = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert shared["og:title"] == HOSTILE
    assert shared["og:image"] == f"{URL}0/cover.jpg"
    assert page.xpath("//h1")[0].text_content() == HOSTILE


def test_no_catalogue_is_named_where_there_is_nothing_to_take_along(tmp_path: Path) -> None:
    bare = replace(many(1), entries=entries(replace(listing("A"), offers=())))
    page = index(bare, tmp_path)
    assert not page.xpath("//link[@rel='alternate'] | //*[@id='subscribe']")
    assert not (tmp_path / "opds.xml").exists()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(many(FEW), tmp_path / name) for name in "ab")
    found = sorted(each.relative_to(first) for each in first.rglob("*") if each.is_file())
    assert len(found) >= 9
    assert all((first / each).read_bytes() == (second / each).read_bytes() for each in found)


@pytest.mark.slow
def test_the_nu_checker_finds_no_error(tmp_path: Path) -> None:
    folder = written(replace(many(FEW), title=HOSTILE, language="de"), tmp_path)
    assert nu.complaints([folder / "index.html"]) == []


def test_thousands_are_made_quickly_and_stay_small(tmp_path: Path) -> None:
    begun = time.perf_counter()
    written(many(LOTS), tmp_path)
    assert time.perf_counter() - begun < 10
    content = (tmp_path / "index.html").read_bytes()
    assert len(content) < 1500 * LOTS
    assert len(gzip.compress(content)) < 100 * LOTS


# --- in Chromium ------------------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(written(many(FEW), tmp_path_factory.mktemp("few"))) as address:
        yield address


@pytest.fixture(scope="module")
def lots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(written(many(LOTS), tmp_path_factory.mktemp("lots"))) as address:
        yield address


@contextmanager
def shown(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the index; fail where it has an error or asks for anything from elsewhere."""
    page = browser.new_page(**options)
    page.set_default_timeout(5000)
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/cover-small.jpg", lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    try:
        page.goto(address)
        yield page
        assert not faults
        assert all(each.startswith(address.partition("?")[0].partition("#")[0]) for each in asked)
    finally:
        page.close()


def books(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.books > li:not([hidden])')].map(each => each.id)")  # type: ignore[no-any-return]


def said(page: Page, text: str) -> None:
    page.wait_for_function("said => document.querySelector('[role=status]').textContent === said", arg=text)


def shot(page: Page, name: str) -> None:
    folder = Path(os.environ.get("CJPUBLISH_SHOTS") or Path(tempfile.gettempdir()) / "cjpublish-library")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"library-{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, few: str, axe: str, width: int, look: str
) -> None:
    options: dict[str, Any] = {"forced_colors": "active"} if look == "forced" else {"color_scheme": look}
    with shown(browser, few, bypass_csp=True, viewport={"width": width, "height": 900}, **options) as page:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        shot(page, f"{look}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("axe.run()")
    assert not [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found["violations"]]
    assert len(found["passes"]) > 20


def test_the_list_is_searched_with_the_keyboard_alone(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        said(page, "12 publications")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the list"
        page.keyboard.press("Tab")
        assert page.get_by_role("searchbox", name="Search this library").evaluate(
            "each => each === document.activeElement"
        )
        page.keyboard.type("AÑO 3:")
        assert books(page) == ["book-3"]
        said(page, "1 of 12 publications found")
        assert page.url == f"{few}?q=A%C3%91O+3%3A"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "3/index.html"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Escape")
        said(page, "12 publications")
        assert page.url == few
        assert len(books(page)) == FEW


@pytest.mark.parametrize(
    ("asked", "number"),
    [("oystein", 3), ("ZOE", 3), ("lukasz", 3), ("nguyen", 4), ("strasse", 3), ("αθηνα", 3), ("of everything", 0)],
)
def test_accents_and_capitals_make_no_difference(browser: Browser, few: str, asked: str, number: int) -> None:
    with shown(browser, few) as page:
        wanted = page.evaluate(
            """async asked => {
              const { folded } = await import(document.querySelector("script[type=module]").src);
              return [...document.querySelectorAll(".books > li")]
                .filter(each => asked.split(" ").every(word => folded(each.textContent).includes(folded(word))))
                .map(each => each.id);
            }""",
            asked,
        )
        page.get_by_role("searchbox").fill(asked)
        assert books(page) == wanted
        assert len(wanted) >= number
        assert bool(wanted) == bool(number)


def test_all_words_are_found_wherever_they_stand(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        page.get_by_role("searchbox").fill("  111   zoë ")  # a subject, and an author
        assert books(page) == ["book-7"]
        page.get_by_role("searchbox").fill("walked")  # stands in every description, which is not searched
        assert books(page) == []


def test_commas_between_words_are_passed_over(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        page.get_by_role("searchbox").fill("subject 111, zoë")
        assert books(page) == ["book-7"]
        page.get_by_role("searchbox").fill("zoë,  111; ")
        assert books(page) == ["book-7"]
        page.get_by_role("searchbox").fill(", ")
        assert len(books(page)) == FEW


@pytest.mark.parametrize("opened", ["by a link", "by the address"])
def test_a_subjects_link_leads_to_its_open_list(browser: Browser, few: str, opened: str) -> None:
    with shown(browser, few if opened == "by a link" else f"{few}#subject-subject-21") as page:
        if opened == "by a link":
            page.locator("#book-3 .subjects a").first.click()
        book = page.locator("#subject-subject-21 a").first
        book.wait_for()
        box = page.locator("details", has=page.locator("#subject-subject-21")).locator("summary").bounding_box()
        assert box
        assert 0 <= box["y"] < 720
        book.click()
        assert page.url.endswith("#book-3")


def test_what_was_found_is_said_once_and_not_at_every_key(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        page.evaluate(
            """() => {
              window.told = [];
              const status = document.querySelector("[role=status]");
              new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
            }"""
        )
        page.get_by_role("searchbox").press_sequentially("zzzz")
        said(page, "Nothing found for “zzzz”. Try fewer or shorter words.")
        assert page.evaluate("window.told") == ["Nothing found for “zzzz”. Try fewer or shorter words."]


def test_an_address_with_a_question_shows_its_answer(browser: Browser, few: str) -> None:
    with shown(browser, f"{few}?q=a%C3%B1o%203:") as page:
        said(page, "1 of 12 publications found")
        assert page.get_by_role("searchbox").input_value() == "año 3:"
        assert books(page) == ["book-3"]


def test_a_link_to_what_the_search_has_hidden_shows_it(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        page.get_by_role("searchbox").fill("año 3:")
        said(page, "1 of 12 publications found")
        about = page.locator("details", has=page.locator("a[href='#book-11']")).first
        about.locator("summary").click()
        about.locator("a[href='#book-11']").click()
        said(page, "12 publications")
        assert page.url == f"{few}#book-11"
        box = page.locator("#book-11").bounding_box()
        assert box
        assert 0 <= box["y"] < 720


def test_without_script_the_list_is_whole_and_subjects_lead_through_it(browser: Browser, few: str) -> None:
    with shown(browser, few, java_script_enabled=False) as page:
        assert page.get_by_role("listitem").count() >= FEW
        assert page.get_by_text("12 publications").is_visible()
        assert not page.get_by_role("searchbox").is_visible()
        page.locator("#book-3 .subjects a").first.click()
        assert page.url.endswith("#subject-subject-21")
        assert page.get_by_text("Subject 21 (1)").is_visible()
        page.locator("#subject-subject-21 a").first.click()
        assert page.url.endswith("#book-3")


def test_languages_have_names_where_browsers_know_one(browser: Browser, tmp_path: Path) -> None:
    listed = entries(listing("A", language="x-own", slug="a"), listing("B", language="pt-BR", slug="b"))
    with served(written(replace(many(1), entries=listed), tmp_path)) as address, shown(browser, address) as page:
        assert page.locator("#book-a .language").inner_text() == "Language: x-own"
        assert page.locator("#book-b .language").inner_text() == "Language: Brazilian Portuguese"


def test_nothing_moves_while_the_page_loads(browser: Browser, few: str) -> None:
    with shown(browser, few) as page:
        page.wait_for_timeout(300)
        moved = page.evaluate(
            """() => new Promise(resolve => {
              let sum = 0;
              new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
                .observe({ type: "layout-shift", buffered: true });
              setTimeout(() => resolve(sum), 100);
            })"""
        )
        assert moved < 0.02


def test_thousands_are_searched_at_once(browser: Browser, lots: str) -> None:
    """What one key costs: the search itself, and with it the layout that follows."""
    with shown(browser, lots) as page:
        costs = page.evaluate(
            """() => ["a", "an", "garden", "ano 17", "subject 7 zoe", "nowhere", ""].map(asked => {
              const field = document.getElementById("q");
              field.value = asked;
              const begun = performance.now();
              field.dispatchEvent(new Event("input"));
              const searched = performance.now() - begun;
              document.body.offsetHeight;
              return [asked, searched, performance.now() - begun];
            })"""
        )
        assert len(books(page)) == LOTS
        assert max(searched for _, searched, _ in costs) < 50
        assert max(whole for _, _, whole in costs) < 400
