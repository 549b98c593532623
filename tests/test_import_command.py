"""`cjpublish import` and `cjpublish narrate`, from a file to a folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import cjpublish
from cjpublish.cli import main
from cjpublish.errors import DiskError, InputError

TEXT = """The Old Mill

By Ana Lopes

The mill stands at the bend of the river, where the water is slow in summer and loud in spring. It was built of grey
stone in 1841, and its wheel has been turned by four families since.

Whoever comes on foot takes the path along the bank. It is flat, and there is a bench at every bend, so that nobody has
to hurry. The last of the benches was made by the children of the village school.

Subscribe to our newsletter
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>The Old Mill</title></head><body><article><h1>The Old Mill</h1>
<p>The mill stands at the bend of the river, where the water is slow in summer and loud in spring.</p>
<figure><img src="mill.png"><figcaption>The mill in May.</figcaption></figure>
<p>Whoever comes on foot takes the path along the bank. It is flat, and there is a bench at every bend.</p>
</article></body></html>"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_text_becomes_a_manuscript_that_builds(source: Path, tmp_path: Path) -> None:
    imported = cjpublish.import_from(source, tmp_path / "mill")
    assert not imported.todo
    report = tmp_path / "mill" / "import-report.md"
    assert report in imported.made
    assert "Subscribe to our newsletter" in report.read_text(encoding="utf-8")
    publication = cjpublish.read(imported.folder)
    assert publication.metadata.title == "The Old Mill"
    assert publication.metadata.authors == ("Ana Lopes",)
    result = cjpublish.build(publication, names=["epub"], cache=tmp_path / "cache")
    assert [made.path.name for made in result.made] == ["the-old-mill.epub"]


def test_the_folder_is_named_after_the_title(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", "mill.txt"]) == 0
    assert (tmp_path / "the-old-mill" / "manuscript" / "publication.yaml").is_file()
    assert "Now: cjpublish -C the-old-mill" in capsys.readouterr().err


def test_an_existing_manuscript_is_replaced_only_by_force_and_then_as_a_whole(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "manuscript").mkdir(parents=True)
    (folder / "voices").mkdir()
    (folder / "manuscript" / "99-mine.md").write_text("# Mine\n", encoding="utf-8")
    (folder / "voices" / "narrator.yaml").write_text("engine: silence\n", encoding="utf-8")
    (folder / "notes.txt").write_text("to remember", encoding="utf-8")
    before = state(folder)
    with pytest.raises(InputError, match="there is a manuscript already"):
        cjpublish.import_from(source, folder)
    assert state(folder) == before
    cjpublish.import_from(source, folder, force=True)
    after = state(folder)
    assert "manuscript/99-mine.md" not in after
    assert "manuscript/publication.yaml" in after
    for kept in ("voices/narrator.yaml", "notes.txt"):
        assert after[kept] == before[kept]
    assert not [name for name in after if name.startswith(".")]


def test_a_manuscript_that_was_being_replaced_when_the_program_was_killed_is_put_back(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    (folder / ".manuscript.old").mkdir(parents=True)
    (folder / ".manuscript.old" / "99-mine.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(InputError, match="there is a manuscript already"):
        cjpublish.import_from(source, folder)
    assert state(folder) == {"manuscript/99-mine.md": b"# Mine\n"}


def test_what_a_killed_import_left_is_swept_up_a_day_later(source: Path, tmp_path: Path) -> None:
    for name, age in (("new", 0), ("old", 100_000)):
        left = tmp_path / f".cjpublish-import-{name}"
        left.mkdir()
        os.utime(left, (left.stat().st_atime - age, left.stat().st_mtime - age))
    cjpublish.import_from(source, tmp_path / "mill")
    assert [path.name for path in tmp_path.glob(".*")] == [".cjpublish-import-new"]


def test_a_source_in_the_manuscript_that_it_would_replace_is_refused(source: Path, tmp_path: Path) -> None:
    inside = tmp_path / "mine" / "manuscript" / "mill.txt"
    inside.parent.mkdir(parents=True)
    source.rename(inside)
    before = state(tmp_path)
    with pytest.raises(InputError, match="lies in the manuscript that it would replace"):
        cjpublish.import_from(inside, tmp_path / "mine", force=True)
    assert state(tmp_path) == before


def test_a_link_in_the_place_of_the_manuscript_is_no_manuscript_to_replace(source: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "01-mine.md").write_text("# Mine\n", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "manuscript").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="something of your own has the name"):
        cjpublish.import_from(source, tmp_path / "mine", force=True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["manuscript"]
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["01-mine.md"]


def test_a_folder_that_no_disk_can_hold_is_told_by_its_name_and_nothing_is_left(source: Path, tmp_path: Path) -> None:
    for name in ("x" * 300, "new/deep/" + "x" * 300):
        with pytest.raises(DiskError) as raised:
            cjpublish.import_from(source, tmp_path / name)
        assert name in str(raised.value)
    assert state(tmp_path).keys() == {"mill.txt"}
    assert not (tmp_path / "new").exists()


def test_a_home_of_nobody_is_a_name_like_any_other(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="there is no such file"):
        cjpublish.import_from("~nobody-of-this-name/mill.txt")
    assert cjpublish.import_from(source, "~nobody-of-this-name").folder == tmp_path / "~nobody-of-this-name"


def test_what_must_be_mended_is_told_once_and_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mill.md").write_text("# Mill\n\n![](a.png)\n\n![A wheel.](b.png)\n", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(png())
    assert main(["import", str(tmp_path / "mill.md"), "-o", str(tmp_path / "mill")]) == 0
    places = [line.split(": ") for line in capsys.readouterr().err.split("\n") if ": " in line]
    told = [(place, severity) for place, severity, *_ in places if severity in ("note", "warning", "error")]
    assert [severity for _, severity in told] == sorted((s for _, s in told), key=["note", "warning", "error"].index)
    lines = [place.split(".yaml:")[1].split(":")[0] for place, _ in told if "images.yaml" in place]
    assert sorted(lines) == sorted(set(lines))


def test_every_text_that_the_report_lists_is_counted(tmp_path: Path) -> None:
    text = "---\ntitle: Mill\nlang: en\nidentifier: urn:a<b\nlayout: post\n---\n\nStone.\n"
    (tmp_path / "mill.md").write_text(text, encoding="utf-8")
    imported = cjpublish.import_from(tmp_path / "mill.md", tmp_path / "mill")
    report = (imported.folder / "import-report.md").read_text(encoding="utf-8")
    listed = report.partition("## What was cut")[2]
    assert "urn:a<b" in listed
    assert "layout: post" in listed
    assert imported.cuts == sum(int(count) for count in re.findall(r"^### .*\((\d+)\)$", listed, re.MULTILINE))


def test_a_folder_without_a_manuscript_takes_one_in(source: Path, tmp_path: Path) -> None:
    cjpublish.import_from(source, tmp_path)
    assert source.read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "manuscript" / "publication.yaml").is_file()


def test_the_same_source_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    states = [state(cjpublish.import_from(source, tmp_path / name).folder) for name in ("a", "b")]
    assert states[0] == states[1]


def test_a_missing_alternative_text_is_refused_by_the_build_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "mill.png").write_bytes(png())
    folder = tmp_path / "mill"
    assert main(["import", str(tmp_path / "page.html"), "-o", str(folder)]) == 0
    written = (folder / "manuscript" / "images" / "images.yaml").read_text(encoding="utf-8")
    line = next(number for number, text in enumerate(written.split("\n"), 1) if "TODO" in text)
    place = f"manuscript/images/images.yaml:{line}:"
    shown = capsys.readouterr().err
    assert place in shown
    assert "mend what is marked as an error" in shown
    assert main(["build", "-C", str(folder), "epub"]) == 2
    assert place in capsys.readouterr().err
    assert not (folder / "dist").exists()


def test_narrate_imports_and_builds_at_once(source: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert main(["narrate", str(source), "epub", "-o", str(book), "--cache", str(tmp_path / "cache")]) == 0
    assert (book / "dist" / "the-old-mill.epub").is_file()


def test_an_edition_may_be_named_behind_an_option(source: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert main(["narrate", str(source), "-o", str(book), "epub", "--cache", str(tmp_path / "cache")]) == 0
    assert [path.name for path in (book / "dist").iterdir() if path.suffix == ".epub"] == ["the-old-mill.epub"]
    with pytest.raises(SystemExit):
        main(["narrate", str(source), "epub", "--no-such-option"])


def test_an_edition_that_there_is_not_is_told_before_anything_is_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["narrate", str(source), "epubb", "-o", str(tmp_path / "book")]) == 2
    assert "there is no 'epubb'" in capsys.readouterr().err
    assert not (tmp_path / "book").exists()


def test_narrate_tells_once_what_both_the_import_and_the_build_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mill.md").write_text("# Mill\n\nStone.\n\n![A wheel that turns.](b.png)\n", encoding="utf-8")
    book = tmp_path / "book"
    assert main(["narrate", str(tmp_path / "mill.md"), "epub", "-o", str(book), "--cache", str(tmp_path / "c")]) == 0
    shown = capsys.readouterr().err
    assert shown.count("manuscript/images/images.yaml:3") == 1


def test_narrate_leaves_the_manuscript_where_something_must_be_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "mill.png").write_bytes(png())
    book = tmp_path / "book"
    assert main(["narrate", str(tmp_path / "page.html"), "epub", "-o", str(book)]) == 2
    assert "TODO" in (book / "manuscript" / "images" / "images.yaml").read_text(encoding="utf-8")
    shown = capsys.readouterr().err
    assert str(book) in shown
    assert "images.yaml" in shown


def test_results_are_there_for_programs(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(source), "-o", str(tmp_path / "mill"), "--json", "--quiet"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["folder"] == str(tmp_path / "mill")
    assert result["todo"] == []
    assert result["cuts"] >= 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere.txt", "there is no such file"),
        ("https://example.org/page", "nothing is fetched from the network unless you ask"),
        (".", "this is a folder"),
    ],
)
def test_a_source_that_cant_be_read_is_one_clear_error(
    source: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", source]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"{source}: error: ")
    assert message in shown
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_that_cant_be_written_is_told(source: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(DiskError):
        cjpublish.import_from(source, locked / "mill")


def test_a_file_in_the_way_is_told(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a file"):
        cjpublish.import_from(source, source)
    with pytest.raises(DiskError):
        cjpublish.import_from(source, source / "mill")


def test_the_help_names_both_commands() -> None:
    shown = subprocess.run([sys.executable, "-m", "cjpublish", "--help"], capture_output=True, text=True, check=True)
    for command in ("import", "narrate"):
        assert f"cjpublish {command} " in shown.stdout


def state(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def png() -> bytes:
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (320, 200), (40, 90, 60)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_web_address_is_fetched_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    served = tmp_path / "served"
    served.mkdir()
    (served / "page.html").write_text(PAGE, encoding="utf-8")
    (served / "mill.png").write_bytes(png())
    handler = partial(SimpleHTTPRequestHandler, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert main(["import", f"{address}/page.html", "--fetch", "-o", str(tmp_path / "mill")]) == 0
        assert main(["import", f"{address}/nothing.html", "--fetch", "-o", str(tmp_path / "none")]) == 2
        server.shutdown()
    assert (tmp_path / "mill" / "manuscript" / "images" / "mill.png").read_bytes() == png()
    assert "this can't be fetched" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
