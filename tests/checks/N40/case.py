from pathlib import Path

from planted import Good
from respoken import Take, publication, said

PLACE = "dist/the-kitchen-garden-readalong.epub/EPUB/audio/text-summer.mp3"
OPTIONS = {"listen": True}
SLOW = True

_OTHER = (
    "A train leaves the station at seven every morning. The conductor wears a blue jacket and carries a lamp. "
    "Behind the last window someone reads a newspaper. Mountains stand far away, white and without a cloud. "
    "Nobody speaks before the second stop, where the baker climbs aboard with a basket."
)


def fires(good: Good) -> Path:
    return publication(good, "summer", lambda take: said(_OTHER, take.speech.rate, like=take.speech.pcm))


def quiet(good: Good) -> Path:
    def one_sentence(take: Take) -> bytes:
        begin, end = take.span("The beds drink")
        return take.replaced(begin, end, said(_OTHER[:50], take.speech.rate, like=take.sound(begin, end)))

    return publication(good, "summer", one_sentence)
