"""What a page says of itself and how it is built: language, title, headings, main part, ids, view on small screens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cjpublish.checks.check import Check
from cjpublish.checks.web.page import Page, some
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

PAGE_LANGUAGE = Check(
    "W20",
    "page-language",
    Severity.ERROR,
    "A page without its language",
    "A screen reader reads it with the wrong voice, and a browser hyphenates it by the wrong rules.",
    'name the language in the first element: <html lang="en">',
    "WCAG 2.2, 3.1.1 Language of Page (A)",
)
PAGE_TITLE = Check(
    "W21",
    "page-title",
    Severity.ERROR,
    "A page without a title",
    "It is the first thing that a screen reader says, and the name of the tab and the bookmark.",
    "write a <title> in the page's head",
    "WCAG 2.2, 2.4.2 Page Titled (A)",
)
PAGE_HEADINGS = Check(
    "W22",
    "page-headings",
    Severity.WARNING,
    "Headings without a first one, or with a gap",
    "People who can't see the page find their way by its headings and think that something is missing.",
    "begin with one <h1>, and go down one level at a time",
    "WCAG 2.2, 1.3.1 Info and Relationships (A); technique G141",
)
PAGE_IDS = Check(
    "W23",
    "page-duplicate-id",
    Severity.WARNING,
    "Two elements with one id",
    "Links, labels and scripts find only the first.",
    "give each element an id of its own",
    "HTML, 3.2.6 Global attributes (id)",
)
PAGE_MAIN = Check(
    "W24",
    "page-main",
    Severity.WARNING,
    "A page without a main part",
    "People who use a screen reader can't jump to what the page is about.",
    "put what the page is about into <main>",
    "WCAG 2.2, 2.4.1 Bypass Blocks (A); technique ARIA11",
)
PAGE_VIEWPORT = Check(
    "W25",
    "page-viewport",
    Severity.WARNING,
    "A page that does not fit a small screen",
    "A phone shows it as wide as a desk's screen, with letters too small to read.",
    'write <meta name="viewport" content="width=device-width, initial-scale=1"> in the page\'s head',
    "WCAG 2.2, 1.4.10 Reflow (AA)",
)
PAGE_ZOOM = Check(
    "W26",
    "page-zoom",
    Severity.ERROR,
    "A page that can't be enlarged",
    "People who see little can't make the text larger.",
    "remove user-scalable and maximum-scale from the viewport",
    "WCAG 2.2, 1.4.4 Resize Text (AA)",
)

_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)\b|maximum-scale\s*=\s*(?:0|1)(?:\.\d*)?\s*(?:[,;]|$)", re.I)


def check(page: Page) -> Iterator[Finding]:
    """Yield what is wrong with a page's frame."""
    yield from _about(page)
    yield from _headings(page)
    yield from _ids(page)
    if not page.root.xpath("boolean(//main | //*[@role='main'])"):
        yield PAGE_MAIN.found("no part of the page is marked as its main one", page.place())


def _about(page: Page) -> Iterator[Finding]:
    if not (page.root.get("lang") or page.root.get("xml:lang") or "").strip():
        yield PAGE_LANGUAGE.found("the page does not say in which language it is", page.place(page.root))
    if not "".join(page.root.xpath("/html/head/title[1]//text()")).strip():
        yield PAGE_TITLE.found("the page has no title", page.place())
    viewports = [each for each in page.all("meta") if (each.get("name") or "").strip().lower() == "viewport"]
    if not viewports:
        yield PAGE_VIEWPORT.found("the page does not say that it fits the width of a screen", page.place())
    for viewport in viewports:
        if _NO_ZOOM.search(viewport.get("content") or ""):
            yield PAGE_ZOOM.found("the page forbids to enlarge it", page.place(viewport))


def _headings(page: Page) -> Iterator[Finding]:
    levels = [(level, each) for each in page.root.iter() if (level := _level(each))]
    if not any(level == 1 for level, _ in levels):
        yield PAGE_HEADINGS.found("the page has no heading of the first level", page.place())
    gaps = [(above, below, each) for (above, _), (below, each) in pairwise(levels) if below > above + 1]
    if gaps:
        above, below, each = gaps[0]
        message = f"a heading of level {below} follows one of level {above}{some(len(gaps))}"
        yield PAGE_HEADINGS.found(message, page.place(each))


def _level(element: Any) -> int:
    """Return an element's level as a heading; 0 where it is none."""
    if not isinstance(element.tag, str):
        return 0
    role = element.get("role")
    if role == "heading":
        level = element.get("aria-level") or "2"  # WAI-ARIA 1.2, heading
        return int(level) if level.isascii() and level.isdigit() else 0
    is_heading = re.fullmatch("h[1-6]", element.tag) and role in (None, "")
    return int(element.tag[1]) if is_heading else 0


def _ids(page: Page) -> Iterator[Finding]:
    elements = page.root.xpath("//*[@id]")
    counts = Counter(each.get("id") for each in elements)
    twice = [name for name, count in counts.items() if name.strip() and count > 1]
    if twice:
        second = [each for each in elements if each.get("id") == twice[0]][1]
        message = f"the id {twice[0][:60]} is given to {counts[twice[0]]} elements{some(len(twice))}"
        yield PAGE_IDS.found(message, page.place(second))
