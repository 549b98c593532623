"""Puts together all that an examination comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cjpublish.checks import catalogued
from cjpublish.checks.results import CheckedFile, Examination, SoundMeasures, Unchecked
from cjpublish.checks.together import equally_long, told_once
from cjpublish.errors import Finding, Severity
from cjpublish.examining import slow
from cjpublish.examining.fast import fast
from cjpublish.examining.subject import File, Subject
from cjpublish.examining.texts import timeline
from cjpublish.model import Resource
from cjpublish.narration.recorded import unstudied
from cjpublish.store import Store

__all__ = ["examine"]

_NOT_RUN = ("it takes a while, so a build leaves it out", "cjpublish check")
_NOT_HEARD = Unchecked("Listening", "nobody asked to have it listened to", "cjpublish check --listen", wanted=False)
_OTHER = ("text", "zip", "empty", "unknown")
_NOTHING_MADE = Unchecked(
    "Editions", "there is nothing that cjpublish has made", "run cjpublish, or name the folder of results with --out"
)
_NO_CHECK = Unchecked(
    "Other files", "there are no checks for files of this kind", "name an EPUB, an audiobook, captions or a publication"
)
_TOO_LARGE = Unchecked(
    "Text in pictures",
    "it has too many pixels",
    "make it smaller: 2,048 pixels on the longer side are enough",
)
_NOT_STUDIED = Unchecked(
    "Recordings", "nothing has listened to them yet", "run cjpublish, which finds each sentence in them", wanted=False
)
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def examine(subject: Subject, store: Store, reasons: Mapping[str, Unchecked] | None = None) -> Examination:
    """Return all that is known of a subject: the quick part is done now, the slow part is read from the store.

    `reasons` says why a slow part (`EPUBCheck`, `Ace`, `Sound`, `Listening`, `Text in pictures`) can't have been done,
    and what to do.
    """
    reasons = reasons or {}
    found = list(fast(subject, store))
    unchecked = [*subject.unchecked]
    tools = []
    for tool in slow.TOOLS:
        findings, left, version = _asked(tool, subject, store)
        found += findings
        unchecked += _left(tool, left, reasons)
        if version:
            tools.append((tool, version))
    sounding, measures, unmeasured = slow.sound(subject, store)
    found += [*told_once(sounding), *equally_long(measures, timeline(subject.files) if measures else ())]
    unchecked += _left("Sound", unmeasured, reasons)
    lettering, unread, unreadable = slow.lettering(subject, store)
    found += lettering
    unchecked += _left("Text in pictures", unread, reasons)
    unchecked += [slow.unchecked(_TOO_LARGE, _names(unreadable))] if unreadable else []
    heard = slow.heard(subject, store)
    if heard:
        found += heard[0]
    elif "Listening" in reasons or any(file.kind in ("m4b", "mp3") for file in subject.files):
        unchecked.append(reasons.get("Listening", _NOT_HEARD))
    if subject.plan and unstudied(subject.plan, store):
        unchecked.append(_NOT_STUDIED)
    unchecked += _passed_over(subject, found)
    return Examination(
        subject.title,
        tuple(sorted(dict.fromkeys(map(catalogued, found)), key=_place)),
        tuple(unchecked),
        _files(subject, measures),
        tuple(measures),
        tuple(heard[1]) if heard else (),
        tuple(tools),
    )


def _asked(tool: str, subject: Subject, store: Store) -> tuple[list[Finding], list[File], str]:
    """Return what a program has said, the files it has not been given, and its version where it has said anything."""
    from cjpublish.checks import tools

    found: list[Finding] = []
    left = []
    version = tools.available(tool)
    for file in subject.files:
        if file.kind == "ebook":
            said = None if isinstance(version, Unchecked) else slow.tool_findings(tool, version, file, store)
            if said is None:
                left.append(file)
            else:
                found += said
    asked = any(file.kind == "ebook" and file not in left for file in subject.files)
    return found, left, version if asked and isinstance(version, str) else ""


def _left(what: str, files: Sequence[File | Resource], reasons: Mapping[str, Unchecked]) -> list[Unchecked]:
    reason = reasons.get(what, Unchecked(what, *_NOT_RUN, wanted=False))
    return [slow.unchecked(reason, _names(files))] if files else []


def _names(files: Sequence[File | Resource]) -> list[str]:
    return [file.name if isinstance(file, File) else file.path for file in files]


def _passed_over(subject: Subject, found: Sequence[Finding]) -> list[Unchecked]:
    """Return what nothing looks at and nothing is said of; the transcripts of a publication are what they are."""
    if not subject.files:
        return [] if subject.unchecked else [_NOTHING_MADE]
    told = {finding.source.path for finding in found if finding.source}
    others = [file for file in subject.files if file.kind in _OTHER and file.name not in told]
    if subject.publication or not others:
        return []
    return [slow.unchecked(replace(_NO_CHECK, wanted=len(others) == len(subject.files)), _names(others))]


def _files(subject: Subject, measures: Sequence[SoundMeasures]) -> tuple[CheckedFile, ...]:
    seconds = {each.name: each.seconds for each in measures}
    return tuple(
        CheckedFile(file.name, file.kind, file.path.stat().st_size, seconds.get(file.name, 0.0))
        for file in subject.files
    )


def _place(finding: Finding) -> tuple[int, str, str, int, int]:
    source = finding.source
    path, line, column = (source.path, source.line, source.column) if source else ("", 0, 0)
    return (_ORDER[finding.severity], path, finding.code, line, column)
