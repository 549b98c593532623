"""The feed: RSS 2.0 with the terms of Apple Podcasts and of Podcasting 2.0 (standards D.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from cjpublish.site import addresses
from cjpublish.site.podcast.chapters import MEDIA_TYPE
from cjpublish.site.podcast.characters import plain
from cjpublish.site.podcast.descriptions import of_episode, of_show
from cjpublish.site.podcast.identity import changed, episode_guid, feed_guid, released
from cjpublish.site.podcast.licenses import license_of
from cjpublish.site.podcast.show import Episode, Show
from cjpublish.site.podcast.terms import ITUNES, PODCAST, ChannelTerms, EpisodeTerms, term

__all__ = ["feed"]


def feed(show: Show) -> bytes:
    """Return the feed of a show, UTF-8; the same for the same show, whenever it is made.

    The episodes stand in reading order, as a listener hears them.
    """
    found = _channel(show)
    for episode in show.episodes:
        _add_episode(found, show, episode)
    written: bytes = found.rss_str(pretty=True)
    return written


def _channel(show: Show) -> Any:
    metadata, url = show.metadata, show.url
    found = FeedGenerator()
    found.load_extension("podcast", atom=False)
    found.register_extension("terms", ChannelTerms, EpisodeTerms, atom=False)
    found.title(plain(metadata.title))
    found.link(href=f"{url}{addresses.PODCAST}", rel="self", type="application/rss+xml")
    found.link(href=url, rel="alternate")  # the last one is the channel's own
    found.description(etree.CDATA(of_show(show)))
    found.language(metadata.language)
    found.generator("cjpublish")
    found.lastBuildDate(changed(metadata))
    found.pubDate(released(metadata, len(show.episodes)))
    if metadata.rights:
        found.copyright(plain(metadata.rights))
    found.podcast.itunes_author(_author(show))
    found.podcast.itunes_category({"cat": show.podcast.category, "sub": show.podcast.subcategory})
    found.podcast.itunes_image(f"{url}{addresses.COVER_SQUARE}")
    found.podcast.itunes_type("serial")
    found.terms.elements.extend(_channel_terms(show))
    return found


def _channel_terms(show: Show) -> Iterator[etree._Element]:
    metadata, podcast, url = show.metadata, show.podcast, show.url
    yield term(f"{ITUNES}explicit", str(podcast.explicit).lower())
    yield from _owner(show)
    yield term(f"{PODCAST}guid", podcast.guid or feed_guid(f"{url}{addresses.PODCAST}"))
    yield term(f"{PODCAST}medium", "audiobook")
    if podcast.email:
        yield term(f"{PODCAST}locked", "yes", owner=podcast.email)
    cover = {"href": f"{url}{addresses.COVER_SQUARE}", "alt": metadata.cover_alt}
    yield term(f"{PODCAST}image", **cover, aspect_ratio="1/1", width="2000", purpose="artwork")
    if known := license_of(metadata.rights):
        yield term(f"{PODCAST}license", known.name, url=known.url)
    yield from _persons(metadata.authors, show.narrators)
    if any(episode.is_synthetic for episode in show.episodes):
        yield _synthetic()


def _add_episode(found: Any, show: Show, episode: Episode) -> None:
    metadata, sound = show.metadata, episode.spoken.sound
    item = found.add_entry(order="append")
    item.title(episode.title)
    item.link(href=episode.page)
    item.content(of_episode(show, episode), type="CDATA")
    item.guid(episode_guid(metadata.identifier, episode.chapter.id), permalink=False)
    item.enclosure(f"{show.url}{addresses.download(sound)}", sound.size, sound.media_type)
    item.pubDate(released(metadata, episode.number))
    item.podcast.itunes_duration(episode.seconds)
    item.podcast.itunes_episode(episode.number)
    # All that is heard is the book itself. `bonus` would put the title page and the last page beside it, out of order.
    item.podcast.itunes_episode_type("full")
    item.terms.elements.extend(_episode_terms(show, episode))


def _episode_terms(show: Show, episode: Episode) -> Iterator[etree._Element]:
    yield term(f"{ITUNES}explicit", str(show.podcast.explicit).lower())
    if captions := episode.spoken.captions:
        url = f"{show.url}{addresses.download(captions)}"
        language = show.metadata.language
        yield term(f"{PODCAST}transcript", url=url, type=captions.media_type, language=language, rel="captions")
    if episode.marks:
        yield term(f"{PODCAST}chapters", url=f"{show.url}{addresses.chapters(episode.stem)}", type=MEDIA_TYPE)
    if episode.narrators != show.narrators:  # an episode's persons take the place of all of the show's
        yield from _persons(show.metadata.authors, episode.narrators)
    if episode.is_synthetic:
        yield _synthetic()


def _author(show: Show) -> str | None:
    named = ", ".join(show.metadata.authors) or show.metadata.publisher
    return plain(named) if named else None


def _owner(show: Show) -> Iterator[etree._Element]:
    """Yield who answers for the feed, only where the publisher has said so: everyone can read it."""
    podcast = show.podcast
    if not (podcast.owner or podcast.email):
        return
    owner = term(f"{ITUNES}owner")
    if name := podcast.owner or show.metadata.publisher or _author(show):
        owner.append(term(f"{ITUNES}name", name))
    if podcast.email:
        owner.append(term(f"{ITUNES}email", podcast.email))
    yield owner


def _persons(authors: tuple[str, ...], narrators: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield who wrote and which persons are heard (Podcast Taxonomy: Writing, Author; Cast, Narrator)."""
    for name in authors:
        yield term(f"{PODCAST}person", name, group="writing", role="author")
    for name in narrators:
        yield term(f"{PODCAST}person", name, group="cast", role="narrator")


def _synthetic() -> etree._Element:
    """Return the term that tells a synthetic voice.

    It is never said to be false: who is heard is known, what else a machine has made is not (podcast namespace, txt).
    """
    return term(f"{PODCAST}txt", "true", purpose="ai-content")
