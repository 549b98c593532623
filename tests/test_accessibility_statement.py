"""The accessibility statement: the display guide's algorithms, its words, and what is claimed of which file."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree, html

from cjpublish.editions.views.accessibility import Claims, claims
from cjpublish.model import Book
from cjpublish.site import accessible
from cjpublish.site.accessible import display
from cjpublish.site.accessible.vocabulary import vocabulary
from publications import plain, rich
from shelves import narrated, shelf

TEXT = Claims(("textual",), ("textual",), ("ARIA", "displayTransformability"), ("none",), "All is text.", "en", None)


def said(claimed: Claims, heading: str, language: str = "en") -> tuple[str, ...]:
    return next((each.statements for each in accessible.statement(claimed, language) if each.heading == heading), ())


@pytest.mark.parametrize(
    ("modes", "sufficient", "features", "expected"),
    [
        (("textual",), (), (), "readable"),
        (("textual", "visual"), ("textual", "textual,visual"), (), "readable"),
        (("textual", "visual"), ("textual,visual",), (), "not-fully"),
        (("visual",), ("visual",), ("alternativeText",), "not-fully"),
        (("auditory",), ("auditory",), (), "none"),
        (("visual",), (), (), "none"),
        ((), (), (), "no-metadata"),
    ],
)
def test_nonvisual_reading_is_stated_as_the_guide_finds_it(
    modes: tuple[str, ...], sufficient: tuple[str, ...], features: tuple[str, ...], expected: str
) -> None:
    claimed = replace(TEXT, access_modes=modes, access_modes_sufficient=sufficient, features=features)
    assert f"ways-of-reading/nonvisual-reading/{expected}" in display.ways_of_reading(claimed)


@pytest.mark.parametrize(
    ("modes", "sufficient", "features", "expected"),
    [
        (("textual",), ("textual", "auditory"), ("synchronizedAudioText",), ["synchronized"]),
        (("auditory",), ("auditory",), (), ["only"]),
        (("auditory", "textual"), ("textual",), (), ["complementary"]),
        (("auditory", "textual"), ("auditory", "textual"), ("transcript",), []),
        (("textual",), ("textual",), (), []),
    ],
)
def test_recorded_sound_is_stated_and_no_audiobook_with_its_text_is_said_to_have_none(
    modes: tuple[str, ...], sufficient: tuple[str, ...], features: tuple[str, ...], expected: list[str]
) -> None:
    claimed = replace(TEXT, access_modes=modes, access_modes_sufficient=sufficient, features=features)
    keys = [key.rpartition("/")[2] for key in display.ways_of_reading(claimed) if "/prerecorded-audio/" in key]
    assert keys == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("none",), ["none"]),
        (("noSoundHazard", "noFlashingHazard", "noMotionSimulationHazard"), ["none"]),
        (("unknown",), ["unknown"]),
        (("unknownSoundHazard", "unknownFlashingHazard", "unknownMotionSimulationHazard"), ["unknown"]),
        (("sound", "noFlashingHazard", "unknownMotionSimulationHazard"), ["sound", "motion-unknown", "flashing-none"]),
        (("flashing", "motionSimulation"), ["flashing", "motion"]),
        ((), []),
    ],
)
def test_hazards_are_stated_in_the_order_of_the_guide(values: tuple[str, ...], expected: list[str]) -> None:
    assert [key.removeprefix("hazards/") for key in display.hazards(replace(TEXT, hazards=values))] == expected


def test_conformance_is_claimed_only_where_somebody_has_certified_it() -> None:
    assert said(TEXT, "Conformance") == ("No information is available",)
    certified = said(replace(TEXT, certified_by="Jo & Co"), "Conformance")
    assert certified[1] == "The publication was certified by Jo & Co"
    assert certified[2].startswith("This publication claims to meet EPUB Accessibility 1.1")
    assert certified[2].endswith("(WCAG) 2.2 Level AA")


def test_what_is_not_known_has_no_heading_but_ways_of_reading_and_conformance_always_have_one() -> None:
    bare = Claims((), (), (), (), "", "en", None)
    assert [section.heading for section in accessible.statement(bare, "en")] == ["Ways of reading", "Conformance"]


def test_every_statement_that_can_be_made_has_words_in_every_language() -> None:
    everything = {"alternativeText", "synchronizedAudioText", "displayTransformability"}
    for table in (display._NAVIGATION, display._RICH_CONTENT, display._ADDITIONAL):
        everything |= {value for _, values in table for value in values}
    claimed = replace(TEXT, features=tuple(everything), certified_by="Jo")
    hazards = [("none",), ("unknown",), *((value,) for _, *values in display._HAZARDS for value in values)]
    kinds = [((), ()), (("visual",), ()), (("auditory",), ("auditory",)), (("auditory", "textual"), ("textual",))]
    for language in ("en", "fr", "es"):
        for hazard in hazards:
            assert accessible.statement(replace(claimed, hazards=hazard), language)
        for modes, sufficient in kinds:
            changed = replace(TEXT, access_modes=modes, access_modes_sufficient=sufficient, features=())
            assert accessible.statement(changed, language)


def test_the_vocabularies_have_the_same_keys_and_no_white_space_around_their_words() -> None:
    place = files("cjpublish.site.accessible") / "vocabularies"
    english, *others = (json.loads((place / f"{name}.json").read_text("utf-8")) for name in ("en", "es", "fr"))
    assert all(other.keys() == english.keys() for other in others)
    assert all(words and words == words.strip() for each in (english, *others) for words in each.values())


@pytest.mark.parametrize(("language", "expected"), [("fr-CA", "fr"), ("ES", "es"), ("en-GB", "en"), ("km", "en")])
def test_the_statement_is_in_the_language_of_the_publication_or_in_english(language: str, expected: str) -> None:
    assert vocabulary(language).language == expected
    assert {section.language for section in accessible.statement(TEXT, language)} == {expected}


def test_each_file_is_stated_to_be_what_it_claims_itself(tmp_path: Path) -> None:
    publication = rich(tmp_path)
    found = {offer.edition: claimed for offer, claimed in accessible.declared(shelf(narrated(publication)))}
    assert list(found) == ["epub", "readalong", "lpf"]
    assert found["epub"] == claims(publication)
    assert found["readalong"] == claims(publication), "a passage of code is not heard, so that no more is claimed"
    assert found["lpf"].certified_by is None, "what is no EPUB can't conform to EPUB Accessibility"
    whole = {offer.edition: claimed for offer, claimed in accessible.declared(shelf(narrated(plain())))}
    assert "synchronizedAudioText" in whole["readalong"].features
    assert "synchronizedAudioText" in whole["lpf"].features


def test_what_all_files_claim_is_said_once_and_what_some_claim_is_said_with_their_names() -> None:
    markup = accessible.html(shelf(narrated(plain()), ("epub", "readalong")), 3)
    page = html.fromstring(f"<div>{markup}</div>")
    assert [heading.text for heading in page.iter("h3")][:2] == ["Ways of reading", "Conformance"]
    items = [item.text_content() for item in page.iter("li")]
    assert len(items) == len(set(items))
    synchronized = "All the content is available as prerecorded audio synchronized with text"
    assert f"Read-along e-book (EPUB): {synchronized}" in items
    assert "All content can be read as read aloud speech or dynamic braille" in items


def test_a_statement_without_words_in_the_publications_language_is_marked_as_english() -> None:
    khmer = plain(language="km")
    page = html.fromstring(f"<div>{accessible.html(shelf(Book(khmer), ('epub',)), 2)}</div>")
    for element in (*page.iter("h2"), *page.iter("li")):
        marked = [*element.xpath("descendant-or-self::*[@lang='en']")]
        assert marked, etree.tostring(element)
    french = accessible.html(shelf(Book(plain(language="fr")), ("epub",)), 2)
    assert "<h2>Lisibilité</h2>" in french
    assert 'lang="en"' in french, "the editions' names are English"


def test_what_people_write_is_escaped() -> None:
    certified = plain(accessibility=replace(plain().metadata.accessibility, certified_by="<b>Jo</b> & Co"))
    assert "&lt;b&gt;Jo&lt;/b&gt; &amp; Co" in accessible.html(shelf(Book(certified), ("epub",)), 2)


def test_nothing_is_stated_where_no_file_declares_anything() -> None:
    assert accessible.html(shelf(Book(plain()), ("transcript",)), 2) == ""
