from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/autumn.xhtml"


def fires(good: Good) -> Path:
    return _with_autumn(good, "<p> </p>")


def quiet(good: Good) -> Path:
    return _with_autumn(good, "<p>Later.</p>")


def _with_autumn(good: Good, body: str) -> Path:
    attributes = 'xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"'
    document = f"<html {attributes}><head><title>Autumn</title></head><body>{body}</body></html>"
    return good.archive({"content.opf": _listed, "EPUB/text/autumn.xhtml": document})


def _listed(content: bytes) -> bytes:
    item = '<item href="text/autumn.xhtml" id="autumn" media-type="application/xhtml+xml"/>'
    listed = replaced("</manifest>", f"{item}</manifest>")(content)
    return replaced("</spine>", '<itemref idref="autumn"/></spine>')(listed)
