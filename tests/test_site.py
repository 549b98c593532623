"""The site of a publication: whole without script, safe with it, and the same files for the same text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import cjpublish
from cjpublish import pipeline
from cjpublish.errors import InputError
from cjpublish.pipeline import Result
from nu import complaints
from sitepages import links, pages, tree

Write = Callable[..., Path]

PUBLICATION = """\
title: The Kitchen Garden
authors: [A. Writer]
language: en
date: 2026-11-24
modified: 2026-11-24T00:00:00Z
narration: {text: quiet}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'


def build(folder: Path) -> Result:
    return pipeline.build(pipeline.read(folder), cache=folder.parent / "cache", jobs=1)


@pytest.fixture(scope="module")
def site(garden: Path) -> Path:
    return garden / "dist/site"


def test_every_link_leads_to_a_file_and_to_an_id_that_is_there(site: Path) -> None:
    found = list(links(site))
    assert len(found) > 50
    for link in found:
        target = site / link.target
        assert target.is_file(), f"{link.page}: {link.written}"
        if link.fragment:
            ids = [element.get("id") for element in tree(target).iter()]
            assert link.fragment in ids, f"{link.page}: {link.written}"


def test_each_chapter_is_whole_without_script(garden: Path, site: Path) -> None:
    publication = cjpublish.read(garden)
    said = json.loads((garden / "dist/the-kitchen-garden.timeline.json").read_text())["chapters"]
    for chapter in said:
        page = tree(site / f"read/{chapter['id']}.html")
        shown = " ".join("".join(page.xpath("//main")[0].itertext()).split())
        shown += " ".join(image.get("alt") for image in page.iter("img"))
        for sentence in chapter["sentences"]:
            assert page.get_element_by_id(sentence["id"]) is not None
            assert " ".join(sentence["text"].split()) in shown
        (audio,) = page.iter("audio")
        assert audio.get("controls") is not None
        (track,) = audio.iter("track")
        assert track.get("kind") == "captions"
        assert track.get("srclang") == "en"
    assert len(said) == len(publication.reading_order)


def test_the_times_are_those_of_the_timeline(garden: Path, site: Path) -> None:
    timeline = json.loads((garden / "dist/the-kitchen-garden.timeline.json").read_text())
    words = 0
    for chapter in timeline["chapters"]:
        page = tree(site / f"read/{chapter['id']}.html")
        times = json.loads((site / "read" / page.xpath("//main/@data-times")[0]).read_bytes())
        assert times["length"] == pytest.approx((chapter["end"] - chapter["begin"]) * 1000, abs=1)
        for (name, begin, end, *told), sentence in zip(times["sentences"], chapter["sentences"], strict=True):
            assert name == sentence["id"]
            assert begin == pytest.approx((sentence["begin"] - chapter["begin"]) * 1000, abs=1)
            assert end == pytest.approx((sentence["end"] - chapter["begin"]) * 1000, abs=1)
            for (first, last, _, _), word in zip(told[0] if told else [], sentence.get("words", []), strict=True):
                assert sentence["text"][first:last] == word["text"]
                words += 1
    assert words > 50


def test_words_are_counted_as_browsers_count(publication_folder: Write) -> None:
    from cjpublish.model import Chapter, Clip, Heading, Sentence, Text, Track, WordClip, WordClips
    from cjpublish.site.times import times

    sentence = Sentence("s1", (Text("😀 cold"),))
    chapter = Chapter("one", "One", "chapter", (Heading("one", 1, sentence),))
    track = Track("one", 2000, (Clip("s1", 0, 1000, WordClips([WordClip((2, 6), 500, 1000)])),))
    assert json.loads(times(chapter, track, 1000))["sentences"] == [["s1", 0, 1000, [[3, 7, 500, 1000]]]]


def test_no_page_holds_script_or_style_of_its_own(site: Path) -> None:
    for page in pages(site):
        root = tree(page)
        for script in root.iter("script"):
            assert script.get("src") or script.get("type") in ("application/json", "application/ld+json")
        assert not list(root.iter("style"))
        for element in root.iter():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")


def test_scripts_and_styles_have_their_hash_in_their_names(site: Path) -> None:
    files = list((site / "assets").iterdir())
    assert files
    for file in files:
        digest = re.fullmatch(r"[a-z_]+-([0-9a-f]{8})\.(css|js)", file.name)
        assert digest, file.name
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest[1])
        for imported in re.findall(r'(?:from|import) "\./([^"]+)";', file.read_text()):
            assert (site / "assets" / imported).is_file(), f"{file.name} imports {imported}"


def test_scripts_and_styles_are_small(site: Path) -> None:
    import gzip

    whole = [*(site / "assets").iterdir(), *site.glob("*.js")]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in whole) <= 40_000


def test_pictures_have_a_size_before_they_come(site: Path) -> None:
    found = [image for page in pages(site) for image in tree(page).iter("img")]
    assert found
    for image in found:
        assert int(image.get("width")) > 0
        assert int(image.get("height")) > 0
        assert image.get("alt") is not None


def test_downloads_are_the_finished_files_and_take_no_room(garden: Path, site: Path) -> None:
    dist = garden / "dist"
    for name in ("the-kitchen-garden.epub", "the-kitchen-garden.m4b", "the-kitchen-garden-mp3/03-spring.mp3"):
        assert (site / "downloads" / name).samefile(dist / name)


def test_the_content_note_stands_before_everything_else(site: Path) -> None:
    body = tree(site / "index.html").find("body")
    first = next(element for element in body if element.get("class") != "skip-link")
    assert first.tag == "aside"
    assert "hard frost" in first.text_content()
    assert not first.xpath(".//*[@id]")


def test_a_publication_without_audio_has_no_player(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub, site]\nsite: {{url: 'https://a.test/b'}}\n")
    build(folder)
    site = folder / "dist/site"
    for page in pages(site):
        root = tree(page)
        assert not list(root.iter("audio"))
        assert not root.xpath("//main/@data-times")
        shown = root.xpath("//main")[0].text_content()
        assert "podcast" not in shown
        assert "Listen" not in shown
    assert not (site / "podcast-code.svg").exists()
    assert not (site / "podcast.xml").exists()
    assert (site / "downloads/the-kitchen-garden.epub").is_file()


def test_a_site_is_made_only_where_it_is_asked_for(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub]\n")
    assert build(folder).site == ()
    assert not (folder / "dist/site").exists()


def test_asking_for_the_site_alone_makes_all_that_it_shows(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub]\n")
    result = pipeline.build(pipeline.read(folder), names=["site"], cache=folder.parent / "cache", jobs=1)
    assert result.site
    assert (folder / "dist/the-kitchen-garden.epub").is_file()


def test_foreign_files_in_the_site_stay(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub, site]\n")
    build(folder)
    own = folder / "dist/site/CNAME"
    own.write_text("example.org")
    (folder / "dist/site/well-known").mkdir()
    (folder / "dist/site/well-known/note.txt").write_text("mine")
    (folder / "manuscript/01-spring.md").write_text("# Spring\n\nIt is warm now.\n")
    build(folder)
    assert "It is warm now." in (folder / "dist/site/read/spring.html").read_text()
    assert own.read_text() == "example.org"
    assert (folder / "dist/site/well-known/note.txt").read_text() == "mine"


def test_a_page_that_is_gone_from_the_text_is_gone_from_the_site(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub, site]\n")
    build(folder)
    (folder / "manuscript/02-summer.md").unlink()
    build(folder)
    assert not (folder / "dist/site/read/summer.html").exists()


def test_what_did_not_change_is_not_written_again(publication_folder: Write) -> None:
    folder = publication_folder()
    build(folder)
    before = {path: path.stat().st_ino for path in (folder / "dist").rglob("*")}
    again = build(folder)
    assert not any(made.fresh for made in (*again.made, *again.site))
    assert {path: path.stat().st_ino for path in (folder / "dist").rglob("*")} == before


def test_the_same_text_gives_the_same_site(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder({"manuscript/images/a.svg": PICTURE})
    first = build(folder)
    second = pipeline.build(pipeline.read(folder), out=tmp_path / "other", cache=tmp_path / "cache2", jobs=1)
    assert [made.sha256 for made in first.site] == [made.sha256 for made in second.site]


def test_without_an_address_there_are_no_feeds_and_the_build_says_so(publication_folder: Write) -> None:
    folder = publication_folder()
    told = [finding for finding in build(folder).findings if finding.code == "no-feeds"]
    assert len(told) == 1
    assert "site: {url" in told[0].fix
    for name in ("podcast.xml", "opds.xml", "opds.json", "sitemap.xml"):
        assert not (folder / "dist/site" / name).exists()


def test_a_podcast_without_an_address_is_an_error_that_names_the_key(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}podcast: {{category: History}}\n")
    with pytest.raises(InputError) as caught:
        build(folder)
    (fault,) = caught.value.findings
    assert str(fault.source) == "manuscript/publication.yaml:7:1"
    assert "site: url" in fault.message
    assert not (folder / "dist").exists()


def test_a_site_that_changes_leaves_the_editions_alone(publication_folder: Write) -> None:
    folder = publication_folder()
    build(folder)
    settings = folder / "manuscript/publication.yaml"
    settings.write_text(settings.read_text() + "site: {url: 'https://example.org/garden'}\n")
    again = build(folder)
    assert not any(made.fresh for made in again.made)
    assert all(made.fresh for made in again.site)
    assert "https://example.org/garden/read/spring.html" in (folder / "dist/site/sitemap.xml").read_text()


def test_what_the_scripts_say_is_the_same_in_every_language() -> None:
    folder = Path(cjpublish.__file__).parent / "site/phrases"
    told = {file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")}
    assert {"en", "fr", "de", "es"} <= told.keys()
    for language, phrases in told.items():
        assert phrases["language"] == language
        assert phrases.keys() == told["en"].keys()
        for key, phrase in phrases.items():
            assert re.findall(r"{\w+}", phrase) == re.findall(r"{\w+}", told["en"][key]), f"{language}: {key}"


@pytest.mark.parametrize(("language", "words"), [("fr", "fr"), ("de-CH", "de"), ("km", "en")])
def test_pages_speak_the_language_of_the_publication_where_they_can(
    publication_folder: Write, language: str, words: str
) -> None:
    folder = publication_folder(
        publication=f"{PUBLICATION.replace('language: en', f'language: {language}')}editions: [epub, site]\n"
    )
    build(folder)
    root = tree(folder / "dist/site/read/spring.html")
    assert root.get("lang") == language
    (data,) = root.xpath("//script[@id='Words']/text()")
    assert json.loads(data)["language"] == words
    (way,) = root.xpath("//a[@class='skip-link']")
    assert way.get("lang", language).partition("-")[0] == words


HOSTILE = """\
title: '"><script>alert(1)</script> & </title>'
subtitle: "<u>bold</u>'\\""
authors: ['A. <Writer>', "O'Neill & Co"]
language: ar
date: 2026-11-24
modified: 2026-11-24T00:00:00Z
description: '</script><!-- ]]>'
subjects: ['a"b']
narration: {text: quiet}
site: {url: 'https://example.org/%D9%83/'}
"""


def test_what_a_manuscript_says_is_never_taken_for_markup(publication_folder: Write) -> None:
    chapters = {
        "manuscript/01-spring.md": "# ស្ពឺ \\<script>a(2)\\</script> {#a}\n\nA \\<u> & [way](#b).[^1]\n\n[^1]: \\<i>\n",
        "manuscript/02-summer.md": '# "Summer" {#b}\n\n`</script>` 😀 and [back](01-spring.md).\n',
        "voices/quiet.yaml": "engine: silence\nlanguage: ar\n",
    }
    folder = publication_folder(chapters, publication=HOSTILE)
    build(folder)
    site = folder / "dist/site"
    for page in pages(site):
        root = tree(page)
        assert root.get("dir") == "rtl"
        assert not list(root.iter("u", "i"))
        for script in root.iter("script"):
            assert "alert" not in (script.text or "") or json.loads(script.text)
        assert root.find("head/title").text.startswith(('"><script>', "ស្ពឺ", '"Summer"', "About", "The"))
    for link in links(site):
        assert (site / link.target).is_file(), f"{link.page}: {link.written}"


def test_what_a_manuscript_says_leaves_the_pages_valid(publication_folder: Write) -> None:
    folder = publication_folder(publication=HOSTILE)
    build(folder)
    assert complaints(pages(folder / "dist/site")) == []


def test_the_content_note_goes_before_the_description_wherever_it_is_shown(garden: Path, site: Path) -> None:
    root = tree(site / "index.html")
    for found in root.xpath("//meta[@name='description' or @property='og:description']/@content"):
        assert found.startswith("Content note: One page mentions a hard frost.")
    for chapter in ("spring", "title-page"):
        (way,) = tree(site / f"read/{chapter}.html").xpath("//header//a[@class='noted']")
        assert way.get("href") == "content-note.html"


@pytest.mark.parametrize("title", ["Words", "Text", "Player"])
def test_a_chapter_may_have_any_name(publication_folder: Write, title: str) -> None:
    chapter = {"manuscript/03.md": f"# {title}\n\nMore.\n\n## {title}\n\nAnd more.\n"}
    folder = publication_folder(chapter, publication=f"{PUBLICATION}editions: [epub, site]\n")
    build(folder)
    for page in pages(folder / "dist/site"):
        ids = [element.get("id") for element in tree(page).iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_a_site_that_a_partial_build_leaves_behind_is_told(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub, site]\n")
    build(folder)
    (folder / "manuscript/01-spring.md").write_text("# Spring\n\nIt is warm now.\n")
    partly = pipeline.build(pipeline.read(folder), names=["epub"], cache=folder.parent / "cache", jobs=1)
    assert "site-left" in [finding.code for finding in partly.findings]
    again = pipeline.build(pipeline.read(folder), names=["epub"], cache=folder.parent / "cache", jobs=1)
    assert "site-left" not in [finding.code for finding in again.findings]


def test_an_edition_that_is_named_beside_the_site_is_made_and_shown(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}editions: [mp3, site]\n")
    pipeline.build(pipeline.read(folder), names=["epub", "site"], cache=folder.parent / "cache", jobs=1)
    assert (folder / "dist/site/downloads/the-kitchen-garden.epub").is_file()


@pytest.mark.parametrize(("asked", "severity"), [("", "note"), ("podcast: {explicit: no}\n", "warning")])
def test_a_site_without_a_player_says_why(publication_folder: Write, asked: str, severity: str) -> None:
    settings = f"{PUBLICATION}editions: [m4b, site]\nsite: {{url: 'https://a.test/b'}}\n{asked}"
    (told,) = [
        finding for finding in build(publication_folder(publication=settings)).findings if "player" in finding.code
    ]
    assert told.severity == severity
    assert "mp3" in told.message


def test_what_a_page_needs_is_kept_for_reading_offline(publication_folder: Write) -> None:
    folder = publication_folder(publication=f"{PUBLICATION}site: {{url: 'https://a.test/b'}}\n")
    build(folder)
    site = folder / "dist/site"
    kept = (site / "sw.js").read_text().partition("\n")[0]
    for link in links(site):
        if not link.target.startswith("downloads/") and link.target.endswith((".html", ".css", ".js", ".svg", ".png")):
            assert f'"{link.target}' in kept, link


def test_links_of_the_content_note_lead_where_they_led(publication_folder: Write) -> None:
    note = "content_note: |\n  One page [mentions](#summer) frost, and <https://example.org/> helps.\n"
    folder = publication_folder(publication=f"{PUBLICATION}editions: [epub, site]\n{note}")
    build(folder)
    site = folder / "dist/site"
    (shown,) = tree(site / "index.html").find_class("notice")
    written = [address for _, _, address, _ in shown.iterlinks()]
    assert [address.partition("#")[0] for address in written] == ["read/summer.html", "https://example.org/", ""]
    for link in links(site):
        assert (site / link.target).is_file(), f"{link.page}: {link.written}"
