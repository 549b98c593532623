"""Which language a text is in, to judge by its letters."""

from __future__ import annotations

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["language_of"]

_SAMPLE = 20_000
"""Characters that are looked at."""
_MARGIN = 15.0
"""How much more likely, as a logarithm, the best language must be than the next."""
_ENOUGH = 100
"""Characters of the shortest text that a language can be told from."""


def language_of(text: str, original: Original) -> tuple[str, Finding]:
    """Return the ISO 639 language that a text is most likely in, and the finding that says so."""
    import py3langid

    (language, best), (second, other) = py3langid.rank(text[:_SAMPLE])[:2]
    fix = "if it is another, set 'language' in publication.yaml"
    if len(text) < _ENOUGH or best - other < _MARGIN:
        message = f"the language can't be told for certain: it is taken to be '{language}', and may be '{second}'"
        return language, Finding("guessed-language", Severity.WARNING, message, original.place(), fix)
    return language, Finding(
        "guessed-language", Severity.NOTE, f"the language is taken to be '{language}'", original.place(), fix
    )
