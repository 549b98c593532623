"""Writes a long manuscript of plain words, for measuring; the same words every time.

python bench/generate.py FOLDER [WORDS]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

__all__ = ["write"]

_WORDS = Path(__file__).read_text(encoding="utf-8").casefold().replace("`", " ").split()
_WORDS = sorted({word for word in _WORDS if word.isalpha()})
"""The plain words of this very file."""


def write(folder: Path, words: int = 60_000, chapters: int = 40) -> Path:
    """Write `folder/manuscript` with about as many words in as many chapters; return the folder."""
    source = random.Random(7)
    manuscript = folder / "manuscript"
    manuscript.mkdir(parents=True, exist_ok=True)
    (manuscript / "publication.yaml").write_text(
        "title: A Long Book\nauthors: [A. Writer]\nlanguage: en\nmodified: 2026-01-01T00:00:00Z\n"
        "narration: {text: quiet}\n"
    )
    (folder / "voices").mkdir(exist_ok=True)
    (folder / "voices/quiet.yaml").write_text("engine: silence\nlanguage: en\n")
    for number in range(1, chapters + 1):
        text = [f"# Chapter {number}"]
        left = words // chapters
        while left > 0:
            sentences = [_sentence(source) for _ in range(source.randint(3, 8))]
            left -= sum(len(sentence.split()) for sentence in sentences)
            text.append(" ".join(sentences))
            if source.random() < 0.08:
                text.append("> " + _sentence(source))
            if source.random() < 0.05:
                text.append("\n".join(f"- {_sentence(source)}" for _ in range(3)))
        (manuscript / f"{number:03}.md").write_text("\n\n".join(text) + "\n")
    return folder


def _sentence(source: random.Random) -> str:
    words = [source.choice(_WORDS) for _ in range(source.randint(6, 28))]
    if source.random() < 0.2:
        place = source.randrange(len(words))
        words[place] = f"*{words[place]}*"
    if source.random() < 0.3:
        words[len(words) // 2] += ","
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60_000)
