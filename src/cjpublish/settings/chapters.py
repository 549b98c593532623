"""The manuscript's files, in reading order."""

from __future__ import annotations

import os
from pathlib import Path

from cjpublish.config import Document, nearest, shown
from cjpublish.errors import Finding, Severity, Source
from cjpublish.settings.schema import PublicationFile

__all__ = ["chapters"]


def chapters(root: Path, found: Document[PublicationFile], findings: list[Finding]) -> tuple[Path, ...]:
    """Return the listed files, or all `.md` files of manuscript/ itself in name order, but for a README.

    Reports what is missing, lies outside, is listed twice or is left over.
    """
    folder = root / "manuscript"
    present = _present(folder)
    listed = found.value.chapters
    if listed:
        taken = _listed(folder, present, found, findings)
        findings += [_left_over(file) for file in present if file not in taken and not _is_readme(file)]
        return taken
    findings += [_left_over(file) for file in present if _is_readme(file)]
    taken = tuple(file for file in present if not _is_readme(file))
    if not taken and not found.has("chapters"):
        fix = "write `# Title` and some text into manuscript/01-first.md"
        findings.append(Finding("no-chapter", Severity.ERROR, "there is no chapter", Source("manuscript"), fix))
    return taken


def _present(folder: Path) -> list[Path]:
    files = (file for file in folder.iterdir() if file.suffix.lower() == ".md" and not file.name.startswith("."))
    return sorted((file for file in files if file.is_file()), key=lambda file: file.name)


def _is_readme(file: Path) -> bool:
    return file.stem.lower() == "readme"


def _listed(
    folder: Path, present: list[Path], found: Document[PublicationFile], findings: list[Finding]
) -> tuple[Path, ...]:
    taken: list[Path] = []
    for index, name in enumerate(found.value.chapters):
        file = Path(os.path.normpath(folder / name))
        if not file.resolve().is_relative_to(folder.resolve()):
            code, message, fix = "outside", f"{shown(name)} lies outside manuscript/", "put the file there"
        elif not file.is_file():
            code, message = "missing-file", f"{shown(name)} is missing"
            fix = nearest(name, [each.name for each in present])
        elif file in taken:
            code, message, fix = "listed-twice", f"{shown(name)} is listed twice", "delete one of the two"
        else:
            taken.append(file)
            continue
        findings.append(Finding(code, Severity.ERROR, message, found.source("chapters", index), fix))
    return tuple(taken)


def _left_over(file: Path) -> Finding:
    place = Source(f"manuscript/{file.name}")
    if _is_readme(file):
        message, fix = "a README is no chapter and is left out", "list it under `chapters` if it is one"
        return Finding("left-over", Severity.NOTE, message, place, fix)
    message, fix = "this file is not listed under `chapters` and is left out", "list it there, or move it elsewhere"
    return Finding("left-over", Severity.WARNING, message, place, fix)
