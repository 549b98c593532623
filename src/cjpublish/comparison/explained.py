"""What is told of two builds already, so that a file which holds the same change once more is not told again."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from cjpublish.comparison.changes import Change
from cjpublish.comparison.snapshot import Picture
from cjpublish.comparison.sounds import Sounds

__all__ = ["Known", "known", "sounding"]

_TEXTS = (".xhtml", ".html", ".txt", ".vtt", ".json", ".smil", ".opf", ".ncx", ".xml", ".css", ".js")
_SOUNDS = (".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac")
_TIMED = (".json", ".smil", ".vtt", ".opf", ".ncx")
"""What holds the times of sounds as plain numbers too."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKUP = re.compile(r"<[^>]*>|\"\w+\":|[^\w\s]")
"""Tags, the names of JSON and punctuation."""
_ID = re.compile(r"\bs[0-9a-f]{8}(?:-\d+)?\b")
"""A sentence's name, which is made of its words."""
_TIME = re.compile(r"PT[\dHMS.]+S|\d+(?:[:.,]\d+)+s?")
_NUMBER = re.compile(r"(?<!\w)\d[\d.:,]*s?(?!\w)")
_SIZE = re.compile(r"kByteSize\" content=\"\d+")
"""What a DAISY talking book weighs."""

Pair = tuple[str, str]
"""A name for what was and one for what is; one is empty where it came or went."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is told: a difference that is made of nothing else is known."""

    gone: frozenset[str]
    """Words that are no more where they were."""
    came: frozenset[str]
    """Words that are where they were not."""
    blocks: bool
    """Whether whole paragraphs came or went, and their markup with them."""
    timed: bool
    """Whether sounds or sentences differ, and all times with them."""
    pictures: frozenset[Pair]
    """The SHA-256 of pictures."""
    encoded: frozenset[Pair]
    """The names of encoded sounds."""
    heard: frozenset[Path]
    """The later files whose sound is told to differ."""

    def file(self, old: Path, new: Path) -> bool:
        """Tell whether all that differs between two files is known."""
        if sounding(new.name):
            return new in self.heard
        return new.name.endswith(_TEXTS) and self.content(new.name, old.read_bytes(), new.read_bytes())

    def content(self, name: str, old: bytes, new: bytes) -> bool:
        """Tell whether all that differs between two contents of a text or a picture is known."""
        if tuple(hashlib.sha256(each).hexdigest() if each else "" for each in (old, new)) in self.pictures:
            return True
        if not name.endswith(_TEXTS):
            return False
        try:
            return self._text(name, old.decode(), new.decode())
        except UnicodeDecodeError:
            return False

    def sounds(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Tell whether all that differs between the parts of two sounds is known; equal ones differ in their tags."""
        differing = [pair for pair in zip_longest(old, new, fillvalue="") if pair[0] != pair[1]]
        return bool(differing) and self.encoded.issuperset(differing)

    def _text(self, name: str, old: str, new: str) -> bool:
        was, now = self._tokens(name, old), self._tokens(name, new)
        before, after = Counter(was), Counter(now)
        if before == after:
            return was == now or bool(self.gone & self.came)
        return (before - after).keys() <= self.gone and (after - before).keys() <= self.came

    def _tokens(self, name: str, text: str) -> list[str]:
        text = _STAMP.sub("", text)
        if self.gone or self.came:
            text = _ID.sub("", text)
        if self.timed:
            text = _TIME.sub("", _SIZE.sub("", text))
            text = _NUMBER.sub("", text) if name.endswith(_TIMED) else text
        if self.blocks or (self.came and name.endswith(".json")):
            text = _MARKUP.sub(" ", text)
        return _tokens(text)


def known(changes: Iterable[Change], before: Iterable[Picture], after: Iterable[Picture], sounds: Sounds) -> Known:
    """Return what changes tell, of the pictures before and after and of the sounds that they tell of too."""
    gone: set[str] = set()
    came: set[str] = set()
    blocks = timed = False
    for change in changes:
        if change.kind in ("narration", "sound"):
            timed = True
            continue
        was, now = Counter(_tokens(change.old)), Counter(_tokens(change.new))
        gone |= (was - now).keys()
        came |= (now - was).keys()
        blocks = blocks or (change.kind != "about" and not (change.old and change.new))
    return Known(
        frozenset(gone), frozenset(came), blocks, timed, frozenset(_pictures(before, after)), sounds.told, sounds.files
    )


def _pictures(before: Iterable[Picture], after: Iterable[Picture]) -> Iterator[Pair]:
    was, now = ({picture.name: picture.sha256 for picture in pictures} for pictures in (before, after))
    for name in was.keys() | now.keys():
        yield was.get(name, ""), now.get(name, "")


def sounding(name: str) -> bool:
    """Tell whether a file's name is that of a sound."""
    return name.lower().endswith(_SOUNDS)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(html.unescape(text))
