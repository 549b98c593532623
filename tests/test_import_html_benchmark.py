"""How well the article is found on real pages."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ROOT.parent / "shared/import-benchmark"


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(not PAGES.is_dir(), reason="the benchmark's pages are not in ../shared")
def test_the_articles_of_the_benchmark_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "predictions.json"
    found.write_text(json.dumps(loaded(ROOT / "bench/import_html.py").predictions(PAGES / "html")), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["score.py", str(found)])

    loaded(PAGES / "score.py").main()

    assert float(capsys.readouterr().out.rpartition("F1")[2]) >= 0.98
