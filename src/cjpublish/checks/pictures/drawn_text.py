"""Text that is drawn in a picture and said nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["untold"]

UNTOLD = Check(
    "P33",
    "untold-text",
    Severity.WARNING,
    "Text in a picture is neither in its alternative text nor in its description",
    "Who can't see the picture does not get these words and numbers.",
    "say them in the description",
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SHORT = 3
"""Letters up to which a word need not be told: articles and units."""
_STEM = 4
"""Letters by which a word is known again in another form."""
_TICKS = 3
"""More numbers than this, each as far from the next, are the marks of a scale."""
_MOST_MARKS = 200
_SHOWN = 3
"""Texts that a message names."""


def untold(texts: Sequence[str], told: str, path: str, source: Source, language: str) -> Iterator[Finding]:
    """Yield a finding for the texts in a picture that `told`, all that is said of it, does not hold.

    It is a warning where that is most of them, and a note otherwise. Marks of a scale need not be told, numbers may
    be told in words of `language`.
    """
    scale = _scale(texts)
    wanted = [text for text in dict.fromkeys(texts) if text not in scale]
    missing = [text for text in wanted if not _is_told(text, told)]
    if missing:
        from cjpublish.spoken import say

        spoken = say(told, language).text
        missing = [text for text in missing if not _is_told(say(text, language).text, spoken)]
    if missing:
        named = ", ".join(f"'{text[:40]}'" for text in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        message = f"the picture '{path}' holds text that nothing said of it holds: {named}{more}"
        is_most = len(missing) >= _SHOWN and len(missing) > len(wanted) / 2
        yield UNTOLD.found(message, source, severity=None if is_most else Severity.NOTE)


def _is_told(text: str, told: str) -> bool:
    """Tell whether all that matters of a text is told: its numbers, and most of its words in any form."""
    if "".join(text.split()).casefold() in "".join(told.split()).casefold():
        return True
    known = {word.casefold() for word in _WORD.findall(told)}
    stems = {word[:_STEM] for word in known}
    words = [word.casefold() for word in _WORD.findall(text)]
    if any(word[0].isdigit() and word not in known for word in words):
        return False
    long = [word for word in words if len(word) > _SHORT and not word[0].isdigit()]
    return 2 * sum(word[:_STEM] in stems for word in long) >= len(long)


def _scale(texts: Sequence[str]) -> set[str]:
    """Return the texts that are the marks of a scale: numbers, each as far from the next."""
    numbers: dict[float, str] = {}
    for text in texts:
        plain = re.fullmatch(r"[^\d\w]*(\d+(?:[.,]\d+)?)\s*[^\d\s]?", text.replace("\u2212", "-"))
        if plain:
            numbers[round(float(plain[1].replace(",", ".")), 6)] = text
    marks: set[str] = set()
    values = dict(list(numbers.items())[:_MOST_MARKS])
    for first in values:
        for second in values:
            step, run = second - first, [first]
            while step > 0 and (following := round(run[-1] + step, 6)) in values:
                run.append(following)
            if len(run) > _TICKS:
                marks |= {values[value] for value in run}
    return marks
