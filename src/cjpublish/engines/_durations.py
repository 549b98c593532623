"""An edit of a Piper model: how long it makes each phoneme becomes an output beside the sound.

A model in ONNX format is a protobuf message (onnx/onnx.proto of the ONNX project); it is read as far as is needed to
find the one value that tells the durations.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.engines._onnx_outputs import with_output

__all__ = ["with_durations"]

# Field numbers of onnx.proto.
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_OUTPUT = 1, 12
_NODE_OUTPUT, _NODE_TYPE = 2, 4

# Wire types of Protocol Buffers, Encoding.
_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}


def with_durations(content: bytes) -> bytes:
    """Return the bytes of an ONNX model that gives the durations of its phonemes as its second output.

    Piper's networks round durations up in the one node of type `Ceil`: a number of frames for each phoneme id. Where a
    model has no such node, several, or more outputs than its sound, it is returned as it is; so is what is no model.
    """
    try:
        names = _rounded(memoryview(content))
    except (ValueError, IndexError):
        return content
    return with_output(content, names[0]) if len(names) == 1 else content


def _rounded(model: memoryview) -> list[str]:
    """Return the names of what `Ceil` nodes give; none where the model has not one output.

    Raises ValueError or IndexError where it is no protobuf message.
    """
    names: list[str] = []
    outputs = 0
    for number, graph in _fields(model):
        if number != _MODEL_GRAPH:
            continue
        for part, content in _fields(graph):
            if part == _GRAPH_OUTPUT:
                outputs += 1
            elif part == _GRAPH_NODE:
                node = list(_fields(content))
                if any(key == _NODE_TYPE and bytes(value) == b"Ceil" for key, value in node):
                    names += [bytes(value).decode() for key, value in node if key == _NODE_OUTPUT]
    return names if outputs == 1 else []


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Yield the number and the content of each length-delimited field of a message; the others are passed over."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == _VARINT:
            _, at = _varint(message, at)
        elif wire == _BYTES:
            length, at = _varint(message, at)
            if at + length > len(message):
                raise ValueError("a field ends behind its message")
            yield key >> 3, message[at : at + length]
            at += length
        elif wire in _FIXED:
            at += _FIXED[wire]
        else:
            raise ValueError(f"no wire type: {wire}")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """Return the number that begins at a byte, seven bits a byte, and where what follows it begins."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
