"""The podcast: what directories and apps need, what listeners must know first, and nothing that is not true."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import av
import feedparser
import podcastparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import podcasts
from cjpublish.model import Heading, Podcast, Publication, Voice
from cjpublish.site.podcast.identity import feed_guid
from cjpublish.site.podcast.licenses import license_of
from cjpublish.site.shelf import Shelf
from podcasts import NAMESPACES, URL, feed, found, told, written
from publications import chapter, heading, p, plain, publication, rich, s

AI = 'podcast:txt[@purpose="ai-content"]'


@pytest.fixture
def garden_shelf(garden: Path) -> Shelf:
    """Return the garden as espeak-ng reads it, with its real files."""
    return podcasts.built(garden, garden.parent / "cache")


@pytest.fixture
def channel(tmp_path: Path) -> etree._Element:
    """Return the feed of a publication that holds every kind of page."""
    return feed(told(rich(tmp_path)), tmp_path)


def html(element: etree._Element) -> etree._Element:
    """Return a description as a tree; it must be well formed."""
    return etree.fromstring(f"<div>{element.findtext('description')}</div>")


def texts(element: etree._Element) -> list[str]:
    return ["".join(each.itertext()) for each in html(element)]


def with_voices(book: Publication, **engines: str) -> Publication:
    """Return a publication with more voices: persons where the engine is `recording`."""
    voices = {
        name: Voice(name, engine, narrator=f"{name.title()} Reader" if engine == "recording" else "")
        for name, engine in engines.items()
    }
    narration = book.narration
    return replace(book, narration=replace(narration, voices={**narration.voices, **voices}))


# --- the finished files -----------------------------------------------------------------------------------------------


def test_each_enclosure_tells_the_exact_size_type_and_length_of_a_file_that_is_there(
    garden: Path, garden_shelf: Shelf, tmp_path: Path
) -> None:
    items = feed(garden_shelf, tmp_path).findall("item")
    assert len(items) == len(garden_shelf.publication.reading_order) == 5
    for item in items:
        (enclosure,) = item.findall("enclosure")
        file = garden / "dist" / unquote(enclosure.get("url").removeprefix(f"{URL}downloads/"))
        assert int(enclosure.get("length")) == file.stat().st_size
        assert enclosure.get("type") == "audio/mpeg"
        with av.open(str(file)) as sound:
            assert sound.duration is not None
            (duration,) = found(item, "itunes:duration/text()")
            assert int(duration) == pytest.approx(sound.duration / 1_000_000, abs=0.51)


def test_each_transcript_is_a_file_of_captions_that_is_there(garden: Path, garden_shelf: Shelf, tmp_path: Path) -> None:
    for item in feed(garden_shelf, tmp_path).findall("item"):
        (transcript,) = item.findall("podcast:transcript", NAMESPACES)
        assert dict(transcript.items()) | {"url": ""} == {
            "url": "",
            "type": "text/vtt",
            "language": "en",
            "rel": "captions",
        }
        file = garden / "dist" / unquote(transcript.get("url").removeprefix(f"{URL}downloads/"))
        assert file.read_text(encoding="utf-8").startswith("WEBVTT")


def test_chapter_marks_are_where_the_headings_are_heard(garden_shelf: Shelf, tmp_path: Path) -> None:
    files = written(garden_shelf, tmp_path)
    timeline = garden_shelf.book.timeline
    assert timeline is not None
    tracks = {track.chapter: track for track in timeline.tracks}
    marked = {path: content for path, (artifact, content) in files.items() if path != "podcast.xml"}
    assert list(marked) == ["podcast/03-spring.chapters.json"]
    marks = json.loads(marked["podcast/03-spring.chapters.json"])["chapters"]
    chapters = {each.id: each for each in garden_shelf.publication.reading_order}
    headings = [each for each in chapters["spring"].blocks if isinstance(each, Heading)]
    clips = {clip.sentence: clip.begin / timeline.rate for clip in tracks["spring"].clips}
    assert [mark["startTime"] for mark in marks[1:]] == [
        pytest.approx(clips[each.sentence.id], abs=0.001) for each in headings[1:]
    ]


@pytest.mark.parametrize("parser", ["feedparser", "podcastparser"])
def test_parsers_of_podcast_apps_find_every_episode(parser: str, garden_shelf: Shelf, tmp_path: Path) -> None:
    content = written(garden_shelf, tmp_path)["podcast.xml"][1]
    if parser == "feedparser":
        parsed: Any = feedparser.parse(content)
        assert not parsed.bozo
        assert (parsed.version, parsed.feed.title, parsed.feed.link) == ("rss20", "The Kitchen Garden", URL)
        episodes = [(each.title, each.id, each.enclosures[0].type, each.published_parsed) for each in parsed.entries]
    else:
        parsed = podcastparser.parse(f"{URL}podcast.xml", BytesIO(content))
        assert (parsed["title"], parsed["link"], parsed["type"]) == ("The Kitchen Garden", URL, "serial")
        assert parsed["cover_url"] == f"{URL}cover-square.jpg"
        assert parsed["itunes_categories"] == [["Arts", "Books"]]
        episodes = [
            (each["title"], each["guid"], each["enclosures"][0]["mime_type"], each["published"])
            for each in parsed["episodes"]
        ]
        assert [each["number"] for each in parsed["episodes"]] == [1, 2, 3, 4, 5]
    assert [title for title, *_ in episodes] == [each.title for each in garden_shelf.publication.reading_order]
    assert len({guid for _, guid, *_ in episodes}) == 5
    assert {kind for *_, kind, _ in episodes} == {"audio/mpeg"}
    times = [when for *_, when in episodes]
    assert times == sorted(set(times))


# --- standards D.4, clause by clause ----------------------------------------------------------------------------------


def test_the_feed_is_rss_2_with_its_namespaces_declared_once_at_the_root(tmp_path: Path) -> None:
    artifact, content = written(told(rich(tmp_path)), tmp_path)["podcast.xml"]
    root = etree.fromstring(content)
    assert artifact.media_type == "application/rss+xml"
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    assert NAMESPACES.items() <= root.nsmap.items()
    assert content.count(b"xmlns:podcast") == content.count(b"xmlns:itunes") == 1
    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("link/text()", URL),
        ("language/text()", "en"),
        ("copyright/text()", "Anyone may use this."),
        ("generator/text()", "cjpublish"),
        ("lastBuildDate/text()", "Tue, 24 Nov 2026 08:00:00 +0000"),
        ('atom:link[@rel="self"][@type="application/rss+xml"]/@href', f"{URL}podcast.xml"),
        ("itunes:image/@href", f"{URL}cover-square.jpg"),
        ("itunes:category/@text", "Arts"),
        ("itunes:category/itunes:category/@text", "Books"),
        ("itunes:explicit/text()", "false"),
        ("itunes:type/text()", "serial"),
        ("itunes:author/text()", "A. Writer, B. Écrivain"),
        ("podcast:guid/text()", feed_guid(f"{URL}podcast.xml")),
        ("podcast:medium/text()", "audiobook"),
        ("podcast:image/@alt", "Cover: The Kitchen Garden & Other Places, A. Writer, B. Écrivain."),
        (f"{AI}/text()", "true"),
    ],
)
def test_the_channel_says(path: str, value: str, channel: etree._Element) -> None:
    assert found(channel, path) == [value]


@pytest.mark.parametrize(
    "path",
    ["itunes:owner", "podcast:locked", "podcast:license", ".//itunes:season", './/podcast:person[@role="narrator"]'],
)
def test_the_channel_says_nothing_that_is_not_known(path: str, channel: etree._Element) -> None:
    assert channel.findall(path, NAMESPACES) == []


def test_each_episode_has_all_that_a_serial_needs(channel: etree._Element) -> None:
    items = channel.findall("item")
    titles = ["The Kitchen Garden & Other Places", "Content note", "Spring", "Summer", "About this publication"]
    assert [item.findtext("title") for item in items] == titles
    assert found(channel, "item/itunes:episode/text()") == ["1", "2", "3", "4", "5"]
    assert found(channel, "item/itunes:episodeType/text()") == ["full"] * 5
    assert found(channel, "item/itunes:explicit/text()") == ["false"] * 5
    assert found(channel, "item/itunes:duration/text()") == ["4", "4", "34", "17", "2"]
    assert found(channel, "item/enclosure/@length") == ["1000", "1001", "1002", "1003", "1004"]
    assert found(channel, "item/guid/@isPermaLink") == ["false"] * 5
    assert found(channel, "item/podcast:transcript/@rel") == ["captions"] * 5
    assert found(channel, "item/podcast:chapters/@type") == ["application/json+chapters"]
    assert [item.findtext("link") for item in items][2] == f"{URL}read/spring.html"


def test_no_text_has_blanks_around_it_and_every_address_is_absolute(channel: etree._Element) -> None:
    for element in channel.iter():
        if len(element) == 0:
            assert (element.text or "") == (element.text or "").strip()
        for name, value in element.items():
            if name in {"href", "url"}:
                assert value.startswith(URL)


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_feeds_guid_is_that_of_the_namespaces_examples(url: str, guid: str) -> None:
    assert feed_guid(url) == guid


# --- identity and time ------------------------------------------------------------------------------------------------


def guids(shelf: Shelf, folder: Path) -> list[str]:
    return found(feed(shelf, folder), "item/guid/text()")


def test_guids_stay_when_all_but_the_identifier_and_the_chapters_ids_changes(tmp_path: Path) -> None:
    before = rich(tmp_path)
    first = guids(told(before), tmp_path)
    assert len(set(first)) == 5
    assert all(UUID(guid.removeprefix("urn:uuid:")).version == 5 for guid in first)
    retitled = tuple(replace(each, title=f"{each.title}!") for each in reversed(before.reading_order))
    after = replace(before, reading_order=retitled, metadata=replace(before.metadata, title="B", slug="b"))
    assert guids(told(after, "http://elsewhere.example/"), tmp_path) == first[::-1]


def test_two_publications_with_chapters_of_the_same_name_have_no_guid_in_common(tmp_path: Path) -> None:
    other = plain(identifier="urn:isbn:9780000000002")
    assert not {*guids(told(plain()), tmp_path)} & {*guids(told(other), tmp_path)}


@pytest.mark.parametrize(
    ("date", "first"),
    [
        ("2026-11-24", "2026-11-24T00:00:00+00:00"),
        ("2026-11", "2026-11-01T00:00:00+00:00"),
        ("1850", "1850-01-01T00:00:00+00:00"),
        (None, "2026-11-20T00:00:00+00:00"),
    ],
)
def test_episodes_come_out_a_minute_apart_as_the_day_of_publication_begins(
    date: str | None, first: str, tmp_path: Path
) -> None:
    book = rich(tmp_path)
    book = replace(book, metadata=replace(book.metadata, date=date, modified="2026-11-20T23:59:59Z"))
    channel = feed(told(book), tmp_path)
    times = [parsedate_to_datetime(each) for each in found(channel, "item/pubDate/text()")]
    assert times[0] == datetime.fromisoformat(first)
    assert [(each - times[0]).total_seconds() for each in times] == [0, 60, 120, 180, 240]
    assert found(channel, "pubDate/text()") == found(channel, "item[last()]/pubDate/text()")


def test_the_same_publication_gives_the_same_bytes_at_another_time(tmp_path: Path) -> None:
    first = written(told(rich(tmp_path)), tmp_path)
    time.sleep(1.1)  # dates in feeds have seconds
    again = written(told(rich(tmp_path)), tmp_path)
    assert [content for _, content in again.values()] == [content for _, content in first.values()]


# --- what people must know before they listen -------------------------------------------------------------------------


def test_the_content_note_comes_before_everything_else(channel: etree._Element) -> None:
    link, note, description, narration = texts(channel)
    assert link == "Content note"
    assert html(channel)[0][0].get("href") == f"{URL}read/content-note.html"
    assert note == "One page mentions a hard frost. No plant was lost."
    assert description == "A few lines about a garden."
    assert narration == "The audio edition is read by a synthetic voice."


def test_every_episode_but_the_note_itself_begins_with_a_link_to_it(channel: etree._Element) -> None:
    title_page, note, *chapters = channel.findall("item")
    for item in (title_page, *chapters):
        assert texts(item)[0] == "Content note"
        assert html(item)[0][0].get("href") == f"{URL}read/content-note.html"
    assert texts(note)[0] == "One page mentions a hard frost. No plant was lost."
    assert texts(chapters[0])[1:3] == ["0:00 Spring", "0:03 The beds"]
    for item in channel.findall("item"):
        assert html(item)[-2][0].get("href") == item.findtext("link")
        assert texts(item)[-1] == "The audio edition is read by a synthetic voice."


def test_a_publication_without_a_note_has_no_link_to_one(tmp_path: Path) -> None:
    channel = feed(told(plain(description="About a walk.")), tmp_path)
    assert texts(channel) == ["About a walk."]
    assert "note" not in etree.tostring(channel, encoding="unicode")


def test_a_publication_of_which_nothing_is_told_describes_itself_by_its_title(tmp_path: Path) -> None:
    assert texts(feed(told(plain()), tmp_path)) == ["A Walk"]


@pytest.mark.parametrize("word", ["word ", "ពាក្យ", "& "])
def test_a_description_keeps_to_4000_bytes_and_loses_neither_the_link_nor_who_reads(word: str, tmp_path: Path) -> None:
    book = rich(tmp_path)
    title_page, note, *others = book.reading_order
    note = replace(note, blocks=(note.blocks[0], *(p(s(f"n{i}", f"{i} {word * 150}")) for i in range(20))))
    channel = feed(told(replace(book, reading_order=(title_page, note, *others))), tmp_path)
    description = channel.findtext("description")
    assert 3000 < len(description.encode()) <= 4000
    link, *body, narration = texts(channel)
    assert link == "Content note"
    assert body[0].startswith("0 ")
    assert body[-1].endswith("…")
    assert narration == "The audio edition is read by a synthetic voice."


def test_phrases_and_language_tags_are_in_the_publications_language(tmp_path: Path) -> None:
    book = rich(tmp_path)
    channel = feed(told(replace(book, metadata=replace(book.metadata, language="fr-CA"))), tmp_path)
    assert found(channel, "language/text()") == ["fr-CA"]
    assert set(found(channel, "item/podcast:transcript/@language")) == {"fr-CA"}
    assert texts(channel)[0] == "Avertissement"
    assert texts(channel.findall("item")[2])[-2] == "Transcription"


# --- who is heard -----------------------------------------------------------------------------------------------------


def test_a_synthetic_voice_is_told_of_each_episode_in_which_it_is_heard_and_of_no_other(tmp_path: Path) -> None:
    book = with_voices(rich(tmp_path), ann="recording")
    channel = feed(told(book, voices={"spring": "ann", "summer": "ann"}), tmp_path)
    assert found(channel, f"{AI}/text()") == ["true"]
    assert found(channel, f"item[{AI}]/link/text()") == [
        f"{URL}read/{name}.html" for name in ("title-page", "content-note", "about")
    ]


def test_one_sentence_of_a_fallback_makes_an_episode_synthetic(tmp_path: Path) -> None:
    shelf = told(with_voices(plain(), ann="recording"), voices={"walk": "ann"})
    assert found(feed(shelf, tmp_path), f".//{AI}/text()") == []
    timeline = shelf.book.timeline
    assert timeline is not None
    (track,) = timeline.tracks
    *others, last = track.clips
    mixed = replace(track, clips=(*others, replace(last, voices=("ann", "narrator"))))
    shelf = replace(shelf, book=replace(shelf.book, timeline=replace(timeline, tracks=(mixed,))))
    assert found(feed(shelf, tmp_path), f".//{AI}/text()") == ["true", "true"]
    assert found(feed(shelf, tmp_path), 'podcast:person[@role="narrator"]/text()') == ["Ann Reader"]


def test_where_only_persons_are_heard_nothing_is_said_of_machines(tmp_path: Path) -> None:
    book = with_voices(plain(), ann="recording")
    assert found(feed(told(book, voices={"walk": "ann"}), tmp_path), "//podcast:txt/text()") == []


def test_persons_are_named_and_synthetic_voices_are_none(tmp_path: Path) -> None:
    book = with_voices(rich(tmp_path), ann="recording", ben="recording")
    voices = dict.fromkeys(("title-page", "content-note", "spring", "about"), "ann") | {"summer": "ben"}
    channel = feed(told(book, voices=voices), tmp_path)
    authors = [("writing", "author", "A. Writer"), ("writing", "author", "B. Écrivain")]

    def persons(element: etree._Element) -> list[tuple[str | None, ...]]:
        each = element.findall("podcast:person", NAMESPACES)
        return [(person.get("group"), person.get("role"), person.text) for person in each]

    ann, ben = (("cast", "narrator", name) for name in ("Ann Reader", "Ben Reader"))
    assert persons(channel) == [*authors, ann, ben]
    # What an item says takes the place of all that the channel says.
    assert [persons(item) for item in channel.findall("item")] == [[*authors, each] for each in (ann,) * 3 + (ben, ann)]


# --- who answers for it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "owner", "locked"),
    [
        (Podcast(email="feeds@garden.example"), ["The Garden Press", "feeds@garden.example"], ["feeds@garden.example"]),
        (Podcast(owner="O. Wner"), ["O. Wner"], []),
        (Podcast(owner="O. Wner", email="o@w.example"), ["O. Wner", "o@w.example"], ["o@w.example"]),
    ],
)
def test_an_owner_is_told_and_the_feed_locked_where_the_publisher_gives_an_address(
    asked: Podcast, owner: list[str], locked: list[str], tmp_path: Path
) -> None:
    channel = feed(told(rich(tmp_path), asked=asked), tmp_path)
    assert found(channel, "itunes:owner/*/text()") == owner
    assert found(channel, 'podcast:locked[text()="yes"]/@owner') == locked


def test_a_feed_without_authors_names_its_publisher(tmp_path: Path) -> None:
    assert found(feed(told(plain(publisher="A Press")), tmp_path), "itunes:author/text()") == ["A Press"]
    assert found(feed(told(plain()), tmp_path), "itunes:author/text()") == []
    assert found(feed(told(plain(), asked=Podcast(email="a@b.example")), tmp_path), "itunes:owner/*/text()") == [
        "a@b.example"
    ]


def test_category_and_warning_are_the_publishers(tmp_path: Path) -> None:
    asked = Podcast("Society & Culture", "Documentary", explicit=True)
    channel = feed(told(plain(), asked=asked), tmp_path)
    assert found(channel, "//itunes:category/@text") == ["Society & Culture", "Documentary"]
    assert found(channel, "//itunes:explicit/text()") == ["true", "true"]
    assert found(feed(told(plain(), asked=Podcast("History", None)), tmp_path), "//itunes:category/@text") == [
        "History"
    ]


@pytest.mark.parametrize(
    ("rights", "name"),
    [
        ("CC BY 4.0", "cc-by-4.0"),
        ("CC-BY-NC-SA-4.0", "cc-by-nc-sa-4.0"),
        ("Creative Commons Attribution 4.0.", "cc-by-4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", "cc-by-nc-nd-4.0"),
        ("Creative Commons Attribution Share-Alike 4.0 International License", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-nd/4.0/", "cc-by-nd-4.0"),
    ],
)
def test_a_licence_is_told_where_the_rights_are_one(rights: str, name: str, tmp_path: Path) -> None:
    channel = feed(told(plain(rights=rights)), tmp_path)
    assert found(channel, "podcast:license/text()") == [name]
    kind = name.removeprefix("cc-").removesuffix("-4.0")
    assert found(channel, "podcast:license/@url") == [f"https://creativecommons.org/licenses/{kind}/4.0/"]


@pytest.mark.parametrize(
    "rights",
    [
        None,
        "",
        "The text and the pictures may be shared under the license Creative Commons Attribution 4.0.",
        "Not CC BY 4.0",
        "CC BY 3.0",
        "CC BY-ND-SA 4.0",
        "CC BY-XX 4.0",
        "All rights reserved.",
    ],
)
def test_no_licence_is_guessed(rights: str | None) -> None:
    assert license_of(rights) is None


# --- chapter marks ----------------------------------------------------------------------------------------------------


def test_chapter_marks_are_as_the_format_asks(tmp_path: Path) -> None:
    files = written(told(rich(tmp_path)), tmp_path)
    artifact, content = files["podcast/03-spring.chapters.json"]
    assert artifact.media_type == "application/json+chapters"
    document = json.loads(content)
    assert (document["version"], document["title"]) == ("1.2.0", "Spring")
    marks = document["chapters"]
    assert [mark["title"] for mark in marks] == ["Spring", "The beds", "The north bed", "Peas", "More"]
    times = [mark["startTime"] for mark in marks]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert [mark["url"] for mark in marks[:2]] == [f"{URL}read/spring.html", f"{URL}read/spring.html#beds"]
    channel = etree.fromstring(files["podcast.xml"][1])[0]
    assert found(channel, "item/podcast:chapters/@url") == [f"{URL}podcast/03-spring.chapters.json"]


def test_a_chapter_with_one_heading_and_one_whose_headings_nobody_hears_have_no_marks(tmp_path: Path) -> None:
    book = publication(
        chapter("one", "One", p(s("1", "A."))),
        chapter("two", "Two", heading("signs", 2, "***"), p(s("2", "B."))),
        metadata=plain().metadata,
    )
    shelf = told(book)
    timeline = shelf.book.timeline
    assert timeline is not None
    heard = tuple(
        replace(track, clips=tuple(clip for clip in track.clips if clip.sentence != "sh-signs"))
        for track in timeline.tracks
    )
    shelf = replace(shelf, book=replace(shelf.book, timeline=replace(timeline, tracks=heard)))
    assert list(written(shelf, tmp_path)) == ["podcast.xml"]


def test_names_in_any_script_are_percent_encoded_in_addresses_and_plain_in_files(tmp_path: Path) -> None:
    book = publication(
        chapter("ជំពូក", "ជំពូក", heading("h", 2, "ក្បាល"), p(s("1", "A."))), metadata=plain(language="km").metadata
    )
    files = written(told(book), tmp_path)
    assert list(files) == ["podcast.xml", "podcast/01-ជំពូក.chapters.json"]
    channel = etree.fromstring(files["podcast.xml"][1])[0]
    for path in (
        "item/enclosure/@url",
        "item/podcast:chapters/@url",
        "item/podcast:transcript/@url",
        "item/link/text()",
    ):
        (address,) = found(channel, path)
        assert address.isascii()


# --- bad and large input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Bell\a and \x00null\ufffe", "Bell and null"),
        ("The end ]]> of it <b>& more</b>", "The end ]]> of it <b>& more</b>"),
        ("Two\nlines\t", "Two lines"),
        ("🌱 Garden 👩‍🌾", "🌱 Garden 👩‍🌾"),
        ("\u200fגן\u200f ירק", "\u200fגן\u200f ירק"),
        ("half \ud83c a pair", "half a pair"),
    ],
)
def test_whatever_is_in_a_title_the_feed_can_be_parsed(title: str, shown: str, tmp_path: Path) -> None:
    book = publication(
        chapter("one", title, heading("h", 2, title), p(s("1", "A."))),
        metadata=replace(plain().metadata, title=title, authors=(title,), description=title, rights=title),
    )
    files = written(told(book, asked=Podcast(owner=title)), tmp_path)
    content = files["podcast.xml"][1]
    channel = etree.fromstring(content)[0]
    assert [channel.findtext("title"), *found(channel, "item/title/text()")] == [shown, shown]
    assert texts(channel) == [shown]
    assert texts(channel.find("item"))[1] == f"0:01 {shown}"
    assert [mark["title"] for mark in json.loads(files["podcast/01-one.chapters.json"][1])["chapters"]] == [shown] * 2
    assert not feedparser.parse(content).bozo


@given(text=st.text(min_size=1))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_a_feed(text: str, tmp_path: Path) -> None:
    metadata = replace(plain().metadata, title=f"A{text}", publisher=text, description=text, cover_alt=text)
    channel = feed(told(publication(chapter("one", text, p(s("1", text))), metadata=metadata)), tmp_path)
    html(channel)
    assert channel.findtext("item/title")


def test_two_hundred_chapters_are_quick(tmp_path: Path) -> None:
    chapters = [chapter(f"c{n}", f"Chapter {n}", heading(f"h{n}", 2, "More"), p(s("1", "A."))) for n in range(200)]
    shelf = told(publication(*chapters, metadata=plain().metadata))
    begin = time.perf_counter()
    files = written(shelf, tmp_path)
    assert time.perf_counter() - begin < 3
    assert len(files) == 201
    assert found(etree.fromstring(files["podcast.xml"][1])[0], "item[last()]/itunes:episode/text()") == ["200"]


# --- nothing to subscribe to ------------------------------------------------------------------------------------------


def test_without_an_address_a_narration_or_chapters_as_mp3_there_is_no_podcast(tmp_path: Path) -> None:
    shelf = told(plain())
    assert list(written(shelf, tmp_path)) == ["podcast.xml"]
    assert written(told(plain(), None), tmp_path) == {}
    assert written(replace(shelf, book=replace(shelf.book, timeline=None)), tmp_path) == {}
    assert written(replace(shelf, offers=()), tmp_path) == {}


def test_a_publication_without_captions_has_no_transcripts(tmp_path: Path) -> None:
    shelf = told(plain())
    shelf = replace(shelf, offers=tuple(each for each in shelf.offers if each.edition == "mp3"))
    assert found(feed(shelf, tmp_path), "//podcast:transcript/@url") == []
