"""import-report.md: what was made, kept, changed and cut, and what a person must still do, in plain language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from cjpublish.draft import Cut
from cjpublish.drafting import escaping
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import code_text
from cjpublish.errors import Finding, Severity

__all__ = ["NAME", "report"]

NAME = "import-report.md"
_SHORT = 100
"""Characters of a cut text up to which it stands within a line."""
_CODE = re.compile(r"(`[^`]+`)")
_FIRST = ("alt-to-do",)
"""Codes of what must be done before the manuscript builds."""


def report(
    source_name: str,
    made: Sequence[tuple[str, str]],
    counts: Mapping[str, int],
    findings: Sequence[Finding],
    cuts: Sequence[Cut],
) -> str:
    """Return the report, a Markdown file; `made` has each file with what it is, `counts` what was kept of each kind.

    Warnings are what a person must do, notes what was changed or guessed. Every cut text stands in it whole.
    """
    todo = [finding for finding in findings if finding.severity is not Severity.NOTE]
    todo.sort(key=lambda finding: finding.code not in _FIRST)
    parts = [
        _opening(source_name, todo, cuts),
        _to_do(todo),
        _table("What was made", ("File", "What it is"), [(f"`{path}`", _cell(what)) for path, what in made]),
        _table(
            "What was kept", ("What", "How many"), [(what, f"{count:,}") for what, count in counts.items() if count]
        ),
        _changed([finding for finding in findings if finding.severity is Severity.NOTE]),
        _cut(cuts),
    ]
    return "\n\n".join(parts) + "\n"


def _opening(source_name: str, todo: Sequence[Finding], cuts: Sequence[Cut]) -> str:
    first = sum(finding.code in _FIRST for finding in todo)
    do = (
        "Nothing must be done before it builds."
        if not first
        else f"Before it builds, {_count(first, 'thing')} must be done."
    )
    cut = (
        f"{_count(len(cuts), 'text')} of the source, listed at the end, did not go into it."
        if cuts
        else "Nothing was cut."
    )
    return f"# Import report\n\n{_code(source_name)} was made into the manuscript in this folder. {do} {cut}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _to_do(todo: Sequence[Finding]) -> str:
    lines = [f"- [ ] {_line(finding)}" for finding in todo]
    return "\n".join(["## What a person must do", "", *(lines or ["Nothing."])])


def _changed(notes: Sequence[Finding]) -> str:
    lines = [f"- {_line(finding)}" for finding in notes]
    return "\n".join(["## What was changed or guessed", "", *(lines or ["Nothing."])])


def _line(finding: Finding) -> str:
    """Return a finding on one line, its place first: `path:line` can be clicked in many editors."""
    place = f"{finding.source}: " if finding.source else ""
    fix = f"; {finding.fix}" if finding.fix else ""
    return _text(f"{place}{finding.message}{fix}")


def _table(title: str, header: tuple[str, str], rows: Sequence[tuple[str, str]]) -> str:
    cells = [header, ("---", "---"), *rows]
    return "\n".join([f"## {title}", "", *(f"| {left} | {right} |" for left, right in cells)])


def _cut(cuts: Sequence[Cut]) -> str:
    """Return every cut text under its reason, in the source's order."""
    parts = ["## What was cut, and why", *([] if cuts else ["Nothing."])]
    by_reason: dict[str, list[Cut]] = {}
    for cut in cuts:
        by_reason.setdefault(cut.reason, []).append(cut)
    for reason, same in by_reason.items():
        parts.append(f"### {_text(reason[:1].upper() + reason[1:])} ({len(same)})")
        for is_short, group in groupby(same, _is_short):
            shown = [_short(cut) if is_short else _long(cut) for cut in group]
            parts += ["\n".join(shown)] if is_short else shown
    return "\n\n".join(parts)


def _is_short(cut: Cut) -> bool:
    return len(cut.text) <= _SHORT and "\n" not in _lines(cut)


def _lines(cut: Cut) -> str:
    return code_text(cut.text, Changes()).strip("\n")


def _short(cut: Cut) -> str:
    return f"- {f'line {cut.line}: ' if cut.line else ''}{_code(cut.text)}"


def _long(cut: Cut) -> str:
    text = _lines(cut)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return "\n".join([*([f"Line {cut.line}:", ""] if cut.line else []), f"{fence}text", text, fence])


def _code(text: str) -> str:
    """Return text as code within a line, whatever it holds."""
    plain = " ".join(code_text(text, Changes()).split())
    runs = set(re.findall("`+", plain))
    fence = next("`" * size for size in range(1, len(plain) + 2) if "`" * size not in runs)
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}" if plain else "(nothing but spaces)"


def _text(text: str) -> str:
    """Return text that is read as text, apart from the code that a message may show; it may quote what a source has."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(
        part if place % 2 else escaping.text(part, "", "", (), bracketed=False) for place, part in enumerate(parts)
    )


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")
