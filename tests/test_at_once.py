"""Two builds of one folder at the same time: both end well, and what is there is what one of them made, whole."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from cjpublish import dist
from companions import go, waiting

MAKING = """
import os, sys
from pathlib import Path
from cjpublish import dist
target, who, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    with dist.opened(target) as staging:
        for name, text in {"same.epub": "S" * 9999, "own.mp3": who * 9999, f"only-{who}.txt": who}.items():
            sha256 = dist.made(target).get(name)
            if sha256 and name == "same.epub" and staging.reuse(name, sha256):
                continue
            staging.path(name).write_text(text)
            staging.add(name)
    print(number, flush=True)
"""


def whose(target: Path) -> str:
    """Return who made what is in a folder, all of which is as its list has it."""
    sums = dist.made(target)
    who = "A" if "only-A.txt" in sums else "B"
    files = {path.name: path.read_text() for path in target.iterdir() if path.name != dist.SUMS}
    assert files == {"same.epub": "S" * 9999, "own.mp3": who * 9999, f"only-{who}.txt": who}
    assert sums == {name: dist.checksum(target / name) for name in files}
    return who


@pytest.mark.parametrize("again", range(3))
def test_builds_that_start_at_once_all_end_well(tmp_path: Path, again: int) -> None:
    target = tmp_path / "dist"
    go(*(waiting(MAKING, target, who, 15 + again) for who in "ABAB"))
    assert whose(target) in "AB"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


@pytest.mark.parametrize("after", [1, 4, 9, 20])
def test_a_build_that_is_killed_at_any_moment_hinders_none_that_come_after(tmp_path: Path, after: int) -> None:
    target = tmp_path / "dist"
    killed = waiting(MAKING, target, "A", 10**6)
    other = waiting(MAKING, target, "B", 40)
    assert killed.stdin
    assert killed.stdout
    killed.stdin.write("go\n")
    killed.stdin.flush()
    for _ in range(after):
        killed.stdout.readline()
    assert other.stdin
    other.stdin.write("go\n")
    other.stdin.flush()
    for _ in range(after):
        killed.stdout.readline()
    killed.kill()
    killed.communicate()
    go(other)
    assert whose(target) == "B"
    assert not (tmp_path / ".dist.old").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from cjpublish import dist
target, rename = Path(sys.argv[1]), Path.rename
def renamed_and_killed(path, place):
    rename(path, place)
    os.kill(os.getpid(), signal.SIGKILL)
Path.rename = renamed_and_killed
print("ready", flush=True)
with dist.opened(target) as staging:
    staging.path("b").write_text("2")
    staging.add("b")
"""


def test_a_build_that_is_killed_between_its_two_renames_leaves_no_lock_behind(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    go(waiting(MAKING, target, "A", 1))
    killed = waiting(KILLED, target)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert not target.exists()
    with dist.opened(target) as staging:
        assert whose(target) == "A"
        staging.carry_over()
    assert whose(target) == "A"


AMENDING = """
import sys
from pathlib import Path
from cjpublish import dist
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    dist.amend(Path(sys.argv[1]), "report.html", lambda path: path.write_text("R"))
"""


def test_a_report_that_is_added_while_a_build_ends_is_listed_or_gone(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    go(waiting(MAKING, target, "A", 1))
    go(waiting(AMENDING, target), waiting(MAKING, target, "B", 30))
    sums = dist.made(target)
    assert sums == {path.name: dist.checksum(path) for path in target.iterdir() if path.name != dist.SUMS}
