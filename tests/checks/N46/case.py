from pathlib import Path

from planted import Good
from respoken import Take, publication, said

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    return publication(good, "summer", lambda take: _spoken(take, "describer"))


def quiet(good: Good) -> Path:
    """The same voice at another loudness."""
    return publication(good, "summer", lambda take: _spoken(take, "reader"))


def _spoken(take: Take, voice: str) -> bytes:
    sounds = [take.sound(0, take.sentences[0]["samples"][0])]
    for sentence in take.sentences:
        sounds.append(said(sentence["text"], take.speech.rate, voice, like=take.sound(*sentence["samples"])))
    return b"".join(sounds)
