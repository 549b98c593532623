"""The podcast of a publication: an episode a chapter, for every app that people already listen with."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from cjpublish.model import Artifact
from cjpublish.site import addresses
from cjpublish.site.files import file
from cjpublish.site.podcast.chapters import MEDIA_TYPE, chapters
from cjpublish.site.podcast.feed import feed
from cjpublish.site.podcast.show import show
from cjpublish.site.shelf import Shelf

__all__ = ["files"]


def files(shelf: Shelf) -> Iterator[Artifact]:
    """Yield `podcast.xml`, and chapter marks for each episode that has headings within.

    Nothing where the site's address is not known or nothing can be heard.
    """
    found = show(shelf)
    if found is None:
        return
    yield file(addresses.PODCAST, "application/rss+xml", feed(found))
    for episode in found.episodes:
        if episode.marks:
            yield file(unquote(addresses.chapters(episode.stem)), MEDIA_TYPE, chapters(found, episode))
