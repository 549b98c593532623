"""The command as people run it: output, exit codes, interruption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from cjpublish.cli import main
from cjpublish.cli.terminal import Terminal
from cjpublish.errors import Finding, Severity, Source
from conftest import PUBLICATION, Write

PROGRAM = (sys.executable, "-m", "cjpublish")


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))


def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, cwd=folder, check=False)


def test_a_build_needs_no_arguments(publication_folder: Write) -> None:
    folder = publication_folder()
    done = run(folder=folder)
    assert done.returncode == 0, done.stderr
    assert "the-kitchen-garden.epub" in done.stdout
    assert "Speaking: 100 %" in done.stderr
    assert (folder / "dist/SHA256SUMS").is_file()
    again = run(folder=folder)
    assert "nothing had changed" in again.stdout


def test_faults_go_to_standard_error_with_their_place_and_exit_code_2(publication_folder: Write) -> None:
    done = run(folder=publication_folder(publication=PUBLICATION + "autors: me\n"))
    assert done.returncode == 2
    assert done.stdout == ""
    place = "manuscript/publication.yaml:7:1"
    assert done.stderr.startswith(f"{place}: error: unknown key 'autors'\n    hint: did you mean")
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_manuscript_says_how_to_begin(tmp_path: Path) -> None:
    done = run(folder=tmp_path)
    assert done.returncode == 2
    assert "cjpublish new" in done.stderr


def test_json_is_one_document_on_standard_output(publication_folder: Write) -> None:
    folder = publication_folder()
    done = run("build", "epub", "--json", "--quiet", folder=folder)
    result = json.loads(done.stdout)
    assert [made["edition"] for made in result["made"]] == ["epub"]
    assert done.stderr == ""
    (folder / "manuscript/publication.yaml").write_text("titel: x\n")
    broken = run("--json", folder=folder)
    assert broken.returncode == 2
    assert {finding["code"] for finding in json.loads(broken.stdout)["findings"]} >= {"unknown-key", "missing-key"}


def test_strict_refuses_warnings_with_exit_code_4(publication_folder: Write) -> None:
    folder = publication_folder(publication=PUBLICATION.replace("language: en\n", ""))
    done = run("--strict", folder=folder)
    assert done.returncode == 4
    assert "'language' is missing" in done.stderr
    assert not (folder / "dist").exists()
    assert run(folder=folder).returncode == 0


def test_plan_speaks_nothing_and_shows_what_would_be_said(publication_folder: Write) -> None:
    folder = publication_folder()
    done = run("plan", "--text", folder=folder)
    assert done.returncode == 0
    assert "manuscript/01-spring.md:3" in done.stdout
    assert "The ground is cold." in done.stdout
    assert "clips to speak" in done.stdout
    assert not (folder / "dist").exists()


def test_voices_are_listed_and_one_can_be_heard(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder()
    assert "quiet" in run("voices", folder=folder).stdout
    sound = tmp_path / "x.wav"
    done = run("voices", "say", "There are 12 beds.", "-o", str(sound), folder=folder)
    assert done.returncode == 0, done.stderr
    assert "There are twelve beds." in done.stderr
    with wave.open(str(sound)) as opened:
        assert opened.getnframes() > 0


def test_new_makes_a_folder_that_builds(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("new", str(folder)).returncode == 0
    done = run("epub", "--strict", folder=folder)
    assert done.returncode == 0, done.stderr
    again = run("new", str(folder))
    assert again.returncode == 2
    assert "there is something here already" in again.stderr


def test_clean_deletes_what_was_made(publication_folder: Write) -> None:
    folder = publication_folder()
    run("epub", folder=folder)
    (folder / "dist/mine.txt").write_text("mine")
    assert run("clean", "--store", folder=folder).returncode == 0
    assert [path.name for path in (folder / "dist").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("kill", "sent"), [(os.kill, signal.SIGINT), (os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)]
)
def test_a_stop_is_quick_and_leaves_nothing_half_made(
    publication_folder: Write, kill: Callable[[int, int], None], sent: signal.Signals
) -> None:
    paragraphs = (f"This is paragraph {number}, and it is read out loud at some length." for number in range(400))
    text = "# Long\n\n" + "\n\n".join(paragraphs)
    folder = publication_folder(
        {"manuscript/01-spring.md": text, "voices/quiet.yaml": "engine: piper\nvoice: en_US-joe-medium\n"}
    )
    process = subprocess.Popen(PROGRAM, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)
    cache = folder.parent / "xdg/cjpublish"
    try:
        deadline = time.monotonic() + 60
        while len([path for path in cache.rglob("*") if path.is_file()]) < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        kill(process.pid, sent)
        start = time.monotonic()
        _, said = process.communicate(timeout=30)
        taken = time.monotonic() - start
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode == 130
    assert "run the same command" in said
    assert "Traceback" not in said
    assert taken < 5
    assert not (folder / "dist").exists()
    assert not list(folder.glob(".dist*"))
    assert not list(cache.rglob(".new-*"))


def test_help_teaches_the_first_steps(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert "cjpublish new my-article" in shown
    assert "exit codes" in shown


def _full(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command where standard output has no room."""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w") as full:
        return subprocess.run(
            [*PROGRAM, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=buffered,
            check=False,
        )


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [["plan"], ["plan", "--json"], ["voices"], ["--help"], ["--version"], ["plan", "--json", "-C", "nowhere"]],
    ids=" ".join,
)
def test_where_standard_output_is_full_that_is_said_once(arguments: list[str], publication_folder: Write) -> None:
    done = _full(*arguments, folder=publication_folder())
    assert done.returncode == 5
    assert done.stderr.splitlines()[-1].startswith("standard output: error: the disk refuses: ")
    assert done.stderr.count("standard output") == 1
    assert "Traceback" not in done.stderr


@needs_full
def test_where_standard_error_is_full_the_exit_code_tells(publication_folder: Write) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*PROGRAM, "plan"], stderr=full, cwd=publication_folder(publication="x"), check=False)
    assert done.returncode == 5


@pytest.mark.parametrize("arguments", [["plan", "--text"], ["plan", "--json"], ["--help"]], ids=" ".join)
def test_a_reader_who_goes_away_changes_nothing(arguments: list[str], publication_folder: Write) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, cwd=publication_folder(), check=False
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert b"Broken pipe" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--text"], ["--json"]], ids=" ".join)
def test_no_encoding_is_too_small(arguments: list[str], publication_folder: Write) -> None:
    folder = publication_folder({"manuscript/01-spring.md": "# Spring\n\nThe garden of Zoë — សៀវភៅ.\n"})
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*PROGRAM, "plan", *arguments], capture_output=True, text=True, cwd=folder, env=ascii_only, check=False
    )
    assert done.returncode == 0, done.stderr
    assert r"\u179f" in done.stdout
    if "--json" in arguments:
        assert any("សៀវភៅ" in each["text"] for each in json.loads(done.stdout)["said"])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("a\x9b31m\x7f\0", r"a\x9b31m\x7f\x00"),
        ("x\udcff.epub", r"x\xff.epub"),
        ("\ud800", r"\ud800"),
        ("\u202ebupe.\u2028", r"\u202ebupe.\u2028"),
        ("សៀវភៅ – Zoë’s 🌱", "សៀវភៅ – Zoë’s 🌱"),
    ],
)
def test_nothing_steers_a_terminal(text: str, seen: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(quiet=False, as_json=False)
    terminal.say(text, hint=text)
    terminal.findings([Finding("odd", Severity.ERROR, text, Source(text), text)])
    terminal.result(text)
    terminal.table(text, ["Name"], [[text]])
    said = capsys.readouterr()
    assert said.err == f"{seen}\n    hint: {seen}\n{seen}: error: {seen}\n    hint: {seen}\n"
    assert [line.strip() for line in said.out.splitlines()] == [seen, seen, "Name", seen]
