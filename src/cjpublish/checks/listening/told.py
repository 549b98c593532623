"""What a publication tells of its sentences: how each is said, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cjpublish.errors import PublishError
from cjpublish.model import Inline, Mark, Publication, Utterance, walk_sentences

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a sentence."""

    spoken: str
    """What is said for it, announcements too, names as written."""
    voice: str
    """Who says it; empty where several do."""
    foreign: bool
    """Whether part of it is in another language than English."""


def told(publication: Publication | None) -> Mapping[str, Told]:
    """Return what is known of each sentence by its id; nothing where the publication can't be planned."""
    if publication is None:
        return {}
    from cjpublish.narration.plan import plan

    as_written = replace(publication, narration=replace(publication.narration, lexicons=()))
    try:
        documents = plan(as_written).documents
    except PublishError:
        return {}
    said: dict[str, dict[str, list[Utterance]]] = {}
    for chapter, utterances in documents:
        for utterance in utterances:
            said.setdefault(utterance.sentence, {}).setdefault(chapter, []).append(utterance)
    foreign = set(_foreign(publication))
    return {sentence: _told([*each.values()], sentence in foreign) for sentence, each in said.items()}


def _told(said: Sequence[Sequence[Utterance]], foreign: bool) -> Told:
    """Join what one sentence comes to; the same id in two chapters is the same text."""
    voices = {utterance.voice.name for each in said for utterance in each}
    spoken = " ".join(utterance.text for utterance in said[0])
    return Told(spoken, voices.pop() if len(voices) == 1 else "", foreign)


def _foreign(publication: Publication) -> Iterator[str]:
    for chapter in publication.reading_order:
        for sentence in walk_sentences(chapter.blocks):
            if _marked(sentence.inlines):
                yield sentence.id


def _marked(inlines: Sequence[Inline]) -> bool:
    marks = [inline for inline in inlines if isinstance(inline, Mark)]
    return any((mark.lang and not mark.lang.startswith("en")) or _marked(mark.children) for mark in marks)
