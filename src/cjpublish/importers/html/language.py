"""The language of a page: what it says, and what its words look like where it says nothing or something else."""

from __future__ import annotations

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["language"]

_SAMPLE = 20_000
"""Characters that are looked at."""
_ENOUGH = 100
"""Characters of the shortest text that a language can be told from."""
_MARGIN = 15.0
"""How much more likely, as a logarithm, the best language must be than the next to be called certain."""
_MUCH = 100.0
"""How much more likely than the language that the page names another must be to be taken instead."""
_FIX = "if it is another, set `language` in publication.yaml"


def language(said: str, text: str, original: Original) -> tuple[str, tuple[Finding, ...]]:
    """Return the language tag of a text (BCP 47), given the one that its page says, and how it was found."""
    import py3langid

    if len(text) < _ENOUGH:
        return said, ()
    ranked = py3langid.rank(text[:_SAMPLE])
    (guess, best), (second, other) = ranked[:2]
    likely = dict(ranked)
    primary = said.partition("-")[0].lower()
    if not said:
        sure = best - other >= _MARGIN
        doubt = "" if sure else f", and may be '{second}'"
        message = f"the page does not say its language; to judge by its words it is '{guess}'{doubt}"
        found = Finding(
            "guessed-language", Severity.NOTE if sure else Severity.WARNING, message, original.place(), _FIX
        )
        return guess, (found,)
    if primary not in likely or best - likely[primary] < _MUCH:
        return said, ()
    message = f"the page says that its language is '{said}', but its words are '{guess}', which is taken"
    return guess, (Finding("guessed-language", Severity.WARNING, message, original.place(), _FIX),)
