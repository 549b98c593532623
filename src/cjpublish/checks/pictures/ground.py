"""What lies beneath what in a drawing, and which of its parts hardly stand out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from cjpublish.checks.pictures.colour import RGB, contrast
from cjpublish.checks.pictures.facts import Faint
from cjpublish.checks.pictures.outlines import Point
from cjpublish.checks.pictures.painted import Label, Shape, solid

__all__ = ["Ground"]

_WHITE: RGB = (255, 255, 255)
"""The page, as far as anyone can tell."""
_AREA, _WHOLE = 0.004, 0.6
"""Shares of the picture from which and up to which a shape counts as a part of it."""
_MANY = 200
"""Parts that are looked at."""
_THICK = 1.0
"""How thick an outline must be to set a shape off."""


class Ground:
    """A drawing whose things, painted one over the other, can be asked what lies beneath them."""

    def __init__(self, found: list[Shape | Label], area: float) -> None:
        """Take things in the order in which they are painted; `area` is the picture's."""
        self._found = found
        self._large = [
            (at, each)
            for at, each in enumerate(found)
            if isinstance(each, Shape) and _AREA <= _size(each) / area <= _WHOLE
        ]
        filled = [(at, each) for at, each in enumerate(found) if isinstance(each, Shape) and each.fill is not None]
        self._filled = filled[::-1]
        self._boxes = {at: each.box for at, each in enumerate(found) if isinstance(each, Shape)}

    def middle(self, shape: Shape) -> Point:
        """Return the middle of a shape's box."""
        left, top, right, bottom = shape.box
        return (left + right) / 2, (top + bottom) / 2

    def beneath(self, at: int, place: Point) -> RGB | None:
        """Return the colour under a thing at a place, white where nothing is; None where it is not sure."""
        under = self._under(at, place)
        return _WHITE if under is None else solid(under.fill)

    def is_clear(self, at: int, place: Point) -> bool:
        """Tell whether there is nothing under a thing at a place."""
        return self._under(at, place) is None

    def faint_parts(self, needed: float, least: float) -> Iterator[Faint]:
        """Yield the areas that neither their colour nor their outline sets off from what lies beneath them.

        Those that hold other things are grounds, and those that hold a text are told by it: both are left out.
        """
        for at, shape in self._parts():
            beneath = self.beneath(at, self.middle(shape))
            colour = solid(shape.fill)
            if beneath is None or colour is None or not self._inside(shape, self.middle(shape)):
                continue
            ratio = contrast(colour, beneath)
            if least <= ratio < needed and not self._outlined(shape, beneath, needed) and not self._holds(at, shape):
                yield Faint("", colour, beneath, ratio, needed)

    def faint_borders(self, needed: float) -> Iterator[Faint]:
        """Yield areas that touch along an edge with too little contrast between them, and no line and no text."""
        by_edge: dict[frozenset[tuple[int, int]], list[tuple[int, Shape]]] = defaultdict(list)
        for place, part in self._parts():
            for line in part.lines:
                corners = [(round(x), round(y)) for x, y in line]
                for begin, end in zip(corners, corners[1:] + corners[:1], strict=True):
                    if begin != end:
                        by_edge[frozenset((begin, end))].append((place, part))
        seen: set[tuple[RGB, RGB]] = set()
        for neighbours in by_edge.values():
            for (at, one), (then, other) in pairwise(neighbours):
                pair = solid(one.fill), solid(other.fill)
                if at == then or pair[0] is None or pair[1] is None or pair[0] == pair[1]:
                    continue
                ratio = contrast(pair[0], pair[1])
                told = self._outlined(one, pair[1], needed) or self._outlined(other, pair[0], needed)
                told = told or self._holds(at, one) or self._holds(then, other)
                if ratio < needed and not told and (pair[0], pair[1]) not in seen:
                    seen.add((pair[0], pair[1]))
                    yield Faint("", pair[0], pair[1], ratio, needed)

    def _parts(self) -> Iterator[tuple[int, Shape]]:
        for at, each in self._large[:_MANY]:
            if solid(each.fill):
                yield at, each

    def _outlined(self, shape: Shape, beside: RGB, needed: float) -> bool:
        """Tell whether a shape's outline may set it off; one that is not sure does."""
        if shape.stroke is None or shape.thick < _THICK:
            return False
        colour = solid(shape.stroke)
        return colour is None or contrast(colour, beside) >= needed

    def _holds(self, at: int, shape: Shape) -> bool:
        """Tell whether a text or something painted later lies in a shape."""
        for then, each in enumerate(self._found):
            if isinstance(each, Label):
                if any(self._inside(shape, place) for place in each.places):
                    return True
            elif then > at and self._inside(shape, self.middle(each)):
                return True
        return False

    def _under(self, at: int, place: Point) -> Shape | None:
        for then, shape in self._filled:
            if then < at and self._in_box(then, place) and self._inside(shape, place):
                return shape
        return None

    def _in_box(self, at: int, place: Point) -> bool:
        left, top, right, bottom = self._boxes[at]
        return left <= place[0] <= right and top <= place[1] <= bottom

    def _inside(self, shape: Shape, place: Point) -> bool:
        """Tell whether a place lies within a shape (even-odd rule)."""
        x, y = place
        inside = False
        for line in shape.lines:
            for (ax, ay), (bx, by) in zip(line, line[1:] + line[:1], strict=True):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    inside = not inside
        return inside


def _size(shape: Shape) -> float:
    """Return a shape's area."""
    total = 0.0
    for line in shape.lines:
        for (ax, ay), (bx, by) in zip(line, line[1:] + line[:1], strict=True):
            total += ax * by - bx * ay
    return abs(total) / 2
