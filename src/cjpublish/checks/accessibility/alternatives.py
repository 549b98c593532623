"""What stands in for pictures: missing, no text at all, or at odds with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.accessibility.evidence import Evidence
from cjpublish.checks.accessibility.pages import Page, found_on, kinds
from cjpublish.checks.accessibility.pictures import State
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_ALT = Check(
    "A29",
    "no-alternative-text",
    Severity.ERROR,
    "A picture without alternative text",
    "Someone who can't see the picture hears its file name, or is not told that there is one.",
    'write what the picture says as its `alt`; if it says nothing, write `alt="" role="presentation"`',
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
NO_TEXT = Check(
    "A30",
    "alternative-text-is-none",
    Severity.WARNING,
    "Alternative text that says nothing",
    "A file name or the word 'image' is read aloud in place of what the picture shows.",
    "write what the picture says",
    "WCAG 2.2, 1.1.1 Non-text Content (A), failure F30",
)
BOTH = Check(
    "A31",
    "decorative-with-text",
    Severity.WARNING,
    "A picture said to be decoration that has a text",
    "Some readers are told of it and others are not, so that nobody knows whether it matters.",
    "take the text out if it is decoration, else take `role` out and write the text as `alt`",
    "WCAG 2.2, 1.1.1 Non-text Content (A), failure F39",
)
DRAWING = Check(
    "A32",
    "drawing-without-name",
    Severity.WARNING,
    "A drawing without a text in its place",
    "A drawing in the page (svg) has no alt: without a title or a label nobody is told what it shows.",
    'give the svg `role="img"` and an `aria-label`, or `aria-hidden="true"` if it is decoration',
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
_FILE = re.compile(r"[^\s/]+\.(?:jpe?g|png|gif|svg|webp|tiff?|bmp)", re.I)
_PLACEHOLDERS = frozenset({
    "alt", "alt text", "figure", "graphic", "illustration", "image", "img", "photo", "photograph", "picture",
    "placeholder", "todo", "untitled",
})  # fmt: skip


def check(seen: Evidence) -> Iterator[Finding]:
    """Look at every picture's alternative text."""
    by_page: dict[str, tuple[Page, list[int]]] = {}
    for number, picture in enumerate(seen.pictures):
        by_page.setdefault(picture.page.item.name, (picture.page, []))[1].append(number)
    for page, numbers in by_page.values():
        here = [seen.pictures[number] for number in numbers]
        nameless = [one for one in here if one.state is State.NAMELESS]
        images = [one.element for one in nameless if one.element.tag.endswith("img")]
        yield from found_on(page, NO_ALT, images, f"the picture {_file(images[0])} has no alt" if images else "")
        drawings = [one.element for one in nameless if not one.element.tag.endswith("img")]
        only_cover = all(one.cover for one in nameless)
        yield from found_on(
            page, DRAWING, drawings, "a drawing (svg) has no title and no label", Severity.NOTE if only_cover else None
        )
        yield from _texts(page)


def _texts(page: Page) -> Iterator[Finding]:
    for element in page.of("img"):
        alt = (element.get("alt") or "").strip()
        if alt and (_FILE.fullmatch(alt) or (page.english and alt.lower().rstrip(".") in _PLACEHOLDERS)):
            yield NO_TEXT.found(f"the alternative text of {_file(element)} is '{alt}'", page.place(element))
        named = [name for name in ("title", "aria-label", "aria-labelledby") if (element.get(name) or "").strip()]
        decorative = kinds(element) & {"presentation", "none"}
        if decorative and (alt or named):
            yield BOTH.found(f"the picture {_file(element)} is presentation, but has a text", page.place(element))
        elif element.get("alt") is not None and not alt and named:
            yield BOTH.found(f"the picture {_file(element)} has an empty alt, but a {named[0]}", page.place(element))


def _file(element: object) -> str:
    source: str = element.get("src") or ""  # type: ignore[attr-defined]
    return source.rsplit("/", 1)[-1] or "without a file"
