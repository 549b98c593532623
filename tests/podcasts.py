"""Shelves of publications that can be heard, and their feeds as those who subscribe get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path

from lxml import etree

import cjpublish
from cjpublish.editions.views.numbering import stems
from cjpublish.model import (
    Artifact,
    Book,
    Chapter,
    Clip,
    Podcast,
    Publication,
    Timeline,
    Track,
    Web,
    walk_sentences,
)
from cjpublish.narration.recall import plan as recalled
from cjpublish.narration.stored import narrated
from cjpublish.site import podcast
from cjpublish.site.shelf import Offer, Shelf
from cjpublish.store import Store

__all__ = ["NAMESPACES", "RATE", "URL", "built", "feed", "found", "told", "written"]

RATE = 22_050
URL = "https://garden.example/book/"
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


def built(root: Path, cache: Path) -> Shelf:
    """Return the shelf of a publication whose editions lie in dist/."""
    publication = replace(cjpublish.read(root), web=Web(URL))
    store = Store(cache)
    timeline, audio = narrated(recalled(publication, store), store)
    slug = publication.metadata.slug
    files = [*root.glob(f"dist/{slug}-mp3/*.mp3"), *root.glob(f"dist/{slug}-vtt/*.vtt")]
    return Shelf(Book(publication, timeline, audio), tuple(_offer(file, root / "dist") for file in sorted(files)))


def told(
    publication: Publication,
    url: str | None = URL,
    voices: Mapping[str, str] | None = None,
    asked: Podcast | None = None,
) -> Shelf:
    """Return the shelf of a publication of which each sentence takes a second, with files that nobody has made.

    `voices` gives for a chapter's id the voice that reads it; the others are read by the narration's own.
    """
    publication = replace(publication, web=Web(url, asked or Podcast()))
    own = publication.narration.text
    tracks = tuple(_track(each, (voices or {}).get(each.id, own)) for each in publication.reading_order)
    slug = publication.metadata.slug
    offers = []
    for size, stem in zip(count(1000), stems(tracks), strict=False):
        offers.append(Offer("mp3", "MP3", f"{slug}-mp3/{stem}.mp3", "audio/mpeg", size, "0" * 64, 1.0))
        offers.append(Offer("vtt", "Captions", f"{slug}-vtt/{stem}.vtt", "text/vtt", size, "0" * 64, 0.0))
    return Shelf(Book(publication, Timeline(RATE, tracks)), tuple(offers))


def written(shelf: Shelf, folder: Path) -> dict[str, tuple[Artifact, bytes]]:
    """Return the podcast's files by path, with what was written."""
    found = {}
    for number, artifact in enumerate(podcast.files(shelf)):
        place = folder / str(number)
        artifact.write(place)
        found[artifact.path] = artifact, place.read_bytes()
    return found


def feed(shelf: Shelf, folder: Path) -> etree._Element:
    """Return the channel of the podcast."""
    (channel,) = etree.fromstring(written(shelf, folder)["podcast.xml"][1])
    return channel


def found(element: etree._Element, path: str) -> list[str]:
    """Return the texts or attributes that an XPath finds, with `itunes`, `podcast` and `atom` as prefixes."""
    return [str(each) for each in element.xpath(path, namespaces=NAMESPACES)]


def _track(chapter: Chapter, voice: str) -> Track:
    sentences = list(walk_sentences(chapter.blocks))
    clips = [Clip(each.id, RATE * at + 100, RATE * (at + 1), voices=(voice,)) for at, each in enumerate(sentences)]
    return Track(chapter.id, RATE * max(1, len(clips)), tuple(clips))


def _offer(file: Path, dist: Path) -> Offer:
    content = file.read_bytes()
    edition, media_type = {".mp3": ("mp3", "audio/mpeg"), ".vtt": ("vtt", "text/vtt")}[file.suffix]
    digest = sha256(content).hexdigest()
    return Offer(edition, edition, file.relative_to(dist).as_posix(), media_type, len(content), digest, 0.0)
