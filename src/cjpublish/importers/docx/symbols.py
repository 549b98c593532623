"""Symbols: characters that mean something only in a symbol font, written as what they show."""

from __future__ import annotations

import re

from lxml import etree
from mammoth.docx.dingbats import dingbats

from cjpublish.importers.docx.names import NAMESPACES, Element, replaced, tag

__all__ = ["settle_symbols"]

_FONTS = frozenset(font for font, _ in dingbats)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CODE = re.compile(r"[0-9A-Fa-f]{2,5}$")
_UNKNOWN = "\ufffd"


def settle_symbols(root: Element) -> int:
    """Write every symbol of a part as a character of Unicode; returns how many are not known, and stand as U+FFFD."""
    unknown = 0
    for element in list(root.iter(tag("w:sym"))):
        code = element.get(tag("w:char"), "")
        character = chr(int(code, 16)) if _CODE.match(code) and _is_character(int(code, 16)) else _UNKNOWN
        made = etree.Element(tag("w:t"))
        made.text = _shown(character, element.get(tag("w:font"), ""))
        replaced(element, [made])
    for text in root.iter(tag("w:t")):
        fonts = text.getparent().find("w:rPr/w:rFonts", NAMESPACES)
        font = "" if fonts is None else fonts.get(tag("w:ascii"), "")
        if text.text and (font in _FONTS or _PRIVATE.search(text.text)):
            text.text = "".join(_shown(character, font) for character in text.text)
        unknown += (text.text or "").count(_UNKNOWN)
    return unknown


def _is_character(code: int) -> bool:
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE


def _shown(character: str, font: str) -> str:
    """Return what a character shows in a font (ECMA-376 Part 1, 17.3.3.30: codes from F000 are the font's own)."""
    code = ord(character)
    own = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if font in _FONTS and own < 0x100:
        found = dingbats.get((font, own))
        return chr(found) if found is not None else character if own == code else _UNKNOWN
    return _UNKNOWN if _PRIVATE.match(character) else character
