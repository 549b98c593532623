"""All that can be found in one picture, given its facts and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cjpublish.checks.pictures.drawn_text import untold
from cjpublish.checks.pictures.facts import PictureFacts
from cjpublish.checks.pictures.seen import chart_seen, moving, texts_seen
from cjpublish.checks.pictures.stored import stored
from cjpublish.errors import Finding, Severity, Source
from cjpublish.settings.alt import is_chart

__all__ = ["judged"]


def judged(
    facts: PictureFacts,
    path: str,
    source: Source,
    *,
    alt: str,
    told: str | None,
    described: bool,
    language: str,
    hazards: tuple[str, ...],
) -> Iterator[Finding]:
    """Yield what is wrong with a picture.

    `told` is all that is said of it, None where it is decorative; `hazards` are those that the publication declares.
    What is meant as a chart is known by its alternative text; a long description alone makes it likely.
    """
    yield from stored(facts, path, source)
    if facts.damage:
        return
    yield from moving(facts, path, source, hazards=hazards)
    if told is None:
        return
    yield from texts_seen(facts, path, source)
    if facts.drawn and (described or is_chart(alt)):
        for finding in chart_seen(facts, path, source):
            yield finding if is_chart(alt) else replace(finding, severity=Severity.NOTE)
    yield from untold(facts.texts, told, path, source, language)
