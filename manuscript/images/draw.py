"""Draws the pictures of this publication from the figures and dates in its source.

    python manuscript/images/draw.py [FOLDER]

Needs Pillow and the font package that cjpublish brings along. Colour is never the only sign: bars differ in pattern,
and everything is labelled.
"""

from __future__ import annotations

import sys
from pathlib import Path

import fontpkg_source_serif_4
from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw"]

INK = "#14202b"
QUIET = "#47535e"
BLUE = "#1f4e79"
PAPER = "#ffffff"

ESTIMATES = (
    ("Various studies", "children among people exploited in the commercial sex industry", 15, 30, "15–30%", "stripes"),
    ("Cambodian government", "girls under age in that industry, city of Phnom Penh", 0, 30, "up to 30%", "dots"),
)

MOMENTS = (
    (
        "December 2001",
        "Surveyors for AIDéTouS\nrecord over 4,000 men\nentering Svay Pak within\none month.",
    ),
    (
        "2002",
        "IJM begins its work and\nfinds little political will.\nA police unit removes\n"
        "Vietnamese girls from\nestablishments.",
    ),
    (
        "When the source\nwas written",
        "Young children are\nextremely hard to find\nin the industry. Far\nfewer minors aged\n16–17 are in it.",
    ),
)


def draw(folder: Path) -> None:
    """Write estimates.svg, divider.svg and timeline.png into a folder."""
    (folder / "estimates.svg").write_text(estimates(), encoding="utf-8", newline="\n")
    (folder / "divider.svg").write_text(divider(), encoding="utf-8", newline="\n")
    timeline().save(folder / "timeline.png", optimize=True)


def estimates() -> str:
    """Return the chart of the two estimates as SVG: bars from lower to upper bound on a scale to 100 percent."""
    left, width, top, step = 40, 720, 50, 150
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 420" width="800" height="420">',
        "<defs>",
        '<pattern id="stripes" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
        f'<rect width="12" height="12" fill="{PAPER}"/><rect width="6" height="12" fill="{BLUE}"/></pattern>',
        '<pattern id="dots" width="12" height="12" patternUnits="userSpaceOnUse">',
        f'<rect width="12" height="12" fill="{PAPER}"/><circle cx="6" cy="6" r="4" fill="{BLUE}"/></pattern>',
        "</defs>",
        f'<rect width="800" height="420" fill="{PAPER}"/>',
        f'<g font-family="Helvetica, Arial, sans-serif" font-size="20" fill="{INK}">',
    ]
    for percent in range(0, 101, 20):
        x = left + width * percent / 100
        for y in (top + 22, top + step + 22):
            lines.append(f'<line x1="{x:g}" y1="{y}" x2="{x:g}" y2="{y + 72}" stroke="{QUIET}" stroke-width="1.5"/>')
        anchor = "start" if percent == 0 else "end" if percent == 100 else "middle"
        lines.append(f'<text x="{x:g}" y="342" text-anchor="{anchor}" fill="{QUIET}">{percent}%</text>')
    for row, (who, what, low, high, figure, pattern) in enumerate(ESTIMATES):
        y = top + row * step
        x, length = left + width * low / 100, width * (high - low) / 100
        lines += [
            f'<text x="{left}" y="{y - 12}" font-weight="bold">{who}</text>',
            f'<text x="{left}" y="{y + 12}">{what}</text>',
            f'<rect x="{x:g}" y="{y + 28}" width="{length:g}" height="52" fill="url(#{pattern})" '
            f'stroke="{BLUE}" stroke-width="3"/>',
            f'<rect x="{left + width * 0.3 + 8:g}" y="{y + 36}" width="120" height="36" fill="{PAPER}"/>',
            f'<text x="{left + width * 0.3 + 16:g}" y="{y + 63}" font-size="26" font-weight="bold">{figure}</text>',
        ]
    lines += [
        f'<text x="{left}" y="392">Both are estimates. Sound data from those years do not exist.</text>',
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def divider() -> str:
    """Return a small ornament as SVG: three diamonds on a line."""
    sizes = ((96, 5), (120, 8), (144, 5))
    diamonds = "".join(f'<path d="M{x} {20 - r}L{x + r} 20L{x} {20 + r}L{x - r} 20Z"/>' for x, r in sizes)
    rules = '<path d="M10 20H84M156 20H230" stroke-width="1.5" fill="none"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 40" width="240" height="40">\n'
        f'<g fill="#6b7680" stroke="#6b7680">{diamonds}{rules}</g>\n'
        "</svg>\n"
    )


def timeline() -> Image.Image:
    """Return the timeline: three moments on a line that is broken where the source does not say how long it is."""
    image = Image.new("RGB", (1600, 760), PAPER)
    pen = ImageDraw.Draw(image)
    title, body = _font(52, 700), _font(40, 400)
    y, places = 290, (70, 600, 1130)
    pen.line((70, y, 960, y), fill=BLUE, width=10)
    for x in range(975, 1120, 36):
        pen.line((x, y, x + 16, y), fill=BLUE, width=10)
    pen.line((1130, y, 1530, y), fill=BLUE, width=10)
    for number, ((when, what), x) in enumerate(zip(MOMENTS, places, strict=True), 1):
        pen.ellipse((x - 2, y - 38, x + 74, y + 38), fill=PAPER, outline=BLUE, width=10)
        pen.text((x + 36, y), str(number), font=title, fill=INK, anchor="mm")
        pen.multiline_text((x, y - 80), when, font=title, fill=INK, anchor="ld", spacing=14)
        pen.multiline_text((x, y + 80), what, font=body, fill=INK, spacing=18)
    return image


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = Path(fontpkg_source_serif_4.ROOT) / "files" / "SourceSerif4[opsz,wght].ttf"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, 12])
    return font


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
