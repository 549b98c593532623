"""HTML: the prepared parts given to mammoth, and what it makes of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import mammoth
from lxml import etree

from cjpublish.importers import Original, refused, xml
from cjpublish.importers.docx.names import NAMESPACES, Element, tag
from cjpublish.importers.docx.package import Package, Part

__all__ = ["Converted", "to_html"]

_MOST_ELEMENTS = 200_000
"""Elements of all parts; mammoth takes up to two thousand bytes for one."""
_MOST_CHARACTERS = 8_000_000
"""Characters of all parts; the Bible has half as many."""
_MOST_COLUMNS = 63
"""Columns of a table, which is what Word can."""
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_STYLES = f'<w:styles xmlns:w="{NAMESPACES["w"]}"><w:style w:type="character" w:styleId="Code"/></w:styles>'
_STRAY = tuple(map(tag, ("v:imagedata", "wp:inline", "wp:anchor")))
"""Parts of drawings; those that stood in a drawing are gone by now."""
_FRAGILE = (
    *map(tag, ("w:footnoteReference", "w:endnoteReference", "w:hyperlink", "w:gridSpan", "w:bookmarkStart")),
    *_STRAY,
)
"""What mammoth stumbles over where it is not as it should be."""
_SEPARATORS = ("separator", "continuationSeparator")
"""Notes that are the lines above the notes."""
_CONFUSED = (LookupError, ValueError, AttributeError, TypeError, OSError)
"""What mammoth raises where a document is not as the standard says."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What mammoth made."""

    body: Element
    """The text as HTML; marks are `a` elements with their bookmark as `id`."""
    notes: Mapping[str, Element]
    """The notes' texts by the address that their references lead to, in the order of the first references."""
    messages: tuple[str, ...]
    """What mammoth said."""


def to_html(original: Original, package: Package, languages: Iterable[str]) -> Converted:
    """Convert the prepared parts of a document; `languages` are the names of languages that runs bear as highlights.

    Raises InputError where the document holds more than a book does, nests too deep, or confuses mammoth.
    """
    parts = [part for part in (package.document, package.footnotes, package.endnotes) if part is not None]
    elements = sum(1 for part in parts for _ in part.root.iter())
    characters = sum(len(text) for part in parts for text in part.root.itertext())
    if elements > _MOST_ELEMENTS or characters > _MOST_CHARACTERS:
        raise refused(original, "too-large", "the document holds more than a book does", "divide it into several files")
    _sound(package)
    style_map = "\n".join(["r.Code => code", *(f"highlight[color='{each}'] => span.{each}" for each in languages)])
    try:
        result = mammoth.convert_to_html(
            _packed(package), style_map=style_map, include_default_style_map=False, include_embedded_style_map=False
        )
    except RecursionError as error:
        fix = "take apart tables that stand in tables"
        raise refused(original, "too-deep", "the document nests its tables or boxes too deep", fix) from error
    except _CONFUSED as error:
        fix = "open the document in a word processor and save it again as .docx"
        raise refused(original, "broken-docx", "the document is not built as a Word document is", fix) from error
    body = xml.parse(f"<body>{result.value}</body>".encode(), original)
    messages = tuple(message.message for message in result.messages)
    return Converted(body, _taken_notes(body), messages)


def _sound(package: Package) -> None:
    """Mend what mammoth stumbles over: references that lead nowhere, numbers that are none."""
    notes = {"footnote": package.footnotes, "endnote": package.endnotes}
    known: dict[str, set[str]] = {kind: set() for kind in notes}
    for kind, part in notes.items():
        if part is None:
            continue
        for note in list(part.root):
            if note.get(tag("w:id")) is None:
                part.root.remove(note)
            elif note.tag == tag(f"w:{kind}") and note.get(tag("w:type")) not in _SEPARATORS:
                known[kind].add(note.get(tag("w:id")))
    for part in filter(None, (package.document, package.footnotes, package.endnotes)):
        for element in list(part.root.iter(*_FRAGILE)):
            _mend(element, part, known)


def _mend(element: Element, part: Part, known: Mapping[str, set[str]]) -> None:
    name = etree.QName(element).localname
    if name == "hyperlink":
        relation = part.relations.get(element.get(tag("r:id"), ""))
        if relation is None or relation.kind != "hyperlink":
            element.attrib.pop(tag("r:id"), None)
        return
    if name == "gridSpan":
        text = element.get(tag("w:val"), "")
        sound = re.fullmatch(r"\d{1,3}", text) is not None and 0 < int(text) <= _MOST_COLUMNS
    elif name == "bookmarkStart":
        sound = bool(element.get(tag("w:name")))
    elif element.tag in _STRAY:
        sound = False
    else:
        sound = element.get(tag("w:id")) in known[name.removesuffix("Reference")]
    if not sound:
        element.getparent().remove(element)


def _packed(package: Package) -> io.BytesIO:
    """Return a Word document of the prepared parts and nothing else."""
    parts = {"document": package.document, "footnotes": package.footnotes, "endnotes": package.endnotes}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/styles.xml", _STYLES)
        for name, part in parts.items():
            if part is not None:
                archive.writestr(f"word/{name}.xml", etree.tostring(part.root, encoding="utf-8"))
                archive.writestr(f"word/_rels/{name}.xml.rels", _relations(part))
    file.seek(0)
    return file


def _relations(part: Part) -> str:
    links = "".join(
        f'<Relationship Id="{escape(relation_id)}" Type="hyperlink" Target="{escape(relation.target)}"/>'
        for relation_id, relation in part.relations.items()
        if relation.kind == "hyperlink"
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{links}</Relationships>'


def _taken_notes(body: Element) -> dict[str, Element]:
    """Take the notes' texts out of the body, each without its link back; references lose the `sup` around them."""
    for reference in list(body.iter("a")):
        above = reference.getparent()
        if above.tag == "sup" and _is_note(reference.get("href", "")) and "-ref-" in reference.get("id", ""):
            reference.tail = above.tail
            above.getparent().replace(above, reference)
    last = body[-1] if len(body) else None
    if last is None or last.tag != "ol" or not len(last) or not _is_note(f"#{last[0].get('id', '')}"):
        return {}
    body.remove(last)
    notes = {}
    for item in last:
        back = list(item.iter("a"))[-1]
        back.getparent().remove(back)
        notes[f"#{item.get('id')}"] = item
    return notes


def _is_note(address: str) -> bool:
    return address.startswith(("#footnote-", "#endnote-"))
