from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("Bar chart of two", "Picture of two")})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("Bar chart of two", "Pictured from above are two")})
