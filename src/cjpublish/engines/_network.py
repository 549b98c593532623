"""A neural network in ONNX format, ready to run on one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cjpublish.errors import EngineError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["network"]

_ERRORS_ONLY = 3


def network(content: bytes, unusable: Callable[[str], EngineError]) -> InferenceSession:
    """Make a network of a model's bytes, on one thread: the bytes of the sound depend on the number of threads.

    Raises what `unusable` makes of the reason where the bytes are no network that can run.
    """
    import onnxruntime

    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Its optimisations take longer to make (0.25 s for Piper's, 0.5 s for Kokoro's, in every process) than they save:
    # the speed and the sound are the same.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    state = onnxruntime.capi.onnxruntime_pybind11_state
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NotImplemented,
    ) as error:
        raise unusable(str(error)) from error
