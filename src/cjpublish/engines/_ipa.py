"""IPA as publishers write it, in the signs that espeak-ng writes: those that voices were made for."""

from __future__ import annotations

__all__ = ["as_espeak_writes"]

_SPELT = str.maketrans({"g": "ɡ", "'": "ˈ", ":": "ː", ".": "", "͡": "", "͜": "", "‿": "", "/": ""})
"""Ways to write IPA that a voice would take for punctuation or not know."""


def as_espeak_writes(ipa: str) -> str:
    """Return IPA with the signs of espeak-ng; ties, syllables and slashes, which it doesn't write, are left out."""
    return ipa.translate(_SPELT)
