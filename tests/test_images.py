"""Pictures for e-readers: what is mended, what is taken out, what is refused."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from cjpublish.editions.views.images import picture, prepare
from cjpublish.errors import InputError
from cjpublish.model import Resource
from publications import resource

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def photo(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "#d02020")
    image.paste("#2020d0", (size[0] // 2, 0, size[0], size[1]))
    return image


def located(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "Somebody's telephone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (11.0, 33.0, 0.0)
    return exif


def save(folder: Path, name: str, image: Image.Image, **options: Any) -> Resource:
    file = folder / name
    image.save(file, **options)
    return resource(file, Image.MIME[file.suffix[1:].upper().replace("JPG", "JPEG")])


def decoded(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    value = image.convert("RGBA").getpixel((x, y))
    assert isinstance(value, tuple)
    return tuple(round(part) for part in value)


def reddish(colour: tuple[int, ...]) -> bool:
    return colour[0] > 150 and colour[1] < 90 and colour[2] < 90


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.png"])
def test_location_and_other_metadata_are_gone_and_the_picture_is_the_same(tmp_path: Path, name: str) -> None:
    given = save(tmp_path, name, photo(), exif=located())
    assert b"telephone" in given.file.read_bytes()
    content, media_type = prepare(given)
    assert media_type == given.media_type
    assert b"telephone" not in content
    image = decoded(content)
    assert not image.getexif()
    assert image.convert("RGB").tobytes() == decoded(given.file.read_bytes()).convert("RGB").tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_good_jpeg_is_not_encoded_a_second_time(tmp_path: Path, progressive: bool) -> None:
    given = save(tmp_path, "a.jpg", photo(), exif=located(), comment=b"a remark", progressive=progressive)
    content, _ = prepare(given)
    scan = given.file.read_bytes().partition(b"\xff\xda")[2]
    assert content.endswith(scan)
    assert b"a remark" not in content


def test_what_follows_the_end_of_a_jpeg_is_gone(tmp_path: Path) -> None:
    given = save(tmp_path, "a.jpg", photo())
    given.file.write_bytes(given.file.read_bytes() + b"a hidden film")
    content, _ = prepare(given)
    assert content.endswith(b"\xff\xd9")


def test_of_a_telephones_several_pictures_in_one_jpeg_the_first_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    photo().save(file, "MPO", save_all=True, append_images=[photo((30, 20))])
    content, media_type = prepare(resource(file, "image/jpeg"))
    assert media_type == "image/jpeg"
    assert decoded(content).format == "JPEG"
    assert decoded(content).size == (60, 40)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.png"])
def test_a_picture_that_lies_on_its_side_is_turned_upright(tmp_path: Path, name: str) -> None:
    content, _ = prepare(save(tmp_path, name, photo(), exif=located(orientation=6)))
    image = decoded(content)
    assert image.size == (40, 60)
    assert not image.getexif()
    assert reddish(pixel(image, 20, 5))
    assert not reddish(pixel(image, 20, 55))


def test_a_picture_for_print_becomes_rgb(tmp_path: Path) -> None:
    content, media_type = prepare(save(tmp_path, "a.jpg", photo().convert("CMYK")))
    assert media_type == "image/jpeg"
    assert decoded(content).mode == "RGB"
    assert reddish(pixel(decoded(content), 5, 5))


@pytest.mark.parametrize(
    ("name", "size", "expected"), [("a.jpg", (4096, 64), (2048, 32)), ("a.png", (32, 3072), (21, 2048))]
)
def test_a_large_picture_is_made_smaller(
    tmp_path: Path, name: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    content, _ = prepare(save(tmp_path, name, photo(size)))
    assert decoded(content).size == expected


def test_a_small_picture_is_not_made_larger(tmp_path: Path) -> None:
    content, _ = prepare(save(tmp_path, "a.png", photo((3, 2))))
    assert decoded(content).size == (3, 2)


def swapped_profile() -> bytes:
    """Return a colour profile like sRGB in which red and green have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?XYZ", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"?XYZ", b"gXYZ", 1)
    return swapped.replace("sRGB".encode("utf-16-be"), "Test".encode("utf-16-be"))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_another_colour_profile_is_converted_and_taken_out(tmp_path: Path, name: str) -> None:
    content, _ = prepare(save(tmp_path, name, Image.new("RGB", (20, 20), "#ff0000"), icc_profile=swapped_profile()))
    image = decoded(content)
    assert "icc_profile" not in image.info
    red, green, _, _ = pixel(image, 10, 10)
    assert green > 200
    assert red < 60


def test_an_srgb_profile_is_only_taken_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = save(tmp_path, "a.jpg", photo(), icc_profile=profile)
    content, _ = prepare(given)
    assert "icc_profile" not in decoded(content).info
    assert content.endswith(given.file.read_bytes().partition(b"\xff\xda")[2])


def test_a_profile_keeps_transparency(tmp_path: Path) -> None:
    content, _ = prepare(
        save(tmp_path, "a.png", Image.new("RGBA", (8, 8), (255, 0, 0, 99)), icc_profile=swapped_profile())
    )
    assert pixel(decoded(content), 4, 4)[3] == 99


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    grey = Image.new("I;16", (10, 10), 0x8000)
    content, _ = prepare(save(tmp_path, "a.png", grey))
    assert decoded(content).mode == "L"
    assert pixel(decoded(content), 5, 5)[0] in (127, 128)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_kept(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (5, 0, 10, 10))
    content, _ = prepare(save(tmp_path, "a.png", image.quantize(4) if mode == "P" else image.convert(mode)))
    assert pixel(decoded(content), 2, 5)[3] == 0
    assert pixel(decoded(content), 8, 5) == (255, 255, 255, 255)


def test_a_gif_becomes_png_and_keeps_its_transparency(tmp_path: Path) -> None:
    image = Image.new("P", (10, 10), 0)
    image.putpalette([0, 0, 0, 200, 30, 30])
    image.paste(1, (5, 0, 10, 10))
    content, media_type = prepare(save(tmp_path, "a.gif", image, transparency=0, comment=b"a remark"))
    assert media_type == "image/png"
    assert b"a remark" not in content
    assert pixel(decoded(content), 2, 5)[3] == 0
    assert pixel(decoded(content), 8, 5) == (200, 30, 30, 255)


def test_text_in_a_png_is_gone(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Somebody")
    text.add_itxt("Where", "Some place", zip=True)
    content, _ = prepare(save(tmp_path, "a.png", photo(), pnginfo=text, dpi=(300, 300)))
    kinds, position = [], 8
    while position < len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        kinds.append(kind)
        position += 12 + length
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    given = save(tmp_path, "a.jpg", photo((3000, 20)))
    assert prepare(given) == prepare(given)


def huge_png() -> bytes:
    """Return a small file that says it is a picture of 400 million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def encoded(**options: Any) -> Callable[[], bytes]:
    def content() -> bytes:
        output = BytesIO()
        photo().save(output, **options)
        return output.getvalue()

    return content


FRAMES = {"save_all": True, "append_images": [photo().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]}
REFUSED = {
    "no picture at all": (lambda: b"just text", "image/png", "can't be read"),
    "a PNG that breaks off": (lambda: encoded(format="PNG")()[:90], "image/png", "can't be read"),
    "a JPEG that breaks off": (lambda: encoded(format="JPEG")()[:-300], "image/jpeg", "can't be read"),
    "an empty file": (lambda: b"", "image/gif", "can't be read"),
    "too many pixels": (huge_png, "image/png", "too many pixels"),
    "a moving GIF": (encoded(format="GIF", **FRAMES), "image/gif", "2 frames"),
    "a moving PNG": (encoded(format="PNG", **FRAMES), "image/png", "2 frames"),
    "a moving WebP": (encoded(format="WEBP", **FRAMES), "image/webp", "2 frames"),
}


@pytest.mark.parametrize(("content", "media_type", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_can_not_be_published_whole_is_refused_with_its_file(
    tmp_path: Path, content: Callable[[], bytes], media_type: str, message: str
) -> None:
    file = tmp_path / "view.bin"
    file.write_bytes(content())
    with pytest.raises(InputError) as caught:
        prepare(resource(file, media_type))
    (finding,) = caught.value.findings
    assert finding.source is not None
    assert finding.source.path == "manuscript/images/view.bin"
    assert message in finding.message
    assert finding.fix


def test_a_picture_for_the_cover_is_upright_too(tmp_path: Path) -> None:
    given = save(tmp_path, "a.jpg", photo(), exif=located(orientation=6))
    assert picture(given).size == (40, 60)


# --- SVG


def svg(folder: Path, body: str, root: str = 'viewBox="0 0 40 20"', before: str = "") -> Resource:
    file = folder / "plan.svg"
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    file.write_text(f"{before}<svg {names} {root}>\n{body}\n</svg>", encoding="utf-8")
    return resource(file, "image/svg+xml")


SVG_REFUSED = {
    "a script": ("<g>\n<script>run()</script></g>", "<script>", 3),
    "an event handler": ('\n<rect onclick="run()"/>', "onclick", 3),
    "an event handler in capitals": ('<rect onLoad="run()"/>', "onLoad", 2),
    "foreign content": ("<foreignObject><p>text</p></foreignObject>", "<foreignObject>", 2),
    "HTML": ('<b xmlns="http://www.w3.org/1999/xhtml">text</b>', "<b> is no SVG", 2),
    "a picture from elsewhere": ('<image href="https://example.org/a.png"/>', "outside the file", 2),
    "a picture from elsewhere, the old way": ('<image xlink:href="//example.org/a.png"/>', "outside the file", 2),
    "a file beside it": ('<use href="other.svg#a"/>', "outside the file", 2),
    "a link that runs a script": ('<a href="javascript:run()"><text>go</text></a>', "outside the file", 2),
    "SVG within data": ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "outside the file", 2),
    "a style from elsewhere": ("<style>@import 'https://example.org/a.css';</style>", "@import", 2),
    "a style from elsewhere, split": ("<style>@im<!-- -->port 'https://example.org/a.css';</style>", "@import", 2),
    "a background from elsewhere": ('<rect style="fill: url(https://example.org/#a)"/>', "url(", 2),
    "a fill from elsewhere": ('<rect fill="url(other.svg#a)"/>', "url(", 2),
    "an escape that hides an address": (r'<rect style="fill: \75rl(//example.org/#a)"/>', "\\", 2),
    "an animation": ('<rect><animate attributeName="x" to="9"/></rect>', "<animate>", 2),
    "a style that moves": ("<style>rect { animation: turn 1s infinite }</style>", "makes the picture move", 2),
    "another base": ('<g xml:base="https://example.org/"/>', "xml:base", 2),
}


@pytest.mark.parametrize(("body", "message", "line"), SVG_REFUSED.values(), ids=SVG_REFUSED.keys())
def test_an_svg_that_could_act_or_call_home_is_refused_at_its_line(
    tmp_path: Path, body: str, message: str, line: int
) -> None:
    with pytest.raises(InputError) as caught:
        prepare(svg(tmp_path, body))
    finding = caught.value.findings[0]
    assert message in finding.message
    assert finding.source is not None
    assert (finding.source.path, finding.source.line) == ("manuscript/images/plan.svg", line)
    assert finding.fix


def test_all_faults_of_an_svg_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        prepare(svg(tmp_path, '<script/>\n<image href="a.png"/>\n<rect onclick="x"/>'))
    assert [finding.source.line for finding in caught.value.findings if finding.source] == [2, 3, 4]


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
FILE_ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n'
SHEET = '<?xml-stylesheet href="https://example.org/a.css"?>\n'
SVG_ROOTS = {
    "entities": ("<text>&b;</text>", 'viewBox="0 0 4 2"', ENTITIES, "entities"),
    "an entity in an attribute": ('<text x="&a;"/>', 'viewBox="0 0 4 2"', ENTITIES, "entities"),
    "a file as an entity": ("<text>&a;</text>", 'viewBox="0 0 4 2"', FILE_ENTITY, "entities"),
    "a style sheet from elsewhere": ("", 'viewBox="0 0 4 2"', SHEET, "style sheet"),
    "no size": ("", "", "", "neither a viewBox"),
    "a size relative to nothing": ("", 'width="100%" height="50%"', "", "neither a viewBox"),
    "no area": ("", 'viewBox="0 0 0 20"', "", "no area"),
    "not a number": ("", 'viewBox="0 0 nan 20"', "", "no area"),
    "three numbers": ("", 'viewBox="0 0 20"', "", "not four numbers"),
    "a thread": ("", 'viewBox="0 0 100000 1"', "", "100 times"),
    "an unclosed element": ("<g>", 'viewBox="0 0 4 2"', "", "can't be read"),
}


@pytest.mark.parametrize(("body", "root", "before", "message"), SVG_ROOTS.values(), ids=SVG_ROOTS.keys())
def test_an_svg_as_a_whole_is_refused(tmp_path: Path, body: str, root: str, before: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        prepare(svg(tmp_path, body, root, before))


def test_an_svg_keeps_what_it_shows_and_loses_what_a_drawing_program_noted(tmp_path: Path) -> None:
    body = (
        '<!-- a remark --><metadata><x:y xmlns:x="urn:x"/></metadata>'
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="base"/>'
        '<linearGradient id="g"/><rect fill="url(#g)" style="stroke: url(\'#g\')"/><use href="#g" xlink:href="#g"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/><text>one <!-- two -->three</text>'
    )
    content, media_type = prepare(svg(tmp_path, body, before="<!DOCTYPE svg>\n"))
    text = content.decode()
    assert media_type == "image/svg+xml"
    assert "remark" not in text
    assert "metadata" not in text
    assert "sodipodi" not in text
    assert "DOCTYPE" not in text
    assert 'fill="url(#g)"' in text
    assert "data:image/png" in text
    assert "one three" in text


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ('viewBox="0 0 40 20"', ("0 0 40 20", "40", "20")),
        ('width="40" height="20px"', ("0 0 40 20", "40", "20px")),
        ('width="100%" viewBox="0,0,40,20"', ("0,0,40,20", "40", "20")),
        ('width="10cm" height="5cm" viewBox="0 0 40 20"', ("0 0 40 20", "40", "20")),
    ],
)
def test_an_svg_has_its_size_in_every_form(tmp_path: Path, root: str, expected: tuple[str, str, str]) -> None:
    from lxml import etree

    content, _ = prepare(svg(tmp_path, "", root))
    found = etree.fromstring(content)
    assert (found.get("viewBox"), found.get("width"), found.get("height")) == expected
