"""SVG: what its texts say, what stands out in it, what moves."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from typing import Any

from lxml import etree

from cjpublish.checks.pictures.colour import RGB, contrast, look_alike
from cjpublish.checks.pictures.facts import Faint, PictureFacts
from cjpublish.checks.pictures.ground import Ground
from cjpublish.checks.pictures.legend import key_colours
from cjpublish.checks.pictures.painted import Label, Shape, painted, solid

__all__ = ["examined"]

_SVG = "{http://www.w3.org/2000/svg}"
_MOVING = {f"{_SVG}animate", f"{_SVG}animateMotion", f"{_SVG}animateTransform", f"{_SVG}animateColor", f"{_SVG}set"}
_TEXT, _LARGE_TEXT, _PART = 4.5, 3.0, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
_LARGE, _LARGE_BOLD = 24.0, 18.66
"""Pixels from which text counts as large (WCAG 2.2, large-scale)."""
_SEEN = 1.15
"""A ratio under which something is meant not to be seen."""
_MOST = 1_000_000
"""Texts times shapes that are held against each other."""
_BLACK: RGB = (0, 0, 0)
_TIME = re.compile(r"\s*([\d.]+)\s*(ms|s|min)?\s*")
_CSS_TIME = re.compile(r"([\d.]+)(ms|s)\b")


def examined(content: bytes) -> PictureFacts:
    """Return an SVG's facts; of one that is not well-formed only that."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return PictureFacts(size=len(content), damage=str(error))
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    known = PictureFacts(size=len(content), moves=_moves(root), drawn=True)
    try:
        return _looked_at(root, known)
    except (ArithmeticError, ValueError):  # coordinates beyond all bounds
        return known


def _looked_at(root: Any, known: PictureFacts) -> PictureFacts:
    """Return the facts of a drawing; where it is not sure how it looks, only what it says."""
    found, sure = painted(root)
    labels = [each for each in found if isinstance(each, Label)]
    width, height = _extent(root)
    texts = tuple(label.text for label in labels)
    facts = replace(known, width=round(width), height=round(height), texts=texts)
    if not sure or not width or not height or len(labels) * (len(found) - len(labels)) > _MOST:
        return facts
    ground = Ground(found, width * height)
    keys = key_colours(found, width, height)
    return replace(
        facts,
        dark_on_clear=_dark_on_clear(found, ground),
        faint_texts=_sorted(filter(None, (_faint_text(at, each, ground) for at, each in enumerate(found)))),
        faint_shapes=_sorted((*ground.faint_parts(_PART, _SEEN), *ground.faint_borders(_PART))),
        alike=look_alike(keys),
        keyed=bool(keys),
    )


def _sorted(found: Any) -> tuple[Faint, ...]:
    return tuple(sorted(found, key=lambda each: each.ratio))


def _extent(root: Any) -> tuple[float, float]:
    try:
        _, _, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        from cjpublish.checks.pictures.outlines import number

        return number(root.get("width")), number(root.get("height"))
    return width, height


def _faint_text(at: int, label: Label | Shape, ground: Ground) -> Faint | None:
    """Return a text that stands out too little from what lies beneath its beginning, its middle and its end."""
    if isinstance(label, Shape) or label.outlined or len(label.text) < 2:
        return None
    colour = solid(label.fill)
    beneath = [ground.beneath(at, place) for place in label.places]
    if colour is None or None in beneath:
        return None
    large = label.size >= (_LARGE_BOLD if label.bold else _LARGE)
    needed = _LARGE_TEXT if large else _TEXT
    best = max((paint for paint in beneath if paint), key=lambda paint: contrast(colour, paint))
    ratio = contrast(colour, best)
    return Faint(label.text, colour, best, ratio, needed) if _SEEN <= ratio < needed else None


def _dark_on_clear(found: list[Shape | Label], ground: Ground) -> bool:
    """Tell whether most of what lies on nothing is too dark for a black page."""
    on_clear = []
    for at, each in enumerate(found):
        place = each.places[1] if isinstance(each, Label) else ground.middle(each)
        if ground.is_clear(at, place):
            on_clear.append(solid(each.fill) or (solid(each.stroke) if isinstance(each, Shape) else None))
    colours = [colour for colour in on_clear if colour is not None]
    dark = sum(contrast(colour, _BLACK) < 3 for colour in colours)
    return bool(colours) and dark >= 0.5 * len(on_clear)


def _moves(root: Any) -> float:
    """Return for how many seconds something moves without being asked to."""
    longest = 0.0
    for element in root.iter(*_MOVING):
        begin = element.get("begin", "0s")
        if not _TIME.fullmatch(begin.partition(";")[0]):
            continue
        if "indefinite" in (element.get("repeatCount"), element.get("repeatDur")):
            return inf
        times = _TIME.fullmatch(element.get("repeatCount") or "1")
        longest = max(longest, _seconds(element.get("dur", "")) * (float(times[1]) if times else 1))
    css = " ".join(["".join(style.itertext()) for style in root.iter(f"{_SVG}style")])
    css += " ".join(element.get("style", "") for element in root.iter() if isinstance(element.tag, str))
    if "@keyframes" in css:
        for said in re.findall(r"animation(?:-duration|-iteration-count)?\s*:([^;}]*)", css):
            if "infinite" in said:
                return inf
            times_said = [float(value) / (1000 if unit == "ms" else 1) for value, unit in _CSS_TIME.findall(said)]
            longest = max([longest, *times_said])
    return longest


def _seconds(written: str) -> float:
    match = _TIME.fullmatch(written)
    return float(match[1]) * {"ms": 0.001, "min": 60}.get(match[2] or "", 1) if match else 0.0
