"""What a narration says, laid out for checks: the written sentences, and where a lexicon says how to say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.checks.language import primary
from cjpublish.errors import Source
from cjpublish.lexicon import Lexicon
from cjpublish.model import Heading, LexiconEntry, Plan, Publication, Voice, inline_text, walk_sentences

__all__ = ["SETTINGS", "Heard", "Written", "heard"]

SETTINGS = Source("manuscript/publication.yaml")
"""Where what concerns the whole narration is set."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of the manuscript."""

    text: str
    """As written."""
    source: Source | None
    """Where."""
    is_heading: bool
    """Whether its words may have capitals for no other reason."""
    known: tuple[tuple[int, int], ...]
    """The places [begin, end) of which a lexicon says how they are said."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A narration and what it says."""

    publication: Publication
    """What is narrated."""
    plan: Plan
    """What will be said."""
    voices: tuple[Voice, ...]
    """Those that say something, each once."""
    sentences: tuple[Written, ...]
    """Of the manuscript's chapters, in reading order."""
    entries: tuple[LexiconEntry, ...]
    """Of the lexicons for the languages of those voices."""
    used: frozenset[LexiconEntry]
    """Entries that occur in the text, its title among it."""


def heard(publication: Publication, plan: Plan) -> Heard:
    """Lay out what a narration says."""
    voices = tuple({utterance.voice.name: utterance.voice for _, said in plan.documents for utterance in said}.values())
    spoken = {tag for voice in voices for tag in (voice.language.lower(), primary(voice.language))}
    lexicons = [each for each in publication.narration.lexicons if each.language.lower() in spoken]
    entries = tuple(entry for each in lexicons for entry in each.entries)
    used: set[LexiconEntry] = set()
    sentences = tuple(_written(publication, Lexicon(entries), used))
    return Heard(publication, plan, voices, sentences, entries, frozenset(used))


def _written(publication: Publication, lexicon: Lexicon, used: set[LexiconEntry]) -> Sequence[Written]:
    found = []
    for chapter in (*publication.reading_order, publication.cover):
        headings = {block.sentence.id for block in chapter.blocks if isinstance(block, Heading)}
        for sentence in walk_sentences(chapter.blocks):
            text = inline_text(sentence.inlines)
            matches = list(lexicon.find(text))
            used.update(entry for _, _, entry in matches)
            if chapter.source:
                known = tuple((begin, end) for begin, end, _ in matches)
                found.append(Written(text, sentence.source, sentence.id in headings, known))
    return found
