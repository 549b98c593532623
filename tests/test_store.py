"""The store: what a key names, whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.store import Store, default_folder, digest
from cjpublish.upkeep.pruning import prune
from companions import go, waiting


def stored_at(store: Store, key: str) -> Path:
    return store.folder / key[:2] / key[2:]


def age(store: Store, key: str, hours: float) -> float:
    """Have something been used last so many hours ago; return when that was."""
    then = time.time() - hours * 3600
    os.utime(stored_at(store, key), (then, then))
    return stored_at(store, key).stat().st_mtime


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = digest("clip", "a", 1)
    assert store.get(key) is None
    assert not store.has(key)
    store.put(key, b"sound")
    assert store.has(key)
    assert Store(tmp_path).get(key) == b"sound"


def test_a_damaged_file_is_removed_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(tmp_path)
    key = digest("clip", "a")
    store.put(key, b"sound")
    file = stored_at(store, key)
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    with caplog.at_level(logging.WARNING):
        assert store.get(key) is None
    assert "damaged" in caplog.text
    assert not store.has(key)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = digest("clip", "a")
    (store.folder / key[:2] / key[2:]).mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        store.put(key, b"sound")
    assert list(store.files()) == []


def test_clear_deletes_everything_and_counts_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in "abc":
        store.put(digest("clip", name), b"12345678")
    count, size = store.clear()
    assert (count, size) == (3, 3 * (32 + 8))
    assert store.clear() == (0, 0)


def test_the_place_follows_the_xdg_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "cjpublish"


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_keys_differ_where_parts_differ(one: list[str], other: list[str]) -> None:
    assert (digest("kind", *one) == digest("kind", *other)) == (one == other)


USES: dict[str, Callable[[Store, str], object]] = {
    "has": Store.has,
    "get": Store.get,
    "put": lambda store, key: store.put(key, b"sound"),
    "touch": lambda store, key: store.touch([key, digest("clip", "not there")]),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_whatever_is_used_counts_as_used_now(tmp_path: Path, use: Callable[[Store, str], object]) -> None:
    key = digest("clip", "a")
    Store(tmp_path).put(key, b"sound")
    store = Store(tmp_path)
    before = age(store, key, 3)
    use(store, key)
    assert stored_at(store, key).stat().st_mtime > before + 3600
    assert store.used == {key}


@pytest.mark.parametrize("use", [Store.has, Store.get])
def test_what_was_used_within_the_hour_is_not_written_to(tmp_path: Path, use: Callable[[Store, str], object]) -> None:
    store, key = Store(tmp_path), digest("clip", "a")
    store.put(key, b"sound")
    before = age(store, key, 0.9)
    use(store, key)
    assert stored_at(store, key).stat().st_mtime == before


def test_what_is_asked_for_and_not_there_was_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.has(digest("clip", "a"))
    store.get(digest("clip", "b"))
    assert store.used == set()


PUTTING = """
import sys
from pathlib import Path
from cjpublish.store import Store, digest
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(150):
    store.put(digest("clip", number), b"%d" % number * 5000)
"""


def test_processes_that_put_the_same_keys_at_once_leave_each_of_them_whole(tmp_path: Path) -> None:
    go(*(waiting(PUTTING, tmp_path) for _ in range(3)))
    store = Store(tmp_path)
    assert all(store.get(digest("clip", number)) == b"%d" % number * 5000 for number in range(150))
    assert len(list(store.files())) == 150


def test_a_put_whose_folder_another_process_deletes_is_put_all_the_same(tmp_path: Path) -> None:
    process = waiting(PUTTING, tmp_path)
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()
    while process.poll() is None:
        shutil.rmtree(tmp_path / "v1", ignore_errors=True)
        time.sleep(0.002)  # long enough to put something in
    go(process)


@pytest.mark.parametrize("step", ["mkdir", "replace"])
def test_a_folder_that_goes_at_any_step_of_a_put_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store, real, times = Store(tmp_path), getattr(os, step), iter(range(3))
    store.put(digest("clip", "other"), b"sound")

    def late(*arguments: object) -> None:
        if next(times, None) is not None:
            shutil.rmtree(tmp_path / "v1", ignore_errors=True)
            if step == "mkdir":
                raise FileExistsError(arguments[0])  # it was there, and is gone when that is looked at
        real(*arguments)

    monkeypatch.setattr(os, step, late)
    store.put(digest("clip", "a"), b"sound")
    assert next(times, None) is None
    assert store.get(digest("clip", "a")) == b"sound"


GETTING = """
import sys
from pathlib import Path
from cjpublish.store import Store, digest
store = Store(Path(sys.argv[1]))
keys = {digest("clip", number): b"%d" % number * 5000 for number in range(50)}
found = 0
print("ready", flush=True)
sys.stdin.readline()
for _ in range(40):
    for key, content in keys.items():
        got = store.get(key)
        assert got in (content, None), got
        found += got is not None
        store.put(key, content)
print(found)
"""


def test_what_is_got_while_another_process_prunes_is_whole_or_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    process = waiting(GETTING, tmp_path)
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()
    pruned = 0
    while process.poll() is None:
        pruned += prune(Store(tmp_path), 0).files
    (found,) = go(process)
    assert pruned
    assert int(found)
    assert "damaged" not in caplog.text
