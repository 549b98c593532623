"""The table of contents and the landmarks (EPUB 3.3, 7; standards A.15 and A.16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.views.outline import outline
from cjpublish.editions.views.page import attribute, page, tagged, text
from cjpublish.editions.views.roles import division
from cjpublish.model import Chapter, Note, Publication, inline_text
from cjpublish.wording import Wording, wording

__all__ = ["Entry", "navigation_page", "table_of_contents"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    """Plain text, never empty."""
    href: str
    """Relative to the package document."""
    entries: tuple[Entry, ...] = ()
    """What it encloses."""


def table_of_contents(publication: Publication, files: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the chapters and, nested in them, their headings, in document order.

    `files` gives by id the chapter file an anchor lies in, relative to the chapters' folder.
    """
    return tuple(_chapter(chapter, files) for chapter in publication.reading_order)


def _chapter(chapter: Chapter, files: Mapping[str, str]) -> Entry:
    file = f"text/{files[chapter.id]}"
    headings = [
        (level, inline_text(heading.sentence.inlines).replace("\n", " "), f"{file}#{heading.id}")
        for heading, level in outline(chapter)
    ]
    return Entry(chapter.title, file, _nested(headings[1:]))


def _nested(headings: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for start, (level, title, href) in enumerate(headings):
        if level > headings[0][0]:
            continue
        end = next((i for i in range(start + 1, len(headings)) if headings[i][0] <= level), len(headings))
        entries.append(Entry(title, href, _nested(headings[start + 1 : end])))
    return tuple(entries)


def navigation_page(publication: Publication, toc: Sequence[Entry], files: Mapping[str, str]) -> bytes:
    """Return the navigation document: one toc and the landmarks, which are for machines and hidden."""
    metadata = publication.metadata
    words = wording(metadata.language)
    primary = metadata.language.partition("-")[0].lower()
    language = tagged(words.language, metadata.language) if words.language != primary else ""
    landmarks = "".join(
        f'<li><a epub:type="{role}" href="{attribute(href)}">{text(title)}</a></li>\n'
        for role, title, href in _landmarks(publication, words, files)
    )
    body = (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-heading">\n'
        f'<h1 id="toc-heading"{language}>{text(words.contents)}</h1>\n{_list(toc)}</nav>\n'
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-heading" hidden="hidden">\n'
        f'<h2 id="landmarks-heading"{language}>{text(words.landmarks)}</h2>\n<ol>\n{landmarks}</ol>\n</nav>\n'
    )
    return page(f"{words.contents} – {metadata.title}", body, metadata.language, "css/epub.css")


def _list(entries: Sequence[Entry]) -> str:
    items = [
        f'<li><a href="{attribute(entry.href)}">{text(entry.title)}</a>'
        + (f"\n{_list(entry.entries)}" if entry.entries else "")
        + "</li>\n"
        for entry in entries
    ]
    return f"<ol>\n{''.join(items)}</ol>\n"


def _landmarks(publication: Publication, words: Wording, files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return epub:type, label and address of each landmark; each type once (standards A.16)."""
    chapters = publication.reading_order
    found = [("cover", words.cover, "cover.xhtml"), ("toc", words.contents, "nav.xhtml#toc")]
    body = next((chapter for chapter in chapters if division(chapter.role) == "bodymatter"), None)
    if body:
        found.append(("bodymatter", words.start, f"text/{files[body.id]}"))
    notes = [(chapter, block) for chapter in chapters for block in chapter.blocks if isinstance(block, Note)]
    if notes:
        chapter, first = notes[0]
        title = f"{words.notes}: {chapter.title}"
        found.append(("endnotes", title, f"text/{files[chapter.id]}#{first.id}-section"))
    return found
