import re
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def _unscoped(content: bytes) -> bytes:
    return re.sub(rb' scope="[a-z]+"', b"", content)


def _columns_only(content: bytes) -> bytes:
    return _unscoped(re.sub(rb'<th ([^>]*)scope="row">([^<]*)</th>', rb"<td \1>\2</td>", content))


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": _unscoped})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": _columns_only})
