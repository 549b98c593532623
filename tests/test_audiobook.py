"""Readium's audiobook package, against the public schemas and the rules of its profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from lxml import etree

from cjpublish.audio.pcm import decode
from cjpublish.editions.audiobook import make
from cjpublish.model import Book
from narrations import samples
from packages import Dist, built, faults, leaves, written
from talkingbooks import voiced

SCHEMA = "https://readium.org/webpub-manifest/schema/publication.schema.json"
GUIDE_SCHEMA = "https://readium.org/guided-navigation/schema/document.schema.json"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    return built(tmp_path_factory.getbasetemp() / "packages")


@pytest.fixture(scope="module")
def files(dist: Dist) -> dict[str, bytes]:
    return dist.package(".audiobook")


@pytest.fixture(scope="module")
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["manifest.json"]))


def links(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield entry
        yield from links(entry.get("children", []))


def test_the_manifest_is_valid(manifest: dict[str, Any]) -> None:
    assert faults(SCHEMA, manifest) == []


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("duration", "PT1S"),
        ("modified", "yesterday"),
        ("language", "en_US"),
        ("accessibility", {"feature": ["everything"]}),
        ("accessibility", {"accessMode": ["auditory,textual"]}),
    ],
)
def test_the_schema_refuses_what_is_wrong(manifest: dict[str, Any], term: str, value: object) -> None:
    assert faults(SCHEMA, {**manifest, "metadata": {**manifest["metadata"], term: value}})


def test_the_profile_is_named(manifest: dict[str, Any]) -> None:
    assert manifest["@context"] == "http://readium.org/webpub-manifest/context.jsonld"
    assert manifest["metadata"]["@type"] == "http://schema.org/Audiobook"
    assert manifest["metadata"]["conformsTo"] == "https://readium.org/webpub-manifest/profiles/audiobook"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("title", "The Kitchen Garden & Other Places"),
        ("subtitle", "A small example"),
        ("author", ["A. Writer", "សុខ"]),
        ("publisher", "The Garden Press"),
        ("identifier", "https://example.org/garden"),
        ("language", "en"),
        ("published", "2026-11-24"),
        ("modified", "2026-11-24T08:00:00Z"),
        ("subject", ["Gardens", "Weather"]),
        ("description", "A few lines about a garden."),
        ("abridged", False),
        ("readingProgression", "ltr"),
    ],
)
def test_the_metadata_is_the_publications(manifest: dict[str, Any], term: str, value: object) -> None:
    assert manifest["metadata"][term] == value


def test_durations_are_seconds_and_add_up_to_the_timeline(manifest: dict[str, Any], dist: Dist) -> None:
    durations = [item["duration"] for item in manifest["readingOrder"]]
    assert sum(durations) == pytest.approx(manifest["metadata"]["duration"], abs=1e-6)
    assert manifest["metadata"]["duration"] == pytest.approx(dist.timeline["duration"], abs=0.0005)


def test_the_reading_order_is_audio_alone_without_fragments_or_other_alternates(manifest: dict[str, Any]) -> None:
    for item in manifest["readingOrder"]:
        assert item["type"] == "audio/mpeg"
        assert not urlsplit(item["href"]).fragment
        assert "alternate" not in item


def test_each_file_is_what_the_manifest_says(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    for item in manifest["readingOrder"]:
        content = files[unquote(item["href"])]
        speech = decode(content)
        assert len(samples(speech.pcm)) / speech.rate == pytest.approx(item["duration"], abs=0.001)
        assert len(content) * 8 / item["duration"] / 1000 == pytest.approx(item["bitrate"], rel=0.05)


def test_what_is_listed_is_inside_and_the_reverse(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    listed = [item["href"] for item in (*manifest["readingOrder"], *manifest["resources"])]
    assert not any(urlsplit(href).scheme or href.startswith("/") for href in listed)
    assert sorted(map(unquote, listed)) == sorted(set(files) - {"manifest.json"})
    assert all(item["type"] for item in manifest["resources"])


def test_the_manifest_comes_first_and_what_is_compressed_already_is_stored(dist: Dist) -> None:
    with ZipFile(dist.path(".audiobook")) as archive:
        assert archive.namelist()[0] == "manifest.json"
        methods = {info.filename: info.compress_type for info in archive.infolist()}
    stored = {name for name, method in methods.items() if method == ZIP_STORED}
    assert stored == {name for name in methods if name.endswith((".mp3", ".jpg"))}
    assert {method for name, method in methods.items() if name not in stored} == {ZIP_DEFLATED}


def test_the_table_of_contents_stays_within_the_sound(manifest: dict[str, Any]) -> None:
    lengths = {item["href"]: item["duration"] for item in manifest["readingOrder"]}
    found = [(link["title"], *link["href"].split("#t=")) for link in links(manifest["toc"])]
    assert [title for title, file, _ in found if "/03" in file] == ['Spring & "snow"', "The beds", "North", "The list"]
    assert all(0 <= float(time) < lengths[file] for _, file, time in found)
    times = [float(time) for _, file, time in found if "/03" in file]
    assert times == sorted(set(times))


def test_the_cover_is_named_with_its_size(manifest: dict[str, Any]) -> None:
    (cover,) = [item for item in manifest["resources"] if item.get("rel") == "cover"]
    assert (cover["type"], cover["height"], cover["width"]) == ("image/jpeg", 2000, 2000)
    assert cover["title"].startswith("Cover: ")


def test_text_and_guide_are_linked_from_the_whole(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    found = {link["rel"]: (link["href"], link["type"]) for link in manifest["links"]}
    assert found == {
        "alternate": ("index.html", "text/html"),
        "related": ("guide.json", "application/guided-navigation+json"),
    }
    assert all(href in files for href, _ in found.values())
    assert b'<link rel="manifest" type="application/audiobook+json" href="manifest.json"/>' in files["index.html"]


def test_text_and_sound_are_in_step_as_claimed(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    assert "synchronizedAudioText" in manifest["metadata"]["accessibility"]["feature"]
    guide = json.loads(files["guide.json"])
    assert faults(GUIDE_SCHEMA, guide) == []
    ids = {
        name: {element.get("id") for element in etree.fromstring(content).iter(f"{XHTML}*")}
        for name, content in files.items()
        if name.endswith(".xhtml")
    }
    heard = set()
    for leaf in leaves(guide["guided"]):
        page, _, name = leaf["textref"].partition("#")
        assert name in ids[page]
        file, _, _ = leaf["audioref"].partition("#t=")
        heard.add(unquote(file))
    assert heard == {unquote(item["href"]) for item in manifest["readingOrder"]}


def test_the_claims_are_in_readiums_form(manifest: dict[str, Any]) -> None:
    found = manifest["metadata"]["accessibility"]
    assert found["accessMode"] == ["auditory", "textual", "visual"]
    assert found["accessModeSufficient"] == ["auditory", "textual", ["textual", "visual"]]
    assert found["hazard"] == ["none"]
    assert found["summary"].startswith("The audio edition is read by a synthetic voice.")


@pytest.mark.parametrize(
    ("summer", "is_claimed"), [("# Summer\n\nWater.\n", True), ("# Summer\n\nWater.\n\n```\nx = 1\n```\n", False)]
)
def test_text_and_sound_in_step_are_claimed_only_where_all_is_heard(
    tmp_path: Path, summer: str, is_claimed: bool
) -> None:
    (package,) = make(voiced(written(tmp_path, summer=summer)))
    package.write(tmp_path / "a.audiobook")
    with ZipFile(tmp_path / "a.audiobook") as archive:
        found = json.loads(archive.read("manifest.json"))["metadata"]["accessibility"]
    assert ("synchronizedAudioText" in found["feature"]) is is_claimed
    assert ("auditory" in found["accessModeSufficient"]) is is_claimed


def test_nothing_is_made_where_nothing_is_narrated(dist: Dist) -> None:
    assert list(make(Book(dist.publication))) == []
