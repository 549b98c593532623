"""Pictures that are missing: what is said of one stands in its place, in every edition."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import cjpublish
from checkers import ace, epubcheck
from cjpublish.editions.views.accessibility import claims
from cjpublish.errors import Finding, InputError, Severity
from cjpublish.model import Figure, Publication, inline_text, walk_blocks, walk_sentences
from cjpublish.narration import script
from cjpublish.wording import wording
from conftest import PUBLICATION, Write

_CHAPTER = """\
# Spring

The ground is cold.

![](images/beds.jpg)

![](images/gate.jpg)

![](images/path.jpg)

The gate stays open.
"""
_IMAGES = """\
beds.jpg:
  alt: A bed of beans behind a low stone wall.
  caption: The upper bed, 1 May.
  credit: A. Writer / The Garden Press
  license: CC BY 4.0
  description: The bed is four metres long.
  missing: true
gate.jpg:
  alt: A gate between two walls
  caption: A gate between *two* walls. It was open.
  missing: true
path.jpg:
  caption: A path of sand.
  missing: true
"""
_MISSING = "The picture is not part of this edition."


def written(write: Write, images: str = _IMAGES, chapter: str = _CHAPTER, publication: str = PUBLICATION) -> Path:
    files = {"manuscript/01-spring.md": chapter, "manuscript/images/images.yaml": images}
    return write(files, publication=publication)


def faults(folder: Path) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        cjpublish.read(folder)
    return [finding for finding in raised.value.findings if finding.severity is Severity.ERROR]


def figures(publication: Publication) -> list[Figure]:
    blocks = (block for chapter in publication.reading_order for block in walk_blocks(chapter.blocks))
    return [block for block in blocks if isinstance(block, Figure)]


def said(figure: Figure) -> list[str]:
    return [inline_text(sentence.inlines) for sentence in walk_sentences((figure,))]


def photo(folder: Path, name: str) -> None:
    Image.new("RGB", (64, 48), "#7fabbd").save(folder / "manuscript" / "images" / name)


def test_what_is_said_of_a_missing_picture_stands_in_its_place(publication_folder: Write) -> None:
    beds, gate, path = figures(cjpublish.read(written(publication_folder)))
    assert {each.image for each in (beds, gate, path)} == {""}
    assert said(beds) == [
        f"Figure 1. {_MISSING}",
        "A bed of beans behind a low stone wall.",
        "The upper bed, 1 May.",
        "Credit: A. Writer / The Garden Press",
        "License: CC BY 4.0.",
        "Description of figure 1.",
        "The bed is four metres long.",
    ]
    assert said(gate) == [f"Figure 2. {_MISSING}", "A gate between two walls.", "It was open."], (
        "said twice, though the caption has all that the alternative text says"
    )
    assert said(path) == [f"Figure 3. {_MISSING}", "A path of sand."]


def test_each_missing_picture_is_a_warning_that_says_how_to_supply_it(publication_folder: Write) -> None:
    found = [each for each in cjpublish.read(written(publication_folder)).findings if each.code == "missing-picture"]
    assert [str(each.source) for each in found] == [f"manuscript/images/images.yaml:{line}:1" for line in (1, 8, 12)]
    assert {each.severity for each in found} == {Severity.WARNING}
    assert "manuscript/images/beds.jpg" in found[0].fix
    assert "delete the line `missing: true`" in found[0].fix


def test_a_picture_that_is_used_is_not_told_to_be_unused(publication_folder: Write) -> None:
    images = f"{_IMAGES}pond.jpg: {{caption: A pond., missing: true}}\n"
    found = cjpublish.read(written(publication_folder, images)).findings
    assert [each.message for each in found if each.code == "unused-picture"] == [
        "'images/pond.jpg' is described but stands nowhere in the manuscript, so it is left out"
    ]


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        ("beds.jpg:\n  missing: true\n", 1, "nothing is said of it"),
        ("beds.jpg:\n  missing: true\n  alt: ''\n", 1, "nothing is said of it"),
        ("beds.jpg:\n  decorative: true\n  missing: true\n", 3, "leaves nothing to publish"),
        ("beds.jpg:\n  alt: beds.jpg\n  missing: true\n", 2, "is a file name"),
        ("beds.jpg:\n  missing: perhaps\n  alt: A bed of beans.\n", 2, "expected yes or no"),
    ],
)
def test_what_can_not_be_said_of_a_missing_picture_is_refused(
    entry: str, line: int, message: str, publication_folder: Write
) -> None:
    (fault, *_) = faults(written(publication_folder, entry, "# Spring\n\n![](images/beds.jpg)\n"))
    assert fault.source is not None
    assert (fault.source.path, fault.source.line) == ("manuscript/images/images.yaml", line)
    assert message in f"{fault.message} {fault.fix}"


def test_a_picture_that_is_there_is_not_missing(publication_folder: Write) -> None:
    folder = written(publication_folder)
    photo(folder, "beds.jpg")
    (fault,) = faults(folder)
    assert str(fault.source) == "manuscript/images/images.yaml:7:12"
    assert fault.fix == "delete the line `missing: true`"


def test_a_picture_that_nobody_calls_missing_still_stops_the_build(publication_folder: Write) -> None:
    found = faults(written(publication_folder, "beds.jpg: {alt: A bed of beans.}\n", "# S\n\n![](images/beds.jpg)\n"))
    assert {fault.code for fault in found} == {"missing-file"}
    assert "missing: true" in found[0].fix


def test_the_words_of_a_missing_picture_may_be_long_and_those_of_its_caption(publication_folder: Write) -> None:
    alt = "A map of the garden with its beds, its paths, " + "a row of beans, " * 10 + "and a gate."
    images = f"beds.jpg:\n  alt: {alt}\n  caption: {alt}\n  missing: true\n"
    found = cjpublish.read(written(publication_folder, images, "# Spring\n\n![](images/beds.jpg)\n")).findings
    assert [each.code for each in found if each.severity is not Severity.NOTE] == ["missing-picture"]


def test_alternative_text_in_its_place_is_printed_for_a_missing_picture(publication_folder: Write) -> None:
    images = "beds.jpg: {caption: The upper bed., missing: true}\n"
    folder = written(publication_folder, images, "# Spring\n\n![Beans behind a wall.](images/beds.jpg)\n")
    (figure,) = figures(cjpublish.read(folder))
    assert said(figure) == [f"Figure 1. {_MISSING}", "Beans behind a wall.", "The upper bed."]


def test_a_missing_picture_is_found_beside_a_chapter_in_a_folder(publication_folder: Write) -> None:
    folder = written(publication_folder, "plan.png: {caption: A plan., missing: true}\n", "# Spring\n\nCold.\n")
    other = folder / "manuscript" / "parts" / "03-autumn.md"
    other.parent.mkdir()
    other.write_text("# Autumn\n\n![](../images/plan.png)\n", encoding="utf-8")
    publication = cjpublish.read(written(publication_folder, "plan.png: {caption: A plan., missing: true}\n", "# S\n"))
    assert not figures(publication)
    listed = PUBLICATION + "chapters: [01-spring.md, parts/03-autumn.md]\n"
    (folder / "manuscript" / "publication.yaml").write_text(listed, encoding="utf-8")
    assert [said(figure)[1:] for figure in figures(cjpublish.read(folder))] == [["A plan."]]


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_every_language_says_that_the_picture_is_missing(language: str, publication_folder: Write) -> None:
    publication = PUBLICATION.replace("language: en", f"language: {language}")
    label = said(figures(cjpublish.read(written(publication_folder, publication=publication)))[0])[0]
    assert label == wording(language).figure_without_picture.format(number=1)
    assert len(label) > len(wording(language).figure_label.format(number=1)), "only the number is said"
    assert language == "en" or label != wording("en").figure_without_picture.format(number=1)


def test_a_missing_picture_is_spoken_as_it_is_printed(publication_folder: Write) -> None:
    publication = cjpublish.read(written(publication_folder))
    chapter = next(chapter for chapter in publication.reading_order if chapter.id == "spring")
    lines = [inline_text(line.inlines) for line in script.write(chapter, publication)]
    assert lines == [inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks)]


def test_a_publication_whose_pictures_are_missing_claims_text_alone(publication_folder: Write) -> None:
    folder = written(publication_folder)
    found = claims(cjpublish.read(folder))
    assert (found.access_modes, found.access_modes_sufficient) == (("textual",), ("textual",))
    assert not {"alternativeText", "longDescription"} & set(found.features)
    assert found.summary == wording("en").plain_text
    images = _IMAGES.replace("  missing: true\ngate", "gate")
    folder = written(publication_folder, images)
    photo(folder, "beds.jpg")
    assert {"alternativeText", "longDescription"} <= set(claims(cjpublish.read(folder)).features)


@pytest.fixture
def built(publication_folder: Write) -> Path:
    folder = written(publication_folder)
    result = cjpublish.build(cjpublish.read(folder))
    assert {made.edition for made in result.made} >= {"epub", "readalong", "daisy202", "lpf", "transcript", "guide"}
    return folder / "dist"


def test_every_edition_holds_the_words_and_no_frame(built: Path) -> None:
    words = (_MISSING, "A bed of beans behind a low stone wall.", "It was open.", "A path of sand.")
    archives = [path for path in sorted(built.iterdir()) if path.suffix in (".epub", ".lpf", ".audiobook", ".zip")]
    assert len(archives) == 5
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if re.search(r"(text/|text000).*html$", name)]
            pages = {name: archive.read(name).decode() for name in names}
        page = next(page for page in pages.values() if _MISSING in page)
        assert [text for text in words if text not in page] == [], path.name
        assert "<img" not in page, path.name
    for name in ("the-kitchen-garden.html", "the-kitchen-garden.txt", "the-kitchen-garden.vtt"):
        text = " ".join((built / name).read_text(encoding="utf-8").split())
        assert [each for each in words if each not in text] == [], name


def test_the_guide_has_the_words_as_text_and_no_picture(built: Path) -> None:
    guide = json.loads((built / "the-kitchen-garden.guide.json").read_text(encoding="utf-8"))
    text = json.dumps(guide)
    assert '"image"' not in text
    assert "A bed of beans behind a low stone wall." in text


def test_a_listener_can_not_switch_off_what_is_all_there_is(built: Path) -> None:
    with zipfile.ZipFile(built / "the-kitchen-garden-daisy202.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith((".smil", ".html"))]
        assert not [name for name in names if b"prodnote-on" in archive.read(name)]
        assert not [name for name in names if b"optional-prodnote" in archive.read(name)]


@pytest.mark.slow
def test_the_checkers_have_nothing_to_say_of_missing_pictures(built: Path, tmp_path: Path) -> None:
    for name in ("the-kitchen-garden.epub", "the-kitchen-garden-readalong.epub"):
        assert epubcheck(built / name, tmp_path) == []
        assert ace(built / name, tmp_path / name) == []


def test_words_of_a_missing_picture_are_highlighted_one_by_one(publication_folder: Write, tmp_path: Path) -> None:
    publication = PUBLICATION + "editions: [readalong]\n"
    publication = publication.replace("{text: quiet}", "{text: quiet, granularity: word}")
    folder = written(publication_folder, publication=publication)
    cjpublish.build(cjpublish.read(folder))
    with zipfile.ZipFile(folder / "dist" / "the-kitchen-garden-readalong.epub") as archive:
        page = archive.read("EPUB/text/spring.xhtml").decode()
    assert re.search(r'class="figure-text"><span id="s\w+-w1">A</span>', page)


# --- alternative text that is still to be written


@pytest.mark.parametrize(
    "alt",
    [
        "TODO: what does it tell?",
        "todo: what does it tell?",
        "TODO describe the beds.",
        "To do: it.",
        "TODO",
        "ToDo it.",
    ],
)
def test_alternative_text_that_is_still_to_be_written_is_refused_at_its_line(
    alt: str, publication_folder: Write
) -> None:
    images = f"beds.jpg:\n  caption: The upper bed.\n  alt: '{alt}'\n"
    folder = written(publication_folder, images, "# Spring\n\n![](images/beds.jpg)\n")
    photo(folder, "beds.jpg")
    (fault,) = faults(folder)
    assert str(fault.source) == "manuscript/images/images.yaml:3:8"
    assert fault.message == "this alternative text is still to be written"
    assert "in place of `TODO`" in fault.fix


def test_alternative_text_that_is_still_to_be_written_is_refused_in_its_place(publication_folder: Write) -> None:
    folder = written(publication_folder, "{}\n", "# Spring\n\n![TODO: the beds](images/beds.jpg)\n")
    photo(folder, "beds.jpg")
    (fault,) = faults(folder)
    assert fault.source is not None
    assert (fault.source.path, fault.source.line) == ("manuscript/01-spring.md", 3)


@pytest.mark.parametrize("alt", ["Todo el huerto está en flor.", "To do this, she kneels.", "Todos miran."])
def test_a_sentence_that_begins_like_a_to_do_is_none(alt: str, publication_folder: Write) -> None:
    folder = written(publication_folder, f'beds.jpg: {{alt: "{alt}"}}\n', "# Spring\n\n![](images/beds.jpg)\n")
    photo(folder, "beds.jpg")
    assert cjpublish.read(folder)


def test_to_dos_that_are_alike_are_not_told_to_be_alike(publication_folder: Write) -> None:
    images = "beds.jpg: {alt: TODO}\ngate.jpg: {alt: TODO}\n"
    folder = written(publication_folder, images, "# Spring\n\n![](images/beds.jpg)\n\n![](images/gate.jpg)\n")
    photo(folder, "beds.jpg")
    photo(folder, "gate.jpg")
    with pytest.raises(InputError) as raised:
        cjpublish.read(folder)
    assert [each.message for each in raised.value.findings] == ["this alternative text is still to be written"] * 2
