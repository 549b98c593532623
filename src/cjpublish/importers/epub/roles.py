"""Roles: what part of a book a document or a section is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cjpublish.importers.markup.names import roles as said

__all__ = ["kind", "kinds", "role"]

_NAMED = (
    *("abstract", "acknowledgments", "afterword", "appendix", "bibliography", "conclusion", "contributors"),
    *("copyright-page", "dedication", "epigraph", "epilogue", "errata", "foreword", "glossary", "introduction"),
    *("part", "preamble", "preface", "prologue"),
)
"""What front matter may say (`readers.markdown.FrontMatter`)."""
_ROLES = {
    **{each: each for each in _NAMED},
    "halftitlepage": "preamble",
    "imprint": "copyright-page",
    "other-credits": "contributors",
    "titlepage": "preamble",
    "volume": "part",
}
"""The same by epub:type, role of DPUB-ARIA, or type of EPUB 2's guide."""
_OTHERS = frozenset(
    ("chapter", "colophon", "cover", "endnotes", "footnotes", "index", "rearnotes", "subchapter", "toc")
)
"""What else a part of a book may be."""
_SAME = {"title-page": "titlepage", "copyright": "copyright-page", "acknowledgements": "acknowledgments"}
_KNOWN = _OTHERS | frozenset(_ROLES)


def kind(said_of: str) -> str:
    """Return a kind of page under the name that epub:type has for it."""
    name = said_of.strip().lower()
    return _SAME.get(name, name)


def kinds(element: Any) -> frozenset[str]:
    """Return what an element and those around it say they are, as far as it is known; the nearest alone."""
    for each in (element, *element.iterancestors()):
        found = frozenset(map(kind, said(each))) & _KNOWN
        if found:
            return found
    return frozenset()


def role(kinds: Iterable[str]) -> str:
    """Return the role that front matter names for a chapter that is one of these kinds."""
    return next((_ROLES[kind] for kind in sorted(kinds) if kind in _ROLES), "chapter")
