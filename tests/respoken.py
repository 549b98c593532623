"""Narrations in which something is spoken that the text does not say: faults planted in a read-along's sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish import engines
from cjpublish.audio import encode, mp3, pcm
from cjpublish.model import Packets, Speech, Voice
from planted import Change, Good

__all__ = ["READALONG", "Take", "changed", "publication", "said"]

READALONG = "the-kitchen-garden-readalong.epub"
_BITRATE = 64_000
_VOICES = {"reader": "en-us", "describer": "en-us+f3"}


@dataclass(frozen=True, slots=True)
class Take:
    """A chapter's sound, to be cut."""

    speech: Speech
    sentences: list[dict[str, Any]]
    """Of the Timeline: `text`, and `samples` from the chapter's start."""

    def span(self, beginning: str) -> tuple[int, int]:
        """Return the samples [begin, end) of the sentence that begins so, with the quiet after it."""
        number = next(n for n, each in enumerate(self.sentences) if each["text"].startswith(beginning))
        following = [each["samples"][0] for each in self.sentences[number + 1 : number + 2]]
        return self.sentences[number]["samples"][0], (following or [len(self.speech.pcm) // 2])[0]

    def sound(self, begin: int, end: int) -> bytes:
        return self.speech.pcm[2 * begin : 2 * end]

    def replaced(self, begin: int, end: int, sound: bytes) -> bytes:
        """Return the chapter with other sound from one sample to another."""
        return self.speech.pcm[: 2 * begin] + sound + self.speech.pcm[2 * end :]


Plant = Callable[[Take], bytes]


def said(text: str, rate: int, voice: str = "reader", *, like: bytes = b"") -> bytes:
    """Return a text said by one of the garden's voices, or by any of espeak's, as loud as other sound, then a pause."""
    import numpy as np

    speech = engines.load("espeak").speak(text, Voice("x", "espeak", _VOICES.get(voice, voice)))
    sound = np.frombuffer(pcm.resample(speech.pcm, speech.rate, rate), "<i2").astype(np.float64)
    if like:
        model = np.frombuffer(like, "<i2").astype(np.float64)
        sound *= np.sqrt((model**2).mean()) / np.sqrt((sound**2).mean())
    return bytes(np.clip(sound, -32768, 32767).astype("<i2").tobytes()) + bytes(2 * (rate // 2))


def changed(built: Path, chapter: str, plant: Plant) -> dict[str, Change]:
    """Return the change of a read-along's archive by which one chapter sounds otherwise."""
    timeline = json.loads((built / "dist" / "the-kitchen-garden.timeline.json").read_text())
    sentences = next(each["sentences"] for each in timeline["chapters"] if each["id"] == chapter)

    def sound(content: bytes) -> bytes:
        speech = pcm.decode(content)
        planted = plant(Take(speech, sentences))
        whole = planted + bytes(-len(planted) % (2 * encode.FRAME))
        content = encode.mp3(whole, speech.rate, _BITRATE)
        return b"".join(mp3.joined([Packets(len(whole) // 2, lambda: content)]).each())

    return {f"audio/text-{chapter}.mp3": sound}


def publication(good: Good, chapter: str, plant: Plant) -> Path:
    """Return a copy of the garden whose only edition is the read-along, one chapter of it spoken otherwise."""
    archive = good.archive(changed(good.built, chapter, plant), READALONG)
    folder = good.manuscript()
    (folder / "dist").mkdir()
    sum_of_it = hashlib.sha256(archive.read_bytes()).hexdigest()
    (folder / "dist" / "SHA256SUMS").write_text(f"# made by cjpublish\n{sum_of_it}  {READALONG}\n", encoding="utf-8")
    archive.replace(folder / "dist" / READALONG)
    return folder
