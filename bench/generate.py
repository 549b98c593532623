"""Writes long manuscripts of plain words, and libraries of articles, for measuring; the same words every time.

python bench/generate.py FOLDER [WORDS]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

__all__ = ["articles", "write"]

_WORDS_A_CHAPTER = 1500
_WORDS_AN_ARTICLE = 350
_SETTINGS = """\
title: {title}
authors: [A. Writer]
language: en
modified: 2026-01-01T00:00:00Z
narration: {{text: quiet}}
"""
_QUIET = "engine: silence\nlanguage: en\n"
_QUICK = f"{_QUIET}rate: 4\n"
"""Four times as fast, the most there is: the sound of many thousand articles has to lie somewhere."""

_TEXT = """\
a able about all and as at be but by each ever fold for garden green hand has in is it late leaf long made many mild
more morning much near new no of old on one open or other own path plain quiet rain river road said sea seven she slow
small so some stone such than that the then there they this time to tree two under very walk wall was water way well
what when where which white who wide wind with word year young"""
_WORDS = _TEXT.split()


def write(folder: Path, words: int = 60_000, *, voice: str = _QUIET) -> Path:
    """Write `folder/manuscript` with about as many words, and the voice that says them; return the folder.

    `voice` is the text of a voice file.
    """
    chapters = max(1, round(words / _WORDS_A_CHAPTER))
    source = random.Random(7)
    manuscript = _started(folder, "A Long Book", voice)
    for number in range(1, chapters + 1):
        text = _chapter(f"Chapter {number}", words // chapters, source)
        (manuscript / f"{number:03}.md").write_text(text, encoding="utf-8")
    return folder


def articles(folder: Path, count: int) -> Path:
    """Write a library of as many short articles, each its own publication in three editions; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "library.yaml").write_text("title: Many Articles\nurl: https://library.example/\n", encoding="utf-8")
    for number in range(1, count + 1):
        title = f"Article {number}"
        manuscript = _started(folder / f"{number:05}", title, _QUICK)
        with (manuscript / "publication.yaml").open("a", encoding="utf-8") as settings:
            settings.write("editions: [epub, m4b, site]\n")
        text = _chapter(title, _WORDS_AN_ARTICLE, random.Random(number))
        (manuscript / "01.md").write_text(text, encoding="utf-8")
    return folder


def _started(folder: Path, title: str, voice: str) -> Path:
    """Write the settings and the voice; return the manuscript's folder."""
    manuscript = folder / "manuscript"
    manuscript.mkdir(parents=True, exist_ok=True)
    (manuscript / "publication.yaml").write_text(_SETTINGS.format(title=title), encoding="utf-8")
    (folder / "voices").mkdir(exist_ok=True)
    (folder / "voices/quiet.yaml").write_text(voice, encoding="utf-8")
    return manuscript


def _chapter(title: str, words: int, source: random.Random) -> str:
    text = [f"# {title}"]
    left = words
    while left > 0:
        sentences = [_sentence(source) for _ in range(source.randint(3, 8))]
        left -= sum(len(sentence.split()) for sentence in sentences)
        text.append(" ".join(sentences))
        if source.random() < 0.08:
            text.append("> " + _sentence(source))
        if source.random() < 0.05:
            text.append("\n".join(f"- {_sentence(source)}" for _ in range(3)))
    return "\n\n".join(text) + "\n"


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
