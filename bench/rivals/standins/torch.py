"""Stands where another program asks PyTorch what the machine has: nothing but a processor."""

from __future__ import annotations

from types import SimpleNamespace

_NONE = SimpleNamespace(is_available=lambda: False)
backends = SimpleNamespace(mps=_NONE)
cuda = _NONE
