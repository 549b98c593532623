"""What a feed and its episodes are known by, and when they came out: the same in every build."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from cjpublish.model import Metadata

__all__ = ["changed", "episode_guid", "feed_guid", "released"]

_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts (podcast namespace, guid)."""


def feed_guid(url: str) -> str:
    """Return the UUIDv5 of a feed's address without scheme and trailing slashes (podcast namespace, guid)."""
    return str(uuid5(_PODCASTS, url.partition("://")[2].rstrip("/")))


def episode_guid(identifier: str, chapter: str) -> str:
    """Return a URN that stays while the publication's `identifier` and the chapter's id do, whatever else changes.

    Apps tell by it what has been heard (RSS 2.0, guid; Apple: it must never change). It holds neither an address nor a
    number, so that the site can move and a chapter can be put between others.
    """
    return uuid5(NAMESPACE_URL, f"{identifier}#{chapter}").urn


def released(metadata: Metadata, number: int) -> datetime:
    """Return when the episode of this number, from 1, came out: a minute after the one before it.

    Most apps sort by date and know nothing of serials, and equal dates would leave the order to chance. The first comes
    out as its day begins, so that none lies in the future.
    """
    date = metadata.date or metadata.modified
    day = datetime.fromisoformat(f"{date[:10]}-01-01"[:10]).replace(tzinfo=UTC)
    return day + timedelta(minutes=number - 1)


def changed(metadata: Metadata) -> datetime:
    """Return when the publication was last changed."""
    return datetime.fromisoformat(metadata.modified)
