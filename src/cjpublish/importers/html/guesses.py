"""Author and date of a page that does not name them where programs look: read off how it is printed."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace

from lxml import html

from cjpublish.draft import Metadata
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.settings import rules

__all__ = ["completed"]

_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[ .'’-]+[^\W\d_]+\.?){1,4}")
_DAY = len("2019-11-20")


def completed(said: Metadata, root: html.HtmlElement, original: Original) -> tuple[Metadata, tuple[Finding, ...]]:
    """Return what a page says of itself with the author and the day that it lacks, and a finding for each guess.

    They are trafilatura's and htmldate's.
    """
    if said.authors and len(said.date) == _DAY:
        return said, ()
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(deepcopy(root), date_config={"extensive_search": False, "original_date": True})
    findings: list[Finding] = []
    names = tuple(name for name in (found.author or "").split("; ") if _NAME.fullmatch(name) and not name.islower())
    if not said.authors and names:
        said = replace(said, authors=names)
        findings.append(_guess("authors", f"the author is a guess from the page's look: {', '.join(names)}", original))
    if len(said.date) < _DAY and found.date and rules.day(found.date) is None and found.date.startswith(said.date):
        said = replace(said, date=found.date)
        findings.append(_guess("date", f"the date is a guess from the page's look: {found.date}", original))
    return said, tuple(findings)


def _guess(key: str, message: str, original: Original) -> Finding:
    fix = f"look whether it is right; if not, set `{key}` in publication.yaml"
    return Finding(f"guessed-{key}", Severity.WARNING, message, original.place(), fix)
