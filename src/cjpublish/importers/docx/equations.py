"""Equations: Office Math as a line of text that can be read aloud (ECMA-376 Part 1, 22.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cjpublish.importers.docx.names import NAMESPACES, Element, local, tag

__all__ = ["linear"]

_ONE = re.compile(r"[\w.,′]*$")


def linear(equation: Element) -> str:
    """Return an equation in one line: `(a+b)/2`, `x^2`, `√(x+1)`, `∑_(i=1)^n i`; a line break parts its rows."""
    return re.sub(r"[ \t]+", " ", _text(equation)).strip()


def _text(element: Element) -> str:
    write = _WRITERS.get(local(element))
    if write is not None:
        return write(element)
    if element.tag in (tag("m:t"), tag("w:t")):
        return element.text or ""
    return "".join(_text(child) for child in element if not local(child).endswith("Pr"))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a construct, by name."""

    element: Element

    def __call__(self, name: str) -> str:
        found = self.element.find(f"m:{name}", NAMESPACES)
        return "" if found is None else _text(found)

    def sign(self, path: str, usual: str) -> str:
        found = self.element.find(path, NAMESPACES)
        return usual if found is None else found.get(tag("m:val"), "")


def _group(text: str) -> str:
    """Return a text in parentheses where it would be misread without."""
    return text if _ONE.match(text) else f"({text})"


def _scripts(parts: _Parts) -> str:
    below, above = parts("sub"), parts("sup")
    return (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")


def _fraction(element: Element) -> str:
    parts = _Parts(element)
    return f"{_group(parts('num'))}/{_group(parts('den'))}"


def _scripted(element: Element) -> str:
    parts = _Parts(element)
    return _group(parts("e")) + _scripts(parts)


def _before(element: Element) -> str:
    parts = _Parts(element)
    return _scripts(parts) + _group(parts("e"))


def _root(element: Element) -> str:
    parts = _Parts(element)
    degree = parts("deg")
    return f"{degree}√{_group(parts('e'))}" if degree else f"√{_group(parts('e'))}"


def _nary(element: Element) -> str:
    parts = _Parts(element)
    return f"{parts.sign('m:naryPr/m:chr', '∫')}{_scripts(parts)} {parts('e')}"


def _delimited(element: Element) -> str:
    parts = _Parts(element)
    inside = parts.sign("m:dPr/m:sepChr", "|").join(_text(each) for each in element.iterfind("m:e", NAMESPACES))
    return f"{parts.sign('m:dPr/m:begChr', '(')}{inside}{parts.sign('m:dPr/m:endChr', ')')}"


def _function(element: Element) -> str:
    parts = _Parts(element)
    return f"{parts('fName')} {parts('e')}"


def _limited(element: Element) -> str:
    parts = _Parts(element)
    sign = "_" if local(element) == "limLow" else "^"
    return f"{parts('e')}{sign}{_group(parts('lim'))}"


def _accented(element: Element) -> str:
    parts = _Parts(element)
    return parts("e") + parts.sign("m:accPr/m:chr", "\u0302")


def _barred(element: Element) -> str:
    return _Parts(element)("e") + "\u0305"


def _rows(element: Element) -> str:
    rows = (", ".join(_text(each) for each in row.iterfind("m:e", NAMESPACES)) for row in _of(element, "m:mr"))
    return f"[{'; '.join(rows)}]"


def _lines(element: Element) -> str:
    return "; ".join(_text(each) for each in _of(element, "m:e"))


def _of(element: Element, path: str) -> Iterator[Element]:
    yield from element.iterfind(path, NAMESPACES)


_WRITERS: dict[str, Callable[[Element], str]] = {
    "acc": _accented,
    "bar": _barred,
    "d": _delimited,
    "eqArr": _lines,
    "f": _fraction,
    "func": _function,
    "limLow": _limited,
    "limUpp": _limited,
    "m": _rows,
    "nary": _nary,
    "rad": _root,
    "sPre": _before,
    "sSub": _scripted,
    "sSubSup": _scripted,
    "sSup": _scripted,
}
