from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/nav.xhtml:"
ALSO = ("A18",)


def fires(good: Good) -> Path:
    return good.archive({"nav.xhtml": _swapped})


def quiet(good: Good) -> Path:
    return good.edition()


def _swapped(content: bytes) -> bytes:
    """Let the entry of the content note lead to the title page, and the other way round."""
    first = replaced("text/title-page.xhtml", "text/other.xhtml")(content)
    second = replaced("text/content-note.xhtml", "text/title-page.xhtml")(first)
    return replaced("text/other.xhtml", "text/content-note.xhtml")(second)
