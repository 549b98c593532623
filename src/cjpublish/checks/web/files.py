"""Single files read without trust: text, JSON and HTML, each with a limit to its size."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

__all__ = ["beside", "content", "json_of", "markup", "number", "texts"]

_MOST_BYTES = 64 << 20
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def content(path: Path) -> bytes:
    """Return a file's bytes; raises ValueError, saying why, where it is too large or can't be read."""
    try:
        with path.open("rb") as file:
            found = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"the file can't be read: {error.strerror or error}") from error
    if len(found) > _MOST_BYTES:
        raise ValueError(f"the file is larger than {_MOST_BYTES >> 20} MB")
    return found


def json_of(found: bytes, kept: Callable[[dict[str, Any]], dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the object that a JSON document is; raises ValueError, saying why, where it is none.

    `kept` returns what is kept of an object in it, of each as soon as it is read.
    """
    try:
        value = json.loads(found.decode("utf-8-sig"), object_hook=kept)
    except UnicodeDecodeError as error:
        raise ValueError("it is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: line {error.lineno}, {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON that can be read") from error
    if not isinstance(value, dict):
        raise ValueError("it is JSON, but not an object")
    return value


def number(value: object) -> float | None:
    """Return a JSON value that is a finite number; None where it is anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e12 and math.isfinite(value) else None


def texts(value: object) -> list[str]:
    """Return the texts of a JSON value that is one or a list with some."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def markup(text: str) -> Any:
    """Return the root element of a page of HTML, mended as far as the parser can; None where there is no element."""
    text = _DECLARATION.sub("", text).replace("\0", "")
    parser = etree.HTMLParser(no_network=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def beside(path: Path, reference: str) -> Path | None:
    """Return the file that a relative reference in the file `path` means; None where it means something else."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    name = unquote(parts.path)
    return None if "\0" in name else Path(os.path.normpath(path.parent / name))
