from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/overlays/text-spring.smil:"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive(
        {"text-spring.smil": replaced("../audio/text-spring.mp3", "../audio/text-autumn.mp3")}, READALONG
    )


def quiet(good: Good) -> Path:
    return good.edition(READALONG)
