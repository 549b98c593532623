"""images/images.yaml: what is said about each picture, and whether alternative text can do its work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cjpublish.config import Document, Located, load_file
from cjpublish.errors import Finding, Severity, Source

__all__ = ["Picture", "alt_findings", "load"]

_NAME = "manuscript/images/images.yaml"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|webp|svg|bmp|tiff?)", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(an? )?(image|picture|photo|photograph|graphic|figure|chart|todo|alt|alt text|x+)\W*", re.IGNORECASE
)
_SAYS_IMAGE = re.compile(r"(an? |the )?(image|picture|photo|photograph|graphic) (of|showing)\b", re.IGNORECASE)
_NEEDS_DESCRIPTION = re.compile(r"\b(chart|diagram|map|graph|infographic)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said about one picture."""

    path: str
    """`images/…`, relative to manuscript/."""
    alt: Located | None
    """Alternative text."""
    caption: Located | None
    """What is printed beneath, as Markdown."""
    credit: Located | None
    """Who made it, as Markdown."""
    description: Located | None
    """The long description, as Markdown."""
    decorative: bool
    """Whether it says nothing that the text does not."""
    license: str
    """Under what terms it may be used."""
    source: Source
    """Its entry."""


@dataclass(frozen=True, slots=True)
class _Entry:
    alt: Located | None = None
    caption: Located | None = None
    credit: Located | None = None
    description: Located | None = None
    decorative: bool = False
    license: str = ""


def load(root: Path, findings: list[Finding]) -> dict[str, Picture]:
    """Read what is said about pictures, by path; no file says nothing.

    The rules of alternative text are those a machine can see (EPUB Accessibility 1.1; WCAG 2.2, 1.1.1).
    """
    file = root / _NAME
    if not file.is_file():
        return {}
    found: Document[Mapping[str, _Entry]] | None = load_file(file, _NAME, Mapping[str, _Entry], findings)
    if found is None:
        return {}
    pictures = {}
    for name, entry in found.value.items():
        path = name if name.startswith("images/") else f"images/{name}"
        source = found.source(name)
        pictures[path] = Picture(path, source=source, **{key: getattr(entry, key) for key in _KEYS})
        findings += _findings(root, pictures[path])
    findings += _repeated(pictures)
    return pictures


_KEYS = ("alt", "caption", "credit", "description", "decorative", "license")


def alt_findings(text: str, source: Source, *, described: bool, caption: str = "") -> list[Finding]:
    """Return what is wrong with an alternative text; `described` where a long description goes with it."""
    found: list[Finding] = []

    def report(severity: Severity, message: str, fix: str) -> None:
        found.append(Finding("alt-text", severity, message, source, fix))

    plain = " ".join(text.split())
    if _FILE_NAME.fullmatch(plain):
        report(Severity.ERROR, "this alternative text is a file name", "say what the picture tells")
        return found
    if not plain or _PLACEHOLDER.fullmatch(plain):
        report(Severity.ERROR, "this alternative text says nothing", "say what the picture tells, in a sentence")
        return found
    if _NEEDS_DESCRIPTION.search(plain) and not described:
        fix = "add `description:` with all that can be read from it"
        report(Severity.ERROR, "a chart, diagram or map needs a long description", fix)
    if _SAYS_IMAGE.match(plain):
        report(Severity.WARNING, "readers are told anyway that this is an image", "begin with what it shows")
    if len(plain) > 150 and not described:
        much = "far too long" if len(plain) > 250 else "long"
        fix = "shorten it to 150 characters and put the rest into `description:`"
        report(Severity.WARNING, f"this alternative text is {much} ({len(plain)} characters)", fix)
    if caption and plain.casefold().rstrip(".") == " ".join(caption.split()).casefold().rstrip("."):
        report(Severity.WARNING, "this alternative text repeats the caption", "say what the caption does not")
    if len(plain.split()) < 3:
        report(Severity.WARNING, "this alternative text is under three words", "say what the picture tells")
    if plain[-1] not in ".!?…。！？។":
        report(Severity.WARNING, "this alternative text ends without a full stop", "a full stop makes voices pause")
    return found


def _findings(root: Path, picture: Picture) -> list[Finding]:
    if not (root / "manuscript" / picture.path).is_file():
        fix = "mend the name, or put the file into manuscript/images/"
        message = f"'{picture.path}' is missing"
        return [Finding("missing-file", Severity.ERROR, message, picture.source, fix)]
    if picture.decorative:
        if picture.alt and picture.alt.text.strip():
            fix = "keep either `alt` or `decorative: true`"
            message = "a decorative picture has no alternative text"
            return [Finding("alt-text", Severity.ERROR, message, picture.alt.source, fix)]
        return []
    if picture.alt is None:
        fix = "add `alt:` with what it tells, or `decorative: true` where it tells nothing"
        message = f"'{picture.path}' has no alternative text"
        return [Finding("alt-text", Severity.ERROR, message, picture.source, fix)]
    caption = picture.caption.text if picture.caption else ""
    return alt_findings(
        picture.alt.text, picture.alt.source, described=picture.description is not None, caption=caption
    )


def _repeated(pictures: Mapping[str, Picture]) -> list[Finding]:
    first: dict[str, Picture] = {}
    found = []
    for picture in pictures.values():
        text = " ".join(picture.alt.text.split()).casefold() if picture.alt else ""
        if text and text in first:
            message = f"this is the alternative text of '{first[text].path}' too"
            place = picture.alt.source if picture.alt else picture.source
            found.append(Finding("alt-text", Severity.WARNING, message, place, "say what sets the two apart"))
        first.setdefault(text, picture)
    return found
