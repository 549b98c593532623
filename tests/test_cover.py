"""Covers: the publisher's own, fitted, and the one that is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cjpublish.editions.views.cover import portrait, square
from cjpublish.editions.views.typesetting import fitted
from cjpublish.errors import InputError
from cjpublish.model import Publication
from publications import SVG, plain, resource

LONG = (
    "A Very Long Title That Goes On and On, as the Titles of Eighteenth-Century Books Were in the Habit of Doing, "
    "Until the Reader Has Forgotten How It Began and the Printer Has Run Out of Room Altogether"
)
PAPER, INK = (248, 245, 238), (28, 32, 38)
MARGIN = 120

Cover = Callable[[Publication], bytes]
both = pytest.mark.parametrize(("make", "size"), [(portrait, (1600, 2400)), (square, (2000, 2000))])


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    return image


def close(colour: object, other: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 12 for a, b in zip(colour, other, strict=True))


def share_of(image: Image.Image, colour: tuple[int, ...]) -> float:
    """Return which part of a picture is about of a colour."""
    small = image.convert("RGB")
    pixels = small.tobytes()
    near = sum(1 for i in range(0, len(pixels), 3 * 7) if all(abs(pixels[i + c] - colour[c]) < 12 for c in range(3)))
    return near / (len(pixels) / (3 * 7))


def luminance(colour: tuple[int, ...]) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def with_cover(file: Path, media_type: str) -> Publication:
    own = resource(file, media_type)
    return replace(plain(cover=own.path), resources=(own,))


@both
def test_a_drawn_cover_has_its_size_and_is_the_same_each_time(make: Cover, size: tuple[int, int]) -> None:
    book = plain(subtitle="Across the Fields", authors=("A. Writer",))
    assert opened(make(book)).size == size
    assert make(book) == make(book)


def test_title_subtitle_and_authors_each_change_the_cover() -> None:
    covers = [
        portrait(plain(**changes)) for changes in ({}, {"title": "Walk"}, {"subtitle": "Far"}, {"authors": ("W.",)})
    ]
    assert len(set(covers)) == len(covers)


def test_type_and_paper_have_a_contrast_of_at_least_seven() -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(INK) + 0.05) >= 7
    image = opened(portrait(plain()))
    assert share_of(image.crop((0, 1010, 1600, 2400)), INK) > 0.005


@both
@pytest.mark.parametrize(
    "title", ["War", "The Kitchen Garden", "Unabhängigkeitserklärungsverhandlungen", LONG, LONG * 3]
)
def test_nothing_runs_into_the_margins(make: Cover, size: tuple[int, int], title: str) -> None:
    image = opened(make(plain(title=title, subtitle=LONG, authors=("An Author with a Long Name",) * 8)))
    width, height = size
    for edge in ((width - MARGIN, 1010, width, height), (0, 1010, MARGIN, height), (0, height - MARGIN, width, height)):
        assert share_of(image.crop(edge), PAPER) > 0.999


def test_a_long_title_is_set_smaller_and_whole() -> None:
    chosen, lines = fitted(LONG, range(220, 40, -4), 600, (1300, 900), 1.1)
    assert " ".join(lines) == LONG
    assert max(map(chosen.width, lines)) <= 1300
    assert len(lines) * 1.1 * chosen.size <= 900
    assert chosen.size < fitted("Tea", range(220, 40, -4), 600, (1300, 900), 1.1)[0].size


def test_lines_are_of_like_length() -> None:
    chosen, lines = fitted("A walk across the fields in spring", (100,), 400, (1300, 900), 1.1)
    assert len(lines) == 2
    assert min(map(chosen.width, lines)) > 0.7 * max(map(chosen.width, lines))


def test_what_fits_at_no_size_ends_in_an_ellipsis() -> None:
    _, lines = fitted(LONG, (100,), 400, (1300, 240), 1.1)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("title", ["Ελληνικά", "Война и мир", "Tiếng Việt", "Łódź – “Étude” & Œuvre"])
def test_greek_cyrillic_and_accented_titles_are_set(title: str) -> None:
    assert share_of(opened(portrait(plain(title=title))).crop((0, 1010, 1600, 2400)), INK) > 0.003


@both
@pytest.mark.parametrize("title", ["កម្ពុជា", "中文", "العربية", "Half 漢字"])
def test_a_title_that_the_typeface_lacks_leaves_a_picture_without_empty_boxes(
    make: Cover, size: tuple[int, int], title: str
) -> None:
    image = opened(make(plain(title=title, subtitle="Far", authors=("A. Writer",))))
    assert image.size == size
    assert share_of(image, PAPER) < 0.001


def test_authors_that_the_typeface_lacks_are_left_out() -> None:
    assert portrait(plain(authors=("作者",))) == portrait(plain())


@both
def test_the_publishers_own_cover_is_fitted_whole_on_the_colour_of_its_edge(
    tmp_path: Path, make: Cover, size: tuple[int, int]
) -> None:
    file = tmp_path / "cover.png"
    image = Image.new("RGB", (400, 200), "#204060")
    image.paste("#e0c090", (100, 50, 300, 150))
    image.save(file)
    cover = opened(make(with_cover(file, "image/png")))
    width, height = size
    assert cover.size == size
    assert close(cover.getpixel((width // 2, height // 2)), (0xE0, 0xC0, 0x90))
    for corner in ((2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3)):
        assert close(cover.getpixel(corner), (0x20, 0x40, 0x60))


def test_a_transparent_cover_lies_on_white(tmp_path: Path) -> None:
    file = tmp_path / "cover.png"
    Image.new("RGBA", (160, 240), (0, 0, 0, 0)).save(file)
    assert close(opened(portrait(with_cover(file, "image/png"))).getpixel((800, 1200)), (255, 255, 255))


def test_an_svg_cover_is_refused_with_a_hint(tmp_path: Path) -> None:
    file = tmp_path / "cover.svg"
    file.write_text(SVG, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        portrait(with_cover(file, "image/svg+xml"))
    (finding,) = caught.value.findings
    assert str(finding.source) == "manuscript/images/cover.svg"
    assert "PNG" in finding.fix
