"""A claim to conform to EPUB Accessibility: its wording, and who stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.accessibility.claims import CONFORMANCE, certifiers, conformance
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

WORDING = Check(
    "A07",
    "conformance-wording",
    Severity.WARNING,
    "A conformance claim in other words than the standard's",
    "Catalogues recognise the claim by its exact wording, so that nobody is shown that the book conforms.",
    "write `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`, with the versions and the level that are true",
    "EPUB Accessibility 1.1, 3.5.2 Publication conformance",
)
NOBODY = Check(
    "A08",
    "conformance-without-certifier",
    Severity.ERROR,
    "A conformance claim behind which nobody stands",
    "A reader can't know whether anyone has looked at the book, and the standard demands a name.",
    "name who evaluated the book in `a11y:certifiedBy`, or take the claim out",
    "EPUB Accessibility 1.1, 3.5.3.1 Evaluator name",
)
PROGRAM = Check(
    "A09",
    "certified-by-a-program",
    Severity.WARNING,
    "A program is named as the evaluator",
    "No program can see whether a description fits its picture; a person or an organisation has to answer for it.",
    "name the person or the organisation that evaluated the book",
    "EPUB Accessibility 1.1, 3.5.3.1 Evaluator name",
)
_PROGRAMS = {
    "ace", "ace by daisy", "ace checker", "adobe indesign", "axe", "calibre", "cjpublish", "daisy ace",
    "daisy pipeline", "ebooklib", "epubcheck", "indesign", "pandoc", "sigil", "vellum", "wordtoepub",
}  # fmt: skip
_VERSION = re.compile(r"[\s/v]*\d[\d.]*\s*$")


def check(ebook: Ebook) -> Iterator[Finding]:
    """Look at every statement of conformance to an accessibility standard."""
    generators = {_bare(value) for value in ebook.values("generator")}
    for meta in conformance(ebook):
        place = Source(f"{ebook.name}/{ebook.package_name}", meta.line)
        by = certifiers(ebook, meta)
        address = meta.value.startswith(("http:", "https:"))
        if not address and not CONFORMANCE.fullmatch(meta.value):
            yield WORDING.found(f"the conformance claim reads '{meta.value}'", place)
        if not by and (not address or "epub/a11y" in meta.value):
            yield NOBODY.found("the package claims conformance, but nobody is named who evaluated the book", place)
        for name in by:
            if _bare(name.value) in _PROGRAMS | generators:
                place = Source(f"{ebook.name}/{ebook.package_name}", name.line)
                yield PROGRAM.found(f"'{name.value}', a program, is named as who evaluated the book", place)


def _bare(name: str) -> str:
    return _VERSION.sub("", name.lower()).strip()
