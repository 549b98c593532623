"""Two builds compared: each change is told once, under its kind and at its place, and nothing else."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cjpublish import pipeline
from cjpublish.cli import main
from cjpublish.comparison import Change, FileChange, compare, excerpt
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
        return Snapshot({}, {}, pictures, None)

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
    assert (comparison.changes, comparison.files) == ((), ())


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


def edition(folder: Path, name: str) -> Path:
    """Return a result of a build of the garden, by its name without the publication's."""
    return folder / f"dist/the-kitchen-garden{name}"


def repacked(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one file in an archive."""
    with zipfile.ZipFile(path) as archive:
        contents = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in contents.items():
            archive.writestr(each, change(content) if each == name else content)


def quieter(path: Path) -> None:
    """Encode an M4B again, 12 dB quieter, with its chapter marks."""
    import av
    import numpy as np

    other = path.with_suffix(".new.m4b")
    with av.open(str(path)) as source, av.open(str(other), "w", format="mp4") as target:
        track = target.add_stream("aac", rate=source.streams.audio[0].rate, layout="mono")
        target.set_chapters(source.chapters())
        for frame in source.decode(audio=0):
            soft = av.AudioFrame.from_ndarray(frame.to_ndarray() * np.float32(0.25), format="fltp", layout="mono")
            soft.rate, soft.pts, soft.time_base = frame.rate, frame.pts, frame.time_base
            target.mux(track.encode(soft))
        target.mux(track.encode(None))
    other.replace(path)


def test_a_change_told_once_is_not_told_of_every_file_that_holds_it(good: Good) -> None:
    folder = rebuilt(good, text=("manuscript/01-spring.md", "cold in March", "cold in April"))
    assert compare(good.built, folder).files == ()


def test_a_chapter_file_that_was_replaced_is_told_with_its_name(good: Good) -> None:
    folder = good.publication()
    shutil.copyfile(edition(folder, "-mp3/03-spring.mp3"), edition(folder, "-mp3/04-summer.mp3"))
    comparison = compare(good.built, folder)
    [change] = comparison.changes
    assert (change.kind, change.place) == ("sound", "Summer, in the-kitchen-garden-mp3/04-summer.mp3")
    assert change.old != change.new
    assert comparison.files == ()


def test_a_quieter_edition_is_told_in_figures_that_differ(good: Good) -> None:
    folder = good.publication()
    quieter(edition(folder, ".m4b"))
    changes = compare(good.built, folder).changes
    spring = next(change for change in changes if change.place == "Spring, in the-kitchen-garden.m4b")
    assert "LUFS" in spring.old
    assert "LUFS" in spring.new
    assert {change.kind for change in changes} == {"sound"}
    assert all(change.old != change.new for change in changes)


def test_sound_that_is_as_long_and_as_loud_is_said_to_differ(good: Good) -> None:
    folder = rebuilt(good, text=("manuscript/01-spring.md", "Nothing here", "Nobody here"))
    sound = next(change for change in compare(good.built, folder).changes if change.kind == "sound")
    assert sound.old.startswith("5")
    assert sound.new.endswith("but its encoded sound differs") or "LUFS" in sound.new


def test_an_edition_that_is_gone_or_new_is_told_as_a_file(good: Good) -> None:
    folder = good.publication()
    edition(folder, ".m4b").unlink()
    there, back = compare(good.built, folder), compare(folder, good.built)
    assert (there.changes, there.files) == ((), (FileChange("the-kitchen-garden.m4b", "gone"),))
    assert (back.changes, back.files) == ((), (FileChange("the-kitchen-garden.m4b", "new"),))


@pytest.mark.parametrize("name", [".html", ".vtt", ".txt", ".timeline.json"])
def test_a_text_that_lost_words_by_itself_is_told_as_a_file(good: Good, name: str) -> None:
    folder = good.publication()
    path = edition(folder, name)
    path.write_text(path.read_text(encoding="utf-8").replace("straw", "", 1), encoding="utf-8")
    comparison = compare(good.built, folder)
    assert comparison.files == (FileChange(path.name, "changed"),)


def test_words_in_another_order_are_told_as_a_file(good: Good) -> None:
    folder = good.publication()
    path = edition(folder, ".vtt")
    cues = path.read_text(encoding="utf-8").split("\n\n")
    cues[-3:-1] = cues[-2:-4:-1]
    path.write_text("\n\n".join(cues), encoding="utf-8")
    assert compare(good.built, folder).files == (FileChange(path.name, "changed"),)


@pytest.mark.parametrize(
    ("archive", "name", "old", "new"),
    [
        (".epub", "EPUB/text/spring.xhtml", b"<body", b'<body xml:lang="nl"'),
        (".epub", "EPUB/css/epub.css", b"}", b"color: #ccc }"),
        ("-readalong.epub", "EPUB/overlays/text-spring.smil", b"clipBegin", b"clipEnd"),
        ("-readalong.epub", "EPUB/audio/text-spring.mp3", b"\xff", b"\xfe"),
        ("-daisy202.zip", "ncc.html", b"Spring", b"Summer"),
    ],
)
def test_a_change_in_an_archive_is_told_as_a_file(good: Good, archive: str, name: str, old: bytes, new: bytes) -> None:
    folder = good.publication()
    path = edition(folder, archive)
    repacked(path, name, lambda content: content.replace(old, new, 1))
    comparison = compare(good.built, folder)
    assert comparison.files == (FileChange(path.name, "changed", (name,)),)


def test_when_an_archive_was_packed_is_left_aside(good: Good) -> None:
    folder = good.publication()
    repacked(edition(folder, ".epub"), "", lambda content: content)
    assert compare(good.built, folder).files == ()


def test_another_voice_is_told_by_its_name(good: Good) -> None:
    folder = rebuilt(good, voice=("voices/reader.yaml", "voice: en-us", "voice: en-us+m3"))
    [narrator] = [change for change in compare(good.built, folder).changes if change.kind == "about"]
    assert narrator.place == "narrator"
    assert "en-us+m3" in narrator.new
    assert "en-us+m3" not in narrator.old


def test_a_document_that_cannot_be_read_is_not_said_to_be_gone(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.publication()
    repacked(edition(folder, ".epub"), "EPUB/text/spring.xhtml", lambda content: content[:-20])
    assert main(["diff", "--json", str(good.built), str(folder)]) == 2
    shown = json.loads(capsys.readouterr().out)
    assert (shown["changes"], shown["files"]) == ([], [])
    assert shown["not_compared"] == ["EPUB/text/spring.xhtml"]
    assert len(shown["findings"]) == 1
    assert main(["diff", str(good.built), str(folder)]) == 2
    assert "not compared: EPUB/text/spring.xhtml: it can't be read" in capsys.readouterr().err


def test_files_are_listed_with_what_is_in_them(good: Good, capsys: pytest.CaptureFixture[str]) -> None:
    folder = good.publication()
    repacked(edition(folder, "-daisy202.zip"), "ncc.html", lambda content: content.replace(b"Spring", b"Summer"))
    assert main(["diff", str(good.built), str(folder)]) == 0
    shown = capsys.readouterr()
    assert "Files\n  the-kitchen-garden-daisy202.zip: changed in a way that is not compared here\n" in shown.out
    assert "    ncc.html\n" in shown.out
    assert "Nothing" not in shown.err


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("One. Two three. Four.", "One. Two tree. Four.", ("… Two three. …", "… Two tree. …")),
        ("One. Two. Three.", "One. Three.", ("… Two. Three.", "… Three.")),
        ("One. Two.", "Two.", ("One. …", "")),
        ("你好。我爱猫。再见。", "你好。我爱狗。再见。", ("… 我爱猫。 …", "… 我爱狗。 …")),
        ("aa", "a", ("aa", "a")),
        ("All of it.", "", ("All of it.", "")),
    ],
)
def test_the_sentence_that_changed_is_shown(old: str, new: str, shown: tuple[str, str]) -> None:
    assert excerpt(old, new) == shown


def test_a_long_sentence_is_cut_around_its_change() -> None:
    old, new = excerpt(*(f"{'word ' * 60}{animal} {'word ' * 60}end." for animal in ("cat", "dog")))
    assert len(old) < 110
    assert " cat " in old
    assert old.startswith("… word")
    assert new == old.replace("cat", "dog")
