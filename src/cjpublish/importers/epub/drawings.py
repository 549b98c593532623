"""SVG drawings made whole and still: what they take from the archive within them, nothing that acts or moves."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from cjpublish.importers.markup.names import name

__all__ = ["still", "words_in"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ACTIVE = frozenset(
    (
        *("audio", "canvas", "embed", "foreignobject", "handler", "iframe", "listener", "object", "script", "video"),
        *("animate", "animatecolor", "animatemotion", "animatetransform", "discard", "mpath", "set"),
    )
)
"""What acts, and what moves."""
_RASTER = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[^>\[]*(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+(?P<name>[\w.-]+)\s+([\"'])(?P<value>[^&<\"']{0,200})\2\s*>")
_MOST_ENTITIES = 64
_USED = re.compile(rb"&([\w.-]+);")
_STYLE_SHEET = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']")
_BEYOND = re.compile(r"url\(\s*(['\"]?)(?!#|data:)[^)]*\)", re.IGNORECASE)
_RULES_LEFT_OUT = re.compile(r"@import[^;]*;|@font-face\s*\{[^}]*\}|@charset[^;]*;", re.IGNORECASE)
_KEYFRAMES = re.compile(r"@(?:-\w+-)?keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_MOTION = re.compile(r"(?:-\w+-)?(?:animation|transition)[\w-]*\s*:[^;}]*;?", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Pixels (CSS Values 4, 5.2)."""
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*([a-z]*)\s*")

Get = Callable[[str], bytes | None]
"""Reads what an address in the drawing leads to; None where there is nothing."""


def still(content: bytes, get: Get) -> bytes:
    """Return a drawing that needs no other file and does nothing (SVG 2, 2.3: secure static mode).

    One that can't be parsed is returned as it is: the build says what is wrong with it.
    """
    try:
        root = etree.fromstring(
            _without_doctype(content), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError:
        return content
    _take_style_sheets(root, get)
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _make_still(element, get)
    _size(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def words_in(drawing: Any) -> Iterator[str]:
    """Yield the lines of text that a drawing shows."""
    for each in drawing.iter():
        if name(each) in ("text", "foreignobject") and not any(name(one) == "text" for one in each.iterancestors()):
            yield from filter(None, (" ".join(line.split()) for line in _lines(each)))


def _lines(text: Any) -> Iterator[str]:
    """Yield a text's lines: parts at one height are one, for programs divide words where letters are moved together."""
    line, height = "", text.get("y")
    for event, part in etree.iterwalk(text, events=("start", "end")):
        if not isinstance(part.tag, str):
            continue
        own = part.get("y")
        if event == "start" and ((own is not None and own != height) or part.get("dy")):
            yield line
            line, height = "", own
        if event == "start":
            line += part.text or ""
        elif part is not text:
            line += part.tail or ""
    yield line


def _without_doctype(content: bytes) -> bytes:
    """Return a drawing without its document type; short entities, as drawing programs declare them, are written out."""
    found = _DOCTYPE.search(content)
    if found is None:
        return content
    entities = {each["name"]: each["value"] for each in _ENTITY.finditer(found["subset"] or b"")}
    rest = content[: found.start()] + content[found.end() :]
    if not entities or len(entities) > _MOST_ENTITIES:
        return rest
    return _USED.sub(lambda used: entities.get(used[1], used[0]), rest)


def _take_style_sheets(root: Any, get: Get) -> None:
    """Put the style sheets that a drawing asks for into it."""
    for before in root.itersiblings(preceding=True):
        address = _STYLE_SHEET.search(before.text or "") if getattr(before, "target", "") == "xml-stylesheet" else None
        css = get(address[1]) if address else None
        if css is not None:
            style = etree.Element(f"{{{_SVG}}}style")
            style.text = css.decode("utf-8", "replace")
            root.insert(0, style)


def _make_still(element: Any, get: Get) -> None:
    """Take out of an element what may not be there, or the element itself."""
    namespace = etree.QName(element).namespace
    if (namespace == _SVG and name(element) in _ACTIVE) or (namespace not in (_SVG, None) and not _is_note(element)):
        _drop(element)
        return
    for key, value in list(element.attrib.items()):
        local = etree.QName(key).localname.lower()
        if local.startswith("on") or key == _XML_BASE:
            del element.attrib[key]
        elif local in ("href", "src") and not value.strip().startswith(("#", "data:")):
            _embed(element, key, get)
        elif "url(" in value.lower() or "animation" in value.lower():
            element.set(key, _still_style(value))
    if name(element) == "style":
        css = "".join(element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = _still_style(css)


def _is_note(element: Any) -> bool:
    """Tell whether an element is what a drawing program notes for itself, which the build leaves out."""
    return any(name(each) in ("metadata", "namedview") for each in (element, *element.iterancestors()))


def _embed(element: Any, key: str, get: Get) -> None:
    """Put a picture that an element leads to into it; another reference goes."""
    content = get(element.get(key).strip()) if name(element) in ("image", "feimage") else None
    kind = next((kind for start, kind in _RASTER.items() if content and content.startswith(start)), "")
    if content and kind:
        element.set(key, f"data:{kind};base64,{b64encode(content).decode('ascii')}")
    elif name(element) == "a":
        del element.attrib[key]
    else:
        _drop(element)


def _still_style(css: str) -> str:
    css = _KEYFRAMES.sub("", _RULES_LEFT_OUT.sub("", css))
    return _BEYOND.sub("none", _MOTION.sub("", css))


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail and previous is not None:
        previous.tail = f"{previous.tail or ''}{element.tail}"
    elif element.tail:
        parent.text = f"{parent.text or ''}{element.tail}"
    parent.remove(element)


def _size(root: Any) -> None:
    """Give a drawing the viewBox that its size in whatever unit makes (SVG 2, 8.2)."""
    if root.get("viewBox"):
        return
    lengths = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    pixels = [float(each[1]) * _UNITS[each[2]] for each in lengths if each and each[2] in _UNITS]
    if len(pixels) == 2 and all(pixels):
        root.set("viewBox", f"0 0 {pixels[0]:g} {pixels[1]:g}")
        root.set("width", f"{pixels[0]:g}")
        root.set("height", f"{pixels[1]:g}")
