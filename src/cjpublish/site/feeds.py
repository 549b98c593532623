"""How people subscribe: the addresses of the feeds, as text, as links and as a code for a telephone."""

from __future__ import annotations

from cjpublish.editions.views.page import attribute, text
from cjpublish.site.addresses import OPDS_1, PODCAST, PODCAST_CODE
from cjpublish.site.frame import own
from cjpublish.site.words import site_words

__all__ = ["subscribed"]


def subscribed(url: str, language: str, *, is_spoken: bool) -> str:
    """Return the ways to subscribe as HTML; a publication that nobody hears has no podcast."""
    words = site_words(language)
    parts = []
    if is_spoken:
        address = f"{url}{PODCAST}"
        alt = attribute(words.podcast_code.format(address=address))
        parts.append(
            f'<div class="podcast">\n<div>\n{own(words.podcast, language, "p")}\n{_link(address)}</div>\n'
            f'<img src="{PODCAST_CODE}" alt="{alt}" width="160" height="160">\n</div>\n'
        )
    parts.append(f"{own(words.catalogue, language, 'p')}\n{_link(f'{url}{OPDS_1}')}")
    return "".join(parts)


def _link(address: str) -> str:
    return f'<p class="address"><a href="{attribute(address)}">{text(address)}</a></p>\n'
