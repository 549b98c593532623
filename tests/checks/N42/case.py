from pathlib import Path

from planted import Good
from respoken import Take, publication

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    def twice(take: Take) -> bytes:
        begin, end = take.span("The beds drink")
        return take.replaced(begin, end, 2 * take.sound(begin, end))

    return publication(good, "summer", twice)


def quiet(good: Good) -> Path:
    """Broad beans stand twice in the text of spring, once at the beginning of a sentence and once of a list."""
    return publication(good, "spring", lambda take: take.speech.pcm)
