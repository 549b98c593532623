"""What can be told of a line by itself, as numbers from 0 to 1 with names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.importers.text import boilerplate
from cjpublish.importers.text.lines import Line, squashed

__all__ = ["ALONE", "Sight", "sights"]

ALONE: Mapping[str, str] = {
    "length": "how long it is, on a scale of logarithms up to sixty words",
    "sentence": "it holds the end of a sentence and is long enough for one",
    "unended": "no full stop or other mark of a sentence's end",
    "short": "under five words",
    "capitals": "share of words with a capital",
    "shouted": "a long line all in capitals, as calls and teasers are",
    "digits": "share of words that begin with a digit",
    "item": "it has a list marker",
    "picture": "it stands in brackets",
    "boilerplate": "share of what web pages say around a text",
    "says so": "a short line that says something of that kind at all",
    "begins so": "a short line that begins with it",
    "address": "a web or mail address, or a name of a network",
    "elided": "it ends in an ellipsis",
    "date": "a short line with a date or a time",
    "byline": "it begins as a byline does",
    "repeated": "another line of the text says the same",
    "colon": "it ends in a colon",
}
"""The features of a line by itself, and what each means."""

_WORD = re.compile(r"\w[\w'’\-]*")
_ENDS = re.compile(r"[.!?…。！？।؟។][\"'”’»)\]*_]*$")
_INNER = re.compile(r"\w[.!?][\"'”’»)]* [\"'“‘«(]?[^\W\d_a-z]")
_ELIDED = re.compile(r"(?:\.\.|…)[\"'”’»)\]]*$")
_PICTURE = re.compile(r"\[[^\[\]]*\](?:\s*\[[^\[\]]*\])*")
_ADDRESS = re.compile(r"https?://|www\.|(?:^|\s)@\w+|\S@[^\s@]+\.\w|\.(?:com|org|net)\b")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b"
    r"|\b(?:\d+|an?) (?:second|minute|min|hour|day|week|month|year)s? ago\b",
    re.I,
)
_BYLINE = re.compile(
    r"(?:(?:written|posted|published|reported|story)\s+)?(?:by|por|von|par|di|door|av)\b|\W?by\b", re.I
)
_WIDE = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Thai, Burmese, Khmer, Japanese, Chinese and Korean, whose words are short or have no space between."""
_LETTERS_A_WORD = 2.5
_LONG = 60
"""Words from which a line counts as no longer."""
_SENTENCE = 8
"""Words of the shortest line that is taken for a sentence by its length."""
_SEEN = 5000
"""Characters at either end of a line that are looked at."""
_FEW = 40
"""Words up to which a line may be all boilerplate."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A line as the model sees it."""

    line: Line
    """The line."""
    words: float
    """Its length in words."""
    why: str
    """What it would be for as boilerplate; empty where nothing in it says so."""
    share: float
    """The share of its characters that say so."""
    features: tuple[float, ...]
    """In the order of ALONE."""
    dated: bool
    """Whether it is short and has a date or a time."""
    ends_text: bool
    """Whether it is of the kind that stands after a text."""


def sights(lines: Sequence[Line]) -> list[Sight]:
    """Return every line as the model sees it."""
    keys = [squashed(line.text) for line in lines]
    times = Counter(keys)
    return [_sight(line, times[key] > 1) for line, key in zip(lines, keys, strict=True)]


def _sight(line: Line, repeated: bool) -> Sight:
    text = line.text if len(line.text) <= _SEEN else f"{line.text[:_SEEN]} {line.text[-_SEEN:]}"
    words = _WORD.findall(text)
    count = _length(text, len(words))
    some = max(1, len(words))
    ends = _ENDS.search(text) is not None
    elided = _ELIDED.search(text) is not None
    picture = _PICTURE.fullmatch(text) is not None
    why, share, begins = boilerplate.reason(text)
    short = count < _FEW
    dated = count < _FEW / 2 and _DATE.search(text) is not None
    features = (
        min(1.0, math.log1p(count) / math.log1p(_LONG)),
        1.0 if (ends or _INNER.search(text) is not None) and not elided and not picture and count >= _SENTENCE else 0.0,
        1.0 if not ends else 0.0,
        1.0 if count < 5 else 0.0,
        sum(1 for word in words[1:] if word[0].isupper()) / some,
        1.0 if count >= 7 and text.isupper() else 0.0,
        sum(1 for word in words if word[0].isdigit()) / some,
        1.0 if line.marker not in ("", ">") else 0.0,
        1.0 if picture else 0.0,
        min(1.0, share * 2),
        1.0 if bool(why) and short else 0.0,
        1.0 if begins and short else 0.0,
        1.0 if _ADDRESS.search(text) is not None else 0.0,
        1.0 if elided else 0.0,
        1.0 if dated else 0.0,
        1.0 if count < _FEW / 2 and _BYLINE.match(text) is not None else 0.0,
        1.0 if repeated else 0.0,
        1.0 if text.endswith(":") else 0.0,
    )
    return Sight(line, count, why, share, features, dated, boilerplate.ends_text(text))


def _length(text: str, words: int) -> float:
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return words + wide / _LETTERS_A_WORD if wide > len(text) / 3 else words
