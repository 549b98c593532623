"""Pictures: what is said of them, whether they can be seen, and what their files tell.

`check` looks at a manuscript, `published.check` at a finished e-book; `facts.examined` is what both know of a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cjpublish.checks.pictures.covers import cover
from cjpublish.checks.pictures.facts import PictureFacts, examined
from cjpublish.checks.pictures.figures import Placed, placed, sayings, uncredited
from cjpublish.checks.pictures.judged import judged
from cjpublish.checks.pictures.seen import MOVES
from cjpublish.checks.pictures.sources import refused
from cjpublish.checks.pictures.stored import LARGE, ODD_COLOURS, TURNED
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Publication, Resource

__all__ = ["check"]

_MENDED = {check.code for check in (LARGE, ODD_COLOURS, TURNED)}
"""What every build mends by itself."""


def check(publication: Publication) -> Iterator[Finding]:
    """Yield what is wrong with a manuscript's pictures and with what is said of them, beyond what reading finds."""
    pictures = list(placed(publication))
    language = publication.metadata.language
    for one in pictures:
        yield from sayings(one, language)
    yield from uncredited(pictures)
    by_path = {one.figure.image: one for one in reversed(pictures)}
    for resource in publication.resources:
        source = Source(f"manuscript/{resource.path}")
        facts = examined(resource.file.read_bytes(), resource.media_type)
        if resource.path == publication.metadata.cover:
            yield from cover(facts, resource.media_type, resource.path, source)
        if fault := refused(resource, facts):
            yield fault
        else:
            yield from _file(facts, resource, by_path.get(resource.path), publication)


def _file(facts: PictureFacts, resource: Resource, one: Placed | None, publication: Publication) -> Iterator[Finding]:
    source = Source(f"manuscript/{resource.path}")
    metadata = publication.metadata
    told = one.told if one and one.figure.alt else None
    described = bool(one and one.figure.description)
    alt = one.alt if one else ""
    for finding in judged(
        facts,
        resource.path,
        source,
        alt=alt,
        told=told,
        described=described,
        language=metadata.language,
        hazards=metadata.accessibility.hazards,
    ):
        if finding.code in _MENDED:
            message = f"{finding.message}; the editions get a copy in which that is mended"
            yield replace(finding, severity=Severity.NOTE, message=message)
        elif finding.code == MOVES.code:
            yield replace(finding, severity=Severity.ERROR)  # no edition is made of it
        else:
            yield finding
