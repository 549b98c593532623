"""What a page says of itself, in whatever vocabulary, reaches publication.yaml."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from cjpublish.importers.html.metadata import about

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The River",
    "author": [{"@type": "Person", "name": "Ana Lima"}, {"@type": "Person", "name": "Ben Oduya"}],
    "datePublished": "2020-05-04T09:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "Harbour Notes"},
    "description": "How the water made the town.",
    "keywords": ["rivers", "mills"],
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@id": "https://notes.example/river"},
    "copyrightHolder": {"name": "Harbour Notes"},
    "copyrightYear": 2020,
}
CANONICAL = "<link rel='canonical' href='https://www.notes.example/r'>"
BROKEN = "<script type='application/ld+json'>{broken</script>"
CITED = "<meta name='citation_author' content='Lima, Ana'><meta name='citation_author' content='Oduya, Ben'>"


def page(head: str, body: str = "<p>Text</p>", attributes: str = "") -> Any:
    return html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>")


def json_ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


@pytest.mark.parametrize("wrapped", [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite", "name": "Notes"}, ARTICLE]}])
def test_json_ld_says_it_all(wrapped: object) -> None:
    said = about(page(json_ld(wrapped)), "").metadata

    assert said.title == "The River"
    assert said.authors == ("Ana Lima", "Ben Oduya")
    assert said.date == "2020-05-04"
    assert said.publisher == "Harbour Notes"
    assert said.description == "How the water made the town."
    assert said.subjects == ("rivers", "mills")
    assert said.language == "en-GB"
    assert said.source == "https://notes.example/river"
    assert said.rights == "© 2020 Harbour Notes"


def test_a_reference_in_json_ld_is_followed() -> None:
    graph = [
        {"@type": "Organization", "@id": "https://notes.example/#us", "name": "Harbour Notes"},
        {"@type": "Article", "headline": "The River", "publisher": {"@id": "https://notes.example/#us"}},
    ]

    assert about(page(json_ld({"@graph": graph})), "").metadata.publisher == "Harbour Notes"


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        ("<meta property='og:title' content='The River'>", "title", "The River"),
        ("<meta name='citation_title' content='The River'>", "title", "The River"),
        ("<meta name='DC.title' content='The River'>", "title", "The River"),
        ("<title>The River | Notes</title><meta property='og:site_name' content='Notes'>", "title", "The River"),
        ("<title>Notes: a - b - Notes</title><meta property='og:site_name' content='Notes'>", "title", "Notes: a - b"),
        (f"<title>The River – notes.example</title>{CANONICAL}", "title", "The River"),
        ("<title>War - and Peace</title>", "title", "War - and Peace"),
        ("<meta name='author' content='By Ana Lima and Ben Oduya'>", "authors", ("Ana Lima", "Ben Oduya")),
        (CITED, "authors", ("Lima, Ana", "Oduya, Ben")),
        ("<meta name='dcterms.creator' content='Ana Lima'>", "authors", ("Ana Lima",)),
        ("<meta property='article:author' content='https://social.example/ana'>", "authors", ()),
        ("<meta name='author' content='Notes'><meta property='og:site_name' content='Notes'>", "authors", ()),
        ("<meta property='article:published_time' content='2020-05-04T09:00Z'>", "date", "2020-05-04"),
        ("<meta name='citation_publication_date' content='2020/5/4'>", "date", "2020-05-04"),
        ("<meta name='citation_publication_date' content='2020/05'>", "date", "2020-05"),
        ("<meta name='DC.date' content='2020'>", "date", "2020"),
        ("<meta name='DC.date' content='2020-13-45'>", "date", "2020"),
        ("<meta name='DC.rights' content='CC BY 4.0'>", "rights", "CC BY 4.0"),
        ("<meta name='keywords' content='rivers, mills, rivers'>", "subjects", ("rivers", "mills")),
        ("<meta name='citation_doi' content='doi:10.1234/ab'>", "identifier", "https://doi.org/10.1234/ab"),
        ("<meta property='book:isbn' content='978-3-16-148410-0'>", "identifier", "urn:isbn:9783161484100"),
        ("<meta property='og:locale' content='pt_BR'>", "language", "pt-BR"),
        ("<meta property='og:url' content='//bad'>", "source", ""),
        (f"{BROKEN}<meta name='author' content='Ana Lima'>", "authors", ("Ana Lima",)),
    ],
)  # fmt: skip
def test_each_vocabulary_is_read(head: str, field: str, expected: object) -> None:
    assert getattr(about(page(head), "").metadata, field) == expected


def test_the_element_that_names_an_author_or_a_day_counts_where_the_head_is_silent() -> None:
    day = "<time itemprop='datePublished' datetime='2020-05-04'>May</time>"
    body = f"<p>By <a rel='author' href='/ana'>Ana Lima</a>, {day}"
    said = about(page("", body, "lang='en'"), "https://notes.example/river").metadata

    assert (said.authors, said.date, said.language) == (("Ana Lima",), "2020-05-04", "en")
    assert said.source == "https://notes.example/river"
