from pathlib import Path

from planted import Good
from respoken import Take, publication

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    return publication(good, "summer", lambda take: take.replaced(*take.span("The beds drink"), b""))


def quiet(good: Good) -> Path:
    def later(take: Take) -> bytes:
        begin, _ = take.span("The beds drink")
        return take.replaced(begin, begin, bytes(2 * take.speech.rate))

    return publication(good, "summer", later)
