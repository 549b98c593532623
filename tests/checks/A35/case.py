import re
from collections.abc import Callable
from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def _bare(role: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        content = re.sub(rb' scope="[a-z]+"', b"", re.sub(rb"<(/?)th\b", rb"<\1td", content))
        return replaced('<table id="summer-table"', f'<table id="summer-table"{role}')(content)

    return change


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": _bare("")})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": _bare(' role="presentation"')})
