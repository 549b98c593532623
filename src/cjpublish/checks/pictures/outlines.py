"""Outlines of SVG's shapes as points, and the coordinate systems that they lie in (SVG 2, 8, 9 and 10)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

__all__ = ["IDENTITY", "Matrix", "Point", "moved", "number", "outline", "times", "transform"]

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of SVG's matrix()."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|(" + _NUMBER.pattern + ")")
_SPACE = r"[\s,]*+"
_N = _NUMBER.pattern
_FLAGS = re.compile(rf"(?<![\d.])((?:(?>{_N}){_SPACE}){{3}})([01]){_SPACE}([01]){_SPACE}((?>{_N}){_SPACE}(?>{_N}))")
_ARCS = re.compile(r"[aA][^a-zA-Z]*")
"""Their two flags may touch what follows (SVG 2, 9.3.8)."""
_FUNCTION = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_PIECES = 8
"""Straight lines that stand for a curve."""
_ROUND = 24
"""Straight lines that stand for an ellipse."""
_MOST = 20_000
"""Numbers of a path that are read."""


def number(written: str | None, otherwise: float = 0.0) -> float:
    """Return a length in user units; `otherwise` where there is none or it is relative."""
    match = re.fullmatch(rf"\s*({_NUMBER.pattern})\s*(px|pt)?\s*", written or "")
    return otherwise if not match else float(match[1]) * (4 / 3 if match[2] == "pt" else 1)


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the coordinate system `inner` within `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def moved(matrix: Matrix, point: Point) -> Point:
    """Return a point of a coordinate system as one of the picture."""
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def transform(written: str) -> Matrix:
    """Return the matrix of a transform attribute."""
    result = IDENTITY
    for name, inside in _FUNCTION.findall(written):
        result = times(result, _matrix(name, [float(value) for value in _NUMBER.findall(inside)]))
    return result


def _matrix(name: str, given: list[float]) -> Matrix:
    match name, given:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *y]:
            return 1, 0, 0, 1, x, y[0] if y else 0
        case "scale", [x, *y]:
            return x, 0, 0, y[0] if y else x, 0, 0
        case "rotate", [angle]:
            sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
            return cosine, sine, -sine, cosine, 0, 0
        case "rotate", [angle, x, y]:
            return times(times((1, 0, 0, 1, x, y), _matrix("rotate", [angle])), (1, 0, 0, 1, -x, -y))
        case "skewX", [angle]:
            return 1, 0, math.tan(math.radians(angle)), 1, 0, 0
        case "skewY", [angle]:
            return 1, math.tan(math.radians(angle)), 0, 1, 0, 0
        case _:
            return IDENTITY


def outline(tag: str, given: dict[str, str]) -> list[list[Point]]:
    """Return the lines that a shape is made of, in its own coordinates; none for what is no shape."""
    at = {name: number(given.get(name)) for name in ("x", "y", "width", "height", "cx", "cy", "x1", "y1", "x2", "y2")}
    match tag:
        case "rect" | "image" if at["width"] > 0 and at["height"] > 0:
            left, top, right, bottom = at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]
            return [[(left, top), (right, top), (right, bottom), (left, bottom)]]
        case "circle" | "ellipse":
            across = number(given.get("r" if tag == "circle" else "rx"))
            down = across if tag == "circle" else number(given.get("ry"))
            turns = [2 * math.pi * step / _ROUND for step in range(_ROUND)]
            return [[(at["cx"] + across * math.cos(turn), at["cy"] + down * math.sin(turn)) for turn in turns]]
        case "line":
            return [[(at["x1"], at["y1"]), (at["x2"], at["y2"])]]
        case "polygon" | "polyline":
            values = [float(value) for value in _NUMBER.findall(given.get("points", ""))[:_MOST]]
            return [list(zip(values[::2], values[1::2], strict=False))]
        case "path":
            return [line for line in _path(given.get("d", "")) if len(line) > 1]
        case _:
            return []


def _path(written: str) -> Iterator[list[Point]]:
    """Yield the lines of a path; where it is broken it ends (SVG 2, 9.5.4)."""
    here: Point = (0.0, 0.0)
    line: list[Point] = []
    before: tuple[str, Point] = ("", here)
    for command, given in _commands(written):
        kind, own = command.upper(), here if command.islower() else (0.0, 0.0)
        x, y = own
        if kind == "M":
            if line:
                yield line
            here = given[0] + x, given[1] + y
            line = [here]
        elif kind == "Z":
            here = line[0] if line else here
        elif kind in "HV":
            here = (given[0] + x, here[1]) if kind == "H" else (here[0], given[0] + y)
            line.append(here)
        elif kind == "A":
            end = given[5] + x, given[6] + y
            line += _arc(here, end, given)
            here = end
        else:
            points = [(given[at] + x, given[at + 1] + y) for at in range(0, len(given), 2)]
            if kind in "ST":  # the first control point mirrors the last one
                mirrored = before[0] in ("CS" if kind == "S" else "QT")
                last = before[1] if mirrored and before[0] else here
                points.insert(0, (2 * here[0] - last[0], 2 * here[1] - last[1]))
            line += _curve([here, *points])
            before, here = (kind, points[-2] if len(points) > 1 else here), points[-1]
            continue
        before = kind, here
    if line:
        yield line


def _commands(written: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; one that is repeated without its letter is yielded each time."""
    command, given = "", list[float]()
    written = _ARCS.sub(lambda arcs: _FLAGS.sub(r"\1 \2 \3 \4", arcs[0]), written)
    for count, (letter, value) in enumerate(_STEP.findall(written)):
        if count > _MOST:
            return
        if letter:
            command, given = letter, []
        elif command:
            given.append(float(value))
        if command and len(given) == _TAKES[command.upper()]:
            yield command, given
            given = []
            command = {"M": "L", "m": "l", "Z": "", "z": ""}.get(command, command)


def _curve(points: list[Point]) -> list[Point]:
    """Return points of a Bézier curve of any degree, without its first (de Casteljau)."""
    found = []
    for step in range(1, _PIECES + 1 if len(points) > 2 else 2):
        share = step / _PIECES if len(points) > 2 else 1.0
        left = points
        while len(left) > 1:
            pairs = pairwise(left)
            left = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairs]
        found.append(left[0])
    return found


def _arc(begin: Point, end: Point, given: list[float]) -> list[Point]:
    """Return points of an elliptical arc, without its first (SVG 2, B.2.4)."""
    rx, ry, turn = abs(given[0]), abs(given[1]), math.radians(given[2])
    if not rx or not ry or begin == end:
        return [end]
    sine, cosine = math.sin(turn), math.cos(turn)
    half = (begin[0] - end[0]) / 2, (begin[1] - end[1]) / 2
    x, y = cosine * half[0] + sine * half[1], cosine * half[1] - sine * half[0]
    grown = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grown, ry * grown
    under = (rx * y) ** 2 + (ry * x) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - under) / under) * (-1 if bool(given[3]) == bool(given[4]) else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = (math.atan2((-y - cy) / ry, (-x - cx) / rx) - first) % (2 * math.pi)
    sweep -= 0 if given[4] else 2 * math.pi
    middle = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
    turns = [first + sweep * step / _PIECES for step in range(1, _PIECES)]
    within = [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in turns]
    return [
        *((cosine * px - sine * py + middle[0], sine * px + cosine * py + middle[1]) for px, py in within),
        end,
    ]
