from pathlib import Path

from planted import Good
from respoken import Take, publication, said

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True


def fires(good: Good) -> Path:
    def more(take: Take) -> bytes:
        begin, end = take.span("The beds drink")
        text = "This book was recorded in the great hall of the public library."
        return take.replaced(end, end, said(text, take.speech.rate, like=take.sound(begin, end)))

    return publication(good, "summer", more)


def quiet(good: Good) -> Path:
    """The quotation and its end are announced, which stands nowhere in the text."""
    return publication(good, "summer", lambda take: take.speech.pcm)
