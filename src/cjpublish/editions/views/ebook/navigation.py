"""The table of contents, the landmarks and the pages of the printed edition (EPUB 3.3, 7; standards A.15 to A.17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from cjpublish.editions.views.page import attribute, own_language, page, text
from cjpublish.editions.views.pagination import page_breaks
from cjpublish.editions.views.roles import division
from cjpublish.model import Heading, List, Mark, Notes, Paragraph, Publication, inline_text
from cjpublish.wording import Wording, wording

__all__ = ["Entry", "navigation_page", "table_of_contents"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    """Plain text, never empty."""
    href: str
    """Relative to the package document."""
    sentence: str
    """The id of the sentence that it is."""
    entries: tuple[Entry, ...] = ()
    """What it encloses."""


def table_of_contents(publication: Publication, files: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the chapters and, nested in them, their headings, in document order.

    `files` gives by id the chapter file an anchor lies in, relative to the chapters' folder.
    """
    chapters = {chapter.id for chapter in publication.reading_order}
    lists = (block for block in publication.contents.blocks if isinstance(block, List))
    return tuple(entry for each in lists for entry in _entries(each, files, chapters))


def _entries(listed: List, files: Mapping[str, str], chapters: Set[str]) -> Iterator[Entry]:
    for item in listed.items:
        link, *deeper = item.blocks
        if isinstance(link, Paragraph) and isinstance(mark := link.sentences[0].inlines[0], Mark) and mark.href:
            name = mark.href.removeprefix("#")
            href = f"text/{files[name]}" + ("" if name in chapters else f"#{name}")
            nested = (entry for each in deeper if isinstance(each, List) for entry in _entries(each, files, chapters))
            yield Entry(inline_text(mark.children), href, link.sentences[0].id, tuple(nested))


def navigation_page(publication: Publication, toc: Sequence[Entry], files: Mapping[str, str]) -> bytes:
    """Return the navigation document: one toc, and the landmarks and the list of pages.

    Those two are for machines and hidden: e-readers go to a landmark or a page by means of their own.
    """
    metadata = publication.metadata
    words = wording(metadata.language)
    language = own_language(words, metadata.language)
    landmarks = "".join(
        f'<li><a epub:type="{role}" href="{attribute(href)}">{text(title)}</a></li>\n'
        for role, title, href in _landmarks(publication, words, files)
    )
    heading = next(block.sentence.id for block in publication.contents.blocks if isinstance(block, Heading))
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="{heading}">\n'
        f'<h1 id="{heading}"{language}>{text(words.contents)}</h1>\n{_list(toc)}</nav>\n'
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-heading" hidden="hidden">\n'
        f'<h2 id="landmarks-heading"{language}>{text(words.landmarks)}</h2>\n<ol>\n{landmarks}</ol>\n</nav>\n'
        f"{_pages(publication, files)}"
    )
    return page(f"{words.contents} – {metadata.title}", body, metadata.language, "css/epub.css")


def _list(entries: Sequence[Entry]) -> str:
    items = [
        f'<li><a id="{entry.sentence}" href="{attribute(entry.href)}">{text(entry.title)}</a>'
        + (f"\n{_list(entry.entries)}" if entry.entries else "")
        + "</li>\n"
        for entry in entries
    ]
    return f"<ol>\n{''.join(items)}</ol>\n"


def _pages(publication: Publication, files: Mapping[str, str]) -> str:
    """Write the list of all pages in document order; nothing where none is marked (EPUB 3.3, 7.4.3)."""
    found = (each for chapter in publication.reading_order for each in page_breaks(chapter.blocks))
    items = [
        f'<li><a href="text/{attribute(files[each.id])}#{each.id}">{text(each.label)}</a></li>\n' for each in found
    ]
    opening = '<nav epub:type="page-list" role="doc-pagelist" id="page-list" hidden="hidden">'
    return f"{opening}\n<ol>\n{''.join(items)}</ol>\n</nav>\n" if items else ""


def _landmarks(publication: Publication, words: Wording, files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return epub:type, label and address of each landmark; each type once (standards A.16)."""
    chapters = publication.reading_order
    found = [("cover", words.cover, "cover.xhtml"), ("toc", words.contents, "nav.xhtml#toc")]
    body = next((chapter for chapter in chapters if division(chapter.role) == "bodymatter"), None)
    if body:
        found.append(("bodymatter", words.start, f"text/{files[body.id]}"))
    notes = ((chapter, block) for chapter in chapters for block in chapter.blocks if isinstance(block, Notes))
    if first := next(notes, None):
        chapter, block = first
        found.append(("endnotes", f"{words.notes}: {chapter.title}", f"text/{files[chapter.id]}#{block.id}"))
    return found
