"""The store: what a key names, whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjpublish.store import Store, default_folder, digest


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
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
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
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


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
