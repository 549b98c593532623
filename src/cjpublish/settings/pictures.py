"""images/images.yaml: what is said about each picture."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from cjpublish.config import Document, Located, load_file, nearest, shown
from cjpublish.errors import Finding, Severity, Source
from cjpublish.settings.alt import alt_findings

__all__ = ["Picture", "alt_findings", "load", "picture_files"]

_NAME = "manuscript/images/images.yaml"


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


def load(root: Path, findings: list[Finding]) -> Mapping[str, Picture] | None:
    """Read what is said about pictures, by path; append every fault to `findings`.

    No file says nothing. Returns None where there is a file that can't be read.
    """
    file = root / _NAME
    if not file.is_file():
        other = file.with_suffix(".yml")
        if other.is_file():
            place = Source(_NAME.removesuffix("yaml") + "yml")
            findings.append(_error("file-name", "this file is not read", place, "rename it to images.yaml"))
        return {}
    found = load_file(file, _NAME, dict[str, _Entry], findings)
    if found is None:
        return None
    pictures: dict[str, Picture] = {}
    for name, entry in found.value.items():
        path, source = _path(name), found.source(name)
        if path in pictures:
            first = f"the first is in line {pictures[path].source.line}"
            findings.append(_error("duplicate-key", f"{shown(path)} is here twice", source, first))
            continue
        picture = Picture(path, source=source, **{each.name: getattr(entry, each.name) for each in fields(entry)})
        findings += _findings(root, picture, found, name)
        pictures[path] = picture
    findings += _repeated(pictures)
    return {path: _with_alt(picture) for path, picture in pictures.items()}


def picture_files(root: Path) -> list[str]:
    """Return the paths of all files in images/, relative to manuscript/, in name order."""
    manuscript = root / "manuscript"
    files = (each for each in (manuscript / "images").rglob("*") if each.is_file() and each.name != "images.yaml")
    return sorted(each.relative_to(manuscript).as_posix() for each in files)


def _with_alt(picture: Picture) -> Picture:
    """Let the path stand in for a missing alternative text: that it is missing is said once, not at each place."""
    if picture.decorative or (picture.alt and picture.alt.text.strip()):
        return picture
    return replace(picture, alt=Located(picture.path, picture.source))


def _path(name: str) -> str:
    return posixpath.normpath(name if name.startswith("images/") else f"images/{name}")


def _findings(root: Path, picture: Picture, found: Document[dict[str, _Entry]], name: str) -> list[Finding]:
    if not picture.path.startswith("images/"):
        return [_error("outside", f"{shown(name)} lies outside manuscript/images/", picture.source, "put it there")]
    if not (root / "manuscript" / picture.path).is_file():
        fix = nearest(picture.path, picture_files(root)) or "put the file into manuscript/images/"
        return [_error("missing-file", f"'{picture.path}' is missing", picture.source, fix)]
    if picture.decorative:
        fix = "keep either `decorative: true` or what is said about it"
        said = {"alternative text": picture.alt, "long description": picture.description}
        return [
            _error("alt-text", f"a decorative picture has no {what}", text.source, fix)
            for what, text in said.items()
            if text and text.text.strip()
        ]
    if picture.alt is None:
        if found.has(name, "alt"):
            return []  # there is one, and it is reported already
        fix = "add `alt:` with what it tells, or `decorative: true` where it tells nothing"
        return [_error("alt-text", f"'{picture.path}' has no alternative text", picture.source, fix)]
    caption = picture.caption.text if picture.caption else ""
    described = picture.description is not None
    return alt_findings(picture.alt.text, picture.alt.source, described=described, caption=caption, path=picture.path)


def _repeated(pictures: Mapping[str, Picture]) -> list[Finding]:
    first: dict[str, str] = {}
    found = []
    for picture in pictures.values():
        text = " ".join(picture.alt.text.split()).casefold() if picture.alt else ""
        if picture.alt and text in first:
            message, fix = f"this is the alternative text of '{first[text]}' too", "say what sets the two apart"
            found.append(Finding("alt-text", Severity.WARNING, message, picture.alt.source, fix))
        if text:
            first.setdefault(text, picture.path)
    return found


def _error(code: str, message: str, source: Source, fix: str) -> Finding:
    return Finding(code, Severity.ERROR, message, source, fix)
