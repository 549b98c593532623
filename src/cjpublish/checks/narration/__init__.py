"""What a machine can see in a narration before it is spoken: names, the lexicon, what voices are given, voices."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.narration import lexicon, names, speech, voices
from cjpublish.checks.narration.heard import heard
from cjpublish.errors import Finding
from cjpublish.model import Plan, Publication

__all__ = ["check"]


def check(publication: Publication, plan: Plan) -> Iterator[Finding]:
    """Yield what is wrong with a narration that reading and planning it have not found already."""
    found = heard(publication, plan)
    for looker in (names, lexicon, speech, voices):
        yield from looker.check(found)
