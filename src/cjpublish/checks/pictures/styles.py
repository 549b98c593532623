"""How SVG elements look: presentation attributes, `style`, and the simple rules of style sheets (SVG 2, 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from cjpublish.checks.pictures.colour import RGB
from cjpublish.checks.pictures.outlines import number

__all__ = ["UNSURE", "Look", "Paint", "Rules", "rules"]

UNSURE: Final = "unsure"
"""A pattern, a gradient, something transparent, or a colour that is not understood."""
Paint: TypeAlias = RGB | str | None
_KNOWN = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "opacity",
    "fill-opacity", "stroke-opacity", "display", "visibility", "dominant-baseline", "mask", "filter", "mix-blend-mode",
)  # fmt: skip
_SIMPLE = re.compile(r"(?P<tag>\w+|\*)?(?:\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+))?")
_CENTRED = {"middle", "central"}


@dataclass(frozen=True, slots=True)
class Rules:
    """A style sheet as far as it is understood."""

    known: tuple[tuple[tuple[int, int], re.Match[str], Mapping[str, str]], ...] = ()
    """Each rule with its weight (specificity, then order), its selector and what it says."""
    sure: bool = True
    """Whether nothing was left out that may touch a colour."""

    def of(self, element: Any) -> dict[str, str]:
        """Return what the rules say of an element, the weightiest last."""
        tag = element.tag.rpartition("}")[2]
        classes, own = element.get("class", "").split(), element.get("id")
        said: dict[str, str] = {}
        for _, selector, declared in self.known:
            fits = selector["tag"] in (None, "*", tag) and (not selector["cls"] or selector["cls"] in classes)
            if fits and selector["id"] in (None, own):
                said |= declared
        return said


@dataclass(frozen=True, slots=True)
class Look:
    """How an element is painted; what is inherited is handed on."""

    fill: Paint = (0, 0, 0)
    stroke: Paint = None
    thick: float = 1.0
    dashes: str = ""
    size: float = 16.0
    bold: bool = False
    anchor: str = "start"
    centred: bool = False
    shown: bool = True
    clear: bool = False
    """Whether it or a group around it is transparent, masked or filtered."""

    def of(self, element: Any, sheet: Rules) -> Look:
        """Return the look of an element within one that looks so."""
        attributes = {name: element.get(name) for name in _KNOWN if element.get(name) is not None}
        said = attributes | sheet.of(element) | declared(element.get("style", ""))
        clear = (
            self.clear
            or _see_through(said.get("opacity"))
            or any(said.get(name, "none") not in ("none", "normal") for name in ("mask", "filter", "mix-blend-mode"))
        )
        look = replace(
            self,
            fill=_paint(said.get("fill"), self.fill),
            stroke=_paint(said.get("stroke"), self.stroke),
            thick=number(said.get("stroke-width"), self.thick),
            dashes=said.get("stroke-dasharray", self.dashes).replace("none", ""),
            size=number(said.get("font-size"), self.size),
            bold=said.get("font-weight", "bold" if self.bold else "") in ("bold", "bolder", "600", "700", "800", "900"),
            anchor=said.get("text-anchor", self.anchor),
            centred=said.get("dominant-baseline", "middle" if self.centred else "") in _CENTRED,
            shown=said.get("display") != "none" and said.get("visibility", "visible") == "visible",
            clear=clear,
        )
        if (clear or _see_through(said.get("fill-opacity"))) and look.fill is not None:
            look = replace(look, fill=UNSURE)
        if (clear or _see_through(said.get("stroke-opacity"))) and look.stroke is not None:
            look = replace(look, stroke=UNSURE)
        return look


def rules(css: str) -> Rules:
    """Return the rules of a style sheet that name an element, a class or an id and nothing else."""
    if not css.strip():
        return Rules()
    import tinycss2

    known, sure = [], True
    for order, rule in enumerate(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        if rule.type != "qualified-rule":
            sure = sure and rule.type == "at-rule" and rule.lower_at_keyword in ("font-face", "charset", "namespace")
            continue
        said = declared(tinycss2.serialize(rule.content))
        if not said:
            continue
        for written in tinycss2.serialize(rule.prelude).split(","):
            selector = _SIMPLE.fullmatch(written.strip())
            if selector is None:
                sure = False
            else:
                weight = 100 if selector["id"] else 10 if selector["cls"] else 1
                known.append(((weight, order), selector, said))
    return Rules(tuple(sorted(known, key=lambda each: each[0])), sure)


def declared(css: str) -> dict[str, str]:
    """Return the declarations of a `style` attribute that say how something is painted."""
    pairs = (part.partition(":") for part in css.split(";"))
    said = {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in said.items() if name in _KNOWN and value}


def _see_through(written: str | None) -> bool:
    return written is not None and number(written, 0.5) < 1


def _paint(written: str | None, inherited: Paint) -> Paint:
    match (written or "inherit").strip().lower():
        case "inherit" | "currentcolor":
            return inherited
        case "none" | "transparent":
            return None
        case colour:
            return _colour(colour)


def _colour(written: str) -> Paint:
    from PIL import ImageColor

    try:
        channels = ImageColor.getrgb(written)
    except ValueError:
        return UNSURE
    red, green, blue = channels[:3]
    return (red, green, blue) if len(channels) == 3 or channels[3] == 255 else UNSURE
