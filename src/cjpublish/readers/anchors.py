"""Ids: made from titles, unique in the publication."""

from __future__ import annotations

import re

from cjpublish.errors import Source
from cjpublish.readers import Reading
from cjpublish.slugs import slug

__all__ = ["claim", "claim_named", "named"]

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,99}")
_SENTENCE = re.compile(r"s[0-9a-f]{8}(-\d+)?")
"""The ids that sentences have."""


def named(title: str, kind: str) -> str:
    """Return an id for a title: its slug, a letter first.

    `kind` is a word to begin with where the title does not begin with a letter, or has none that ASCII knows.
    """
    name = slug(title)
    return f"{kind}-{name}".rstrip("-") if not name[:1].isalpha() or _SENTENCE.fullmatch(name) else name


def claim(name: str, source: Source, reading: Reading) -> str:
    """Take an id that the program made; -2, -3 is put behind it where it is taken."""
    taken, count = name, 1
    while taken in reading.anchors:
        count += 1
        taken = f"{name}-{count}"
    reading.anchors[taken] = source
    return taken


def claim_named(name: str, source: Source, reading: Reading) -> str | None:
    """Take an id that the publisher wrote; None after reporting that it can't be had."""
    if not _NAME.fullmatch(name) or _SENTENCE.fullmatch(name):
        message = f"'{name}' can't be an id: lower-case letters, digits, hyphens and underscores, a letter first"
        reading.fault("bad-id", message, source, f"write {{#{named(name, 'section')}}}")
        return None
    if name in reading.anchors:
        first = reading.anchors[name]
        reading.fault("duplicate-id", f"the id '{name}' is taken", source, f"it is that of {first}; choose another")
        return None
    reading.anchors[name] = source
    return name
