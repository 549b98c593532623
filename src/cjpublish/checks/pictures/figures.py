"""The pictures of a manuscript: what is said of each, and how it can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.sayings import said
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Block, Figure, Heading, Paragraph, Publication, Quote, inline_text, walk_sentences

__all__ = ["Placed", "placed", "sayings", "uncredited"]

UNCREDITED = Check(
    "P36",
    "uncredited-picture",
    Severity.NOTE,
    "A picture has no credit, while others have one",
    "Nobody learns who made it, and whether it may be shared.",
    "add `credit:` in images/images.yaml",
    "good practice: CC licenses, for one, ask for the maker's name",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in its place in the text."""

    figure: Figure
    """The picture."""
    beside: tuple[str, ...]
    """The texts before and after it."""

    @property
    def alt(self) -> str:
        """Return its alternative text; empty where it is decorative."""
        return inline_text(self.figure.alt.inlines) if self.figure.alt else ""

    @property
    def described(self) -> str:
        """Return its long description; empty where it has none."""
        return " ".join(inline_text(each.inlines) for each in walk_sentences(self.figure.description))

    @property
    def told(self) -> str:
        """Return all that is said of it."""
        caption = [inline_text(each.inlines) for each in self.figure.caption]
        return " ".join((self.alt, *caption, self.described))


def placed(publication: Publication) -> Iterator[Placed]:
    """Yield every picture of the text, in reading order; the cover's is none of them."""
    for chapter in publication.reading_order:
        yield from _within(chapter.blocks)


def sayings(one: Placed, language: str) -> Iterator[Finding]:
    """Yield what is wrong with what is said of a picture, beyond what reading finds."""
    alt = one.figure.alt
    if alt:
        source = alt.source or one.figure.source
        yield from said(one.alt, source, language=language, beside=one.beside, description=one.described)


def uncredited(pictures: Sequence[Placed]) -> Iterator[Finding]:
    """Yield one finding for the pictures without a credit where most have one."""
    meaningful = [one for one in pictures if one.figure.alt]
    without = [one for one in meaningful if not one.figure.credit]
    if without and len(meaningful) - len(without) >= max(2, len(without)):
        more = f", nor have {len(without) - 1} more" if len(without) > 1 else ""
        first = without[0].figure
        yield UNCREDITED.found(f"'{first.image}' has no credit{more}, while other pictures have one", _place(first))


def _place(figure: Figure) -> Source | None:
    return (figure.alt.source if figure.alt else None) or figure.source


def _within(blocks: tuple[Block, ...]) -> Iterator[Placed]:
    for at, block in enumerate(blocks):
        match block:
            case Figure():
                around = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
                yield Placed(block, tuple(text for each in around for text in _texts(each)))
            case Quote():
                yield from _within(block.blocks)
            case _:
                lists = getattr(block, "items", ())
                for item in lists:
                    yield from _within(item.blocks)


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Heading():
            return (inline_text(block.sentence.inlines),)
        case Paragraph():
            sentences = tuple(inline_text(sentence.inlines) for sentence in block.sentences)
            return (*sentences, " ".join(sentences))
        case _:
            return ()
