"""Unfolding: what Word wraps around a text taken away, so that mammoth sees the text.

Of two ways to say something one is kept; fields are all written the long way; equations and glosses become runs of
text.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from cjpublish.importers.docx.equations import linear
from cjpublish.importers.docx.names import NAMESPACES, Element, local, replaced, tag

__all__ = ["unfold"]

_WORTH = tuple(map(tag, ("w:txbxContent", "a:blip", "c:chart", "dgm:relIds", "w:t")))
"""What makes the newer of two ways to say the same worth having."""


def unfold(root: Element) -> tuple[str, ...]:
    """Unfold everything in a part; returns its equations as they are written now."""
    for both in list(root.iter(tag("mc:AlternateContent"))):
        ways = [way for way in both if local(way) in ("Choice", "Fallback")]
        worth = [way for way in ways if next(way.iter(*_WORTH), None) is not None]
        replaced(both, list((worth or ways)[0]) if ways else [])
    for box in list(root.iter(tag("w14:checkbox"))):
        # What stands in the box says it too: ☐ or ☒.
        box.getparent().remove(box)
    for frame in [each for each in root.iter(tag("w:framePr")) if each.get(tag("w:dropCap")) in ("drop", "margin")]:
        _join_initial(frame)
    equations = [_equation(element) for element in list(root.iter(tag("m:oMath")))]
    for element in list(root.iter(*_UNFOLDED)):
        if element.getparent() is not None:
            replaced(element, _UNFOLDED[element.tag](element))
    return tuple(filter(None, equations))


def _join_initial(frame: Element) -> None:
    """Put the large letter that a chapter begins with before the rest of its word (17.3.1.11)."""
    paragraph = next(frame.iterancestors(tag("w:p")), None)
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != tag("w:p"):
        return
    at = 1 if following.find("w:pPr", NAMESPACES) is not None else 0
    following[at:at] = [child for child in paragraph if child.tag != tag("w:pPr")]
    paragraph.getparent().remove(paragraph)


def _run(text: str) -> Element:
    """Return a run of text."""
    made = etree.Element(tag("w:r"))
    etree.SubElement(made, tag("w:t")).text = text
    return made


def _equation(element: Element) -> str:
    text = linear(element)
    within = element.getparent()
    parts = [_run(text)] if text else []
    if within.tag == tag("m:oMathPara") and element.getnext() is not None and parts:
        parts.append(_run(" "))
    replaced(element, parts)
    return text


def _content(element: Element) -> list[Element]:
    return [child for child in element if not local(child).endswith("Pr")]


def _field(element: Element) -> list[Element]:
    """Write a field in the long way, which says the same (17.16.18)."""
    instruction = etree.Element(tag("w:instrText"))
    instruction.text = element.get(tag("w:instr"), "")
    content = [child for child in element if local(child) != "fldData"]
    return [_mark("begin"), _run_of(instruction), _mark("separate"), *content, _mark("end")]


def _mark(kind: str) -> Element:
    return _run_of(etree.Element(tag("w:fldChar"), {tag("w:fldCharType"): kind}))


def _run_of(element: Element) -> Element:
    made = etree.Element(tag("w:r"))
    made.append(element)
    return made


def _gloss(element: Element) -> list[Element]:
    """Return what a ruby annotation stands above, and the annotation in parentheses behind it; all within a run."""
    base, above = (
        "".join(each.text or "" for each in element.iterfind(f"{path}//w:t", NAMESPACES))
        for path in ("w:rubyBase", "w:rt")
    )
    return _texts(f"{base}({above})" if above else base)


def _texts(text: str) -> list[Element]:
    made = etree.Element(tag("w:t"))
    made.text = text
    return [made]


def _tab(element: Element) -> list[Element]:
    return [etree.Element(tag("w:tab"))]


def _break(element: Element) -> list[Element]:
    return [etree.Element(tag("w:br"))]


_UNFOLDED: dict[str, Callable[[Element], list[Element]]] = {
    tag("w:fldSimple"): _field,
    tag("m:oMathPara"): _content,
    tag("w:bdo"): _content,
    tag("w:dir"): _content,
    tag("w:ruby"): _gloss,
    tag("w:ptab"): _tab,
    tag("w:cr"): _break,
}
