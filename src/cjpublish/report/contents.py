"""The editions that were checked, and what they claim of their accessibility."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from cjpublish.artifacts.kind import AUDIO, KINDS
from cjpublish.checks.accessibility.claims import Claim
from cjpublish.checks.results import CheckedFile
from cjpublish.report.grouped import editions
from cjpublish.report.html import place_name, prose, table, text
from cjpublish.report.told import Told
from cjpublish.report.words import CLAIMS, HOLDS, counted, length, sentence, size

__all__ = ["claims", "files"]

_MANY = 4
"""Files of one kind in one folder from which on they are told as one."""


_SOUNDING = (*AUDIO, "lpf", "audiobook", "daisy202")
"""Kinds that always play."""


def files(told: Told) -> str:
    """Write every edition with its size and how long it plays; empty where no file was looked at."""
    grouped: dict[tuple[str, str], list[CheckedFile]] = {}
    for file in told.examination.files:
        grouped.setdefault((posixpath.dirname(file.name), file.kind), []).append(file)
    lines = [
        line
        for group in grouped.values()
        for line in ([tuple(group)] if len(group) >= _MANY else [(file,) for file in group])
    ]
    if not lines:
        return ""
    lengths = {edition.name: edition.seconds for edition in editions(told.examination)}
    rows = (_row(group, lengths) for group in sorted(lines, key=lambda line: line[0].name))
    return table("Finished files", ("File", "Kind", "Size", "Plays for"), rows)


def _row(group: Sequence[CheckedFile], lengths: Mapping[str, float]) -> tuple[str, ...]:
    first = group[0]
    folder = posixpath.dirname(first.name)
    name = place_name(first.name)
    if len(group) > 1:
        name = f"{counted(len(group), 'file')}{f' in {place_name(folder)}' if folder else ''}"
    seconds = sum(file.seconds or lengths.get(file.name, 0.0) for file in group)
    plays = length(seconds) if seconds else "not measured" if first.kind in _SOUNDING else ""
    return (name, text(KINDS.get(first.kind, first.kind)), size(sum(file.size for file in group)), plays)


def claims(told: Told) -> str:
    """Write each claim with its evidence and whether it holds; empty where no e-book claims anything."""
    told_of = [(name, each) for name, each in told.claims if each]
    heads = ("Claim", "Does it hold?", "What bears it out")
    tables = "".join(table(f"Claims of {text(name)}", heads, map(_claim, each)) for name, each in told_of)
    return f"<p>{CLAIMS}</p>\n{tables}" if tables else ""


def _claim(claim: Claim) -> tuple[str, str, str]:
    holds = f'<strong class="bad">{HOLDS[False]}</strong>' if claim.holds is False else HOLDS[claim.holds]
    said = f"<code>{text(claim.property)}</code>: {text(claim.value)}"
    return said, holds, prose(sentence(claim.evidence))
