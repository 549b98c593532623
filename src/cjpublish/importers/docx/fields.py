"""Fields: links and cross-references written as mammoth reads links (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from cjpublish.importers.docx.names import Element, tag

__all__ = ["settle_fields"]

_LINK = re.compile(
    r'\s*HYPERLINK\s+(?:"(?P<address>[^"]*)"|(?P<bare>[^\s\\"]\S*))?(?:.*?\\l\s+"(?P<anchor>[^"]*)")?', re.S
)
_MOST_DEEP = 20
"""Fields that may lie one in another."""
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(?P<anchor>[^\s\\]+)(?P<rest>.*)", re.S)


@dataclass(slots=True)
class _Field:
    """A field that has begun."""

    begin: Element
    others: list[Element] = dataclass_field(default_factory=list)
    instructions: list[Element] = dataclass_field(default_factory=list)


def settle_fields(root: Element) -> None:
    """Write the instruction of every field that leads somewhere as `HYPERLINK "address"` or `HYPERLINK \\l "name"`.

    A field that never ends, or lies too deep in others, loses what begins it: what follows would all be its link.
    """
    opened: list[_Field] = []
    for element in list(root.iter(tag("w:fldChar"), tag("w:instrText"))):
        kind = element.get(tag("w:fldCharType"))
        if element.tag == tag("w:instrText"):
            if opened:
                opened[-1].instructions.append(element)
        elif kind == "begin":
            opened.append(_Field(element))
        elif opened and kind in ("separate", "end"):
            _write(opened[-1].instructions)
            opened[-1].instructions.clear()
            opened[-1].others.append(element)
            if kind == "end":
                field = opened.pop()
                if len(opened) >= _MOST_DEEP:
                    _drop(field)
    for field in opened:
        _drop(field)


def _drop(field: _Field) -> None:
    for element in (field.begin, *field.others):
        element.getparent().remove(element)


def _write(instructions: list[Element]) -> None:
    written = _instruction("".join(each.text or "" for each in instructions))
    for index, each in enumerate(instructions):
        if written:
            each.text = written if index == 0 else ""


def _instruction(text: str) -> str:
    """Return a field's instruction as mammoth reads it; empty for a field that leads nowhere."""
    if link := _LINK.match(text):
        address, anchor = link["address"] or link["bare"] or "", link["anchor"] or ""
        if address:
            return f'HYPERLINK "{address}#{anchor}"' if anchor else f'HYPERLINK "{address}"'
        return f'HYPERLINK \\l "{anchor}"' if anchor else ""
    reference = _REFERENCE.match(text)
    if reference and "\\h" in reference["rest"]:
        return f'HYPERLINK \\l "{reference["anchor"]}"'
    return ""
