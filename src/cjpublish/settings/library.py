"""What library.yaml says: what a library of several publications is called, where it stands, and which it holds."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from cjpublish.config import Document, checked, load_file, nearest, shown
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.settings import rules
from cjpublish.settings.schema import LANGUAGE_FIX

__all__ = ["NAME", "LibrarySettings", "is_library", "load", "one_by_one"]

NAME = "library.yaml"
_MANUSCRIPT = "manuscript"
_MANUSCRIPT_FIX = f"a publication's folder holds a folder `{_MANUSCRIPT}`; `cjpublish new DIR` makes one to start from"
_NAMED = 3
"""As many publications are named in a hint."""


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """library.yaml."""

    title: str = checked(rules.filled, "write the title behind the colon", required=True, default="Library")
    """What it is called."""
    url: str = checked(
        rules.web_address,
        "write where dist/site/ will be on the web, such as https://example.org/library/",
        required=True,
        default="",
    )
    """Where its site will be."""
    language: str = checked(rules.language, LANGUAGE_FIX, default="en")
    """BCP 47."""
    description: str | None = None
    """What it is, in a paragraph."""
    publisher: str | None = None
    """Who publishes it."""
    publications: tuple[str, ...] = checked(rules.each_filled, "delete the empty item", default=())
    """Folders in order, relative to the file."""


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """A library as library.yaml describes it."""

    title: str
    """What it is called."""
    url: str
    """The address of its site, absolute, with a slash at its end."""
    language: str
    """BCP 47."""
    description: str | None
    """What it is, in a paragraph."""
    publisher: str | None
    """Who publishes it."""
    folders: tuple[Path, ...]
    """Its publications' folders, absolute: as listed, or in the order of their names."""
    is_listed: bool
    """Whether the publisher has put them in an order."""


def is_library(folder: Path) -> bool:
    """Say whether a folder holds a library.yaml, which makes it a library."""
    return (folder.expanduser() / NAME).is_file()


def one_by_one(root: Path, message: str, command: str) -> InputError:
    """Return why a library can't have something done to all of it; `command` is for one, whose folder comes last."""
    settings = load(root, [])
    places = [_from_here(each) for each in settings.folders] if settings else []
    named = [f"`{command} {each}`" for each in places[:_NAMED]] or [f"`{command} FOLDER`"]
    fix = f"for each of its publications: {', '.join(named)}{' and so on' if len(places) > _NAMED else ''}"
    return InputError([Finding("library", Severity.ERROR, f"this is a library: {message}", Source(str(root)), fix)])


def load(root: Path, findings: list[Finding]) -> LibrarySettings | None:
    """Read library.yaml of a folder; append every fault to `findings`.

    Where a value is faulty its default stands in, so that the publications can be read in the same run. Returns None
    where nothing can be used.
    """
    found = load_file(root / NAME, NAME, LibraryFile, findings)
    if found is None:
        return None
    if (root / _MANUSCRIPT).exists():
        fix = f"move `{_MANUSCRIPT}` into a folder of its own, which stands beside {NAME}"
        message = f"a library's own folder can't be a publication too, and here is a `{_MANUSCRIPT}`"
        findings.append(Finding("library-manuscript", Severity.ERROR, message, found.source(), fix))
    value = found.value
    return LibrarySettings(
        title=_line(value.title) or "",
        url=f"{value.url.rstrip('/')}/",
        language=value.language,
        description=_line(value.description),
        publisher=_line(value.publisher),
        folders=_listed(root, found, findings) if found.has("publications") else _present(root, found, findings),
        is_listed=found.has("publications"),
    )


def _line(text: str | None) -> str | None:
    """Return text on one line, or None where there is none."""
    return " ".join((text or "").split()) or None


def _from_here(place: Path) -> str:
    """Return a path as a command takes it, from where commands run."""
    here = Path.cwd()
    return shlex.quote(str(place.relative_to(here) if place.is_relative_to(here) else place))


def _folders(root: Path) -> tuple[Path, ...]:
    """Return the folders beside library.yaml that hold a manuscript, in name order; hidden ones are none of them."""
    beside = (each for each in root.iterdir() if not each.name.startswith(".") and (each / _MANUSCRIPT).is_dir())
    return tuple(sorted(beside, key=lambda each: each.name))


def _is_within(root: Path, folder: Path) -> bool:
    """Say whether a folder lies in the library's own, wherever links lead."""
    place, whole = folder.resolve(), root.resolve()
    return place != whole and place.is_relative_to(whole)


def _present(root: Path, found: Document[LibraryFile], findings: list[Finding]) -> tuple[Path, ...]:
    """Return the folders that hold a manuscript; report links that lead out of the library, and leave them out."""
    beside = _folders(root)
    folders = tuple(each for each in beside if _is_within(root, each))
    for each in beside:
        if each not in folders:
            message = f"the link {shown(each.name)} leads to no folder within the library's own, and is left out"
            fix = f"put the publication's own folder beside {NAME}, or delete the link"
            findings.append(Finding("outside", Severity.WARNING, message, Source(each.name), fix))
    if not folders:
        message = "there is no publication in this library"
        findings.append(Finding("no-publication", Severity.ERROR, message, found.source(), _MANUSCRIPT_FIX))
    return folders


def _listed(root: Path, found: Document[LibraryFile], findings: list[Finding]) -> tuple[Path, ...]:
    """Return the listed folders; report what is missing, lies outside, is listed twice or holds no manuscript."""
    taken: dict[Path, Path] = {}
    for index, name in enumerate(found.value.publications):
        folder = Path(os.path.normpath(root / name))
        place = folder.resolve()
        if not _is_within(root, folder):
            code, message = "outside", f"{shown(name)} is no folder within the library's own"
            fix = f"put the publication's folder beside {NAME}"
        elif not folder.is_dir():
            code, message = "missing-file", f"the folder {shown(name)} is missing"
            fix = nearest(name, [each.name for each in _folders(root)]) or _MANUSCRIPT_FIX
        elif not (folder / _MANUSCRIPT).is_dir():
            code, message, fix = (
                "no-manuscript",
                f"there is no folder `{_MANUSCRIPT}` in {shown(name)}",
                _MANUSCRIPT_FIX,
            )
        elif place in taken:
            code, message, fix = "listed-twice", f"{shown(name)} is listed twice", "delete one of the two"
        else:
            taken[place] = folder
            continue
        findings.append(Finding(code, Severity.ERROR, message, found.source("publications", index), fix))
    if not found.value.publications and not findings:
        message, fix = "no publication is listed", "list at least one folder, or delete the line"
        findings.append(Finding("no-publication", Severity.ERROR, message, found.source("publications"), fix))
    return tuple(taken.values())
