"""Reads an SVG safely and refuses what could act, move or call home from a reader's device."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["clean"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ACTIVE = {"script", "foreignObject", "handler", "listener", "iframe", "audio", "video", "canvas", "embed", "object"}
_MOVING = {"animate", "animateColor", "animateMotion", "animateTransform", "discard", "mpath", "set"}
_EDITORS = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://inkscape.sourceforge.net/", "http://ns.adobe.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
    "http://purl.org/dc/", "http://www.bohemiancoding.com/", "http://www.figma.com/", "https://www.figma.com/",
    "http://www.serif.com/", "https://boxy-svg.com", "http://vectornator.io", "http://www.vectornator.io",
)  # fmt: skip
"""Namespaces of notes that drawing programs leave for themselves; they show nothing and are left out."""
_WITHIN = re.compile(r"#[^\s]*|data:image/(?:png|jpeg|gif|webp)[;,].*", re.DOTALL | re.IGNORECASE)
_CSS_WITHIN = re.compile(
    r"url\(\s*(['\"]?)(?:#[^)'\"\\]*|data:(?:image/(?:png|jpeg|gif|webp)|font/[a-z0-9]+)[;,][^)'\"\\]*)\1\s*\)",
    re.IGNORECASE,
)
_CSS_BEYOND = re.compile(
    r"url\s*\(|@import|image-set\s*\(|\bimage\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding|\\", re.IGNORECASE
)
_CSS_MOVING = re.compile(r"@keyframes|\banimation\b|\banimation-name\b", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*")
_MOST_ELONGATED = 100


def clean(content: bytes, path: str) -> bytes:
    """Return an SVG as it may be published, UTF-8, with viewBox, width and height.

    Comments, the document type and what drawing programs note for themselves are left out, for they show nothing.
    Raises InputError for anything else that may not be there, each with its line: scripts, event handlers, foreign
    content, animation, references to the outside, entities; and for a size that makes no sense (EPUB 3.3, 3.2 and
    6.2; SVG 2, 2.3, secure static mode). `path` is the file as messages name it.
    """
    root = _parsed(content, path)
    _without_notes(root)
    findings = [
        Finding("svg", Severity.ERROR, message, Source(path, line), fix) for line, message, fix in _problems(root)
    ]
    if findings:
        raise InputError(findings)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _refusal(path: str, line: int, message: str, fix: str) -> InputError:
    return InputError([Finding("svg", Severity.ERROR, message, Source(path, line), fix)])


def _parsed(content: bytes, path: str) -> etree._Element:
    """Parse without loading anything and without expanding entities; size the root."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f"the SVG can't be read: {error.msg}"
        raise _refusal(path, error.lineno or 0, message, "export it again from its source") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise _refusal(path, 1, "the SVG defines entities", "export it as plain SVG, without a document type")
    if root.tag != f"{{{_SVG}}}svg":
        raise _refusal(path, root.sourceline or 0, "the file is not SVG", 'its root must be <svg xmlns="…2000/svg">')
    message = _sized(root)
    if message:
        fix = 'give the root element a viewBox="0 0 width height" with its true size'
        raise _refusal(path, root.sourceline or 0, message, fix)
    return root


def _sized(root: etree._Element) -> str:
    """Give the root viewBox, width and height; return what is wrong where they can't be known (SVG 2, 8.2)."""
    width, height = (_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height"))
    box = root.get("viewBox")
    if box is None:
        if not width or not height:
            return "the SVG has neither a viewBox nor a width and height in pixels"
        box = f"0 0 {width[1]} {height[1]}"
        root.set("viewBox", box)
    try:
        _, _, across, down = map(float, box.replace(",", " ").split())
    except ValueError:
        return f"the viewBox '{box}' is not four numbers"
    if not (0 < across < float("inf") and 0 < down < float("inf")):
        return f"the viewBox '{box}' has no area"
    if max(across / down, down / across) > _MOST_ELONGATED:
        return f"the viewBox '{box}' is more than {_MOST_ELONGATED} times longer than wide"
    if not width or not height:
        root.set("width", f"{across:g}")
        root.set("height", f"{down:g}")
    return ""


_Problem = tuple[int, str, str]
"""Line, what is wrong, how to mend it."""


def _problems(root: etree._Element) -> Iterator[_Problem]:
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction) and before.target == "xml-stylesheet":
            yield before.sourceline or 0, "the SVG takes a style sheet from elsewhere", "put the styles into the file"
        before = before.getprevious()
    for element in root.iter():
        line = element.sourceline or 0
        if isinstance(element, etree._Entity):
            yield line, f"the SVG uses the entity {element.text}", "write the character itself"
        else:
            yield from _element_problems(element, line)


def _element_problems(element: etree._Element, line: int) -> Iterator[_Problem]:
    name = etree.QName(element)
    if name.namespace != _SVG:
        yield line, f"<{name.localname}> is no SVG", "export the picture as plain SVG"
        return
    if name.localname in _ACTIVE:
        yield line, f"<{name.localname}> may not be in a picture", "export the picture as plain SVG, without scripts"
    if name.localname in _MOVING:
        fix = "keep the picture still; a reader can't stop it (WCAG 2.2, 2.2.2)"
        yield line, f"<{name.localname}> makes the picture move", fix
    if name.localname == "style":
        yield from _style_problems("".join(element.itertext()), line)
    for attribute, value in element.attrib.items():
        yield from _attribute_problems(str(attribute), str(value), line)


def _attribute_problems(attribute: str, value: str, line: int) -> Iterator[_Problem]:
    name = etree.QName(attribute)
    if name.localname.lower().startswith("on") and name.namespace is None:
        yield line, f"the attribute {name.localname} can run a script", "delete the attribute"
    elif name.namespace == _XML and name.localname == "base":
        yield line, "xml:base moves the picture's references elsewhere", "delete the attribute"
    elif name.localname in ("href", "src") and name.namespace in (None, _XLINK):
        if not _WITHIN.fullmatch(value.strip()):
            fix = "embed what it refers to, or delete the reference"
            yield line, f"{name.localname} refers to something outside the file: {value.strip()[:60]}", fix
    else:
        yield from _style_problems(value, line)


def _style_problems(css: str, line: int) -> Iterator[_Problem]:
    beyond = _CSS_BEYOND.search(_CSS_WITHIN.sub("", css))
    if beyond:
        fix = "embed what it refers to, or delete the reference"
        yield line, f"a style refers to something outside the file: {beyond[0]}", fix
    if _CSS_MOVING.search(css):
        yield line, "a style makes the picture move", "keep the picture still (WCAG 2.2, 2.2.2)"


def _without_notes(root: etree._Element) -> None:
    """Leave out comments, processing instructions and drawing programs' notes; text around them stays."""
    for element in list(root.iter()):
        if element is not root and _is_note(element):
            _removed(element)
    for element in root.iter(etree.Element):
        for attribute in list(element.attrib):
            if (etree.QName(attribute).namespace or "").startswith(_EDITORS):
                del element.attrib[attribute]
    etree.cleanup_namespaces(root)


def _is_note(element: etree._Element) -> bool:
    if isinstance(element, etree._Comment | etree._ProcessingInstruction):
        return True
    if isinstance(element, etree._Entity):
        return False
    return (etree.QName(element).namespace or "").startswith(_EDITORS) or element.tag == f"{{{_SVG}}}metadata"


def _removed(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:  # it went with its parent
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
