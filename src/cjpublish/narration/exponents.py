"""Superscripts in plain text, to be shown or said: raised figures, character for character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjpublish.model import Inline, Mark, Text

__all__ = ["raised", "said"]

_FIGURES = re.compile("[-−]?[0-9]+")
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def raised(text: str, tag: str) -> str:
    """Return what a mark encloses as it is without marks: the figures of a `sup` raised, as many characters as before.

    What is lowered is understood as it is: H~2~O as H2O.
    """
    return text.translate(_RAISED) if tag == "sup" and _FIGURES.fullmatch(text) else text


def said(inlines: Sequence[Inline]) -> str:
    """Return `inline_text` as it is to be said: 10^2^ is not 102."""
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Mark):
            parts.append(raised(said(inline.children), inline.tag))
    return "".join(parts)
