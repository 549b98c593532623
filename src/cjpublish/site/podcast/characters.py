"""Text as every reader of feeds takes it."""

from __future__ import annotations

import re

__all__ = ["plain"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold (2.2)."""


def plain(text: str) -> str:
    """Return text on one line, without the characters that XML can't hold.

    A feed that can't be parsed takes every episode away from its listeners, so what can't be shown is left out.
    """
    return " ".join(_NOT_XML.sub("", text).split())
