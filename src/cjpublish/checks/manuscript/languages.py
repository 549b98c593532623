"""Words in another language that nothing marks as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.checks.manuscript import identified
from cjpublish.checks.manuscript.prose import APART, Place, Prose, Words, passages, quoted, told
from cjpublish.errors import Finding, Severity
from cjpublish.model import Publication

__all__ = ["check", "foresee"]

UNMARKED = Check(
    "M43",
    "unmarked-language",
    Severity.WARNING,
    "Words in another language are not marked",
    "A screen reader reads them with the wrong voice, and braille gets the wrong contractions.",
    "write it as `[words]{lang=fr}`, with the tag of its language",
    "WCAG 2.2, 3.1.2 Language of Parts (AA)",
)
_LATIN = "a-zA-Zªº\u00c0-\u02af\u02b0-\u036f\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06"
_OTHER = rf"[^\W\d_{_LATIN}]"
_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0903\u093a-\u094f\u1780-\u17d3]"
_FOREIGN = re.compile(rf"{_OTHER}(?:{_OTHER}|{_MARKS})+(?:[\s,.;·'’-]+{_OTHER}(?:{_OTHER}|{_MARKS})+)*")
_LETTERS = 3
"""Letters of the shortest run in another script: one or two may be a sign, as in mathematics."""
_SENTENCE = 8
"""Words of the shortest sentence whose language is looked for."""
_FUNCTION = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to a in is was that it for as with his he be on by at from are this have or had not but they",
        "fr": "le la les des et est une un dans que qui pour pas sur au aux avec ce cette il elle du en sont par plus",
        "de": "der die das und ist ein eine nicht mit von zu den dem auf für im sich des auch es sie",
        "es": "el la los las de y que en un una es por con para del se no su al lo como más pero sus fue este son",
        "it": "il lo la gli le di e che un una è per con del della non si sono nel alla dei ma come più anche questo",
        "pt": "o a os as de e que em um uma é por com para do da não se no na dos das mais como foi seu sua ao",
        "nl": "de het een en van is dat in niet met op voor zijn die te aan er ook als om bij door maar naar werd",
        "la": "et in est non ad cum ut quod sed qui quae ex de si ab per enim esse aut nec sunt hoc atque",
    }.items()
}
_OWN_MOST, _OTHER_LEAST = 0.1, 0.25
"""How many of a foreign sentence's words are small words of the publication's language, and of its own."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield each passage in another script, and each whole sentence that surely is in another language.

    The small words of a few languages tell which sentences may be; py3langid must agree. A publication that isn't in
    one of these languages, or not in Latin letters, is let alone.
    """
    if prose.language not in _FUNCTION:
        return
    places: list[Place] = []
    for passage in prose.passages:
        for words in passage.sentences:
            if not words.text.isascii() and (script := _script(words.text)):
                places.append((f"the words {quoted(script)} are in another script and not marked", words.source))
            elif language := _language(words, prose.language):
                what = f"the sentence {quoted(words.text)} is not in '{prose.language}'"
                places.append((f"{what}, it seems, but in '{language}'", words.source))
    yield from told(UNMARKED, places)


def foresee(publication: Publication) -> None:
    """Begin to load what tells languages, if there is a sentence whose language `check` will ask for."""
    own = primary(publication.metadata.language)
    sentences = (words for passage in passages(publication) for words in passage.sentences)
    if own in _FUNCTION and any(_suspected(words, own) for words in sentences):
        identified.foresee()


def _script(text: str) -> str:
    return next((m[0] for m in _FOREIGN.finditer(text) if sum(map(str.isalpha, m[0])) >= _LETTERS), "")


def _language(words: Words, own: str) -> str:
    """Return the language that a sentence surely is in, other than the publication's; empty where it is not sure."""
    best = _suspected(words, own)
    return best if best and identified.identified(words.text) == best else ""


def _suspected(words: Words, own: str) -> str:
    """Return the language that a sentence may be in, by its small words; empty where that is its own."""
    if APART in words.text:
        return ""
    found = words.text.lower().split()
    if len(found) < _SENTENCE or sum(word in _FUNCTION[own] for word in found) > _OWN_MOST * len(found):
        return ""
    shares = {each: sum(word in known for word in found) for each, known in _FUNCTION.items() if each != own}
    best = max(shares, key=lambda each: shares[each])
    return best if shares[best] >= _OTHER_LEAST * len(found) else ""
