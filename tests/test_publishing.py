"""A folder that is as it was is known without being read, and one that is not is built."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cjpublish
from cjpublish import manuscript, pipeline, sums, versions
from cjpublish.errors import InputError
from cjpublish.narration.here import Here
from cjpublish.store import Store
from cjpublish.sums import Sums

Write = Callable[..., Path]


def published(folder: Path, **options: Any) -> pipeline.Result:
    return cjpublish.publish(folder, cache=folder.parent / "cache", executor=Here(), **options)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which no manuscript may be read."""

    def forbid() -> None:
        def read(*_: object, **__: object) -> None:
            raise AssertionError("it was read")

        monkeypatch.setattr(manuscript, "read", read)

    return forbid


def is_news(result: pipeline.Result) -> bool:
    return any(made.fresh for made in (*result.made, *result.site))


def test_what_is_as_it_was_is_not_read(publication_folder: Write, unread: Callable[[], None]) -> None:
    folder = publication_folder()
    first = published(folder)
    unread()
    again = published(folder)
    assert is_news(first)
    assert not is_news(again)
    assert again.spoken == 0
    stale = [tuple(replace(each, fresh=False) for each in files) for files in (first.made, first.site)]
    assert again == replace(first, made=stale[0], site=stale[1], spoken=0)


def test_a_letter_changed_at_once_is_noticed_although_size_and_time_are_the_same(publication_folder: Write) -> None:
    folder = publication_folder()
    published(folder)
    chapter = folder / "manuscript/01-spring.md"
    before = chapter.stat()
    chapter.write_text(chapter.read_text().replace("cold", "bold"))
    os.utime(chapter, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert is_news(published(folder))
    assert "bold" in (folder / "dist/the-kitchen-garden.txt").read_text()


@pytest.mark.parametrize("change", ["tampered", "gone", "added", "listed no more"])
def test_results_that_are_not_as_they_were_made_are_made_again(publication_folder: Write, change: str) -> None:
    folder = publication_folder()
    published(folder)
    text, listed = folder / "dist/the-kitchen-garden.txt", folder / "dist/SHA256SUMS"
    good = text.read_bytes()
    if change == "tampered":
        text.write_bytes(good.replace(b"bed", b"mat"))
    elif change == "gone":
        text.unlink()
    elif change == "added":
        (folder / "manuscript/notes.md").write_text("# Notes\n\nOne more thing.\n")
    else:
        listed.write_text(
            "".join(
                line for line in listed.read_text().splitlines(True) if not line.endswith("  the-kitchen-garden.txt\n")
            )
        )
        text.unlink()
    published(folder)
    assert ("One more thing." in text.read_text()) == (change == "added")
    assert change == "added" or text.read_bytes() == good


def test_other_options_other_programs_and_another_age_are_another_build(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch, unread: Callable[[], None]
) -> None:
    folder = publication_folder()
    published(folder)
    unread()
    with pytest.raises(AssertionError):
        published(folder, names=["epub"])
    with pytest.raises(AssertionError):
        published(folder, out=folder / "elsewhere")
    with monkeypatch.context() as patch:
        patch.setattr(versions, "everything", lambda: "another")
        with pytest.raises(AssertionError):
            published(folder)
    with monkeypatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1")
        with pytest.raises(AssertionError):
            published(folder)
    published(folder)


def test_what_a_folder_needs_stays_in_the_store_while_nothing_changes(publication_folder: Write) -> None:
    folder = publication_folder()
    published(folder)
    store = Store(folder.parent / "cache")
    old = time.time() - 100_000
    for path, _ in store.files():
        os.utime(path, (old, old))
    published(folder)
    aged = [path for path, status in store.files() if status.st_mtime < old + 1]
    clips = sum(1 for path, _ in store.files())
    assert len(aged) < clips / 4, "clips and chapters count as used"


def test_a_fault_is_told_as_ever(publication_folder: Write) -> None:
    folder = publication_folder()
    published(folder)
    (folder / "manuscript/01-spring.md").write_text("# Spring\n\n<marquee>no</marquee>\n")
    for _ in range(2):
        with pytest.raises(InputError):
            published(folder)


def test_a_large_file_is_read_again_only_where_the_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "_LARGE", 10)
    file = tmp_path / "sound.wav"
    file.write_bytes(b"one" * 10)
    old = time.time() - 60
    os.utime(file, (old, old))
    first = Sums()
    known = first.of(file)
    file.write_bytes(b"two" * 10)
    os.utime(file, (old, old))
    assert Sums(first.remembered()).of(file) == known, "the price: the same size, time and place"
    os.utime(file, (old + 1, old + 1))
    assert Sums(first.remembered()).of(file) != known
    assert Sums().of(file) != known


def test_the_time_of_a_file_is_not_believed_before_it_has_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "_LARGE", 10)
    file = tmp_path / "sound.wav"
    file.write_bytes(b"one" * 10)
    first = Sums()
    first.of(file)
    assert first.remembered() == b"{}"
