from pathlib import Path

from planted import Good
from respoken import Take, publication

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    def silent(take: Take) -> bytes:
        begin, end = take.span("The beds drink")
        return take.replaced(begin, end, bytes(2 * (end - begin)))

    return publication(good, "summer", silent)


def quiet(good: Good) -> Path:
    """A long pause before a sentence."""

    def later(take: Take) -> bytes:
        begin, _ = take.span("The beds drink")
        return take.replaced(begin, begin, bytes(4 * take.speech.rate))

    return publication(good, "summer", later)
