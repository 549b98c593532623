"""Two snapshots to what changed between them; nothing here opens a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, zip_longest

from cjpublish.comparison.snapshot import Picture, Snapshot, Told

__all__ = ["Change", "changes"]

_SAME_LENGTH = 0.02
"""Seconds by which the same sentence may differ before it counts as said differently."""
_WHAT = {
    "dc:title": "title",
    "dc:creator": "author",
    "dc:language": "language",
    "dc:identifier": "identifier",
    "media:narrator": "narrator",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different."""

    kind: str
    """`about`, `text`, `description`, `picture`, `narration` or `sound`."""
    place: str
    """The document, the picture or the chapter."""
    old: str
    """As it was; empty where it is new."""
    new: str
    """As it is; empty where it is gone."""


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return what changed, in the order of the later build; a document that one of them can't read is left out."""
    closed = old.closed | new.closed
    old, new = _without(old, closed), _without(new, closed)
    return tuple(
        chain(
            _about(old.about, new.about),
            _narrators(old.narrators, new.narrators),
            _text(old.text, new.text),
            _pictures(old.pictures, new.pictures),
            _narration(old.narration, new.narration) if old.narration and new.narration else (),
        )
    )


def _without(snapshot: Snapshot, closed: frozenset[str]) -> Snapshot:
    text = {name: blocks for name, blocks in snapshot.text.items() if name not in closed}
    pictures = tuple(picture for picture in snapshot.pictures if picture.document not in closed)
    return replace(snapshot, text=text, pictures=pictures)


def _about(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        before, after = ", ".join(old.get(name, ())), ", ".join(new.get(name, ()))
        if before != after:
            yield Change("about", _WHAT.get(name, name), before, after)


def _narrators(old: Sequence[str] | None, new: Sequence[str] | None) -> Iterator[Change]:
    if old is not None and new is not None and old != new:
        yield Change("about", "narrator", ", ".join(old), ", ".join(new))


def _text(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        for before, after in _differing(old.get(name, ()), new.get(name, ())):
            yield Change("text", name, before, after)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what took the place of what; one of the two is empty where something came or went."""
    for tag, begin, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(old[begin:end], new[first:last], fillvalue="")


def _pictures(old: Sequence[Picture], new: Sequence[Picture]) -> Iterator[Change]:
    before, after = _numbered(old), _numbered(new)
    for key in dict.fromkeys((*after, *before)):
        was, now, name = before.get(key), after.get(key), key[0]
        if was is None or now is None:
            yield Change("picture", name, was.alt or "(decorative)" if was else "", now.alt if now else "")
            continue
        if was.alt != now.alt:
            yield Change("description", name, was.alt, now.alt)
        if was.sha256 != now.sha256:
            yield Change("picture", name, "(another picture)", "(this picture)")


def _numbered(pictures: Sequence[Picture]) -> Mapping[tuple[str, int], Picture]:
    """Return pictures by name and by how often the name was there before: one may stand in several places."""
    seen: Counter[str] = Counter()
    found = {}
    for picture in pictures:
        found[picture.name, seen[picture.name]] = picture
        seen[picture.name] += 1
    return found


def _narration(old: Sequence[Told], new: Sequence[Told]) -> Iterator[Change]:
    """Yield sentences that are said otherwise: those whose text changed are told as text already."""
    matcher = SequenceMatcher(None, [told.text for told in old], [told.text for told in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        for was, now in zip(old[block.a : block.a + block.size], new[block.b : block.b + block.size], strict=True):
            if abs(was.seconds - now.seconds) > _SAME_LENGTH:
                text = now.text if len(now.text) < 60 else f"{now.text[:57]}…"
                yield Change("narration", now.chapter, f"{was.seconds:.2f} s: {text}", f"{now.seconds:.2f} s: {text}")
