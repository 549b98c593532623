"""What an SVG paints, in order: shapes and texts with their colours, as far as these can be told for sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cjpublish.checks.pictures import styles
from cjpublish.checks.pictures.colour import RGB
from cjpublish.checks.pictures.outlines import IDENTITY, Matrix, Point, moved, number, outline, times, transform
from cjpublish.checks.pictures.styles import UNSURE, Paint

__all__ = ["Label", "Shape", "painted", "solid"]

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_GROUPS = {"svg", "g", "a", "switch"}
_WIDE = 0.52
"""How wide a letter is for its size, on average."""
_MOST = 60_000
"""Elements and points that are gone through; of a larger drawing nothing is judged."""
_DEEP = 40
"""How deep groups may lie in each other."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An area or a line."""

    tag: str
    """Its element's name."""
    lines: list[list[Point]]
    """Its outline, in the picture's coordinates."""
    fill: Paint
    """None where it is not filled."""
    stroke: Paint
    """None where it has no outline."""
    thick: float
    """How thick its outline is."""
    dashes: str
    """How its outline is broken; empty where it isn't."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return its left, top, right and bottom."""
        xs, ys = zip(*(point for line in self.lines for point in line), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Label:
    """A text."""

    text: str
    """As it is read."""
    fill: Paint
    """Its colour."""
    outlined: bool
    """Whether its letters have an outline of their own."""
    places: tuple[Point, Point, Point]
    """Where its beginning, middle and end lie, about, at half the height of its letters."""
    size: float
    """How large its letters are."""
    bold: bool
    """Whether they are bold."""


@dataclass(slots=True)
class _Painter:
    rules: styles.Rules
    by_id: Mapping[str, Any]
    found: list[Shape | Label] = field(default_factory=list)
    steps: int = 0
    """How much has been gone through: elements, and points of outlines."""

    def paint(self, element: Any, look: styles.Look, matrix: Matrix, depth: int) -> None:
        """Add what an element and all in it paint."""
        self.steps += 1
        if not isinstance(element.tag, str) or depth > _DEEP or self.steps > _MOST:
            return
        tag = element.tag.removeprefix(_SVG)
        look = look.of(element, self.rules)
        matrix = times(matrix, transform(element.get("transform", "")))
        if not look.shown:
            return
        if tag in _GROUPS:
            for child in element:
                self.paint(child, look, matrix, depth + 1)
        elif tag == "use":
            target = self.by_id.get((element.get("href") or element.get(_HREF) or "").removeprefix("#"))
            if target is not None:
                shift: Matrix = (1, 0, 0, 1, number(element.get("x")), number(element.get("y")))
                self.paint(target, look, times(matrix, shift), depth + 1)
        elif tag == "text":
            self.found += _labels(element, look, matrix, self.rules)
        else:
            shapes = list(_shapes(tag, dict(element.attrib), look, matrix))
            self.steps += sum(len(line) for shape in shapes for line in shape.lines)
            self.found += shapes


def painted(root: Any) -> tuple[list[Shape | Label], bool]:
    """Return what an SVG paints, the undermost first, and whether all its style rules could be read."""
    css = "\n".join("".join(style.itertext()) for style in root.iter(f"{_SVG}style"))
    rules = styles.rules(css)
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    painter = _Painter(rules, by_id)
    painter.paint(root, styles.Look(), IDENTITY, 0)
    return painter.found, rules.sure and painter.steps <= _MOST


def _shapes(tag: str, given: dict[str, str], look: styles.Look, matrix: Matrix) -> Iterator[Shape]:
    """Yield an element as a shape where it is one; what only defines something paints nothing."""
    lines = [[moved(matrix, point) for point in line] for line in outline(tag, given) if line]
    if lines:
        fill = UNSURE if tag == "image" else None if tag == "line" else look.fill
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        yield Shape(tag, lines, fill, look.stroke, look.thick * scale, look.dashes)


def _labels(element: Any, look: styles.Look, matrix: Matrix, rules: styles.Rules) -> Iterator[Label]:
    """Yield a text, or each of its parts that has a place of its own."""
    x, y = number(element.get("x")), number(element.get("y"))
    own = element.text or ""
    for part in element:
        if part.tag != f"{_SVG}tspan":
            own += "".join(part.itertext()) + (part.tail or "")
            continue
        within = look.of(part, rules)
        text = "".join(part.itertext())
        if (part.get("x") or part.get("y") or part.get("dy")) and own.strip():
            yield _label(own, look, (x, y), matrix)
            own = ""
        if own.strip():
            own += text
        else:
            x, y = number(part.get("x"), x), number(part.get("y"), y) + number(part.get("dy"))
            if within.shown and text.strip():
                yield _label(text, within, (x, y), matrix)
        own += part.tail or ""
    if own.strip():
        yield _label(own, look, (x, y), matrix)


def _label(text: str, look: styles.Look, place: Point, matrix: Matrix) -> Label:
    words = " ".join(text.split())
    wide = _WIDE * look.size * len(words)
    left = place[0] - {"middle": wide / 2, "end": wide}.get(look.anchor, 0)
    middle = place[1] - 0.35 * look.size * (not look.centred)
    places = [moved(matrix, (left + share * wide, middle)) for share in (0.15, 0.5, 0.85)]
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    return Label(
        words, look.fill, look.stroke is not None, (places[0], places[1], places[2]), look.size * scale, look.bold
    )


def solid(paint: Paint) -> RGB | None:
    """Return a paint's colour where there is one and it is sure."""
    return paint if isinstance(paint, tuple) else None
