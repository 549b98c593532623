"""Drawings: pictures, text boxes, charts and embedded objects, each put where the text can have it.

`unfold` comes before. Afterwards a part holds no drawing: a picture is a bookmark that the marks know, the text of a
box stands behind the paragraph that it hung on, and what no manuscript can hold is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cjpublish.draft import Cut
from cjpublish.importers.docx.alternative import alternative
from cjpublish.importers.docx.marks import Drawn, Marks
from cjpublish.importers.docx.names import Element, replaced, tag, text_of
from cjpublish.importers.docx.package import Part

__all__ = ["Taken", "take_drawings"]

_CARRIERS = tuple(map(tag, ("w:drawing", "w:pict", "w:object")))
_BOX = tag("w:txbxContent")


@dataclass(slots=True)
class Taken:
    """What was found, in the part's order."""

    cuts: list[Cut] = field(default_factory=list)
    """Text that has no place in a manuscript."""
    boxes: int = 0
    """How many text boxes stand behind their paragraphs now."""
    shapes: int = 0
    """How many shapes without a text, lines and arrows mostly, were left out."""


def take_drawings(part: Part, drawn: Mapping[str, Element], marks: Marks) -> Taken:
    """Replace every drawing of a part; `drawn` are the charts and diagrams by the name of their part."""
    taken = Taken()
    finder = _Finder(part, drawn, marks, taken)
    for carrier in list(part.root.iter(*_CARRIERS)):
        above = list(carrier.iterancestors())
        if above[-1] is not part.root or any(each.tag in _CARRIERS for each in above):
            continue
        pieces = finder.pieces(carrier)
        boxes = [box for box in carrier.iter(_BOX) if not any(above.tag == _BOX for above in _above(box, carrier))]
        taken.boxes += sum(1 for box in boxes if text_of(box))
        _let_out(carrier, boxes)
        taken.shapes += not pieces and not boxes
        replaced(carrier, pieces)
    return taken


def _above(element: Element, top: Element) -> list[Element]:
    found = []
    for above in element.iterancestors():
        if above is top:
            break
        found.append(above)
    return found


def _let_out(carrier: Element, boxes: list[Element]) -> None:
    """Put the paragraphs of boxes behind the paragraph that the carrier stands in."""
    host = next(carrier.iterancestors(tag("w:p")), carrier.getparent())
    for box in boxes:
        for block in list(box):
            host.addnext(block)
            host = block


@dataclass(frozen=True, slots=True)
class _Finder:
    """What a carrier is searched with."""

    part: Part
    drawn: Mapping[str, Element]
    marks: Marks
    taken: Taken

    def pieces(self, carrier: Element) -> list[Element]:
        """Return bookmarks for what a carrier shows, outside its text boxes."""
        found: list[Element] = []
        for element in carrier.iter(*_SHOWN):
            if not any(above.tag == _BOX for above in _above(element, carrier)):
                drawing = _SHOWN[element.tag](self, element, carrier)
                found += [] if drawing is None else [self.marks.bookmark(drawing)]
        described = alternative(carrier)
        if not found and described.text and not text_of(carrier):
            found.append(self.marks.bookmark(Drawn("", described, "drawing")))
        return found

    def picture(self, blip: Element, carrier: Element) -> Drawn | None:
        """Return the picture that DrawingML places."""
        relation_id = blip.get(tag("r:embed")) or blip.get(tag("r:link")) or ""
        own = next(blip.iterancestors(tag("pic:pic")), None)
        return self._from(relation_id, blip, carrier if own is None else own, carrier)

    def older_picture(self, data: Element, carrier: Element) -> Drawn | None:
        """Return the picture that VML places, or that stands for an embedded object."""
        return self._from(data.get(tag("r:id"), ""), data, data.getparent(), carrier)

    def _from(self, relation_id: str, element: Element, nearest: Element, carrier: Element) -> Drawn | None:
        relation = self.part.relations.get(relation_id)
        target = "" if relation is None else relation.target
        program = next((each.get("ProgID", "?") for each in carrier.iter(tag("o:OLEObject"))), "")
        about = alternative(carrier, nearest)
        return Drawn(
            target, about, "object" if program else "picture", program, relation is not None and relation.external
        )

    def chart(self, element: Element, carrier: Element) -> Drawn | None:
        """Return the place of a chart; its words are cut, for they say little without it."""
        return self._drawn(element.get(tag("r:id"), ""), "chart", ("a:t", "c:v"), carrier)

    def diagram(self, element: Element, carrier: Element) -> Drawn | None:
        """Return the place of a SmartArt diagram, and cut its words."""
        return self._drawn(element.get(tag("r:dm"), ""), "diagram", ("a:t",), carrier)

    def _drawn(self, relation_id: str, kind: str, texts: tuple[str, ...], carrier: Element) -> Drawn:
        relation = self.part.relations.get(relation_id)
        root = None if relation is None else self.drawn.get(relation.target)
        words = [] if root is None else [each.text.strip() for each in root.iter(*map(tag, texts)) if each.text]
        if any(words):
            self.taken.cuts.append(Cut(f"text of a {kind}", "\n".join(dict.fromkeys(filter(None, words)))))
        return Drawn("", alternative(carrier), kind)

    def rule(self, shape: Element, carrier: Element) -> Drawn | None:
        """Return the line across the page that VML draws between two parts of a text."""
        return Drawn("", alternative(carrier), "rule") if shape.get(tag("o:hr")) in ("t", "true") else None

    def lettering(self, path: Element, carrier: Element) -> Drawn | None:
        """Cut the words of WordArt."""
        words = path.get("string", "").strip()
        if words:
            self.taken.cuts.append(Cut("words drawn as a picture (WordArt)", words))
        return None


_SHOWN: Mapping[str, Callable[[_Finder, Element, Element], Drawn | None]] = {
    tag("a:blip"): _Finder.picture,
    tag("v:imagedata"): _Finder.older_picture,
    tag("c:chart"): _Finder.chart,
    tag("dgm:relIds"): _Finder.diagram,
    tag("v:rect"): _Finder.rule,
    tag("v:textpath"): _Finder.lettering,
}
