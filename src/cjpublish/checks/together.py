"""Whether the files of one publication belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.check import Check
from cjpublish.checks.results import SoundMeasures
from cjpublish.errors import Finding, Severity, Source

__all__ = ["belongs", "equally_long", "told_once", "unchanged"]

_BUILD_AGAIN = "run cjpublish to make everything again"
OTHER_PUBLICATION = Check(
    "E90",
    "other-publication",
    Severity.ERROR,
    "The e-book is of another publication",
    "Readers would get one work under another's name, and their reading systems would keep both under one identifier.",
    _BUILD_AGAIN,
    "EPUB 3.3, 5.5.3.1 Required elements (dc:identifier)",
)
CHANGED = Check(
    "E91",
    "changed-since-made",
    Severity.WARNING,
    "A file is not as it was made",
    "What was changed by hand or damaged in copying was not made from the manuscript, and the next build removes it.",
    f"{_BUILD_AGAIN}; to keep a change, make it in the manuscript",
    "the list SHA256SUMS in the folder of results",
)
GONE = Check(
    "E92",
    "file-gone",
    Severity.WARNING,
    "A file that was made is missing",
    "Whoever is given the folder gets less than its list promises.",
    _BUILD_AGAIN,
    "the list SHA256SUMS in the folder of results",
)
LENGTHS_DIFFER = Check(
    "S70",
    "lengths-differ",
    Severity.ERROR,
    "Audio editions of one narration differ in length",
    "One of them lacks something, or times in captions and chapter lists are wrong for it.",
    _BUILD_AGAIN,
    "W3C Audiobooks, 5.6.2 Duration",
)
_NAMED = 3
"""Other files with the same fault that are named."""
_SAME_LENGTH = 0.5
"""Seconds by which encodings of the same narration may differ: encoders pad the end."""


def belongs(ebook: Ebook, identifier: str) -> Iterator[Finding]:
    """Yield a finding where an EPUB has another identifier than its publication."""
    found = ebook.values("dc:identifier")
    if found and identifier not in found:
        message = f"this e-book's identifier is '{found[0]}', and the manuscript's is '{identifier}'"
        yield OTHER_PUBLICATION.found(message, ebook.place(ebook.package_name))


def unchanged(sums: Mapping[str, str], present: Mapping[str, str], place: str) -> Iterator[Finding]:
    """Yield a finding for each file of a list of SHA-256 sums that is gone or has changed."""
    for name, sha256 in sorted(sums.items()):
        if name not in present:
            yield GONE.found(f"SHA256SUMS names {name}, which is not there", Source(f"{place}{name}"))
        elif present[name] != sha256:
            yield CHANGED.found("this file has been changed since it was made", Source(f"{place}{name}"))


def equally_long(measures: Iterable[SoundMeasures]) -> Iterator[Finding]:
    """Yield a finding for each audio file of the same name that is shorter than the longest of them."""

    def stem(each: SoundMeasures) -> str:
        return each.name.rpartition(".")[0]

    whole = sorted((each for each in measures if each.name.endswith((".m4b", ".mp3"))), key=stem)
    for _, group in groupby(whole, key=stem):
        yield from _shorter(list(group))


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what is found in several files in the same words once, at the first of them, with the names of others."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.code, finding.message), []).append(finding)
    for first, *others in places.values():
        names = [other.source.path for other in others if other.source]
        also = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        yield replace(first, message=f"{first.message}; also in {also}" if names else first.message)


def _shorter(group: Sequence[SoundMeasures]) -> Iterator[Finding]:
    longest = max(group, key=lambda each: each.seconds)
    for each in group:
        if longest.seconds - each.seconds > _SAME_LENGTH:
            message = f"this plays {each.seconds:.1f} s, and {longest.name.rpartition('/')[2]} {longest.seconds:.1f} s"
            yield LENGTHS_DIFFER.found(message, Source(each.name))
