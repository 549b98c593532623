"""The SMIL documents: one a chapter, which says when each sentence is heard, and the master, which lists them."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.editions.daisy202.markup import FORMAT, GENERATOR, clock, meta, smil
from cjpublish.editions.daisy202.sections import Phrase, Section
from cjpublish.editions.views.media_fragment import seconds
from cjpublish.editions.views.page import attribute
from cjpublish.model import Metadata

__all__ = ["chapter_smil", "master_smil"]


def chapter_smil(section: Section, metadata: Metadata) -> bytes:
    """Return a chapter's SMIL document: one `par` a sentence, in the order of its audio (DAISY 2.02, 2.3).

    Notes stand where they are heard, at the chapter's end; a `seq` of its own belongs to a note only where its
    reference is narrated, too (2.3.3.1), which it is not. Each `par` of a note or a producer's note has its
    `system-required`, so that a player can leave it out (2.1.12.3).
    """
    head = (
        meta("dc:format", FORMAT)
        + meta("dc:identifier", metadata.identifier)
        + meta("dc:title", metadata.title)
        + meta("title", section.title)
        + meta("ncc:generator", GENERATOR)
        + meta("ncc:totalElapsedTime", clock(section.span.begin))
        + meta("ncc:timeInThisSmil", clock(section.length))
    )
    pars = "".join([_par(section, place, phrase) for place, phrase in enumerate(section.phrases)])
    return smil(head, f'<seq dur="{_timecount(section.length)}">\n{pars}</seq>\n')


def master_smil(sections: Sequence[Section], metadata: Metadata) -> bytes:
    """Return the list of the book's SMIL documents (DAISY 2.02, 2.4)."""
    head = (
        meta("dc:format", FORMAT)
        + meta("dc:identifier", metadata.identifier)
        + meta("dc:title", metadata.title)
        + meta("ncc:generator", GENERATOR)
        + meta("ncc:timeInThisSmil", clock(sections[-1].span.end))
    )
    refs = [
        f'<ref title="{attribute(each.title)}" src="{each.smil}" id="{each.smil.partition(".")[0]}"/>\n'
        for each in sections
    ]
    return smil(head, "".join(refs))


def _par(section: Section, place: int, phrase: Phrase) -> str:
    required = f' system-required="{phrase.required}"' if phrase.required else ""
    begin, end = _timecount(phrase.span.begin), _timecount(phrase.span.end)
    return (
        f'<par endsync="last" id="{section.name("p", place)}"{required}>\n'
        f'<text src="{section.text}#{phrase.sentence}" id="{section.name("t", place)}"/>\n'
        f'<seq>\n<audio src="{section.audio}" clip-begin="npt={begin}" clip-end="npt={end}"'
        f' id="{section.name("a", place)}"/>\n</seq>\n</par>\n'
    )


def _timecount(milliseconds: int) -> str:
    """Return seconds to the millisecond, the only syntax for clips (DAISY 2.02, 2.3.3.2 and 2.3.3.8)."""
    return f"{seconds(milliseconds)}s"
