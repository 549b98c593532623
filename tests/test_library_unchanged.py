"""Publications of a library that are as they were: known without being read, and told as they were built."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cjpublish import library, pipeline
from cjpublish.cli import main
from cjpublish.errors import DiskError, InputError, StrictError
from cjpublish.library import builder
from cjpublish.library.memory import recall
from cjpublish.library.order import Order
from cjpublish.narration.here import Here
from cjpublish.store import DIGEST_SIZE, Store
from libraries import LIBRARY, URL, put, write

Names = Callable[[], list[str]]
GARDEN, FIELD = "garden/manuscript", "field/manuscript"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a library of two, of which one leaves something to guess."""
    folder = write(tmp_path / "library")
    edited(folder / FIELD / "publication.yaml", "language: en\n", "")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Return a function that tells which publications have been read since it was last asked."""
    names: list[str] = []
    real = pipeline.read

    def spy(folder: Path) -> Any:
        names.append(folder.name)
        return real(folder)

    def asked() -> list[str]:
        found = sorted(names)
        names.clear()
        return found

    monkeypatch.setattr(pipeline, "read", spy)
    return asked


@pytest.fixture
def order(root: Path) -> Order:
    return Order(URL, "The Garden Library", (), True, None, root.parent / "cache", False)


def built(root: Path, **options: Any) -> library.Result:
    """Build a library of two in this process."""
    return library.build(library.read(root), cache=root.parent / "cache", jobs=1, **options)


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def index(root: Path) -> str:
    return (root / "dist/site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", [(), ("epub",)], ids=["with a site", "editions alone"])
def test_what_is_as_it_was_is_not_read_and_told_as_it_was(root: Path, read: Names, names: tuple[str, ...]) -> None:
    first = built(root, names=names)
    assert read() == ["field", "garden"]
    again = built(root, names=names)
    assert read() == []
    assert all(each.fresh for each in first.built)
    assert [bool(each.findings) for each in first.built] == [True, False], "one has something to be told again"
    assert again.built == tuple(replace(each, fresh=0, spoken=0) for each in first.built)
    assert again.site == tuple(replace(each, fresh=False) for each in first.site)
    assert not again.errors


def test_one_that_has_changed_is_built_alone_and_the_index_follows(root: Path, read: Names) -> None:
    built(root)
    before = index(root)
    read()
    edited(root / GARDEN / "publication.yaml", "Kitchen Garden", "Walled Garden")
    again = built(root)
    assert read() == ["garden"]
    assert [each.title for each in again.built if each.fresh] == ["The Walled Garden"]
    assert "The Walled Garden" in index(root)
    assert "The Kitchen Garden" not in index(root)
    edited(root / GARDEN / "publication.yaml", "Walled Garden", "Kitchen Garden")
    built(root)
    assert index(root) == before


@pytest.mark.parametrize("change", ["title", "url", "voice", "edition"])
def test_what_holds_for_all_is_a_reason_to_build_all(root: Path, read: Names, change: str) -> None:
    built(root)
    read()
    if change == "title":
        put(root, {"library.yaml": LIBRARY.replace("Garden", "Meadow")})
    elif change == "url":
        put(root, {"library.yaml": LIBRARY.replace(URL, "https://elsewhere.example/")})
    named = ["epub"] if change == "edition" else []
    built(root, voice="quiet" if change == "voice" else None, names=named)
    assert read() == ["field", "garden"]
    page = (root / "garden/dist/site/index.html").read_text(encoding="utf-8")
    assert ("The Meadow Library" in page) == (change == "title")
    assert ("https://elsewhere.example/the-kitchen-garden/" in page) == (change == "url")


def test_a_warning_is_not_forgiven_because_nothing_has_changed(root: Path, read: Names) -> None:
    built(root)
    for known in (["field", "garden"], ["field"]):
        read()
        strict = built(root, strict=True)
        assert read() == known, "what has no warning is known from the second time on"
        assert [each.member.name for each in strict.failed] == ["field"]
        assert isinstance(strict.failed[0].error, StrictError)
        assert [each.member.name for each in strict.built] == ["garden"]
    assert not built(root).failed


@pytest.mark.parametrize("change", ["tampered", "gone"])
def test_results_that_are_not_as_they_were_made_are_made_again(root: Path, read: Names, change: str) -> None:
    built(root)
    read()
    page = root / "garden/dist/site/index.html"
    good = page.read_bytes()
    page.unlink()
    if change == "tampered":
        page.write_bytes(good.replace(b"Kitchen", b"Chicken"))
    built(root)
    assert read() == ["garden"]
    assert page.read_bytes() == good
    assert (root / "dist/site/the-kitchen-garden/index.html").read_bytes() == good


def test_one_that_was_built_alone_meanwhile_has_the_librarys_address_again(root: Path, read: Names) -> None:
    built(root)
    page = root / "garden/dist/site/index.html"
    good = page.read_bytes()
    edited(root / GARDEN / "publication.yaml", "editions: [epub]", "editions: [epub, site]")
    built(root)
    read()
    assert main(["build", "-C", str(root / "garden"), "--cache", str(root.parent / "cache"), "-q"]) == 0
    assert page.read_bytes() != good
    read()
    built(root)
    assert read() == ["garden"]
    assert page.read_bytes() == good


def test_what_one_needs_stays_in_the_store_while_nothing_changes(root: Path, order: Order) -> None:
    edited(root / GARDEN / "publication.yaml", "editions: [epub]", "editions: [mp3]")
    member = library.read(root).members[1]
    builder.build(member, order, executor=Here())
    store = Store(order.cache)
    old = time.time() - 100_000
    for path, _ in store.files():
        os.utime(path, (old, old))
    builder.build(member, order, executor=Here())
    aged = [path for path, status in store.files() if status.st_mtime < old + 1]
    assert len(aged) < sum(1 for _ in store.files()) / 4, "clips and chapters count as used"


def test_what_the_site_shows_of_one_that_fails_is_kept_also_where_it_was_known(root: Path) -> None:
    built(root)
    store = Store(root.parent / "cache")
    for path, _ in store.files():  # what is shown is forgotten, the builds are not
        if Path(path).read_bytes()[DIGEST_SIZE:].startswith(b'{"listing"'):
            Path(path).unlink()
    members = library.read(root).members
    assert [recall(each, root.parent / "cache") for each in members] == [None, None]
    built(root)
    assert all(recall(each, root.parent / "cache") for each in members)
    edited(root / GARDEN / "publication.yaml", "authors:", "autors:")
    result = built(root)
    assert [each.code for each in result.findings] == ["kept-as-it-was"]
    assert "The Kitchen Garden" in index(root)


def test_one_whose_size_was_taken_before_an_edit_is_told_as_it_was_asked_for(
    root: Path, order: Order, read: Names
) -> None:
    member = library.read(root).members[1]
    builder.build(replace(member, size=1), order, executor=Here())
    read()
    told, shown = builder.build(member, order, executor=Here())
    assert read() == []
    assert told.member == member
    assert shown
    assert shown.listing.folder == "the-kitchen-garden/"


def test_a_store_that_is_no_folder_is_told_of_each(root: Path) -> None:
    (root.parent / "cache").write_text("mine")
    result = built(root)
    assert [type(each.error) for each in result.failed] == [DiskError, DiskError]


def test_a_cluster_and_the_number_of_processes_are_no_reason_to_build(root: Path, read: Names) -> None:
    built(root)
    read()
    result = library.build(
        library.read(root), cache=root.parent / "cache", jobs=2, cluster="dask://nowhere.example:8786"
    )
    assert read() == []
    assert not result.errors


def test_a_site_that_stands_is_not_put_in_place_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One name goes on where the other ends, so that files and folders sort apart."""
    edited(root / FIELD / "publication.yaml", "title: The Field\n", "title: The Field\nslug: garden\n")
    edited(root / GARDEN / "publication.yaml", "authors", "slug: garden-two\nauthors")
    built(root)
    before = (root / "dist").stat().st_ino
    with monkeypatch.context() as patch:
        patch.setattr("cjpublish.library.shown.make", None)
        assert not built(root).errors
    assert (root / "dist").stat().st_ino == before
    put(root, {"library.yaml": LIBRARY.replace("Garden", "Meadow")})
    built(root)
    assert (root / "dist").stat().st_ino != before


@pytest.mark.parametrize("change", ["index damaged", "index gone", "page replaced", "list gone"])
def test_a_site_that_is_not_as_it_was_made_is_put_in_place_again(root: Path, change: str) -> None:
    built(root)
    dist = root / "dist"
    before = {path.relative_to(dist): path.read_bytes() for path in dist.rglob("*") if path.is_file()}
    page = next(dist.glob("site/*/index.html"))
    match change:
        case "index damaged":
            (dist / "site/index.html").write_text("nothing", encoding="utf-8")
        case "index gone":
            (dist / "site/index.html").unlink()
        case "page replaced":
            page.unlink()  # it is the publication's own under another name, which stays as it is
            page.write_text("nothing", encoding="utf-8")
        case _:
            (dist / "SHA256SUMS").unlink()
            for path in before:
                (dist / path).unlink(missing_ok=True)
    again = built(root)
    assert not again.errors
    assert {path.relative_to(dist): path.read_bytes() for path in dist.rglob("*") if path.is_file()} == before


def test_no_worker_starts_where_all_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> Any:
        raise AssertionError("a worker was asked for")

    built(root)
    monkeypatch.setattr("cjpublish.library.stream.processes", none)
    monkeypatch.setattr("cjpublish.library.stream.divided", lambda members, _: ([], [*members]))
    assert not built(root).errors
    edited(root / GARDEN / "publication.yaml", "Kitchen Garden", "Walled Garden")
    with pytest.raises(AssertionError, match="asked for"):
        built(root)


def test_a_site_that_can_not_be_remembered_is_in_place_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    built(root)
    shutil.rmtree(root / "dist")
    monkeypatch.setattr(Store, "put", full)
    result = built(root)
    assert not result.errors
    assert result.site
    assert "The Kitchen Garden" in index(root)


def test_a_site_stays_as_it_was_where_results_have_gone_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    before = index(root)
    put(root, {"library.yaml": LIBRARY.replace("Garden", "Meadow")})
    monkeypatch.setattr("cjpublish.library.shown.site_files", lambda member: {})
    (error,) = built(root).errors
    assert isinstance(error, InputError)
    assert {finding.code for finding in error.findings} == {"results-gone"}
    assert index(root) == before
