"""Where a page leads: its own anchors, the files beside it, and servers that learn who reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from cjpublish.checks.check import Check
from cjpublish.checks.web.files import beside
from cjpublish.checks.web.page import Page, some
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

DEAD_ANCHOR = Check(
    "W29",
    "page-dead-anchor",
    Severity.ERROR,
    "A link within the page that leads nowhere",
    "Whoever follows it stays where they are and doesn't learn why.",
    "mend the link, or give the place that it means that id",
    "HTML, 4.6 Links",
)
MISSING_FILE = Check(
    "W30",
    "page-missing-file",
    Severity.WARNING,
    "A file that a page needs is not beside it",
    "Readers see a gap, or a page that says that there is nothing.",
    "put the file there, or mend the reference",
    "HTML, 4.6 Links; 2.4 URLs",
)
REMOTE = Check(
    "W31",
    "page-asks-others",
    Severity.WARNING,
    "A page that loads something from another server",
    "That server learns who reads the page and when, and without a network a part of it is missing.",
    "keep a copy beside the page, or write it into the page",
    "HTML, 4.2.4 The link element; a matter of privacy and of lasting",
)

_LOADED = (
    ("src", ("img", "script", "iframe", "audio", "video", "source", "track", "embed", "input")),
    ("data", ("object",)),
    ("poster", ("video",)),
)
_LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}
_IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s;]+)", re.I)


def check(page: Page) -> Iterator[Finding]:
    """Yield links and references that lead nowhere, and those that ask another server."""
    is_moved = page.root.find(".//base[@href]") is not None
    if not is_moved:
        yield from _anchors(page)
        yield from _files(page)
    yield from _remote(page)


def _anchors(page: Page) -> Iterator[Finding]:
    targets = {*page.root.xpath("//@id"), *page.root.xpath("//a/@name")}
    dead = []
    for link in page.root.xpath("//a[starts-with(@href, '#')] | //area[starts-with(@href, '#')]"):
        target = link.get("href")[1:].partition(":~:")[0]
        # HTML, scrolling to a fragment: the empty one and `top` mean the top. A script looks after `#/…` and `#!…`.
        is_real = target and target.lower() != "top" and not target.startswith(("/", "!"))
        if is_real and target not in targets and unquote(target) not in targets:
            dead.append(link)
    if dead:
        message = f"the link to {dead[0].get('href')[:80]} leads nowhere in this page{some(len(dead))}"
        severity = Severity.WARNING if page.root.find(".//script") is not None else None
        yield DEAD_ANCHOR.found(message, page.place(dead[0]), severity=severity)


def _files(page: Page) -> Iterator[Finding]:
    links = [(each, each.get("href")) for each in page.root.xpath("//a[@href] | //area[@href]")]
    missing: dict[str, Any] = {}
    for element, reference in [*links, *_loaded(page)]:
        file = beside(page.path, reference)
        if file and not os.path.lexists(file):
            missing.setdefault(reference, element)
    if missing:
        reference, element = next(iter(missing.items()))
        yield MISSING_FILE.found(
            f"there is no {reference[:120]} beside the page{some(len(missing))}", page.place(element)
        )


def _remote(page: Page) -> Iterator[Finding]:
    asked: dict[str, Any] = {}
    for element, reference in _loaded(page):
        asked.setdefault(_host(reference), element)
    for element in page.root.xpath("//style | //*[@style]"):
        for reference in _IN_STYLES.findall(f"{element.text or ''} {element.get('style') or ''}"):
            asked.setdefault(_host(reference), element)
    asked.pop("", None)
    if asked:
        shown = ", ".join([*asked][:3]) + (f" and {len(asked) - 3} more" if len(asked) > 3 else "")
        yield REMOTE.found(f"the page loads something from {shown}", page.place(next(iter(asked.values()))))


def _loaded(page: Page) -> Iterator[tuple[Any, str]]:
    """Yield every element that a browser loads something for by itself, with the reference."""
    for attribute, tags in _LOADED:
        for element in page.all(*tags):
            if element.get(attribute):
                yield element, element.get(attribute)
    for element in page.all("link"):
        if element.get("href") and _LOADING_RELATIONS & set((element.get("rel") or "").lower().split()):
            yield element, element.get("href")


def _host(reference: str) -> str:
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("", "http", "https") else ""
