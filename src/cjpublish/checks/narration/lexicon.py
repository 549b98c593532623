"""Entries of the lexicon that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.narration.heard import Heard
from cjpublish.errors import Finding, Severity
from cjpublish.spoken import say

__all__ = ["check"]

UNUSED_ENTRY = Check(
    "N02",
    "unused-entry",
    Severity.NOTE,
    "The lexicon holds words that the text doesn't",
    "Often the word is written otherwise in the text, so that its pronunciation is never used.",
    "write the entry as the word stands in the text, or delete it",
    "W3C, Pronunciation Lexicon Specification 1.0, the grapheme element",
)
IDLE_RESPELLING = Check(
    "N03",
    "idle-respelling",
    Severity.NOTE,
    "A respelling changes nothing",
    "The voice is given what it would say anyway, so what was to be mended still sounds as before.",
    "spell it as it sounds, such as `Puh-nom Pen`, or delete the entry",
    "W3C, Pronunciation Lexicon Specification 1.0, the alias element",
)


def check(heard: Heard) -> Iterator[Finding]:
    """Yield the entries that are never used, as one finding, and each that says what is said anyway."""
    unused = [entry for entry in heard.entries if entry not in heard.used]
    if unused:
        names = ", ".join(f"“{entry.written}”" for entry in unused[:5]) + (" …" if len(unused) > 5 else "")
        count = "1 entry is" if len(unused) == 1 else f"{len(unused)} entries are"
        yield UNUSED_ENTRY.found(f"{count} of words that the text doesn't hold: {names}", unused[0].source)
    language = heard.publication.metadata.language
    for entry in heard.entries:
        if entry.respelling and not entry.ipa and entry.respelling == say(entry.written, language).text:
            yield IDLE_RESPELLING.found(f"“{entry.written}” is said “{entry.respelling}” anyway", entry.source)
