"""What the alignment of a recording says."""

from __future__ import annotations

from dataclasses import dataclass

from cjpublish.model import WordMark

__all__ = ["Aligned", "Heard", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where one sentence is heard."""

    begin: int
    """Samples from the recording's start, a breath before the first sound."""
    end: int
    """Samples from the recording's start, a breath after the last sound."""
    words: tuple[WordMark, ...]
    """Samples from the span's begin; empty where the words' own times are uncertain."""
    confidence: float
    """0 to 1: the share of its words that were understood, lowered where the sound fits the words badly."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard in the recording and is no sentence at its place."""

    begin: int
    """Samples from the recording's start."""
    end: int
    """Samples from the recording's start."""
    kind: str
    """`repeated`: a sentence or its beginning, said once more; `misplaced`: a sentence that stands elsewhere in the
    text; `speech`: other words, or words too uncertain to count; `noise`: no words at all."""
    sentence: int | None = None
    """For `repeated` and `misplaced`: the index of the text."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A chapter's recording and its sentences."""

    spans: tuple[Span | None, ...]
    """For each text, in order, where it is heard; they do not overlap. None where it was not found with confidence."""
    expected: tuple[int, ...]
    """For each text, where it begins or, if it was not found, where it should have: samples, the recording's length
    where it ends too early."""
    unplaced: tuple[Heard, ...]
    """What else is heard, in order of time."""
