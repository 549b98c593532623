"""Pictures of a page: their files, their texts, and what is no picture."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cjpublish.draft import Draft, Figure
from cjpublish.errors import InputError, Severity
from cjpublish.importers import Fetch, Original
from cjpublish.importers.html import read
from cjpublish.importers.html.credits import with_credits
from cjpublish.model import Text, inline_text

TEXT = "<p>The river rises in the hills and runs past the old mill to the sea, and boats come in with every tide.</p>"


def png(width: int, height: int, shade: int = 0) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(
        b"\0" + bytes((place * 7 + shade + row) % 256 for place in range(width * 3)) for row in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURE = png(40, 30)
Import = Callable[..., Draft]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    folder = tmp_path / "saved"
    files = folder / "page_files"
    files.mkdir(parents=True)
    for name in ("mill.png", "the mill.png", "weir.png"):
        (files / name).write_bytes(PICTURE)
    (files / "text.png").write_text("no picture")
    (tmp_path / "outside.png").write_bytes(PICTURE)

    def run(body: str, fetch: Fetch | None = None) -> Draft:
        path = folder / "page.html"
        head = "<title>T</title><link rel='canonical' href='https://notes.example/a/river'>"
        path.write_text(f"{head}<h1>T</h1>{TEXT}{body}{TEXT}", encoding="utf-8")
        return read(Original(path, "page.html", fetch))

    return run


def figures(draft: Draft) -> list[Figure]:
    return [block for block in draft.chapters[0].blocks if isinstance(block, Figure)]


def content(draft: Draft) -> list[bytes]:
    return [draft.images[figure.image].read() for figure in figures(draft) if figure.image]


@pytest.mark.parametrize(
    "image",
    [
        "<img src='page_files/mill.png'>",
        "<img src='./page_files/the%20mill.png?v=2#x'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='page_files/mill.png'>",
        "<img data-lazy-src='page_files/mill.png'>",
        "<img srcset='page_files/mill.png 400w, page_files/weir.png 800w'>",
        "<img src='gone.png' srcset='page_files/mill.png 2x'>",
        "<picture><source srcset='page_files/mill.png 1x'><img src='gone.png'></picture>",
        "<picture><source data-srcset='page_files/mill.png'><source srcset='gone.webp'><img></picture>",
        "<img class='lazy'><noscript><img src='page_files/mill.png'></noscript>",
        "<noscript><img src='page_files/mill.png'></noscript>",
        "<div data-src='page_files/mill.png' data-alt='A mill'></div>",
        "<amp-img src='page_files/mill.png'></amp-img>",
        f"<img src='data:image/png;base64,{base64.b64encode(PICTURE).decode()}'>",
    ],
)
def test_a_picture_beside_the_page_or_within_it_is_taken(imported: Import, image: str) -> None:
    draft = imported(image)

    assert content(draft) == [PICTURE]
    assert not [finding for finding in draft.findings if finding.code == "missing-picture"]


@pytest.mark.parametrize(
    "address",
    [
        "gone.png",
        "../outside.png",
        "%2e%2e/outside.png",
        "page_files/../../outside.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "page_files/text.png",
        "page_files",
        "https://notes.example/mill.png",
        "//notes.example/mill.png",
        "x\x00y",
        "data:image/png;base64," + "A" * 600,
    ],
)
def test_a_picture_that_cannot_be_had_leaves_its_figure_and_a_warning(imported: Import, address: str) -> None:
    draft = imported(f"<img src='{address}' alt='A mill'>")

    (figure,) = figures(draft)
    assert (figure.image, figure.alt) == ("", "A mill")
    assert [finding.severity for finding in draft.findings if finding.code == "missing-picture"] == [Severity.WARNING]
    assert not draft.images


def test_a_link_out_of_the_folder_is_not_followed(imported: Import, tmp_path: Path) -> None:
    (tmp_path / "saved" / "link.png").symlink_to(tmp_path / "outside.png")

    assert content(imported("<img src='link.png' alt='A mill'>")) == []


def test_a_file_that_is_gone_when_it_is_read_is_an_error_of_its_own(imported: Import, tmp_path: Path) -> None:
    draft = imported("<img src='page_files/mill.png'>")
    (tmp_path / "saved/page_files/mill.png").unlink()

    with pytest.raises(InputError, match=r"mill\.png"):
        content(draft)


def test_pictures_are_fetched_only_where_that_is_allowed(imported: Import) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if "gone" in address:
            raise OSError("not found")
        return b"<html>no picture" if "page" in address else PICTURE

    image = "<img src='/mill.png' alt='a'><p>x.</p><img src='gone.png' alt='b'><p>x.</p><img src='page.png' alt='c'>"
    draft = imported(image, fetch)

    assert asked == [
        "https://notes.example/mill.png",
        "https://notes.example/a/gone.png",
        "https://notes.example/a/page.png",
    ]
    assert [bool(figure.image) for figure in figures(draft)] == [True, False, False]
    assert [image.name for image in draft.images.values()] == ["mill.png"]


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://count.example/p' width='1' height='1'>",
        "<img src='https://count.example/p' style='width: 1px; height: 1px'>",
        "<img src='page_files/mill.png' width='16' height='16' alt='Menu'>",
        "<img src='page_files/mill.png' class='avatar' alt='Ana'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    ],
)
def test_single_pixels_and_icons_are_left_out_and_counted(imported: Import, image: str) -> None:
    draft = imported(image)

    assert not figures(draft)
    assert [finding.severity for finding in draft.findings if finding.code == "icons"] == [Severity.NOTE]


def test_an_emoji_that_is_a_picture_becomes_its_character(imported: Import) -> None:
    assert "boats ⛵ come" in repr(imported("<p>The boats <img class='emoji' alt='⛵' src='e.png'> come in.</p>"))


@pytest.mark.parametrize(("written", "alt"), [("", None), ("alt=''", ""), ("alt=' A  mill '", "A mill")])
def test_alternative_text_is_what_the_page_says_and_no_more(imported: Import, written: str, alt: str | None) -> None:
    assert figures(imported(f"<img src='page_files/mill.png' {written}>"))[0].alt == alt


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='page_files/mill.png'><figcaption>The old mill.</figcaption></figure>",
        "<figure><figcaption>The old mill.</figcaption><img src='page_files/mill.png'></figure>",
        "<div class='wp-caption'><img src='page_files/mill.png'><p class='wp-caption-text'>The old mill.</p></div>",
        "<div><img src='page_files/mill.png'></div><p class='caption'>The old mill.</p>",
        "<div align='center'><img src='page_files/mill.png'><br><span>The old mill.</span></div>",
        "<div><a href='big.html'><img src='page_files/mill.png'></a><div>The old mill.</div></div>",
    ],
)
def test_a_caption_joins_its_picture(imported: Import, markup: str) -> None:
    draft = imported(markup)

    (figure,) = figures(draft)
    assert inline_text(figure.caption) == "The old mill."
    assert len(draft.chapters[0].blocks) == 4


@pytest.mark.parametrize(
    ("caption", "said", "credit"),
    [
        ("The mill. Photo by Ana Lima", "The mill.", "Ana Lima"),
        ("The mill. Photo: A. Lima", "The mill.", "A. Lima"),
        ("The mill. Photo: Ana Lima/Harbour Notes", "The mill.", "Ana Lima/Harbour Notes"),
        ("The mill (Photo courtesy of the museum)", "The mill", "the museum"),
        ("The mill. © 2020 Ana Lima", "The mill.", "2020 Ana Lima"),
        ("The mill. Credit: Ana Lima", "The mill.", "Ana Lima"),
        ("The mill in May 2010. Ana Lima / Reuters", "The mill in May 2010.", "Ana Lima / Reuters"),
        ("The mill. (AP Photo/Ana Lima)", "The mill.", "AP Photo/Ana Lima"),
        ("Photo by Ana Lima", "", "Ana Lima"),
        ("The photo by Ana shows a mill.", "The photo by Ana shows a mill.", ""),
        ("He/she rows.", "He/she rows.", ""),
        ("Left / Right", "Left / Right", ""),
        ("In 2010/2011 it was dry.", "In 2010/2011 it was dry.", ""),
    ],
)
def test_a_credit_is_split_off_a_caption(caption: str, said: str, credit: str) -> None:
    (figure,) = with_credits([Figure("", None, (Text(caption),))])

    assert isinstance(figure, Figure)
    assert (inline_text(figure.caption), inline_text(figure.credit)) == (said, credit)


def test_a_credit_that_is_named_as_one_is_taken(imported: Import) -> None:
    (figure,) = figures(
        imported(
            "<figure><img src='page_files/mill.png'><div><figcaption>The mill.</figcaption>"
            "<cite>Ana Lima</cite></div></figure>"
        )
    )

    assert (inline_text(figure.caption), inline_text(figure.credit)) == ("The mill.", "Ana Lima")


def test_a_caption_without_its_picture_is_told(imported: Import) -> None:
    draft = imported("<figure><video src='v.mp4'>No film</video><figcaption>The mill at work.</figcaption></figure>")

    assert "at work" in repr(draft.cuts) + repr(draft.chapters)
    assert "embedded" in [finding.code for finding in draft.findings]
