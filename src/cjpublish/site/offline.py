"""What lets a publication be read and heard without a connection: the service worker, told what there is to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

from cjpublish.site import addresses
from cjpublish.site.assets import script
from cjpublish.site.files import SiteFile
from cjpublish.site.shelf import Offer, Shelf

__all__ = ["ADDRESS", "worker"]

ADDRESS = "sw.js"
"""At the site's root, since a service worker rules only what lies beneath it; a name that never changes."""
_ROOM = 10_000_000
"""Bytes of pictures and times that every reader's device is asked to keep at once; more comes when it is first used."""
_DIGITS = 8
_NEEDED = frozenset({"text/html", "text/css", "text/javascript", "application/manifest+json"})
_HAS_HASH = ("assets/", "times/")
_NEVER_SHOWN = frozenset({addresses.COVER, addresses.COVER_SQUARE})
_SHOWN_AROUND = frozenset({addresses.COVER_SMALL, *(name for name, _ in addresses.ICONS)})


def worker(own: Iterable[SiteFile], shelf: Shelf) -> bytes:
    """Return the service worker as JavaScript: it keeps the pages and what they need of a site's own files.

    Feeds and downloads are left to the network, but a chapter's sound and captions can be kept. The list of files and
    their hashes stands in the worker itself, so that browsers take a changed site for a new worker (Service Workers,
    Update: they compare bytes).
    """
    now: list[str] = []
    later: list[str] = []
    room = _ROOM
    for each in sorted(filter(_is_shown, own), key=_rank):
        room -= len(each.content) if _rank(each) else 0
        (now if room >= 0 or not _rank(each) else later).append(_key(each))
    captions = [spoken.captions for spoken in shelf.spoken() if spoken.captions]
    site = {
        "files": now,
        "later": [*later, *map(_versioned, captions)],
        "sounds": [(_versioned(spoken.sound), spoken.sound.size) for spoken in shelf.spoken()],
    }
    return f"self.SITE = {json.dumps(site, separators=(',', ':'))};\n{script(ADDRESS)}".encode()


def _is_shown(file: SiteFile) -> bool:
    """Say whether a page may ask for a file."""
    if file.path in _NEVER_SHOWN:
        return False
    kind = file.media_type
    return kind in _NEEDED or kind.startswith("image/") or file.path.startswith(_HAS_HASH)


def _rank(file: SiteFile) -> int:
    """Return 0 for what no page does without, 1 for times, 2 for pictures."""
    if file.media_type in _NEEDED or file.path in _SHOWN_AROUND:
        return 0
    return 2 if file.media_type.startswith("image/") else 1


def _key(file: SiteFile) -> str:
    """Return an address that changes as the content does."""
    address = quote(file.path)
    if file.path.startswith(_HAS_HASH):
        return address
    return f"{address}?v={sha256(file.content).hexdigest()[:_DIGITS]}"


def _versioned(offer: Offer) -> str:
    """Return a download's address as the chapters' pages give it (`reading.versioned`)."""
    return f"{addresses.download(offer)}?v={offer.sha256[:_DIGITS]}"
