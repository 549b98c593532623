"""The words of the Accessibility Metadata Display Guide for Digital Publications, by language.

The files and the terms under which they are here: `vocabularies/NOTICE.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Vocabulary", "vocabulary"]

_LANGUAGES = frozenset({"en", "es", "fr"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The guide's statements in one language."""

    language: str
    """BCP 47."""
    statements: Mapping[str, str]
    """By key: the guide's field and statement, such as `hazards/none`; a field's heading is its `title`."""


def vocabulary(language: str) -> Vocabulary:
    """Return the guide's words in a BCP 47 language, or in English where there are none in it."""
    primary = language.partition("-")[0].lower()
    return _read(primary if primary in _LANGUAGES else "en")


@cache
def _read(language: str) -> Vocabulary:
    place = files("cjpublish.site.accessible") / "vocabularies" / f"{language}.json"
    return Vocabulary(language, json.loads(place.read_text(encoding="utf-8")))
