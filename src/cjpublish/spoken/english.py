"""English, from written to spoken."""

from __future__ import annotations

from cjpublish.spoken import abbreviations, calendar, characters, gaps, letters, quantities
from cjpublish.spoken.aligned import Aligned
from cjpublish.spoken.rules import Rules

__all__ = ["normalise"]

_STARTS = (
    r"(?:[0-9$€£¥₹₩₫₱฿៛%‰&+§°×#@/²³¹⁰⁴⁵⁶⁷⁸⁹⁻~<>−–—]|['.(]\d|-[^ a-mo-z]|\.[a-z]|x ?\d"
    r"|(?<![^\W\d_])[A-Z](?![a-z]+(?: [a-z(]|[,;:?!)'–—]|$))"
    r"|(?<![^\W_])(?:[a-z]{1,6}(?:[./]\w|\. [\dA-Zge])|vs|et al|etc|approx|cf|viz|w/|km|kg|cm|kWh|kHz|v\d))"
)
"""Digits, symbols, capitals but those of names in running text, short words with a full stop, and a few others."""

_RULES = Rules(
    (
        *letters.INITIALISMS,
        *abbreviations.RULES,
        *quantities.EARLY,
        *calendar.RULES,
        *quantities.RULES,
        *letters.RULES,
        *abbreviations.SYMBOLS,
    ),
    _STARTS,
)
_ROUNDS = 8
"""Far more than any text needs: what is spoken is spoken as it is, so that the second round changes next to nothing."""


def normalise(text: Aligned) -> Aligned:
    """Return a text as words and plain punctuation; what is already that stays as it is."""
    for _ in range(_ROUNDS):
        before = text
        for edits in (characters.edits, characters.spaces, _RULES.edits, gaps.edits):
            text = text.edit(edits(text.text))
        if text.text == before.text:
            break
    return text
