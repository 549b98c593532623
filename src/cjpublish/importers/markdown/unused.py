"""Unused: what front matter says that nothing in a catalogue is made of, which is cut and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple

from cjpublish.draft import Metadata
from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markdown.front import Front

__all__ = ["tell_unused"]


def tell_unused(
    front: Front, metadata: Metadata, heard: Sequence[str], account: Account, plain: Callable[[str], str]
) -> None:
    """Cut each value of front matter that is not in the metadata, nor among the texts that are `heard` besides.

    `plain` takes the Markdown out of a text.
    """
    known = [*_texts(astuple(metadata)), *(" ".join(text.split()) for text in heard)]
    whole = set(known)
    identity = re.sub(r"\W", "", metadata.identifier).lower()
    words = {word for text in (*metadata.authors, *metadata.subjects) for word in text.split()}

    def is_used(text: str) -> bool:
        """Tell whether a text is in the catalogue: whole, in parts as names and subjects, or as its identifier."""
        said = " ".join(text.split())
        if said in whole or plain(text) in whole:
            return True
        parts = re.split(r"[\s,;]+", said)
        if all(part in words for part in parts):
            return True
        core = re.sub(r"\W|^(https?://(dx\.)?doi\.org/|doi:)", "", said, flags=re.IGNORECASE).lower()
        return len(core) >= 5 and identity.endswith(core)

    left = [(path, text) for path, text in _leaves(front.fields, "") if text.strip() and not is_used(text)]
    for path, text in left:
        account.cut("front matter that has no place here", f"{path}: {text}")
    if left:
        names = ", ".join(sorted({path.partition(".")[0] for path, _ in left}))
        account.note("front-matter", f"the front matter says more than is used here: {names}", 1)


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield each text in front matter and the names that lead to it."""
    match value:
        case str():
            yield path, value
        case dict():
            for name, each in value.items():
                yield from _leaves(each, f"{path}.{name}" if path else str(name))
        case list():
            for each in value:
                yield from _leaves(each, path)


def _texts(values: Sequence[object]) -> Iterator[str]:
    for value in values:
        match value:
            case str():
                yield " ".join(value.split())
            case tuple():
                yield from _texts(value)
