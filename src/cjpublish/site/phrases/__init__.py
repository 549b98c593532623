"""What the site's scripts say, by language: data, which goes into each page for them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["phrases"]


@cache
def phrases(language: str) -> str:
    """Return all phrases as a JSON object, in a BCP 47 language or in English where there are none in it.

    `language` in it says which; nothing in it can end a script element.
    """
    folder = files("cjpublish.site.phrases")
    own = folder.joinpath(f"{language.partition('-')[0].lower()}.json")
    found = own if own.is_file() else folder.joinpath("en.json")
    return found.read_text(encoding="utf-8").replace("<", "\\u003c")
