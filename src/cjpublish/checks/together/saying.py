"""Whether what was made says what the manuscript says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjpublish.artifacts.timed import TimedChapter
from cjpublish.checks.check import Check
from cjpublish.checks.together.advice import BUILD_AGAIN
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Chapter, Figure, Plan, Publication, Sentence, inline_text, walk_blocks, walk_sentences

__all__ = ["OUT_OF_DATE", "heard", "out_of_date", "printed", "timeline_out_of_date"]

OUT_OF_DATE = Check(
    "E93",
    "out-of-date",
    Severity.ERROR,
    "A file was not made from the manuscript as it is now",
    "Readers get an older text than the one that was corrected, or one edition says what another doesn't.",
    BUILD_AGAIN,
    "EPUB Accessibility 1.1, 3.4.2.3.1 Completeness; common practice in publishing",
)
_SHOWN = 60
"""Characters of a sentence that are told."""


def printed(publication: Publication) -> Iterator[Sentence]:
    """Yield every sentence that an e-book prints as text."""
    for chapter in publication.reading_order:
        yield from _printed(chapter)


def heard(publication: Publication, plan: Plan) -> Iterator[Sentence]:
    """Yield every sentence that an edition prints and the narration says; a transcript has no others."""
    said = {(chapter, each.sentence) for chapter, utterances in plan.chapters for each in utterances}
    for chapter in publication.reading_order:
        yield from (each for each in _printed(chapter) if (chapter.id, each.id) in said)


def out_of_date(sentences: Iterable[Sentence], text: str, name: str) -> Iterator[Finding]:
    """Yield one finding where a file's text lacks some of the manuscript's sentences.

    Only letters are compared: numbers of notes, signs and spaces are each edition's own.
    """
    missing = list(_missing((inline_text(sentence.inlines) for sentence in sentences), letters(text)))
    if missing:
        yield OUT_OF_DATE.found(f"this file lacks {_told(missing)}", Source(name))


def timeline_out_of_date(plan: Plan, timeline: Sequence[TimedChapter], name: str) -> Iterator[Finding]:
    """Yield one finding where a timeline has other sentences than the narration that is planned now."""
    planned = dict.fromkeys((chapter, each.sentence) for chapter, utterances in plan.chapters for each in utterances)
    timed = {(chapter.id, each.id): each.text for chapter in timeline for each in chapter.sentences}
    lacking = [key for key in planned if key not in timed]
    added = [text for key, text in timed.items() if key not in planned]
    if added:
        yield OUT_OF_DATE.found(f"the narration says {_told(added)}, which the manuscript doesn't", Source(name))
    elif lacking:
        count = "one sentence" if len(lacking) == 1 else f"{len(lacking)} sentences"
        yield OUT_OF_DATE.found(f"the narration lacks {count} of the manuscript", Source(name))


def _missing(texts: Iterable[str], whole: str) -> Iterator[str]:
    """Yield the texts whose letters do not stand in the letters of a file."""
    at = 0
    for text in texts:
        own = letters(text)
        # Most stand right after the one before: to look from there first spares reading a book for each sentence.
        found = whole.find(own, at)
        if found < 0:
            found = whole.find(own)
        if found < 0:
            yield text
        else:
            at = found + len(own)


def _printed(chapter: Chapter) -> Iterator[Sentence]:
    """Yield the sentences of a chapter but for alternative texts, which are attributes."""
    figures = (block for block in walk_blocks(chapter.blocks) if isinstance(block, Figure))
    hidden = {id(figure.alt) for figure in figures}
    return (sentence for sentence in walk_sentences(chapter.blocks) if id(sentence) not in hidden)


def letters(text: str) -> str:
    """Return the letters of a text, in lower case."""
    return "".join(filter(str.isalpha, text)).casefold()


def _told(texts: Iterable[str]) -> str:
    first, *others = texts
    short = " ".join(first.split())
    short = f"{short[:_SHOWN].rstrip()}…" if len(short) > _SHOWN else short
    more = f" and {len(others)} more sentences" if len(others) > 1 else " and one more sentence" if others else ""
    return f"“{short}”{more}"
