"""Page breaks: where a page of the printed edition begins, `[12]{.page}`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.model import Inline, PageBreak, Text
from cjpublish.readers.anchors import claim
from cjpublish.readers.scope import Scope
from cjpublish.slugs import slug

__all__ = ["is_page", "lone", "page_break"]

_CLASS = "page"


def is_page(token: Token) -> bool:
    """Tell whether the token that begins a span has the class `page`."""
    return _CLASS in str(token.meta.get("insecure_attrs", {}).get("class", "")).split()


def page_break(token: Token, content: Sequence[Inline], source: Source, scope: Scope) -> PageBreak | None:
    """Return a span of the class `page` as a page break, whose id is taken; None after reporting that it can't be one.

    A label that is there twice is a warning: two volumes may be one publication.
    """
    reading = scope.reading
    label = " ".join("".join(part.text for part in content if isinstance(part, Text)).split())
    if scope.notes is None:
        fix = "put it into the chapter, where the page begins"
        reading.fault("page-here", "a text in the settings has no page breaks", source, fix)
    elif any(not isinstance(part, Text) for part in content):
        fix = "write it without marks, links and notes"
        reading.fault("page-label", "the number of a page is plain text", source, fix)
    elif not label:
        fix = "write between the brackets the number that is printed on the page"
        reading.fault("empty-page", "this page break has no number", source, fix)
    elif token.attrs or token.meta["insecure_attrs"] != {"class": _CLASS}:
        fix = f"write `[{label}]{{.page}}`"
        reading.fault("bad-attribute", "a page break has no other attributes", source, fix)
    else:
        first = reading.pages.setdefault(label, source)
        if first is not source:
            fix = f"the first is at {first}; readers go there when they ask for the page"
            reading.warn("duplicate-page", f"page '{label}' begins twice", source, fix)
        return PageBreak(label, claim(_name(label), source, reading))
    return None


def _name(label: str) -> str:
    """Return a page's id; digits of every script count, and a label without any letter or digit of ASCII is a mark."""
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in label)
    return f"page-{slug(digits) or 'mark'}"


def lone(content: Sequence[Inline]) -> tuple[PageBreak, ...]:
    """Return the page breaks of a paragraph that holds nothing else; none where it is another paragraph."""
    if not all(isinstance(part, PageBreak) or (isinstance(part, Text) and not part.text.strip()) for part in content):
        return ()
    return tuple(part for part in content if isinstance(part, PageBreak))
