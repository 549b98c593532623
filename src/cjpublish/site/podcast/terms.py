"""The terms of feeds that feedgen does not know, as extensions of it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from cjpublish.site.podcast.characters import plain

__all__ = ["ITUNES", "PODCAST", "ChannelTerms", "EpisodeTerms", "term"]

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
"""Apple Podcasts, A Podcaster's Guide to RSS."""
PODCAST = "{https://podcastindex.org/namespace/1.0}"
"""Podcasting 2.0, podcast namespace 1.0."""


def term(name: str, text: str = "", **attributes: str) -> etree._Element:
    """Return an element with its text; underscores in the names of attributes stand for hyphens."""
    element = etree.Element(name, {key.replace("_", "-"): plain(value) for key, value in attributes.items()})
    element.text = plain(text) or None
    return element


class EpisodeTerms:
    """What is added to an item."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.elements: list[etree._Element] = []

    def extend_ns(self) -> Mapping[str, str]:
        """Return the namespaces that the feed's root declares, by prefix."""
        return {"podcast": PODCAST.strip("{}")}

    def extend_rss(self, item: etree._Element) -> None:
        """Put the elements at the item's end."""
        item.extend(self.elements)


class ChannelTerms(EpisodeTerms):
    """What is added to the channel."""

    def extend_rss(self, rss: etree._Element) -> None:
        """Put the elements into the channel, before its items."""
        rss[0].extend(self.elements)
