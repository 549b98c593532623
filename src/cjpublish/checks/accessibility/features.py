"""What the book says of each feature that may be claimed: a sentence of evidence, and whether the claim holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cjpublish.checks.accessibility.evidence import HEADINGS, Evidence, counted, there
from cjpublish.checks.accessibility.pages import style_sheets, text_of
from cjpublish.checks.accessibility.pictures import State

__all__ = ["FEATURES_SEEN", "Judged"]

Judged = tuple[str, bool | None]
"""A plain sentence of evidence without its full stop, and whether the claim holds; None where only a person can say."""


def _alternative_text(seen: Evidence) -> Judged:
    decorative = len(seen.state(State.DECORATIVE))
    described = len(seen.state(State.DESCRIBED))
    missing = seen.state(State.EMPTY, State.NAMELESS)
    all_that_count = described + len(missing)
    if not all_that_count:
        return f"there is no picture that needs alternative text ({counted(decorative, 'decorative picture')})", True
    besides = f", {decorative} more {'is' if decorative == 1 else 'are'} decorative" if decorative else ""
    have = "has" if all_that_count == 1 else "have"
    return f"{described} of {counted(all_that_count, 'picture')} {have} alternative text{besides}", not missing


def _long_description(seen: Evidence) -> Judged:
    pointers = [
        element for page in seen.pages for element in page.having("aria-details", "aria-describedby", "longdesc")
    ]
    if pointers:
        what = counted(len(pointers), "picture or table leads", "pictures or tables lead")
        return f"{what} to a long description", True
    told = any(page.root.xpath("boolean(//*[contains(@class, 'descri')])") for page in seen.pages)
    if told or seen.count("details"):
        return "parts of the text may be long descriptions, but no picture points to one", None
    return "no picture, table or formula leads to a long description", False


def _page_breaks(seen: Evidence) -> Judged:
    return f"the text has {counted(seen.page_breaks, 'mark of a page break', 'marks of page breaks')}", bool(
        seen.page_breaks
    )


def _page_list(seen: Evidence) -> Judged:
    if not seen.page_list:
        return "there is no list of pages", False
    return f"the list of pages has {counted(seen.page_list, 'entry', 'entries')}", True


def _synchronized(seen: Evidence) -> Judged:
    heard = seen.narration
    if not heard.overlays:
        return "no document has a Media Overlay", False
    if heard.silent:
        silent = counted(len(heard.silent), "passage is", "passages are")
        return f"{heard.passages:,} passages are narrated and {silent} not", False
    return f"every one of {counted(heard.passages, 'passage')} of visible text is narrated", True


def _headings(seen: Evidence) -> Judged:
    return there(seen.headings, "heading"), bool(seen.headings)


def _toc(seen: Evidence) -> Judged:
    if not seen.toc:
        return "there is no table of contents with links", False
    return f"the table of contents has {counted(len(seen.toc), 'link')}", True


def _reading_order(seen: Evidence) -> Judged:
    order = {ref.item.name: number for number, ref in enumerate(seen.ebook.spine) if ref.linear}
    listed = {name for name, _ in seen.toc} & set(order)
    lines = {
        (page.item.name, name): line
        for page in seen.pages
        if page.item.name in listed
        for line, name in enumerate(page.ids)
    }
    places = [
        (order[name], lines.get((name, fragment), -1))
        for name, fragment in seen.toc
        if name in listed and (not fragment or (name, fragment) in lines)
    ]
    if places != sorted(places):
        return "the table of contents has another order than the text", False
    return "the order of the text is that of the table of contents" if places else "there is one order of reading", True


def _index(seen: Evidence) -> Judged:
    marked = any(page.of_kind("index") or "index" in page.item.name.lower() for page in seen.pages)
    headings = (text_of(heading) for page in seen.pages for heading in page.of(*HEADINGS))
    if marked or any("index" in heading.lower() for heading in headings):
        return "there is an index", True
    in_english = all(page.english for page in seen.pages)
    return "no part of the book is marked up or named as an index", False if in_english else None


def _display(seen: Evidence) -> Judged:
    if seen.fixed:
        return "pages have a fixed layout, whose text can't be set in another size or font", False
    if not seen.words and seen.pictures:
        return "the book has no text, only pictures", False
    return "all text is text and reflows; the layout is not fixed", True


def _unlocked(seen: Evidence) -> Judged:
    if seen.locked:
        return f"{seen.locked} tells of encryption", False
    return "no file is encrypted", True


def _aria(seen: Evidence) -> Judged:
    roles = sum(
        1
        for page in seen.pages
        for element in page.having("role")
        if element.get("role", "").strip() not in {"", "presentation", "none"}
    )
    return there(roles, "ARIA role"), bool(roles)


def _mathml(seen: Evidence) -> Judged:
    number = seen.count("math:math")
    return f"{there(number, 'formula', 'formulas')} in MathML", bool(number)


def _ruby(seen: Evidence) -> Judged:
    number = seen.count("ruby")
    return there(number, "ruby annotation"), bool(number)


def _tts(seen: Evidence) -> Judged:
    marked = sum(len(page.having("ssml:ph", "ssml:alphabet")) for page in seen.pages)
    lexicons = sum(item.media_type == "application/pls+xml" for item in seen.ebook.items)
    spoken = any(b"speak" in style or b"voice-" in style for _, style in style_sheets(seen.ebook))
    if not (marked or lexicons or spoken):
        return "there is no SSML, no pronunciation lexicon and no CSS Speech", False
    return f"{counted(marked, 'word is', 'words are')} marked up, {counted(lexicons, 'pronunciation lexicon')}", True


def _with_media(kind: str, tracks: tuple[str, ...]) -> Callable[[Evidence], Judged]:
    """Return the judge of something that stands in for sound or film, where a `track` says what it is."""

    def judged(seen: Evidence) -> Judged:
        sounds = [item for item in seen.ebook.items if item.media_type.startswith(("audio/", "video/"))]
        if not seen.media and not sounds:
            return "there is no sound and no film", False
        have = sum(1 for page in seen.pages for track in page.of("track") if track.get("kind") in tracks)
        what = counted(seen.media, "sound or film", "sounds and films")
        return (
            f"{what} in the text, {counted(have, f'track with {kind}', f'tracks with {kind}')}",
            True if have else None,
        )

    return judged


FEATURES_SEEN: Mapping[str, Callable[[Evidence], Judged]] = {
    "ARIA": _aria,
    "MathML": _mathml,
    "MathML-chemistry": _mathml,
    "alternativeText": _alternative_text,
    "audioDescription": _with_media("descriptions", ("descriptions",)),
    "captions": _with_media("captions", ("captions", "subtitles")),
    "closedCaptions": _with_media("captions", ("captions", "subtitles")),
    "displayTransformability": _display,
    "fullRubyAnnotations": _ruby,
    "index": _index,
    "longDescription": _long_description,
    "openCaptions": _with_media("captions", ()),
    "pageBreakMarkers": _page_breaks,
    "pageNavigation": _page_list,
    "printPageNumbers": _page_breaks,
    "readingOrder": _reading_order,
    "rubyAnnotations": _ruby,
    "signLanguage": _with_media("sign language", ()),
    "structuralNavigation": _headings,
    "synchronizedAudioText": _synchronized,
    "tableOfContents": _toc,
    "transcript": _with_media("a transcript", ()),
    "ttsMarkup": _tts,
    "unlocked": _unlocked,
}
"""The features that can be seen in the files; of others, such as braille, only a person can say."""
