"""Written text to spoken words, before any engine hears it, with the way back to what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.spoken import abroad, english
from cjpublish.spoken.rewriting import Edit, Rewriting
from cjpublish.wording import wording

__all__ = ["Spoken", "Word", "say"]

_WORD = re.compile(r"\[\[.*?\]\]|[^\W_]+(?:['’-][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word and where it comes from."""

    spoken: tuple[int, int]
    """Its characters [begin, end) in the spoken text; words never overlap there."""
    written: tuple[int, int]
    """The characters [begin, end) of the written text that it says, alone or together with its neighbours."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said of a text."""

    text: str
    """For English only letters and . , ; : ? ! ' - ( ), besides replacements; empty where there is nothing to say."""
    words: tuple[Word, ...]
    """Its words in order."""


def say(text: str, language: str, replacements: Sequence[Edit] = ()) -> Spoken:
    """Say a text of at most a few sentences in a BCP 47 language.

    `replacements` are ranges [begin, end) of the written text and what is said in their place, as a lexicon gives them;
    they reach the engine unchanged, and they alone may hold `[[ipa]]`. English is written out in full; of other
    languages numbers, percentages, ranges and web addresses are, as far as num2words speaks them. Never raises, and
    English that was said once is not changed by being said again.
    """
    rewriting = Rewriting(text, replacements)
    primary = language.replace("_", "-").partition("-")[0].lower()
    if primary == "en":
        english.rewrite(rewriting, wording(language).link)
    else:
        abroad.rewrite(rewriting, primary, wording(language).link)
    said = rewriting.text
    if not _LETTER.search(said):
        return Spoken("", ())
    words = (match.span() for match in _WORD.finditer(said))
    return Spoken(said, tuple(Word(span, rewriting.written(*span)) for span in words))
