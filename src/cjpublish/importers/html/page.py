"""The text of an HTML page to a tree."""

from __future__ import annotations

import re

from lxml import etree, html

from cjpublish.importers import Original, refused

__all__ = ["HEADINGS", "INLINE", "declared", "parsed"]


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


INLINE = _tags(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q rb rp rt "
    "rtc ruby s samp small source span strike strong sub sup time tt u var wbr"
)
"""Elements that stand within a line of text (HTML Living Standard, 3.2.5.2.5, and what it made obsolete)."""
HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
"""Elements that are headings."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|encoding=[\"']([\w.:-]{1,40})", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_TEXT = re.compile(r"data:[^\s\"'<>()]{1000,}|<(script|style)\b[^>]*>.*?</\1>", re.S | re.I)
"""Pictures within their addresses, scripts and styles."""
_MOST_TAGS = 300_000
"""Tags of a page; a Bible with every verse marked has two hundred thousand."""
_LONGEST = 15_000_000
"""Characters of a page with its tags, without what is no text; the Bible has five million."""
_DEEPEST = 1000
"""How deep elements may stand in one another; those of pages that people see stand less than one hundred deep."""


def declared(content: bytes) -> str:
    """Return the encoding that a page says it is in, empty where it says none (HTML Living Standard, 13.2.3.2)."""
    found = _CHARSET.search(content[:4096])
    return (found[1] or found[2]).decode("ascii", errors="ignore") if found else ""


def parsed(text: str, original: Original) -> html.HtmlElement:
    """Return a page's root element, which has a body.

    Raises InputError where there is no body, where it is too much for one page, or where elements stand deeper in one
    another than can be read.
    """
    _check_size(text, original)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text, count=1).replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refused(original, "no-text", "this page is empty") from None
    if _depth(root) > _DEEPEST:
        fix = "clean the page first: copy its text into a text file, or save it from another browser"
        raise refused(original, "nested-too-deep", "the page's elements stand too deep in one another to be read", fix)
    if root.find("body") is None:
        raise refused(original, "no-text", "this page has no text")
    return root


def _check_size(text: str, original: Original) -> None:
    """Refuse what would take too much memory: too many tags, or too many characters that are no picture or script."""
    tags, length = text.count("<"), len(text)
    if length > _LONGEST:
        length -= sum(len(found[0]) for found in _NO_TEXT.finditer(text))
    if tags > _MOST_TAGS or length > _LONGEST:
        what = f"{tags:,} tags" if tags > _MOST_TAGS else f"{length:,} characters"
        most = f"{_MOST_TAGS if tags > _MOST_TAGS else _LONGEST:,}"
        message = f"this page is too large: {what} where {most} are possible"
        raise refused(original, "too-large", message, "divide it, or import what it was made from")


def _depth(root: html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
