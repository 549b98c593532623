"""The way in: a source is read into a Draft, the Draft written down, and the manuscript put in place all at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from cjpublish import dist, drafting, importers, pipeline
from cjpublish.draft import Draft
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.importers import Fetch, Original
from cjpublish.slugs import slug

__all__ = ["REPORT", "Imported", "import_from"]

REPORT = "import-report.md"
"""The file in the publication's folder that says what was done."""

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


def import_from(
    source: str | Path, folder: str | Path | None = None, *, force: bool = False, fetch: bool = False
) -> Imported:
    """Turn a text, a web page, a Word document, an EPUB or a Markdown file into a manuscript in a folder.

    `folder` is by default named after the title and lies in the current one. An existing manuscript is replaced only
    with `force`, and then as a whole; voices that are there stay. `fetch` lets pictures be fetched from the network,
    and a `source` that is a web address. Raises InputError where the source can't be read or a manuscript is there
    already, and DiskError where the disk refuses; either way nothing has been written.
    """
    given = Path(folder).expanduser() if folder is not None else None
    if given is not None:
        _check_free(given, force)
    with _original(str(source), fetch) as original:
        draft = importers.read(original)
        target = (given or Path(_folder_name(draft, original))).resolve()
        _check_free(target, force)
        findings = list(draft.findings)
        with disk_faults(target):
            made = _written(drafting.files(draft, original.name, findings), target)
    return Imported(target, made, tuple(findings), _todo(target), len(draft.cuts))


@contextmanager
def _original(source: str, fetch: bool) -> Iterator[Original]:
    """Yield the source as a file; a web address is fetched into one that lasts as long as the block."""
    if not source.lower().startswith(("http://", "https://")):
        path = Path(source).expanduser()
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

    return fetcher()


def _folder_name(draft: Draft, original: Original) -> str:
    """Return a name for a new folder: the title's, or else the file's."""
    return slug(draft.metadata.title) or slug(original.path.stem) or "imported"


def _check_free(folder: Path, force: bool) -> None:
    """Refuse to write over a manuscript, or where something else than a folder is in the way."""
    if folder.exists() and not folder.is_dir():
        raise _refused("out", "a manuscript can't go here: it is a file", folder, "name a folder with -o")
    manuscript = folder / "manuscript"
    if not force and manuscript.exists() and (not manuscript.is_dir() or any(manuscript.iterdir())):
        fix = "name another folder with -o, or replace the whole manuscript with --force"
        raise _refused("not-empty", "there is a manuscript already", manuscript, fix)


def _refused(code: str, message: str, place: object, fix: str = "") -> InputError:
    return InputError([Finding(code, Severity.ERROR, message, Source(str(place)), fix)])


def _written(files: Iterable[drafting.File], target: Path) -> tuple[Path, ...]:
    """Write the manuscript near its place and put it there; return its files."""
    nearby = target if target.exists() else target.parent
    nearby.mkdir(parents=True, exist_ok=True)
    stage = nearby / f".{target.name}.import-{os.getpid()}"
    stage.mkdir()
    try:
        names = []
        for file in files:
            path = stage / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            names.append(file.path)
        if target.exists():
            _merge(stage, target)
        else:
            stage.rename(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return tuple(target / name for name in names if (target / name).exists())


def _merge(stage: Path, target: Path) -> None:
    """Put a manuscript into a folder that is there: its voices stay, its other files are none of ours."""
    place, old = target / "manuscript", target / ".manuscript.old"
    dist.recover(place, old)
    dist.swap(place, stage / "manuscript", old)
    for path in sorted(file for file in stage.rglob("*") if file.is_file()):
        goal = target / path.relative_to(stage)
        if goal.name == REPORT or not goal.exists():
            goal.parent.mkdir(parents=True, exist_ok=True)
            path.replace(goal)


def _todo(folder: Path) -> tuple[Finding, ...]:
    """Return what a build would refuse."""
    try:
        pipeline.read(folder)
    except InputError as error:
        return tuple(finding for finding in error.findings if finding.severity is Severity.ERROR)
    return ()
