"""Media: the pictures of a document as files of a draft."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from cjpublish.draft import Image
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, refused
from cjpublish.importers.archive import Archive, deferred
from cjpublish.importers.docx.marks import Drawn, Marks

__all__ = ["Media"]

_UNSEEN = frozenset(("emf", "emz", "eps", "pct", "pict", "wdp", "wmf", "wmz"))
"""Formats that only word processors show."""
_AS_PICTURE = "save it as a picture from the word processor, and give its file in images.yaml"
_LOST = {
    "chart": "a chart",
    "diagram": "a diagram (SmartArt)",
    "drawing": "a drawing made of shapes",
    "object": "an embedded object",
}
"""What has no picture that could be taken."""


@dataclass(slots=True)
class Media:
    """Finds the files of pictures, and tells which have none."""

    original: Original
    """The document."""
    archive: Archive
    """Its archive."""
    marks: Marks
    """What is known of its drawings."""
    images: dict[str, Image] = field(default_factory=dict)
    """The pictures found so far, by their place in the archive or their address."""
    findings: list[Finding] = field(default_factory=list)
    """What a person must look at."""

    def key(self, address: str, element: object) -> str:
        """Return the key of the picture that a mark stands for, as `markup.Hooks.picture`; empty where it has none."""
        drawn = self.marks.of(address)
        if not isinstance(drawn, Drawn):
            return ""
        if drawn.alternative.guessed:
            text = drawn.alternative.text or ""
            self._warn(
                "guessed-alt", f"a program guessed what a picture shows: {text}", "see whether it says what matters"
            )
        if drawn.kind == "object" and drawn.program:
            message = f"an embedded object ({drawn.program}) is taken over as its picture only"
            self._warn("embedded", message, "write what it holds as text or as a table, if it is more than a picture")
        if drawn.target and not drawn.external:
            return self._embedded(drawn.target)
        if drawn.target:
            return self._linked(drawn.target)
        self._warn("no-picture", f"{_LOST.get(drawn.kind, 'a picture')} can't be taken over", _AS_PICTURE)
        return ""

    def _embedded(self, target: str) -> str:
        suffix = posixpath.splitext(target)[1].lower().removeprefix(".")
        name = posixpath.basename(target)
        if not self.archive.has(target):
            self._warn("no-picture", f"a picture is not in the document: {name}", "give its file in images.yaml")
        elif suffix in _UNSEEN:
            message = f"a picture is in a format that no reader shows: {name}"
            self._warn("no-picture", message, "save it as PNG or SVG, and give its file in images.yaml")
        else:
            self.images.setdefault(target, Image(name, deferred(self.original, target)))
            return target
        return ""

    def _linked(self, address: str) -> str:
        fetch = self.original.fetch
        if fetch is None or not address.startswith(("http://", "https://")):
            self._warn("no-picture", f"a picture is not in the document, only its address: {address}", _AS_PICTURE)
            return ""
        name = posixpath.basename(address.partition("?")[0]) or "picture"
        self.images.setdefault(address, Image(name, lambda: _fetched(self.original, address)))
        return address

    def _warn(self, code: str, message: str, fix: str) -> None:
        self.findings.append(Finding(code, Severity.WARNING, message, self.original.place(), fix))


def _fetched(original: Original, address: str) -> bytes:
    try:
        return original.fetch(address) if original.fetch else b""
    except OSError as error:
        raise refused(original, "not-fetched", f"{address} can't be fetched: {error}") from error
