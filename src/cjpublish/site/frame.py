"""What every page of the site has around its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.editions.views.page import attribute, direction, tagged, text
from cjpublish.site.addresses import root
from cjpublish.site.assets import assets
from cjpublish.site.words import SiteWords, site_words

__all__ = ["POLICY", "THEME", "Page", "framed", "own"]

THEME = "theme.js"
"""The plain name of what every page runs before it is shown: colours and typeface as the reader chose them."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing from elsewhere, and no script or style within a page (Content Security Policy Level 3)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame."""

    address: str
    """Relative to the site's root."""
    title: str
    """Plain text."""
    language: str
    """BCP 47."""
    kind: str
    """A class of the body: `landing`, `reading`, `library`."""
    styles: tuple[str, ...]
    """Plain names, in order."""
    scripts: tuple[str, ...]
    """Plain names of modules."""
    body: str
    """HTML."""
    head: str = ""
    """HTML for the head: what machines are told."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Of the body."""


def framed(page: Page) -> bytes:
    """Return a whole HTML document, UTF-8, without script or style of its own."""
    found, way = assets(), root(page.address)
    styles = "".join(f'<link rel="stylesheet" href="{way}{found.address(name)}">\n' for name in page.styles)
    needed = [each for name in page.scripts for each in found.imported(name)]
    loaded = "".join(f'<link rel="modulepreload" href="{way}{found.address(name)}">\n' for name in needed)
    scripts = "".join(f'<script type="module" src="{way}{found.address(name)}"></script>\n' for name in page.scripts)
    named = "".join(f' {name}="{attribute(value)}"' for name, value in page.attributes)
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(page.language)}" dir="{direction(page.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="cjpublish">\n'
        f'<title>{text(page.title)}</title>\n<script src="{way}{found.address(THEME)}"></script>\n'
        f'{styles}{loaded}{scripts}<link rel="icon" type="image/png" href="{way}icon-192.png">\n'
        f'<link rel="manifest" href="{way}site.webmanifest">\n{page.head}</head>\n'
        f'<body class="{page.kind}" data-root="{way or "./"}"{named}>\n{page.body}</body>\n</html>\n'
    ).encode()


def own(phrase: str, language: str, tag: str = "span", attributes: Sequence[tuple[str, str]] = ()) -> str:
    """Return a phrase of the program's own in an element, marked where the page is in another language."""
    words: SiteWords = site_words(language)
    mark = "" if words.is_in(language) else tagged(words.language, language)
    named = "".join(f' {name}="{attribute(value)}"' for name, value in attributes)
    return f"<{tag}{named}{mark}>{text(phrase)}</{tag}>"
