"""What the names that a page's author gave its parts (class, id, role, tag) say about what stands in them."""

from __future__ import annotations

import re

from lxml import html

__all__ = ["is_caption", "is_subtitle", "is_unseen", "reason", "words"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_REASONS = (
    ("cookie notice", "cookie cookies consent gdpr"),
    ("newsletter", "newsletter newsletters subscribe subscription signup mailchimp"),
    (
        "advertisement",
        "ad ads advert adverts advertisement advertising sponsor sponsored promo promotion",
    ),
    ("sharing", "share sharing sharebar social socials sharedaddy addtoany"),
    ("comments", "comment comments disqus respond"),
    ("related links", "related recommended recommendations readmore trending popular teaser teasers"),
    ("tags", "tags tag keywords categories"),
    ("byline", "byline author authors bio attribution dateline meta pubdate timestamp"),
    ("navigation", "nav navigation navbar menu breadcrumb breadcrumbs pagination pager toolbar sidebar"),
    ("copyright notice", "copyright copyrights"),
    ("film or sound", "video player"),
)
"""Reasons and the words in names that give them, the surest first."""
_BY_WORD = {word: reason for reason, words in _REASONS for word in words.split()}
_BY_TAG = {"nav": "navigation", "aside": "beside the article"}
_CAPTIONS = frozenset(("caption", "captions", "figcaption", "credit", "credits", "imagecaption", "photocredit"))
_UNSEEN = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "off-screen", "offscreen"))
_UNSEEN |= frozenset(("screen-reader-only", "element-invisible", "assistive-text", "u-hiddenvisually", "a11y-hidden"))
_SUBTITLES = frozenset(("subtitle", "subline", "subheadline", "deck", "dek", "standfirst", "strapline", "tagline"))


def words(element: html.HtmlElement) -> list[str]:
    """Return the words of an element's class and id, in lower case."""
    return [word.lower() for word in _WORD.findall(f"{element.get('class', '')} {element.get('id', '')}")]


def reason(element: html.HtmlElement) -> str:
    """Return why what stands in an element is not of the article, empty where its names do not say so."""
    named = next((_BY_WORD[word] for word in words(element) if word in _BY_WORD), "")
    return named or _BY_TAG.get(element.tag, "")


def is_unseen(element: html.HtmlElement) -> bool:
    """Tell whether an element is there for screen readers alone, to say what the page's look says."""
    return not _UNSEEN.isdisjoint(element.get("class", "").lower().split())


def is_caption(element: html.HtmlElement) -> bool:
    """Tell whether an element holds what is printed beneath a picture."""
    return element.tag == "figcaption" or not _CAPTIONS.isdisjoint(words(element))


def is_subtitle(element: html.HtmlElement) -> bool:
    """Tell whether an element holds the rest of a title."""
    return not _SUBTITLES.isdisjoint(words(element))
