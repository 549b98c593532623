import re
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"

_WITH_ROLES = (
    "about-this-publication.xhtml",
    "content-note.xhtml",
    "cover.xhtml",
    "nav.xhtml",
    "spring.xhtml",
    "summer.xhtml",
)


def _without_roles(content: bytes) -> bytes:
    return re.sub(rb' role="doc-[a-z]+"', b"", content)


def fires(good: Good) -> Path:
    return good.archive(dict.fromkeys(_WITH_ROLES, _without_roles))


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": _without_roles})
