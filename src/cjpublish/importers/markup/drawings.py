"""SVG drawings within a tree, as files of their own."""

from __future__ import annotations

import re

from lxml import etree

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element

__all__ = ["serialised"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_REFUSED = frozenset({"script", "foreignobject", "iframe", "handler", "set"})
_TAG_NAMES = (
    "altGlyph animateMotion animateTransform clipPath feBlend feColorMatrix feComponentTransfer feComposite "
    "feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB "
    "feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence glyphRef linearGradient radialGradient textPath"
)
_TAGS = {tag.lower(): tag for tag in _TAG_NAMES.split()}
_ATTRIBUTE_NAMES = (
    "attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode "
    "filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines "
    "keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits "
    "numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ "
    "preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions "
    "requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles "
    "surfaceScale systemLanguage tableValues targetX targetY textLength viewBox xChannelSelector "
    "yChannelSelector zoomAndPan"
)
_ATTRIBUTES = {name.lower(): name for name in _ATTRIBUTE_NAMES.split()}
"""Names that HTML parsers write in lower case (HTML, 13.2.6.5)."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def serialised(drawing: Element) -> bytes:
    """Return an `svg` element as an SVG file, without scripts, event handlers and foreign content."""
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG, "xlink": _XLINK})
    stack = [(drawing, root)]
    while stack:
        source, made = stack.pop()
        _copy_attributes(source, made)
        made.text = source.text
        for child in source:
            tag = names.name(child)
            if not tag or tag in _REFUSED or not _NAME.fullmatch(tag):
                _add_text(made, child.tail)
                continue
            exact = child.tag.rpartition("}")[2].rpartition(":")[2]
            inner = etree.SubElement(made, f"{{{_SVG}}}{_TAGS.get(exact, exact)}")
            inner.tail = child.tail
            stack.append((child, inner))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _copy_attributes(source: Element, made: Element) -> None:
    for key, value in source.attrib.items():
        local = key.rpartition("}")[2]
        prefix, _, bare = local.rpartition(":")
        if bare.lower().startswith("on") or prefix == "xmlns" or bare == "xmlns" or not _NAME.fullmatch(bare):
            continue
        if "javascript:" in value.lower():
            continue
        linked = bare == "href" and (prefix == "xlink" or _XLINK in key)
        made.set(f"{{{_XLINK}}}href" if linked else _ATTRIBUTES.get(bare, bare), value)


def _add_text(parent: Element, text: str | None) -> None:
    if text and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text
