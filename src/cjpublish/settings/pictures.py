"""images/images.yaml: what is said about each picture."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Set
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
    missing: bool = False
    """Whether there is no file of it, so that what is said of it stands in its place."""


@dataclass(frozen=True, slots=True)
class _Entry:
    alt: Located | None = None
    caption: Located | None = None
    credit: Located | None = None
    description: Located | None = None
    decorative: bool = False
    missing: bool = False
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
    findings += _repeated(pictures, {finding.source for finding in findings if finding.severity is Severity.ERROR})
    return {path: _with_alt(picture) for path, picture in pictures.items()}


def picture_files(root: Path) -> list[str]:
    """Return the paths of all files in images/, relative to manuscript/, in name order."""
    manuscript = root / "manuscript"
    files = (each for each in (manuscript / "images").rglob("*") if each.is_file() and each.name != "images.yaml")
    return sorted(each.relative_to(manuscript).as_posix() for each in files)


def _with_alt(picture: Picture) -> Picture:
    """Let the path stand in for a missing alternative text: that it is missing is said once, not at each place."""
    if picture.decorative or (picture.alt and picture.alt.text.strip()) or (picture.missing and picture.caption):
        return picture
    return replace(picture, alt=Located(picture.path, picture.source))


def _path(name: str) -> str:
    return posixpath.normpath(name if name.startswith("images/") else f"images/{name}")


def _findings(root: Path, picture: Picture, found: Document[dict[str, _Entry]], name: str) -> list[Finding]:
    if not picture.path.startswith("images/"):
        return [_error("outside", f"{shown(name)} lies outside manuscript/images/", picture.source, "put it there")]
    if picture.missing:
        return _missing(root, picture, found.source(name, "missing"))
    if not (root / "manuscript" / picture.path).is_file():
        put = "put the file into manuscript/images/, or add `missing: true` where there is none"
        fix = nearest(picture.path, picture_files(root)) or put
        return [_error("missing-file", f"'{picture.path}' is missing", picture.source, fix)]
    if picture.decorative:
        fix = "keep either `decorative: true` or what is said about it"
        said = {"alternative text": picture.alt, "long description": picture.description}
        return [
            _error("decorative-alt", f"a decorative picture has no {what}", text.source, fix)
            for what, text in said.items()
            if text and text.text.strip()
        ]
    if picture.alt is None:
        if found.has(name, "alt"):
            return []  # there is one, and it is reported already
        fix = "add `alt:` with what it tells, or `decorative: true` where it tells nothing"
        return [_error("alt-missing", f"'{picture.path}' has no alternative text", picture.source, fix)]
    caption = picture.caption.text if picture.caption else ""
    described = picture.description is not None
    return alt_findings(picture.alt.text, picture.alt.source, described=described, caption=caption, path=picture.path)


def _missing(root: Path, picture: Picture, place: Source) -> list[Finding]:
    """Return what is wrong with a picture that has no file: what is said of it is all that a reader gets."""
    if (root / "manuscript" / picture.path).is_file():
        message = f"'{picture.path}' is here, though `missing: true` says that it isn't"
        return [_error("missing-picture", message, place, "delete the line `missing: true`")]
    if picture.decorative:
        fix = "take the picture out of the text, and its entry from here"
        return [_error("missing-picture", "a decorative picture that is missing leaves nothing to publish", place, fix)]
    said = [text for text in (picture.alt, picture.caption) if text and text.text.strip()]
    if not said:
        message = f"'{picture.path}' is missing, and nothing is said of it"
        return [_error("alt-missing", message, picture.source, "add `alt:` with what it tells, or its `caption:`")]
    message = f"'{picture.path}' is missing, so readers get only what is said of it"
    fix = f"put the file at manuscript/{picture.path}, and delete the line `missing: true`"
    found = [Finding("missing-picture", Severity.WARNING, message, picture.source, fix)]
    if picture.alt in said and picture.alt:
        # It may be long and it may be the caption again: it is printed, and printed once.
        found += alt_findings(picture.alt.text, picture.alt.source, described=True, path=picture.path)
    return found


def _repeated(pictures: Mapping[str, Picture], faulty: Set[Source | None]) -> list[Finding]:
    """Return a warning for each alternative text that an earlier picture has; faulty ones are rewritten anyway."""
    first: dict[str, str] = {}
    found = []
    for picture in pictures.values():
        text = " ".join(picture.alt.text.split()).casefold() if picture.alt else ""
        if picture.alt and picture.alt.source in faulty:
            continue
        if picture.alt and text in first:
            message, fix = f"this is the alternative text of '{first[text]}' too", "say what sets the two apart"
            found.append(Finding("alt-twice", Severity.WARNING, message, picture.alt.source, fix))
        if text:
            first.setdefault(text, picture.path)
    return found


def _error(code: str, message: str, source: Source, fix: str) -> Finding:
    return Finding(code, Severity.ERROR, message, source, fix)
