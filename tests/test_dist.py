"""dist/ changes all at once or not at all."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from cjpublish import dist
from cjpublish.errors import InputError


def make(target: Path, files: dict[str, str]) -> None:
    with dist.opened(target) as staging:
        for name, text in files.items():
            staging.path(name).write_text(text)
            staging.add(name)


def make_and_fail(target: Path) -> None:
    with dist.opened(target) as staging:
        staging.path("a").write_text("2")
        staging.add("a")
        raise OSError("the disk is full")


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != dist.SUMS
    }


def test_files_and_their_sums_appear(tmp_path: Path) -> None:
    make(tmp_path / "dist", {"a.epub": "A", "mp3/01.mp3": "B"})
    assert content(tmp_path / "dist") == {"a.epub": "A", "mp3/01.mp3": "B"}
    mark, *sums = (tmp_path / "dist" / dist.SUMS).read_text().splitlines()
    assert mark.startswith("#")
    assert [line.split("  ")[1] for line in sums] == ["a.epub", "mp3/01.mp3"]
    assert all(dist.checksum(tmp_path / "dist" / line.split("  ")[1]) == line.split("  ")[0] for line in sums)


def test_what_is_no_longer_made_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"old.epub": "A", "same.mp3": "B"})
    (target / "README.md").write_text("mine")
    (target / "notes").mkdir()
    (target / "notes/x.txt").write_text("mine too")
    make(target, {"new.epub": "C", "same.mp3": "B"})
    assert content(target) == {"README.md": "mine", "notes/x.txt": "mine too", "new.epub": "C", "same.mp3": "B"}


def test_an_error_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1"})
    with pytest.raises(OSError, match="full"):
        make_and_fail(target)
    assert content(target) == {"a": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_an_error_before_anything_was_made_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), dist.opened(tmp_path / "dist"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_the_same_state_again_touches_nothing(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1"})
    before = (target.stat().st_ino, (target / "a").stat().st_mtime_ns)
    make(target, {"a": "1"})
    assert (target.stat().st_ino, (target / "a").stat().st_mtime_ns) == before


def test_a_file_is_reused_only_with_the_content_that_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1"})
    sha256 = dist.checksum(target / "a")
    with dist.opened(target) as staging:
        assert staging.reuse("a", sha256)
        assert not staging.reuse("b", sha256)
    (target / "a").write_text("tampered")
    with dist.opened(target) as staging:
        assert not staging.reuse("a", sha256)
        staging.path("a").write_text("1")
        staging.add("a")
    assert content(target) == {"a": "1"}


def test_carry_over_keeps_what_was_made_before(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1", "b": "2"})
    with dist.opened(target) as staging:
        staging.path("a").write_text("3")
        staging.add("a")
        staging.carry_over()
    assert content(target) == {"a": "3", "b": "2"}


def test_a_run_that_was_killed_between_its_two_renames_is_mended(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1"})
    target.rename(tmp_path / ".dist.old")
    make(target, {"b": "2"})
    assert content(target) == {"b": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_clear_deletes_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1", "mp3/01.mp3": "2"})
    (target / "README.md").write_text("mine")
    assert {path.name for path in dist.clear(target)} == {"a", "01.mp3", dist.SUMS}
    assert content(target) == {"README.md": "mine"}
    assert not (target / "mp3").exists()


def test_a_file_in_the_place_of_the_folder_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    with pytest.raises(InputError, match="it is a file"), dist.opened(tmp_path / "dist"):
        pass


def test_a_list_of_another_program_is_not_taken_for_ours(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")
    (tmp_path / dist.SUMS).write_text(f"{dist.checksum(thesis)}  thesis.txt\n")
    for act in (lambda: make(tmp_path, {"a": "1"}), lambda: dist.clear(tmp_path)):
        with pytest.raises(InputError, match="cjpublish did not write"):
            act()
    assert thesis.read_text() == "years of work"


def test_a_list_that_names_files_elsewhere_reaches_none_of_them(tmp_path: Path) -> None:
    target, other = tmp_path / "dist", tmp_path / "other.txt"
    other.write_text("not ours")
    make(target, {"a": "1"})
    sums = target / dist.SUMS
    sums.write_text(sums.read_text() + f"{dist.checksum(other)}  ../other.txt\n{dist.checksum(other)}  {other}\n")
    make(target, {"b": "2"})
    dist.clear(target)
    assert other.read_text() == "not ours"


def test_a_file_of_ones_own_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    target.mkdir()
    (target / "book.epub").write_text("mine")
    (target / "mp3").write_text("mine too")
    for name in ("book.epub", "mp3/01.mp3"):
        with pytest.raises(InputError, match="a file of your own"):
            make(target, {name: "ours"})
    assert content(target) == {"book.epub": "mine", "mp3": "mine too"}


def test_a_result_that_was_changed_by_hand_stays_unless_it_is_made_again(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1", "b": "2"})
    (target / "b").write_text("2, with other tags")
    with dist.opened(target) as staging:
        staging.path("a").write_text("3")
        staging.add("a")
        staging.carry_over()
    assert content(target) == {"a": "3", "b": "2, with other tags"}
    dist.clear(target)
    assert content(target) == {"b": "2, with other tags"}


def test_empty_folders_links_and_modes_stay(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    make(target, {"a": "1"})
    (target / "empty").mkdir()
    (target / "link").symlink_to(tmp_path)
    target.chmod(0o700)
    make(target, {"b": "2"})
    assert (target / "empty").is_dir()
    assert (target / "link").readlink() == tmp_path
    assert target.stat().st_mode & 0o777 == 0o700


def spread(count: int) -> list[str]:
    """Return the names of so many files in folders of a hundred each."""
    return [f"{number // 100:03}/{number:05}.txt" for number in range(count)]


def test_files_of_ones_own_are_carried_over_without_all_being_held_in_memory(tmp_path: Path) -> None:
    target, names = tmp_path / "dist", spread(2000)
    make(target, {"a": "1"})
    for name in names:
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).touch()
    tracemalloc.start()
    try:
        make(target, {"b": "2"})
        assert tracemalloc.get_traced_memory()[1] < 200 * len(
            names
        )  # a path is some 500 bytes, and a file is read in 256 kB
    finally:
        tracemalloc.stop()
    assert len(content(target)) == len(names) + 1


def test_the_list_of_a_folder_that_stays_as_it_was_is_not_held_in_memory(tmp_path: Path) -> None:
    target, names = tmp_path / "dist", spread(2000)
    make(target, dict.fromkeys(names, "x"))
    with dist.opened(target) as staging:
        staging.carry_over()
        tracemalloc.start()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * len(names)  # a line is some 400 bytes
    assert len(content(target)) == len(names)
