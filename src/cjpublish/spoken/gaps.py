"""What stands between words, as every engine pauses on it sanely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cjpublish.spoken.aligned import Edit

__all__ = ["edits"]

_GAP = re.compile(r"[ .,;:?!'()\-–—…\"]+")
_STRENGTH = "?!.;:,"


def edits(text: str) -> Iterator[Edit]:
    """Yield what makes plain punctuation of all that stands between words.

    A dash with a space beside it, a long dash and dots in mid-sentence become a comma, dots before a capital or at the
    end a full stop; of several marks the strongest stays. Quotation marks go, apostrophes and hyphens stay within
    words only. A text begins with a word or a bracket.
    """
    for match in _GAP.finditer(text):
        begin, end = match.span()
        if end - begin == 1 and text[begin] == " " and begin > 0 and end < len(text):
            continue
        yield begin, end, _gap(match[0], begin == 0, end == len(text), text[end : end + 1].isupper())


@lru_cache(maxsize=4096)
def _gap(written: str, first: bool, last: bool, before_capital: bool) -> str:
    """Return what takes the place of everything between two words, before the first or after the last."""
    opened = "(" if "(" in written[written.rfind(")") + 1 :] and not last else ""
    if first:
        return opened
    closed = ")" if ")" in written.partition("(")[0] else ""
    mark = _mark(written, before_capital or last)
    if last:
        return closed + ("." if mark == "," and "," not in written else mark)
    if not (closed or mark or opened) and " " not in written:
        return _joint(written)
    return f"{closed}{mark} {opened}"


def _mark(written: str, final: bool) -> str:
    """Return the strongest mark of punctuation; empty where there is none."""
    dotted = "…" in written or ".." in written.replace(" ", "")
    marks = set(written)
    if dotted and not final:
        marks.discard(".")
    found = next((mark for mark in _STRENGTH if mark in marks), "")
    if dotted and found not in ("?", "!"):
        return "." if final else found or ","
    if found:
        return found
    dashed = "—" in written or "--" in written or ("–" in written and " " in written) or " - " in written
    return "," if dashed else ""


def _joint(written: str) -> str:
    """Return what joins two words into one: a hyphen, an apostrophe, or only a space."""
    if "-" in written or "–" in written:
        return "-"
    return "'" if written == "'" else " "
