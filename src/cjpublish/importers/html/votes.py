"""Votes: which texts of a page an extractor of articles takes for the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import html

from cjpublish.importers.html.runs import Run

__all__ = ["votes"]

# Every text is given a number in front before the extractor sees it, in braille: characters that no page is written
# in, that are neither letters, blanks nor control characters, and so are neither changed nor counted as words.
_ZERO = 0x2800
_NUMBER = re.compile("[\u2800-\u28ff]{3}")
_TRUSTED = 0.4
"""Below this share of what is likely, what is certain is not all of the article."""
_BRAILLE = re.compile("[\u2800-\u28ff]")


def votes(root: html.HtmlElement, runs: Sequence[Run]) -> list[float]:
    """Return for each run the share of its characters that the extractor kept, 0 to 1; the tree stays as it is.

    The extractor is trafilatura (Barbaresi, ACL 2021), which compares its own result with those of readability and
    jusText. It is asked for what is certain, and for what is likely, which counts where the other is much less.
    """
    numbered = _numbered(root, runs)
    certain, likely = _kept(numbered, precise=True), _kept(numbered, precise=False)
    kept = likely if len(certain) < len(likely) * _TRUSTED else certain
    shares: list[float] = []
    number = 0
    for run in runs:
        lengths = [len(spot.text.strip()) for spot in run.spots]
        got = sum(length for place, length in enumerate(lengths, number) if place in kept)
        number += len(lengths)
        shares.append(got / sum(lengths))
    return shares


def _numbered(root: html.HtmlElement, runs: Sequence[Run]) -> html.HtmlElement:
    spots = [spot for run in runs for spot in run.spots]
    texts = [spot.text for spot in spots]
    for number, (spot, text) in enumerate(zip(spots, texts, strict=True)):
        bare = text.lstrip()
        spot.put(text[: len(text) - len(bare)] + _digits(number) + _BRAILLE.sub("?", bare))
    copy = deepcopy(root)
    # A page may hold its pictures in their addresses, millions of characters long.
    for image in copy.iter("img"):
        image.attrib.clear()
    for spot, text in zip(spots, texts, strict=True):
        spot.put(text)
    return copy


def _digits(number: int) -> str:
    return "".join(chr(_ZERO + (number >> shift & 0xFF)) for shift in (16, 8, 0))


def _kept(numbered: html.HtmlElement, precise: bool) -> set[int]:
    from trafilatura import bare_extraction

    found = bare_extraction(deepcopy(numbered), include_comments=False, favor_precision=precise)
    body = getattr(found, "body", None)
    if body is None:
        return set()
    return {
        sum(ord(digit) - _ZERO << shift for digit, shift in zip(match, (16, 8, 0), strict=True))
        for match in _NUMBER.findall("".join(body.itertext()))
    }
