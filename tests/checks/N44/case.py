from pathlib import Path

from planted import Good
from respoken import Take, publication, said

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    return publication(
        good, "summer", lambda take: _other(take, "Seven black horses gallop over the frozen river today.")
    )


def quiet(good: Good) -> Path:
    text = "The beds drink slowly and the leaves are dry again before night."
    return publication(good, "summer", lambda take: _other(take, text))


def _other(take: Take, text: str) -> bytes:
    begin, end = take.span("The beds drink")
    return take.replaced(begin, end, said(text, take.speech.rate, like=take.sound(begin, end)))
