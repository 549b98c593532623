"""Ace by DAISY, the checker of an EPUB's accessibility: a command of Node.js that looks at each page in Chromium."""

from __future__ import annotations

import json
import os
import posixpath
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cjpublish.checks.check import Check
from cjpublish.checks.results import Unchecked
from cjpublish.checks.tools.failure import ToolFailed
from cjpublish.checks.tools.running import BOOK, report
from cjpublish.checks.tools.telling import told
from cjpublish.errors import Finding, Severity, Source

__all__ = ["available", "findings", "run"]

ACE_SERIOUS = Check(
    "A80",
    "ace-serious",
    Severity.ERROR,
    "Ace reports a serious barrier",
    "Some readers can't read a part of the book, or can't find out whether they can.",
    "follow what Ace advises for the rule it names",
    "EPUB Accessibility 1.1 and WCAG 2.2, as Ace by DAISY applies them",
)
ACE_MINOR = Check(
    "A81",
    "ace-minor",
    Severity.WARNING,
    "Ace reports a moderate or minor barrier",
    "Some readers find it harder to read a part of the book, or to find their way in it.",
    "follow what Ace advises for the rule it names",
    "EPUB Accessibility 1.1 and WCAG 2.2, as Ace by DAISY applies them",
)

_CHECKS = {"critical": ACE_SERIOUS, "serious": ACE_SERIOUS, "moderate": ACE_MINOR, "minor": ACE_MINOR}
_COMMAND = "CJPUBLISH_ACE"
_CHROMIUM = "PUPPETEER_EXECUTABLE_PATH"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL = "PUPPETEER_SKIP_DOWNLOAD=1 npm install @daisy/ace-cli @daisy/ace-core @daisy/ace-axe-runner-puppeteer"
_REPORT = "ace/report.json"
_SPARING = f"""\
cat > browser <<END
#!/bin/sh
exec "${_CHROMIUM}" "\\$@" --renderer-process-limit=1
END
chmod 700 browser
test -x browser && export {_CHROMIUM}="$PWD/browser"
exec "$0" "$@"
"""
"""Runs a command with a browser that has one process for all pages: Ace opens a page a document, and a process for each
takes a quarter more processor time."""
_LONGEST = 300
"""Characters of a description that are told."""


def available() -> str | Unchecked:
    """Return Ace's version, without starting it; else why it can't be asked."""
    command = _command()
    named = os.environ.get(_COMMAND)
    if command is None and named:
        return Unchecked("Ace", f"{_COMMAND} names {named}, which is not Ace by DAISY's command", _INSTALL)
    if command is None:
        return Unchecked("Ace", "Ace by DAISY is not installed", f"{_INSTALL}, or name its ace-cli in {_COMMAND}")
    if shutil.which("node") is None:
        return Unchecked("Ace", "Ace needs Node.js, which is not installed", "install Node.js 20 or newer")
    if _chromium() is None:
        fix = f"install Chromium, or name a browser in {_CHROMIUM}"
        return Unchecked("Ace", "Ace needs Chromium, which is not installed", fix)
    return str(_package(command).get("version", ""))


def run(path: Path) -> bytes:
    """Return the violations that Ace finds, as JSON; raises ToolFailed where it gives no report."""
    command, chromium = _command(), _chromium()
    if command is None or chromium is None:
        raise ToolFailed("it is not installed")
    arguments = [str(command), "--force", "--outdir", "ace", BOOK]
    sparing = ["sh", "-c", _SPARING] if os.name == "posix" else []
    content = report(path, [*sparing, *arguments], _REPORT, environment={_CHROMIUM: chromium})
    try:
        assertions = json.loads(content)["assertions"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed("its report can't be read") from error
    return json.dumps(assertions, ensure_ascii=False, separators=(",", ":")).encode()


def findings(result: bytes, name: str) -> tuple[Finding, ...]:
    """Return what `run` returned for the file `name` as findings, one for each rule and document."""
    return told("Ace", _findings(result, name), name)


def _findings(result: bytes, name: str) -> Iterator[Finding]:
    documents = json.loads(result)
    addresses = [document["earl:testSubject"]["url"].lstrip("/") for document in documents]
    package = next((address for address in addresses if address.endswith(".opf")), "")
    for document, address in zip(documents, addresses, strict=True):
        # All but the package document itself are named as seen from it.
        inside = address if address == package else posixpath.join(posixpath.dirname(package), address)
        source = Source(f"{name}/{inside}")
        by_rule: dict[str, list[Any]] = {}
        for one in document["assertions"]:
            by_rule.setdefault(one["earl:test"]["dct:title"], []).append(one)
        for rule, broken in by_rule.items():
            yield _finding(rule, broken, source)


def _finding(rule: str, broken: list[Any], source: Source) -> Finding:
    test, result = broken[0]["earl:test"], broken[0]["earl:result"]
    check = _CHECKS.get(test.get("earl:impact"), ACE_MINOR)
    where = next(iter(result.get("earl:pointer", {}).get("css", ())), "")
    others = len(broken) - 1
    more = f" (and {others} more in this file)" if others else ""
    said = _plain(result.get("dct:description") or test.get("dct:description", ""))
    message = f"{rule}: {said}{f' at {where[:100]}' if where else ''}{more}"
    return check.found(message, source, fix=_advice(test.get("help", {})))


def _advice(help_: Mapping[str, str]) -> str:
    advice, address = _plain(help_.get("dct:description", "")), help_.get("url", "")
    return f"{advice} ({address})" if advice and address else advice


def _plain(text: str) -> str:
    text = " ".join(text.split())
    return text[:_LONGEST].rstrip() + "…" if len(text) > _LONGEST else text.removesuffix(".")


def _command() -> Path | None:
    """Return Ace's command: the one that is named, else one that is installed. Other programs are called `ace` too."""
    if named := os.environ.get(_COMMAND):
        candidates = [named]
    else:
        candidates = [*filter(None, map(shutil.which, ("ace-cli", "ace"))), "node_modules/.bin/ace-cli"]
    paths = [Path(candidate).absolute() for candidate in candidates]
    return next((path for path in paths if path.is_file() and _package(path)), None)


def _package(command: Path) -> Mapping[str, Any]:
    """Return the package.json of Ace's package that a command belongs to; nothing where it is another program's."""
    for folder in command.resolve().parents[:3]:
        try:
            package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(package, dict) and str(package.get("name", "")).startswith("@daisy/ace"):
            return package
    return {}


def _chromium() -> str | None:
    named = os.environ.get(_CHROMIUM)
    if named:
        return named if Path(named).is_file() else None
    return next(filter(None, map(shutil.which, _BROWSERS)), None)
