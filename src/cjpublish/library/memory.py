"""What a library's site showed of a publication when it was last built whole: kept in the store, beside its results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from cjpublish import dist, site
from cjpublish.editions.views.accessibility import Claims
from cjpublish.library.members import Member
from cjpublish.model import Accessibility, Metadata
from cjpublish.results.files import has
from cjpublish.site.library import Entry
from cjpublish.site.opds.links import whole
from cjpublish.site.shelf import Listing, Offer
from cjpublish.store import Store, digest

__all__ = ["compact", "key_of", "recall", "remember", "site_files"]


def site_files(member: Member) -> dict[str, str]:
    """Return the files of a publication's own site, as its `dist/` lists them: SHA-256 by name."""
    sums = dist.made(member.folder / "dist")
    return {name: sha256 for name, sha256 in sums.items() if name.startswith(site.FOLDER)}


def key_of(member: Member) -> str:
    """Return what names a publication's site as it is in its `dist/`."""
    return _key(site_files(member))


def remember(entry: Entry, key: str, store: Store) -> None:
    """Keep what is shown of a publication, under the key of its site."""
    if not store.has(key):
        store.put(key, json.dumps(asdict(entry)).encode())


def compact(entry: Entry) -> Entry:
    """Return an entry that takes little room among thousands: without the files of chapters, equal texts held once."""
    listing = entry.listing
    offers = (each for each in listing.offers if whole(each))
    same = (
        replace(each, edition=intern(each.edition), title=intern(each.title), media_type=intern(each.media_type))
        for each in offers
    )
    return replace(entry, listing=replace(listing, claims=_held_once(listing.claims), offers=tuple(same)))


def recall(member: Member, cache: Path | None) -> Entry | None:
    """Return what was shown of a publication; None where its site is another now, damaged, or nothing is kept."""
    files, results = site_files(member), member.folder / "dist"
    stored = Store(cache).get(_key(files)) if files else None
    if stored is None or not all(has(results / name, sum_) for name, sum_ in files.items()):
        return None
    try:
        return compact(_entry(json.loads(stored)))
    except (KeyError, TypeError):  # kept by another version of the program
        return None


@lru_cache
def _held_once(claims: Claims) -> Claims:
    return claims


def _key(files: Mapping[str, str]) -> str:
    return digest("shown", sorted(files.items()))


def _entry(kept: Mapping[str, Any]) -> Entry:
    told = kept["listing"]
    accessibility = Accessibility(**_tuples(told["metadata"]["accessibility"]))
    metadata = Metadata(**{**_tuples(told["metadata"]), "accessibility": accessibility})
    offers = tuple(Offer(**each) for each in told["offers"])
    claims = Claims(**_tuples(told["claims"]))
    listing = Listing(**{**told, "metadata": metadata, "claims": claims, "offers": offers})
    return Entry(**{**kept, "listing": listing})


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a dataclass, whose sequences are tuples, as JSON has kept them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
