"""What the program itself has written into an EPUB of its own: labels, and pages that it makes anew each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cjpublish.draft import Cut
from cjpublish.importers.epub.words import said
from cjpublish.importers.markup.names import classes, name

__all__ = ["is_own_page", "take_own_words"]

_SENTENCE = re.compile(r"s[0-9a-f]{8}(-\d+)?")
"""The ids that it gives to sentences; with them, a class is its own and no one else's."""
_LABELS = frozenset(("description-label", "figure-label", "note-number", "skip-link"))
_PAGES = frozenset(("colophon", "titlepage"))


def take_own_words(body: Any) -> Iterator[Cut]:
    """Take labels such as "Figure 1." out of a document, for the program will write them again."""
    for element in [each for each in body.iter("*") if classes(each) & _LABELS and _is_sentence(each.get("id"))]:
        yield Cut("label that is made anew", said(element))
        previous, parent, tail = element.getprevious(), element.getparent(), element.tail or ""
        if previous is not None:
            previous.tail = f"{previous.tail or ''}{tail}"
        else:
            parent.text = f"{parent.text or ''}{tail}"
        parent.remove(element)


def is_own_page(body: Any) -> bool:
    """Tell whether a document is the title page or the last page that the program makes of the metadata."""
    sections = [each for each in body if name(each) == "section"]
    return (
        len(sections) == 1 and bool(classes(sections[0]) & _PAGES) and _is_sentence(sections[0].get("aria-labelledby"))
    )


def _is_sentence(identifier: str | None) -> bool:
    return _SENTENCE.fullmatch(identifier or "") is not None
