"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Sizes"]

ROOT = Path(__file__).parent.parent
"""The repository."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What `run.py` takes as options."""

    words: int = 60_000
    """Of a book."""
    long: int = 210_000
    """Of a long book."""
    piper: int = 20_000
    """Words spoken by the embedded voice: so many take about a quarter of an hour on two cores, a book three."""
    articles: int = 10_000
    """In a library."""
    runs: int = 5
    """That count: a figure is their median, after one that does not count."""
    patience: float = 1200.0
    """Seconds that another program may take."""
    novel: Path = ROOT.parent / "shared/books/moby-dick"
    """A folder with the manuscript of Moby-Dick, about 210,000 words."""
