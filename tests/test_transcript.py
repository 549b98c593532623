"""Transcripts: all that is heard, as one accessible page and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import publications
import tellings
from cjpublish.editions import transcript
from cjpublish.editions.transcript.page import page
from cjpublish.editions.transcript.text import plain
from cjpublish.editions.transcript.wrapping import wrapped
from cjpublish.editions.views.columns import columns
from cjpublish.editions.views.heard import heard
from cjpublish.model import (
    Book,
    Chapter,
    Code,
    Item,
    List,
    Mark,
    Metadata,
    NoteRef,
    Quote,
    Row,
    Table,
    Text,
    inline_text,
    walk_sentences,
)
from publications import chapter, figure, heading, note, notes, p, s

_METADATA = Metadata(
    "Beds & Paths", "en", "urn:uuid:1", "2026-11-24T00:00:00Z", subtitle="A walk", authors=("A. Writer",), slug="beds"
)


def told(*chapters: Chapter, language: str = "en", **options: Any) -> Book:
    metadata = replace(_METADATA, language=language)
    return tellings.told(publications.publication(*chapters, metadata=metadata), **options)


def parsed(book: Book) -> Any:
    return html.fromstring(page(book))


@pytest.fixture
def rich(tmp_path: Path) -> Book:
    return tellings.told(publications.rich(tmp_path), quotes="quoter")


def test_html_and_text_are_made_where_something_is_narrated(tmp_path: Path) -> None:
    made = list(transcript.make(told(chapter("beds", "Beds"))))
    for artifact in made:
        artifact.write(tmp_path / artifact.path)
    assert [(artifact.path, artifact.media_type) for artifact in made] == [
        ("beds.html", "text/html"),
        ("beds.txt", "text/plain"),
    ]
    assert (tmp_path / "beds.txt").read_bytes().startswith(b"Beds & Paths\n############\n")
    assert list(transcript.make(Book(publications.plain()))) == []


def test_plain_text_tells_structure_times_speakers_notes_and_tables() -> None:
    table = Table(
        "t",
        Row(((s("t1", "Bed"),), (s("t2", "Plant"),))),
        (Row(((s("t3", "North"),), (s("t4", "peas"),))), Row(((s("t5", "South"),), ()))),
        ("", ""),
        (s("t6", "What is sown"),),
    )
    drawn = figure(
        "f",
        "plan.png",
        1,
        s("f1", "A plan of two beds."),
        caption=(s("f2", "The two beds."),),
        description=(p(s("f3", "A path runs between them.")),),
    )
    steps = List("ordered", (Item((p(s("l1", "Dig.")),)), Item((p(s("l2", "Sow.")), p(s("l3", "Wait."))))), 3)
    beds = chapter(
        "beds",
        "The beds",
        p(s("1", "They are cold.", NoteRef("n1", "r1", 1)), s("2", "No one minds.")),
        drawn,
        heading("sown", 2, "What is sown"),
        table,
        steps,
        Quote((p(s("4", "Never in a rush.")),)),
        List("definition", (Item((p(s("d1", "Dead leaves.")),), (s("d2", "Mulch"),)),)),
        Code("x = 1"),
        notes("notes", note("n1", 1, ("r1",), p(s("5", "In spring.")))),
    )
    assert (
        plain(told(beds))
        == """\
Beds & Paths
############

A walk
By A. Writer
Transcript
Narrated by narrator, describer.
Duration: 0:00:29

Chapters

0:00:00  The beds


narrator:
The beds
========
0:00:00

They are cold.[1] No one minds.

describer: Figure 1. Description: A plan of two beds.

The two beds.

Description of figure 1.

    A path runs between them.

narrator:
What is sown
------------

Table: What is sown

Bed; Plant
Bed: North; Plant: peas
Bed: South

3. Dig.

4. Sow.

   Wait.

Quote:

    Never in a rush.

End of quote.

Mulch
    Dead leaves.

[A passage of code is left out here.]

Notes
-----

Note 1. In spring.
"""
    )


def test_no_line_of_plain_text_is_wider_than_72_columns(rich: Book) -> None:
    lines = plain(rich).split("\n")
    assert max(map(columns, lines)) <= 72
    assert not any(line.endswith(" ") for line in lines)


def test_a_long_address_stays_whole_and_text_without_spaces_is_wrapped() -> None:
    address = f"https://example.org/{'a-long-way/' * 8}"
    assert wrapped(f"See {address} for more.", "en", 72) == ["See", address, "for more."]
    assert wrapped("春天来了，花园里的花都开了。" * 3, "zh", 28) == ["春天来了，花园里的花都开了。"] * 3
    assert wrapped(" \n ", "en", 72) == []


def test_every_sentence_that_is_heard_is_in_the_page_once_with_its_time(rich: Book) -> None:
    root = parsed(rich)
    spans = {span.get("id"): span for span in root.xpath("//span[@data-begin]")}
    wanted: list[str] = []
    for part in heard(rich):
        texts = {sentence.id: sentence for sentence in walk_sentences(part.chapter.blocks)}
        for passage in part.passages:
            name = f"{part.chapter.id}-{passage.clip.sentence}"
            wanted.append(name)
            begin = float(spans[name].get("data-begin"))
            assert begin == pytest.approx((part.begin + passage.clip.begin) / tellings.RATE, abs=0.0006)
            assert float(spans[name].get("data-end")) > begin
            shown = "".join(spans[name].xpath(".//text()[not(parent::a[@role='doc-noteref'])]"))
            assert shown == inline_text(texts[passage.clip.sentence].inlines).replace("\n", "")
    assert sorted(spans) == sorted(wanted)
    assert len(root.xpath("//span[@data-begin]")) == len(wanted)


def test_the_page_is_one_file_without_scripts_pictures_or_network(rich: Book) -> None:
    root = parsed(rich)
    assert not root.xpath("//script|//img|//link|//iframe|//object|//*[@src or @srcset or @style]")
    assert not re.search(r"url\(|@import", root.xpath("string(//style)"))


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(rich: Book) -> None:
    root = parsed(rich)
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    links = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert len(links) > 10
    assert set(links) <= set(ids)
    assert {name for names in root.xpath("//@aria-labelledby") for name in names.split()} <= set(ids)


def test_headings_have_no_gaps_and_start_with_the_title(rich: Book) -> None:
    levels = [int(name.tag[1]) for name in parsed(rich).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[:2] == [1, 2]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_its_language_its_landmarks_and_names_for_them(rich: Book) -> None:
    root = parsed(rich)
    assert (root.get("lang"), root.xpath("string(//title)")) == ("en", "The Kitchen Garden & Other Places – Transcript")
    assert [child.tag for child in root.find("body")] == ["header", "nav", "main"]
    regions = [label.split() for label in root.xpath("//section/@aria-labelledby")]
    names = [" ".join(root.xpath(f"string(//*[@id='{name}'])") for name in label) for label in regions]
    assert len(set(names)) == len(names)
    assert len(root.xpath("//nav//li/a")) == len(root.xpath("//nav//li/time[@datetime]")) == 5


def test_a_voice_is_named_where_it_changes_and_only_there() -> None:
    beds = chapter(
        "beds",
        "Beds",
        p(s("1", "One.")),
        figure("f", "plan.png", 1, s("2", "A plan.")),
        Quote((p(s("3", "Never.")), p(s("4", "Ever.")))),
        heading("more", 2, "More"),
        p(s("5", "Two.")),
    )
    root = parsed(told(beds, quotes="quoter"))
    speakers = root.xpath("//*[@class='speaker']")
    assert [(each.tag, each.text) for each in speakers] == [
        ("p", "narrator:"),
        ("b", "describer:"),
        ("b", "quoter:"),
        ("p", "narrator:"),
    ]
    assert root.xpath("string(//blockquote/p[1])") == "quoter: Never."


def test_a_picture_is_its_description_and_says_so() -> None:
    beds = chapter("beds", "Beds", figure("f", "plan.png", 1, s("2", "A plan of two beds.")))
    (shown,) = parsed(told(beds)).xpath("//figure")
    assert " ".join(shown.text_content().split()) == "describer: Figure 1. Description: A plan of two beds."


def test_what_is_not_heard_is_left_out() -> None:
    cells = Row(((s("1", "Bed"),), (s("2", "–"),)))
    table = Table("t", cells, (Row(((s("3", "North"),), (s("4", "–"),))),), ("", ""))
    beds = chapter("beds", "Beds", p(s("5", "…")), List("bullet", (Item((p(s("6", "—")),)),)), table)
    root = parsed(told(beds))
    assert root.xpath("count(//main//p[not(@class)])") == root.xpath("count(//ul)") == 0
    assert [cell.text_content() for cell in root.xpath("//th|//td")] == ["Bed", "", "North", ""]
    assert "–" not in plain(told(beds))


def test_links_to_what_is_not_in_the_page_are_plain_words() -> None:
    link = Mark("a", (Text("elsewhere"),), href="#gone")
    web = Mark("a", (Text("the web"),), href="https://example.org/?a&b")
    beds = chapter("beds", "Beds", p(s("1", "Look ", link, ", or ", web, ".")))
    assert [a.get("href") for a in parsed(told(beds)).xpath("//main//a")] == ["https://example.org/?a&b"]


def test_notes_that_the_narration_skips_are_not_in_the_transcript() -> None:
    beds = chapter(
        "beds",
        "Beds",
        p(s("1", "Cold.", NoteRef("n1", "r1", 1))),
        notes("notes", note("n1", 1, ("r1",), p(s("2", "In spring.")))),
    )
    publication = publications.publication(beds, metadata=_METADATA)
    skipping = replace(publication, narration=replace(publication.narration, notes="skip"))
    assert parsed(tellings.told(publication)).xpath("count(//*[@role='doc-noteref' or @role='doc-backlink'])") == 2
    assert parsed(tellings.told(skipping)).xpath("count(//a[@role]|//h3)") == 0
    assert "In spring" not in plain(tellings.told(skipping))


def test_parts_in_another_language_are_marked() -> None:
    french = Mark("em", (Text("à demain"),), lang="fr")
    hebrew = Mark("span", (Text("מחר"),), lang="he")
    root = parsed(told(chapter("beds", "សួន", p(s("1", "សួន ", french, " ", hebrew)), Code("x")), language="km"))
    assert root.get("lang") == "km"
    assert root.xpath("string(//em[@lang='fr'])") == "à demain"
    assert root.xpath("string(//span[@lang='he' and @dir='rtl'])") == "מחר"
    assert root.xpath("//header//span/@lang") == ["en"] * 4
    assert root.xpath("string(//nav/h2/span[@lang='en'])") == "Chapters"
    assert root.xpath("string(//p[@class='left-out']/span[@lang='en'])") == "A passage of code is left out here."


@pytest.mark.parametrize(("language", "word"), [("fr", "Chapitres"), ("de", "Kapitel"), ("es-MX", "Capítulos")])
def test_the_interface_speaks_the_language_of_the_publication(language: str, word: str) -> None:
    book = told(chapter("beds", "Beds"), language=language)
    assert parsed(book).xpath("string(//nav/h2)") == word
    assert f"\n{word}\n" in plain(book)


def test_colours_have_contrast_in_light_in_dark_and_in_print() -> None:
    style = parsed(told(chapter("beds", "Beds"))).xpath("string(//style)")
    palettes = [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{([^}]*)\}", style)]
    assert len(palettes) == 3
    for palette in palettes:
        for name in ("ink", "quiet", "link"):
            assert _contrast(palette[name], palette["paper"]) >= 4.5
        assert _contrast(palette["line"], palette["paper"]) >= 3


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted(sum(_parts(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> Iterator[float]:
    for weight, place in ((0.2126, 1), (0.7152, 3), (0.0722, 5)):
        part = int(colour[place : place + 2], 16) / 255
        yield weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
