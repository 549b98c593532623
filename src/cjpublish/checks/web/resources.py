"""What an audiobook's manifest lists: the sound in order, every file, the durations, the table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cjpublish.artifacts.ebook import resolved
from cjpublish.checks.check import Check
from cjpublish.checks.web.contents import entries
from cjpublish.checks.web.files import texts
from cjpublish.checks.web.forms import objects
from cjpublish.checks.web.fragments import span
from cjpublish.checks.web.package import Package
from cjpublish.checks.web.page import some
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

ORDER = Check(
    "W41",
    "package-reading-order",
    Severity.ERROR,
    "A package whose reading order is no list of sound",
    "A player has nothing to play, or stops in the middle.",
    "list every chapter's sound in readingOrder, in order, and nothing else",
    "W3C Audiobooks, Default Reading Order; Readium Audiobook Profile, Listing Audio Resources",
)
MISSING = Check(
    "W42",
    "package-file-missing",
    Severity.ERROR,
    "A file that the manifest lists is not in the package",
    "The book stops there, or a part of it is missing.",
    "put the file into the package, or mend the manifest",
    "Lightweight Packaging Format, File and Directory Structure; Readium Packaging Format, File Structure",
)
DURATIONS = Check(
    "W43",
    "package-durations",
    Severity.ERROR,
    "Durations that are missing or don't add up",
    "A player shows the wrong time left and jumps to wrong places.",
    "give every sound its duration, and the whole their sum",
    "W3C Audiobooks, Duration; Readium Audiobook Profile, Metadata and Listing Audio Resources",
)
CONTENTS = Check(
    "W44",
    "package-contents",
    Severity.WARNING,
    "A package without a table of contents, or with one that leads nowhere",
    "Listeners can't go to the chapter that they want.",
    "add a table of contents whose every line leads to a sound of the package and a time within it",
    "W3C Audiobooks, Table of Contents; Readium Web Publication Manifest, Table of Contents",
)
_SLACK = 0.01
"""Seconds a sound by which durations may be rounded."""
_AUDIO = re.compile(r"\.(?:mp3|m4a|m4b|mp4|aac|opus|ogg|oga|flac|wav)$", re.I)


def check(package: Package) -> Iterator[Finding]:
    """Yield what is wrong with the lists of a manifest."""
    yield from _order(package)
    yield from _files(package)
    yield from _durations(package)
    yield from _contents(package)


def _order(package: Package) -> Iterator[Finding]:
    order = package.listed("readingOrder")
    if not order:
        yield ORDER.found("the reading order is missing or empty", package.place)
        return
    strange = [package.address(each) or "an entry without an address" for each in order if not _is_sound(package, each)]
    if strange:
        yield ORDER.found(f"{strange[0][:80]} in the reading order is no sound{some(len(strange))}", package.place)


def _is_sound(package: Package, resource: Mapping[str, Any]) -> bool:
    media_type = "".join(texts(resource.get(package.form.media_type))[:1])
    if media_type:
        return media_type.lower().startswith("audio/")
    return bool(_AUDIO.search(span(package.address(resource))[0]))


def _files(package: Package) -> Iterator[Finding]:
    missing: list[str] = []
    for resource in package.listed("readingOrder", "resources"):
        for each in (resource, *objects(resource.get("alternate"))):
            address = package.address(each)
            if address and not _is_there(package, address) and address not in missing:
                missing.append(address)
    if missing:
        message = f"the manifest lists {missing[0][:80]}, which is not in the package{some(len(missing))}"
        yield MISSING.found(message, package.place)


def _is_there(package: Package, address: str) -> bool:
    try:
        return package.files.has(resolved("", address)[0])
    except ValueError:
        return False


def _durations(package: Package) -> Iterator[Finding]:
    seconds, form = package.form.seconds, package.form
    order = package.listed("readingOrder")
    lengths = [seconds(each.get("duration")) for each in order]
    known = [length for length in lengths if length is not None and length > 0]
    if len(known) < len(order):
        without = next(each for each, length in zip(order, lengths, strict=True) if not length or length <= 0)
        count = len(order) - len(known)
        message = f"{package.address(without)[:80]} has no duration in the form that the format demands{some(count)}"
        yield DURATIONS.found(message, package.place)
        return
    stated = form.about(package.manifest).get("duration")
    total = seconds(stated)
    if stated is not None and total is None:
        yield DURATIONS.found("the whole duration is not in the form that the format demands", package.place)
    elif total is not None and abs(total - sum(known)) > _SLACK * max(1, len(known)):
        yield DURATIONS.found(f"the whole lasts {total:.3f} s, its sounds {sum(known):.3f} s", package.place)


def _contents(package: Package) -> Iterator[Finding]:
    lines = entries(package.files, package.manifest, package.form)
    if not lines:
        yield CONTENTS.found("the package has no table of contents", package.place)
        return
    durations = {
        resolved("", package.address(each))[0]: package.form.seconds(each.get("duration"))
        for each in package.listed("readingOrder")
    }
    dead = []
    for address in lines:
        file, begin, _ = span(address)
        name = resolved("", file)[0]
        length = durations.get(name)
        if not package.files.has(name) or (length is not None and begin > length + _SLACK):
            dead.append(address)
    if dead:
        message = f"the table of contents leads to {dead[0][:80]}, which is not there{some(len(dead))}"
        yield CONTENTS.found(message, package.place)
