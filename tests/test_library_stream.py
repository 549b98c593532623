"""Many publications at once, in real processes: faults, lost builders, interruptions; the same bytes in any way."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cjpublish import library
from cjpublish.cli import main
from cjpublish.dist import SUMS
from cjpublish.errors import EngineError, InputError, PublishError
from cjpublish.library.members import Member
from cjpublish.library.order import Order
from cjpublish.library.stream import Failed, divided, outcomes
from libraries import LIBRARY, URL, put

SETTINGS = """\
title: {name}
authors: [A. Writer]
language: en
modified: 2026-11-24T00:00:00Z
editions: [epub, mp3]
narration: {{text: quiet}}
"""


def shelf(root: Path, sizes: Mapping[str, int]) -> Path:
    """Return a library of publications, each with about as many sentences."""
    put(root, {"library.yaml": LIBRARY})
    for name, size in sizes.items():
        source = random.Random(name)
        words = ["".join(source.choices("aeioulmnrst", k=5)) for _ in range(4 * size)]
        text = " ".join(f"{' '.join(words[at : at + 4]).capitalize()}." for at in range(0, len(words), 4))
        put(
            root / name,
            {
                "manuscript/publication.yaml": SETTINGS.format(name=name.capitalize()),
                "manuscript/01.md": f"# {name.capitalize()}\n\n{text}\n",
                "voices/quiet.yaml": "engine: silence\nrate: 4\n",
            },
        )
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shelf(tmp_path / "library", dict.fromkeys(("asp", "beech", "cedar", "date"), 4))


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "cjpublish", "build", "-C", str(root), "--cache", str(root.parent / "cache"), "-q"]


def sums(root: Path) -> dict[str, str]:
    return {each.parent.parent.name: each.read_text(encoding="utf-8") for each in root.glob(f"*/dist/{SUMS}")}


def is_whole(results: Path) -> bool:
    rows = [line.split("  ", 1) for line in (results / SUMS).read_text(encoding="utf-8").splitlines()[1:]]
    return all(hashlib.sha256((results / name).read_bytes()).hexdigest() == told for told, name in rows)


def building(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a build with two builders; wait until one of them is in the middle of a publication."""
    with subprocess.Popen([*command(root), "--jobs", "2"]) as process:
        while not list(root.glob("*/.dist.new-*/*")):
            assert process.poll() is None
            time.sleep(0.005)
        yield process


def builders(parent: int) -> list[int]:
    """Return the processes that a process has started to build in."""
    listed = subprocess.run(["ps", "-Aww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    found = [int(pid) for pid, ppid, command in rows if int(ppid) == parent and "spawn_main" in command]
    assert len(found) == 2
    return found


def is_running(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False


def test_a_fault_in_one_does_not_stop_the_others(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(root, {"beech/manuscript/01.md": "# Beech\n\n![Beds](images/none.png)\n"})
    assert main([*command(root)[3:], "--jobs", "2"]) == 2
    assert "beech/manuscript/01.md:3:1: error:" in capsys.readouterr().err
    assert sorted(sums(root)) == ["asp", "cedar", "date"]
    assert all(is_whole(root / name / "dist") for name in sums(root))
    assert sorted(each.name for each in (root / "dist/site").iterdir() if each.name in sums(root)) == sorted(sums(root))


@pytest.mark.slow
def test_a_library_is_byte_for_byte_the_same_side_by_side_and_one_by_one(root: Path, tmp_path: Path) -> None:
    assert main([*command(root)[3:], "--jobs", "2"]) == 0
    other = shelf(tmp_path / "other/library", dict.fromkeys(("asp", "beech", "cedar", "date"), 4))
    for name in sums(root):
        put(other, {"library.yaml": f"{LIBRARY}publications: [{name}]\n"})
        assert main([*command(other)[3:], "--jobs", "2"]) == 0
    assert sums(other) == sums(root)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_builder_that_is_killed_is_replaced_and_its_publication_built_again(root: Path) -> None:
    for process in building(root):
        for builder in builders(process.pid):
            os.kill(builder, signal.SIGKILL)
        assert process.wait() == 0
    assert sorted(sums(root)) == ["asp", "beech", "cedar", "date"]
    assert all(is_whole(root / name / "dist") for name in sums(root))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_all_at_once_and_leaves_all_results_whole(root: Path, request_to_end: int) -> None:
    for process in building(root):
        started = builders(process.pid)
        process.send_signal(request_to_end)
        assert process.wait() != 0
        assert not any(map(is_running, started))
    assert all(is_whole(root / name / "dist") for name in sums(root))
    assert not (root / "dist").exists()
    assert not list(root.glob("*/.dist*"))
    assert main([*command(root)[3:], "--jobs", "2"]) == 0


class Lethal(str):
    """A name that ends whatever process it is brought to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


@pytest.mark.slow
def test_what_ends_three_builders_is_a_fault_of_that_publication_alone(root: Path, tmp_path: Path) -> None:
    first, *others = library.read(root).members
    members = [Member(first.folder, Lethal(first.name), first.size), *others]
    order = Order(URL, "Trees", ("epub",), False, None, tmp_path / "cache", False)
    found = list(outcomes(members, order, 2))
    (failed,) = (each for each in found if isinstance(each, Failed))
    assert isinstance(failed.error, PublishError)
    assert "asp: error: the process that built this was ended from outside 3 times" in str(failed.error)
    assert sorted(sums(root)) == ["beech", "cedar", "date"]


@pytest.mark.slow
def test_what_is_larger_than_the_rest_is_built_first_with_all_workers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shelf(tmp_path / "library", {"asp": 2, "beech": 2, "cedar": 2, "yew": 60})
    words = [each for each in command(root)[3:] if each != "-q"]
    assert main([*words, "--jobs", "2"]) == 0
    told = capsys.readouterr().err
    assert told.index("Speaking: 100 %") < told.index("Publication 1 of 4: Yew\n") < told.index("Publication 4 of 4: ")
    assert told.count("Speaking: 100 %") == 1
    assert sorted(sums(root)) == ["asp", "beech", "cedar", "yew"]


def members(*sizes: int) -> list[Member]:
    return [Member(Path(str(number)), str(number), size) for number, size in enumerate(sizes)]


def names(found: tuple[list[Member], list[Member]]) -> tuple[list[int], list[int]]:
    large, others = ([each.size for each in part] for part in found)
    return large, others


@pytest.mark.parametrize(
    ("sizes", "jobs", "large", "others"),
    [
        ((1, 1, 1, 1), 2, [], [1, 1, 1, 1]),
        ((1, 30, 2, 3), 2, [30], [3, 2, 1]),
        ((40, 190, 2, 3, 4, 5), 2, [190, 40], [5, 4, 3, 2]),
        ((5, 5, 5, 9), 8, [9, 5, 5, 5], []),
        ((5, 5, 5, 90), 1, [], [90, 5, 5, 5]),
        ((3, 4), 2, [4, 3], []),
        ((), 2, [], []),
    ],
)
def test_all_cores_are_busy_to_the_end(sizes: tuple[int, ...], jobs: int, large: list[int], others: list[int]) -> None:
    assert names(divided(members(*sizes), jobs)) == (large, others)


def test_the_worst_of_all_faults_is_how_the_command_ends() -> None:
    from cjpublish.cli.library import _end

    with pytest.raises(EngineError):
        _end([InputError(()), EngineError(()), PublishError(())])
    with pytest.raises(ZeroDivisionError):
        _end([InputError(()), ZeroDivisionError()])
    _end([])
