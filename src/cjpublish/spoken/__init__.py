"""Written text to spoken words, before any engine hears it; keeps the map from spoken words back to written ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.spoken.aligned import Aligned, Edit, Spoken
from cjpublish.spoken.characters import KEPT
from cjpublish.wording import wording

__all__ = ["Edit", "Spoken", "addresses", "say"]

_END = r"[^\s.,;:!?)\]}'\"’”»>…]"
"""What an address may end with; punctuation behind it belongs to the sentence."""
_DOMAINS = r"(?:com|org|net|edu|gov|int|info|io|eu|kh|uk)(?![\w-])(?!\.\w)"
_ADDRESS = re.compile(
    rf"(?:(?<!\w)(?:https?|ftp)://|(?<![\w@.-])www\.|(?<!\w)mailto:|(?<!\w)doi:10\.)\S*{_END}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,8}}{_DOMAINS}(?:/\S*{_END}|/)?"
)
_MAYBE = re.compile(r"[.@:][\w/]")


def say(text: str, language: str, replacements: Sequence[Edit] = ()) -> Spoken:
    """Return what is to be said for a written text.

    `language` is BCP 47. In English, nothing is left but letters, spaces and . , ; : ? ! ' - ( ): numbers, dates,
    money, measures, abbreviations, acronyms and symbols become words. In other languages plain numbers, percentages
    and ranges do. A web or e-mail address is said as the language's `wording.link`.

    `replacements` are [begin, end) of the text, in order, none empty and none overlapping, each with what is said in
    its place, as it stands; a lexicon gives them. One that touches an address is left out.
    """
    from cjpublish.spoken import english, foreign  # their rules take a while to compile

    link = wording(language).link
    found = list(addresses(text))
    outside = (edit for edit in replacements if all(edit[1] <= begin or end <= edit[0] for begin, end in found))
    kept = [(begin, end, said) for begin, end, said in outside if said]
    # The sign that stands for what is kept must not be in the text itself.
    aligned = Aligned.of(text).edit((match.start(), match.end(), " ") for match in re.finditer(KEPT, text))
    known = [(begin, end, KEPT) for begin, end, _ in kept] + [(begin, end, link) for begin, end in found]
    aligned = aligned.edit(sorted(known))
    if language.replace("_", "-").partition("-")[0].lower() == "en":
        aligned = english.normalise(aligned)
    else:
        aligned = foreign.normalise(aligned, language)
    return aligned.edit(_restored(aligned.text, [said for _, _, said in kept])).spoken()


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places [begin, end) of web and e-mail addresses, which are named instead of spelt out."""
    if _MAYBE.search(text):
        for match in _ADDRESS.finditer(text):
            yield match.span()


def _restored(text: str, said: Sequence[str]) -> Iterator[Edit]:
    for match, words in zip(re.finditer(KEPT, text), said, strict=True):
        yield match.start(), match.end(), words
