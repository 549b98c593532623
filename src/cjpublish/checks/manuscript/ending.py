"""How the text ends: whether it breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose
from cjpublish.errors import Finding, Severity
from cjpublish.model import Notes, Paragraph, inline_text

__all__ = ["check"]

BROKEN_OFF = Check(
    "M40",
    "broken-off",
    Severity.WARNING,
    "The text ends in the middle of a sentence",
    "A reader can't tell whether there is more, and a listener thinks that the recording has stopped.",
    "supply the rest; if there is none, `truncated: true` in publication.yaml tells readers so",
    "what README.md says of `truncated`",
)
_BROKEN = re.compile(r"[^\W\d_][,\-–—]?$")
"""A text whose last sign is a letter, a comma or a dash; one that ends in anything else has ended."""
_UNPOINTED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]$|\S+[./@]\S+$")
"""Scripts that do without full stops, and addresses."""
_SENTENCE = 8
"""Words of the shortest last paragraph that is taken for a sentence."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield a finding where the last chapter breaks off and its readers are not told so."""
    blocks = [block for chapter in prose.chapters[-1:] for block in chapter.blocks if not isinstance(block, Notes)]
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not last.source:  # the program's own paragraph says that it breaks off
        return
    text = " ".join(inline_text(sentence.inlines) for sentence in last.sentences)
    if len(text.split()) >= _SENTENCE and "\n" not in text and _BROKEN.search(text) and not _UNPOINTED.search(text):
        yield BROKEN_OFF.found(f"the text ends within a sentence: “…{text[-40:].lstrip()}”", last.sentences[-1].source)
