"""DAISY 2.02 talking books: the navigation control centre, the SMIL files, and what they refer to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjpublish.artifacts import clock
from cjpublish.artifacts.ebook import resolved
from cjpublish.checks.check import Check
from cjpublish.checks.web.clips import Clip, clips
from cjpublish.checks.web.page import some
from cjpublish.checks.web.unreadable import unreadable
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.importers import Original, archive
from cjpublish.importers.xml import parse

__all__ = ["check"]

METADATA = Check(
    "W60",
    "daisy-metadata",
    Severity.ERROR,
    "A talking book that lacks what its ncc.html must say",
    "A player refuses the book, or can't say what it is and how long it lasts.",
    "add the missing <meta> elements to ncc.html",
    "DAISY 2.02, NCC metadata",
)
REFERENCES = Check(
    "W61",
    "daisy-reference",
    Severity.ERROR,
    "A talking book that refers to something that is not in it",
    "The player stops there, or skips a part of the book.",
    "put the file into the book, or mend the reference",
    "DAISY 2.02, NCC and SMIL",
)
TIMES = Check(
    "W62",
    "daisy-times",
    Severity.WARNING,
    "A talking book whose times don't add up",
    "A player says the wrong time left, or leaves something out.",
    "make the book once more from its sound",
    "DAISY 2.02, NCC metadata (ncc:totalTime) and SMIL",
)

_REQUIRED = (
    "dc:title",
    "dc:creator",
    "dc:date",
    "dc:format",
    "dc:identifier",
    "dc:language",
    "dc:publisher",
    "ncc:charset",
    "ncc:pageFront",
    "ncc:pageNormal",
    "ncc:pageSpecial",
    "ncc:tocItems",
    "ncc:totalTime",
)
_SLACK = 2.0
"""Seconds by which a stated time may differ, and a hundredth of it besides: pauses between clips may not be counted."""


@dataclass(frozen=True, slots=True)
class _Book:
    original: Original
    files: archive.Archive
    ncc: str
    """The name of its ncc.html in the archive."""
    roots: dict[str, Any] = field(default_factory=dict)
    """Every document that was parsed, by name."""
    names: dict[str, set[str]] = field(default_factory=dict)
    """The ids of each document that was asked for them."""

    def place(self, name: str, element: Any = None) -> Source:
        line = (element.sourceline or 0) if element is not None else 0
        return Source(f"{self.original.name}/{name}", line)

    def root(self, name: str) -> Any:
        if name not in self.roots:
            self.roots[name] = parse(self.files.read(name), self.original, name)
        return self.roots[name]

    def has(self, base: str, reference: str) -> bool:
        """Return whether a reference in the file `base` leads to a file, and to an element where it names one."""
        name, fragment = resolved(base, reference)
        if not self.files.has(name):
            return False
        is_markup = name.lower().endswith((".html", ".htm", ".smil"))
        return not fragment or not is_markup or fragment in self.ids(name)

    def ids(self, name: str) -> set[str]:
        if name not in self.names:
            self.names[name] = {each.get("id") for each in self.root(name).iter() if each.get("id")}
        return self.names[name]


def check(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a DAISY 2.02 talking book in a ZIP archive."""
    original = Original(path, name)
    try:
        with archive.opened(original) as files:
            ncc = min((each for each in files.names if posixpath.basename(each).lower() == "ncc.html"), key=len)
            book = _Book(original, files, ncc)
            yield from _metadata(book)
            yield from _looked_at(book)
    except InputError as error:
        yield from unreadable(error)
    except ValueError as error:
        yield from unreadable(f"the book can't be read: {error}", Source(name))


def _metadata(book: _Book) -> Iterator[Finding]:
    said = _said(book.root(book.ncc))
    missing = [each for each in _REQUIRED if not said.get(each.lower())]
    if missing:
        yield METADATA.found(f"ncc.html does not say {', '.join(missing)}", book.place(book.ncc))


def _looked_at(book: _Book) -> Iterator[Finding]:
    links = [each for each in book.root(book.ncc).iter("{*}a") if each.get("href")]
    dead = [(book.ncc, each, each.get("href")) for each in links if not book.has(book.ncc, each.get("href"))]
    names = dict.fromkeys(resolved(book.ncc, each.get("href"))[0] for each in links)
    smils = [name for name in names if name.lower().endswith(".smil") and book.files.has(name)]
    heard: list[Clip] = []
    wrong: list[tuple[str, Any, str]] = []
    for smil in smils:
        root = book.root(smil)
        for each in (*root.iter("{*}text"), *root.iter("{*}audio")):
            if not book.has(smil, each.get("src") or ""):
                dead.append((smil, each, each.get("src") or "nothing"))
        own = list(clips(root))
        wrong += [(smil, clip.element, "a clip ends before it begins") for clip in own if clip.end <= clip.begin]
        wrong += _stated(smil, _said(root).get("ncc:timeinthissmil", ""), own)
        heard += own
    if dead:
        place, element, reference = dead[0]
        message = f"{reference[:80]} is not in the book{some(len(dead))}"
        yield REFERENCES.found(message, book.place(place, element))
    wrong += _stated(book.ncc, _said(book.root(book.ncc)).get("ncc:totaltime", ""), heard)
    if wrong:
        place, element, message = wrong[0]
        yield TIMES.found(f"{message}{some(len(wrong))}", book.place(place, element))


def _stated(name: str, stated: str, heard: list[Clip]) -> list[tuple[str, Any, str]]:
    """Return where a file states another time than its clips take together."""
    seconds, played = clock.seconds(stated), sum(clip.end - clip.begin for clip in heard)
    if seconds is None or not heard or abs(seconds - played) <= _SLACK + played / 100:
        return []
    return [(name, None, f"the time is given as {seconds:.0f} s, and the clips take {played:.0f} s")]


def _said(root: Any) -> dict[str, str]:
    return {(each.get("name") or "").lower(): (each.get("content") or "").strip() for each in root.iter("{*}meta")}
