"""Report: what a person should know of how a Word document was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from cjpublish.draft import Metadata
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.docx.chapters import Divided
from cjpublish.importers.docx.losses import texts
from cjpublish.importers.docx.prepared import Prepared
from cjpublish.importers.docx.structure import Front

__all__ = ["findings", "of_the_whole"]

_Row: TypeAlias = tuple[str, Severity, str, str]
"""Code, severity, message and hint of a finding."""
_FEW = 3
_LONG = 10_000
"""Words from which a chapter is hard to listen to in one go."""
_UNKNOWN = re.compile(r"An unrecognised element was ignored: (?:\{.*\})?(?P<name>.+)")
_QUIET = frozenset(("w:permStart", "w:permEnd", "w:pgNum", "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd"))
"""What mammoth does not know and nobody sees."""


def findings(
    original: Original, prepared: Prepared, messages: Sequence[str], front: Front, dead: Sequence[str]
) -> Iterator[Finding]:
    """Yield what was changed, guessed or could not be taken over in the text of a document."""
    rows = [*_of_what_was_prepared(prepared), *_of_what_became(front, dead), *_of_mammoth(messages)]
    for code, severity, message, fix in rows:
        yield Finding(code, severity, message, original.place(), fix)


def of_the_whole(original: Original, division: Divided, metadata: Metadata) -> Iterator[Finding]:
    """Yield what was guessed when the text was divided, and of what the document says of itself."""
    if metadata.date:
        message = f"the date is that of the document's last change: {metadata.date}"
        yield Finding(
            "date-guessed", Severity.NOTE, message, original.place(), "write when it was or will be published"
        )
    if division.untitled:
        message = "no heading stands before the text; its first chapter is called by the document's title or file name"
        yield Finding("no-heading", Severity.NOTE, message, original.place(), "write its heading")
    words = [sum(len(text.split()) for text in texts(chapter.blocks)) for chapter in division.chapters]
    if len(words) == 1 and words[0] > _LONG:
        message = f"the text has {words[0]} words and one chapter"
        fix = "give its parts headings (Heading 1) in the document, or divide the file"
        yield Finding("long-chapter", Severity.NOTE, message, original.place(), fix)


def _of_what_was_prepared(prepared: Prepared) -> Iterator[_Row]:
    marking = prepared.marking
    insertions = sum(each.insertions for each in prepared.settled)
    deletions = sum(each.deletions for each in prepared.settled)
    if insertions or deletions:
        kept = f"{_many(insertions, 'insertion')} kept, {_many(deletions, 'deletion')} left out"
        fix = "if some were not agreed, accept or reject them in the word processor and import the document again"
        yield "tracked-changes", Severity.WARNING, f"the document has tracked changes: {kept}", fix
    if boxes := sum(each.boxes for each in prepared.taken):
        message = f"{_many(boxes, 'text box', 'es')} put behind the paragraph that it hung on"
        yield "text-boxes", Severity.NOTE, message, "see whether it stands where it should"
    if shapes := sum(each.shapes for each in prepared.taken):
        message = f"{_many(shapes, 'shape')} without a text (lines, arrows, frames) left out"
        yield "shapes", Severity.WARNING, message, "if they are a drawing, save it as a picture and put that in"
    if prepared.equations:
        message = f"{_many(len(prepared.equations), 'equation')} written as a line of text: {_some(prepared.equations)}"
        yield "equations", Severity.WARNING, message, "see whether each can be understood when it is read aloud"
    if prepared.symbols:
        message = f"{_many(prepared.symbols, 'character')} of a symbol font that can't be read, written as \ufffd"
        yield "symbols", Severity.WARNING, message, "write in words what each stands for"
    if marking.seeming:
        seeming = _many(len(marking.seeming), "short bold paragraph")
        message = f"{seeming} that may be a heading: {_some(marking.seeming)}"
        yield "seeming-headings", Severity.NOTE, message, "where it is one, write ## before it"
    if marking.underlined:
        yield "underlined", Severity.NOTE, f"{_many(marking.underlined, 'underlined text')} emphasised instead", ""


def _of_what_became(front: Front, dead: Sequence[str]) -> Iterator[_Row]:
    if front.labels:
        message = f"the counting words of captions are left to the program: {_some(front.labels)}"
        yield "figure-labels", Severity.NOTE, message, "see whether the text refers to figures by number"
    if front.counts:
        message = f"the numbers that the word processor gave to headings are written before them: {_some(front.counts)}"
        yield "heading-numbers", Severity.NOTE, message, ""
    if dead:
        message = f"{_many(len(dead), 'link')} leading nowhere, the text kept: {_some(dead)}"
        yield "dead-links", Severity.NOTE, message, ""


def _of_mammoth(messages: Sequence[str]) -> Iterator[_Row]:
    for name, count in Counter(filter(None, map(_unknown, messages))).items():
        times = f", {count} times" if count > 1 else ""
        yield "not-understood", Severity.WARNING, f"left out{times}: {name}", "compare the text with the document"


def _unknown(message: str) -> str:
    """Return what mammoth left out, by its message; empty where nobody misses it."""
    match = _UNKNOWN.match(message)
    return "" if match is None or match["name"] in _QUIET else f"an element that is not known, {match['name']}"


def _many(number: int, what: str, ending: str = "s") -> str:
    return f"{number} {what}{'' if number == 1 else ending}"


def _some(texts: Sequence[str]) -> str:
    few = ", ".join(f"'{' '.join(text.split())[:60]}'" for text in texts[:_FEW])
    return f"{few} …" if len(texts) > _FEW else few
