"""Whether a publication's rights are a licence that directories know by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["License", "license_of"]

_KIND = r"(by(?:-nc)?(?:-nd|-sa)?)"
_SHORT = re.compile(rf"cc[ -]{_KIND}[ -]4\.0")
_ADDRESS = re.compile(rf"https?://creativecommons\.org/licenses/{_KIND}/4\.0/?")
_LONG = re.compile(
    r"creative commons attribution(?P<nc>[ -]non-?commercial)?(?:(?P<nd>[ -]no-?derivatives)|(?P<sa>[ -]share-?alike))?"
    r" 4\.0(?: international)?(?: licen[cs]e)?"
)


@dataclass(frozen=True, slots=True)
class License:
    """A well-known licence."""

    name: str
    """Its identifier of SPDX in lower case, as the podcast namespace asks."""
    url: str
    """Where it can be read."""


def license_of(rights: str | None) -> License | None:
    """Return the Creative Commons licence 4.0 that rights in plain words are; None where they say anything more.

    The feed's licence is of its sound (podcast namespace, license). A sentence may be about the text or the pictures
    alone, or name a licence to exclude it, so only the bare name or address of a licence is taken. Versions before 4.0
    differ from country to country, so their name alone is none.
    """
    text = " ".join((rights or "").casefold().split()).rstrip(".")
    if match := _SHORT.fullmatch(text) or _ADDRESS.fullmatch(text):
        kind = match[1]
    elif match := _LONG.fullmatch(text):
        kind = "-".join(("by", *(part for part, found in match.groupdict().items() if found)))
    else:
        return None
    return License(f"cc-{kind}-4.0", f"https://creativecommons.org/licenses/{kind}/4.0/")
