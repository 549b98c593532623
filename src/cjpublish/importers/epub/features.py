"""What a book has beyond its text that a manuscript can't hold, told in findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.archive import Archive
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.package import Package

__all__ = ["features"]

_SSML = "{http://www.w3.org/2001/10/synthesis}"
_VERTICAL = re.compile(rb"writing-mode\s*:\s*(?:vertical|tb-)", re.IGNORECASE)
_LOOK = "open the book in a reading app and look what is missing"


def features(
    package: Package, documents: Sequence[Document], archive: Archive, original: Original
) -> Iterator[Finding]:
    """Yield a finding for each thing that is not carried over, or that the new edition will show in another way."""
    for code, severity, message, fix in (
        *_layout(package, documents, archive),
        *_sound(package),
        *_behaviour(package, documents),
    ):
        yield Finding(code, severity, message, original.place(), fix)


_Told = tuple[str, Severity, str, str]


def _layout(package: Package, documents: Sequence[Document], archive: Archive) -> Iterator[_Told]:
    if _is_fixed(package, documents):
        message = "the book has a fixed layout: its text and pictures are taken in their order, without their places"
        fix = "look whether they stand in the right order, and describe what only the layout says"
        yield "fixed-layout", Severity.WARNING, message, fix
    if package.is_right_to_left:
        message = "the pages of the book turn from right to left; the text is kept as it is"
        yield "direction", Severity.NOTE, message, ""
    styles = (item for item in package.items.values() if item.media_type == "text/css")
    if any(_VERTICAL.search(archive.read(item.path)) for item in styles):
        message = "the book is set in vertical lines; the text is kept, and set in horizontal ones"
        yield "direction", Severity.NOTE, message, ""


def _is_fixed(package: Package, documents: Sequence[Document]) -> bool:
    pages = [each for each in documents if "rendition:layout-pre-paginated" in each.place.properties]
    declared = package.meta("rendition:layout") == "pre-paginated" or package.meta("fixed-layout") == "true"
    return declared or len(pages) * 2 > len(documents)


def _sound(package: Package) -> Iterator[_Told]:
    overlaid = any(item.overlay for item in package.items.values())
    media = [item for item in package.items.values() if item.media_type.startswith(("audio/", "video/"))]
    if overlaid:
        message = "the book has a narration of its own (media overlays), which is not carried over"
        yield "narration", Severity.NOTE, message, "put its recordings into voices/ as those of a person (README)"
    elif media:
        what = "one file of sound or film" if len(media) == 1 else f"{len(media)} files of sound or film"
        message = f"the book has {what}, which a manuscript can't hold"
        yield (
            "media",
            Severity.WARNING,
            message,
            "describe in the text what is heard or seen, or lead to it with a link",
        )


def _behaviour(package: Package, documents: Sequence[Document]) -> Iterator[_Told]:
    scripted = any("scripted" in item.properties for item in package.items.values())
    if scripted or next(package.root.iter("{*}bindings"), None) is not None:
        message = "the book has parts that scripts make or change; what they show only then is not here"
        yield "scripts", Severity.WARNING, message, _LOOK
    lexicons = any(item.media_type == "application/pls+xml" for item in package.items.values())
    if lexicons or any(_has_ssml(document) for document in documents):
        message = "the book says how words are pronounced (SSML or PLS), which is not carried over"
        yield "pronunciation", Severity.NOTE, message, "write it into voices/lexicon.LANGUAGE.yaml"


def _has_ssml(document: Document) -> bool:
    if document.body is None:
        return False
    return any(str(key).startswith(_SSML) for each in document.body.iter("*") for key in each.attrib)
