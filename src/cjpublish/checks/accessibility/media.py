"""Sound, film and frames in the pages, and page breaks: whether everyone can follow, stop and name them."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.accessibility.evidence import said
from cjpublish.checks.accessibility.pages import Page, found_on, hidden, named
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_CAPTIONS = Check(
    "A41",
    "film-without-captions",
    Severity.WARNING,
    "A film without captions",
    "Someone who can't hear misses what is said in it.",
    'add a `track kind="captions"`, or claim `openCaptions` where they are part of the picture',
    "WCAG 2.2, 1.2.2 Captions (Prerecorded) (A)",
)
UNSTOPPABLE = Check(
    "A42",
    "media-without-controls",
    Severity.WARNING,
    "Sound or film that a reader can't stop",
    "What starts by itself drowns the voice of a screen reader, and without controls nobody can stop it.",
    "add `controls` and take `autoplay` out",
    "WCAG 2.2, 1.4.2 Audio Control (A); 2.1.1 Keyboard (A)",
)
FRAME = Check(
    "A43",
    "frame-without-title",
    Severity.WARNING,
    "A frame without a title",
    "Nobody who can't see it knows what the frame holds before going into it.",
    "give the iframe a `title`",
    "WCAG 2.2, 4.1.2 Name, Role, Value (A), technique H64",
)
PAGE_BREAK = Check(
    "A44",
    "page-break-without-number",
    Severity.WARNING,
    "A page break that does not say which page it is",
    "Assistive technology tells of a page break and can't say which page begins.",
    "write the page's number as the mark's `aria-label`",
    "EPUB Accessibility 1.1, 3.4.1.3.3 Page breaks",
)


def check(ebook: Ebook, found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every film, sound, frame and page break."""
    in_the_picture = "openCaptions" in {meta.value for meta in said(ebook, "accessibilityFeature")}
    for page in found:
        films = [film for film in page.of("video") if film.get("muted") is None and not in_the_picture]
        mute = [
            film for film in films if not any(t.get("kind") in {"captions", "subtitles"} for t in film.iter("{*}track"))
        ]
        yield from found_on(page, NO_CAPTIONS, mute, "a film has no captions")
        steered = page.of("script", "epub:trigger")
        scripted = any(True for _ in steered)
        wild = [
            one
            for one in page.of("audio", "video")
            if (one.get("autoplay") is not None and one.get("muted") is None)
            or (one.get("controls") is None and not scripted and not hidden(one))
        ]
        yield from found_on(page, UNSTOPPABLE, wild, "sound or film starts by itself or has no controls")
        frames = [frame for frame in page.of("iframe") if not hidden(frame) and not named(frame, page)]
        yield from found_on(page, FRAME, frames, "a frame has no title")
        nameless = [mark for mark in page.of_kind("pagebreak") if not named(mark, page)]
        yield from found_on(page, PAGE_BREAK, nameless, "a page break has no number")
