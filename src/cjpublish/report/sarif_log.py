"""An examination as SARIF 2.1.0, which code hosts and editors show beside the text (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from cjpublish import __version__
from cjpublish.checks import FAMILIES, catalogue
from cjpublish.checks.check import Check
from cjpublish.checks.results import Examination, Unchecked
from cjpublish.errors import Finding, Source
from cjpublish.report.words import ended, sentence

__all__ = ["sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(examination: Examination) -> str:
    """Return a SARIF log: every check a rule (3.49), every finding a result (3.27), what is unchecked a notification.

    Errors, warnings and notes are SARIF's levels of the same names. Lines and columns count from 1.
    """
    checks = catalogue()
    places = {code: index for index, code in enumerate(checks)}
    driver = {
        "name": "cjpublish",
        "semanticVersion": __version__,
        "rules": [_rule(check) for check in checks.values()],
    }
    extensions = [{"name": name, "version": version} for name, version in dict.fromkeys(examination.tools)]
    run = {
        "tool": {"driver": driver, **({"extensions": extensions} if extensions else {})},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(each) for each in examination.unchecked],
            }
        ],
        "results": [_result(finding, places) for finding in examination.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=True) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": sentence(check.title)},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{sentence(check.fix)} See {ended(check.clause)}"},
        "defaultConfiguration": {"level": str(check.severity)},
        "properties": {"tags": [FAMILIES[check.code[0]]]},
    }


def _result(finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    hint = f" To mend it: {ended(finding.fix)}" if finding.fix else ""
    return {
        "ruleId": finding.code,
        **({"ruleIndex": places[finding.code]} if finding.code in places else {}),
        "level": str(finding.severity),
        "message": {"text": sentence(finding.message) + hint},
        **({"locations": [_location(finding.source)]} if finding.source else {}),
    }


def _location(source: Source) -> dict[str, Any]:
    region = {"startLine": source.line, **({"startColumn": source.column} if source.column else {})}
    place = {"artifactLocation": {"uri": _uri(source.path)}, **({"region": region} if source.line else {})}
    return {"physicalLocation": place}


def _uri(path: str) -> str:
    """Return a path as a relative reference, or as a file URI where it is absolute (3.4.4)."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(path.encode("utf-8", "surrogateescape"), safe="/!$&'()*+,;=@~")


def _notification(left: Unchecked) -> dict[str, Any]:
    hint = f" To have it checked: {ended(left.fix)}" if left.fix else ""
    return {"level": "warning", "message": {"text": f"Not checked: {left.what}: {ended(left.why)}{hint}"}}
