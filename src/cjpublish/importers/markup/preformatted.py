"""Code and verse: texts whose spaces and lines matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cjpublish.draft import Code
from cjpublish.importers.markup import left_out, names, pages
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.leaves import Leaf

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["put_code"]

_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|highlight-text|source|brush)[-:]([\w+#.-]+);?")
_VERSE = frozenset({"poem", "poetry", "verse", "lyrics", "stanza", "song"})
_NOTHING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def put_code(flow: Flow, element: Element) -> bool:
    """Take preformatted text: code, or verse where its class says so; what can't stand in it stands around it."""
    sub = flow.within("code", 0)
    text = _NOTHING.sub("", _raw(sub, element)).expandtabs(4).removeprefix("\n").rstrip()
    others = sub.finish()
    if names.classes(element) & _VERSE or names.classes(element.getparent()) & _VERSE:
        _put_verse(flow, text)
    elif text.strip():
        flow.add(Code(text, _language(element)))
    flow.add(*others)
    return True


def _put_verse(flow: Flow, text: str) -> None:
    for stanza in re.split(r"\n[ \t]*\n", text):
        for line in stanza.split("\n"):
            flow.text(line)
            flow.leaves.append(Leaf("\n", flow.path))
        flow.close()


def _raw(flow: Flow, element: Element) -> str:
    """Return an element's text as it is written, a line for each block in it; what is no text goes to the flow."""
    parts = [element.text or ""]
    stack = [(element, iter(element))]
    while stack:
        top, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            parts.extend(_line_end(top, parts) if stack else ())
            parts.append(top.tail or "" if stack else "")
            continue
        if _is_text(flow, child):
            parts.extend((*_line_end(child, parts), "\n" if names.name(child) == "br" else "", child.text or ""))
            stack.append((child, iter(child)))
        else:
            parts.append(child.tail or "")
    text = "".join(parts).replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        flow.conversion.words()
    return text


def _line_end(element: Element, parts: list[str]) -> tuple[str, ...]:
    """Return the line's end before and behind a block, unless the text so far ends a line."""
    if not names.is_block(element):
        return ()
    while parts and not parts[-1]:
        parts.pop()
    return ("\n",) if parts and not parts[-1].endswith("\n") else ()


def _is_text(flow: Flow, element: Element) -> bool:
    """Tell whether an element's text belongs to the code; take it where it is something else."""
    tag = names.name(element)
    if not tag or left_out.silent(tag) or element in flow.conversion.moved:
        return False
    if tag in ("img", "svg", "math", "object") or flow.conversion.hooks.note(element) is not None:
        flow.take(element)
        return False
    if pages.page_break(flow, element) or left_out.left_out(flow, element, tag):
        return False
    flow.conversion.named(element)
    return True


def _language(element: Element) -> str:
    """Return the programming language that the element, or one around or within it, names."""
    inner = next((child for child in element if names.name(child) == "code"), element)
    for each in (inner, element, element.getparent()):
        if each is None:
            continue
        said = (each.get("data-lang") or each.get("data-language") or "").strip()
        if said and not re.search(r"\s", said):
            return str(said).lower()
        for found in map(_LANGUAGE.fullmatch, (each.get("class") or "").lower().replace("brush: ", "brush:").split()):
            if found:
                return found.group(1)
    return ""
