"""The page of all checks, docs/checks.md: `python -m cjpublish.report.catalogue_page > docs/checks.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from cjpublish.checks import FAMILIES, catalogue
from cjpublish.checks.check import Check
from cjpublish.report.words import SEVERITIES, counted, sentence

__all__ = ["catalogue_page"]

_INTRODUCTION = """\
# What `cjpublish check` looks for

This page is made from the program: `python -m cjpublish.report.catalogue_page > docs/checks.md`.

Each check has a code, such as `{example}`, which is printed with every finding and never means anything else. Its
letter names the family. Its severity says how much a finding matters, as a rule:

- **error**: nothing should be published until it is mended;
- **warning**: it can be published, but some readers will be worse off;
- **note**: good to know; nothing has to be done.

*Why* says whom the fault harms, *mend* how to put it right, and *clause* who says so: a clause of a standard, or a
guideline. What could not be checked is always said, and never counts as passed.
"""


def catalogue_page() -> str:
    """Return the page as Markdown: every check by family, each with an anchor that is its code."""
    checks = list(catalogue().values())
    example = checks[0].code if checks else "E12"
    families = [
        (letter, name, [check for check in checks if check.code[0] == letter]) for letter, name in FAMILIES.items()
    ]
    return "\n".join(
        [
            _INTRODUCTION.format(example=example),
            f"There are {counted(len(checks), 'check')}:\n",
            *(f"- [{name}](#{letter}) ({letter}): {len(own)}" for letter, name, own in families if own),
            *(line for letter, name, own in families if own for line in _family(letter, name, own)),
            "",
        ]
    )


def _family(letter: str, name: str, checks: list[Check]) -> Iterator[str]:
    yield f'\n<a id="{letter}"></a>\n\n## {name}\n'
    yield "| code | severity | what is wrong |\n| --- | --- | --- |"
    for check in checks:
        yield f"| [{check.code}](#{check.code}) | {_severity(check)} | {_cell(check.title)} |"
    for check in checks:
        yield f'\n<a id="{check.code}"></a>\n\n### {check.code} {_plain(check.title)}\n'
        yield f"`{check.name}`, {_severity(check)}\n"
        yield f"- Why: {_plain(check.why)}"
        yield f"- Mend: {_plain(sentence(check.fix))}"
        yield f"- Clause: {_plain(check.clause)}"


def _severity(check: Check) -> str:
    return SEVERITIES[check.severity][0]


def _plain(words: str) -> str:
    """Escape what Markdown would take for HTML; code in backquotes stays as it is."""
    parts = words.split("`")
    return "`".join(
        part if index % 2 else part.replace("&", "&amp;").replace("<", "&lt;") for index, part in enumerate(parts)
    )


def _cell(words: str) -> str:
    return _plain(words).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(catalogue_page())
