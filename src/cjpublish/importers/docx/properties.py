"""Properties: what the document says of itself (ECMA-376 Part 2, core properties)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cjpublish.draft import Metadata
from cjpublish.importers.docx.names import NAMESPACES, Element

__all__ = ["language_of", "properties"]

_NOBODY = frozenset(
    ("", "admin", "administrator", "author", "microsoft office user", "owner", "python-docx", "user", "windows user")
)
_NO_TITLE = re.compile(r"(?:microsoft word - .*|word document|untitled|document\d*|.*\.docx?|)$", re.I)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def properties(core: Element | None, front: Mapping[str, list[str]]) -> Metadata:
    """Return the metadata of a document; the lines of its title page go before its properties.

    What programs fill in by themselves ("Windows User", "Document1") says nothing. The date is that of the last change.
    """
    title = " ".join(front.get("title", ())) or _title(_text(core, "dc:title"))
    authors = front.get("author", []) or _several(_text(core, "dc:creator"), ";")
    subjects = [*_several(_text(core, "cp:keywords"), ",;"), *_several(_text(core, "dc:subject"), ";")]
    dates = (_DATE.match(_text(core, f"dcterms:{name}")) for name in ("modified", "created"))
    return Metadata(
        title=title,
        subtitle=" ".join(front.get("subtitle", ())),
        authors=tuple(name for name in authors if name.lower() not in _NOBODY),
        date=next((date[0] for date in dates if date), ""),
        subjects=tuple(dict.fromkeys(subjects)),
        description=_text(core, "dc:description"),
    )


def language_of(core: Element | None) -> str:
    """Return the language that the properties name, BCP 47; empty where they name none."""
    language = _text(core, "dc:language")
    return language if _LANGUAGE.match(language) else ""


def _text(core: Element | None, path: str) -> str:
    found = None if core is None else core.find(path, NAMESPACES)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _several(text: str, separators: str) -> list[str]:
    return [part.strip() for part in re.split(f"[{separators}]", text) if part.strip()]


def _title(text: str) -> str:
    return "" if _NO_TITLE.match(text) else text
