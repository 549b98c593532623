import re
from collections.abc import Callable
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": _level(4)})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": _level(2)})


def _level(level: int) -> Callable[[bytes], bytes]:
    tag = f"h{level}".encode()

    def change(content: bytes) -> bytes:
        return re.sub(rb'<h2 id="what(.*?)</h2>', rb'<%b id="what\1</%b>' % (tag, tag), content)

    return change
