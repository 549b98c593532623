"""Where the headings within an episode are heard."""

from __future__ import annotations

from dataclasses import dataclass

from cjpublish.editions.views.clock import milliseconds
from cjpublish.model import inline_text
from cjpublish.outline import outline
from cjpublish.site.podcast.characters import plain
from cjpublish.site.shelf import Spoken

__all__ = ["Mark", "marks"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in an episode that a listener can go to."""

    milliseconds: int
    """From the episode's start."""
    title: str
    """The heading's text."""
    heading: str
    """The heading's id; empty for the episode's own start."""


def marks(spoken: Spoken, rate: int) -> tuple[Mark, ...]:
    """Return the headings that are heard, in time order, the chapter's own at 0; none where it is the only one.

    `rate` is the Timeline's, in Hz.
    """
    _, *beneath = outline(spoken.chapter)
    within = {heading.sentence.id: heading for heading, _ in beneath}
    found = [
        Mark(milliseconds(clip.begin, rate), plain(inline_text(heading.sentence.inlines)), heading.id)
        for clip in spoken.track.clips
        if (heading := within.get(clip.sentence))
    ]
    return (Mark(0, plain(spoken.chapter.title), ""), *found) if found else ()
