"""Which clips parts of chapters still lack, and which parts lack none any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cjpublish.narration.parts import Part

__all__ = ["Lacking"]


@dataclass(slots=True)
class Lacking:
    """What is waited for; several parts may lack the same clip."""

    _waiting: dict[str, list[Part]] = field(default_factory=dict)
    """Clips by key, each with the parts that lack it."""
    _counts: dict[str, int] = field(default_factory=dict)
    """Parts by key, each with the number of clips that it lacks."""

    def wait(self, part: Part, clips: Iterable[str]) -> set[str]:
        """Have a part wait for clips, each named once; return those that nobody waited for before."""
        lacked = set(clips)
        new = {clip for clip in lacked if clip not in self._waiting}
        self._counts[part.key] = len(lacked)
        for clip in lacked:
            self._waiting.setdefault(clip, []).append(part)
        return new

    def came(self, clip: str) -> Iterator[Part]:
        """Take note of a clip that is there; yield the parts that lack nothing any more."""
        for part in self._waiting.pop(clip, ()):
            self._counts[part.key] -= 1
            if not self._counts[part.key]:
                del self._counts[part.key]
                yield part
