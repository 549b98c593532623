"""What is kept of a text, line by line, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.importers.text.body import chances
from cjpublish.importers.text.features import ALONE, Sight, sights
from cjpublish.importers.text.lines import Line

__all__ = ["reasons"]

_LONGEST_PAGE = 20_000
"""Lines of the longest web page; what is longer is a book."""
_SIGNS = 0.02
"""The share of lines that are nothing but boilerplate from which a text counts as copied from a web page."""
_PLAIN = 0.6
"""The share of a line's characters that must be boilerplate for the line to be nothing else."""
_ENDS = 10
"""Lines at either end of a text from elsewhere that may still be boilerplate."""
_COLUMNS = 3
"""Indents of the text with most that no program laid out in columns."""
_REPEATED = list(ALONE).index("repeated")


def reasons(lines: Sequence[Line]) -> list[str]:
    """Return for each line why it is left out, in a few words; empty for what is kept.

    In a text that shows no sign of a web page everything is kept but what is plainly boilerplate, at either end.
    Otherwise `body` decides; where it finds no body at all, as in a poem, everything is kept likewise.
    """
    if len(lines) > _LONGEST_PAGE:
        return [""] * len(lines)
    seen = sights(lines)
    plain = [_is_plain(sight) for sight in seen]
    indents = len({sight.line.indent for sight in seen})
    if sum(plain) < max(2, len(seen) * _SIGNS) and indents <= _COLUMNS:
        return _at_the_ends(seen, plain)
    likely = [chance > 0.5 for chance in chances(seen)]
    if not any(likely):
        return _at_the_ends(seen, plain)
    first = likely.index(True)
    last = len(likely) - 1 - likely[::-1].index(True)
    return [
        "" if kept else _reason(sight, "before" if place < first else "after" if place > last else "amid")
        for place, (sight, kept) in enumerate(zip(seen, likely, strict=True))
    ]


def _at_the_ends(seen: Sequence[Sight], plain: Sequence[bool]) -> list[str]:
    """Return the reasons where only the first and the last lines may be boilerplate."""
    last = len(seen) - _ENDS
    return [
        sight.why if there and (place < _ENDS or place >= last) else ""
        for place, (sight, there) in enumerate(zip(seen, plain, strict=True))
    ]


def _is_plain(sight: Sight) -> bool:
    quoted = sight.line.text[0] in "\"'“‘«„"
    return sight.share >= _PLAIN and not sight.line.marker and not quoted


def _reason(sight: Sight, where: str) -> str:
    if sight.why:
        return sight.why
    if sight.features[_REPEATED]:
        return "repeats another line"
    if sight.dated and sight.words < 12:
        return "date or time"
    if sight.line.marker:
        return "list of links"
    return {"before": "before the text", "after": "after the text", "amid": "not part of the text"}[where]
