"""Several publications in one place: read together, built each on its own, and shown by one site, all or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html

from cjpublish.cli import main
from libraries import LIBRARY, URL, put, write

Build = Callable[..., int]
GARDEN = "garden/manuscript/publication.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "library")


@pytest.fixture
def build(root: Path, tmp_path: Path) -> Build:
    def run(*words: str) -> int:
        return main(["build", "-C", str(root), "--cache", str(tmp_path / "cache"), *words])

    return run


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file and folder below a folder, with what changes when it is made or a file is written."""
    found = {each: each.stat() for each in folder.rglob("*")}
    return {str(each): (told.st_ino, 0 if each.is_dir() else told.st_mtime_ns) for each, told in found.items()}


def nothing_made(root: Path) -> bool:
    return not list(root.rglob("dist"))


def page(file: Path) -> Any:
    return html.fromstring(file.read_bytes())


def titles(root: Path) -> list[str]:
    return [each.text_content() for each in page(root / "dist/site/index.html").xpath("//ul[@class='books']//h3")]


def test_each_publication_is_built_on_its_own_and_shown_by_one_site(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    told = capsys.readouterr()
    assert "Publication 2 of 2: The " in told.err
    assert "The Garden Library: 2 publications; the library's site is in" in told.out
    for folder, slug in (("field", "the-field"), ("garden", "the-kitchen-garden")):
        own, shown = root / folder / "dist", root / "dist/site" / slug
        assert (own / f"{slug}.epub").samefile(shown / f"downloads/{slug}.epub")
        assert (own / "site/index.html").samefile(shown / "index.html")
        canonical = page(shown / "index.html").xpath("//link[@rel='canonical']/@href")
        assert canonical == [f"{URL}{slug}/"]
        feed = etree.parse(shown / "opds.xml")
        assert feed.find("{*}author/{*}uri").text == f"{URL}{slug}/"
    assert (root / "dist/SHA256SUMS").is_file()


def test_a_publication_is_the_same_alone_but_for_the_address_of_its_site(root: Path, build: Build) -> None:
    assert build() == 0
    file = root / "garden/dist/the-kitchen-garden.epub"
    before = file.read_bytes()
    assert build("-C", str(root / "garden")) == 0
    assert file.read_bytes() == before


def test_every_link_of_the_site_leads_to_a_file(root: Path, build: Build) -> None:
    assert build() == 0
    site = root / "dist/site"
    checked = 0
    for file in (site / "index.html", *site.glob("*/index.html")):
        for address in page(file).xpath("//@href | //@src"):
            local = address.removeprefix(URL)
            place = site / local if local != address else file.parent / address
            if "://" in local or address.startswith("#"):
                continue
            path = unquote(str(place).partition("#")[0])
            assert Path(path).is_file() or (Path(path) / "index.html").is_file(), f"{file}: {address}"
            checked += 1
    feed = etree.parse(site / "opds.xml")
    hrefs = [each.get("href") for each in feed.iter("{*}link")]
    sitemaps = [each.text or "" for each in etree.parse(site / "sitemap.xml").iter("{*}loc")]
    for address in (*hrefs, *sitemaps):
        place = site / unquote(address.removeprefix(URL))
        assert place.is_file() or (place / "index.html").is_file(), address
    assert checked > 20
    assert len(sitemaps) == 3


def test_each_publications_page_leads_back_to_the_library(root: Path, build: Build) -> None:
    assert build() == 0
    for name in ("the-field", "the-kitchen-garden"):
        file = root / "dist/site" / name / "index.html"
        (back,) = page(file).xpath("//a[contains(., 'The Garden Library')]")
        assert (file.parent / back.get("href")).resolve() == root / "dist/site/index.html"


def test_all_publications_are_in_the_feeds(root: Path, build: Build) -> None:
    assert build() == 0
    feed = etree.parse(root / "dist/site/opds.xml")
    assert [each.findtext("{*}title") for each in feed.iter("{*}entry")] == ["The Kitchen Garden", "The Field"]
    told = json.loads((root / "dist/site/opds.json").read_text(encoding="utf-8"))
    assert told["metadata"]["title"] == "The Garden Library"
    assert [each["metadata"]["title"] for each in told["publications"]] == ["The Kitchen Garden", "The Field"]


def test_faults_of_all_publications_are_told_at_once_and_those_that_are_whole_are_built(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(root / GARDEN, "authors:", "autors:")
    put(root, {"field/manuscript/01.md": "# The Field\n\n![Beds](images/none.png)\n"})
    shutil.copytree(root / "field", root / "meadow")
    put(root, {"meadow/manuscript/01.md": "# The Meadow\n\nIt is green.\n"})
    before = state(root / "field"), state(root / "garden")
    assert build() == 2
    told = capsys.readouterr()
    assert f"{GARDEN}:2:1: error: unknown key 'autors'" in told.err
    assert "field/manuscript/01.md:3:1: error:" in told.err
    assert "The Garden Library: 2 of 3 publications could not be built; the library's site is in" in told.out
    assert (state(root / "field"), state(root / "garden")) == before
    assert titles(root) == ["The Field"]
    assert (root / "dist/site/the-field/index.html").samefile(root / "meadow/dist/site/index.html")


def test_a_fault_of_the_library_is_told_before_anything_is_made(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, {"library.yaml": f"{LIBRARY}titel: x\n"})
    before = state(root)
    assert build() == 2
    assert "library.yaml:3:1: error: unknown key 'titel'" in capsys.readouterr().err
    assert state(root) == before


def test_what_feeds_need_is_asked_for_by_its_key(root: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    put(root, {"library.yaml": "title: The Garden Library\n"})
    assert build() == 2
    assert "library.yaml:1:1: error: 'url' is missing" in capsys.readouterr().err
    put(root, {"library.yaml": "title: The Garden Library\nurl: here\n"})
    assert build() == 2
    assert "library.yaml:2:6: error: 'url' is not the web address of a folder: 'here'" in capsys.readouterr().err
    assert nothing_made(root)


def test_a_library_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, {"library.yaml": LIBRARY})
    assert main(["build", "-C", str(tmp_path)]) == 2
    assert "library.yaml:1:1: error: there is no publication in this library" in capsys.readouterr().err
    put(tmp_path, {"library.yaml": f"{LIBRARY}publications: []\n"})
    assert main(["build", "-C", str(tmp_path)]) == 2
    assert "library.yaml:3:1: error: no publication is listed" in capsys.readouterr().err


def test_every_fault_of_the_list_has_its_place(root: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "empty").mkdir()
    put(
        root,
        {"library.yaml": f"{LIBRARY}publications:\n- garden\n- gardn\n- ../elsewhere\n- empty\n- ./garden\n- .\n"},
    )
    assert build() == 2
    told = capsys.readouterr().err
    assert "library.yaml:5:3: error: the folder 'gardn' is missing\n    hint: did you mean 'garden'?" in told
    assert "library.yaml:6:3: error: '../elsewhere' is no folder within the library's own" in told
    assert "library.yaml:7:3: error: there is no folder `manuscript` in 'empty'" in told
    assert "library.yaml:8:3: error: './garden' is listed twice" in told
    assert "library.yaml:9:3: error: '.' is no folder within the library's own" in told
    assert nothing_made(root)


def test_a_library_is_no_publication_itself(root: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "manuscript").mkdir()
    assert build() == 2
    assert "library.yaml:1:1: error: a library's own folder can't be a publication too" in capsys.readouterr().err


def test_two_publications_with_one_slug_are_an_error(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(root / GARDEN, "title:", "slug: the-field\ntitle:")
    assert build() == 2
    assert f"{GARDEN}: error: the slug 'the-field' is also that of 'field'" in capsys.readouterr().err
    assert not (root / "dist").exists()


def test_two_publications_with_one_identifier_are_an_error(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("garden", "field"):
        edited(root / f"{name}/manuscript/publication.yaml", "title:", "identifier: urn:isbn:9780306406157\ntitle:")
    assert build() == 2
    told = capsys.readouterr().err
    assert f"{GARDEN}: error: the identifier 'urn:isbn:9780306406157' is also that of 'field'" in told
    assert "hint: give one of them another with `identifier: …`" in told
    assert not (root / "dist").exists()


def test_a_publication_can_not_take_the_place_of_the_librarys_own_files(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    own = {each.name for each in (root / "dist/site").iterdir() if each.is_dir()} - {"the-field", "the-kitchen-garden"}
    assert own
    for name in own:
        edited(root / GARDEN, "title:", f"slug: {name}\ntitle:")
        assert build() == 2
        assert f"{GARDEN}: error: the slug '{name}' is the name of a folder" in capsys.readouterr().err


def test_a_link_out_of_the_library_is_left_out_and_nothing_is_written_behind_it(
    root: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = write(tmp_path / "elsewhere") / "garden"
    shutil.rmtree(root / "garden")
    (root / "garden").symlink_to(elsewhere)
    (root / "up").symlink_to("..")
    put(tmp_path, {"manuscript/01.md": "# Up\n\nHere.\n"})
    before = state(elsewhere)
    assert build("--strict") == 4
    assert build() == 0
    told = capsys.readouterr().err
    assert "garden: warning: the link 'garden' leads to no folder within the library's own" in told
    assert "up: warning: the link 'up' leads to no folder" in told
    assert titles(root) == ["The Field"]
    assert state(elsewhere) == before
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("command", ["check", "plan"])
def test_what_is_done_to_one_publication_is_not_done_to_a_library(
    root: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, {GARDEN: "titel: [\n"})
    monkeypatch.chdir(root)
    assert main([command]) == 2
    told = capsys.readouterr()
    where = " -C" if command == "plan" else ""
    assert "this is a library: " in told.err
    assert "its publications one by one" in told.err
    assert f"`cjpublish {command}{where} field`, `cjpublish {command}{where} garden`" in told.err
    assert "fit to publish" not in told.out


def test_clean_says_that_the_results_of_publications_stay(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    assert main(["clean", "-C", str(root)]) == 0
    assert "What its publications have in folders `dist` of their own stays" in capsys.readouterr().err
    assert not (root / "dist/site").exists()
    assert (root / "garden/dist/site/index.html").exists()


def test_what_has_not_changed_is_not_written_again(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    before = state(root)
    capsys.readouterr()
    assert build() == 0
    assert state(root) == before
    told = capsys.readouterr().out
    assert "The Garden Library: 2 publications, nothing had changed; the library's site is in" in told
    assert told.count("nothing had changed") == 3


def test_a_change_in_one_publication_reaches_the_site_and_leaves_the_other(root: Path, build: Build) -> None:
    assert build() == 0
    other = state(root / "field")
    edited(root / GARDEN, "title: The Kitchen Garden", "slug: the-kitchen-garden\ntitle: A New Title")
    assert build() == 0
    assert titles(root) == ["A New Title", "The Field"]
    assert state(root / "field") == other


def test_a_publication_that_has_gone_is_gone_from_the_site(root: Path, build: Build) -> None:
    assert build() == 0
    put(root, {"library.yaml": f"{LIBRARY}publications: [garden]\n"})
    assert build() == 0
    assert titles(root) == ["The Kitchen Garden"]
    assert not (root / "dist/site/the-field").exists()
    assert (root / "field/dist/the-field.epub").is_file()


def test_files_of_the_publishers_own_stay(root: Path, build: Build) -> None:
    own = ("dist/site/CNAME", "dist/site/the-field/mine.txt", "dist/mine/notes.txt")
    put(root, dict.fromkeys(own, "mine"))
    assert build() == 0
    edited(root / GARDEN, "A. Writer", "Another Writer")
    assert build() == 0
    assert [(root / each).read_text(encoding="utf-8") for each in own] == ["mine"] * 3


def test_a_file_of_the_publishers_own_in_the_way_is_told_and_the_site_is_as_it_was(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, {"dist/site/index.html": "mine"})
    assert build() == 2
    assert "a file of your own stands where a result goes" in capsys.readouterr().err
    assert [each.name for each in (root / "dist").rglob("*") if each.is_file()] == ["index.html"]


@pytest.mark.slow
def test_a_publication_that_can_not_be_built_is_shown_as_it_was_and_the_others_as_they_are(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    before = state(root / "garden/dist/site")
    edited(root / "field/manuscript/publication.yaml", "title: The Field", "slug: the-field\ntitle: A Meadow")
    edited(root / GARDEN, "title: The", "slug: other\ntitle: The")
    put(root, {"garden/dist/other.epub": "mine"})
    capsys.readouterr()
    assert build() == 2
    told = capsys.readouterr().err
    assert "garden/dist/other.epub: error: a file of your own stands where a result goes" in told
    assert "garden: warning: it was not built, so the library's site shows what was built before" in told
    assert titles(root) == ["The Kitchen Garden", "A Meadow"]
    assert (root / "dist/site/the-kitchen-garden/index.html").samefile(root / "garden/dist/site/index.html")
    assert state(root / "garden/dist/site") == before


def test_what_was_never_built_whole_is_left_out_of_the_site(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(root / GARDEN, "authors:", "autors:")
    assert build() == 2
    assert "garden: warning: it was not built, and nothing of an earlier build is here" in capsys.readouterr().err
    assert titles(root) == ["The Field"]


def test_where_nothing_can_be_built_the_site_is_as_it_was(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("field", "garden"):
        edited(root / f"{name}/manuscript/publication.yaml", "authors:", "autors:")
    assert build() == 2
    told = capsys.readouterr()
    assert told.out == "The Garden Library: 2 of 2 publications could not be built; the library's site was left alone\n"
    assert nothing_made(root)


def test_the_newest_comes_first_unless_the_publisher_has_put_them_in_order(root: Path, build: Build) -> None:
    assert build() == 0
    assert titles(root) == ["The Kitchen Garden", "The Field"]
    put(root, {"library.yaml": f"{LIBRARY}publications: [field, garden]\n"})
    assert build() == 0
    assert titles(root) == ["The Field", "The Kitchen Garden"]


def test_named_editions_leave_the_librarys_site_as_it_is(root: Path, build: Build) -> None:
    assert build("epub") == 0
    assert (root / "garden/dist/the-kitchen-garden.epub").is_file()
    assert not (root / "garden/dist/site").exists()
    assert not (root / "dist").exists()
    assert build("site") == 0
    before = state(root / "dist")
    edited(root / GARDEN, "A. Writer", "Another Writer")
    assert build("epub") == 0
    assert state(root / "dist") == before


def test_an_edition_that_there_is_not_is_told_before_anything_is_made(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("epob") == 2
    assert "epob" in capsys.readouterr().err
    assert nothing_made(root)


@pytest.mark.slow
def test_a_narration_stands_in_the_site_too(root: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("field", "garden"):
        edited(root / name / "manuscript/publication.yaml", "editions: [epub]", "editions: [mp3, captions]")
    assert build("--jobs", "1", "--voice", "quiet") == 0
    assert list((root / "dist/site/the-field/downloads/the-field-mp3").glob("*.mp3"))
    assert (root / "dist/site/the-field/podcast.xml").is_file()
    text = page(root / "dist/site/index.html").text_content()
    assert "1 minute to listen to" in text
    assert "Formats: MP3" in " ".join(text.split())


def test_a_voice_that_one_of_them_has_not_is_told_and_the_others_are_built(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, {"garden/voices/loud.yaml": "engine: silence\n"})
    edited(root / GARDEN, "editions: [epub]", "editions: [mp3]")
    assert build("--voice", "loud") == 2
    told = capsys.readouterr().err
    assert "field: error: there is no voice 'loud'" in told
    assert "garden: error" not in told
    assert titles(root) == ["The Kitchen Garden"]


def test_results_can_go_elsewhere_but_not_over_the_publications(
    root: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("--out", str(tmp_path / "web")) == 0
    assert (tmp_path / "web/site/index.html").is_file()
    assert (root / "garden/dist/site/index.html").is_file()
    assert not (root / "dist").exists()
    for place in (root, root / "garden", root / "garden/dist"):
        before = state(root)
        assert build("--out", str(place)) == 2
        assert "the library's results can't go here" in capsys.readouterr().err
        assert state(root) == before


def test_warnings_are_errors_where_that_is_asked_for(
    root: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("field", "garden"):
        edited(root / name / "manuscript/publication.yaml", "language: en\n", "")
    assert build("--strict") == 4
    told = capsys.readouterr().err
    assert "garden/manuscript/publication.yaml:1:1: warning: 'language' is missing" in told
    assert "field/manuscript/publication.yaml:1:1: warning: 'language' is missing" in told
    assert nothing_made(root)


def test_json_is_one_document_and_quiet_is_quiet(root: Path, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["slug"] for each in told["publications"]] == ["the-field", "the-kitchen-garden"]
    assert all(each["files"] == each["fresh"] > 0 for each in told["publications"])
    assert str(root / "dist/site/index.html") in [each["path"] for each in told["site"]]
    assert build("--quiet") == 0
    told = capsys.readouterr()
    assert told.out == told.err == ""


def test_a_podcast_takes_its_address_from_the_library(root: Path, build: Build) -> None:
    edited(root / GARDEN, "editions: [epub]", "editions: [mp3, site]\npodcast: {category: History}")
    assert build() == 0
    feed = etree.parse(root / "dist/site/the-kitchen-garden/podcast.xml")
    assert feed.findtext("channel/link") == f"{URL}the-kitchen-garden/"
    assert build("-C", str(root / "garden")) == 2
