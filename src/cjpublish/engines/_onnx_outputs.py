"""An edit of an ONNX model: a value inside its network becomes an output beside those that it has.

A model in ONNX format is a protobuf message (onnx/onnx.proto of the ONNX project). Its graph is a singular field, and a
protobuf reader merges a second occurrence of a singular message into the first, repeated fields one after the other
(Protocol Buffers, Encoding, "Last One Wins"). So an output is added by bytes behind the model's own, none of which
changes.
"""

from __future__ import annotations

__all__ = ["with_output"]

# Field numbers of onnx.proto.
_MODEL_GRAPH, _GRAPH_OUTPUT, _VALUE_NAME = 7, 12, 1

_BYTES = 2
"""The wire type of a field that says its length."""


def with_output(content: bytes, name: str) -> bytes:
    """Return the bytes of an ONNX model that gives one more output, a value of its network by name."""
    return content + _field(_MODEL_GRAPH, _field(_GRAPH_OUTPUT, _field(_VALUE_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    groups = []
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*groups, value))
