"""What builders are asked for, and what they answer; both go from one process to another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cjpublish.errors import Finding
from cjpublish.library.members import Member

__all__ = ["Built", "Order"]


@dataclass(frozen=True, slots=True)
class Order:
    """How the publications of a library are built."""

    url: str
    """The address of the library's site."""
    title: str
    """What the library is called."""
    names: tuple[str, ...]
    """The editions that are wanted; empty where each publication has its own, and a site."""
    with_site: bool
    """Whether the library's site is made."""
    voice: str | None
    """A voice of each publication that says everything."""
    cache: Path | None
    """The store's folder."""
    strict: bool
    """Whether a publication with a warning is refused."""
    cluster: str | None = None
    """The address of a cluster that speaks and encodes; None where the builders do."""


@dataclass(frozen=True, slots=True)
class Built:
    """A publication with what its build has done; a library holds many of them."""

    member: Member
    """The publication."""
    title: str
    """Its title."""
    slug: str
    """Names its results, and its place in the library's site."""
    identifier: str
    """Names it in catalogues, for ever and everywhere."""
    files: int
    """How many files its results are."""
    fresh: int
    """How many of them this build made; the others were there already."""
    size: int
    """Bytes of them all."""
    seconds: float
    """How long the narration plays; 0 where there is none."""
    spoken: int
    """How many clips had to be spoken."""
    findings: tuple[Finding, ...]
    """What was guessed or left out on the way; places are relative to the library's folder."""
    faults: tuple[Finding, ...]
    """What was found in what was made, but for notes; places are relative to the library's folder."""
