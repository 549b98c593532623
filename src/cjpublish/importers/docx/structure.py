"""Structure: the flat paragraphs that mammoth leaves, put together as headings, quotations, code, figures and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from cjpublish.draft import Cut
from cjpublish.importers.docx.lists import Builder
from cjpublish.importers.docx.marks import Drawn, Marks, Told
from cjpublish.importers.docx.names import Element

__all__ = ["Front", "structured"]

_PLAIN = Told("")
_FRONT = ("title", "subtitle", "author", "date")


@dataclass(slots=True)
class Front:
    """What was taken out of the text."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    """The lines of the title page by their role: `title`, `subtitle`, `author`, `date`."""
    cuts: list[Cut] = field(default_factory=list)
    """What was left out."""
    labels: list[str] = field(default_factory=list)
    """What counted figures, such as `Figure 3`, and was taken off their captions."""
    counts: list[str] = field(default_factory=list)
    """What counted headings, such as `1.2`, and was written before them."""


def structured(body: Element, marks: Marks, languages: Sequence[str], front: Front) -> None:
    """Put the paragraphs of a body, or of a note, together; the tree is changed, and no mark is left in it.

    What is taken out goes to `front`; the lines of a title page only of a `body`.
    """
    known = _settle(body, marks, languages)
    for container in [body, *body.iter("td", "th")]:
        _Container(container, known, front).build()
    if body.tag == "body":
        _take_front(body, known, front)


def _settle(body: Element, marks: Marks, languages: Sequence[str]) -> dict[Element, Told]:
    """Replace the bookmarks of marks, and return what is known of the paragraphs."""
    known: dict[Element, Told] = {}
    for anchor in list(body.iter("a")):
        marked = marks.of(anchor.get("id", ""))
        if isinstance(marked, Told):
            paragraph = next(anchor.iterancestors("p"), None)
            if paragraph is not None:
                known[paragraph] = marked
            _unwrap(anchor)
        elif isinstance(marked, Drawn):
            _draw(anchor, marked)
    for box in list(body.iter("input")):
        box.tag, box.text = "span", "☒" if box.get("checked") else "☐"
        box.attrib.clear()
    for span in list(body.iter("span")):
        index = span.get("class", "").removeprefix("lang-")
        if index.isdigit() and int(index) < len(languages):
            span.set("lang", languages[int(index)])
            del span.attrib["class"]
    return known


def _draw(anchor: Element, drawn: Drawn) -> None:
    """Make an anchor a picture, or a line across the page."""
    name = anchor.attrib.pop("id")
    if drawn.kind == "rule":
        anchor.tag = "hr"
        return
    anchor.tag = "img"
    anchor.set("src", name)
    if drawn.alternative.text is not None:
        anchor.set("alt", drawn.alternative.text)


def _unwrap(element: Element) -> None:
    """Put an element's content in its place."""
    parent, previous = element.getparent(), element.getprevious()
    at = parent.index(element)
    _append_text(parent, previous, element.text)
    children = list(element)
    parent[at : at + 1] = children
    _append_text(parent, children[-1] if children else previous, element.tail)


def _append_text(parent: Element, previous: Element | None, text: str | None) -> None:
    if not text:
        return
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text


@dataclass(slots=True)
class _Container:
    """The paragraphs and tables that stand side by side in one place."""

    container: Element
    known: dict[Element, Told]
    front: Front
    lists: Builder = field(init=False)

    def build(self) -> None:
        """Put them together."""
        self.lists = Builder(self.container)
        for block in list(self.container):
            told = self.known.get(block, _PLAIN)
            if block.tag == "p" and not _holds(block):
                if len(block) == 0:
                    self.container.remove(block)
                continue
            if self.lists.takes(block, told):
                continue
            self._end_lists()
            self._place(block, told)
        self._end_lists()

    def _end_lists(self) -> None:
        for block in self.lists.ended():
            self._place(block, self.known.get(block, _PLAIN))

    def _place(self, block: Element, told: Told) -> None:
        role = told.role
        if role[:1] == "h" and role[1:].isdigit():
            self._heading(block, told)
        elif role == "contents":
            self.front.cuts.append(Cut("table of contents", _text(block)))
            self.container.remove(block)
        elif role == "quote":
            self._gather(block, "blockquote")
        elif role == "code":
            self._code(block)
        elif role == "rule":
            self._rule(block)
        elif role == "caption":
            self._caption(block, told)
        elif role in ("term", "definition"):
            self._gather(block, "dl")
            block.tag = "dt" if role == "term" else "dd"

    def _heading(self, block: Element, told: Told) -> None:
        block.tag = told.role
        if told.numbered is not None and told.numbered.label:
            label = told.numbered.label
            block.text = f"{label} {block.text or ''}"
            self.front.counts.append(label)

    def _gather(self, block: Element, name: str) -> None:
        """Put a block into the element of that name before it, or a new one."""
        before = block.getprevious()
        if before is None or before.tag != name:
            before = etree.Element(name)
            block.addprevious(before)
        before.append(block)

    def _code(self, block: Element) -> None:
        before = block.getprevious()
        if before is not None and before.tag == "pre":
            _append_text(before, before[-1] if len(before) else None, "\n")
            _append_text(before, before[-1] if len(before) else None, block.text)
            before.extend(list(block))
            self.container.remove(block)
        else:
            block.tag = "pre"

    def _rule(self, block: Element) -> None:
        block.addprevious(etree.Element("hr"))
        self.container.remove(block)

    def _caption(self, block: Element, told: Told) -> None:
        """Give a caption to the picture before or the table behind it, else to the table before or picture behind."""
        before, after = block.getprevious(), block.getnext()
        choices: list[tuple[Element | None, Callable[[Element | None], bool]]] = [
            (before, _is_picture),
            (after, _is_table),
            (before, _is_table),
            (after, _is_picture),
        ]
        for place, fits in choices:
            if place is not None and fits(place):
                if _is_table(place):
                    block.tag = "caption"
                    place.insert(0, block)
                else:
                    self._figure(place, block, told.label)
                return

    def _figure(self, picture: Element, caption: Element, label: str) -> None:
        figure = etree.Element("figure")
        picture.addprevious(figure)
        caption.tag = "figcaption"
        figure.extend([picture, caption])
        if label and (caption.text or "").lstrip().startswith(label):
            self.front.labels.append(label)
            caption.text = (caption.text or "").lstrip()[len(label) :].lstrip(" .:–—-\u00a0\t")


def _take_front(body: Element, known: dict[Element, Told], front: Front) -> None:
    """Take the lines of the title page from the beginning; a title further on is a heading."""
    at_front = True
    for block in list(body):
        role = known[block].role if block in known and block.tag == "p" else ""
        if role in _FRONT and at_front:
            front.texts.setdefault(role, []).append(_text(block))
            front.cuts += [Cut("note of the title page", _text(block))] if _note_of(block) else []
            body.remove(block)
        elif role == "title":
            block.tag = "h1"
        elif _text(block):
            at_front = False


def _note_of(block: Element) -> bool:
    return any("-ref-" in anchor.get("id", "") for anchor in block.iter("a"))


def _text(block: Element) -> str:
    return " ".join("".join(block.itertext()).split())


def _holds(block: Element) -> bool:
    """Return whether a paragraph holds anything to read or see."""
    return bool(_text(block)) or next(block.iter("img", "hr"), None) is not None


def _is_picture(block: Element | None) -> bool:
    return block is not None and block.tag == "p" and not _text(block) and next(block.iter("img"), None) is not None


def _is_table(block: Element | None) -> bool:
    return block is not None and block.tag == "table" and block.find("caption") is None
