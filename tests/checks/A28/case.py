from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"

_LINES = """<p><b>What the beds need</b></p>
<p>Here stands a paragraph that is a good deal longer than the line above it.</p>
"""


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", _LINES * 3)})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", _LINES * 2)})
