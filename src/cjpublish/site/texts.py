"""The chapters as HTML: what the e-book holds, without what only e-books understand."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from cjpublish.editions.views.ebook.text import File, TextFiles

__all__ = ["Size", "body", "quoted", "sizes"]

Size = tuple[int, int]
"""Width and height of a picture in CSS pixels."""
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_DEEPER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def body(page: File, pictures: Mapping[str, Size]) -> str:
    """Return the content of a page's body as HTML.

    Links lead to `.html` files; pictures have their size, so that nothing moves when they come, and come when they are
    needed. `pictures` gives sizes by a picture's name in the e-book.
    """
    root = etree.fromstring(page.content)
    for each in root.iter(etree.Element):
        _turn(each, pictures)
    etree.cleanup_namespaces(root)
    (found,) = root.iter("body")
    return "".join([str(etree.tostring(each, method="html", encoding="unicode")) for each in found])


def quoted(markup: str, address: str) -> str:
    """Return a content note's HTML as it can stand in the page at the site's root; `address` is that of its own page.

    Its headings are a level deeper, links lead where they led, and ids are left to its own page. The way past it is
    left out: the page at the root has its own. There are no pictures and no notes in it.
    """
    root = etree.fromstring(f"<div>{markup}</div>", etree.HTMLParser())
    (section,) = root.iter("section")
    for element in list(section.iter(etree.Element)):
        if element.tag == "p" and element.get("class") == "skip-link":
            section.remove(element)
        if element.tag == "a" and (href := element.get("href")):
            element.set("href", urljoin(address, href))
        element.tag = _DEEPER.get(element.tag, element.tag)
        element.attrib.pop("id", None)
    return "".join([str(etree.tostring(each, method="html", encoding="unicode")) for each in section])


def sizes(text: TextFiles) -> dict[str, Size]:
    """Return the size of each picture of the text, by its name in the e-book."""
    return {each.name: _size(each) for each in text.others if each.media_type.startswith("image/")}


def _size(picture: File) -> Size:
    if picture.media_type == "image/svg+xml":
        return _drawn_size(picture.content)
    from PIL import Image

    with Image.open(BytesIO(picture.content)) as image:
        return image.size


def _drawn_size(content: bytes) -> Size:
    """Return an SVG's size: by its view box, else by its own measures (SVG 2, 8.2)."""
    root = etree.fromstring(content)
    box = [float(number) for number in root.get("viewBox", "").replace(",", " ").split()]
    if len(box) == 4:
        return max(1, round(box[2])), max(1, round(box[3]))
    width, height = (root.get(name, "").removesuffix("px") for name in ("width", "height"))
    try:
        return max(1, round(float(width))), max(1, round(float(height)))
    except ValueError:
        return 300, 150  # what browsers take where nothing is said (CSS 2.2, 10.3.2)


def _turn(element: etree._Element, pictures: Mapping[str, Size]) -> None:
    """Turn an element into HTML."""
    element.tag = etree.QName(element).localname
    element.attrib.pop(_EPUB_TYPE, None)
    element.attrib.pop(_XML_LANG, None)  # `lang` stands beside it
    if element.tag == "a" and (href := element.get("href")):
        element.set("href", _html(href))
    elif element.tag == "img":
        _sized(element, pictures)


def _html(href: str) -> str:
    if ":" in href or href.startswith("#"):
        return href
    name, mark, fragment = href.partition("#")
    return f"{name.removesuffix('.xhtml')}.html{mark}{fragment}"


def _sized(image: etree._Element, pictures: Mapping[str, Size]) -> None:
    width, height = pictures[posixpath.normpath(f"text/{image.get('src')}")]
    if not image.get("alt"):
        image.attrib.pop("role", None)  # an empty text says it already (ARIA in HTML, 4)
    image.set("width", str(width))
    image.set("height", str(height))
    image.set("loading", "lazy")
    image.set("decoding", "async")
