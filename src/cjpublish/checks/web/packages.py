"""Audiobooks in a package: what the manifest says the package is, and who it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.checks.check import Check
from cjpublish.checks.web import resources
from cjpublish.checks.web.files import json_of, texts
from cjpublish.checks.web.forms import LPF, READIUM, Form
from cjpublish.checks.web.package import Package
from cjpublish.checks.web.unreadable import unreadable
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.importers import Original, archive

__all__ = ["lpf", "readium"]

CONTEXT = Check(
    "W40",
    "package-context",
    Severity.ERROR,
    "A package that doesn't say what it is",
    "A reading app can't know that it is an audiobook, and refuses it or shows a list of files.",
    "give @context and conformsTo the values that the format demands",
    "W3C Audiobooks, Manifest Contexts and Publication Conformance; Readium Audiobook Profile, Metadata",
)
COVER = Check(
    "W45",
    "package-cover",
    Severity.WARNING,
    "A package without a cover, or a cover without words",
    "On a shelf of books it is an empty square, and a screen reader has nothing to say for it.",
    "list a picture with rel cover, and say in its name (Readium: title) what it shows",
    "W3C Audiobooks, Requirements; Publication Manifest, Cover; WCAG 2.2, 1.1.1 Non-text Content (A)",
)
METADATA = Check(
    "W46",
    "package-metadata",
    Severity.WARNING,
    "A package that says too little of itself",
    "Readers can't find the book or can't know whether they can use it.",
    "add what is missing to the manifest",
    "W3C Audiobooks, Requirements; Readium Web Publication Manifest, Metadata",
)


def lpf(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a W3C audiobook in the Lightweight Packaging Format."""
    return _check(path, name, LPF)


def readium(path: Path, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a Readium audiobook package."""
    return _check(path, name, READIUM)


def _check(path: Path, name: str, form: Form) -> Iterator[Finding]:
    try:
        with archive.opened(Original(path, name)) as files:
            manifest = json_of(files.read(form.manifest))
            package = Package(form, name, files, manifest)
            for look in (_identity, resources.check, _cover, _metadata):
                yield from look(package)
    except InputError as error:
        yield from unreadable(error)
    except ValueError as error:
        yield from unreadable(f"the manifest can't be used: {error}", Source(f"{name}/{form.manifest}"))


def _identity(package: Package) -> Iterator[Finding]:
    form = package.form
    contexts = texts(package.manifest.get("@context"))
    wrong = [] if _names(contexts, form.contexts) else [f"@context does not name {' and '.join(form.contexts)}"]
    if not _names(texts(form.about(package.manifest).get("conformsTo")), (form.profile,)):
        wrong.append(f"conformsTo does not name {form.profile}")
    if wrong:
        yield CONTEXT.found(" and ".join(wrong), package.place)


def _names(found: list[str], wanted: tuple[str, ...]) -> bool:
    return {*map(_bare, wanted)} <= {*map(_bare, found)}


def _bare(address: str) -> str:
    """Return an address without what does not tell two of them apart here."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _cover(package: Package) -> Iterator[Finding]:
    listed = package.listed("resources", "links", "readingOrder")
    covers = [each for each in listed if "cover" in texts(each.get("rel"))]
    if not covers:
        yield COVER.found("the package has no cover", package.place)
    elif not any(each.get(package.form.alternative) for each in covers):
        yield COVER.found("the cover has no text that stands for it", package.place)


def _metadata(package: Package) -> Iterator[Finding]:
    about = package.form.about(package.manifest)
    for members, severity in ((package.form.needed, Severity.WARNING), (package.form.advised, Severity.NOTE)):
        missing = [what for member, what in members.items() if about.get(member) in (None, "", [], {})]
        if missing:
            yield METADATA.found(f"the manifest lacks {', '.join(missing)}", package.place, severity=severity)
