"""`cjpublish check` from end to end: what it takes, what it says, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import cjpublish
from cjpublish import pipeline
from cjpublish.cli import main
from cjpublish.errors import InputError, Severity
from planted import Good, replaced

QUICK = ["--no-tools", "--no-sound"]


def codes(path: Path, cache: Path) -> set[str]:
    found = cjpublish.check(path, tools=False, sound=False, cache=cache).examination.findings
    return {finding.code for finding in found if finding.severity is Severity.ERROR}


def test_a_good_publication_is_fit(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(good.publication()), *QUICK]) == 0
    said = capsys.readouterr().err
    assert "error:" not in said
    assert "warning:" not in said


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 1)])
def test_the_exit_code_follows_the_threshold(threshold: str, code: int, good: Good) -> None:
    folder = good.publication({"dist/the-kitchen-garden.txt": None})
    assert main(["check", str(folder), *QUICK, "--fail-on", threshold]) == code


def test_an_error_is_told_with_its_code_and_hint(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    change = replaced("kitchen-garden\n", "flower-garden\n")
    assert main(["check", str(good.publication({"manuscript/publication.yaml": change})), *QUICK]) == 1
    said = capsys.readouterr().err
    assert "[E90]" in said
    assert "hint:" in said


def test_a_manuscript_that_can_not_be_read_is_a_finding(good: Good) -> None:
    folder = good.manuscript({"manuscript/publication.yaml": replaced("authors", "autors")})
    findings = cjpublish.check(folder, cache=good.folder / "cache").examination.findings
    assert any("autors" in finding.message and finding.severity is Severity.ERROR for finding in findings)


def test_nothing_to_check_is_an_error_of_the_command(tmp_path: Path) -> None:
    for path in (tmp_path / "not-there", tmp_path):
        with pytest.raises(InputError):
            cjpublish.check(path)
        assert main(["check", str(path)]) == 2


def _named(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_what_is_no_epub_is_a_finding(good: Good, tmp_path: Path) -> None:
    book = good.edition().read_bytes()
    sound = (good.built / "dist/the-kitchen-garden.mp3").read_bytes()
    bad = {
        "text.epub": b"This is no EPUB.\n",
        "empty.epub": b"",
        "half.epub": book[: len(book) // 2],
        "sound.epub": sound,
    }
    for name, content in bad.items():
        assert codes(_named(tmp_path, name, content), tmp_path / "cache"), name
    with zipfile.ZipFile(tmp_path / "zip.epub", "w") as archive:
        archive.writestr("a.txt", "nothing of a book")
    assert codes(tmp_path / "zip.epub", tmp_path / "cache")


def test_a_huge_epub_is_checked_without_being_held(good: Good, tmp_path: Path) -> None:
    """Two gigabytes that take no room on the disk: a stored entry of zeros, where the file system keeps holes."""
    huge = tmp_path / "huge.epub"
    shutil.copyfile(good.edition(), huge)
    with zipfile.ZipFile(huge, "a", zipfile.ZIP_STORED) as archive:
        entry = zipfile.ZipInfo("EPUB/huge.mp3")
        with archive.open(entry, "w", force_zip64=True) as stream:
            block = bytes(1 << 20)
            for _ in range(2048):
                stream.write(block)
    assert huge.stat().st_size > 2 << 30
    examination = cjpublish.check(huge, tools=False, sound=False, cache=tmp_path / "cache").examination
    assert examination.files[0].size == huge.stat().st_size
    assert any("huge.mp3" in finding.message or "huge.mp3" in str(finding.source) for finding in examination.findings)


def test_what_is_left_out_is_said_and_no_tool_that_is_missing_counts_as_a_pass(
    good: Good, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cjpublish.checks import tools
    from cjpublish.checks.results import Unchecked

    monkeypatch.setattr(tools, "available", lambda tool: Unchecked(tool, f"{tool} is not installed", "install it"))
    assert main(["check", str(good.edition()), "--no-sound"]) == 2
    said = capsys.readouterr().err
    assert "EPUBCheck is not installed" in said
    assert "Ace is not installed" in said
    assert main(["check", str(good.folder / "the-kitchen-garden.epub"), *QUICK]) == 0


def test_a_file_that_nothing_is_known_about_is_no_pass(tmp_path: Path) -> None:
    path = _named(tmp_path, "notes.txt", b"A few words.\n")
    assert main(["check", str(path), "--cache", str(tmp_path / "cache")]) == 2


def test_a_build_says_what_its_look_at_itself_found(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.manuscript({"manuscript/02-summer.md": replaced("the chapter about spring", "click here")})
    assert main(["-C", str(folder), "epub", "--cache", str(good.folder / "cache")]) == 0
    assert "click here" in capsys.readouterr().err
    assert "click here" in (folder / "dist/report.html").read_text()


def test_an_unchanged_build_looks_at_nothing_again(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = good.publication()
    cache = good.built.parent / "cache"
    first = pipeline.build(pipeline.read(folder), cache=cache).checked
    before = (folder / "dist/report.html").stat().st_mtime_ns

    def fail(*_: object) -> None:
        raise AssertionError("looked at again")

    monkeypatch.setattr("cjpublish.examining.examine.examine", fail)
    assert pipeline.build(pipeline.read(folder), cache=cache).checked == first
    assert (folder / "dist/report.html").stat().st_mtime_ns == before


def test_results_as_json_and_sarif(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    sarif = good.folder / "found.sarif"
    folder = good.publication({"dist/the-kitchen-garden.txt": None})
    assert main(["check", str(folder), *QUICK, "--json", "--sarif", str(sarif)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in told["findings"] if finding["severity"] == "warning"] == ["E92"]
    results = json.loads(sarif.read_text())["runs"][0]["results"]
    assert "E92" in {result["ruleId"] for result in results}


def test_a_report_of_one_file_goes_where_it_is_asked_for(good: Good) -> None:
    page = good.folder / "page.html"
    checked = cjpublish.check(good.edition(), tools=False, sound=False, report=page)
    assert checked.report == page
    assert "<!DOCTYPE html>" in page.read_text()
    assert sorted(os.listdir(good.folder)) == ["page.html", "the-kitchen-garden.epub"]


def test_a_check_forgets_nothing_that_was_made(good: Good) -> None:
    """What has been lost or changed stays on the list: it is told again, and the next build makes it again."""
    folder = good.publication({"dist/the-kitchen-garden.txt": None, "dist/the-kitchen-garden.vtt": b"WEBVTT\n"})
    cache = good.built.parent / "cache"
    for _ in range(2):
        found = cjpublish.check(folder, tools=False, sound=False, cache=cache).examination.findings
        assert {"E91", "E92"} <= {finding.code for finding in found}
    (folder / "dist/the-kitchen-garden.vtt").unlink()
    pipeline.build(pipeline.read(folder), cache=cache)
    assert (folder / "dist/the-kitchen-garden.txt").is_file()


def test_a_report_says_what_is_found_now(good: Good) -> None:
    listed = "\nsoil.svg:\n  alt: Three layers of soil, the darkest on top.\n"
    folder = good.publication({"manuscript/images/images.yaml": lambda content: content + listed.encode()})
    for name in ("soil", "worm"):
        shutil.copyfile(folder / "manuscript/images/beds.svg", folder / f"manuscript/images/{name}.svg")
    cache = good.built.parent / "cache"
    for name in ("soil", "worm"):
        pipeline.build(pipeline.read(folder), cache=cache)
        assert f"{name}.svg" in (folder / "dist/report.html").read_text()
        pictures = folder / "manuscript/images/images.yaml"
        pictures.write_text(pictures.read_text().replace("soil.svg", "worm.svg"))


def test_where_nothing_was_made_that_is_no_pass(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(good.manuscript()), *QUICK]) == 2
    assert "nothing that cjpublish has made" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--report", "--sarif"])
def test_a_result_never_takes_the_place_of_something_else(option: str, good: Good) -> None:
    book = good.edition()
    before = book.read_bytes()
    assert main(["check", str(book), *QUICK, option, str(book)]) == 2
    assert main(["check", str(book), *QUICK, option, str(good.folder / "nowhere/result")]) == 2
    assert book.read_bytes() == before
    for _ in range(2):  # an older result may be replaced
        assert main(["check", str(book), *QUICK, option, str(good.folder / "result")]) == 0


def test_what_can_not_be_listened_to_is_no_pass(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(good.edition()), *QUICK, "--listen"]) == 2
    assert "not checked: Listening" in capsys.readouterr().err


def test_a_path_that_leads_nowhere_is_an_error_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert main(["check", str(tmp_path / "loop")]) == 2
    assert main(["check", "~nobody-of-this-name/book.epub"]) == 2


def test_a_file_that_can_not_be_read_is_said_and_the_others_are_checked(good: Good) -> None:
    folder = good.edition().parent
    (folder / "self.mp3").symlink_to("/proc/self/mem")
    examination = cjpublish.check(folder, tools=False, sound=False, cache=good.built.parent / "cache").examination
    assert [file.name for file in examination.files] == ["the-kitchen-garden.epub"]
    assert [left.what for left in examination.unchecked if left.wanted] == ["self.mp3"]


def test_a_list_of_sums_of_somebody_else_is_none_of_ours(good: Good) -> None:
    book = good.edition()
    (book.parent / "SHA256SUMS").write_text("0" * 64 + "  the-kitchen-garden.epub\n")
    assert main(["check", str(book.parent), *QUICK]) == 0
    assert not (book.parent / "report.html").exists()


def test_results_alone_are_held_against_their_list(good: Good) -> None:
    folder = good.publication({"dist/the-kitchen-garden.txt": None}) / "dist"
    found = cjpublish.check(folder, tools=False, sound=False, cache=good.built.parent / "cache").examination.findings
    assert "E92" in {finding.code for finding in found}


def test_other_files_in_a_folder_are_said_not_to_be_checked(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.edition().parent
    _named(folder, "letter.txt", "\ufeffHello".encode("utf-16"))
    _named(folder, "picture.mp4", b"\0\0\0\x1cftypavif" + bytes(40))
    assert main(["check", str(folder), *QUICK]) in (0, 1)
    assert "letter.txt" in capsys.readouterr().err


def test_out_is_for_publications(good: Good) -> None:
    assert main(["check", str(good.edition()), *QUICK, "--out", str(good.folder)]) == 2
    assert main(["check", str(good.manuscript()), *QUICK, "--out", str(good.folder / "dits")]) == 2


def _without_rights(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a check as somebody whom the modes of files stop, which they don't with root."""
    rights = "-dac_override,-dac_read_search"
    obeying = ["setpriv", "--bounding-set", rights, "--inh-caps", rights] if os.geteuid() == 0 else []
    if obeying and not shutil.which("setpriv"):
        pytest.skip("root is stopped by nothing here")
    command = [*obeying, sys.executable, "-m", "cjpublish", "check", *QUICK, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


@pytest.mark.parametrize("option", ["--report", "--sarif"])
@pytest.mark.parametrize(("mode", "why"), [(0o000, "Permission denied"), (0o555, "you may not write in this folder")])
def test_a_result_that_can_not_be_written_is_said_first(option: str, mode: int, why: str, good: Good) -> None:
    book = good.edition()
    locked = good.folder / "locked"
    locked.mkdir()
    locked.chmod(mode)
    done = _without_rights(option, "locked/result", book.name, folder=good.folder)
    locked.chmod(0o755)
    assert done.returncode == 2
    first, hint = done.stderr.splitlines()
    assert first == f"locked/result: error: a result can't go here: {why}"
    assert "may write" in hint


@pytest.mark.parametrize("target", ["shut/book.epub", "shut", "mine.vtt"])
def test_what_may_not_be_read_is_named_as_it_was_typed(target: str, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    _named(tmp_path, "shut/book.epub", b"")
    _named(tmp_path, "mine.vtt", b"WEBVTT\n").chmod(0)
    (tmp_path / "shut").chmod(0)
    done = _without_rights(target, folder=tmp_path)
    (tmp_path / "shut").chmod(0o755)
    assert done.returncode == 2
    first, hint = done.stderr.splitlines()
    assert first == f"{target}: error: you may not read this"
    assert "hint:" in hint


def test_a_folder_inside_that_may_not_be_read_is_said_and_the_others_are_checked(tmp_path: Path) -> None:
    _named(tmp_path, "words.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nA word.\n")
    (tmp_path / "shut").mkdir(mode=0)
    done = _without_rights(folder=tmp_path)
    (tmp_path / "shut").chmod(0o755)
    assert done.returncode == 2
    assert "not checked: shut/: it can't be read: Permission denied\n    hint: " in done.stderr
    assert "1 file looked at" in done.stdout


def test_a_link_that_leads_nowhere_is_named_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("book.epub").symlink_to("nowhere")
    assert main(["check", "book.epub"]) == 2
    assert capsys.readouterr().err.startswith("book.epub: error: this link leads nowhere\n    hint: ")


def test_what_is_no_file_in_a_folder_is_not_passed_over(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.edition().parent
    (folder / "broken.epub").symlink_to("nowhere")
    (folder / "elsewhere").symlink_to("..")
    os.mkfifo(folder / "pipe.epub")
    assert main(["check", str(folder), *QUICK]) == 2
    said = capsys.readouterr().err
    assert "not checked: broken.epub: this link leads nowhere\n    hint: " in said
    assert "not checked: elsewhere: it is a link to a folder, which is not followed\n    hint: " in said
    assert "not checked: pipe.epub: this is neither a file nor a folder\n    hint: " in said


def test_where_no_file_was_looked_at_nothing_is_called_fit(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(good.manuscript()), *QUICK]) == 2
    assert "could not be checked (0 files looked at" in capsys.readouterr().out


def test_a_result_may_go_to_a_device(good: Good) -> None:
    assert main(["check", str(good.edition()), *QUICK, "--sarif", os.devnull]) == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("text.epub", b"This is no EPUB.\n", "its content is text"),
        ("empty.epub", b"", "the file is empty"),
        ("half.lpf", b"PK\x03\x04", "damaged"),
        ("half.epub", b"PK\x03\x04", "damaged"),
    ],
)
def test_what_is_damaged_is_told_once(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(_named(tmp_path, name, content)), *QUICK]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "not checked: Other files" not in told


def test_text_that_is_called_captions_is_no_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(_named(tmp_path, "words.vtt", b"Some words.\n")), *QUICK]) == 2
    assert "not checked: Other files: words.vtt" in capsys.readouterr().err


def test_where_a_file_could_not_be_read_nothing_is_called_fit(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.edition().parent
    (folder / "self.mp3").symlink_to("/proc/self/mem")
    assert main(["check", str(folder), *QUICK]) == 2
    assert "could not be checked in full (1 file looked at" in capsys.readouterr().out


def test_a_name_that_is_no_text_keeps_its_bytes(tmp_path: Path) -> None:
    book = tmp_path / os.fsdecode(b"x\xff.epub")
    book.write_bytes(b"This is no EPUB.\n")
    page, log = tmp_path / "page.html", tmp_path / "log"
    assert main(["check", str(book), *QUICK, "--report", str(page), "--sarif", str(log), "--json"]) == 1
    assert '"x%FF.epub"' in log.read_text()
    assert page.is_file()
    assert main(["check", str(book.parent), *QUICK]) == 1


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("authors: [A. Writer]\neditions: [epub, site]\nnarration: {text: quiet}\n", "The ground is cold."),
        ("authors: [Ann & Bob]\nnarration: {text: quiet}\n", "Marks & Spencer say that 3 < 5."),
        (
            "authors: [A. Writer]\nnarration: {text: quiet, notes: skip}\n",
            "The ground is cold.[^1]\n\n[^1]: Nor are we.",
        ),
    ],
    ids=["a site", "signs", "notes left out"],
)
def test_a_build_that_is_as_it_should_be_is_not_wronged(
    publication_folder: Callable[..., Path], settings: str, text: str
) -> None:
    about = f"title: The Kitchen Garden\nlanguage: en\ndate: 2026-11-24\n{settings}"
    folder = publication_folder({"manuscript/01-spring.md": f"# Spring\n\n{text}\n"}, publication=about)
    cache = folder.parent / "cache"
    built = pipeline.build(pipeline.read(folder), cache=cache, jobs=1)
    checked = cjpublish.check(folder, cache=cache, tools=False, sound=False)
    together = ("M01", "E9", "W7", "S7")
    for finding in (*built.checked, *checked.examination.findings):
        assert not finding.code.startswith(together), finding
