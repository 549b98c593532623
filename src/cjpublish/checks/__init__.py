"""The catalogue of checks.

A family is a folder with one public entry; a check is a `Check` in the module that looks for it, found by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from cjpublish.checks.check import Check
from cjpublish.errors import Finding

__all__ = ["FAMILIES", "catalogue", "catalogued", "is_code"]

FAMILIES: Mapping[str, str] = {
    "M": "Manuscript",
    "P": "Pictures",
    "N": "Narration",
    "E": "EPUB",
    "A": "Accessibility",
    "S": "Sound",
    "W": "Web and packages",
}
"""The letters of codes, in the order of a report."""
_CODE = re.compile("[A-Z][0-9]{2}")


@cache
def catalogue() -> Mapping[str, Check]:
    """Return every check by its code, family by family."""
    found: dict[str, Check] = {}
    for module in _modules():
        checks = (value for value in vars(import_module(module)).values() if isinstance(value, Check))
        found |= {check.code: check for check in checks}
    order = list(FAMILIES)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0])))


def _modules() -> Iterator[str]:
    """Yield the modules that have checks in them: the others may take long to load."""
    root = Path(__path__[0])
    for path in sorted(root.rglob("*.py")):
        if "Check(" in path.read_text(encoding="utf-8") and path.name != "check.py":
            yield ".".join((__name__, *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")


def is_code(name: str) -> bool:
    """Tell whether a finding's name is a check's code."""
    return _CODE.fullmatch(name) is not None


def catalogued(finding: Finding) -> Finding:
    """Return a finding that reading or building has made under a check's name with the check's code.

    What no check is named after is told as the manuscript's (M01 an error, M02 anything less).
    """
    if is_code(finding.code):
        return finding
    by_name = {check.name: check for check in catalogue().values()}
    general = by_name["unusable" if finding.severity == "error" else "read-with-care"]
    check = by_name.get(finding.code, general)
    return replace(finding, code=check.code, fix=finding.fix or check.fix)
