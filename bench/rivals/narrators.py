"""Makers of narrations, each with a voice that costs nothing, so that what is measured is its own work.

Kokoro, whom two of them ask to speak, is stood in for by `standins/`: their own commands run as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rivals.installed import Tool

__all__ = ["NARRATORS", "Narrator"]

_STANDINS = Path(__file__).with_name("standins")
_SPANTRACK = Tool(
    "spantrack",
    "1.0.0",
    "3.12",
    needs=("ftfy==6.3.1", "lxml>=5,<6", "numpy>=1.26,<3", "pysbd==0.3.4", "soundfile<1"),
)
_REED = Tool(
    "reed-cli",
    "0.4.0",
    "3.13",
    needs=("beautifulsoup4", "click", "ebooklib", "flask", "markdown-it-py", "markdownify", "numpy", "soundfile"),
    program="reed",
)


def _bracketed(folder: Path) -> None:
    """Write `except A, B:` as Python before 3.14 takes it (PEP 758)."""
    for file in folder.glob("lib/*/site-packages/epub_to_m4b/**/*.py"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^(\s*except )([\w.]+(?:, [\w.]+)+):", r"\1(\2):", text), encoding="utf-8")


_EPUB_TO_M4B = Tool("epub-to-m4b", "0.3.0", "3.13", unasked=True, mend=_bracketed)


@dataclass(frozen=True, slots=True)
class Narrator:
    """Another maker of narrations."""

    tool: Tool
    """The program."""
    makes: str
    """What it makes of a book."""
    arguments: tuple[str, ...]
    """Of its command; `{epub}`, `{text}` and `{out}` stand for the book in two kinds and a folder for what it makes."""

    def command(self, book: Mapping[str, Path]) -> Sequence[str]:
        """Return its command for a book; raises UnavailableError where it can't be had."""
        return (self.tool.command(), *(each.format_map(book) for each in self.arguments))

    def environment(self, out: Path) -> Mapping[str, str]:
        """Return the variables that it runs with; what it keeps of a book lies in `out`.

        The grammars that epub-to-m4b compiles once, for all books, lie beside it.
        """
        kept, grammars = str(out / "kept"), str(out.with_name("grammars"))
        return {"PYTHONPATH": str(_STANDINS), "E2M_CACHE_DIR": kept, "E2M_NEMO_CACHE_DIR": grammars}


NARRATORS = (
    Narrator(
        _SPANTRACK,
        "a read-along with MP3; its voice hums, since it cuts off silence",
        ("{epub}", "--output", "{out}/book.epub", "--work-dir", "{out}/work"),
    ),
    Narrator(_REED, "an M4B; its voice hums", ("audiobook", "--input", "{text}", "--output", "{out}/book.m4b")),
    Narrator(
        _EPUB_TO_M4B,
        "an M4B and captions, with its own engine `silence`, on Python 3.13 in place of 3.14",
        ("convert", "{epub}", "--engine", "silence", "--out-dir", "{out}"),
    ),
)
