"""The roles that a chapter can have, as epub:type and as DPUB-ARIA role."""

from __future__ import annotations

__all__ = ["division", "doc_role"]

_DOC_ROLES = {
    "abstract", "acknowledgments", "afterword", "appendix", "bibliography", "chapter", "colophon", "conclusion",
    "credit", "credits", "dedication", "endnotes", "epigraph", "epilogue", "errata", "example", "foreword", "glossary",
    "index", "introduction", "notice", "part", "preface", "prologue", "pullquote", "qna",
}  # fmt: skip
"""Roles that DPUB-ARIA 1.1 and ARIA in HTML allow on a section, without their `doc-`."""
_FRONT = {
    "abstract", "acknowledgments", "contributors", "copyright-page", "dedication", "epigraph", "foreword",
    "frontmatter", "halftitlepage", "imprint", "imprimatur", "notice", "other-credits", "preamble", "preface",
    "titlepage",
}  # fmt: skip
_BACK = {
    "afterword", "appendix", "backmatter", "bibliography", "colophon", "credit", "credits", "endnotes", "errata",
    "glossary", "index",
}  # fmt: skip


def doc_role(role: str) -> str | None:
    """Return the DPUB-ARIA role that goes with an epub:type (standards A.20); None where there is none."""
    return f"doc-{role}" if role in _DOC_ROLES else None


def division(role: str) -> str:
    """Return the part of the book that a chapter's role lies in: `frontmatter`, `bodymatter` or `backmatter`.

    EPUB 3 Structural Semantics Vocabulary 1.1, document divisions.
    """
    if role in _FRONT:
        return "frontmatter"
    return "backmatter" if role in _BACK else "bodymatter"
