"""How long it is quiet after each kind of thing."""

from __future__ import annotations

from collections.abc import Mapping

from cjpublish.model import Narration, Voice

__all__ = ["PAUSES", "pauses"]

PAUSES: Mapping[str, int] = {
    "sentence": 300,
    "paragraph": 650,
    "heading": 900,
    "figure": 900,
    "item": 500,
    "cell": 350,
    "quote": 650,
    "note": 650,
    "scene": 1600,
    "head": 600,
    "tail": 1500,
}
"""Milliseconds; `head` and `tail` are at a chapter's own ends."""


def pauses(narration: Narration, voice: Voice) -> Mapping[str, int]:
    """Return the pauses of a voice: what the publication says comes before what the voice file says."""
    return {**PAUSES, **dict(voice.pauses), **dict(narration.pauses)}
