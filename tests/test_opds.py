"""The catalogue for reading apps, as OPDS 1.2 and as OPDS 2.0: what stands in it, by the schemas and as apps see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from catalogues import (
    SECONDS,
    URL,
    catalogue,
    feed_faults,
    grammar_faults,
    library,
    listing,
    made,
    seen_by_calibre,
    seen_by_foliate,
)
from cjpublish.model import Metadata, Publication
from cjpublish.site.opds import files
from cjpublish.site.shelf import Catalogue, Listing
from packages import PUBLICATION, SLUG, faults, written

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/terms/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
ATOM = "application/atom+xml;profile=opds-catalog;kind=acquisition"
JSON = "application/opds+json"
READIUM = "https://readium.org/webpub-manifest/schema"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
WHOLE = [
    (f"{SLUG}.epub", "application/epub+zip", "E-book (EPUB)"),
    (f"{SLUG}-readalong.epub", "application/epub+zip", "Read-along e-book (EPUB)"),
    (f"{SLUG}.m4b", "audio/mp4", "Audiobook (M4B)"),
    (f"{SLUG}.mp3", "audio/mpeg", "Audiobook (MP3)"),
    (f"{SLUG}.lpf", "application/lpf+zip", "Audiobook package (W3C Audiobooks, LPF)"),
    (f"{SLUG}.audiobook", "application/audiobook+zip", "Audiobook package (Readium)"),
    (f"{SLUG}-daisy202.zip", "application/zip", "Talking book (DAISY 2.02)"),
    (f"{SLUG}.html", "text/html", "Transcript (HTML and plain text): HTML"),
    (f"{SLUG}.txt", "text/plain", "Transcript (HTML and plain text): TXT"),
]
"""Every file that is the whole publication, in the order of the editions."""


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return written(tmp_path_factory.mktemp("opds"), publication=f"{PUBLICATION}accessibility: {{certifier: Ann}}\n")


@pytest.fixture(scope="module")
def garden(publication: Publication) -> Listing:
    """Return what is said of the garden in every edition."""
    return replace(listing(publication), metadata=replace(publication.metadata, narrators=("Robin Reader",)))


@pytest.fixture(scope="module")
def bare(garden: Listing) -> Listing:
    """Return a publication of which nothing is known that need not be, as an e-book alone."""
    metadata = Metadata("Bare", "en", "urn:example:bare", "2026-11-24T00:00:00Z", narrators=("Nobody heard",))
    return replace(garden, metadata=metadata, offers=garden.offers[:1], seconds=0)


def first(what: Catalogue, folder: Path) -> tuple[etree._Element, dict[str, Any]]:
    """Return the first page of a catalogue in both formats."""
    found = made(what, folder)
    return etree.fromstring(found["opds.xml"]), json.loads(found["opds.json"])


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(text) for text in element.xpath(path, namespaces=NAMES)]


def entries(feed: etree._Element) -> list[etree._Element]:
    return list(feed.iterfind("atom:entry", NAMES))


def hrefs(value: Any) -> Iterator[str]:
    """Yield every address in a feed of OPDS 2.0."""
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key == "href")
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from hrefs(each)


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_publication_has_a_page_in_each_format_with_its_type(garden: Listing) -> None:
    found = {artifact.path: artifact.media_type for artifact in files(catalogue(garden))}
    assert found == {"opds.xml": ATOM, "opds.json": JSON}


def test_the_same_catalogue_has_the_same_bytes(garden: Listing, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert made(library(garden, 101), tmp_path) == made(library(garden, 101), tmp_path / "again")


AROUND = {
    "opds": {"first": "opds", "next": "opds-2", "last": "opds-3"},
    "opds-2": {"first": "opds", "previous": "opds", "next": "opds-3", "last": "opds-3"},
    "opds-3": {"first": "opds", "previous": "opds-2", "last": "opds-3"},
}
"""The pages of 201 publications, and where the links of each lead."""


@pytest.mark.parametrize(("form", "other"), [("xml", "json"), ("json", "xml")])
def test_many_publications_stand_on_pages_that_lead_to_each_other(
    bare: Listing, tmp_path: Path, form: str, other: str
) -> None:
    found = made(library(bare, 201), tmp_path)
    assert {name for name in found if name.endswith(form)} == {f"{name}.{form}" for name in AROUND}
    types = {"xml": ATOM, "json": JSON}
    titles: list[str] = []
    for name, around in AROUND.items():
        links, stand_here = _page(found[f"{name}.{form}"], form)
        leads = {"self": name, "start": "opds", **around}
        assert sorted(links) == sorted(
            [
                *((rel, f"{URL}{to}.{form}", types[form]) for rel, to in leads.items()),
                ("alternate", f"{URL}{name}.{other}", types[other]),
                ("alternate", URL, "text/html"),
            ]
        )
        titles += stand_here
    assert titles == [f"Garden {place}" for place in range(1, 202)]


def _page(content: bytes, form: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return a page's links, each with relation, address and type, and the titles of its publications."""
    if form == "json":
        feed = json.loads(content)
        titles = [each["metadata"]["title"] for each in feed["publications"]]
        return [(link["rel"], link["href"], link["type"]) for link in feed["links"]], titles
    tree = etree.fromstring(content)
    links = [tuple(link.get(name) for name in ("rel", "href", "type")) for link in tree.iterfind("atom:link", NAMES)]
    return links, texts(tree, "atom:entry/atom:title/text()")


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (100, 1), (101, 2), (200, 2)])
def test_no_page_is_empty_and_each_says_how_many_there_are(
    bare: Listing, tmp_path: Path, number: int, pages: int
) -> None:
    found = made(library(bare, number), tmp_path)
    assert len(found) == 2 * pages
    for place in range(1, pages + 1):
        feed = json.loads(found["opds.json" if place == 1 else f"opds-{place}.json"])
        counted = {"numberOfItems": number, "itemsPerPage": 100, "currentPage": place}
        assert counted.items() <= feed["metadata"].items()
        assert len(feed["publications"]) == min(100, number - 100 * (place - 1))


def test_what_nobody_can_take_along_is_in_no_catalogue(garden: Listing, bare: Listing, tmp_path: Path) -> None:
    parts = replace(garden, offers=tuple(each for each in garden.offers if each.edition in ("guide", "captions")))
    assert not list(files(catalogue(parts)))
    assert not list(files(replace(catalogue(parts), listings=())))
    tree, feed = first(catalogue(parts, bare), tmp_path)
    assert texts(tree, "atom:entry/atom:title/text()") == ["Bare"]
    assert feed["metadata"]["numberOfItems"] == len(feed["publications"]) == 1


# --- what stands in them ----------------------------------------------------------------------------------------------


def test_only_files_of_the_whole_publication_are_offered(garden: Listing, tmp_path: Path) -> None:
    tree, feed = first(catalogue(garden), tmp_path)
    expected = [(f"{URL}downloads/{path}", media_type, title) for path, media_type, title in WHOLE]
    (entry,) = entries(tree)
    links = [link for link in entry.iterfind("atom:link", NAMES) if link.get("rel") == OPEN_ACCESS]
    assert [(link.get("href"), link.get("type"), link.get("title")) for link in links] == expected
    assert {link.get("length") for link in links} == {"1000"}
    acquired = [link for link in feed["publications"][0]["links"] if link["rel"] == OPEN_ACCESS]
    assert [(link["href"], link["type"], link["title"]) for link in acquired] == expected
    assert {link["size"] for link in acquired} == {1000}
    silent = {link["type"] for link in acquired if "duration" not in link}
    assert silent == {"application/epub+zip", "text/html", "text/plain"}
    assert {link["duration"] for link in acquired if "duration" in link} == {SECONDS}


def test_an_entry_says_what_is_known_of_the_publication(garden: Listing, tmp_path: Path) -> None:
    tree, _ = first(catalogue(garden), tmp_path)
    (entry,) = entries(tree)
    expected = {
        "@xml:lang": ["en"],
        "atom:title/text()": ["The Kitchen Garden & Other Places: A small example"],
        "atom:updated/text()": ["2026-11-24T08:00:00Z"],
        "atom:author/atom:name/text()": ["A. Writer", "សុខ"],
        "atom:contributor/atom:name/text()": ["Robin Reader"],
        "atom:category/@term": ["Gardens", "Weather"],
        "atom:category/@label": ["Gardens", "Weather"],
        "atom:rights/text()": ["Anyone may use this."],
        "atom:summary[@type='text']/text()": [
            "Content note: One page mentions a hard frost. A few lines about a garden."
        ],
        "dc:identifier/text()": ["https://example.org/garden"],
        "dc:language/text()": ["en"],
        "dc:publisher/text()": ["The Garden Press"],
        "dc:issued/text()": ["2026-11-24"],
        "dc:extent/text()": ["PT83S"],
        "atom:link[@rel='alternate' and @type='text/html']/@href": [URL],
        "atom:link[@rel='http://opds-spec.org/image' and @type='image/jpeg']/@href": [f"{URL}cover.jpg"],
        "atom:link[@rel='http://opds-spec.org/image/thumbnail' and @type='image/jpeg']/@href": [
            f"{URL}cover-small.jpg"
        ],
    }
    assert {path: texts(entry, path) for path in expected} == expected


def test_a_publication_says_what_is_known_of_it_and_of_its_accessibility(garden: Listing, tmp_path: Path) -> None:
    _, feed = first(catalogue(garden), tmp_path)
    (found,) = feed["publications"]
    accessibility = found["metadata"].pop("accessibility")
    assert found["metadata"] == {
        "@type": "http://schema.org/Book",
        "identifier": "https://example.org/garden",
        "title": "The Kitchen Garden & Other Places",
        "subtitle": "A small example",
        "author": ["A. Writer", "សុខ"],
        "narrator": ["Robin Reader"],
        "publisher": "The Garden Press",
        "language": "en",
        "published": "2026-11-24",
        "modified": "2026-11-24T08:00:00Z",
        "description": "Content note: One page mentions a hard frost. A few lines about a garden.",
        "subject": ["Gardens", "Weather"],
        "rights": "Anyone may use this.",
        "duration": SECONDS,
    }
    assert accessibility["accessMode"] == ["textual", "visual"]
    assert accessibility["accessModeSufficient"] == ["textual", ["textual", "visual"]]
    assert {"alternativeText", "structuralNavigation", "tableOfContents"} <= set(accessibility["feature"])
    assert accessibility["hazard"] == ["none"]
    assert accessibility["summary"] == garden.claims.summary
    assert accessibility["certification"] == {"certifiedBy": "Ann"}
    assert accessibility["conformsTo"] == "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"
    assert [(image["href"], image["type"]) for image in found["images"]] == [
        (f"{URL}cover.jpg", "image/jpeg"),
        (f"{URL}cover-small.jpg", "image/jpeg"),
    ]


def test_what_is_not_known_is_left_out(bare: Listing, tmp_path: Path) -> None:
    nobodys = replace(bare, description="", claims=replace(bare.claims, certified_by=None))
    tree, feed = first(catalogue(nobodys), tmp_path)
    (found,) = feed["publications"]
    assert sorted(set(found["metadata"]) - {"accessibility"}) == [
        "@type",
        "identifier",
        "language",
        "modified",
        "title",
    ]
    assert not {"certification", "conformsTo"} & set(found["metadata"]["accessibility"])
    (entry,) = entries(tree)
    tags = {etree.QName(child).localname for child in entry}
    assert tags == {"id", "title", "updated", "identifier", "language", "link"}
    # An entry without an author has that of the feed (RFC 4287, 4.2.1).
    assert texts(tree, "atom:author/atom:name/text()") == ["Bare"]


@pytest.mark.parametrize(("date", "published"), [("2026", []), ("2026-11", []), ("2026-11-24", ["2026-11-24"])])
def test_only_a_whole_date_is_one_for_opds_2(bare: Listing, tmp_path: Path, date: str, published: list[str]) -> None:
    tree, feed = first(catalogue(replace(bare, metadata=replace(bare.metadata, date=date))), tmp_path)
    (found,) = feed["publications"]
    assert [found["metadata"][name] for name in ("published",) if name in found["metadata"]] == published
    assert faults(f"{READIUM}/metadata.schema.json", found["metadata"]) == []
    assert texts(tree, "atom:entry/dc:issued/text()") == [date]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        pytest.param(("epub",), "Book", id="an e-book"),
        pytest.param(("epub", "m4b"), "Book", id="both"),
        pytest.param(("m4b", "transcript"), "Audiobook", id="sound and what is said"),
        pytest.param(("audiobook",), "Audiobook", id="sound"),
    ],
)
def test_a_publication_without_an_e_book_is_an_audiobook(
    publication: Publication, tmp_path: Path, names: tuple[str, ...], kind: str
) -> None:
    _, feed = first(catalogue(listing(publication, *names)), tmp_path)
    assert feed["publications"][0]["metadata"]["@type"] == f"http://schema.org/{kind}"


def test_every_address_is_absolute_and_leads_below_the_publications_own_folder(garden: Listing, tmp_path: Path) -> None:
    odd = replace(garden.offers[0], path="ein Garten & mehr.epub")
    tree, feed = first(library(replace(garden, offers=(odd, *garden.offers[1:])), 1), tmp_path)
    (entry,) = entries(tree)
    below = texts(entry, "atom:link/@href")
    assert all(href.startswith(f"{URL}garden-1/") for href in below)
    assert f"{URL}garden-1/downloads/ein%20Garten%20%26%20mehr.epub" in below
    assert all(href.startswith(URL) for href in texts(tree, "//@href"))
    assert sorted(hrefs(feed["publications"])) == sorted(below)
    assert all(href.startswith(URL) for href in hrefs(feed))


def test_catalogue_entry_and_publication_have_identifiers_of_their_own_that_stay(
    garden: Listing, tmp_path: Path
) -> None:
    tree, feed = first(catalogue(garden), tmp_path)
    (entry,) = entries(tree)
    feeds, own = texts(tree, "atom:id/text()"), texts(entry, "atom:id/text()")
    assert feeds == [feed["metadata"]["identifier"]]
    assert len({*feeds, *own, garden.metadata.identifier}) == 3
    assert all(each.startswith("urn:uuid:") for each in (*feeds, *own))
    other = replace(garden.metadata, title="Another title", modified="2027-01-01T00:00:00Z")
    moved = replace(catalogue(replace(garden, metadata=other, folder="elsewhere/")), url="https://example.com/")
    tree, _ = first(moved, tmp_path)
    assert texts(tree, "//atom:id/text()") == [*feeds, *own]


def test_all_pages_are_one_feed(bare: Listing, tmp_path: Path) -> None:
    found = made(library(bare, 101), tmp_path)
    ids = [texts(etree.fromstring(found[name]), "atom:id/text()") for name in ("opds.xml", "opds-2.xml")]
    assert ids[0] == ids[1]


NASTY = "<b>&amp; ]]> \"'\x00\x0b\x1b\ud800\ufffe 𝄞 \u202e"
FIT = "<b>&amp; ]]> \"'\ufffd\ufffd\ufffd\ufffd\ufffd 𝄞 \u202e"


def test_whatever_stands_in_texts_the_files_can_be_read(garden: Listing, tmp_path: Path) -> None:
    metadata = replace(
        garden.metadata,
        title=NASTY,
        subtitle=None,
        authors=(NASTY,),
        narrators=(NASTY,),
        publisher=NASTY,
        rights=NASTY,
        subjects=(NASTY,),
        source=NASTY,
        cover_alt=NASTY,
    )
    nasty = replace(garden, metadata=metadata, description=NASTY, claims=replace(garden.claims, summary=NASTY))
    tree, feed = first(catalogue(nasty), tmp_path)
    (entry,) = entries(tree)
    for path in ("title", "author/atom:name", "contributor/atom:name", "rights", "summary"):
        assert texts(entry, f"atom:{path}/text()") == [FIT]
    assert texts(entry, "atom:category/@term") == [FIT]
    assert texts(tree, "atom:title/text()") == [FIT]
    about = feed["publications"][0]["metadata"]
    assert about["title"] == about["rights"] == about["accessibility"]["summary"] == FIT
    assert about["author"] == about["narrator"] == about["subject"] == [FIT]


# --- by the schemas ---------------------------------------------------------------------------------------------------


def test_publications_and_links_are_as_readiums_schemas_ask(garden: Listing, bare: Listing, tmp_path: Path) -> None:
    _, feed = first(catalogue(garden, bare), tmp_path)
    for found in feed["publications"]:
        assert faults(f"{READIUM}/metadata.schema.json", found["metadata"]) == []
    links = [
        link for each in (feed, *feed["publications"]) for name in ("links", "images") for link in each.get(name, ())
    ]
    assert [fault for link in links for fault in faults(f"{READIUM}/link.schema.json", link)] == []


def test_a_feed_is_as_the_schema_of_opds_2_asks(garden: Listing, bare: Listing, tmp_path: Path) -> None:
    for what in (catalogue(garden), catalogue(bare), library(garden, 101)):
        found = made(what, tmp_path)
        for name in (name for name in found if name.endswith(".json")):
            assert feed_faults(json.loads(found[name])) == []


def test_the_schema_of_opds_2_sees_what_is_wrong(garden: Listing, tmp_path: Path) -> None:
    _, feed = first(catalogue(garden), tmp_path)
    (found,) = feed["publications"]
    no_acquisition = {**found, "links": [link for link in found["links"] if link["rel"] == "alternate"]}
    no_picture = {**found, "images": [{"href": f"{URL}cover.svg", "type": "image/svg+xml"}]}
    for wrong in (
        {**feed, "publications": []},
        {**feed, "links": [link for link in feed["links"] if link["rel"] != "self"]},
        {**feed, "publications": [no_acquisition]},
        {**feed, "publications": [no_picture]},
    ):
        assert feed_faults(wrong)


def test_a_feed_is_as_the_grammar_of_opds_1_asks(garden: Listing, bare: Listing, tmp_path: Path) -> None:
    feeds: list[bytes] = []
    for what in (catalogue(garden), catalogue(bare), library(garden, 101)):
        feeds += (content for name, content in made(what, tmp_path).items() if name.endswith(".xml"))
    assert len(feeds) == 4
    assert grammar_faults(feeds, tmp_path) == [""] * 4


def test_the_grammar_of_opds_1_sees_what_is_wrong(garden: Listing, tmp_path: Path) -> None:
    feed = made(catalogue(garden), tmp_path)["opds.xml"]
    changes = {
        b"2026-11-24T08:00:00Z": b"today",
        b'<summary type="text">': b'<summary type="html">',
        b"downloads/": b"down loads/",
        b' term="Gardens"': b"",
    }
    assert all(feed.count(right) for right in changes)
    assert all(grammar_faults([feed.replace(*change) for change in changes.items()], tmp_path))


# --- as apps see them -------------------------------------------------------------------------------------------------


def test_calibre_opens_the_catalogue_and_finds_what_to_download(garden: Listing, tmp_path: Path) -> None:
    (found,) = seen_by_calibre(made(catalogue(garden), tmp_path)["opds.xml"])
    assert found["title"] == "The Kitchen Garden & Other Places: A small example"
    assert found["author"] == "A. Writer, សុខ"
    assert found["cover"] == f"{URL}cover-small.jpg"
    offered = {f"{URL}downloads/{path}" for path, *_ in WHOLE}
    assert set(found["downloads"].values()) <= offered
    # Of two files of one type calibre keeps the later one.
    expected = {"EPUB": WHOLE[1], "MP3": WHOLE[3], "HTML": WHOLE[-2], "TXT": WHOLE[-1]}
    assert {name: f"{URL}downloads/{path}" for name, (path, *_) in expected.items()}.items() <= found[
        "downloads"
    ].items()


@pytest.mark.slow
def test_foliate_sees_in_opds_1_what_stands_in_opds_2(garden: Listing, tmp_path: Path) -> None:
    what = library(garden, 101)
    written_files = made(what, tmp_path)
    types = {artifact.path: artifact.media_type for artifact in files(what)}
    served = {f"{URL}{path}": (types[path], content) for path, content in written_files.items()}
    for page in ("opds", "opds-2"):
        seen = seen_by_foliate(served, f"{URL}{page}.xml")
        own = json.loads(written_files[f"{page}.json"])
        assert seen["known"]
        assert seen["feed"]["metadata"]["title"] == own["metadata"]["title"]
        assert _around(seen["feed"]["links"]) == {
            rel: href.replace(".json", ".xml") for rel, href in _around(own["links"]).items()
        }
        assert list(map(_told, seen["feed"]["publications"])) == list(map(_told, own["publications"]))


def _around(links: list[dict[str, Any]]) -> dict[str, str]:
    rels = ((link["rel"] if isinstance(link["rel"], list) else [link["rel"]], link["href"]) for link in links)
    return {rel: href for names, href in rels for rel in names if rel != "alternate"}


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """Return what both tell of a publication, as foliate writes it or as OPDS 2.0 does."""
    metadata = found["metadata"]
    alike = ("publisher", "published", "language", "identifier", "rights", "description")
    return {
        "title": ": ".join(metadata[name] for name in ("title", "subtitle") if name in metadata),
        "authors": _names(metadata["author"]),
        "narrators": _names(metadata["narrator"] if "narrator" in metadata else metadata["contributor"]),
        "subjects": _names(metadata["subject"]),
        **{name: metadata[name] for name in alike},
        "files": [(link["href"], link["type"], link["title"]) for link in found["links"] if OPEN_ACCESS in link["rel"]],
        "images": [image["href"] for image in found["images"]],
    }


def _names(found: list[Any]) -> list[str]:
    return [each if isinstance(each, str) else each["name"] for each in found]
