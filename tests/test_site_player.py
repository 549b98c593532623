"""Reading and listening in the browser: Chromium opens the garden's site, plays it, and is used as people use it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cjpublish import pipeline
from listening_page import Chapter, Listener, chapters, listener, unlike
from servers import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.slow
PANELS = ("Chapters", "Listening", "Appearance")
THEMES = ("", "light", "dark", "sepia", "contrast")
BOOK = """\
title: A Book
authors: [A. Writer]
language: {language}
date: 2026-11-24
modified: 2026-11-24T00:00:00Z
narration: {{text: quiet}}
editions: [mp3, captions, site]
"""
NO_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("forbidden", "SecurityError"); }});
"""


@pytest.fixture(scope="module")
def site(garden: Path) -> Iterator[str]:
    """Return the address of the folder of the pages to read."""
    with served(garden) as running:
        yield f"{running.address.rstrip('/')}/read/"


@pytest.fixture(scope="module")
def told(garden: Path) -> dict[str, Chapter]:
    return chapters(garden / "dist")


@pytest.fixture
def spring(browser: Browser, site: str) -> Iterator[Listener]:
    with listener(browser, f"{site}spring.html", viewport={"width": 900, "height": 700}) as found:
        yield found


@pytest.fixture
def own(publication_folder: Callable[..., Path]) -> Iterator[Callable[..., str]]:
    """Return a function that writes, builds and serves a book of short chapters, and returns where their pages lie."""
    with ExitStack() as open_:

        def build(*titles: str, language: str = "en") -> str:
            names = (f"manuscript/{name}.md" for name in ("01-spring", "02-summer", "03-autumn"))
            texts = (f"# {title}\n\nThe first sentence. The second.\n" for title in titles)
            folder = publication_folder(
                dict(zip(names, texts, strict=False)), publication=BOOK.format(language=language)
            )
            pipeline.build(pipeline.read(folder), cache=folder.parent / "cache", jobs=1)
            return f"{open_.enter_context(served(folder)).address.rstrip('/')}/read/"

        yield build


# --- in step with the voice


@pytest.mark.parametrize(("page", "second", "rate"), [("title-page", "content-note", 1), ("spring", "summer", 2)])
def test_what_is_marked_follows_the_timeline_over_two_chapters(
    browser: Browser, site: str, told: dict[str, Chapter], page: str, second: str, rate: int
) -> None:
    """Never more than a quarter of a second away, and every sentence has its turn."""
    memory = f"localStorage.setItem('cjpublish.listening', JSON.stringify({{rate: {rate}}}))"
    with listener(browser, f"{site}{page}.html", before=memory) as person:
        person.play()
        for name in (page, second):
            chapter, seen = told[name], []
            rows = person.seen()
            last = time.monotonic() + chapter.length / rate + 10
            while name in person.page.url:
                seen += rows
                assert time.monotonic() < last, "the chapter never ended"
                person.page.wait_for_timeout(200)
                rows = person.seen()
            seen += [each for each in rows if name in each.sound]
            assert unlike(seen, chapter, rate) == []
            assert {id_ for each in seen for id_ in each.marked} == {id_ for id_, *_ in chapter.sentences}
            assert len({each.word for each in seen}) > len({text for _, text, *_ in chapter.words}) / 2
            assert len(seen) > 20 * chapter.length / rate / 2
        person.button("Pause").click()
        assert person.page.evaluate("window.shift") == 0


def test_a_timeline_that_is_wrong_is_noticed(spring: Listener, told: dict[str, Chapter]) -> None:
    """So that the test above can fail."""
    spring.play()
    spring.page.wait_for_timeout(1500)
    seen = spring.seen()
    right = told["spring"]
    late = Chapter(right.id, tuple((*s[:2], s[2] + 1, s[3] + 1) for s in right.sentences), right.words, right.length)
    assert unlike(seen, right) == []
    assert unlike(seen, late)


def test_nothing_moves_while_it_is_read_along(spring: Listener) -> None:
    spring.play()
    for _ in range(4):
        spring.page.keyboard.press("l")
        spring.page.wait_for_timeout(400)
    assert spring.page.evaluate("window.shift") == 0


def test_the_marked_word_is_the_written_one(spring: Listener, told: dict[str, Chapter]) -> None:
    """Every word of the chapter, also those in another language."""
    spring.play()
    spring.page.keyboard.press("k")
    picture = spring.page.locator("figure img").get_attribute("id")
    words = [(text, (begin + end) / 2) for id_, text, begin, end in told["spring"].words if id_ != picture]
    found = spring.page.evaluate(
        """async (moments) => {
            const sound = document.querySelector("#Player audio");
            const found = [];
            for (const moment of moments) {
                sound.currentTime = moment;
                await new Promise((done) => sound.addEventListener("seeked", done, {once: true}));
                await new Promise((done) => setTimeout(done));
                found.push(String([...CSS.highlights.get("word") ?? []][0] ?? ""));
            }
            return found;
        }""",
        [moment for _, moment in words],
    )
    assert len(words) > 100
    assert found == [text for text, _ in words]


# --- moving the voice


def test_a_click_on_a_sentence_moves_the_voice_there(spring: Listener, told: dict[str, Chapter]) -> None:
    spring.play()
    id_, _, begin, end = told["spring"].sentences[9]
    spring.page.locator(f"#{id_}").click()
    assert spring.marked() == id_
    assert begin <= spring.moment() < end
    assert spring.playing()


def test_a_click_on_a_sentence_is_enough_to_hear_it(spring: Listener, told: dict[str, Chapter]) -> None:
    """Before anybody has pressed Play, and after Pause."""
    for place in (4, 9):
        id_, _, begin, end = told["spring"].sentences[place]
        spring.page.locator(f"#{id_}").click()
        spring.until(lambda: spring.playing() and spring.moment() > 0)
        assert begin <= spring.moment() < end
        assert spring.marked() == id_
        spring.button("Pause").click()
        assert not spring.playing()


def test_a_click_that_shuts_a_panel_or_drops_a_selection_does_no_more(
    spring: Listener, told: dict[str, Chapter]
) -> None:
    sentence = spring.page.locator(f"#{told['spring'].sentences[1][0]}")
    spring.open("Listening")
    sentence.click()
    assert spring.page.locator(".panel:not([hidden])").count() == 0
    spring.page.evaluate("getSelection().selectAllChildren(document.querySelector('main h1'))")
    sentence.click()
    assert spring.page.evaluate("getSelection().isCollapsed")
    assert spring.marked() == ""
    sentence.click()
    spring.until(spring.playing)


def test_a_tap_on_a_picture_moves_the_voice_to_its_description(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", has_touch=True, viewport={"width": 390, "height": 800}) as person:
        person.play()
        person.page.locator("figure img").tap()
        assert person.marked() == person.page.locator("figure img").get_attribute("id")


def test_a_click_on_a_link_and_a_selection_leave_the_voice_alone(spring: Listener, told: dict[str, Chapter]) -> None:
    spring.page.locator("a.noteref").click()
    assert spring.marked() == ""
    box = spring.page.locator(f"#{told['spring'].sentences[2][0]}").bounding_box()
    assert box
    spring.page.mouse.move(box["x"] + 5, box["y"] + 10)
    spring.page.mouse.down()
    spring.page.mouse.move(box["x"] + 120, box["y"] + 10)
    spring.page.mouse.up()
    assert spring.page.evaluate("String(getSelection())")
    assert spring.marked() == ""


def test_single_keys_move_the_voice_by_sentences(spring: Listener, told: dict[str, Chapter]) -> None:
    ids = [id_ for id_, *_ in told["spring"].sentences]
    spring.page.locator("main").focus()
    for key, expected in [("l", 0), ("l", 1), ("ArrowRight", 2), ("j", 1), ("ArrowLeft", 0)]:
        spring.page.keyboard.press(key)
        assert spring.marked() == ids[expected]
    assert not spring.playing()
    spring.page.keyboard.press("k")
    spring.until(spring.playing)
    spring.page.keyboard.press("k")
    spring.until(lambda: not spring.playing())


def test_the_space_bar_scrolls_whatever_the_voice_does(spring: Listener) -> None:
    """And the list of keys promises nothing else."""
    spring.play()
    spring.page.locator("main").focus()
    spring.page.keyboard.press("Space")
    spring.until(lambda: spring.page.evaluate("scrollY") > 100)
    assert spring.playing()
    spring.page.keyboard.press("?")
    keys = spring.page.get_by_role("dialog").get_by_role("rowheader").all_inner_texts()
    assert "Space" not in " ".join(keys)
    assert keys[0] == "K"


def test_single_keys_are_left_to_controls_and_can_be_turned_off(spring: Listener) -> None:
    panel = spring.open("Listening")
    panel.get_by_label("Sleep timer").focus()
    spring.page.keyboard.press("l")
    assert spring.marked() == ""
    spring.page.keyboard.press("Escape")
    for modifier in ("Control", "Alt", "Meta"):
        spring.page.keyboard.press(f"{modifier}+j")
    assert spring.marked() == ""
    spring.page.locator("main").focus()
    spring.page.keyboard.press("?")
    spring.page.get_by_role("dialog").get_by_label("Use single keys").uncheck()
    spring.page.keyboard.press("Escape")
    for _ in range(2):
        for key in ("l", "k", "?", "h"):
            spring.page.keyboard.press(key)
        assert spring.marked() == ""
        assert spring.page.get_by_role("dialog").count() == 0
        spring.page.reload()
        spring.page.locator("#Player").wait_for()


def test_the_keyboard_alone_reaches_every_sentence(spring: Listener, told: dict[str, Chapter]) -> None:
    """By a selection, by the window, by buttons; and a sentence is no stop of the Tab key."""
    ids = [id_ for id_, *_ in told["spring"].sentences]
    spring.page.evaluate("(id) => getSelection().selectAllChildren(document.getElementById(id))", ids[10])
    spring.page.locator("main").focus()
    spring.page.keyboard.press("Enter")
    assert spring.marked() == ids[10]
    spring.until(spring.playing)
    spring.page.keyboard.press("k")
    spring.until(lambda: not spring.playing())
    here = ids.index(spring.marked())  # a busy machine may have spoken on before it stopped
    spring.button("Next sentence").press("Enter")
    assert spring.marked() == ids[here + 1]
    spring.page.keyboard.press("Shift+Tab")
    spring.page.keyboard.press("Shift+Tab")
    spring.button("Previous sentence").press("Space")
    assert spring.marked() == ids[here]
    spring.page.evaluate("document.querySelector('h2').scrollIntoView()")
    spring.page.keyboard.press("h")
    assert spring.marked() == spring.page.locator("h2 span").first.get_attribute("id")
    stops = spring.page.evaluate("[...document.querySelectorAll('main *')].filter((each) => each.tabIndex >= 0).length")
    assert stops == spring.page.locator("main :is(a[href], button)").count()


def test_the_slider_moves_the_voice_and_is_told_in_words(spring: Listener) -> None:
    slider = spring.page.get_by_role("slider", name="Place in the chapter")
    slider.focus()
    for _ in range(5):
        spring.page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "0:05 of 0:52"
    spring.play()
    assert 5 <= spring.moment() < 6


# --- the page follows the voice


def visible(person: Listener) -> bool:
    return bool(
        person.page.evaluate(
            """() => {
                const place = document.querySelector(".spoken").getBoundingClientRect();
                return place.top >= 0 && place.bottom <= document.querySelector("#Player").getBoundingClientRect().top;
            }"""
        )
    )


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_page_follows_the_voice_until_the_person_scrolls_away(browser: Browser, site: str, motion: Any) -> None:
    options: dict[str, Any] = {"viewport": {"width": 700, "height": 500}, "reduced_motion": motion}
    with listener(browser, f"{site}spring.html", **options) as person:
        person.play()
        for _ in range(9):
            person.page.keyboard.press("l")
        person.until(lambda: visible(person), 0.2 if motion == "reduce" else 3)
        person.page.wait_for_timeout(700)
        person.page.mouse.move(300, 200)
        person.page.mouse.wheel(0, -2000)
        back = person.button("Back to the voice")
        back.wait_for()
        person.page.wait_for_timeout(300)
        there = person.page.evaluate("scrollY")
        before = person.marked()
        person.until(lambda: person.marked() != before)
        person.page.wait_for_timeout(300)
        assert person.page.evaluate("scrollY") == there
        back.click()
        person.until(lambda: visible(person), 3)
        assert back.count() == 0


# --- how it speaks


def test_speed_goes_from_a_half_to_three_with_pitch_kept(spring: Listener) -> None:
    panel = spring.open("Listening")
    for _ in range(30):
        panel.get_by_role("button", name="Slower").click()
    assert panel.get_by_text("0.5×").count() == 1
    for _ in range(40):
        panel.get_by_role("button", name="Faster").click()
    assert panel.get_by_text("3×").count() == 1
    assert spring.said()[-1] == "Speed: 3×"
    spring.play()
    begin, clock = spring.moment(), time.monotonic()
    spring.page.wait_for_timeout(1000)
    assert 2.5 < (spring.moment() - begin) / (time.monotonic() - clock) < 3.5
    assert spring.page.evaluate("document.querySelector('#Player audio').preservesPitch") is True
    spring.page.keyboard.press("<")
    assert spring.said()[-1] == "Speed: 2.9×"
    spring.page.reload()
    assert spring.open("Listening").get_by_text("2.9×").count() == 1


@pytest.mark.parametrize(
    ("box", "passed"),
    [("Skip notes", "section.notes"), ("Skip descriptions of pictures", "section.description, figure img")],
)
def test_notes_and_descriptions_are_passed_over(
    spring: Listener, told: dict[str, Chapter], box: str, passed: str
) -> None:
    within = f"(id) => Boolean(document.getElementById(id).closest({json.dumps(passed)}))"
    ids = [id_ for id_, *_ in told["spring"].sentences]
    unwanted = {id_ for id_ in ids if spring.page.evaluate(within, id_)}
    first = ids.index(next(id_ for id_ in ids if id_ in unwanted))
    spring.open("Listening").get_by_label(box).check()
    spring.page.keyboard.press("Escape")
    assert unwanted
    spring.play()
    spring.seen()
    spring.page.evaluate(
        "(at) => { document.querySelector('#Player audio').currentTime = at }",
        told["spring"].sentences[first - 1][3] - 0.2,
    )
    spring.page.wait_for_timeout(2500)
    heard = {id_ for each in spring.seen() for id_ in each.marked}
    assert heard & unwanted == set()
    assert ids[first - 1] in heard
    assert len(heard) > 1


def test_a_note_that_is_asked_for_is_spoken_although_notes_are_passed_over(spring: Listener) -> None:
    spring.open("Listening").get_by_label("Skip notes").check()
    spring.page.keyboard.press("Escape")
    spring.play()
    note = spring.page.locator("aside span").nth(1)
    note.click()
    spring.page.wait_for_timeout(500)
    assert spring.marked() == note.get_attribute("id")


FAST_CLOCK = """
const now = performance.now.bind(performance);
let ahead = 0;
performance.now = () => now() + ahead;
window.hurry = () => setInterval(() => { ahead += 4000; }, 20);
"""


def test_the_sleep_timer_fades_and_stops_the_voice(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", before=FAST_CLOCK) as person:
        person.play()
        person.open("Listening").get_by_label("Sleep timer").select_option("5 minutes")
        assert person.said()[-1] == "Sleep timer: 5 minutes"
        person.page.evaluate(
            """() => {
                window.hurry();
                const sound = document.querySelector("#Player audio");
                window.softest = 1;
                sound.addEventListener("volumechange", () => {
                    window.softest = Math.min(window.softest, sound.volume);
                });
            }"""
        )
        person.until(lambda: not person.playing())
        assert person.page.evaluate("window.softest") < 0.6
        assert person.page.evaluate("document.querySelector('#Player audio').volume") == 1
        assert person.said()[-1] == "The sleep timer has stopped the voice"


def test_the_sleep_timer_stops_at_the_end_of_the_chapter(spring: Listener, told: dict[str, Chapter]) -> None:
    spring.open("Listening").get_by_label("Sleep timer").select_option("At the end of the chapter")
    spring.play()
    near_the_end(spring, told["spring"])
    spring.until(lambda: not spring.playing())
    spring.page.wait_for_timeout(500)
    assert spring.page.url.endswith("spring.html")
    assert not spring.playing()


def jump(person: Listener, seconds: float) -> None:
    person.page.evaluate("(at) => { document.querySelector('#Player audio').currentTime = at }", seconds)


def near_the_end(person: Listener, chapter: Chapter) -> None:
    jump(person, chapter.length - 0.6)


# --- chapters


def test_the_voice_goes_on_to_the_next_chapter(spring: Listener, told: dict[str, Chapter]) -> None:
    spring.play()
    spring.said()
    near_the_end(spring, told["spring"])
    spring.until(lambda: spring.page.url.endswith("summer.html") and spring.playing())
    spring.until(lambda: spring.marked() == told["summer"].sentences[0][0])
    assert spring.page.title().startswith("Summer")
    assert spring.page.locator(".toc [aria-current=page]").text_content() == "Summer"
    assert spring.said() == ["Summer"]
    spring.page.go_back()
    spring.until(lambda: spring.page.locator("main h1").text_content() == "Spring")


def test_a_link_to_a_chapter_takes_the_voice_along(spring: Listener) -> None:
    spring.play()
    spring.open("Chapters").get_by_role("link", name="Summer").click()
    spring.until(lambda: spring.page.url.endswith("summer.html") and spring.playing())
    assert spring.page.evaluate("document.activeElement.tagName") == "MAIN"
    spring.page.keyboard.press("p")
    spring.until(lambda: spring.page.url.endswith("spring.html") and spring.playing())
    spring.button("Next chapter").click()
    spring.until(lambda: spring.page.url.endswith("summer.html") and spring.playing())
    assert spring.page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_a_chapter_or_a_sound_that_cannot_be_had_is_told_and_tried_again(
    browser: Browser, site: str, told: dict[str, Chapter]
) -> None:
    with listener(browser, f"{site}spring.html", allowed="Failed to load resource") as person:
        person.page.route("**/*.mp3*", lambda route: route.abort())
        person.page.locator(".listen").click()
        person.page.locator("#Player").get_by_text("The sound could not be loaded.").first.wait_for()
        assert person.said()[-1].startswith("The sound could not be loaded.")
        person.page.unroute("**/*.mp3*")
        person.button("Try again").click()
        person.until(lambda: person.playing() and person.moment() > 0.1)
        assert person.button("Try again").count() == 0
        person.page.route("**/summer.html", lambda route: route.abort())
        near_the_end(person, told["spring"])
        person.button("Try again").wait_for()
        person.page.unroute("**/summer.html")
        person.button("Try again").click()
        person.until(lambda: person.page.url.endswith("summer.html") and person.playing())


def test_without_its_times_a_chapter_keeps_the_browsers_own_player(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", allowed="Failed to load resource") as person:
        person.page.route("**/times/*", lambda route: route.abort())
        person.page.reload()
        person.page.locator("#Player").wait_for()
        assert person.page.locator(".sound audio").is_visible()
        assert not person.button("Play").is_visible()
        person.open("Appearance").get_by_label("Dark").check()
        assert person.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_voice_goes_on_where_the_browsers_own_player_is(spring: Listener) -> None:
    """Somebody may be quicker than a slow network."""
    held: list[Route] = []
    spring.page.route("**/times/*", lambda route: held.append(route))
    spring.page.reload()
    spring.page.locator("main h1").click()
    own = "document.querySelector('.sound audio')"
    spring.page.evaluate(f"{own}.play()")
    spring.until(lambda: spring.page.evaluate(f"{own}.currentTime") > 0.3)
    held[0].continue_()
    spring.page.locator("#Player").wait_for()
    spring.until(lambda: spring.playing() and spring.moment() > 0.3)
    assert spring.page.locator(".sound audio").count() == 0


def test_words_of_another_language_than_the_page_are_marked(spring: Listener) -> None:
    def in_nepali(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('<html lang="en"', '<html lang="ne"'))

    spring.page.route("**/spring.html", in_nepali)
    spring.page.reload()
    for name in ("#Player", ".listen"):
        spring.page.locator(name).wait_for()
        assert spring.page.locator(name).get_attribute("lang") == "en"
    assert spring.open("Chapters").locator("ol").get_attribute("lang") == "ne"


@pytest.mark.parametrize("title", ["Words", "Text", "Player"])
def test_a_chapter_may_be_called_what_a_part_of_the_page_is_called(
    browser: Browser, own: Callable[..., str], title: str
) -> None:
    address = own("Words", "Text", "Player")
    with listener(browser, f"{address}{title.lower()}.html") as person:
        person.play()
        assert person.button("Pause").count() == 1
        person.open("Listening").get_by_role("button", name="Faster").click()
        assert person.said()[-1] == "Speed: 1.1×"
        ids = person.page.evaluate("[...document.querySelectorAll('[id]')].map(({id}) => id)")
        assert sorted(ids) == sorted(set(ids))
        assert title.lower() in ids


# --- what is remembered


def test_the_voice_goes_on_where_it_was_after_a_reload(spring: Listener, site: str) -> None:
    spring.play()
    for _ in range(8):
        spring.page.keyboard.press("l")
    spring.page.wait_for_timeout(600)
    spring.button("Pause").click()
    moment, marked = spring.moment(), spring.marked()
    spring.page.reload()
    again = spring.page.get_by_role("button", name="Continue where you were")
    again.wait_for()
    assert spring.marked() == marked
    again.click()
    spring.until(lambda: spring.playing() and spring.moment() > 0)
    assert moment - 0.1 <= spring.moment() < moment + 1
    spring.until(lambda: visible(spring))
    spring.button("Pause").click()
    spring.page.goto(f"{site}summer.html")
    spring.page.locator("#Player").get_by_text("You were in “Spring”.").wait_for()
    spring.page.get_by_role("link", name="Continue where you were").click()
    spring.page.wait_for_url("**/spring.html")
    again.wait_for()


def test_a_place_is_found_again_after_an_edit(spring: Listener) -> None:
    found = spring.page.evaluate(
        """async () => {
            const link = document.querySelector("link[rel=modulepreload][href*='/position-']");
            const {keep, where, timeOf} = await import(link.href);
            const sentence = (id, place) => ({element: {id}, begin: place * 1000, end: place * 1000 + 900});
            const about = {address: "https://x.example/read/a.html", title: "A"};
            const chapter = (...ids) => ({...about, length: ids.length * 1000, sentences: ids.map(sentence)});
            keep("book", chapter("a", "b", "c", "d", "e"), 2, 2400);
            const place = where("book");
            const times = ["abcde", "aabcde", "abde", "de", "xyz"].map((ids) => timeOf(place, chapter(...ids)));
            localStorage.setItem("cjpublish.place.bad", '{"page": "javascript:alert(1)", "sentence": "a"}');
            localStorage.setItem("cjpublish.place.worse", '[1');
            return [times, place.page, where("bad"), where("worse"), where("other")];
        }"""
    )
    assert found == [[2400, 3400, 1900, 0, 2400], "a.html", None, None, None]


def test_everything_works_where_nothing_may_be_remembered(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", before=NO_STORAGE) as person:
        person.play()
        person.page.keyboard.press("l")
        person.page.keyboard.press(">")
        person.open("Appearance").get_by_label("Sepia").check()
        assert person.page.evaluate("document.documentElement.dataset.theme") == "sepia"
        assert person.playing()


def test_the_look_is_remembered_and_there_before_anything_is_painted(spring: Listener) -> None:
    panel = spring.open("Appearance")
    panel.get_by_label("Dark").check()
    panel.get_by_label("Sans serif").check()
    for _ in range(3):
        panel.get_by_role("button", name="Larger text").click()
    panel.get_by_role("button", name="More line spacing").click()
    spring.page.add_init_script(
        """new MutationObserver((_, watcher) => {
            if (!document.body) return;
            const {dataset, style} = document.documentElement;
            window.early = [dataset.theme, dataset.font, style.cssText];
            watcher.disconnect();
        }).observe(document, {subtree: true, childList: true});"""
    )
    spring.page.reload()
    assert spring.page.evaluate("window.early") == ["dark", "sans", "--text-size: 1.3; --line-space: 1.8;"]
    assert spring.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 28)"
    spring.open("Appearance").get_by_role("button", name="As it was made").click()
    spring.page.reload()
    assert spring.page.evaluate("window.early") == [None, None, ""]


# --- for everybody


def test_only_what_a_person_asked_for_is_said(spring: Listener) -> None:
    spring.play()
    spring.page.wait_for_timeout(2500)
    assert len({id_ for each in spring.seen() for id_ in each.marked}) > 1
    assert spring.said() == []
    live = spring.page.locator("[aria-live], [role=status], [role=alert], output")
    assert [each.get_attribute("role") for each in live.all()].count("status") >= 1
    assert spring.page.locator("main [aria-live], main [role=status]").count() == 0


def test_the_keys_of_a_locked_screen_move_the_voice(browser: Browser, site: str, told: dict[str, Chapter]) -> None:
    watch = """
    window.handlers = {};
    const own = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (action, handler) {
      window.handlers[action] = handler;
      own.call(this, action, handler);
    };
    const state = MediaSession.prototype.setPositionState;
    MediaSession.prototype.setPositionState = function (place) { window.place = place; state.call(this, place); };
    """
    with listener(browser, f"{site}spring.html", before=watch) as person:
        page = person.page
        person.play()
        shown = page.evaluate(
            "(({title, album, artwork}) => [title, album, artwork[0].src])(navigator.mediaSession.metadata)"
        )
        assert shown[:2] == ["Spring", "The Kitchen Garden"]
        assert page.evaluate("(address) => fetch(address).then((answer) => answer.ok)", shown[2])
        page.evaluate("window.handlers.seekto({seekTime: 20})")
        person.until(lambda: person.moment() > 20)
        assert page.evaluate("window.place.duration") == pytest.approx(told["spring"].length, abs=0.01)
        page.evaluate("window.handlers.pause()")
        assert not person.playing()
        assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
        page.evaluate("window.handlers.play()")
        person.until(person.playing)
        page.evaluate("window.handlers.nexttrack()")
        person.until(lambda: page.url.endswith("summer.html") and person.playing())


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_with_any_panel_open(browser: Browser, site: str, axe: str, theme: str) -> None:
    memory = f"localStorage.setItem('cjpublish.appearance', JSON.stringify({{theme: {theme!r}}}))"
    with listener(browser, f"{site}spring.html", before=memory, bypass_csp=True) as person:
        page = person.page
        page.evaluate(axe)
        person.play()

        def violations() -> list[str]:
            found = page.evaluate("axe.run({resultTypes: ['violations']})")
            return [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]

        assert violations() == []
        for name in PANELS:
            person.open(name)
            assert violations() == []
            person.shot(f"{name.lower()}-{theme or 'usual'}")
        page.keyboard.press("Escape")
        page.locator("main").focus()
        page.keyboard.press("?")
        assert violations() == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (768, 700), (1440, 900)])
def test_nothing_scrolls_sideways_and_every_control_is_large_enough(
    browser: Browser, site: str, width: int, height: int
) -> None:
    """WCAG 2.2, 1.4.10 and 2.5.8; 1,280 × 1,024 pixels at 400 % are 320 × 256."""
    with listener(browser, f"{site}spring.html", viewport={"width": width, "height": height}) as person:
        person.play()
        for name in PANELS:
            panel = person.open(name)
            assert person.overflow() <= 0
            inside = panel.bounding_box()
            assert inside
            assert inside["x"] >= 0
            assert inside["x"] + inside["width"] <= width
            if height > 256:
                assert inside["y"] >= 0
            person.shot(f"{name.lower()}-{width}-{height}")
            sizes = person.page.evaluate(
                """[...document.querySelectorAll("#Player :is(button, select, .tick, a), .listen")]
                    .map((each) => [each.textContent, each.getBoundingClientRect()])
                    .filter(([, {width}]) => width)
                    .map(([text, {width, height}]) => [text, Math.min(width, height)])"""
            )
            assert [text for text, least in sizes if least < 43.9] == []
        slider = person.page.locator(".place input").bounding_box()
        assert slider
        assert slider["height"] >= 24
        fixed = person.page.evaluate("getComputedStyle(document.querySelector('#Player')).position") == "fixed"
        assert fixed == (height > 256)


def test_no_panel_is_covered_by_a_way_back(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", viewport={"width": 320, "height": 256}) as person:
        person.play()
        person.page.wait_for_timeout(1500)  # in which the page goes to the voice
        person.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        back = person.button("Back to the voice")
        back.wait_for()
        person.open("Listening")
        assert not back.is_visible()
        person.page.keyboard.press("Escape")
        assert back.is_visible()


@pytest.mark.parametrize("width", [320, 1000])
def test_where_text_runs_from_right_to_left_everything_stands_on_the_right(
    browser: Browser, own: Callable[..., str], width: int
) -> None:
    address = own("الربيع", "الصيف", language="ar")
    with listener(browser, f"{address}chapter.html", viewport={"width": width, "height": 700}) as person:
        edge = person.page.evaluate("document.querySelector('h1').getBoundingClientRect().right")
        ends = person.page.evaluate(
            """[...document.querySelectorAll(".sound a")].flatMap((link) => {
                const text = document.createRange();
                text.selectNodeContents(link);
                return [...text.getClientRects()].map(({top, right}) => [Math.round(top), right]);
            })"""
        )
        lines: dict[int, float] = {}
        for top, right in ends:
            lines[top] = max(right, lines.get(top, 0))
        assert len(lines) == (3 if width == 320 else 1)
        assert all(right == pytest.approx(edge, abs=2) for right in lines.values())
        person.page.locator("main").focus()
        person.page.keyboard.press("ArrowLeft")
        person.page.keyboard.press("ArrowLeft")
        second = person.marked()
        person.page.keyboard.press("ArrowRight")
        assert person.marked() not in ("", second)
        person.page.keyboard.press("?")
        assert person.page.get_by_role("row", name="Next sentence").get_by_role("rowheader").inner_text() == "L ←"


def test_the_end_of_the_page_is_not_covered(spring: Listener) -> None:
    spring.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot, bar = (spring.page.locator(name).bounding_box() for name in (".foot", "#Player"))
    assert foot
    assert bar
    assert foot["y"] + foot["height"] <= bar["y"] + 1


def test_a_persons_own_colours_show_what_is_spoken(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", forced_colors="active", color_scheme="dark") as person:
        person.play()
        person.until(lambda: person.marked() != "")
        colours = person.page.evaluate(
            """() => {
                const probe = document.createElement("p");
                probe.style.cssText = "forced-color-adjust: none; background-color: Highlight; color: HighlightText";
                document.body.append(probe);
                const both = [document.querySelector(".spoken"), probe];
                const [marked, wanted] = both.map((each) => getComputedStyle(each));
                return [marked.backgroundColor, wanted.backgroundColor, marked.color, wanted.color];
            }"""
        )
        person.shot("forced")
    assert colours[0] == colours[1]
    assert colours[2] == colours[3]


def test_in_print_there_is_no_player_and_no_mark(spring: Listener) -> None:
    spring.page.keyboard.press("l")
    spring.page.emulate_media(media="print")
    assert not spring.page.locator("#Player").is_visible()
    assert not spring.page.locator(".listen").is_visible()
    assert (
        spring.page.evaluate("getComputedStyle(document.querySelector('.spoken')).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )


def test_without_script_there_is_the_browsers_own_player(browser: Browser, site: str) -> None:
    with listener(browser, f"{site}spring.html", java_script_enabled=False) as person:
        assert person.page.locator(".sound audio[controls]").is_visible()
        assert person.page.locator("main h1").text_content() == "Spring"
        assert person.page.locator("#Player").count() == 0


def test_every_control_says_its_name_in_words(spring: Listener) -> None:
    """A phrase that is missing shows its key."""
    texts = [spring.page.locator("#Player").inner_text()]
    names = "[...document.querySelectorAll('#Player [aria-label]')].map((each) => each.ariaLabel).join('\\n')"
    for name in PANELS:
        texts += [spring.open(name).inner_text(), spring.page.evaluate(names)]
    spring.page.keyboard.press("Escape")
    spring.page.locator("main").focus()
    spring.page.keyboard.press("?")
    texts.append(spring.page.get_by_role("dialog").inner_text())
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    assert len(lines) > 40
    assert [line for line in lines if re.fullmatch(r"[a-z]+(-[a-z]+)*", line)] == []


def test_a_panel_closes_by_escape_and_gives_the_focus_back(spring: Listener) -> None:
    button = spring.button("Appearance")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    spring.page.keyboard.press("Tab")
    assert spring.page.evaluate("document.activeElement.closest('.panel') !== null")
    spring.page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert spring.page.evaluate("document.activeElement.textContent") == "Appearance"
    spring.open("Listening")
    spring.page.mouse.click(300, 100)
    assert spring.page.locator(".panel:not([hidden])").count() == 0
