"""The page that an audiobook package opens with: title, cover and table of contents, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.editions.views.audiobook.package import COVER, Line, Package
from cjpublish.editions.views.page import attribute, direction, own_language, text
from cjpublish.wording import wording

__all__ = ["audio_page"]


def audio_page(package: Package, link: str) -> bytes:
    """Return the primary entry page, HTML in UTF-8; `link` is the element that leads to the manifest.

    Its first `doc-toc` is the table of contents, a heading and nested lists of links (Publication Manifest, C). After
    what is heard stands a branch that leads to all text, which no player shows unless it is linked (Audiobooks, 4.2).
    """
    metadata = package.publication.metadata
    words = wording(metadata.language)
    foreign = own_language(words, metadata.language)
    lang, turn = attribute(metadata.language), direction(metadata.language)
    subtitle = f"<p>{text(metadata.subtitle)}</p>\n" if metadata.subtitle else ""
    authors = f"<p>{text(', '.join(metadata.authors))}</p>\n" if metadata.authors else ""
    pages = zip(package.publication.reading_order, package.pages, strict=True)
    branch = _list([Line(chapter.title, page.name) for chapter, page in pages])
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{lang}" dir="{turn}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{text(metadata.title)}</title>\n{link}\n"
        '<link rel="stylesheet" type="text/css" href="css/epub.css"/>\n</head>\n<body>\n<main>\n'
        f"<h1>{text(metadata.title)}</h1>\n{subtitle}{authors}"
        f'<p><img src="{COVER}" alt="{attribute(package.cover_alt)}" width="320" height="320"/></p>\n'
        '<nav role="doc-toc" aria-labelledby="contents">\n'
        f'<h2 id="contents"{foreign}>{text(words.contents)}</h2>\n<ol>\n{_items(package.toc)}'
        f"<li><span{foreign}>{text(words.text)}</span>\n{branch}</li>\n</ol>\n</nav>\n"
        "</main>\n</body>\n</html>\n"
    ).encode()


def _list(lines: Sequence[Line]) -> str:
    return f"<ol>\n{_items(lines)}</ol>\n"


def _items(lines: Sequence[Line]) -> str:
    parts: list[str] = []
    for line in lines:
        nested = f"\n{_list(line.lines)}" if line.lines else ""
        parts.append(f'<li><a href="{attribute(line.href)}">{text(line.title)}</a>{nested}</li>\n')
    return "".join(parts)
