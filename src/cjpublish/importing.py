"""The way in: a source is read into a Draft, the Draft written down, and the manuscript put in place all at once."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from cjpublish import dist, drafting, importers, pipeline
from cjpublish.draft import Cut, Draft
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.importers import Fetch, Original
from cjpublish.slugs import slug

__all__ = ["REPORT", "Imported", "import_from"]

REPORT = "import-report.md"
"""The file in the publication's folder that says what was done."""

_LARGEST, _LONGEST = 64_000_000, 60.0
"""Bytes and seconds of one answer from the network."""
_OLD = ".manuscript.old"
"""What a manuscript is called for the moment in which another takes its place."""
_STAGE = ".cjpublish-import-"
"""How the folder is called in which a manuscript is written before it is put in place."""
_LONG_AGO = 86_400
"""Seconds after which no import is still at work."""
_SUFFIXES = {".docx", ".epub", ".htm", ".html", ".md", ".txt", ".xhtml"}
"""Endings of a web address's path that tell of a file; anything else is a page."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has made."""

    folder: Path
    """Where its manuscript lies: `cjpublish -C FOLDER` builds it."""
    made: tuple[Path, ...]
    """Every file that was written."""
    findings: tuple[Finding, ...]
    """What was changed or guessed (notes), and what a person should look at (warnings)."""
    todo: tuple[Finding, ...]
    """What has to be mended before it builds."""
    cuts: int
    """How many texts were left out; the report has each with its reason."""

    @property
    def report(self) -> str:
        """The name of the report in the folder."""
        return REPORT


def import_from(
    source: str | Path, folder: str | Path | None = None, *, force: bool = False, fetch: bool = False
) -> Imported:
    """Turn a text, a web page, a Word document, an EPUB or a Markdown file into a manuscript in a folder.

    `folder` is by default named after the title and lies in the current one. An existing manuscript is replaced only
    with `force`, and then as a whole; voices that are there stay. `fetch` lets pictures be fetched from the network,
    and a `source` that is a web address. Raises InputError where the source can't be read or a manuscript is there
    already, and DiskError where the disk refuses; either way nothing has been written.
    """
    given = _resolved(str(folder)) if folder is not None else None
    if given is not None:
        _check_free(given, str(source), force)
    with _original(str(source), fetch) as original:
        draft = importers.read(original)
        target = given or _resolved(_folder_name(draft, original))
        findings, cuts = list(draft.findings), list[Cut](draft.cuts)
        with disk_faults(target):
            made = _written(
                drafting.files(draft, original.name, findings, cuts),
                target,
                partial(_check_free, target, str(source), force),
            )
    todo = _todo(target)
    return Imported(target, made, _told_once(findings, todo), todo, len(cuts))


def _resolved(path: str) -> Path:
    """Return a path in full; `~name` of nobody who is known here is a name like any other."""
    return Path(os.path.realpath(os.path.expanduser(path)))  # Path raises RuntimeError for that


@contextmanager
def _original(source: str, fetch: bool) -> Iterator[Original]:
    """Yield the source as a file; a web address is fetched into one that lasts as long as the block."""
    if not source.lower().startswith(("http://", "https://")):
        path = Path(os.path.expanduser(source))  # see _resolved
        yield Original(path, source, _fetcher() if fetch else None)
        return
    if not fetch:
        fix = "save the page and import the file, or add --fetch"
        message = "this is a web address, and nothing is fetched from the network unless you ask for it"
        raise _refused("not-fetched", message, source, fix)
    get = _fetcher()
    try:
        content = get(source)
    except OSError as error:
        raise _refused("network", f"this can't be fetched: {error}", source) from error
    with TemporaryDirectory(prefix="cjpublish-") as folder:
        name = slug(PurePosixPath(urlsplit(source).path).stem) or "page"
        suffix = PurePosixPath(urlsplit(source).path).suffix
        path = Path(folder) / f"{name}{suffix if suffix.lower() in _SUFFIXES else '.html'}"
        path.write_bytes(content)
        yield Original(path, source, get, source)


def _fetcher() -> Fetch:
    from cjpublish.importers.fetch import fetcher

    return fetcher(_LARGEST, _LONGEST)


def _folder_name(draft: Draft, original: Original) -> str:
    """Return a name for a new folder: the title's, or else the file's."""
    return slug(draft.metadata.title) or slug(original.path.stem) or "imported"


def _check_free(target: Path, source: str, force: bool) -> None:
    """Refuse to write over a manuscript, over the source, or where something else than a folder is in the way.

    A manuscript that was being replaced when the program was killed is put back first.
    """
    place = target / "manuscript"
    with disk_faults(target):
        if target.exists() and not target.is_dir():
            raise _refused("out", "a manuscript can't go here: it is a file", target, "name a folder with -o")
        if not os.path.lexists(place):
            dist.recover(place, target / _OLD)
        taken = place.is_symlink() or (place.exists() and not place.is_dir())
        if taken or (target / REPORT).is_dir():
            message = "something of your own has the name of what an import writes"
            raise _refused("out", message, place if taken else target / REPORT, "name another folder with -o")
        if not place.is_dir():
            return
        if not force and any(place.iterdir()):
            fix = "name another folder with -o, or replace the whole manuscript with --force"
            raise _refused("not-empty", "there is a manuscript already", place, fix)
        if _resolved(source).is_relative_to(place):
            fix = "move it elsewhere first, or name another folder with -o"
            raise _refused("out", "this lies in the manuscript that it would replace", source, fix)


def _refused(code: str, message: str, place: object, fix: str = "") -> InputError:
    return InputError([Finding(code, Severity.ERROR, message, Source(str(place)), fix)])


def _written(files: Iterable[drafting.File], target: Path, check_free: Callable[[], None]) -> tuple[Path, ...]:
    """Write the manuscript near its place and put it there if that is still free; return its files."""
    nearby = target if target.exists() else target.parent
    new = [folder for folder in (nearby, *nearby.parents) if not folder.exists()]
    # Random, because a program that was killed has left its own behind, and in a container all have the same number.
    stage = nearby / f"{_STAGE}{secrets.token_hex(4)}"
    _sweep(nearby)
    try:
        try:
            stage.mkdir(parents=True)
        except OSError as error:  # told of the folder that was asked for
            raise OSError(error.errno, error.strerror, str(target)) from error
        names = []
        for file in files:
            path = stage / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            names.append(file.path)
        check_free()
        _put(stage, target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        for folder in new:
            with suppress(OSError):  # the manuscript is in it
                folder.rmdir()
    return tuple(target / name for name in names)


def _sweep(folder: Path) -> None:
    """Delete what programs that were killed long ago have left in a folder."""
    for left in folder.glob(f"{_STAGE}*"):
        if time.time() - left.stat().st_mtime > _LONG_AGO:
            shutil.rmtree(left, ignore_errors=True)


def _put(stage: Path, target: Path) -> None:
    """Put a manuscript and its report in place; in a folder that is there, all else is none of ours and stays."""
    if not target.exists():
        stage.rename(target)
        return
    place, old = target / "manuscript", target / _OLD
    dist.recover(place, old)
    dist.swap(place, stage / "manuscript", old)
    (stage / REPORT).replace(target / REPORT)


def _todo(folder: Path) -> tuple[Finding, ...]:
    """Return what a build would refuse."""
    try:
        pipeline.read(folder)
    except InputError as error:
        return tuple(finding for finding in error.findings if finding.severity is Severity.ERROR)
    return ()


def _told_once(findings: Sequence[Finding], todo: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings, notes before warnings, but for what `todo` says again of the same line."""
    lines = {(each.source.path, each.source.line) for each in todo if each.source}
    left = [each for each in findings if not each.source or (each.source.path, each.source.line) not in lines]
    return tuple(sorted(left, key=lambda each: each.severity is not Severity.NOTE))
