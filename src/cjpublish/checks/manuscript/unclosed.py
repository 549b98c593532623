"""Brackets and quotation marks that open and never close, or close what never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, quoted, told
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

UNCLOSED = Check(
    "M39",
    "unclosed",
    Severity.WARNING,
    "A bracket or quotation mark has no partner",
    "A reader can't tell where somebody else's words end, and a voice pauses in the wrong place.",
    "write the missing sign, or delete the one that is too many",
    "common practice in typesetting",
)
_LONE = re.compile(r"(?:(?:^|[\s,;])\(?[\w.]{1,3}\)|[:;=8]['-]?[)\]]|\d”)$")
"""Ends in a sign that needs no partner: a), 1.2), a smiley, 6” for inches."""
_MAYBE_INCHES = re.compile(r"\d[\"”]")
_BRACKETS = (("(", ")"), ("[", "]"))
_QUOTES = {"en": ("“", "”"), **dict.fromkeys(("ca", "el", "es", "fr", "it", "pt", "ru", "uk"), ("«", "»"))}
"""By language, where it has one common pair; others, such as German, also use them the other way round."""
_REACH = 12
"""Paragraphs over which a bracket or a quotation may stretch."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield the signs without a partner; a quotation may open anew in each paragraph and each line of verse."""
    passages = [passage for passage in prose.passages if passage.kind not in ("heading", "caption")]
    texts = [passage.text for passage in passages]
    places: dict[int, str] = {}
    for opening, closing in _BRACKETS:
        places |= _lonely(opening, closing, texts)
    if prose.language in _QUOTES:
        places |= _odd(texts) if prose.english else {}
        places |= _lonely(*_QUOTES[prose.language], ["" if '"' in text else text for text in texts])
    yield from told(UNCLOSED, [(message, passages[index].source) for index, message in sorted(places.items())])


def _lonely(opening: str, closing: str, texts: Sequence[str]) -> dict[int, str]:
    """Return which texts hold a sign without its partner, where no text near by makes up for it, and a message each."""
    found: dict[int, str] = {}
    left: list[int] = []
    signs = re.compile(f"[{re.escape(opening + closing)}]")
    for index, text in enumerate(texts):
        if opening not in text and closing not in text:
            continue
        open_now = 0
        for sign in signs.finditer(text):
            if sign[0] == opening:
                open_now += not (open_now and opening in "“«" and _begins_line(text, sign.start()))
            elif open_now:
                open_now -= 1
            elif left and index - left[-1] <= _REACH:
                left.pop()
            elif not _LONE.search(text, max(0, sign.start() - 8), sign.end()):
                found[index] = f"the sign {closing} closes nothing that was opened in {quoted(text, 60)}"
        if left and opening in "“«" and text.lstrip().startswith(opening):
            left.pop()  # a quotation of several paragraphs has opened anew
        left += [index] * open_now
    return found | {index: f"the sign {opening} is never closed in {quoted(texts[index], 60)}" for index in left}


def _begins_line(text: str, index: int) -> bool:
    """Return whether nothing stands before a place in its line: there a quotation in verse may open anew."""
    return not text[:index].rpartition("\n")[2].strip()


def _odd(texts: Sequence[str]) -> dict[int, str]:
    """Return which texts hold an odd number of quotation marks, some straight, and don't go on in the next one."""
    found: dict[int, str] = {}
    for index, text in enumerate(texts):
        if '"' not in text or sum(map(text.count, '"“”')) % 2 == 0 or _MAYBE_INCHES.search(text):
            continue
        if not (texts[index + 1 : index + 2] and texts[index + 1].lstrip()[:1] in ('"', "“")):
            found[index] = f"there is one quotation mark too many or too few in {quoted(text, 60)}"
    return found
