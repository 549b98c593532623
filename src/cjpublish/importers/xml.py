"""XML from anywhere, parsed without network, DTDs or entities of its own."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from html.entities import html5
from typing import Any

from lxml import etree

from cjpublish.errors import InputError
from cjpublish.importers import Original, refused

__all__ = ["parse"]

_MOST_BYTES = 32 << 20
_MOST_MARKUP = 2_000_000
"""Tags and attributes: a parsed one takes some 150 bytes, however short it is written."""
_MOST_DEPTH = 200
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (_MOST_DEPTH + 1) + ")")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse(content: bytes, original: Original, name: str = "") -> Any:
    """Return the root element of an XML document that is the file `name` in an archive, or the original itself.

    HTML's named characters (`&nbsp;`) are known without a DTD; a DOCTYPE alone is let be. Raises InputError, with the
    line in that file, where it is not well-formed, declares entities (XML 1.0, 4.2), or nests or swells beyond reason.
    """
    inner = replace(original, name=f"{original.name}/{name}") if name else original
    if len(content) > _MOST_BYTES or content.count(b"<") + content.count(b"=") > _MOST_MARKUP:
        raise refused(inner, "too-large", "the file holds more markup than a book does", "divide it into several files")
    encoding = None
    if content.startswith(_UTF_16):
        content, encoding = content.decode("utf-16", errors="replace").encode(), "utf-8"
    parser = etree.XMLParser(encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_with_characters(content), parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in content:
            raise _with_entities(inner) from error
        raise _not_well_formed(inner, error) from error
    except (ValueError, LookupError) as error:
        raise refused(inner, "broken-xml", f"the XML can't be read: {error}") from error
    _check(inner, root)
    return root


def _with_characters(content: bytes) -> bytes:
    """Write HTML's named characters as numbers, but for the text of CDATA sections, where `&` means itself."""
    first, *rest = content.split(b"<![CDATA[")
    parts = [_NAMED.sub(_number, first)]
    for part in rest:
        verbatim, end, after = part.partition(b"]]>")
        parts += [b"<![CDATA[", verbatim, end, _NAMED.sub(_number, after)]
    return b"".join(parts)


def _number(match: re.Match[bytes]) -> bytes:
    characters = html5.get(match[1].decode("ascii") + ";", "")
    if match[1] in _OF_XML or not characters:
        return match[0]
    return b"".join(b"&#%d;" % ord(character) for character in characters)


def _check(inner: Original, root: Any) -> None:
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and next(internal.iterentities(), None) is not None:
        raise _with_entities(inner)
    unknown = next(root.iter(etree.Entity), None)
    if unknown is not None:
        message = f"the XML does not say what {unknown.text} stands for"
        raise refused(inner, "broken-xml", message, "write the character itself", line=unknown.sourceline or 0)
    if _TOO_DEEP(root):
        raise refused(inner, "too-deep", f"the XML nests more than {_MOST_DEPTH} elements deep")


def _with_entities(inner: Original) -> InputError:
    message = "the XML declares entities of its own, which can hide other files or swell without end"
    return refused(inner, "xml-entities", message, "write out what the entities stand for")


def _not_well_formed(inner: Original, error: etree.XMLSyntaxError) -> InputError:
    line, column = error.position if error.position else (0, 0)
    what = re.sub(r",? line \d+, column \d+.*$", "", error.msg or "it is empty")
    fix = "mend the markup there, or save the work once more with the program that made it"
    return refused(inner, "broken-xml", f"the XML is not well-formed: {what}", fix, line or 0, max(column or 0, 0))
