"""The store forgets what was used least lately, never while a build runs, and `cjpublish cache` tells of it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cjpublish import locks
from cjpublish.cli import main
from cjpublish.errors import InputError
from cjpublish.ledger import Ledger
from cjpublish.store import DIGEST_SIZE, Store, digest
from cjpublish.upkeep.limit import VARIABLE, amount, limit
from cjpublish.upkeep.pruning import held, kept, prune
from cjpublish.upkeep.verifying import verify
from companions import go, waiting

EACH = 1000
"""Bytes of a file in the store."""


def filled(folder: Path, count: int) -> Store:
    """Return a store with files that were last used 1, 2, … hours ago."""
    store = Store(folder)
    for number in range(count):
        key = digest("clip", number)
        store.put(key, bytes([number]) * (EACH - DIGEST_SIZE))
        then = time.time() - (number + 1) * 3600
        os.utime(at(store, number), (then, then))
    return store


def at(store: Store, number: int) -> Path:
    key = digest("clip", number)
    return store.folder / key[:2] / key[2:]


def left(store: Store, count: int) -> list[int]:
    return [number for number in range(count) if at(store, number).exists()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5GB", 5_000_000_000),
        ("500 MB", 500_000_000),
        ("1.5g", 1_500_000_000),
        ("20 kB", 20_000),
        ("0", 0),
        ("123", 123),
        (" 1 TB ", 10**12),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, expected: int) -> None:
    assert amount(text, "--limit") == expected


@pytest.mark.parametrize("text", ["", "GB", "-1", "5 GBs", "5 apples", "1,5GB", "٣GB", "1e9"])
def test_what_is_no_amount_is_told_with_a_way_to_write_it(text: str) -> None:
    with pytest.raises(InputError, match=r"--limit is .* no amount of bytes\n.*like 5GB"):
        amount(text, "--limit")


def test_the_limit_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert limit() == 20_000_000_000
    monkeypatch.setenv(VARIABLE, "3 GB")
    assert limit() == 3_000_000_000


def test_a_wrong_limit_is_told_before_anything_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "much")
    built = False
    with pytest.raises(InputError, match=VARIABLE), kept(Store(tmp_path)):
        built = True
    assert not built


def test_what_was_used_least_lately_is_forgotten_first(tmp_path: Path) -> None:
    store = filled(tmp_path, 10)
    pruned = prune(store, 4 * EACH)
    assert left(store, 10) == [0, 1, 2, 3]
    assert (pruned.files, pruned.bytes, pruned.left) == (6, 6 * EACH, 4 * EACH)
    assert store.ledger.total() == 4 * EACH


def test_of_what_was_used_in_the_same_minute_no_more_is_forgotten_than_has_to_be(tmp_path: Path) -> None:
    store = filled(tmp_path, 10)
    for number in range(10):
        os.utime(at(store, number), (60_000, 60_000))
    assert prune(store, 4 * EACH).left == 4 * EACH


def test_what_is_being_written_is_not_forgotten_and_what_was_given_up_is(tmp_path: Path) -> None:
    store = filled(tmp_path, 1)
    new, old = (at(store, 0).with_name(f".new-{name}") for name in ("new", "old"))
    for leftover in (new, old):
        leftover.write_bytes(b"half")
    os.utime(old, (1, 1))
    assert prune(store, 0).files == 2
    assert (new.exists(), old.exists(), left(store, 1)) == (True, False, [])


def test_a_use_saves_a_file_from_being_forgotten(tmp_path: Path) -> None:
    store = filled(tmp_path, 10)
    store.touch([digest("clip", 9)])
    prune(store, 2 * EACH)
    assert left(store, 10) == [0, 9]


def test_a_build_that_ends_above_the_limit_prunes_to_nine_tenths_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(VARIABLE, str(10 * EACH))
    with caplog.at_level(logging.INFO), kept(filled(tmp_path, 10)):
        pass
    assert len(left(Store(tmp_path), 11)) == 10
    assert not caplog.records
    with caplog.at_level(logging.INFO), kept(Store(tmp_path)) as _:
        Store(tmp_path).put(digest("clip", 10), b"new")
    assert left(Store(tmp_path), 11) == [0, 1, 2, 3, 4, 5, 6, 7, 10]
    (record,) = caplog.records
    assert "forgot 2 files" in record.getMessage()
    assert record.levelno == logging.INFO


def test_with_a_limit_of_nothing_all_is_forgotten_when_the_build_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    store = Store(tmp_path)
    with kept(store):
        filled(tmp_path, 3)
        assert len(left(store, 3)) == 3
    assert held(store).files == 0


def test_the_store_is_not_walked_through_while_it_can_not_be_above_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept(filled(tmp_path, 3)):
        pass  # there was no ledger, so it is counted
    monkeypatch.setattr(Store, "files", lambda _: pytest.fail("walked"))
    store = Store(tmp_path)
    with kept(store):
        store.put(digest("clip", 4), b"sound")


def test_the_ledger_never_says_less_than_there_is(tmp_path: Path) -> None:
    prune(filled(tmp_path, 3), 10**9)
    stores = [Store(tmp_path), Store(tmp_path)]
    there = 3 * EACH
    for number in range(400):
        stores[number % 2].put(digest("more", number), bytes(number * 50))
        there += number * 50 + DIGEST_SIZE
        total = stores[0].ledger.total() or 0
        assert there <= total <= 2 * there + 2 * (1 << 16)
    assert held(stores[0]).bytes == there


def test_what_is_booked_while_files_are_counted_is_kept(tmp_path: Path) -> None:
    ledger, other = Ledger(tmp_path / "ledger"), Ledger(tmp_path / "ledger")
    ledger.book(10**6)
    length = ledger.length()
    other.book(10**7)
    ledger.begin(10**6, length)
    assert ledger.total() == 10**6 + 10**7


@pytest.mark.parametrize("text", [b"", b"123\n", b"counted \n", b"counted 5\nxx\n"])
def test_a_ledger_that_says_nothing_certain_has_the_store_counted(tmp_path: Path, text: bytes) -> None:
    store = filled(tmp_path, 3)
    (store.folder / "ledger").write_bytes(text)
    assert store.ledger.total() is None
    with kept(store):
        pass
    assert store.ledger.total() == 3 * EACH


USING = """
import sys
from pathlib import Path
from cjpublish.store import Store
with Store(Path(sys.argv[1])).in_use():
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_nothing_is_forgotten_while_a_build_runs_and_the_lock_ends_with_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path, 5)
    monkeypatch.setenv(VARIABLE, str(EACH))
    builds = [waiting(USING, tmp_path) for _ in range(2)]
    with pytest.raises(InputError, match="another process needs"):
        prune(store, 0)
    with kept(store):
        pass
    assert len(left(store, 5)) == 5
    go(builds[0])
    with pytest.raises(InputError, match="another process needs"):
        prune(store, 0)
    builds[1].kill()
    builds[1].communicate()
    with kept(store):
        pass
    assert left(store, 5) == []


def test_a_build_within_a_build_leaves_pruning_to_the_outer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    store = filled(tmp_path, 3)
    with kept(Store(tmp_path)):
        with kept(store):
            pass
        assert len(left(store, 3)) == 3
    assert left(store, 3) == []


WAITING = """
import logging, sys
from pathlib import Path
from cjpublish.store import Store
logging.basicConfig(format="%(message)s", stream=sys.stdout)
print("ready", flush=True)
sys.stdin.readline()
with Store(Path(sys.argv[1])).in_use():
    print("in")
"""


def test_a_build_that_begins_while_the_store_is_pruned_says_so_and_waits(tmp_path: Path) -> None:
    process = waiting(WAITING, tmp_path)
    assert process.stdin
    assert process.stdout
    with locks.exclusive(Store(tmp_path).lock) as is_alone:
        assert is_alone
        process.stdin.write("go\n")
        process.stdin.flush()
        assert "this one waits" in process.stdout.readline()
        assert process.poll() is None
    assert go(process) == ["in\n"]


def test_a_store_whose_disk_has_no_locks_is_used_all_the_same_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = filled(tmp_path, 1)
    store.lock.write_bytes(b"no database")  # stands for a disk that refuses
    with kept(store):
        store.put(digest("clip", 1), b"sound")
    assert store.has(digest("clip", 1))
    assert "no lock can be had" in caplog.text
    with pytest.raises(OSError, match="no lock can be had"):
        prune(store, 0)


def test_a_damaged_lock_file_may_be_deleted_and_that_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = filled(tmp_path, 1)
    store.lock.write_bytes(b"damaged" * 1000)
    with pytest.raises(OSError, match="the lock file is damaged and may be deleted") as caught:
        prune(store, 0)
    assert caught.value.filename == str(store.lock)
    with store.in_use():
        assert f"{store.lock}: no lock can be had: the lock file is damaged and may be deleted" in caplog.text
    store.lock.unlink()
    caplog.clear()
    with store.in_use():
        assert not caplog.text


def test_verifying_an_empty_store_says_that_nothing_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", "--cache", tmp_path) == 0
    assert "0 files (0 kB) read in" in capsys.readouterr().err


def test_verifying_deletes_what_is_damaged_and_old_leftovers_and_nothing_else(tmp_path: Path) -> None:
    store = filled(tmp_path, 6)
    at(store, 2).write_bytes(at(store, 2).read_bytes()[:-1] + b"X")
    at(store, 4).write_bytes(b"short")
    old, young = (at(store, 0).with_name(f".new-{name}") for name in ("old", "young"))
    for leftover in (old, young):
        leftover.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    verified = verify(store)
    assert set(verified.damaged) == {at(store, 2), at(store, 4)}
    assert (verified.files, verified.leftovers) == (6, 1)
    assert left(store, 6) == [0, 1, 3, 5]
    assert (old.exists(), young.exists()) == (False, True)
    assert verify(store).damaged == ()


def run(*words: object) -> int:
    return main(["cache", *map(str, words)])


def test_the_command_tells_what_the_store_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path, 3)
    monkeypatch.setenv(VARIABLE, "5MB")
    assert run("--cache", tmp_path) == 0
    shown = capsys.readouterr().out
    assert str(store.folder) in shown
    assert "3 kB" in shown
    assert "5.0 MB" in shown
    assert run("size", "--cache", tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["bytes"], told["limit"]) == (3, 3 * EACH, 5_000_000)
    assert told["longest_unused"] < told["last_used"]
    assert run("--json", "--cache", tmp_path, "size") == 0
    assert json.loads(capsys.readouterr().out) == told


def test_the_command_prunes_down_to_what_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = filled(tmp_path, 5)
    assert run("prune", "--cache", tmp_path) == 0
    assert "nothing to forget" in capsys.readouterr().err
    assert run("prune", "--cache", tmp_path, "--limit", "2kB", "--json") == 0
    assert json.loads(capsys.readouterr().out)["files"] == 3
    assert left(store, 5) == [0, 1]
    assert run("prune", "--cache", tmp_path, "--limit", "lots") == 2
    assert "like 5GB" in capsys.readouterr().err


def test_the_command_says_kindly_that_a_build_is_running(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path, 2)
    build = waiting(USING, tmp_path)
    assert run("prune", "--cache", tmp_path, "--limit", "0") == 2
    assert "wait until it has ended" in capsys.readouterr().err
    go(build)
    assert run("prune", "--cache", tmp_path, "--limit", "0") == 0


def test_the_command_names_what_was_damaged_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = filled(tmp_path, 3)
    assert run("verify", "--cache", tmp_path) == 0
    at(store, 1).write_bytes(b"nothing of the kind")
    assert run("verify", "--cache", tmp_path, "-q") == 1
    assert str(at(store, 1)) in capsys.readouterr().err
    assert run("verify", "--cache", tmp_path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["damaged"] == []


def test_a_store_that_is_not_there_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for action in ("size", "prune", "verify"):
        assert run(action, "--cache", tmp_path / "none", "--json") == 0
        assert json.loads(capsys.readouterr().out)["files"] == 0


def test_help_teaches_how_to_prune() -> None:
    command = [sys.executable, "-m", "cjpublish", "cache", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "cjpublish cache prune --limit 5GB" in shown
    assert VARIABLE in shown
