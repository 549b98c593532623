"""Plug-ins: built in or brought by another package, by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjpublish import editions, engines, registry
from cjpublish.errors import InputError


def test_every_built_in_plug_in_can_be_loaded() -> None:
    assert [type(engines.load(name)).__name__.lower() for name in engines.ENGINES] == list(engines.ENGINES)
    assert all(editions.load(name).title for name in editions.EDITIONS)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        registry.load("cjpublish.engines", engines.ENGINES, "pipper")
    (finding,) = caught.value.findings
    assert finding.message == "there is no 'pipper' among the engines"
    assert finding.fix == f"one of {', '.join(engines.ENGINES)}"


def test_a_package_can_bring_an_engine(tmp_path: Path) -> None:
    module = "from cjpublish.engines.silence import Silence\n\n\nclass Brought(Silence): ...\n"
    (tmp_path / "brought.py").write_text(module)
    metadata = tmp_path / "brought-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: brought\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[cjpublish.engines]\nbrought = brought:Brought\n")
    code = "from cjpublish import engines; print(engines.names(), type(engines.load('brought')).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.stdout == f"{(*engines.ENGINES, 'brought')} Brought\n"
