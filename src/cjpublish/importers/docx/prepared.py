"""Prepared: a document's parts made ready for mammoth, and everything that was found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cjpublish.draft import Cut
from cjpublish.importers.docx.drawings import Taken, take_drawings
from cjpublish.importers.docx.fields import settle_fields
from cjpublish.importers.docx.languages import Tongue, main_language
from cjpublish.importers.docx.losses import paragraphs
from cjpublish.importers.docx.marks import Marks
from cjpublish.importers.docx.names import text_of
from cjpublish.importers.docx.numbering import Counting
from cjpublish.importers.docx.package import Package
from cjpublish.importers.docx.paragraphs import Marking
from cjpublish.importers.docx.properties import language_of
from cjpublish.importers.docx.revisions import Settled, remarks, settle
from cjpublish.importers.docx.styles import read_styles
from cjpublish.importers.docx.symbols import settle_symbols
from cjpublish.importers.docx.unfolding import unfold

__all__ = ["Prepared", "prepare"]

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found while the parts were made ready."""

    language: str
    """The document's language, BCP 47; empty where nobody says it."""
    languages: tuple[str, ...]
    """The other languages that runs are in; the first bears the highlight `lang-0`."""
    marks: Marks
    """What is known of each paragraph and drawing."""
    marking: Marking
    """What was seen while they were marked."""
    expected: tuple[str, ...]
    """The text of every paragraph that is to be read, as it was before mammoth saw it."""
    equations: tuple[str, ...]
    """The equations as they are written now."""
    symbols: int
    """How many characters of symbol fonts are not known."""
    settled: tuple[Settled, ...]
    """What was revised, part by part."""
    taken: tuple[Taken, ...]
    """What was drawn, part by part."""
    cuts: tuple[Cut, ...]
    """What was taken out."""
    margins: tuple[Cut, ...]
    """The headers and footers, which were never in."""


def prepare(package: Package) -> Prepared:
    """Make a document's parts ready for mammoth; their trees are changed."""
    parts = [part for part in (package.document, package.footnotes, package.endnotes) if part is not None]
    styles = read_styles(package.styles)
    marks = Marks()
    equations = tuple(equation for part in parts for equation in unfold(part.root))
    symbols = sum(settle_symbols(part.root) for part in parts)
    settled = tuple(settle(part.root, styles) for part in parts)
    expected = paragraphs(part.root for part in parts)
    taken = tuple(take_drawings(part, package.drawn, marks) for part in parts)
    language = main_language((part.root for part in parts), styles, language_of(package.core))
    marking = Marking(styles, Counting(styles, package.numbering), marks, Tongue(styles, language))
    for part in parts:
        settle_fields(part.root)
        marking.mark(part.root)
    return Prepared(
        language=language,
        languages=tuple(marking.tongue.found),
        marks=marks,
        marking=marking,
        expected=expected,
        equations=equations,
        symbols=symbols,
        settled=settled,
        taken=taken,
        cuts=(
            *(cut for each in settled for cut in each.cuts),
            *(cut for each in taken for cut in each.cuts),
            *remarks(None if package.comments is None else package.comments.root),
        ),
        margins=_margins(package),
    )


def _margins(package: Package) -> tuple[Cut, ...]:
    """Return the texts of headers and footers, each once however many sections bear it."""
    texts = dict.fromkeys(text_of(part.root) for part in package.margins)
    return tuple(Cut("header or footer of the pages", text) for text in texts if _LETTER.search(text))
