"""The findings: the worst first, those of one check together."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.checks import catalogue
from cjpublish.errors import Finding, Severity, Source
from cjpublish.report.html import folded, pairs, place_name, prose, text
from cjpublish.report.told import Told
from cjpublish.report.words import FINDINGS, SEVERITIES, counted, ended, sentence

__all__ = ["findings"]

_SHOWN = 5
"""Places of one check that are shown at once; more are folded."""
_MOST = 200
"""Places of one check that are told, at most."""


def findings(told: Told) -> str:
    """Write every finding under its severity and its check."""
    found = told.examination.findings
    parts = [_severity(severity, [each for each in found if each.severity is severity]) for severity in SEVERITIES]
    return "".join(parts) or f"<p>{FINDINGS}</p>\n"


def _severity(severity: Severity, found: Sequence[Finding]) -> str:
    if not found:
        return ""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.code, []).append(finding)
    _, heading, meaning = SEVERITIES[severity]
    body = "".join(_check(code, each) for code, each in groups.items())
    return f'<section class="{severity}">\n<h3>{heading} ({len(found):,})</h3>\n<p>{meaning}</p>\n{body}</section>\n'


def _check(code: str, found: Sequence[Finding]) -> str:
    check = catalogue().get(code)
    advice = [
        ("Why it matters", prose(check.why) if check else ""),
        ("How to mend it", prose(sentence(check.fix)) if check else ""),
        ("Clause", prose(check.clause) if check else ""),
    ]
    title = prose(check.title) if check else ""
    return (
        f'<section class="check">\n<h4><span class="code">{text(code)}</span> {title}</h4>\n'
        f"{pairs(advice)}{_places(found, check.fix if check else '')}</section>\n"
    )


def _places(found: Sequence[Finding], known_fix: str) -> str:
    shown = _listed(found[:_SHOWN], known_fix)
    more = found[_SHOWN:_MOST]
    if more:
        shown += folded(f"{counted(len(more), 'more place')}", _listed(more, known_fix))
    left = len(found) - _MOST
    return shown + (f"<p>{counted(left, 'more place')} are left out of this page.</p>\n" if left > 0 else "")


def _listed(found: Sequence[Finding], known_fix: str) -> str:
    items = "".join(f"<li>{_one(finding, known_fix)}</li>\n" for finding in found)
    return f'<ul class="places">\n{items}</ul>\n'


def _one(finding: Finding, known_fix: str) -> str:
    where = f"{_place(finding.source)}: " if finding.source else ""
    own = f" To mend it: {prose(ended(finding.fix))}" if finding.fix not in ("", known_fix) else ""
    return f"{where}{prose(ended(finding.message) if where else sentence(finding.message))}{own}"


def _place(source: Source) -> str:
    line = f", line {source.line}" if source.line else ""
    column = f", column {source.column}" if source.line and source.column else ""
    return f"{place_name(source.path)}{line}{column}"
