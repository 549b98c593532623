"""The texts of notes, taken out of the trees, without links back and without the mark before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cjpublish.draft import Cut
from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.note_links import Links, Pair, in_section, is_back, near

__all__ = ["begins", "cleaned", "gathered", "removed"]

_LONG = 40
"""Characters of a link back; more is text that happens to be a link."""
_MARK = 8
"""Characters of the longest mark or word, such as "Back", that says nothing but where a link leads."""
_LEFT_BEFORE = re.compile(r"^\s*(\[\s*\]|\(\s*\)|[\].):,^↑|]+(?=\s|$))?\s*")
_LEFT_BEHIND = re.compile(r"\s*(\[\s*\]|\(\s*\)|[\[(|^↑↩])?\s*$")
_MARK_BEFORE = re.compile(r"\s*[\[(]?\s*(\w{1,4}|[*†‡§¶#]{1,4})\s*([\].):]+\s*|(\s))")
_TRIFLES = " \t\r\n\u00a0[](){}^↑|.,:"
"""What stands around a link back and says nothing by itself."""
_VOID = frozenset({"img", "svg", "math", "object", "video", "audio", "iframe", "table"})


def gathered(pair: Pair, bodies: set[Element], roots: set[Element]) -> Element:
    """Return one element with all of a note's text: definitions of a term, and paragraphs that go on in a section."""
    body = pair.body
    goes_on: frozenset[str] = frozenset()
    if names.name(body) == "dt":
        goes_on = frozenset({"dd"})
    elif names.name(body) == "p" and in_section(body, roots) and body.getparent() not in roots:
        goes_on = frozenset({"p", "blockquote", "ul", "ol"})
    following = []
    sibling = body.getnext()
    while sibling is not None and names.name(sibling) in goes_on and not _has(sibling, bodies):
        following.append(sibling)
        sibling = sibling.getnext()
    if not following:
        return body
    wrapper = body.makeelement(_like(body, "div"))
    body.addprevious(wrapper)
    for each in (body, *following):
        wrapper.append(each)
    wrapper.tail, wrapper[-1].tail = wrapper[-1].tail, None
    return wrapper


def _has(element: Element, bodies: set[Element]) -> bool:
    return any(inner in bodies for inner in element.iter())


def _like(element: Element, tag: str) -> str:
    namespace, brace, _ = element.tag.rpartition("}")
    return f"{namespace}{brace}{tag}"


def removed(bodies: Sequence[Element], roots: set[Element]) -> tuple[Cut, ...]:
    """Take notes out of their trees, with what is empty then; return the headings that nothing is left beneath."""
    places: list[Element] = []
    for body in bodies:
        place = body.makeelement(_like(body, "div"))
        body.addprevious(place)
        _detach(body)
        places.append(place)
    return tuple(cut for place in places for cut in _tidied(place, roots))


def _tidied(body: Element, roots: set[Element]) -> list[Cut]:
    """Remove the empty element that stands where a note was, and what is empty then."""
    cuts: list[Cut] = []
    parent = body.getparent()
    if parent in roots or _words_beside(body):
        cuts.extend(_without_idle_heading(body))
    _detach(body)
    while parent is not None and parent not in roots and not _words(parent):
        emptied, parent = parent, parent.getparent()
        if parent is not None:
            cuts.extend(_without_idle_heading(emptied))
            _detach(emptied)
    if parent is not None and parent not in roots and in_section(parent, roots):
        cuts.extend(_without_headings_alone(parent))
    return cuts


def _words_beside(body: Element) -> bool:
    """Tell whether anything stays in a note's parent."""
    beside = (body.getprevious(), body.getnext())
    return any(each is not None and _words(each) for each in beside)


def _detach(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _words(element: Element) -> bool:
    return any(text.strip() for text in element.itertext()) or _shown(element)


def _shown(element: Element) -> bool:
    return any(names.name(each) in _VOID for each in element.iter())


def _without_idle_heading(emptied: Element) -> list[Cut]:
    """Remove the rule or heading right before an emptied element where nothing else stands beneath it."""
    before, behind = emptied.getprevious(), emptied.getnext()
    if before is None or (emptied.tail or "").strip() or (before.tail or "").strip():
        return []
    if names.name(before) == "hr":
        _detach(before)
        return []
    own = _level(before)
    if own and (behind is None or 0 < _level(behind) <= own):
        cut = _cut(before)
        _detach(before)
        return [cut]
    return []


def _level(element: Element) -> int:
    """Return the level of a heading that is all an element holds; 0 for another."""
    for inner in element.iter():
        level = names.level(inner) if names.name(inner) else 0
        if level:
            whole = "".join("".join(element.itertext()).split())
            return level if "".join("".join(inner.itertext()).split()) == whole else 0
    return 0


def _without_headings_alone(section: Element) -> list[Cut]:
    """Remove a section of notes that has nothing but its heading left."""
    if section.getparent() is None or not _level(section) or _shown(section):
        return []
    cut = _cut(section)
    _detach(section)
    return [cut]


def _cut(element: Element) -> Cut:
    text = " ".join("".join(element.itertext()).split())
    return Cut("heading of notes, which are set elsewhere", text, element.sourceline or 0)


def begins(body: Element, anchors: Sequence[Element]) -> bool:
    """Tell whether a note's text begins with its own mark, or is numbered by its list."""
    holder, key = _first_text(body)
    found = _MARK_BEFORE.match(getattr(holder, key)) if holder is not None else None
    return names.name(body) == "li" or (found is not None and found.group(1) in set(map(_bare, anchors)))


def cleaned(body: Element, anchors: Sequence[Element], links: Links, marked: bool) -> int:
    """Remove links back, and the mark before a note's text; return how many links that were.

    `marked`: whether every note begins with its mark, so that a number with a space behind it is one.
    """
    places = {place for anchor in anchors for place in near(anchor)}
    back = [each for each in body.iter() if names.name(each) and (is_back(each) or links.targets.get(each) in places)]
    count = 0
    for element in back:
        if not any(each is body for each in element.iterancestors()):
            continue
        if _says_something(element, body):
            element.attrib.pop("href", None)
            continue
        count += 1
        _remove_link(element, body)
    _unmarked(body, {_bare(anchor) for anchor in anchors} - {""}, marked)
    return count


def _says_something(element: Element, body: Element) -> bool:
    """Tell whether a link back is text that happens to be a link: long, or all that its note says."""
    text, whole = ("".join(each.itertext()).strip(_TRIFLES) for each in (element, body))
    return len(text) > _LONG or (text == whole and len(text) > _MARK)


def _remove_link(element: Element, body: Element) -> None:
    """Remove a link back with its brackets; what is left of a list of such links goes with it."""
    first = not _text_before(element, body).strip(" \t\r\n[(^↑|")
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    text = (parent.text if before is None else before.tail) or ""
    element.tail = None
    parent.remove(element)
    joined = f"{text}{tail}"
    if first:
        joined = _LEFT_BEFORE.sub("", f"{text.strip()}{tail}")
    elif not tail.strip():
        joined = _LEFT_BEHIND.sub("", text)
    elif text.rstrip()[-1:] in ("[", "(") and tail.lstrip()[:1] in ("]", ")"):
        joined = f"{text.rstrip()[:-1]}{tail.lstrip()[1:]}"
    if before is None:
        parent.text = joined
    else:
        before.tail = joined
    while parent is not body and not "".join(parent.itertext()).strip(_TRIFLES) and not _shown(parent):
        emptied, parent = parent, parent.getparent()
        if first and emptied.tail:
            emptied.tail = _LEFT_BEFORE.sub("", emptied.tail)
        _detach(emptied)


def _text_before(element: Element, body: Element) -> str:
    parts: list[str] = []
    child = element
    while child is not body:
        parent, before = child.getparent(), child.getprevious()
        while before is not None:
            parts.append(f"{''.join(before.itertext())}{before.tail or ''}")
            before = before.getprevious()
        parts.append(parent.text or "")
        child = parent
    return "".join(reversed(parts))


def _bare(anchor: Element) -> str:
    return re.sub(r"[\s\[\]().:]", "", "".join(anchor.itertext()))


def _unmarked(body: Element, marks: set[str], marked: bool) -> None:
    """Remove a note's own mark before its text, where it stands apart: raised, in brackets or before a full stop."""
    holder, key = _first_text(body)
    if holder is None:
        return
    text = getattr(holder, key)
    alone = key == "text" and holder is not body and not len(holder) and names.name(holder) not in ("p", "li", "div")
    if alone and re.sub(r"[\s\[\]().:]", "", text) in marks:
        holder.text = ""
        parent, before = holder.getparent(), holder.getprevious()
        holder.tail = _LEFT_BEFORE.sub("", holder.tail or "")
        if before is None and not (parent.text or "").strip(" [("):
            parent.text = ""
        return
    found = _MARK_BEFORE.match(text)
    if not found or found.group(1) not in marks or names.name(body) == "li":
        return
    if found.group(3) is None or marked or not found.group(1).isalnum():
        setattr(holder, key, text[found.end() :])


def _first_text(body: Element) -> tuple[Element, str]:
    """Return where a note's first words are: an element, and whether they are its text or its tail."""
    for element in body.iter():
        if names.name(element) and (element.text or "").strip(" \t\r\n[("):
            return element, "text"
        ends = element is not body and not len(element)
        if ends and (element.tail or "").strip():
            return element, "tail"
    return None, ""
