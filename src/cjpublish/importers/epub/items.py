"""The files of a publication, and their places in the reading order."""

from __future__ import annotations

from dataclasses import dataclass

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["SVG", "XHTML", "Item", "Place", "tell"]

XHTML = "application/xhtml+xml"
SVG = "image/svg+xml"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the publication, as the manifest has it."""

    id: str
    """Its id in the manifest."""
    path: str
    """Its name in the archive."""
    media_type: str
    """As declared, or by its name where that is plainly wrong."""
    properties: frozenset[str]
    """Such as `nav` or `cover-image`."""
    fallback: str
    """The id of the item to take where this one can't be; empty where there is none."""
    overlay: str
    """The id of its media overlay; empty where there is none."""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Place:
    """A document of the reading order."""

    item: Item
    """What can be read of it: a document, an SVG or a picture."""
    linear: bool
    """Whether it belongs to the primary reading order."""
    properties: frozenset[str]
    """Such as `rendition:layout-pre-paginated`."""


def tell(
    findings: list[Finding], original: Original, code: str, severity: Severity, names: list[str], what: str
) -> None:
    """Append one finding about files that have one thing in common; none where there are no files."""
    if names:
        shown = ", ".join(f"'{name}'" for name in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        verb = "is" if len(names) == 1 else "are"
        findings.append(Finding(code, severity, f"{shown}{more} {verb} {what}", original.place()))
