"""A folder that is as it was is known without being read, and one that is not is built."""

from __future__ import annotations

import hashlib
import os
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest

import cjpublish
from cjpublish import manuscript, pipeline, registry, sums, versions
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
    stale = [tuple(replace(each, fresh=False, stamp="") for each in files) for files in (first.made, first.site)]
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
    monkeypatch.setattr(sums, "_SETTLED", -60)
    file = tmp_path / "sound.wav"
    file.write_bytes(b"one" * 10)
    before = file.stat()
    first = Sums()
    known = first.of(file)
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", None)
        assert Sums(first.remembered()).of(file) == known
    time.sleep(0.02)
    file.write_bytes(b"two" * 10)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Sums(first.remembered()).of(file) != known, "although its size and its time are the same"


def test_the_time_of_a_file_is_not_believed_before_it_has_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "_LARGE", 10)
    file = tmp_path / "sound.wav"
    file.write_bytes(b"one" * 10)
    first = Sums()
    first.of(file)
    assert first.remembered() == b"{}"


def test_a_file_that_has_just_been_written_is_not_read_again_unless_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new" / "book.m4b"
    file.parent.mkdir()
    file.write_bytes(b"one" * 10)
    known = Sums()
    known.learn({sums.stamp(file.stat()): "the sum"})
    other = tmp_path / "other.m4b"
    os.link(file, other)
    file.parent.rename(tmp_path / "dist")
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", None)
        assert known.of(tmp_path / "dist/book.m4b") == known.of(other) == "the sum"
    time.sleep(0.02)
    other.write_bytes(b"two" * 10)
    assert known.of(tmp_path / "dist/book.m4b") != "the sum"


def test_what_a_build_has_made_is_summed_up_once(publication_folder: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(file: BufferedReader, name: str) -> object:
        read.append(os.fstat(file.fileno()).st_ino)
        return digest(file, name)

    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", counted)
    made = published(publication_folder()).made
    assert [each.path.name for each in made if read.count(each.path.stat().st_ino) != 1] == []


RECORDED = "engine: recording\nlanguage: en\nfallback: quiet\nnarrator: Anna\n"


@pytest.mark.parametrize("way", ["a linked folder", "a path"])
def test_what_lies_elsewhere_is_looked_at_each_time(
    publication_folder: Write, tmp_path: Path, unread: Callable[[], None], way: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with wave.open(str(elsewhere / "spring.wav"), "wb") as sound:
        sound.setparams((1, 2, 22_050, 0, "NONE", ""))
        sound.writeframes(bytes(44_100))
    folder = publication_folder()
    published(folder)
    if way == "a linked folder":
        (folder / "voices/anna").symlink_to(elsewhere)
    else:
        (folder / "voices/anna.yaml").write_text(f"{RECORDED}voice: ../../elsewhere\n")
    published(folder)
    unread()
    with pytest.raises(AssertionError, match="it was read"):
        published(folder)


def test_an_edit_that_comes_during_a_build_is_not_taken_for_what_was_built(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = publication_folder()
    chapter = folder / "manuscript/01-spring.md"
    kept_text, times = chapter.read_bytes(), chapter.stat()
    real = pipeline.read

    def read(*arguments: Any) -> Any:
        chapter.write_bytes(kept_text.replace(b"cold", b"bold"))
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read", read)
        published(folder)
    chapter.write_bytes(kept_text)
    os.utime(chapter, ns=(times.st_atime_ns, times.st_mtime_ns))
    published(folder)
    assert "cold" in (folder / "dist/the-kitchen-garden.txt").read_text()


def test_an_edit_that_comes_after_it_was_read_is_not_taken_for_what_was_built(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = publication_folder()
    chapter = folder / "manuscript/01-spring.md"
    real = pipeline.read

    def read(*arguments: Any) -> Any:
        publication = real(*arguments)
        chapter.write_bytes(chapter.read_bytes().replace(b"cold", b"bold"))
        return publication

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read", read)
        published(folder)
    assert "cold" in (folder / "dist/the-kitchen-garden.txt").read_text()
    published(folder)
    assert "bold" in (folder / "dist/the-kitchen-garden.txt").read_text()


def test_what_another_package_may_have_a_part_in_is_built_each_time(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch, unread: Callable[[], None]
) -> None:
    folder = publication_folder()
    published(folder)
    monkeypatch.setattr(registry, "has_plug_ins", lambda: True)
    unread()
    with pytest.raises(AssertionError, match="it was read"):
        published(folder)


def test_a_file_that_can_not_be_read_and_is_not_needed_is_no_fault(publication_folder: Write) -> None:
    folder = publication_folder()
    (folder / "manuscript/.swp").symlink_to("nowhere")
    assert is_news(published(folder))
    os.mkfifo(folder / "manuscript/.pipe")
    assert not is_news(published(folder))


def test_results_that_are_a_file_are_refused_as_ever(publication_folder: Write) -> None:
    folder = publication_folder()
    published(folder)
    (folder / "dist").rename(folder / "moved")
    (folder / "dist").write_text("mine")
    with pytest.raises(InputError, match="it is a file"):
        published(folder)


def test_a_folder_whose_name_is_in_no_encoding_is_built(publication_folder: Write, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff"))
    publication_folder().rename(folder)
    assert is_news(cjpublish.publish(folder, names=["epub"], cache=tmp_path / "cache"))
    assert cjpublish.publish(folder, names=["epub"], cache=tmp_path / "cache").made
