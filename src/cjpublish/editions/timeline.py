"""The Timeline as JSON: when each chapter, each sentence and, where the voice tells, each word is heard."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.model import Artifact, Book, Chapter, Clip, Timeline, Track, inline_text, walk_sentences

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.timeline.json`; nothing where nothing is narrated.

    Times are seconds with six decimals, from the start of the whole narration and, for a chapter's own file, from the
    chapter's `begin`; `samples` gives them exactly, at `sample_rate` Hz. A word's `written` are its characters in the
    sentence's `text`.
    """
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return
    chapters = {chapter.id: chapter for chapter in book.publication.reading_order}

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_document(book.publication.metadata.title, timeline, chapters))

    yield Artifact(f"{book.publication.metadata.slug}.timeline.json", "application/json", write)


def _document(title: str, timeline: Timeline, chapters: Mapping[str, Chapter]) -> Iterator[str]:
    """Yield the document sentence by sentence, each on a line: with its words, a long book is too much to hold."""
    length = sum(track.length for track in timeline.tracks)
    about = {"title": title, "sample_rate": timeline.rate, "duration": _seconds(length, timeline.rate)}
    yield _open(about, "chapters")
    begin = 0
    for number, track in enumerate(timeline.tracks):
        yield ",\n" if number else "\n"
        yield from _chapter(track, chapters[track.chapter], begin, timeline.rate)
        begin += track.length
    yield "\n]}\n"


def _chapter(track: Track, chapter: Chapter, begin: int, rate: int) -> Iterator[str]:
    texts = {sentence.id: inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks)}
    about = {
        "id": chapter.id,
        "title": chapter.title,
        "begin": _seconds(begin, rate),
        "end": _seconds(begin + track.length, rate),
        "samples": [begin, begin + track.length],
    }
    yield _open(about, "sentences")
    for number, clip in enumerate(track.clips):
        yield f"{',' if number else ''}\n{_json(_sentence(clip, texts[clip.sentence], begin, rate))}"
    yield "\n]}"


def _open(about: Mapping[str, object], member: str) -> str:
    """Return an object up to the beginning of its last member, a list."""
    return f'{_json(about).removesuffix("}")},"{member}":['


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sentence(clip: Clip, text: str, begin: int, rate: int) -> dict[str, object]:
    words = [
        {
            "text": text[slice(*word.written)],
            "written": word.written,
            "begin": _seconds(begin + word.begin, rate),
            "end": _seconds(begin + word.end, rate),
        }
        for word in clip.words
    ]
    return {
        "id": clip.sentence,
        "text": text,
        "begin": _seconds(begin + clip.begin, rate),
        "end": _seconds(begin + clip.end, rate),
        "samples": [clip.begin, clip.end],
        **({"words": words} if words else {}),
    }


def _seconds(samples: int, rate: int) -> float:
    return round(samples / rate, 6)


EDITION = Edition("Timeline (JSON)", narrated=True, make=make, encodings=())
