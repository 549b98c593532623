"""Words that can be highlighted one by one: their ids, and their spans in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from cjpublish.model import Chapter, Figure, Inline, Mark, Text, Track, inline_text, walk_blocks

__all__ = ["Words", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence that are heard one by one."""

    sentence: str
    """The sentence's id."""
    places: tuple[tuple[int, int], ...]
    """Characters [begin, end) of the sentence's `inline_text`, in order, none overlapping."""

    def id(self, number: int) -> str:
        """Return the id of the word of a number, from 0; unique where the sentence's is."""
        return f"{self.sentence}-w{number + 1}"

    def marked(self, inlines: Sequence[Inline]) -> tuple[Inline, ...]:
        """Return the sentence's inlines with a `span` of its own around each word.

        A word of which only the beginning lies in a mark with other words has the span around that beginning.
        """
        return tuple(_marked(inlines, 0, self))


def _marked(inlines: Sequence[Inline], begin: int, words: Words) -> Iterator[Inline]:
    pieces = list(_pieces(inlines, begin, {edge for place in words.places for edge in place}))
    starts = {first: number for number, (first, _) in enumerate(words.places)}
    index = 0
    while index < len(pieces):
        inline, first, last = pieces[index]
        number = starts.get(first) if first < last else None
        behind = index
        if number is not None:
            end = words.places[number][1]
            while behind < len(pieces) and pieces[behind][1] < end and pieces[behind][2] <= end:
                behind += 1
            if behind > index:
                whole = tuple(piece for piece, _, _ in pieces[index:behind])
                yield Mark("span", whole, id=words.id(number))
                index = behind
                continue
        if isinstance(inline, Mark):
            inline = replace(inline, children=tuple(_marked(inline.children, first, words)))
        yield inline
        index += 1


def _pieces(inlines: Sequence[Inline], begin: int, edges: Set[int]) -> Iterator[tuple[Inline, int, int]]:
    """Yield inlines with the characters [begin, end) that they are, text cut where words begin and end."""
    for inline in inlines:
        end = begin + len(inline_text((inline,)))
        if isinstance(inline, Text):
            cuts = [begin, *sorted(edge for edge in edges if begin < edge < end), end]
            yield from ((Text(inline.text[a - begin : b - begin]), a, b) for a, b in pairwise(cuts))
        else:
            yield inline, begin, end
        begin = end


def words(chapter: Chapter, track: Track) -> Mapping[str, Words]:
    """Return by sentence id the words of a chapter's clips.

    Sentences without word marks are left out, and so are pictures' alternative texts, which no span can stand in.
    """
    figures = (block for block in walk_blocks(chapter.blocks) if isinstance(block, Figure))
    unprinted = {figure.alt.id for figure in figures if figure.image and figure.alt}
    return {
        clip.sentence: Words(clip.sentence, tuple(word.written for word in clip.words))
        for clip in track.clips
        if clip.words and clip.sentence not in unprinted
    }
