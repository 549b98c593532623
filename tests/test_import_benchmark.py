"""How well the article is told from what stands around it, on real pages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ROOT.parent / "shared/import-benchmark"


@pytest.mark.slow
@pytest.mark.skipif(not PAGES.is_dir(), reason="the benchmark's pages are not in ../shared")
def test_the_articles_of_the_benchmark_are_found() -> None:
    command = [sys.executable, str(ROOT / "bench/import"), str(PAGES)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {kind: float(f1) for kind, f1 in re.findall(r"^(\w+)/: .* F1 ([\d.]+)$", printed, re.MULTILINE)}
    assert found["html"] >= 0.98
    assert found["text"] >= 0.93
