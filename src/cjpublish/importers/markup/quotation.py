"""Quotation marks by language, for what the source marks as quoted without writing marks."""

from __future__ import annotations

__all__ = ["marks"]

_MARKS = {
    **dict.fromkeys(("bg", "cs", "da", "de", "et", "is", "lt", "sk", "sl"), ("„", "“", "‚", "‘")),
    **dict.fromkeys(("hr", "hu", "pl", "ro", "sr"), ("„", "”", "«", "»")),
    **dict.fromkeys(("be", "el", "es", "it", "no", "nb", "nn", "pt", "ru", "uk"), ("«", "»", "“", "”")),
    **dict.fromkeys(("fi", "sv"), ("”", "”", "’", "’")),
    **dict.fromkeys(("ja", "zh"), ("「", "」", "『", "』")),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
}
"""Unicode CLDR, delimiters: outer and inner, by language."""
_ENGLISH = ("“", "”", "‘", "’")


def marks(language: str, depth: int) -> tuple[str, str]:
    """Return the marks before and after a quotation that lies in `depth` others."""
    outer, outer_end, inner, inner_end = _MARKS.get(language.partition("-")[0].lower(), _ENGLISH)
    return (inner, inner_end) if depth % 2 else (outer, outer_end)
