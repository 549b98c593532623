"""Pictures, sound and films in a page: whether there are words for those who can't see or hear them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cjpublish.checks.check import Check
from cjpublish.checks.web.page import Page, some
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

PAGE_ALT = Check(
    "W27",
    "page-picture-without-alt",
    Severity.ERROR,
    "A picture without alternative text",
    "A screen reader says the file's name, or nothing.",
    'say in alt what the picture shows, or write alt="" where it only decorates',
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
PAGE_MEDIA = Check(
    "W28",
    "page-media-without-text",
    Severity.WARNING,
    "Sound or a film without its text",
    "People who can't hear it don't learn what is said.",
    "add a <track> with captions, or link the transcript and name it with aria-details",
    "WCAG 2.2, 1.2.1 Audio-only and Video-only (Prerecorded) (A); 1.2.2 Captions (Prerecorded) (A)",
)

_HIDDEN = "ancestor-or-self::*[@aria-hidden='true' or @hidden]"
_NAMED = ("aria-label", "aria-labelledby", "title")
_DESCRIBED = ("aria-details", "aria-describedby")
_TRANSCRIPT = re.compile(r"transcript|\.(?:vtt|srt)\b", re.I)
_ENOUGH = 150
"""Words of a page that may be the text of its sound itself."""


def check(page: Page) -> Iterator[Finding]:
    """Yield pictures, sound and films without words."""
    images = page.all("img") + [each for each in page.all("input") if (each.get("type") or "").lower() == "image"]
    silent = [each for each in images if each.get("alt") is None and not _is_excused(each)]
    if silent:
        message = f"the picture {_name(silent[0])} has no alternative text{some(len(silent))}"
        yield PAGE_ALT.found(message, page.place(silent[0]))
    media = [each for each in page.all("audio", "video") if each.get("muted") is None and not _has_text(each)]
    if media and not _tells(page):
        what = "sound" if media[0].tag == "audio" else "film"
        message = f"the {what} {_name(media[0])} has neither captions nor a transcript{some(len(media))}"
        yield PAGE_MEDIA.found(message, page.place(media[0]))


def _is_excused(image: Any) -> bool:
    is_decorative = image.get("role") in ("presentation", "none")
    return is_decorative or any(image.get(name) for name in _NAMED) or bool(image.xpath(_HIDDEN))


def _has_text(element: Any) -> bool:
    return element.find(".//track") is not None or any(element.get(name) for name in _DESCRIBED)


def _tells(page: Page) -> bool:
    """Return whether a page links a transcript, or has so much text that it may be one."""
    links = page.root.xpath("//a[@href]")
    is_linked = any(_TRANSCRIPT.search(f"{link.get('href')} {''.join(link.itertext())}") for link in links)
    words = " ".join(page.root.xpath("//body//text()[not(ancestor::script or ancestor::style)]")).split()
    return is_linked or len(words) > _ENOUGH


def _name(element: Any) -> str:
    source = element.find("source")
    name = element.get("src") or (source.get("src") if source is not None else None) or "without a source"
    return "in the page itself" if name.startswith("data:") else str(name)[:80]
