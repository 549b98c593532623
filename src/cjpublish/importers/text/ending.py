"""How a text ends: whether it breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjpublish.draft import Paragraph
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.text.blocks import Found
from cjpublish.model import inline_text

__all__ = ["breaks_off"]

_BROKEN = re.compile(r"[^\W_][,\-–—]?$")
"""A text whose last sign is a letter, a digit, a comma or a dash; one that ends in anything else has ended."""
_UNPOINTED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]$|\S+[./]\S+$")
"""Scripts that do without full stops, and addresses."""
_SENTENCE = 8
"""Words of the shortest last paragraph that is taken for a sentence."""


def breaks_off(found: Sequence[Found], original: Original) -> Finding | None:
    """Return the finding that a text breaks off before its end; None where it doesn't."""
    if not found:
        return None
    block, line, _ = found[-1]
    if not isinstance(block, Paragraph):
        return None
    text = inline_text(block.inlines)
    if "\n" in text or len(text.split()) < _SENTENCE or not _BROKEN.search(text) or _UNPOINTED.search(text):
        return None
    message = f"the text breaks off within a sentence: “…{text[-40:].lstrip()}”"
    fix = "supply the rest; if there is none, `truncated: true` in publication.yaml tells readers so"
    return Finding("truncated", Severity.WARNING, message, original.place(line), fix)
