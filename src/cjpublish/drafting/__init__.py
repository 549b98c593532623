"""Writes a Draft down: the files of a manuscript that builds, and the report of how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish.draft import Cut, Draft
from cjpublish.errors import Finding

__all__ = ["File", "files"]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the new publication."""

    path: str
    """Relative to the publication's folder, with forward slashes."""
    content: bytes
    """All of it."""


def files(draft: Draft, source_name: str, findings: list[Finding], cuts: list[Cut]) -> Iterator[File]:
    """Yield every file of the manuscript that a draft becomes, the report last.

    A file is made when it is asked for, so that one picture at a time is in memory: write each before the next.
    What is changed, guessed or left to do is appended to `findings`, beyond what `draft.findings` says; a warning is
    something that a person must do, at its place in the new manuscript. What has to be left out besides `draft.cuts`
    is appended to `cuts`. `source_name` is how the report names the source.
    """
    from cjpublish.drafting import writing

    return writing.files(draft, source_name, findings, cuts)
