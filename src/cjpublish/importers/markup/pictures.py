"""Pictures, and what is said of them: alternative text, captions, credits, long descriptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cjpublish.draft import Block, Figure
from cjpublish.importers.markup import descriptions, drawings, names, pages
from cjpublish.importers.markup.captions import Caption
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.joined import joined
from cjpublish.importers.markup.leaves import Leaf, Picture

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["put_caption", "put_drawing", "put_figure", "put_object", "put_picture", "put_role", "said_of_a_picture"]

_CREDIT = re.compile(r"(^|[-_\s])(credits?|photographer|attribution)($|[-_\s])")
_CAPTION = re.compile(r"(^|[-_\s]|fig|thumb|img)(caption)($|[-_\s])")
_IMAGE = re.compile(r"image/|.*\.(avif|bmp|gif|jpe?g|png|svg|webp)([?#].*)?$", re.IGNORECASE)
_IDLE = frozenset({"", "defs", "symbol", "style", "title", "desc", "metadata", "script"})
"""What an SVG holds that draws nothing by itself."""
_ICON = 32
"""Pixels a side of a drawing that only adorns a word or button."""
_SHORT = 250
"""Characters of an alternative text; more is a description."""


def put_picture(flow: Flow, element: Element) -> bool:
    """Take an `img`, or an `image` of SVG."""
    address = (names.attribute(element, "src") or names.attribute(element, "href") or "").strip()
    alt = _alternative(element)
    if not address and not alt and element.get("srcset") is None and not _data(element):
        return True
    if _pixel(element):
        flow.conversion.note("tracker", f"a picture of one pixel is left out: {address[:200]}", element)
        flow.conversion.cut("alternative text of a picture that nobody sees", element, alt or "")
        return True
    _put(flow, element, flow.conversion.hooks.picture(address, element), alt, ())
    return True


def put_drawing(flow: Flow, element: Element) -> bool:
    """Take an `svg`: a drawing, a frame around a picture, or an icon, which goes."""
    shown = [child for child in element if names.name(child) not in _IDLE]
    title, description = (_said(element, tag) for tag in ("title", "desc"))
    if not shown:
        flow.conversion.cut("says what a drawing shows that shows nothing", element, f"{title} {description}")
        return True
    if len(shown) == 1 and names.name(shown[0]) == "image":
        picture = shown[0]
        address = (names.attribute(picture, "href") or names.attribute(picture, "src") or "").strip()
        alt = _alternative(picture)
        alt = _labelled(flow, element) or title or alt
        _put(flow, element, flow.conversion.hooks.picture(address, picture), alt, _paragraphs(flow, description))
        return True
    alt = _labelled(flow, element) or title or ("" if _decorative(element) else None)
    written = " ".join(_text(inner) for inner in element.iter() if names.name(inner) == "text")
    if not alt and not written and _icon(element):
        flow.conversion.note("icon", "small drawings without a name (icons) are left out", element)
        return True
    key = flow.conversion.hooks.drawing(drawings.serialised(element), element)
    foreign = " ".join(_text(inner) for inner in element.iter() if names.name(inner) == "foreignobject")
    lost = foreign if key else f"{written} {foreign}"
    flow.conversion.cut("text in a drawing that is not taken over", element, lost)
    _put(flow, element, key, alt, _paragraphs(flow, description))
    return True


def put_role(flow: Flow, element: Element) -> bool:
    """Take what is called a picture by its role alone; False where its content is shown, and that comes instead."""
    label = _labelled(flow, element)
    if not label or _text(element) or _holds(element, "img", "svg"):
        return False
    if names.is_block(element):
        _put(flow, element, "", label, ())
    else:
        flow.text(label)
    return True


def put_object(flow: Flow, element: Element) -> bool:
    """Take an `object` that is a picture; False for another, whose fallback comes instead."""
    address = (element.get("data") or "").strip()
    if _IMAGE.match(element.get("type") or "") or (not element.get("type") and _IMAGE.match(address)):
        key = flow.conversion.hooks.picture(address, element)
        if key or not _holds(element, "img"):
            sub = flow.within("description")
            sub.walk(element)
            line = joined(blocks := sub.finish(), " ")
            text = "".join(each.text for each in line.inlines if hasattr(each, "text"))
            plain = len(line.inlines) == 1 and text and len(text) <= _SHORT
            alt = _labelled(flow, element) or (text if plain else None)
            pages.pages_within(flow, element)
            _put(flow, element, key, alt, () if alt == text else blocks)
            return True
        return False
    left = address or element.get("type") or ""
    fix = "describe it in the text, or lead to it with a link"
    flow.conversion.warn("embedded", f"an embedded object is left out, its fallback kept: {left}", element, fix)
    return False


def put_figure(flow: Flow, element: Element) -> bool:
    """Take a `figure`: a picture with its caption, or anything else with one."""
    if flow.depth + 1 > flow.limit:
        return False
    count = len(flow.waiting)
    sub = flow.within("figure")
    sub.walk(element)
    blocks = sub.finish()
    references = flow.waiting[count:]
    del flow.waiting[count:]
    flow.lone(references)
    flow.add(*blocks)
    return True


def put_caption(flow: Flow, element: Element) -> bool:
    """Take a `figcaption`."""
    if flow.depth + 1 > flow.limit:
        return False
    sub = flow.within("caption")
    sub.walk(element)
    line = joined(sub.finish(), " ")
    credit = joined(sub.credits, " ").inlines
    if line.inlines or credit:
        flow.add(Caption(line.inlines, credit))
    flow.add(*line.blocks)
    return True


def said_of_a_picture(flow: Flow, element: Element, block: bool) -> bool:
    """Take a caption or credit that only its class tells; False for everything else."""
    written = (element.get("class") or "").lower() if element.attrib else ""
    if not written or flow.depth + 1 > flow.limit:
        return False
    beside = block and bool(flow.blocks) and isinstance(flow.blocks[-1], Figure | Caption)
    if _CREDIT.search(written) and (beside or flow.kind in ("figure", "caption")):
        sub = flow.within("caption")
        sub.walk(element)
        found = sub.finish()
        if flow.kind == "caption":
            flow.credits.extend((*found, *sub.credits))
        else:
            line = joined((*found, *sub.credits), " ")
            flow.add(*((Caption((), line.inlines),) if line.inlines else ()), *line.blocks)
        return True
    if not _CAPTION.search(written) or not (beside or flow.kind == "figure"):
        return False
    return not _holds(element, "img", "svg", "table") and put_caption(flow, element)


def _put(flow: Flow, element: Element, key: str, alt: str | None, said: tuple[Block, ...]) -> None:
    if flow.described:
        message = "a picture within a long description is left out, its alternative text kept"
        flow.conversion.note("picture-described", message, element)
        flow.text(alt or "")
        return
    blocks = (*said, *descriptions.description(flow, element))
    flow.conversion.words()
    flow.leaves.append(Leaf(Picture(Figure(key, alt, description=blocks), element), flow.path))
    link = next((each for each in element.iterancestors() if names.name(each) == "a"), None)
    target = names.attribute(link, "href") if link is not None and flow.conversion.has_no_text(link) else None
    if target and not _IMAGE.match(target):
        flow.conversion.note("picture-link", f"a picture's link is left out: {target[:200]}", element)


def _paragraphs(flow: Flow, text: str) -> tuple[Block, ...]:
    sub = flow.within("description")
    sub.text(text)
    return sub.finish()


def _alternative(element: Element) -> str | None:
    if _decorative(element):
        return ""
    said = element.get("alt")
    if said is None:
        said = element.get("aria-label") or element.get("title")
    return " ".join(said.split()) if said is not None else None


def _decorative(element: Element) -> bool:
    return (element.get("role") or "").strip().lower() in ("presentation", "none")


def _labelled(flow: Flow, element: Element) -> str:
    """Return what ARIA calls an element."""
    label = element.get("aria-label") or ""
    if not label.strip():
        wanted = map(flow.conversion.target, (element.get("aria-labelledby") or "").split())
        label = " ".join("".join(each.itertext()) for each in wanted if each is not None)
    return " ".join(label.split())


def _said(element: Element, tag: str) -> str:
    inner = next((child for child in element if names.name(child) == tag), None)
    return _text(inner) if inner is not None else ""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _holds(element: Element, *tags: str) -> bool:
    return any(names.name(inner) in tags for inner in element.iter())


def _data(element: Element) -> bool:
    return any(key.startswith("data-") and "src" in key for key in element.keys())  # noqa: SIM118  # see names


def _pixel(element: Element) -> bool:
    sides = [(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return all(side in ("0", "1") for side in sides)


def _icon(element: Element) -> bool:
    if any(names.name(each) in ("a", "button") for each in element.iterancestors()):
        return True
    sides = [(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    em = any(side.endswith("em") for side in sides)
    return em or any(side.isascii() and side.isdecimal() and int(side) <= _ICON for side in sides if len(side) < 9)
