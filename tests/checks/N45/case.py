from pathlib import Path

from planted import Good
from respoken import Take, publication, said

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    return publication(good, "summer", lambda take: _month(take, "Christmas"))


def quiet(good: Good) -> Path:
    return publication(good, "summer", lambda take: _month(take, "August"))


def _month(take: Take, name: str) -> bytes:
    begin, end = take.span("In the last week of August")
    text = f"In the last week of {name} the beans are dry, and the jars are full."
    return take.replaced(begin, end, said(text, take.speech.rate, like=take.sound(begin, end)))
