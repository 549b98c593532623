"""Every check fires where its fault is planted, under its own code and at its place, and is quiet where it is not.

A check's case is tests/checks/CODE/case.py: `fires(good)` and `quiet(good)` each return the path of what is checked.
It may say PLACE (how the finding's place must begin, seen from the folder that is checked), OPTIONS (of
`cjpublish.check`), ALSO (codes that the planted fault can't be without), and SLOW = True.
"""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import cjpublish
from cjpublish.checks import FAMILIES, catalogue
from cjpublish.checks.results import Examination
from cjpublish.errors import Severity
from planted import Good

CASES = Path(__file__).parent / "checks"
CODES = sorted(path.parent.name for path in CASES.glob("*/case.py"))
EDITIONS = "EASW"
"""Families that look at finished editions: there a planted fault must be found alone."""


def case(code: str) -> Any:
    spec = spec_from_file_location(f"case_{code}", CASES / code / "case.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parameters() -> list[Any]:
    slow = {code for code in CODES if re.search("^SLOW = True", (CASES / code / "case.py").read_text(), re.M)}
    return [pytest.param(code, marks=pytest.mark.slow if code in slow else ()) for code in CODES]


def examined(path: Path, one: Any, good: Good) -> Examination:
    options = {"tools": False, "sound": False, **getattr(one, "OPTIONS", {})}
    return cjpublish.check(path, cache=good.built.parent / "cache", jobs=1, **options).examination


@pytest.mark.parametrize("code", parameters())
def test_a_planted_fault_is_found_under_its_own_code(code: str, good: Good) -> None:
    one = case(code)
    found = examined(one.fires(good), one, good).findings
    own = [finding for finding in found if finding.code == code]
    assert own, [str(finding) for finding in found]
    assert all(finding.fix for finding in own)
    if place := getattr(one, "PLACE", ""):
        assert any(str(finding.source).startswith(place) for finding in own), [str(finding) for finding in own]
    if code[0] in EDITIONS:
        allowed = {code, *getattr(one, "ALSO", ())}
        others = [f for f in found if f.severity is not Severity.NOTE and f.code not in allowed]
        assert not others, [f"{finding.code} {finding}" for finding in others]


@pytest.mark.parametrize("code", parameters())
def test_a_check_is_quiet_where_nothing_is_wrong(code: str, good: Good) -> None:
    one = case(code)
    found = examined(one.quiet(good), one, good).findings
    assert not [str(finding) for finding in found if finding.code == code]


def test_every_check_has_its_case() -> None:
    assert list(catalogue()) == sorted(CODES, key=lambda code: (list(FAMILIES).index(code[0]), code))


def test_the_catalogue_is_whole_and_its_codes_and_names_are_unique() -> None:
    checks = catalogue().values()
    assert len(checks) >= 80
    assert len({check.name for check in checks}) == len(checks)
    for check in checks:
        assert re.fullmatch("[MPNEASW][0-9]{2}", check.code)
        assert re.fullmatch("[a-z][a-z0-9-]+", check.name), check.name
        assert check.title[0].isupper(), check.code
        assert not check.title.endswith("."), check.code
        assert check.why.endswith("."), check.code
        assert check.fix, check.code
        assert check.clause, check.code
