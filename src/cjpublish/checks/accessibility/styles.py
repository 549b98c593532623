"""Style sheets: colours that can't be told apart, and type that a reader can't set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Any

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.accessibility.pages import Page, style_sheets
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

CONTRAST = Check(
    "A45",
    "low-contrast",
    Severity.WARNING,
    "Text that hardly stands out from its background",
    "People with low vision, and anyone in the sun, can't read it.",
    "make the text darker or the background lighter, to a contrast of 4.5:1",
    "WCAG 2.2, 1.4.3 Contrast (Minimum) (AA)",
)
RIGID = Check(
    "A46",
    "rigid-type",
    Severity.NOTE,
    "Type in fixed sizes",
    "A size in points or pixels may stay as it is when a reader asks for larger print.",
    "write sizes in `em`, `rem` or per cent",
    "WCAG 2.2, 1.4.4 Resize Text (AA), technique C14",
)
_ENOUGH, _ENOUGH_FOR_LARGE = 4.5, 3.0
_FIXED = {"px", "pt", "pc", "cm", "mm", "in"}


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    declarations: dict[str, list[Any]]
    place: Source


def check(ebook: Ebook, found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every rule of the style sheets, in files and in the pages."""
    rigid: list[_Rule] = []
    for rule in _rules(ebook, found):
        if (ratio := _contrast(rule)) is not None:
            message = f"the text of '{rule.selector}' has a contrast of {floor(ratio * 100) / 100:.2f}:1"
            yield CONTRAST.found(message, rule.place)
        size = _one(rule, "font-size")
        if size is not None and size.type == "dimension" and size.unit in _FIXED:
            rigid.append(rule)
    if rigid:
        more = f", and {len(rigid) - 1:,} more rules do so" if len(rigid) > 1 else ""
        yield RIGID.found(f"'{rigid[0].selector}' sets type in a fixed size{more}", rigid[0].place)


def _rules(ebook: Ebook, found: tuple[Page, ...]) -> Iterator[_Rule]:
    import tinycss2

    for item, content in style_sheets(ebook):
        sheet, _ = tinycss2.parse_stylesheet_bytes(content, skip_comments=True)
        yield from _within(sheet, f"{ebook.name}/{item.name}", 0)
    for page in found:
        for element in page.of("style", "svg:style"):
            sheet = tinycss2.parse_stylesheet(element.text or "", skip_comments=True)
            yield from _within(sheet, f"{ebook.name}/{page.item.name}", (element.sourceline or 1) - 1)
        for element in page.having("style"):
            parsed = tinycss2.parse_blocks_contents(element.get("style"))
            name = element.tag.rpartition("}")[2]
            yield _Rule(name, _declared(parsed), page.place(element))


def _within(rules: list[Any], name: str, before: int) -> Iterator[_Rule]:
    import tinycss2

    for rule in rules:
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in {"media", "supports"}:
            if "print" not in tinycss2.serialize(rule.prelude):
                yield from _within(tinycss2.parse_rule_list(rule.content, skip_comments=True), name, before)
        elif rule.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(rule.prelude).split())
            parsed = tinycss2.parse_blocks_contents(rule.content)
            yield _Rule(selector, _declared(parsed), Source(name, before + rule.source_line))


def _declared(parsed: list[Any]) -> dict[str, list[Any]]:
    return {
        one.lower_name: [token for token in one.value if token.type not in {"whitespace", "comment"}]
        for one in parsed
        if one.type == "declaration"
    }


def _one(rule: _Rule, name: str) -> Any:
    value = rule.declarations.get(name, [])
    return value[0] if len(value) == 1 else None


def _contrast(rule: _Rule) -> float | None:
    """Return the contrast of a rule's own two colours where that is too low (WCAG 2.2, relative luminance)."""
    text = _colour(_one(rule, "color"))
    ground = _colour(_one(rule, "background-color") or _one(rule, "background"))
    if text is None or ground is None:
        return None
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    ratio = (light + 0.05) / (dark + 0.05)
    return ratio if ratio < (_ENOUGH_FOR_LARGE if _is_large(rule) else _ENOUGH) else None


def _colour(token: Any) -> tuple[float, float, float] | None:
    from tinycss2.color3 import parse_color

    colour = parse_color(token) if token is not None else None
    if colour is None or colour == "currentColor" or colour.alpha < 1:
        return None
    return colour.red, colour.green, colour.blue


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _is_large(rule: _Rule) -> bool:
    """Say whether a rule's text may be large (18 pt, or 14 pt and bold): then a lower contrast is enough."""
    size = _one(rule, "font-size")
    if size is None:
        return any(part.strip() in {"h1", "h2"} for part in rule.selector.split(","))
    if size.type == "percentage":
        return bool(size.value >= 120)
    factors = {"em": 1.2, "rem": 1.2, "pt": 14, "px": 18.66}
    return size.type == "dimension" and size.unit in factors and bool(size.value >= factors[size.unit])
