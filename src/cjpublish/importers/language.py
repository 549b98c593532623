"""The language of a text: what its source says, and what its words look like where that says nothing or errs."""

from __future__ import annotations

import re

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["language"]

_SAMPLE = 20_000
"""Characters that are looked at."""
_ENOUGH = 100
"""Characters of the shortest text that a language can be told from."""
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f\u1e00-\u1eff\u02b0-\u036f]")
"""A letter that is not Latin."""
_MARGIN = 15.0
"""How much more likely, as a logarithm, the best language must be than the next to be called certain."""
_MUCH = 100.0
"""How much more likely than the language that the page names another must be to be taken instead."""
_FIX = "if it is another, set `language` in publication.yaml"


def language(said: str, text: str, original: Original) -> tuple[str, tuple[Finding, ...]]:
    """Return the language tag of a text (BCP 47), given the one that its source says, and how it was found.

    A text too short to be judged has the language that its source says, or none; but letters that are not Latin tell
    much in few words.
    """
    import py3langid

    if len(text) < _ENOUGH and (said or not _OTHER_SCRIPT.search(text)):
        return said, ()
    ranked = py3langid.rank(text[:_SAMPLE])
    (guess, best), (second, other) = ranked[:2]
    likely = dict(ranked)
    primary = said.partition("-")[0].lower()
    if not said:
        sure = best - other >= _MARGIN
        doubt = "" if sure else f", and may be '{second}'"
        message = f"the language is taken to be '{guess}', to judge by the words{doubt}"
        found = Finding(
            "guessed-language", Severity.NOTE if sure else Severity.WARNING, message, original.place(), _FIX
        )
        return guess, (found,)
    if primary not in likely or best - likely[primary] < _MUCH:
        return said, ()
    message = f"the language is said to be '{said}', but the words are '{guess}', which is taken"
    return guess, (Finding("guessed-language", Severity.WARNING, message, original.place(), _FIX),)
