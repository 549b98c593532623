"""What lets a publication be read and heard without a connection: the service worker, told what there is to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from cjpublish.model import Artifact
from cjpublish.site import addresses
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


def worker(artifacts: Iterable[Artifact], shelf: Shelf) -> bytes:
    """Return the service worker as JavaScript: it keeps the pages and what they need of a site's own files.

    Feeds and downloads are left to the network, but a chapter's sound and captions can be kept. The list of files and
    their hashes stands in the worker itself, so that browsers take a changed site for a new worker (Service Workers,
    Update: they compare bytes).
    """
    now: list[str] = []
    later: list[str] = []
    room = _ROOM
    with TemporaryDirectory() as folder:
        for artifact in artifacts:
            if not _is_shown(artifact):
                continue
            content = _content(artifact, Path(folder))
            if not _is_needed(artifact):
                room -= len(content)
            (now if _is_needed(artifact) or room >= 0 else later).append(_key(artifact, content))
    captions = [spoken.captions for spoken in shelf.spoken() if spoken.captions]
    site = {
        "files": now,
        "later": [*later, *map(_versioned, captions)],
        "sounds": [(_versioned(spoken.sound), spoken.sound.size) for spoken in shelf.spoken()],
    }
    source = files("cjpublish.site.assets").joinpath(ADDRESS).read_bytes()
    return f"self.SITE = {json.dumps(site, separators=(',', ':'))};\n".encode() + source


def _is_shown(artifact: Artifact) -> bool:
    """Say whether a page may ask for a file."""
    if artifact.path in _NEVER_SHOWN:
        return False
    kind = artifact.media_type
    return kind in _NEEDED or kind.startswith("image/") or artifact.path.startswith(_HAS_HASH)


def _is_needed(artifact: Artifact) -> bool:
    return artifact.media_type in _NEEDED or artifact.path in _SHOWN_AROUND


def _content(artifact: Artifact, folder: Path) -> bytes:
    place = folder / "file"
    artifact.write(place)
    return place.read_bytes()


def _key(artifact: Artifact, content: bytes) -> str:
    """Return an address that changes as the content does."""
    address = quote(artifact.path)
    if artifact.path.startswith(_HAS_HASH):
        return address
    return f"{address}?v={sha256(content).hexdigest()[:_DIGITS]}"


def _versioned(offer: Offer) -> str:
    """Return a download's address as the chapters' pages give it (`reading.versioned`)."""
    return f"{addresses.download(offer)}?v={offer.sha256[:_DIGITS]}"
