from pathlib import Path

from planted import Change, Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml:"
PAGE = '<span id="page-7" epub:type="pagebreak" role="doc-pagebreak" aria-label="7."></span><p>'
LIST = """\
<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages" hidden="hidden">
<ol><li><a href="text/summer.xhtml#page-7">7</a></li></ol>
</nav>
</body>"""


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<p>", PAGE)})


def quiet(good: Good) -> Path:
    changes: dict[str, Change] = {"summer.xhtml": replaced("<p>", PAGE), "nav.xhtml": replaced("</body>", LIST)}
    return good.archive(changes)
