"""A model's file is code as much as a library is: nothing of it is used before its SHA-256 is known to be right."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cjpublish.engines._faults import fault
from cjpublish.model import Voice

__all__ = ["read"]


def read(path: Path, key: str, expected: str, voice: Voice) -> bytes:
    """Return a file's bytes, whose SHA-256 is the one expected; `key` is the voice file's key for it.

    Raises EngineError where the file can't be read, another SHA-256 is found, or none is expected.
    """
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
