"""Voices whose settings make them hard to listen to."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.checks.narration.heard import SETTINGS, Heard
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

OTHER_LANGUAGE = Check(
    "N08",
    "voice-language",
    Severity.WARNING,
    "A voice speaks another language than the text",
    "Every word is said by the wrong language's rules, which is tiring at best and mostly nonsense.",
    "give the voice file a voice and a `language` that are the text's",
    "common practice in narration",
)
ODD_RATE = Check(
    "N09",
    "voice-rate",
    Severity.WARNING,
    "A voice speaks very fast or very slowly",
    "Listeners set the speed that suits them; a narration that is far from the usual one leaves them no room.",
    "write a `rate` between 0.7 and 1.5",
    "common practice in narration",
)
ODD_PAUSE = Check(
    "N10",
    "odd-pause",
    Severity.WARNING,
    "A pause is missing or very long",
    "Without a pause, headings and paragraphs run into each other; after five seconds a listener thinks it is over.",
    "write milliseconds, such as 650, or delete the line for the usual pause",
    "common practice in narration",
)
_RATES = (0.7, 1.5)
_LONGEST = 5000
"""Milliseconds."""
_NEVER_NONE = frozenset({"sentence", "paragraph", "heading", "item", "note", "quote"})
"""Pauses without which what follows can't be told from what came before."""


def check(heard: Heard) -> Iterator[Finding]:
    """Yield what is odd about the voices that say something, and about pauses."""
    language = heard.publication.metadata.language
    for voice in heard.voices:
        if primary(voice.language) != primary(language):
            message = f"the voice '{voice.name}' is for '{voice.language}', and the text is in '{language}'"
            yield OTHER_LANGUAGE.found(message, voice.source or SETTINGS)
        if not _RATES[0] <= voice.rate <= _RATES[1]:
            yield ODD_RATE.found(f"the voice '{voice.name}' speaks at {voice.rate:g} of its usual speed", voice.source)
    told = [(heard.publication.narration.pauses, SETTINGS), *((voice.pauses, voice.source) for voice in heard.voices)]
    for pauses, source in told:
        for name, length in pauses:
            if length > _LONGEST or (not length and name in _NEVER_NONE):
                where = {"head": "before a chapter", "tail": "after a chapter"}.get(name, f"after each {name}")
                what = f"a pause of {length / 1000:g} seconds" if length else "no pause"
                yield ODD_PAUSE.found(f"there is {what} {where}", source)
