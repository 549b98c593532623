"""Language tags, as far as several families look at them."""

from __future__ import annotations

__all__ = ["primary"]


def primary(tag: str) -> str:
    """Return a BCP 47 tag's language alone, in lower-case letters."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()
