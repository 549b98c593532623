"""Importing EPUBs: what a package document says of its book, in EPUB 2's way and in EPUB 3's."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjpublish.draft import Draft
from cjpublish.importers.epub.identifier import uri
from cjpublish.settings import rules
from epubs import Epub, page

PLAIN = "<dc:title>Gardens</dc:title><dc:language>en</dc:language>"


def read(tmp_path: Path, metadata: str, ncx: str = "") -> Draft:
    return Epub({"a.xhtml": "<h1>Spring</h1><p>Flowers.</p>"}, metadata=metadata, ncx=ncx).read(tmp_path)


def said(draft: Draft) -> str:
    return " | ".join(finding.message for finding in draft.findings)


def refined(element: str, *properties: tuple[str, str]) -> str:
    """Return an element with what refines it."""
    name = element.replace("<dc:", "").partition(">")[0]
    number = abs(hash(element)) % 1_000_000
    opening = element.replace(f"<dc:{name}>", f'<dc:{name} id="i{number}">')
    return opening + "".join(f'<meta refines="#i{number}" property="{key}">{value}</meta>' for key, value in properties)


def test_every_field_is_read(tmp_path: Path) -> None:
    metadata = read(
        tmp_path,
        "<dc:title>Gardens</dc:title><dc:language>pt-BR</dc:language><dc:creator>A. Writer</dc:creator>"
        "<dc:publisher>Seed House</dc:publisher><dc:date>2019-04-01T00:00:00Z</dc:date><dc:rights>CC BY 4.0</dc:rights>"
        "<dc:source>A printed book</dc:source><dc:subject>Gardens</dc:subject><dc:subject>Spring</dc:subject>"
        "<dc:description>&lt;p&gt;About &lt;b&gt;beds&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Hedges.&lt;/p&gt;</dc:description>"
        '<dc:identifier id="uid">urn:uuid:0B7A3A4C-1E9A-4C57-9E23-0A5C6B8D7F10</dc:identifier>'
        '<meta property="schema:accessibilitySummary">All pictures are described.</meta>'
        '<meta property="schema:accessibilityHazard">noFlashingHazard</meta>'
        '<meta property="schema:accessibilityHazard">noSoundHazard</meta>',
    ).metadata
    assert (metadata.title, metadata.language, metadata.authors) == ("Gardens", "pt-BR", ("A. Writer",))
    assert (metadata.publisher, metadata.date, metadata.rights) == ("Seed House", "2019-04-01", "CC BY 4.0")
    assert (metadata.source, metadata.subjects) == ("A printed book", ("Gardens", "Spring"))
    assert metadata.description == "About beds. Hedges."
    assert metadata.identifier == "urn:uuid:0b7a3a4c-1e9a-4c57-9e23-0a5c6b8d7f10"
    assert metadata.accessibility_summary == "All pictures are described."
    assert metadata.hazards == ("noFlashingHazard", "noSoundHazard")


def test_title_and_subtitle_are_told_apart_by_their_types(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        refined("<dc:title>A Year of Beds</dc:title>", ("title-type", "subtitle"), ("display-seq", "1"))
        + refined("<dc:title>Gardens</dc:title>", ("title-type", "main"), ("display-seq", "2"))
        + refined("<dc:title>Green Books</dc:title>", ("title-type", "collection"))
        + "<dc:language>en</dc:language>",
    )
    assert (draft.metadata.title, draft.metadata.subtitle) == ("Gardens", "A Year of Beds")
    assert "Green Books" in said(draft)


def test_the_second_of_two_plain_titles_is_taken_for_the_subtitle_and_told(tmp_path: Path) -> None:
    draft = read(tmp_path, f"{PLAIN}<dc:title>A Year of Beds</dc:title>")
    assert (draft.metadata.title, draft.metadata.subtitle) == ("Gardens", "A Year of Beds")
    assert "A Year of Beds" in said(draft)


def test_authors_stand_in_their_order_and_others_are_told(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        PLAIN
        + refined("<dc:creator>B. Second</dc:creator>", ("role", "aut"), ("display-seq", "2"))
        + refined("<dc:creator>A. First</dc:creator>", ("role", "aut"), ("display-seq", "1"))
        + refined("<dc:creator>C. Painter</dc:creator>", ("role", "ill"))
        + '<dc:contributor opf:role="trl">D. Translator</dc:contributor>',
    )
    assert draft.metadata.authors == ("A. First", "B. Second")
    assert "C. Painter (illustrator)" in said(draft)
    assert "D. Translator (translator)" in said(draft)


def test_editors_are_authors_where_there_are_no_others(tmp_path: Path) -> None:
    draft = read(tmp_path, f'{PLAIN}<dc:creator opf:role="edt">E. Editor</dc:creator>')
    assert draft.metadata.authors == ("E. Editor",)


@pytest.mark.parametrize(
    ("language", "root", "expected"),
    [
        ("<dc:language>en_GB</dc:language>", "", "en-GB"),
        ("<dc:language>fr</dc:language><dc:language>en</dc:language>", "", "fr"),
        ("<dc:language>UND</dc:language>", 'lang="km"', "km"),
        ("<dc:language>English language</dc:language>", 'lang="km"', "km"),
        ("", 'xml:lang="km"', "km"),
        ("", "", ""),
    ],
)
def test_the_language_is_a_tag_or_that_of_the_documents(
    tmp_path: Path, language: str, root: str, expected: str
) -> None:
    text = page("<h1>Spring</h1><p>Flowers.</p>").replace("<html ", f"<html {root} ")
    draft = Epub({"a.xhtml": text}, metadata=f"<dc:title>G</dc:title>{language}").read(tmp_path)
    assert draft.metadata.language == expected
    assert expected in ("en-GB",) or any(finding.code == "language" for finding in draft.findings)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (
            '<dc:date opf:event="modification">2020</dc:date><dc:date opf:event="publication">1999-12</dc:date>',
            "1999-12",
        ),
        ('<dc:date opf:event="creation">2001</dc:date><dc:date opf:event="publication">2002</dc:date>', "2002"),
        ("<dc:date>2011-09-01</dc:date>", "2011-09-01"),
        ("<dc:date>spring 1882</dc:date>", ""),
        ("<dc:date>2011-02-30</dc:date>", ""),
    ],
)
def test_the_date_of_publication_is_one_that_the_settings_can_hold(tmp_path: Path, dates: str, expected: str) -> None:
    draft = read(tmp_path, PLAIN + dates)
    assert draft.metadata.date == expected
    assert bool(expected) != ("is left out" in said(draft))


@pytest.mark.parametrize(
    ("text", "scheme", "expected"),
    [
        ("9780000000002", "", "urn:isbn:9780000000002"),
        ("ISBN 978-0-00-000000-2", "", "urn:isbn:9780000000002"),
        ("urn:isbn:9780000000002", "", "urn:isbn:9780000000002"),
        ("0-306-40615-2", "ISBN", "urn:isbn:0306406152"),
        ("9780000000003", "ISBN", ""),
        ("9780000000003", "", ""),
        ("{0B7A3A4C-1E9A-4C57-9E23-0A5C6B8D7F10}", "", "urn:uuid:0b7a3a4c-1e9a-4c57-9e23-0a5c6b8d7f10"),
        ("doi:10.1000/182", "", "https://doi.org/10.1000/182"),
        ("10.1000/182", "06", "https://doi.org/10.1000/182"),
        ("https://example.org/gardens", "", "https://example.org/gardens"),
        ("tag:example.org,2026:gardens", "", "tag:example.org,2026:gardens"),
        ("org.example.gardens", "", ""),
        ("calibre:17", "", ""),
        ("urn:x y", "", ""),
    ],
)
def test_an_identifier_becomes_a_uri_or_is_left_out(text: str, scheme: str, expected: str) -> None:
    assert uri(text, scheme) == expected
    assert not expected or rules.uri(expected) is None


def test_the_unique_identifier_goes_before_others_and_they_are_told(tmp_path: Path) -> None:
    identifiers = '<dc:identifier>9780000000002</dc:identifier><dc:identifier id="uid">urn:x:1</dc:identifier>'
    draft = read(tmp_path, PLAIN + identifiers)
    assert draft.metadata.identifier == "urn:x:1"
    assert "9780000000002" in said(draft)


@pytest.mark.parametrize(
    ("hazards", "expected"),
    [
        (["none"], ("none",)),
        (["none", "flashing"], ("flashing",)),
        (["noSoundHazard", "sound"], ("noSoundHazard",)),
        (["NoFlashingHazard", "smells"], ("noFlashingHazard",)),
    ],
)
def test_only_hazards_that_can_stand_together_are_taken(
    tmp_path: Path, hazards: list[str], expected: tuple[str, ...]
) -> None:
    metas = "".join(f'<meta property="schema:accessibilityHazard">{hazard}</meta>' for hazard in hazards)
    draft = read(tmp_path, PLAIN + metas)
    assert draft.metadata.hazards == expected
    assert ("left out" in said(draft)) == (len(hazards) > 1)


def test_a_claim_of_conformance_is_not_carried_over(tmp_path: Path) -> None:
    claim = '<meta property="a11y:certifiedBy">Someone</meta>'
    assert "is not carried over" in said(read(tmp_path, PLAIN + claim))


def test_a_summary_that_the_settings_cannot_hold_is_told_whole(tmp_path: Path) -> None:
    summary = "All pictures are described. " * 30
    draft = read(tmp_path, f'{PLAIN}<meta name="schema:accessibilitySummary" content="{summary}"/>')
    assert draft.metadata.accessibility_summary == ""
    assert summary.strip() in said(draft)
