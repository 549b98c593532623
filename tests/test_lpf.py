"""W3C Audiobooks in LPF, against the public schemas and, by hand, against what a processor reports."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np
import pytest
from lxml import html
from PIL import Image

from cjpublish.audio.pcm import decode
from cjpublish.editions.lpf import make, warnings
from cjpublish.editions.views.audiobook.claims import audio_claims
from cjpublish.editions.views.audiobook.package import package
from cjpublish.editions.views.audiobook.page import audio_page
from cjpublish.errors import Severity
from cjpublish.model import Book, walk_sentences
from narrations import samples
from packages import PUBLICATION, SUMMER, Dist, built, faults, said, written

SCHEMAS = (
    "https://www.w3.org/ns/pub-schema/manifest/publication.schema.json",
    "https://www.w3.org/ns/pub-schema/audiobooks/audiobooks.schema.json",
)
RECOMMENDED = (
    "abridged", "accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
    "accessibilitySummary", "author", "dateModified", "datePublished", "duration", "id", "inLanguage", "name", "readBy",
    "readingProgression", "resources", "type", "url",
)  # fmt: skip
"""Audiobooks, 5.2: what a processor reports where it is missing."""
RATE = 22050


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    return built(tmp_path_factory.getbasetemp() / "packages")


@pytest.fixture(scope="module")
def files(dist: Dist) -> dict[str, bytes]:
    return dist.package(".lpf")


@pytest.fixture(scope="module")
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["publication.json"]))


def milliseconds(duration: str) -> int:
    """Read an ISO 8601 duration of seconds with three decimals."""
    assert duration.startswith("PT")
    assert duration.endswith("S")
    whole, _, part = duration[2:-1].partition(".")
    assert len(part) == 3
    return int(whole) * 1000 + int(part)


def toc(page: bytes) -> html.HtmlElement:
    """Return the first element that is a table of contents (Publication Manifest, C)."""
    return html.document_fromstring(page.decode()).xpath("//*[@role='doc-toc']")[0]


# --- the manifest


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_manifest_is_valid(manifest: dict[str, Any], schema: str) -> None:
    assert faults(schema, manifest) == []


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("conformsTo", "https://example.org/"),
        ("duration", "12.5 seconds"),
        ("inLanguage", "en_US"),
        ("datePublished", "yesterday"),
        ("accessModeSufficient", ["auditory"]),
    ],
)
def test_the_schemas_refuse_what_is_wrong(manifest: dict[str, Any], term: str, value: object) -> None:
    changed = {**manifest, term: value}
    assert [fault for schema in SCHEMAS for fault in faults(schema, changed)]


@pytest.mark.parametrize("term", RECOMMENDED)
def test_every_recommended_term_is_said(manifest: dict[str, Any], term: str) -> None:
    assert manifest[term] not in (None, "", [])


def test_the_context_and_the_profile_are_the_ones_named(manifest: dict[str, Any]) -> None:
    assert manifest["@context"][:2] == ["https://schema.org", "https://www.w3.org/ns/pub-context"]
    assert manifest["@context"][2] == {"language": "en", "direction": "ltr"}
    assert manifest["conformsTo"] == "https://www.w3.org/TR/audiobooks/"


def test_durations_add_up_to_the_total_and_to_the_timeline(manifest: dict[str, Any], dist: Dist) -> None:
    total = milliseconds(manifest["duration"])
    assert sum(milliseconds(item["duration"]) for item in manifest["readingOrder"]) == total
    assert total == round(dist.timeline["duration"] * 1000)


def test_the_reading_order_is_audio_alone_without_fragments(manifest: dict[str, Any], dist: Dist) -> None:
    urls = [item["url"] for item in manifest["readingOrder"]]
    assert [item["encodingFormat"] for item in manifest["readingOrder"]] == ["audio/mpeg"] * len(urls)
    assert [item["name"] for item in manifest["readingOrder"]] == [c.title for c in dist.publication.reading_order]
    assert len(set(urls)) == len(urls)
    assert not any(urlsplit(url).fragment for url in urls)


def test_each_chapter_has_its_text_as_alternate(manifest: dict[str, Any], files: dict[str, bytes], dist: Dist) -> None:
    for item, chapter in zip(manifest["readingOrder"], dist.publication.reading_order, strict=True):
        (alternate,) = item["alternate"]
        page = files[alternate["url"]].decode()
        assert all(f'id="{sentence.id}"' in page for sentence in walk_sentences(chapter.blocks))


def test_the_cover_is_a_picture_with_its_alternative_text(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    (cover,) = [resource for resource in manifest["resources"] if resource.get("rel") == "cover"]
    assert cover["name"] == "Cover: The Kitchen Garden & Other Places, A. Writer, សុខ."
    with Image.open(BytesIO(files[cover["url"]])) as image:
        assert (image.format, image.size) == ("JPEG", (2000, 2000))


# --- the archive


def test_what_is_listed_is_inside_and_the_reverse(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    listed = [item["url"] for item in (*manifest["readingOrder"], *manifest["resources"])]
    assert not any(urlsplit(url).scheme or url.startswith("/") for url in listed)
    assert sorted(map(unquote, listed)) == sorted(set(files) - {"publication.json"})


def test_the_manifest_comes_first_and_what_is_compressed_already_is_stored(dist: Dist) -> None:
    with ZipFile(dist.path(".lpf")) as archive:
        assert archive.namelist()[:2] == ["publication.json", "index.html"]
        methods = {info.filename: info.compress_type for info in archive.infolist()}
    stored = {name for name, method in methods.items() if method == ZIP_STORED}
    assert stored == {name for name in methods if name.endswith((".mp3", ".jpg"))}
    assert {method for name, method in methods.items() if name not in stored} == {ZIP_DEFLATED}


def test_each_file_plays_as_long_as_the_manifest_says(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    for item in manifest["readingOrder"]:
        length = len(samples(decode(files[item["url"]]).pcm))
        assert abs(length * 1000 / RATE - milliseconds(item["duration"])) <= 1


# --- the page


def test_the_page_leads_to_the_manifest(files: dict[str, bytes]) -> None:
    page = html.document_fromstring(files["index.html"].decode())
    assert page.xpath("//link[@rel='publication']/@href") == ["publication.json"]
    assert page.xpath("//html/@lang") == ["en"]
    assert page.xpath("//img/@alt") == ["Cover: The Kitchen Garden & Other Places, A. Writer, សុខ."]


def test_the_table_of_contents_has_every_heading_where_it_is_heard(files: dict[str, bytes], dist: Dist) -> None:
    chapters = {chapter["id"]: chapter for chapter in dist.timeline["chapters"]}
    spring = {sentence["text"]: sentence for sentence in chapters["spring-snow"]["sentences"]}
    begin = chapters["spring-snow"]["begin"]
    links = [(a.text, a.get("href")) for a in toc(files["index.html"]).xpath(".//a") if "spring" in a.get("href")]
    assert links[0] == ('Spring & "snow"', "audio/03-spring-snow.mp3#t=0.000")
    for title, href in links[1:-1]:
        time = spring[title]["begin"] - begin
        assert float(href.removeprefix("audio/03-spring-snow.mp3#t=")) == pytest.approx(time, abs=0.0006)
    assert [title for title, _ in links[1:-1]] == ["The beds", "North", "The list"]
    assert links[-1] == ('Spring & "snow"', "text/spring-snow.xhtml")


def test_headings_are_nested_as_in_the_text(files: dict[str, bytes]) -> None:
    nav = toc(files["index.html"])
    assert nav.xpath("string(h2)") == "Contents"
    depths = {a.text: len(a.xpath("ancestor::ol")) for a in nav.xpath(".//a[contains(@href, 'audio/03')]")}
    assert depths == {'Spring & "snow"': 1, "The beds": 2, "North": 3, "The list": 2}


def test_links_stay_inside_and_within_the_sound(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    lengths = {item["url"]: milliseconds(item["duration"]) for item in manifest["readingOrder"]}
    before: dict[str, float] = {}
    for href in toc(files["index.html"]).xpath(".//a/@href"):
        address = urlsplit(href)
        assert unquote(address.path) in files
        if address.fragment:
            time = float(address.fragment.removeprefix("t="))
            assert before.get(address.path, -1) < time < lengths[address.path] / 1000
            before[address.path] = time


def test_the_voice_is_heard_where_a_heading_is_said_to_begin(files: dict[str, bytes]) -> None:
    sound = np.abs(samples(decode(files["audio/03-spring-snow.mp3"]).pcm))
    hrefs = toc(files["index.html"]).xpath(".//ol/li/ol//a/@href")
    times = [float(href.partition("#t=")[2]) for href in hrefs if "audio/03" in href]
    assert len(times) == 3
    for time in times:
        place = round(time * RATE)
        assert sound[place - RATE // 10 : place - RATE // 100].max() < 0.02, "quiet before"
        assert sound[place : place + RATE // 3].max() > 0.1, "a voice after"


def test_all_text_is_reached_from_the_table_of_contents(files: dict[str, bytes]) -> None:
    hrefs = set(toc(files["index.html"]).xpath(".//a/@href"))
    assert {name for name in files if name.startswith("text/")} <= hrefs


@pytest.mark.parametrize(("language", "turn"), [("km", "ltr"), ("ar", "rtl")])
def test_another_language_is_said_and_the_programs_own_words_are_marked(
    tmp_path: Path, language: str, turn: str
) -> None:
    publication = written(tmp_path)
    book = said(replace(publication, metadata=replace(publication.metadata, language=language)))
    assert book.timeline
    page = html.document_fromstring(audio_page(package(with_sound(book), book.timeline), "").decode())
    assert (page.get("lang"), page.get("dir")) == (language, turn)
    assert page.xpath("//nav/h2/@lang") == ["en"]
    assert page.xpath("//li/span/@lang") == ["en"]


# --- what is claimed


def with_sound(book: Book) -> Book:
    """Return a book whose sound is named, and would fail if it were read."""
    from cjpublish.model import EncodedChapter, Packets

    def unread() -> bytes:
        raise AssertionError

    assert book.timeline
    tracks = (*book.timeline.tracks, *book.timeline.pages)
    return replace(
        book, audio={track.chapter: EncodedChapter("", (), (Packets(track.length, unread),)) for track in tracks}
    )


def test_the_claims_of_a_book_that_is_read_whole(manifest: dict[str, Any]) -> None:
    assert manifest["accessMode"] == ["auditory", "textual", "visual"]
    sufficient = [each["itemListElement"] for each in manifest["accessModeSufficient"]]
    assert sufficient == [["auditory"], ["textual"], ["textual", "visual"]]
    assert {"alternativeText", "tableOfContents", "transcript"} <= set(manifest["accessibilityFeature"])
    assert "synchronizedAudioText" not in manifest["accessibilityFeature"]
    assert manifest["accessibilityHazard"] == ["none"]
    assert manifest["accessibilitySummary"].startswith("The audio edition is read by a synthetic voice.")


@pytest.mark.parametrize(
    ("summer", "is_enough"),
    [(SUMMER, True), (f"{SUMMER}\n```\nif dry: water()\n```\n", False)],
    ids=["all is heard", "code is not heard"],
)
def test_hearing_suffices_only_where_everything_is_heard(tmp_path: Path, summer: str, is_enough: bool) -> None:
    found = audio_claims(said(written(tmp_path, summer=summer)))
    assert ("auditory" in found.access_modes_sufficient) is is_enough
    assert "textual" in found.access_modes_sufficient
    assert "auditory" in found.access_modes


def test_hearing_does_not_suffice_where_a_chapter_is_not_heard(tmp_path: Path) -> None:
    found = audio_claims(said(written(tmp_path), without=("summer",)))
    assert "auditory" not in found.access_modes_sufficient


def test_what_only_pictures_have_is_claimed_only_with_pictures(tmp_path: Path) -> None:
    found = audio_claims(said(written(tmp_path, summer="# Summer\n\nWater.\n")))
    assert found.access_modes == ("auditory", "textual")
    assert not {"alternativeText", "longDescription"} & set(found.features)


def test_a_book_of_text_alone_is_not_said_to_be_only_text(tmp_path: Path) -> None:
    publication = PUBLICATION.replace("content_note: One page mentions a hard frost.\n", "")
    book = said(written(tmp_path, publication=publication, spring="# Spring\n\nIt is.\n", summer="# Summer\n\nSo.\n"))
    assert audio_claims(book).summary == "The audio edition is read by a synthetic voice."


def test_the_publishers_own_summary_stands_alone(tmp_path: Path) -> None:
    book = said(written(tmp_path, publication=f"{PUBLICATION}accessibility: {{summary: Read slowly.}}\n"))
    assert audio_claims(book).summary == "Read slowly."


# --- edges


def test_a_chapter_that_is_not_heard_is_reached_as_text(tmp_path: Path) -> None:
    book = said(written(tmp_path), without=("summer",))
    assert book.timeline
    found = package(with_sound(book), book.timeline)
    assert "summer" not in [sound.chapter.id for sound in found.sounds]
    assert next(line.href for line in found.toc if line.title == "Summer") == "text/summer.xhtml"


def test_a_heading_that_is_not_heard_leads_to_what_is_heard_next(tmp_path: Path) -> None:
    book = said(written(tmp_path))
    assert book.timeline
    tracks = []
    for track in book.timeline.tracks:
        chapter = next(c for c in book.publication.reading_order if c.id == track.chapter)
        texts = {s.id: "".join(getattr(i, "text", "") for i in s.inlines) for s in walk_sentences(chapter.blocks)}
        tracks.append(replace(track, clips=tuple(clip for clip in track.clips if texts[clip.sentence] != "North")))
    timeline = replace(book.timeline, tracks=tuple(tracks))
    spring = next(line for line in package(with_sound(book), timeline).toc if line.title.startswith("Spring"))
    north = spring.lines[0].lines[0]
    peas = next(i for i, s in enumerate(walk_sentences(book.publication.reading_order[2].blocks)) if "Peas" in str(s))
    assert north.href == f"audio/03-spring-snow.mp3#t={peas * 0.5:.3f}"


def test_nothing_is_made_where_nothing_is_narrated(tmp_path: Path) -> None:
    assert list(make(Book(written(tmp_path)))) == []


def test_two_runs_give_the_same_bytes(dist: Dist, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    import cjpublish

    with ThreadPoolExecutor(1) as executor:
        cache = dist.folder.parents[1] / "cache"
        cjpublish.build(dist.publication, names=["lpf"], out=tmp_path / "dist", cache=cache, executor=executor)
    again = tmp_path / "dist" / dist.path(".lpf").name
    assert again.read_bytes() == dist.path(".lpf").read_bytes()


def test_what_is_recommended_and_not_known_is_told(tmp_path: Path) -> None:
    lean = "title: The Garden\nlanguage: en\nmodified: 2026-11-24T08:00:00Z\nnarration: {text: narrator}\n"
    book = said(written(tmp_path, publication=lean))
    (found,) = warnings(book)
    assert found.message.partition(": ")[2] == "author, datePublished"
    assert found.severity is Severity.NOTE


def test_all_that_is_recommended_leaves_nothing_to_tell(dist: Dist) -> None:
    assert list(warnings(said(dist.publication))) == []


def test_a_lean_publication_has_a_valid_manifest(tmp_path: Path) -> None:
    from cjpublish.editions import lpf

    lean = "title: The Garden\nlanguage: en\nmodified: 2026-11-24T08:00:00Z\nnarration: {text: narrator}\n"
    book = said(written(tmp_path, publication=lean))
    assert book.timeline
    manifest = deepcopy(lpf._manifest(package(with_sound(book), book.timeline)))
    assert "author" not in manifest
    assert [fault for schema in SCHEMAS for fault in faults(schema, manifest)] == []
