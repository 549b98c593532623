"""The Timeline as JSON: when each chapter, each sentence and, where the voice tells, each word is heard."""

from __future__ import annotations

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
    """Yield the document chapter by chapter: with its words, a long book is too much to hold at once."""
    length = sum(track.length for track in timeline.tracks)
    about = {"title": title, "sample_rate": timeline.rate, "duration": _seconds(length, timeline.rate)}
    yield _json(about).removesuffix("\n}") + ',\n "chapters": ['
    begin = 0
    for track in timeline.tracks:
        entry = _json(_chapter(track, chapters[track.chapter], begin, timeline.rate))
        yield f"{',' if begin else ''}\n{entry}".replace("\n", "\n  ")
        begin += track.length
    yield "\n ]\n}\n"


def _json(value: object) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def _chapter(track: Track, chapter: Chapter, begin: int, rate: int) -> dict[str, object]:
    texts = {sentence.id: inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks)}
    sentences = [_sentence(clip, texts[clip.sentence], begin, rate) for clip in track.clips]
    return {
        "id": chapter.id,
        "title": chapter.title,
        "begin": _seconds(begin, rate),
        "end": _seconds(begin + track.length, rate),
        "samples": [begin, begin + track.length],
        "sentences": sentences,
    }


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


EDITION = Edition("Timeline (JSON)", narrated=True, make=make)
