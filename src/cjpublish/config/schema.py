"""What a schema may say beyond plain types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cjpublish.errors import Source

__all__ = ["Located", "checked"]


@dataclass(frozen=True, slots=True)
class Located:
    """Text with the place where it is written."""

    text: str
    """The value."""
    source: Source
    """Where its first character stands; for a block (`|` or `>`) in the line after the mark."""


def checked(
    check: Callable[[Any], str | None] | None = None, fix: str = "", *, required: bool = False, **options: Any
) -> Any:
    """Return a dataclass field whose value must satisfy `check`.

    `check` returns what is wrong, in words that go on after the key's name (`is empty`), or None; `fix` is the hint.
    A `required` field must be written although it has a default, which stands in where the value is faulty. The same
    as `field(metadata={"check": …, "fix": …, "required": …})`.
    """
    return field(metadata={"check": check, "fix": fix, "required": required}, **options)
