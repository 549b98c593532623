"""Where chapters begin in a document: at what its entries in the table of contents lead to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from cjpublish.importers.epub.navigation import Entry
from cjpublish.importers.epub.words import folded, said
from cjpublish.importers.markup.names import identifiers, is_block, level, name

__all__ = ["Start", "starts"]

_MOST_BEFORE = 100
"""Words that may stand between what an entry leads to and the heading that it means: an epigraph, a number."""
_LONGEST_LABEL = 300
_MOST_LINES = 4
"""Lines of a heading that a document sets as paragraphs."""
_NO_PLACE = frozenset(("table", "ul", "ol", "dl", "blockquote", "figure", "aside", "pre"))
"""Within these a heading begins no chapter."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a chapter or a section begins."""

    id: str
    """An id of the document that the heading has, or stands for it."""
    heading: Any
    """The element of the heading, which is in the tree."""
    label: str
    """What the table of contents calls it."""
    depth: int
    """Its depth in the table of contents."""
    made: str
    """`written` where the document had the heading, `marked` where a paragraph was made one, `added` where the text is
    the table of contents' own."""


def starts(body: Any, entries: Sequence[Entry], depth: int) -> list[Start]:
    """Return where the entries of a document begin, in their order; the tree gets the headings that it lacks.

    Headings are added only for entries of the given depth, which begin chapters; a paragraph that holds an entry's very
    words is made a heading at any depth.
    """
    elements = list(body.iter())
    known = {each: element for element in reversed(elements) if name(element) for each in identifiers(element)}
    order = {element: place for place, element in enumerate(elements)}
    targets: dict[Any, Entry] = {}
    for entry in entries:
        targets.setdefault(known.get(entry.fragment, body) if entry.fragment else body, entry)
    places = sorted(order[target] for target in targets)
    found: dict[Any, Start] = {}
    for target, entry in targets.items():
        following = bisect_right(places, order[target])
        until = elements[places[following]] if following < len(places) else None
        start = _start(len(found), entry, target, body, until, entry.depth == depth)
        if start is not None:
            found.setdefault(start.heading, start)
    return list(found.values())


def _start(place: int, entry: Entry, target: Any, body: Any, until: Any, required: bool) -> Start | None:
    heading = _heading(entry, target, body, until)
    made = "written"
    if heading is None:
        heading, made = _marked(entry, target, body), "marked"
    if heading is None and required and entry.label:
        heading, made = _added(entry, target, body), "added"
    if heading is None:
        return None
    return Start(_identified(heading, place), heading, entry.label, entry.depth, made)


def _heading(entry: Entry, target: Any, body: Any, until: Any) -> Any:
    """Return the heading that an entry means; None where there is none."""
    around = next((each for each in (target, *target.iterancestors()) if level(each) and each is not body), None)
    if around is not None:
        return around if said(around) else None
    label, before = folded(entry.label), 0
    first = None
    for element in _onward(target, body):
        if element is until or before > _MOST_BEFORE:
            break
        if level(element) and said(element) and _is_free(element, body):
            words = folded(said(element))
            if words in label or label in words:
                return element
            if first is None and level(element) > 2:
                break
            first = first if first is not None else element
        elif not level(element) and _is_leaf(element):
            before += len(said(element).split())
    return first


def _onward(target: Any, body: Any) -> Iterator[Any]:
    """Yield the elements from a target on, in document order."""
    yield from target.iter()
    current = target
    while current is not body and current is not None:
        for sibling in current.itersiblings():
            yield from sibling.iter()
        current = current.getparent()


def _is_free(element: Any, body: Any) -> bool:
    return not any(name(each) in _NO_PLACE for each in element.iterancestors() if each is not body)


def _is_leaf(element: Any) -> bool:
    """Tell whether an element is the innermost block around a text."""
    return bool(name(element)) and is_block(element) and not any(name(each) and is_block(each) for each in element)


def _marked(entry: Entry, target: Any, body: Any) -> Any:
    """Make a heading of the paragraph that holds the words of an entry and no others; None where there is none."""
    label = folded(entry.label)
    if not label or len(entry.label) > _LONGEST_LABEL:
        return None
    around = next((each for each in (target, *target.iterancestors()) if _is_leaf(each)), None)
    leaves = (each for each in _onward(around if around is not None else target, body) if _is_leaf(each) and said(each))
    lines = list(islice(takewhile(lambda leaf: _is_line(leaf, body), leaves), _MOST_LINES))
    words = [folded(said(leaf)) for leaf in lines]
    whole = next((count for count in range(len(lines), 0, -1) if "".join(words[:count]) == label), 0)
    if not whole and not (words and words[0] in label and len(words[0]) * 2 >= len(label)):
        return None
    heading = lines[0]
    for line in lines[1:whole]:
        _join(heading, line)
    heading.tag = _tag(heading, f"h{min(entry.depth + 1, 6)}")
    return heading


def _is_line(leaf: Any, body: Any) -> bool:
    """Tell whether a block may be a line of a heading."""
    drawn = next(leaf.iter("{*}img", "{*}svg", "{*}math"), None)
    return name(leaf) in ("p", "div", "center", "header") and drawn is None and _is_free(leaf, body)


def _join(heading: Any, line: Any) -> None:
    """Move a line's content to a heading's end, a space between."""
    last = heading[-1] if len(heading) else None
    text = f" {line.text or ''}"
    if last is None:
        heading.text = f"{heading.text or ''}{text}"
    else:
        last.tail = f"{last.tail or ''}{text}"
    heading.extend(list(line))
    line.text = None
    heading.extend([_anchor(line, each) for each in identifiers(line)])


def _anchor(like: Any, target: str) -> Any:
    """Return an empty element that bears an id."""
    like.attrib.pop("id", None)
    anchor = like.makeelement(_tag(like, "a"))
    anchor.set("id", target)
    return anchor


def _added(entry: Entry, target: Any, body: Any) -> Any:
    """Put a heading with the words of an entry before what it leads to."""
    heading = body.makeelement(_tag(body, "h1"))
    heading.text = entry.label
    if target is body:
        # What stands before the first element goes behind the heading.
        heading.tail, body.text = body.text, None
        body.insert(0, heading)
        return heading
    outermost = target
    for each in target.iterancestors():
        if each is body:
            break
        if name(each) in _NO_PLACE or (is_block(each) and _is_leaf(each)):
            outermost = each
    if not is_block(outermost) and outermost.getparent() is not None and outermost.getparent() is not body:
        outermost = outermost.getparent()
    outermost.addprevious(heading)
    return heading


def _tag(like: Any, tag: str) -> str:
    namespace, brace, _ = str(like.tag).rpartition("}")
    return f"{namespace}{brace}{tag}"


def _identified(heading: Any, place: int) -> str:
    """Return a heading's own id; it is given one where it has none."""
    own = identifiers(heading)
    if own:
        return own[0]
    made = f"-start-{place}"
    heading.set("id", made)
    return made
