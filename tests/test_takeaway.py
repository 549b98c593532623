"""The downloads and the steps to put them on a device, as a browser without scripts shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import pytest
from lxml import html

from cjpublish.model import Book
from cjpublish.site.shelf import Offer, Shelf
from cjpublish.site.takeaway import takeaway
from cjpublish.site.takeaway_words import takeaway_words
from publications import plain, rich
from shelves import EDITIONS, narrated, offer, shelf

Page: TypeAlias = Any
"""An element of lxml.html."""


@pytest.fixture
def full(tmp_path: Path) -> Shelf:
    """Return a shelf with a file of every kind."""
    return shelf(narrated(rich(tmp_path)))


def page(found: Shelf) -> Page:
    return html.fromstring(takeaway(found, 3))


def test_every_file_of_the_whole_is_listed_once_under_what_it_is_for(full: Shelf) -> None:
    found = page(full)
    groups = {
        heading.text: [link.get("href") for link in heading.getnext().iter("a")]
        for heading in found.iter("h3")
        if heading.getnext().tag == "ul"
    }
    stem = "downloads/the-kitchen-garden"
    assert groups == {
        "Read": [f"{stem}.epub"],
        "Listen": [f"{stem}.m4b", f"{stem}.mp3"],
        "Read and listen at once": [f"{stem}-readalong.epub"],
        "For talking-book players and audiobook apps": [f"{stem}.lpf", f"{stem}.audiobook", f"{stem}-daisy202.zip"],
        "Text of what is heard": [f"{stem}.vtt", f"{stem}.html", f"{stem}.txt"],
        "For programs": [f"{stem}.guide.json", f"{stem}.chapters.vtt", f"{stem}.timeline.json"],
    }


def test_readers_are_told_first_that_no_file_is_locked(full: Shelf) -> None:
    assert page(full)[0].text == takeaway_words("en").unlocked


def test_single_chapters_are_not_listed(full: Shelf) -> None:
    assert any("/" in each.path for each in full.offers)
    assert not any("/" in link.get("href").removeprefix("downloads/") for link in page(full).iter("a"))


def test_a_link_says_what_it_gives_how_large_it_is_and_how_long_it_plays(full: Shelf) -> None:
    texts = {link.get("href"): link.text_content() for link in page(full).iter("a")}
    assert texts["downloads/the-kitchen-garden.m4b"] == "Audiobook (M4B), 1.2 MB, plays 6:15"
    assert texts["downloads/the-kitchen-garden.epub"] == "E-book (EPUB), 1.2 MB"
    assert len(texts) == len(set(texts.values())), "no two links say the same"


def test_a_link_downloads_and_names_the_type_of_its_file(full: Shelf) -> None:
    types = {f"downloads/{each.path}": each.media_type for each in full.offers}
    for link in page(full).iter("a"):
        assert "download" in link.attrib
        assert link.get("type") == types[link.get("href")]


def test_names_that_an_address_or_markup_cannot_hold_are_escaped() -> None:
    strange = Shelf(Book(plain()), (offer("epub", 'a "b" & c?.epub'),))
    assert 'href="downloads/a%20%22b%22%20%26%20c%3F.epub"' in takeaway(strange, 3)


@pytest.mark.parametrize(
    ("editions", "devices"),
    [
        (("epub",), 6),
        (("m4b",), 1),
        (("daisy202",), 1),
        (("timeline",), 0),
        (tuple(EDITIONS), 8),
    ],
)
def test_steps_are_given_only_for_what_can_be_downloaded(editions: tuple[str, ...], devices: int) -> None:
    found = page(shelf(narrated(plain()), editions))
    assert len(list(found.iter("details"))) == devices
    assert ("How to put it on your e-reader" in found.text_content()) is bool(devices)


def test_each_device_opens_by_its_summary_and_has_steps_in_order(full: Shelf) -> None:
    for device in page(full).iter("details"):
        assert [child.tag for child in device] == ["summary", "ol"]
        assert device.find("summary").text
        assert len(device.findall("ol/li")) >= 3
        assert "open" not in device.attrib


def test_an_edition_that_nobody_has_thought_of_is_for_programs_under_its_own_name() -> None:
    braille = Offer("braille", "Braille (BRF)", "book.brf", "text/plain", 1_234_567, "0" * 64, 0)
    found = page(Shelf(Book(plain()), (braille,)))
    assert [heading.text for heading in found.iter("h3")] == ["For programs"]
    assert "Braille (BRF), 1.2 MB" in found.text_content()


def test_phrases_are_marked_as_english_in_a_publication_of_another_language() -> None:
    assert 'lang="en"' not in takeaway(shelf(Book(plain()), ("epub",)), 3)
    arabic = takeaway(shelf(Book(plain(language="ar")), ("epub",)), 3)
    assert arabic.startswith('<div class="takeaway" xml:lang="en" lang="en" dir="ltr">')


def test_every_edition_and_group_named_in_the_steps_exists() -> None:
    words = takeaway_words("en")
    assert {edition for device in words.devices for edition in device.editions} <= EDITIONS.keys()
    assert list(words.groups) == ["read", "listen", "both", "players", "text", "programs"]


def test_there_is_nothing_where_nothing_can_be_taken_along() -> None:
    assert takeaway(Shelf(Book(plain()), ()), 3) == ""
