"""Text in pictures made of pixels is read surely and told where it counts; what was not read is said to be unread."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cjpublish
from cjpublish.checks.pictures import lettering
from cjpublish.checks.pictures.lettering import available, reader
from cjpublish.checks.pictures.lettering.lines import Line, packed, unpacked
from cjpublish.checks.pictures.lettering.words import Told, is_readable, words
from cjpublish.checks.results import Examination
from cjpublish.errors import Severity
from lettered import drawn, jpeg, photograph, png, signed
from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
LEAF = "manuscript/images/leaf.png"
NOTICE = "Broad beans are sown in March\nPeas follow along the fence\nSpinach where the snow melts first"
FONTS = [
    None,
    *sorted(Path("/usr/share/fonts/truetype").rglob("DejaVuSans-Bold.ttf")),
    *sorted(Path("/usr/share/fonts/truetype").rglob("LiberationSansNarrow-Italic.ttf")),
]


def checked(good: Good, alt: str, picture: bytes, **more: Any) -> Examination:
    told = replaced("  decorative: true", f"  alt: {alt}" if alt else "  decorative: true")
    path = good.manuscript({LEAF: picture, IMAGES: told, **more})
    return cjpublish.check(path, cache=good.folder / "cache", jobs=1, tools=False, sound=False).examination


def told_of(examination: Examination) -> list[tuple[str, Severity]]:
    return [(each.code, each.severity) for each in examination.findings if each.code in ("P33", "P38")]


def read_words(content: bytes) -> list[str]:
    return [word for line in reader.read(content) or () for word in words(line.text)]


@pytest.mark.slow
class TestReading:
    @pytest.mark.parametrize("font", FONTS, ids=str)
    @pytest.mark.parametrize("size", [22, 40, 90])
    def test_fonts_and_sizes(self, font: Path | None, size: int) -> None:
        assert set(words(NOTICE)) <= set(read_words(png(drawn(NOTICE, size, font=font))))

    @pytest.mark.parametrize("turned", [-8, 4, 90])
    def test_turned_pictures(self, turned: float) -> None:
        assert {"broad", "beans", "spinach"} <= set(read_words(png(drawn(NOTICE, 44, turned=turned))))

    def test_other_letters_of_europe(self) -> None:
        text = "Straßenverkehr und Fußgänger\nL’été où les élèves lisent"
        assert {"strassenverkehr", "fussganger", "ete", "eleves"} <= set(read_words(png(drawn(text))))

    def test_a_clear_ground_is_taken_as_white(self) -> None:
        ink = drawn(NOTICE).convert("L").point(lambda value: 255 - value)
        clear = drawn(NOTICE).convert("RGBA")
        clear.putalpha(ink)
        assert "beans" in read_words(png(clear))

    @pytest.mark.parametrize("seed", range(4))
    def test_a_photograph_without_text_has_none(self, seed: int) -> None:
        sure = [line for line in reader.read(jpeg(photograph(seed=seed))) or () if line.certainty >= 0.9]
        assert not [line for line in sure if words(line.text)]

    def test_a_damaged_picture_has_none_and_a_huge_one_is_not_read(self) -> None:
        from PIL import Image

        assert reader.read(png(drawn(NOTICE))[:200]) == ()
        assert reader.read(png(Image.new("1", (9000, 9000)))) is None

    def test_the_same_is_read_again(self) -> None:
        content = png(signed("Open on Sunday"))
        assert reader.read(content) == reader.read(content)


@pytest.mark.slow
class TestTelling:
    def test_a_text_of_which_nothing_is_told_is_a_warning(self, good: Good) -> None:
        found = checked(good, "A page that hangs by the door.", png(drawn(NOTICE)))
        assert told_of(found) == [("P33", Severity.WARNING)]
        (finding,) = [each for each in found.findings if each.code == "P33"]
        assert str(finding.source) == LEAF
        assert "'Broad beans are sown in March'" in finding.message
        assert not [each for each in found.unchecked if "pictures" in each.what]

    def test_a_decorative_text_is_a_warning(self, good: Good) -> None:
        assert told_of(checked(good, "", png(drawn(NOTICE)))) == [("P33", Severity.WARNING)]

    def test_what_is_told_in_other_words_and_forms_is_quiet(self, good: Good) -> None:
        alt = "A notice about sowing broad beans in March, then peas along fences, and spinach where snow melted."
        assert told_of(checked(good, alt, png(drawn(NOTICE)))) == []

    def test_signs_in_a_street_are_a_note_at_most(self, good: Good) -> None:
        picture = jpeg(signed("Harbour Bakery\nOpen on Sunday"))
        assert told_of(checked(good, "Three people cross a wet street at night.", picture)) == [("P38", Severity.NOTE)]

    def test_a_word_or_two_are_quiet(self, good: Good) -> None:
        assert told_of(checked(good, "Three people cross a wet street at night.", jpeg(signed("Café")))) == []

    def test_a_cover_with_its_title_and_authors_is_quiet(self, good: Good) -> None:
        cover = drawn("The Kitchen\nGarden\n\nA year between four walls\nA. Writer", 120)
        more = {
            "manuscript/images/cover.png": png(cover),
            "manuscript/publication.yaml": replaced("language: en", "language: en\ncover: images/cover.png"),
        }
        assert told_of(checked(good, "", png(photograph(640, 120)), **more)) == []

    def test_where_the_reader_is_missing_that_is_said(self, good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lettering, "find_spec", lambda name: None)
        found = checked(good, "", png(drawn(NOTICE)))
        (missing,) = [each for each in found.unchecked if each.what.startswith("Text in pictures")]
        assert missing.what == "Text in pictures: images/leaf.png"
        assert "cjpublish[read]" in missing.fix
        assert not missing.wanted
        assert told_of(found) == []


def test_letters_that_are_not_known_are_said_to_be_unread(good: Good) -> None:
    from cjpublish import pipeline

    khmer = {"manuscript/publication.yaml": replaced("title: The Kitchen Garden", "title: សួនបន្លែ")}
    why = available(pipeline.read(good.manuscript(khmer)))
    assert why is not None
    assert "letters" in why.why


def test_words_are_known_again() -> None:
    told = Told.of("The children’s home in Phnom Penh, opened on Sundays.")
    assert all(map(told.holds, words("Children opening PhnomPenh Sundav")))
    assert not any(map(told.holds, words("Harbour greengrocer")))
    assert words("PD15 4,000 men, Über-größe") == ["men", "uber", "grosse"]
    assert words("常用漢字") == ["常用", "漢字"]


def test_only_texts_in_known_letters_are_held_against_others() -> None:
    assert is_readable("Étude")
    assert is_readable("常用漢字")
    assert is_readable("")
    assert not is_readable("ភ្នំពេញ")


def test_lines_are_stored_whole() -> None:
    for lines in ((), (Line("Ça", 0.9),), None):
        assert unpacked(packed(lines)) == lines


def test_nothing_of_it_is_loaded_before_a_picture_is_read() -> None:
    code = (
        "import sys, cjpublish.checking, cjpublish.examining.examine, cjpublish.checks.pictures.lettering as l;"
        "print([name for name in ('rapidocr', 'cv2', 'onnxruntime', 'numpy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
