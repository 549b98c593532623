"""Words held as bare numbers."""

from __future__ import annotations

from cjpublish.model import WordClip, WordClips


def test_words_heard_later_are_the_same_words_beyond_32_bits_too() -> None:
    words = WordClips([WordClip((0, 3), 10, 200), WordClip((4, 9), 200, 950)])
    later = words.later(2**40)
    assert list(later) == [WordClip((0, 3), 10 + 2**40, 200 + 2**40), WordClip((4, 9), 200 + 2**40, 950 + 2**40)]
    assert later.later(0) == later


def test_no_words_are_heard_later() -> None:
    assert WordClips().later(5) == WordClips()
