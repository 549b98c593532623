"""Elements: what each does to the flow it stands in."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, TypeAlias

from cjpublish.draft import Break
from cjpublish.importers.markup import formulas, left_out, lists, names, pages, pictures, preformatted, tables
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.joined import joined
from cjpublish.importers.markup.leaves import Path, Spec
from cjpublish.importers.markup.references import lifted
from cjpublish.model import NoteRef, PageBreak, inline_text

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["State", "enter", "leave"]

State: TypeAlias = tuple[Path, str, str]
"""The marks and the language around an element, and what is written when it ends."""

_MARKS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "sub",
    "sup": "sup",
}
_STYLES = (
    ("font-style", frozenset({"italic", "oblique"}), "em"),
    ("font-weight", frozenset({"bold", "bolder", "600", "700", "800", "900"}), "strong"),
    ("vertical-align", frozenset({"super"}), "sup"),
    ("vertical-align", frozenset({"sub"}), "sub"),
)
_QUOTATION = {
    **dict.fromkeys(("bg", "cs", "da", "de", "et", "is", "lt", "sk", "sl"), ("„", "“", "‚", "‘")),
    **dict.fromkeys(("hr", "hu", "pl", "ro", "sr"), ("„", "”", "«", "»")),
    **dict.fromkeys(("be", "el", "es", "it", "no", "nb", "nn", "pt", "ru", "uk"), ("«", "»", "“", "”")),
    **dict.fromkeys(("fi", "sv"), ("”", "”", "’", "’")),
    **dict.fromkeys(("ja", "zh"), ("「", "」", "『", "』")),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
}
"""Unicode CLDR, delimiters: outer and inner, by language; for what is marked as quoted and has no marks."""
_ENGLISH = ("“", "”", "‘", "’")
_UNDONE = {"strong": ("font-weight", "normal"), "em": ("font-style", "normal")}
"""A style that takes back what an element means, as word processors write it."""


def enter(flow: Flow, element: Element) -> State | None:
    """Begin an element; None where it is done with, else what `leave` needs when its content was walked."""
    tag = names.name(element)
    if not tag:
        _entity(flow, element)
        return None
    if left_out.silent(tag):
        return None
    if element in flow.conversion.moved:
        pages.pages_within(flow, element)
        return None
    before: State = (flow.path, flow.language, "")
    if pages.page_break(flow, element) or _note(flow, element) or left_out.left_out(flow, element, tag):
        return None
    flow.conversion.named(element)
    block = names.is_block(element)
    if block:
        flow.close()
    flow.tongue(element)
    handle = _HANDLERS.get(_kind(element, tag))
    if (handle is not None and handle(flow, element)) or pictures.said_of_a_picture(flow, element, block):
        flow.path, flow.language = before[:2]
        return None
    return (*before[:2], _begin(flow, element, tag))


def leave(flow: Flow, element: Element, before: State) -> None:
    """End an element."""
    if names.is_block(element):
        flow.close()
    if before[2]:
        flow.put_behind(before[2])
        flow.quotes -= names.name(element) == "q"
    flow.path, flow.language = before[:2]


def _entity(flow: Flow, element: Element) -> None:
    """Take an entity that the parser left as it was; comments and processing instructions say nothing."""
    text = element.text or ""
    if text.startswith("&"):
        flow.text(unescape(text))


def _note(flow: Flow, element: Element) -> bool:
    if flow.described:
        return False
    key = flow.conversion.hooks.note(element)
    if key is None:
        return False
    flow.conversion.named(element)
    flow.conversion.words()
    flow.put(NoteRef(key, "", 0))
    return True


def _kind(element: Element, tag: str) -> str:
    """Return the name that an element is handled by: its role's where that says that it is another."""
    role = (element.get("role") or "").strip().lower()
    if names.level(element) and role not in ("presentation", "none"):
        return "heading"
    if role in ("presentation", "none") and tag in ("ul", "ol", "dl", "menu", "dir"):
        return ""
    if role == "list" and tag in ("div", "section", "span"):
        return "ul"
    if role == "img" and tag not in ("img", "svg"):
        return "roleimg"
    return tag


def _begin(flow: Flow, element: Element, tag: str) -> str:
    """Open the marks of an element whose content is walked, write what stands before it, return what stands behind."""
    mark, said = _MARKS.get(tag), names.style(element)
    undone = _UNDONE.get(mark or "")
    if mark and not (undone and said.get(undone[0]) in (undone[1], "400")):
        flow.open(Spec(mark), element)
    for key, values, styled in _STYLES:
        if said.get(key) in values:
            flow.open(Spec(styled), element)
    if tag == "a":
        href = names.attribute(element, "href")
        target = flow.conversion.hooks.link(href.strip()) if href and href.strip() else None
        if target:
            flow.open(Spec("a", target), element)
    elif tag == "q":
        opening, closing = _quotation_marks(flow.language, flow.quotes)
        flow.quotes += 1
        flow.put(opening)
        return closing
    elif tag in ("rt", "rtc"):
        flow.put("(")
        return ")"
    elif tag == "abbr" and (element.get("title") or "").strip():
        written = " ".join(element.get("title").split())
        flow.conversion.note("abbreviation", f"what an abbreviation stands for is left out: '{written}'", element)
    return ""


def _quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """Return the marks before and after a quotation that lies in `depth` others."""
    outer, outer_end, inner, inner_end = _QUOTATION.get(language.partition("-")[0].lower(), _ENGLISH)
    return (inner, inner_end) if depth % 2 else (outer, outer_end)


def _heading(flow: Flow, element: Element) -> bool:
    if flow.depth + 1 > flow.limit:
        return False
    outer = flow.kind == "document"
    if outer:
        flow.conversion.heading_begins()
    sub = flow.within("line")
    sub.walk(element)
    line = joined(sub.finish(), " ")
    text, breaks = lifted(line.inlines, PageBreak)
    flow.add(*breaks)
    if inline_text(text).strip():
        flow.heading(names.level(element), text, element)
    elif outer:
        flow.conversion.heading_vanishes()
    flow.add(*line.blocks)
    return True


def _line_break(flow: Flow, element: Element) -> bool:
    flow.line_break()
    return True


def _rule(flow: Flow, element: Element) -> bool:
    if not flow.in_line:
        flow.add(Break())
    return True


_HANDLERS: dict[str, Callable[[Flow, Element], bool]] = {
    "heading": _heading,
    "blockquote": lists.put_quote,
    "br": _line_break,
    "hr": _rule,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lists.put_list),
    "dl": lists.put_definitions,
    "table": tables.put_table,
    "pre": preformatted.put_code,
    "listing": preformatted.put_code,
    "math": formulas.put_formula,
    "img": pictures.put_picture,
    "image": pictures.put_picture,
    "svg": pictures.put_drawing,
    "roleimg": pictures.put_role,
    "object": pictures.put_object,
    "figure": pictures.put_figure,
    "figcaption": pictures.put_caption,
}
"""Each tells whether it is done with the element; where not, its content is walked."""
