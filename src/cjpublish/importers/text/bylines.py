"""Bylines: who wrote a text, on a line beneath its title."""

from __future__ import annotations

import re

__all__ = ["authors_in", "is_byline"]

_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|updated|story|words|text)\s+)?(?:by|por|von|par|di|door|av|автор:?)\s*:?\s+"
    r"|^\W*(?:authors?|autor(?:es|in)?|auteurs?|reporter)\s*:\s*",
    re.I,
)
_STOP = re.compile(
    r"\s*(?:[|•·/@(\[]|\s[-–—]+\s|[-–—]+$|\b(?:on|at|in|for)\b|\d|,?\s*"
    r"(?:updated|published|posted|last modified)\b).*$",
    re.I,
)
_BETWEEN = re.compile(r",\s*(?:and\s+)?|\s+(?:and|und|et|y|e|&)\s+|\s*;\s*", re.I)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’\-]*\s+){0,3}[^\W\d_][\w.'’\-]*\.?")
_PARTICLES = {
    "de",
    "da",
    "di",
    "du",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "el",
    "al",
    "bin",
    "ibn",
    "dos",
    "del",
    "y",
}
_ROLES = re.compile(
    r"\b(?:writer|reporter|editor|contributor|correspondent|staff|news|times|post|press|journal|leader|magazine|media|com|inc)\b",
    re.I,
)


def is_byline(text: str) -> bool:
    """Tell whether a short line begins as a byline does."""
    return len(text) < 120 and _BY.match(text) is not None and bool(authors_in(text))


def authors_in(text: str) -> tuple[str, ...]:
    """Return the names of a byline; none where it names nobody that looks like a person."""
    match = _BY.match(text)
    rest = _STOP.sub("", text[match.end() if match else 0 :]).strip(" ,;:.")
    found = []
    for part in _BETWEEN.split(rest):
        name = part.strip(" ,;:")
        if not _is_name(name):
            break
        found.append(name.title() if name.isupper() and len(name) > 4 else name)
    return tuple(found)


def _is_name(text: str) -> bool:
    words = text.split()
    if not _NAME.fullmatch(text) or _ROLES.search(text) or not 2 <= len(words) <= 4:
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and words[0][0].isupper()
