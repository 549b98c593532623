"""Kokoro's network and the style of a voice: loaded from verified files, and run on one text's sounds at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.engines import _verified
from cjpublish.engines._faults import fault
from cjpublish.engines._kokoro_files import ACCENTS, MODEL, VOICES, folder, speaking, style
from cjpublish.engines._network import network
from cjpublish.engines._onnx_outputs import with_output
from cjpublish.errors import EngineError
from cjpublish.model import Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

__all__ = ["Model", "load", "synthesise"]

_STYLE_LENGTH = 256
_FRAME = 600
"""Samples of a unit of duration."""
_DURATION = "duration"
"""The output that newer exports of the network have."""
_DURATIONS = "/encoder/Clip_output_0"
"""The value inside the older ones that it comes from: the durations after rounding, 1 at least."""
_TOKENS = ("tokens", "input_ids")
"""What exports call the input for sounds."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a voice; equal where the same bytes are meant."""

    path: Path
    """Where it lies."""
    key: str
    """The voice file's key for its SHA-256."""
    sha256: str
    """What that must be."""
    voice: Voice = field(compare=False)
    """Who asks for it; the place of every fault."""


@dataclass(frozen=True, slots=True)
class Model:
    """A voice that is ready to speak."""

    network: InferenceSession
    """Runs on one thread."""
    styles: NDArray[np.float32]
    """A row for each number of sounds."""
    accent: str
    """The language that it speaks, as espeak-ng names it."""


def load(voice: Voice) -> Model:
    """Return the voice's model; each file is loaded once in a process.

    The voice's `voice` is empty for the best one of its language, the name of one that `cjpublish voices add kokoro`
    fetched, or the absolute path of a network; beside that lies its style, NAME.onnx.bin.

    Raises EngineError where there is no such voice, or a file is missing, isn't the one meant, or can't be used.
    """
    suited = speaking(voice.language)
    if not suited:
        message = f"kokoro has no voice for the language '{voice.language}'"
        raise fault("unknown-voice", message, voice, f"it has {', '.join(tag for tag, _ in ACCENTS.values())}")
    path = Path(voice.voice)
    own = path.is_absolute() and path.suffix == ".onnx"
    name = suited[0] if own else voice.voice or suited[0]
    if name not in suited:
        message = f"kokoro has no voice '{name}' for the language '{voice.language}'"
        raise fault("unknown-voice", message, voice, f"one of {', '.join(suited)}, or the path of a model (.onnx)")
    hashes = (voice.model_sha256.lower(), voice.config_sha256.lower()) if own else (MODEL.sha256, VOICES[name])
    paths = (path, Path(f"{path}.bin")) if own else _fetched(name, voice)
    keys = ("model_sha256", "config_sha256")
    network, styles = (_File(*each, voice) for each in zip(paths, keys, hashes, strict=True))
    rows = _styles(styles)
    return Model(_network(network), rows, ACCENTS[name[0]][1])


def _fetched(name: str, voice: Voice) -> tuple[Path, Path]:
    """Return where the model and a voice by name lie."""
    network, styles = folder() / MODEL.name, folder() / style(name).name
    for path in (network, styles):
        if not path.is_file():
            message = f"the voice {name} of kokoro isn't on this machine: there is no {path}"
            raise fault("model-missing", message, voice, f"`cjpublish voices add kokoro --voice {name}` fetches it")
    return network, styles


@cache
def _styles(file: _File) -> NDArray[np.float32]:
    """Read a style: rows of 256 little-endian 32-bit floats, one for each number of sounds."""
    import numpy as np

    content = _verified.read(file.path, file.key, file.sha256, file.voice)
    if not content or len(content) % (4 * _STYLE_LENGTH):
        raise _unusable(file, f"it isn't rows of {_STYLE_LENGTH} numbers")
    return np.frombuffer(content, "<f4").reshape(-1, _STYLE_LENGTH)


@cache
def _network(file: _File) -> InferenceSession:
    """Make the network, with the durations of its sounds as an output."""
    content = _verified.read(file.path, file.key, file.sha256, file.voice)
    if _DURATIONS.encode() in content:
        content = with_output(content, _DURATIONS)
    session = network(content, partial(_unusable, file))
    inputs = {each.name: each.type for each in session.get_inputs()}
    if sorted(inputs) not in [sorted(("style", "speed", tokens)) for tokens in _TOKENS]:
        raise _unusable(file, f"it takes {', '.join(inputs) or 'nothing'}")
    if inputs["speed"] != "tensor(float)":
        raise _unusable(file, "it can't change its speed")
    return session


def synthesise(model: Model, tokens: list[int], rate: float) -> tuple[NDArray[np.float32], list[int]]:
    """Speak sounds, by their numbers in Kokoro's table, 510 at most, at `rate` times its own speed.

    Returns the samples and, for each sound and one more, the sample at which it begins; none where the network doesn't
    tell. The samples before the first and after the last are quiet.
    """
    import numpy as np

    inputs = {each.name for each in model.network.get_inputs()}
    sound, *others = (each.name for each in model.network.get_outputs())
    told = [name for name in others if name in (_DURATION, _DURATIONS)]
    given = {
        next(name for name in _TOKENS if name in inputs): np.array([[0, *tokens, 0]], np.int64),
        "style": model.styles[min(len(tokens), len(model.styles)) - 1][np.newaxis],
        "speed": np.array([rate], np.float32),
    }
    samples, *durations = (np.asarray(each).ravel() for each in model.network.run([sound, *told], given))
    frames = durations[0] if durations else np.empty(0)
    if len(frames) != len(tokens) + 2 or round(float(frames.sum())) * _FRAME != len(samples):
        return samples, []
    edges = np.cumsum(frames).astype(np.int64) * _FRAME
    return samples, [int(edge) for edge in edges[:-1]]


def _unusable(file: _File, why: str) -> EngineError:
    message = f"{file.path} can't be used as a Kokoro voice: {why}"
    return fault("model-unusable", message, file.voice, "name another model")
