"""The page that tells what a check came to: right, whole, escaped, and usable by everybody (axe, in Chromium)."""

from __future__ import annotations

import math
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as parsed_html
from PIL import Image

import cjpublish
from cjpublish import pipeline, report
from cjpublish.checks import catalogue
from cjpublish.checks.accessibility.claims import Claim
from cjpublish.checks.results import (
    ChapterSound,
    CheckedFile,
    Examination,
    HeardChapter,
    HeardSentence,
    SoundMeasures,
    Unchecked,
)
from cjpublish.errors import Finding, Severity, Source
from cjpublish.report import Told
from cjpublish.report.catalogue_page import catalogue_page
from cjpublish.report.published import Picture
from planted import Good

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCS = Path(__file__).resolve().parents[1] / "docs"
HOSTILE = "<script>alert(1)</script>\x00\ud800\"'&"
ERROR, WARNING, NOTE = Severity


def jpeg(width: int = 300, height: int = 200) -> bytes:
    output = BytesIO()
    Image.new("RGB", (width, height), "#466").save(output, "JPEG")
    return output.getvalue()


def chapter(title: str, begin: float, seconds: float = 185.0) -> ChapterSound:
    beats = [abs(math.sin(index / 9) * math.cos(index / 31)) for index in range(400)]
    return ChapterSound(
        title=title,
        begin=begin,
        seconds=seconds,
        loudness=-16.1,
        rms=-19.0,
        true_peak=-2.04,
        noise=-71.3,
        waveform=tuple((-0.7 * beat, 0.8 * beat) for beat in beats),
        curve=tuple(None if beat < 0.05 else -30 + 15 * beat for beat in beats),
    )


def codes(severity: Severity) -> list[str]:
    return [check.code for check in catalogue().values() if check.severity is severity] or ["M01"]


def findings(many: int = 9) -> tuple[Finding, ...]:
    bad, doubtful, good = (codes(severity)[0] for severity in Severity)
    return (
        Finding(bad, ERROR, "the link to '#summer' leads nowhere", Source("manuscript/01-spring.md", 7, 3), "mend it"),
        *(Finding(doubtful, WARNING, f"link {n} says only 'here'", Source("a.md", n + 1)) for n in range(many)),
        Finding(good, NOTE, "the whole is short"),
    )


def examination(chapters: int = 3, many: int = 9) -> Examination:
    sounds = tuple(chapter(f"Chapter {n}", 185.0 * n) for n in range(chapters))
    sentence = HeardSentence("Ms Nguyễn planted leeks.", "miss new yen planted leaks", 12.5, 3, 4, "Nguyễn: nwin")
    return Examination(
        subject="The Kitchen Garden",
        findings=findings(many),
        unchecked=(Unchecked("Ace: book.epub", "Chromium is not installed", "install chromium"),),
        files=(
            CheckedFile("dist/book.epub", "ebook", 310_000),
            CheckedFile("dist/book.m4b", "m4b", 4_700_000, 185.0 * chapters),
            *(CheckedFile(f"dist/book-mp3/{n:02}.mp3", "mp3", 900_000, 185.0) for n in range(chapters + 2)),
        ),
        sounds=(
            SoundMeasures("dist/book.m4b", 185.0 * chapters, "aac", 22050, 1, 64_000, sounds),
            SoundMeasures("dist/book-mp3/00.mp3", 185.0, "mp3", 22050, 1, 64_000, sounds[:1]),
            SoundMeasures("dist/book-mp3/01.mp3", 185.0, "mp3", 22050, 1, 64_000, sounds[1:2]),
        ),
        heard=(HeardChapter("Chapter 1", "dist/book.m4b", 185.0, 240, 4, (sentence,)),),
        tools=(("EPUBCheck", "5.3.0"),),
    )


def pictures(many: int = 2) -> tuple[Picture, ...]:
    shown = Picture("images/beds.svg", "Spring", jpeg(), "A plan.", "The beds", "Four beds, each with rows.", "de")
    return (shown, replace(shown, alternative=None, caption="", description="")) * (many // 2)


CLAIMS = (
    Claim("accessibilityFeature", "alternativeText", "3 pictures, each with alternative text", True),
    Claim("accessibilityFeature", "pageNavigation", "there is no list of pages", False),
    Claim("accessibilityHazard", "none", "only a person can say", None),
)


def telling(chapters: int = 3, many: int = 9, images: int = 2) -> Told:
    claims = (("dist/book.epub", CLAIMS),)
    return Told(examination(chapters, many), None, None, claims, jpeg(320, 480), "", pictures(images))


def words(page: str) -> str:
    """Return what a page says, without the line breaks and the special spaces."""
    return " ".join(parsed_html.document_fromstring(page.encode()).text_content().split())


def test_the_verdict_is_said_in_words() -> None:
    warned = replace(examination(), findings=findings()[1:])
    fine = replace(examination(), findings=(), unchecked=())
    page = words(report.page(telling()))
    assert "The Kitchen Garden: not fit to publish" in page
    assert "1 error, 9 warnings and 1 note; 1 thing not checked." in page
    verdict = "The Kitchen Garden: fit to publish with warnings, as far as it was checked"
    assert verdict in words(report.page(Told(warned)))
    page = words(report.page(Told(fine)))
    assert "The Kitchen Garden: fit to publish" in page
    assert "Nothing was found in what was checked." in page
    assert "Nothing was left out." in page


def test_what_could_not_be_checked_is_said_and_never_counts_as_passed() -> None:
    page = words(report.page(telling()))
    assert "None of this counts as passed." in page
    assert "Ace: book.epub: Chromium is not installed. To have it checked: install chromium." in page


def test_findings_of_one_check_stand_together_with_reason_remedy_and_clause() -> None:
    root = parsed_html.document_fromstring(report.page(telling()))
    groups = root.xpath("//section[@class='check']")
    assert len(groups) == 3
    check = catalogue()[codes(ERROR)[0]]
    for part in (check.code, check.title, check.why, check.clause):
        assert part in groups[0].text_content()
    assert "manuscript/01-spring.md, line 7, column 3: the link to '#summer' leads nowhere." in groups[0].text_content()
    assert "To mend it: mend it." in groups[0].text_content()
    assert len(groups[1].xpath(".//details//li")) == 4


def test_charts_are_said_in_a_sentence_and_in_figures() -> None:
    root = parsed_html.document_fromstring(report.page(telling()))
    page = words(report.page(telling()))
    assert "Plays for 3:05, from 3:05 in dist/book.m4b." in page
    assert "Its loudness is −16.1 LUFS; any three seconds of it lie between" in page
    assert "Its true peak is −2.0 dBTP, and its quiet parts are at −71.3 dB RMS." in page
    assert "Of 240 words, 4 were heard otherwise than written (1.7 %)." in page
    drawings = root.xpath("//figure//*[local-name()='svg']")
    assert len(drawings) == 6
    assert all(drawing.get("aria-hidden") == "true" and not drawing.text_content() for drawing in drawings)
    figures = root.xpath("//table[caption[contains(., 'in equal parts')]]")
    assert [len(table.xpath(".//tbody/tr")) for table in figures] == [12, 12, 12]


def test_claims_pictures_and_misread_sentences_are_told() -> None:
    page = words(report.page(telling()))
    assert "accessibilityFeature: pageNavigationnoThere is no list of pages." in page
    assert "none: the picture is marked as decorative" in page
    assert "Nguyễn: nwin" in page
    assert "Chapter 1, 0:12 in dist/book.m4b" in page
    assert '<span lang="de">A plan.</span>' in report.page(telling())


def test_a_section_with_nothing_to_show_is_left_out() -> None:
    page = report.page(Told(Examination("book.epub", (), ())))
    assert re.findall('<h2 id="(.*?)"', page) == ["checked", "findings"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert report.page(telling()) == report.page(telling())


def test_whatever_files_say_is_only_text() -> None:
    finding = Finding(HOSTILE, ERROR, HOSTILE, Source(HOSTILE, 1), HOSTILE)
    sentence = HeardSentence(HOSTILE, HOSTILE, 1.0, 2, 2, HOSTILE)
    hostile = Told(
        Examination(
            HOSTILE,
            (finding,),
            (Unchecked(HOSTILE, HOSTILE, HOSTILE),),
            (CheckedFile(HOSTILE, HOSTILE, 1),),
            (SoundMeasures(HOSTILE, 1.0, HOSTILE, 1, 1, 1, (chapter(HOSTILE, 0.0),)),),
            (HeardChapter(HOSTILE, HOSTILE, 0.0, 2, 2, (sentence,)),),
            ((HOSTILE, HOSTILE),),
        ),
        claims=((HOSTILE, (Claim(HOSTILE, HOSTILE, HOSTILE, None),)),),
        cover_text=HOSTILE,
        cover=b"\xff\xd8",
        pictures=(Picture(HOSTILE, HOSTILE, b"<svg", HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    )
    page = report.page(hostile)
    page.encode("utf-8")
    root = parsed_html.document_fromstring(page)
    assert not root.xpath("//script")
    assert {name for element in root.iter("*") for name in element.attrib if name.startswith("on")} == set()
    assert "\x00" not in page


@pytest.mark.parametrize(("chapters", "many", "images"), [(60, 500, 120), (400, 20_000, 2)])
def test_a_long_report_stays_small(chapters: int, many: int, images: int) -> None:
    assert len(report.page(telling(chapters, many, images)).encode()) < 3_000_000


def test_a_report_of_an_article_is_quick() -> None:
    told = telling(10)
    report.page(told)
    times = []
    for _ in range(5):
        begin = time.process_time()
        report.page(told)
        times.append(time.process_time() - begin)
    assert min(times) < 0.06


def test_silence_and_missing_levels_are_said() -> None:
    silent = ChapterSound("Nothing", 0.0, 3.0, None, None, None, None, ((0.0, 0.0),) * 5, (None,) * 5)
    sounds = (SoundMeasures("a.mp3", 3.0, "mp3", 22050, 1, 64_000, (silent,)),)
    page = words(report.page(Told(Examination("a.mp3", (), (), sounds=sounds))))
    assert "It is silent throughout." in page
    assert "no quiet part" in page


def test_the_garden_is_told_with_its_editions_pictures_and_claims(good: Good) -> None:
    folder, cache = good.publication(), good.built.parent / "cache"
    publication = pipeline.read(folder)
    plan = pipeline.plan(publication, cache=cache).plan
    checked = cjpublish.check(folder, cache=cache, tools=False, sound=False).examination
    files = {file.name: folder / file.name for file in checked.files}
    told = report.told(checked, publication, plan, files)
    assert told.cover.startswith(b"\xff\xd8")
    assert [name for name, _ in told.claims] == [file.name for file in checked.files if file.kind == "ebook"]
    page = report.page(told)
    root = parsed_html.document_fromstring(page)
    assert {"checked", "editions", "findings", "claims", "pictures"} <= {h2.get("id") for h2 in root.iter("h2")}
    assert all(image.get("src").startswith("data:image/") for image in root.iter("img"))
    for picture in told.pictures:
        assert picture.alternative is None or picture.alternative in root.text_content()


def test_thumbnails_have_only_so_much_room(garden: Path) -> None:
    large = report.told(Examination("a", (), ()), pipeline.read(garden), None, {}, lambda _: bytes(1_000_000))
    assert [bool(picture.thumbnail) for picture in large.pictures] == [True, False]
    assert "This page does not show the picture" in report.page(large)


def test_lexicon_entries_that_are_used_are_told(good: Good) -> None:
    lexicon = "straw: stror\nzucchini: zoo\n"
    publication = pipeline.read(good.manuscript({"voices/lexicon.en.yaml": lexicon}))
    plan = pipeline.plan(publication, cache=good.folder / "cache").plan
    page = words(report.page(report.told(Examination("a", (), ()), publication, plan, {})))
    assert "strawstrornone given2voices/lexicon.en.yaml:1" in page
    assert "zucchini" not in page


def test_a_foreign_file_alone_is_told(good: Good) -> None:
    file = good.edition().rename(good.folder / "some book.epub")
    checked = cjpublish.check(file, cache=good.folder / "cache", tools=False, sound=False).examination
    told = report.told(checked, None, None, {each.name: file for each in checked.files})
    assert len(told.pictures) >= 2
    assert all(picture.thumbnail for picture in told.pictures)
    assert told.cover
    assert "some book.epub" in report.page(told)


def test_a_thumbnail_is_small_and_what_is_no_picture_has_none(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(jpeg(3000, 2000))
    assert Image.open(BytesIO(report.thumbnail(file))).size == (480, 320)
    file.write_bytes(b"\x89PNG\r\n\x1a\n nothing more")
    assert report.thumbnail(file) == b""
    file.write_bytes(b"PK\x03\x04 nothing more")
    assert report.thumbnail(file) == b""
    file.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    assert report.thumbnail(file) == b""


def test_the_page_of_all_checks_is_what_the_program_makes() -> None:
    assert (DOCS / "checks.md").read_text(encoding="utf-8") == catalogue_page(), (
        "run: python -m cjpublish.report.catalogue_page > docs/checks.md"
    )


# --- in Chromium ------------------------------------------------------------------------------------------------------


@contextmanager
def shown(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    """Open a report; fail where it asks for anything but itself, or the page has an error."""
    page = browser.new_page(**options)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    try:
        page.goto(file.as_uri())
        yield page
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        assert not faults
    finally:
        page.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(report.page(telling()), encoding="utf-8")
    return file


def shot(page: Page, name: str) -> None:
    folder = Path(os.environ.get("CJPUBLISH_SHOTS") or Path(tempfile.gettempdir()) / "cjpublish-report")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"report-{name}.png", full_page=True)


LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "light": ({"color_scheme": "light", "viewport": {"width": 1100, "height": 800}}, {}),
    "dark": ({"color_scheme": "dark", "viewport": {"width": 1100, "height": 800}}, {}),
    "narrow": ({"color_scheme": "light", "viewport": {"width": 320, "height": 640}}, {}),
    "print": ({"color_scheme": "dark", "viewport": {"width": 800, "height": 800}}, {"media": "print"}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(browser: Browser, axe: str, file: Path, look: str) -> None:
    assert_accessible(browser, axe, file, look)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_the_report_of_a_real_publication(
    browser: Browser, axe: str, good: Good, look: str
) -> None:
    cache = good.built.parent / "cache"
    file = cjpublish.check(good.publication(), cache=cache, tools=False, sound=False).report
    assert file is not None
    assert_accessible(browser, axe, file, look, "real-")


def assert_accessible(browser: Browser, axe: str, file: Path, look: str, name: str = "") -> None:
    options, media = LOOKS[look]
    with shown(browser, file, bypass_csp=True, **options) as page:
        page.emulate_media(**media)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        shot(page, name + look)
        page.evaluate(axe)
        found = page.evaluate("axe.run()")
    violations = [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found["violations"]]
    assert not violations
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("width", [320, 640, 780])
def test_nothing_is_wider_than_a_narrow_window(browser: Browser, file: Path, width: int) -> None:
    """At 320 CSS pixels, which is 1280 at 400 % (WCAG 2.2, 1.4.10), nothing scrolls sideways, tables neither."""
    with shown(browser, file, viewport={"width": width, "height": 640}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        outside = page.evaluate(
            "[...document.querySelectorAll('main *')]"
            ".filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
            ".map(each => each.outerHTML.slice(0, 80))"
        )
        assert not outside


def test_a_table_of_blocks_is_still_a_table_and_names_its_cells(browser: Browser, file: Path) -> None:
    with shown(browser, file, viewport={"width": 360, "height": 640}) as page:
        table = page.get_by_role("table", name="Every chapter in figures")
        assert table.get_by_role("columnheader").count() == table.get_by_role("row").nth(1).locator("th, td").count()
        cell = table.get_by_role("cell").first
        assert cell.evaluate("each => getComputedStyle(each).display") == "block"
        assert cell.evaluate("each => getComputedStyle(each, '::before').content").startswith('"Plays for: "')
        assert table.get_by_role("rowheader").first.evaluate("each => each.offsetWidth") > 300


def test_the_page_needs_no_script_and_prints_what_is_folded(browser: Browser, file: Path) -> None:
    with shown(browser, file, java_script_enabled=False) as page:
        assert page.get_by_role("heading", level=1).inner_text() == "The Kitchen Garden: not fit to publish"
        folded = page.get_by_text("link 7 says only 'here'", exact=False)
        assert not folded.is_visible()
        page.get_by_text("4 more places").click()
        assert folded.is_visible()
        page.get_by_text("4 more places").click()
        page.emulate_media(media="print")
        assert folded.is_visible()


def test_every_link_of_the_page_leads_somewhere(browser: Browser, file: Path) -> None:
    with shown(browser, file) as page:
        dead = "[...document.links].filter(each => !document.getElementById(each.hash.slice(1))).map(each => each.href)"
        assert not page.evaluate(dead)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "A"
