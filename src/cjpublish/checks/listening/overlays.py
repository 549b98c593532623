"""A read-along EPUB's own account of what is heard when (EPUB 3.3, 9 Media overlays)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import inf
from pathlib import Path
from typing import Any

from cjpublish.artifacts import clock
from cjpublish.artifacts.ebook import EPUB, SMIL, XHTML, XML, Ebook, opened, resolved
from cjpublish.checks.listening import keys
from cjpublish.checks.listening.script import Line, Script, Sound
from cjpublish.checks.listening.told import Told

__all__ = ["scripts"]

_WORDS_A_CLIP = 1.6
"""Up to this many words a clip, on average, an overlay goes word by word."""
_NOTE_REFERENCES = {"noteref", "doc-noteref"}


@dataclass(frozen=True, slots=True)
class _Clip:
    """A `par` with its text."""

    text: str
    id: str
    """Of the text's element."""
    foreign: bool
    audio: str
    """Its name in the archive."""
    begin: float
    end: float
    seq: str
    """The id of the element that its `seq` stands for, where that has no epub:type: perhaps a sentence."""


def scripts(path: Path, name: str, told: Mapping[str, Told]) -> tuple[Script, ...]:
    """Return what should be heard of each document that has an overlay, in reading order.

    Raises InputError where the file is no EPUB that can be read.
    """
    with opened(path, name) as ebook:
        narrators = ebook.values("media:narrator")
        narrator = narrators[0] if len(narrators) == 1 else ""
        parts = [
            (title, audio, tuple(_line(clips, told, narrator) for clips in sentences))
            for title, audio, sentences in _parts(ebook)
        ]
        found = []
        for number, (title, audio, lines) in enumerate(parts):
            before = [each for _, other, each in parts[:number] if other == audio]
            is_last = all(other != audio for _, other, _ in parts[number + 1 :])
            begin = before[-1][-1].end if before else 0.0
            sound = Sound(path, audio, begin, inf if is_last else lines[-1].end)
            key = keys.of([keys.content(ebook.archive.read(audio))], sound, lines)
            found.append(Script(key, title, f"{name}/{audio}", sound, lines))
    return tuple(found)


def _parts(ebook: Ebook) -> Iterator[tuple[str, str, list[list[_Clip]]]]:
    """Yield each stretch of audio that a document goes through: its title, the audio and the clips of each sentence."""
    for item, smil, overlay in ebook.overlays:
        root = ebook.roots.get(item.name)
        if root is None:
            continue
        clips = [clip for par in smil.iter(f"{SMIL}par") for clip in _clips(par, overlay.name, ebook)]
        groups = [list(group) for _, group in groupby(clips, key=lambda clip: clip.seq)]
        sentences = [sentence for group in groups for sentence in _sentences(group)]
        for audio, some in groupby(sentences, key=lambda sentence: sentence[0].audio):
            if ebook.archive.has(audio):
                yield _title(root), audio, list(some)


def _sentences(group: list[_Clip]) -> list[list[_Clip]]:
    """Return the clips of one `seq` sentence by sentence: together where they are words, else each by itself."""
    words = sum(len(clip.text.split()) for clip in group)
    together = (
        group[0].seq != ""
        and len(group) > 1
        and words <= _WORDS_A_CLIP * len(group)
        and len({clip.audio for clip in group}) == 1
    )
    return [group] if together else [[clip] for clip in group]


def _line(clips: list[_Clip], told: Mapping[str, Told], narrator: str) -> Line:
    text = " ".join(clip.text for clip in clips)
    known = told.get(clips[0].id) or (told.get(clips[0].seq) if len(clips) > 1 else None)
    return Line(
        text,
        known.spoken if known else text,
        clips[0].begin,
        clips[-1].end,
        known.voice if known else narrator,
        any(clip.foreign for clip in clips),
    )


def _clips(par: Any, base: str, ebook: Ebook) -> Iterator[_Clip]:
    audio, text = par.find(f"{SMIL}audio"), par.find(f"{SMIL}text")
    if audio is None or text is None:
        return
    name, fragment = resolved(base, text.get("src", ""))
    element = _by_id(ebook.roots.get(name), fragment)
    file, _ = resolved(base, audio.get("src", ""))
    begin, end = clock.seconds(audio.get("clipBegin", "0")), clock.seconds(audio.get("clipEnd", ""))
    if element is None or begin is None or end is None or not end > begin:
        return
    around = par.getparent()
    _, seq = resolved(base, "" if around.get(f"{EPUB}type") else around.get(f"{EPUB}textref", ""))
    shown = " ".join("".join(_text(element)).split())
    if shown:
        yield _Clip(shown, fragment, _foreign(element), file, begin, end, seq)


def _by_id(root: Any, name: str) -> Any:
    if root is None or not name:
        return None
    return next(iter(root.xpath("//*[@id=$name]", name=name)), None)


def _text(element: Any) -> Iterator[str]:
    """Yield what an element says: its text without references to notes, and its pictures' alternative texts."""
    if element.tag == f"{XHTML}img":
        yield element.get("alt", "")
        return
    yield element.text or ""
    for child in element:
        kinds = {*child.get(f"{EPUB}type", "").split(), *child.get("role", "").split()}
        if isinstance(child.tag, str) and not kinds & _NOTE_REFERENCES:
            yield from _text(child)
        yield child.tail or ""


def _foreign(element: Any) -> bool:
    around = next((each for each in (element, *element.iterancestors()) if _language(each)), None)
    inside = (_language(each) for each in element.iterdescendants() if isinstance(each.tag, str))
    languages = [_language(around) if around is not None else "en", *inside]
    return any(language and language.split("-")[0].lower() != "en" for language in languages)


def _language(element: Any) -> str:
    return str(element.get(f"{XML}lang") or element.get("lang") or "")


def _title(root: Any) -> str:
    heading = next(root.iter(*(f"{XHTML}h{level}" for level in range(1, 7))), root.find(f"{XHTML}head/{XHTML}title"))
    return " ".join("".join(_text(heading)).split()) if heading is not None else ""
