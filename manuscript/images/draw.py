"""Draws the pictures of this publication from the figures and dates in its source.

    python manuscript/images/draw.py [FOLDER]

Needs Pillow alone. Colour is never the only sign: bars differ in pattern, and everything is labelled. The type that
comes with Pillow has no accents and no dashes, so the timeline names no name that needs one.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw"]

INK = "#14202b"
QUIET = "#47535e"
BLUE = "#1f4e79"
PAPER = "#ffffff"


class Estimate(NamedTuple):
    """A range in percent, and what it is a share of."""

    who: str
    what: tuple[str, ...]
    low: int
    high: int
    figure: str
    pattern: str


class Moment(NamedTuple):
    """A point of the timeline; the lines of each text as they are set."""

    when: tuple[str, ...]
    what: tuple[str, ...]


ESTIMATES = (
    Estimate(
        "Various studies",
        ("children, as a share of people exploited", "in the commercial sex industry"),
        15,
        30,
        "15–30%",
        "stripes",
    ),
    Estimate(
        "Cambodian government",
        ("girls under age, as a share of people in that", "industry in the city of Phnom Penh"),
        0,
        30,
        "up to 30%",
        "dots",
    ),
)

MOMENTS = (
    Moment(
        ("December", "2001"),
        ("Surveyors record that over", "4,000 men entered Svay Pak", "within one month."),
    ),
    Moment(
        ("2002",),
        (
            "IJM begins its work and finds",
            "hardly any political will.",
            "An incident shows how far the",
            "police are complicit.",
        ),
    ),
    Moment(
        ("When the", "source was", "written"),
        (
            "Young children are extremely",
            "hard to find in the commercial",
            "sex industry. Far fewer older",
            "minors are in it.",
        ),
    ),
)


def draw(folder: Path) -> None:
    """Write estimates.svg, divider.svg and timeline.png into a folder."""
    (folder / "estimates.svg").write_text(estimates(), encoding="utf-8", newline="\n")
    (folder / "divider.svg").write_text(divider(), encoding="utf-8", newline="\n")
    timeline().save(folder / "timeline.png", optimize=True)


def estimates() -> str:
    """Return the chart of the estimates as SVG: bars from the lower to the upper bound, on a scale to 100 percent."""
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 580" width="800" height="580">',
        "<defs>",
        '<pattern id="stripes" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
        f'<rect width="14" height="14" fill="{PAPER}"/><rect width="7" height="14" fill="{BLUE}"/></pattern>',
        '<pattern id="dots" x="40" y="386" width="12" height="12" patternUnits="userSpaceOnUse">',
        f'<rect width="12" height="12" fill="{PAPER}"/><circle cx="6" cy="6" r="3.5" fill="{BLUE}"/></pattern>',
        "</defs>",
        f'<rect width="800" height="580" fill="{PAPER}"/>',
        f'<g font-family="sans-serif" font-size="28" fill="{INK}">',
    ]
    for row, estimate in enumerate(ESTIMATES):
        lines += _bar(estimate, 48 + row * 236)
    for percent in range(0, 101, 20):
        anchor = {0: "start", 100: "end"}.get(percent, "middle")
        lines.append(f'<text x="{_across(percent):g}" y="506" text-anchor="{anchor}" fill="{QUIET}">{percent}%</text>')
    lines += ['<text x="40" y="554">Both are estimates; sound data is lacking.</text>', "</g>", "</svg>"]
    return "\n".join(lines) + "\n"


def divider() -> str:
    """Return a small ornament as SVG: three diamonds on a line."""
    diamonds = "".join(
        f'<path d="M{x} {20 - size}L{x + size} 20L{x} {20 + size}L{x - size} 20Z"/>'
        for x, size in ((96, 5), (120, 8), (144, 5))
    )
    lines = '<path d="M10 20H84M156 20H230" stroke-width="1.5" fill="none"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 40" width="240" height="40">\n'
        f'<g fill="#6b7680" stroke="#6b7680">{diamonds}{lines}</g>\n'
        "</svg>\n"
    )


def timeline() -> Image.Image:
    """Return the timeline: moments down a line that is broken where the source does not say how long it is.

    It is drawn at twice its size and reduced, which smooths every edge; 32 shades of ink and blue are enough.
    """
    image = Image.new("RGB", (3200, 2640), PAPER)
    pen = ImageDraw.Draw(image)
    when, what, number = _type(140), _type(112), _type(104)
    axis, places = 1080, (260, 960, 1860)
    pen.line((axis, places[0], axis, places[1] + 500), fill=BLUE, width=20)
    for y in range(places[1] + 540, places[2] - 100, 80):
        pen.line((axis, y, axis, y + 40), fill=BLUE, width=20)
    pen.line((axis, places[2], axis, places[2] + 560), fill=BLUE, width=20)
    for count, (moment, y) in enumerate(zip(MOMENTS, places, strict=True), 1):
        pen.ellipse((axis - 90, y - 90, axis + 90, y + 90), fill=PAPER, outline=BLUE, width=20)
        pen.text((axis, y), str(count), font=number, fill=INK, anchor="mm", stroke_width=3, stroke_fill=INK)
        for line, text in enumerate(moment.when):
            place = (axis - 160, y + line * 168)
            pen.text(place, text, font=when, fill=BLUE, anchor="rm", stroke_width=2, stroke_fill=BLUE)
        for line, text in enumerate(moment.what):
            pen.text((axis + 190, y + line * 156), text, font=what, fill=INK, anchor="lm")
    return image.reduce(2).quantize(32)


def _bar(estimate: Estimate, top: int) -> list[str]:
    """Return an estimate's label, its scale and its bar."""
    lines = [f'<text x="40" y="{top}" font-weight="bold">{estimate.who}</text>']
    lines += [f'<text x="40" y="{top + 36 + line * 34}">{text}</text>' for line, text in enumerate(estimate.what)]
    begin, end = _across(estimate.low), _across(estimate.high)
    for percent in range(0, 101, 20):
        x = _across(percent)
        lines.append(f'<path d="M{x:g} {top + 90}V{top + 176}" stroke="{QUIET}" stroke-width="1.5"/>')
    return [
        *lines,
        f'<path d="M40 {top + 176}H760" stroke="{QUIET}" stroke-width="3"/>',
        f'<rect x="{begin:g}" y="{top + 102}" width="{end - begin:g}" height="60" fill="url(#{estimate.pattern})" '
        f'stroke="{BLUE}" stroke-width="4"/>',
        f'<rect x="{end + 10:g}" y="{top + 106}" width="172" height="52" fill="{PAPER}"/>',
        f'<text x="{end + 18:g}" y="{top + 144}" font-size="34" font-weight="bold">{estimate.figure}</text>',
    ]


def _across(percent: float) -> float:
    """Return how far from the left a percentage stands."""
    return 40 + 7.2 * percent


def _type(size: int) -> ImageFont.FreeTypeFont:
    """Return the type that comes with Pillow, set without the shaping library that some builds of it lack."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise SystemExit("this Pillow was built without FreeType, which draws the timeline's words")
    return ImageFont.truetype(BytesIO(font.font_bytes), size, layout_engine=ImageFont.Layout.BASIC)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
