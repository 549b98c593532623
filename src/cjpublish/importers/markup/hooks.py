"""Hooks: what the caller of the converter knows and the tree does not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from cjpublish.draft import Block
from cjpublish.errors import Source

__all__ = ["Element", "Hooks"]

Element: TypeAlias = Any
"""An element of lxml.html or lxml.etree."""


def _no_key(source: object, element: Element) -> str:
    return ""


def _no_target(href: str) -> str | None:
    return None


def _no_note(element: Element) -> str | None:
    return None


def _no_name(name: object) -> str:
    return ""


def _no_blocks(href: str) -> tuple[Block, ...]:
    return ()


def _no_place(line: int) -> Source | None:
    return None


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a caller answers; each default says that it knows nothing."""

    picture: Callable[[str, Element], str] = _no_key
    """Key in `Draft.images` of the picture at an address as written in `src`, with its element (for `srcset` and the
    like); empty where its file can't be had, and then the figure stays without it."""
    drawing: Callable[[bytes, Element], str] = _no_key
    """Key in `Draft.images` of an SVG drawing that stands in the tree itself, here as a file of its own (UTF-8)."""
    link: Callable[[str], str | None] = _no_target
    """For an address as written in `href`: an absolute one, or `#name` with a name that `anchor` gives; None where the
    link must go and its text stays."""
    note: Callable[[Element], str | None] = _no_note
    """Key of the note that a link refers to, mostly `TakenNotes.references.get`; None for an ordinary link."""
    anchor: Callable[[str], str] = _no_name
    """For an `id` (or `name`) of the tree: what `link` calls it in the draft (lower-case letters, digits, `-` and `_`,
    a letter first, unique in the draft); empty where no link leads to it. Asked with "" for the tree's own beginning.
    The first name that belongs to a heading becomes its `Heading.id`, others `Converted.aliases`."""
    page: Callable[[Element], str] = _no_name
    """The page that begins at an element, where a page list says so and the element itself does not; else empty."""
    description: Callable[[str], tuple[Block, ...]] = _no_blocks
    """Blocks of the long description that a `longdesc` or `aria-details` leads to outside the tree."""
    place: Callable[[int], Source | None] = _no_place
    """Where a finding stands that was made in a line of the tree's file (from 1; 0 where it is not known)."""
