from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:2"


def fires(good: Good) -> Path:
    def without_description(content: bytes) -> bytes:
        begin, end = content.index(b"  description:"), content.index(b"leaf.png:")
        return content[:begin] + content[end:]

    return good.manuscript({IMAGES: without_description})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", "alt: A leaf that maps of gardens often show.")})
