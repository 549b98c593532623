"""The body: which runs of a page are its article, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cjpublish.importers.html import names
from cjpublish.importers.html.front import above_the_text, titled
from cjpublish.importers.html.runs import Run, has_more_words
from cjpublish.importers.html.view import CAPTION, OUTSIDE, Page, host

__all__ = ["of_document", "of_page"]

_RELATED = "related links"
_LEADS_ON = re.compile(r"(?:[:：…]|\.\.\.)$")
_LINKED = 0.8
"""From this share of links on, a line is a link."""
_LONGEST_CAPTION = 120
"""Words of what may be one for its name alone."""
_NAMED = 400
"""Up to how many characters a run that the extractor kept is left out for the name of the part that it stands in."""
_LISTS = frozenset(("ul", "ol", "dl", "table"))
_FEWEST = 3
"""Words of an item that says more than the name of a site."""
_SMALL_PART = 0.25
"""Below which share of the text a part is left out for its name."""


def of_page(page: Page) -> list[str]:
    """Return for each run of a page of a site why it is not a block of the article; empty where it is one."""
    return _ruled(page, _RULES)


def of_document(page: Page) -> list[str]:
    """Return the same for a page that someone wrote as it is: all but its title and its captions are blocks."""
    return _ruled(page, _FEW_RULES)


def _ruled(page: Page, rules: Sequence[Callable[[Page, list[str]], None]]) -> list[str]:
    found = ["" if vote >= 0.5 else OUTSIDE for vote in page.votes]
    for rule in rules:
        rule(page, found)
    return found


def _contents(page: Page, found: list[str]) -> None:
    """Leave out navigation, mostly the table of contents, which is made anew, and a library's notice of its own."""
    for place, run in enumerate(page.runs):
        for element in (run.box, *run.box.iterancestors()):
            if element.tag == "nav" or "boilerplate" in names.words(element):
                found[place] = (
                    "navigation" if element.tag == "nav" else "notice of the collection that the text is from"
                )


def _named(page: Page, found: list[str]) -> None:
    """Leave out what stands in a part whose name says that it is something else, unless much of the text does."""
    most = page.weights[page.container] * _SMALL_PART
    for place, run in enumerate(page.runs):
        if found[place] == CAPTION:
            continue
        for element in page.within(run):
            reason = names.reason(element)
            if reason and (found[place] or (len(run.text) < _NAMED and page.weights[element] < most)):
                found[place] = reason


def _gaps(page: Page, found: list[str]) -> None:
    """Take back what was left out between two blocks of the article: what stands beside them, and quotations."""
    kept = [place for place, reason in enumerate(found) if not reason]
    beside = {page.outer(page.runs[place]).getparent() for place in kept}
    for place, run in enumerate(page.runs):
        if found[place] != OUTSIDE or not kept or not kept[0] < place < kept[-1]:
            continue
        quoted = any(element.tag == "blockquote" for element in page.within(run))
        near = quoted or page.outer(run).getparent() in beside
        if near and (run.links < _LINKED or _is_outward_heading(page, run)):
            found[place] = ""


def _closing_lists(page: Page, found: list[str]) -> None:
    """Take back lists and tables right behind the last block, such as sources, and the headings above them."""
    last = max((place for place, reason in enumerate(found) if not reason), default=len(found))
    beside = {page.outer(run).getparent() for run, reason in zip(page.runs, found, strict=True) if not reason}
    for place in range(last + 1, len(found)):
        run = page.runs[place]
        outer = page.outer(run)
        if found[place] != OUTSIDE or outer.getparent() not in beside or _is_related(page, run):
            return
        if outer.tag in _LISTS and run.count >= _FEWEST:
            for again in range(last + 1, place + 1):
                found[again] = ""
            last = place
        elif not run.heading:
            return


def _is_outward_heading(page: Page, run: Run) -> bool:
    return bool(run.heading) and not _is_related(page, run)


def _captions(page: Page, found: list[str]) -> None:
    """Set aside what is named as a caption, or stands in a figure."""
    for place, run in enumerate(page.runs):
        if _is_named_caption(page, run) or _is_in_figure(page, run):
            found[place] = CAPTION


def _beneath_pictures(page: Page, found: list[str]) -> None:
    """Set aside short texts that are the only ones in an element with a picture."""
    for place, run in enumerate(page.runs):
        if found[place] in ("", OUTSIDE) and _is_beneath_picture(page, run):
            found[place] = CAPTION


def _is_named_caption(page: Page, run: Run) -> bool:
    named = [element for element in page.within(run) if names.is_caption(element)]
    if run.box not in named and (run.heading or run.links >= _LINKED):
        return False
    return any(not has_more_words(element, _LONGEST_CAPTION) for element in named)


def _is_in_figure(page: Page, run: Run) -> bool:
    """Tell whether a text stands in a figure that has no element for its caption, or is who made the picture."""
    figure = next((element for element in page.within(run) if element.tag == "figure"), None)
    if figure is None:
        return False
    return figure.find(".//figcaption") is None or run.aside is not None


def _is_beneath_picture(page: Page, run: Run) -> bool:
    if run.box.tag != "div" or run.count > 40:
        return False
    for element in page.within(run):
        if element.tag in ("td", "li") or has_more_words(element, run.count):
            return False
        if element.find(".//img") is not None:
            return True
    return False


def _links(page: Page, found: list[str]) -> None:
    """Leave out lines that are nothing but a link to another page of the same site, and the line that names them."""
    mixed = {page.outer(run) for run in page.runs if not _is_related(page, run)}
    for place, run in enumerate(page.runs):
        outer = page.outer(run)
        alone = run.box.tag in ("p", "div") if outer is run.box else outer.tag in ("ul", "ol") and outer not in mixed
        if not found[place] and alone and _is_related(page, run):
            found[place] = _RELATED
            before = place - 1
            if before >= 0 and not found[before] and _names_what_follows(page.runs[before]):
                found[before] = _RELATED


def _is_related(page: Page, run: Run) -> bool:
    hosts = {host(link.get("href", "")) for link in run.links_in}
    return run.links >= _LINKED and hosts <= {"", page.site} and not run.is_sentence


def _names_what_follows(run: Run) -> bool:
    return run.count <= 4 and not run.is_sentence


def _end(page: Page, found: list[str]) -> None:
    """Leave out what stands at the end and belongs to nothing: headings, lines that lead on, lists of links."""
    last = max((p for p, r in enumerate(page.runs) if not found[p] and page.holds(r)), default=0)
    for place in range(last + 1, len(found)):
        if not found[place] and page.runs[place].count < 15:
            found[place] = OUTSIDE
    for place in reversed(range(len(found))):
        run = page.runs[place]
        if found[place]:
            continue
        before = next((page.runs[p] for p in reversed(range(place)) if not found[p]), run)
        if run.heading or (run.count <= 4 and (_LEADS_ON.search(run.text) or _is_stub(run, before))):
            found[place] = "leads on to what was left out"
        elif _is_related(page, run):
            found[place] = _RELATED
        else:
            return


def _explained(page: Page, found: list[str]) -> None:
    """Say more closely why what stands around the article is left out."""
    for place, run in enumerate(page.runs):
        if found[place] == OUTSIDE:
            around = {element.tag for element in run.box.iterancestors()} | {run.box.tag}
            ends = next((f"page {tag}" for tag in ("footer", "header") if tag in around), "")
            found[place] = ends or (_RELATED if _is_related(page, run) else OUTSIDE)


def _is_stub(run: Run, before: Run) -> bool:
    """Tell whether a few words are all that stands beneath a heading."""
    return bool(before.heading) and not run.is_sentence


_RULES = (
    _captions,
    _named,
    _gaps,
    _closing_lists,
    _beneath_pictures,
    titled,
    above_the_text,
    _links,
    _end,
    _explained,
)
"""For pages of sites, in the order in which they build on one another."""
_FEW_RULES = (_contents, _captions, _beneath_pictures, titled)
"""For pages that were written as they are."""
