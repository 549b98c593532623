"""Values as parts of keys: a short name for each, which differs wherever what is written in it does."""

from __future__ import annotations

import hashlib
from weakref import ref

__all__ = ["fingerprint"]

_known: dict[int, tuple[ref[object], bytes]] = {}
"""By identity, for as long as the value lives: to compare chapters would take as long as to write them out."""


def fingerprint(*values: object) -> str:
    """Return a hash of values that differs wherever their `repr` does.

    One at a time is written out. What can be referred to weakly (`weakref_slot=True`) is never changed, so it is
    written out once and remembered.
    """
    return hashlib.sha256(b"".join(map(_name, values))).hexdigest()


def _name(value: object) -> bytes:
    key = id(value)
    if key in _known:
        return _known[key][1]
    name = hashlib.sha256(repr(value).encode(errors="surrogatepass")).digest()
    if "__weakref__" in getattr(type(value), "__slots__", ()):
        _known[key] = (ref(value, lambda _: _known.pop(key, None)), name)
    return name
