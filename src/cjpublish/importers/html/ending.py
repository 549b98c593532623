"""How a text ends: whether it breaks off."""

from __future__ import annotations

import re

from cjpublish.draft import Chapter, Paragraph
from cjpublish.model import inline_text

__all__ = ["breaks_off"]

_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_ENDED = re.compile(r"[.!?…:;。！？។।][\"'”’»)\]]*\s*$")
_LONG = 12
"""Words of a last paragraph that is no signature."""


def breaks_off(chapter: Chapter, restricted: bool) -> bool:
    """Tell whether a chapter's text stops before its end: in dots, or without any mark where readers must pay."""
    last = chapter.blocks[-1]
    if not isinstance(last, Paragraph):
        return False
    text = inline_text(last.inlines)
    if len(text.split()) < _LONG:
        return False
    return bool(_ELLIPSIS.search(text)) or (restricted and not _ENDED.search(text))
