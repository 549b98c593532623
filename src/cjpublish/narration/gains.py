"""By how much chapters are raised: one gain for all parts of a chapter, known once each part's level is."""

from __future__ import annotations

from cjpublish.audio.loudness import PROFILES, Level, together
from cjpublish.narration.parts import Part
from cjpublish.narration.stored import Chapters, keep_level, known_level
from cjpublish.store import Store

__all__ = ["Gains"]


class Gains:
    """What is known of the gains of chapters; a chapter of one part has its own, which its encoding finds."""

    def __init__(self, chapters: Chapters, store: Store) -> None:
        """Begin with what the store knows."""
        self._chapters, self._store = chapters, store
        self._known: dict[str, float | None] = {}
        self._levels: dict[str, dict[str, Level]] = {}
        for chapter, own in chapters.items():
            if len(own) == 1:
                self._known[chapter] = None
            else:
                self._levels[chapter] = {part.key: level for part in own if (level := known_level(part, store))}
                self._learn(chapter)

    def __contains__(self, chapter: str) -> bool:
        """Tell whether a chapter's gain is known."""
        return chapter in self._known

    def __getitem__(self, chapter: str) -> float | None:
        """Return a chapter's gain (dB); None where its only part has its own, or nothing sounds."""
        return self._known[chapter]

    def is_levelled(self, part: Part) -> bool:
        """Tell whether the level of a part is known, of a chapter whose gain is not."""
        return part.key in self._levels[part.chapter]

    def take(self, part: Part, level: Level) -> bool:
        """Take in and store the level of a part; tell whether its chapter's gain is known by it."""
        keep_level(part, level, self._store)
        self._levels[part.chapter][part.key] = level
        return self._learn(part.chapter)

    def _learn(self, chapter: str) -> bool:
        """Take note of a chapter's gain if it can be known."""
        own, levels = self._chapters[chapter], self._levels[chapter]
        if len(levels) < len(own):
            return False
        self._known[chapter] = together([levels[part.key] for part in own], PROFILES[own[0].profile])
        del self._levels[chapter]  # thousands of numbers each, which nobody asks for any more
        return True
