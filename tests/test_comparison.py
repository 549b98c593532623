"""Two builds compared: each change is told once, under its kind and at its place, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cjpublish import pipeline
from cjpublish.cli import main
from cjpublish.comparison import Change, compare
from cjpublish.comparison.changes import changes
from cjpublish.comparison.snapshot import Picture, Snapshot
from cjpublish.errors import InputError
from planted import Good, replaced


def rebuilt(good: Good, **changes: tuple[str, str, str]) -> Path:
    """Return a copy of the garden built again after changes: the file, what goes and what comes."""
    folder = good.publication({name: replaced(old, new) for name, old, new in changes.values()})
    pipeline.build(pipeline.read(folder), cache=good.built.parent / "cache")
    return folder


def test_a_build_is_equal_to_its_copy(good: Good) -> None:
    assert compare(good.built, good.publication()).changes == ()


def test_a_changed_sentence_is_text_and_sound(good: Good) -> None:
    folder = rebuilt(good, text=("manuscript/01-spring.md", "cold in March", "cold in April"))
    changes = compare(good.built, folder / "dist").changes
    assert [change.kind for change in changes] == ["text", "sound"]
    text, sound = changes
    assert text.place.endswith("spring.xhtml")
    assert "cold in March" in text.old
    assert "cold in April" in text.new
    assert sound.place == "Spring"


def test_a_new_and_a_lost_paragraph_have_one_side_each(good: Good) -> None:
    folder = rebuilt(good, text=("manuscript/02-summer.md", "\n---\n", "\nA new paragraph stands here.\n\n---\n"))
    text = [change for change in compare(good.built, folder).changes if change.kind == "text"]
    assert text == [Change("text", text[0].place, "", "A new paragraph stands here.")]
    back = [change for change in compare(folder, good.built).changes if change.kind == "text"]
    assert back == [Change("text", text[0].place, "A new paragraph stands here.", "")]


def test_a_description_and_a_picture_are_told_apart(good: Good) -> None:
    folder = rebuilt(
        good,
        alt=("manuscript/images/images.yaml", "Bar chart of two beds.", "Bar chart of two garden beds."),
        picture=("manuscript/images/beds.svg", "#7a3b12", "#7a3b14"),
    )
    changes = compare(good.built, folder).changes
    described = [change for change in changes if change.kind == "description"]
    assert [change.new.startswith("Bar chart of two garden beds.") for change in described] == [True]
    assert [change.place for change in changes if change.kind == "picture"] == [described[0].place]


def test_a_picture_that_stands_twice_is_compared_twice() -> None:
    def build(first: str) -> Snapshot:
        pictures = (Picture("i.png", "0", first), Picture("i.png", "0", "The second place."))
        return Snapshot({}, {}, pictures, None, None)

    assert changes(build("Old words."), build("New words.")) == (
        Change("description", "i.png", "Old words.", "New words."),
    )


def test_a_slower_voice_changes_narration_and_sound_but_no_text(good: Good) -> None:
    folder = rebuilt(good, voice=("voices/reader.yaml", "voice: en-us", "voice: en-us\nrate: 0.8"))
    kinds = {change.kind for change in compare(good.built, folder).changes}
    assert kinds == {"narration", "sound"}


def test_what_only_one_build_has_is_not_compared_and_that_is_said(good: Good) -> None:
    comparison = compare(good.built, good.edition())
    assert comparison.left == ("narration", "sound")


def test_there_must_be_something_to_compare(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no EPUB"):
        compare(tmp_path, tmp_path)
    with pytest.raises(InputError, match="no EPUB"):
        compare(tmp_path / "not-there", tmp_path)


def test_the_command_shows_both_sides(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = rebuilt(good, title=("manuscript/publication.yaml", "A. Writer]", "B. Writer]"))
    assert main(["diff", str(good.built), str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "  author\n    - A. Writer\n    + B. Writer\n" in shown
    assert main(["diff", "--json", str(good.built), str(folder)]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert {"kind": "about", "place": "author", "old": "A. Writer", "new": "B. Writer"} in changes


def test_equal_builds_are_said_to_be_equal(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copyfile(good.built / "dist/the-kitchen-garden.epub", good.folder / "other.epub")
    assert main(["diff", str(good.edition()), str(good.folder / "other.epub")]) == 0
    assert "Nothing that a reader or a listener meets has changed." in capsys.readouterr().err
