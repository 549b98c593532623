"""An examination as SARIF 2.1.0: valid by the public schema, and every finding with its rule and its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

import cjpublish
from cjpublish import report
from cjpublish.checks import catalogue
from cjpublish.checks.results import Examination, Unchecked
from cjpublish.errors import Finding, Severity, Source
from planted import Good

SCHEMA = Path(__file__).parent / "fixtures" / "sarif" / "sarif-2.1.0.json"
ERROR, WARNING, NOTE = Severity


def log(examination: Examination) -> dict[str, Any]:
    """Return the only run of an examination's log, which the schema accepts."""
    found = json.loads(report.sarif(examination))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    faults = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(found)
    assert not [f"{fault.json_path}: {fault.message}" for fault in faults]
    (run,) = found["runs"]
    return dict(run)


def of(*findings: Finding) -> Examination:
    return Examination("book", findings, ())


def test_every_check_is_a_rule_with_help() -> None:
    rules = log(of())["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(catalogue())
    for rule, check in zip(rules, catalogue().values(), strict=True):
        assert rule["name"] == check.name
        assert rule["defaultConfiguration"]["level"] == check.severity
        assert check.clause in rule["help"]["text"]
        assert "helpUri" not in rule


@pytest.mark.parametrize("severity", Severity)
def test_a_finding_is_a_result_of_its_rule(severity: Severity) -> None:
    code = list(catalogue())[-1]
    run = log(of(Finding(code, severity, "the link leads nowhere", Source("a.md", 3, 7), "mend it")))
    (result,) = run["results"]
    assert result["level"] == severity
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == code
    assert result["message"]["text"] == "The link leads nowhere. To mend it: mend it."


@pytest.mark.parametrize(
    ("source", "uri", "region"),
    [
        (Source("a.md"), "a.md", None),
        (Source("a.md", 3), "a.md", {"startLine": 3}),
        (Source("a.md", 3, 7), "a.md", {"startLine": 3, "startColumn": 7}),
        (Source("dist/my book.epub/EPUB/é%.xhtml", 3), "dist/my%20book.epub/EPUB/%C3%A9%25.xhtml", {"startLine": 3}),
        (Source("a:b#?.md"), "a%3Ab%23%3F.md", None),
        (Source("/tmp/a b"), "file:///tmp/a%20b", None),
        (Source("bad\udcff.md"), "bad%FF.md", None),
    ],
)
def test_a_place_is_a_relative_reference_and_a_region(source: Source, uri: str, region: dict[str, int] | None) -> None:
    (result,) = log(of(Finding("M01", ERROR, "it is wrong", source)))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri}
    assert location["physicalLocation"].get("region") == region


def test_a_finding_without_place_or_of_an_unknown_code_is_still_a_result() -> None:
    (result,) = log(of(Finding("elsewhere", NOTE, "it is wrong")))["results"]
    assert "locations" not in result
    assert "ruleIndex" not in result
    assert result["ruleId"] == "elsewhere"


def test_what_could_not_be_checked_is_a_notification_and_tools_are_named() -> None:
    left = Unchecked("Ace: book.epub", "Chromium is not installed", "install it")
    run = log(Examination("book", (), (left,), tools=(("EPUBCheck", "5.3.0"), ("EPUBCheck", "5.3.0"))))
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    expected = "Not checked: Ace: book.epub: Chromium is not installed. To have it checked: install it."
    assert notification["message"]["text"] == expected
    assert run["tool"]["extensions"] == [{"name": "EPUBCheck", "version": "5.3.0"}]


def test_the_log_is_ascii_and_the_same_each_time() -> None:
    hostile = of(Finding("M01", ERROR, "é\x00\ud800</script>", Source("é", 1)))
    assert report.sarif(hostile) == report.sarif(hostile)
    assert report.sarif(hostile).isascii()


def test_a_real_examination_is_valid(good: Good) -> None:
    cache = good.built.parent / "cache"
    checked = cjpublish.check(good.publication(), cache=cache, tools=False, sound=False).examination
    run = log(checked)
    assert len(run["results"]) == len(checked.findings)
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(checked.unchecked) > 0
