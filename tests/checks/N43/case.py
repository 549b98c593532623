from pathlib import Path

from planted import Good
from respoken import Take, publication

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    def swapped(take: Take) -> bytes:
        first, second = take.span("Water in the evening"), take.span("The beds drink")
        return take.replaced(first[0], second[1], take.sound(*second) + take.sound(*first))

    return publication(good, "summer", swapped)


def quiet(good: Good) -> Path:
    return publication(good, "summer", lambda take: take.replaced(*take.span("The beds drink"), b""))
