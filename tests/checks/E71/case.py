from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/overlays/text-spring.smil:"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"text-spring.smil": _plain}, READALONG)


def quiet(good: Good) -> Path:
    return good.archive({"text-spring.smil": replaced('epub:type="footnote" ', "")}, READALONG)


def _plain(content: bytes) -> bytes:
    inner = replaced('epub:type="footnote" ', "")(content)
    return replaced('epub:type="endnotes" ', "")(inner)
