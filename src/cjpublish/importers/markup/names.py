"""What an element is: its name, roles, classes and style, whatever kind of tree it stands in."""

from __future__ import annotations

import re
from functools import lru_cache

from cjpublish.importers.markup.hooks import Element

__all__ = [
    "UNREAD",
    "VOID",
    "attribute",
    "classes",
    "hidden",
    "identifiers",
    "is_block",
    "language",
    "level",
    "name",
    "roles",
    "style",
]

UNREAD = "hidden from screen readers"
"""Why text is left out that is seen and not read out."""
VOID = frozenset({"bgsound", "command", "embed", "keygen", "menuitem", "source", "track", "wbr"})
"""Elements without content that libxml2's parser of HTML does not know as such: what is in them stands behind them."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_EPUB = "{http://www.idpf.org/2007/ops}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_BLOCK_NAMES = (
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
"""What a browser sets as blocks (HTML, 15.3)."""


@lru_cache(4096)
def _local(tag: str) -> str:
    name = tag.rpartition("}")[2]
    return name.rpartition(":")[2].lower() if ":" in name else name.lower()


def name(element: Element) -> str:
    """Return an element's name without namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """Return an attribute by its local name, whether or not it is in EPUB's, XLink's or another namespace."""
    value = element.get(wanted)
    if value is None:
        for key in element.keys():  # noqa: SIM118  # an element iterates over its children
            if _local(key) == wanted:
                return str(element.get(key))
        return None
    return str(value)


def roles(element: Element) -> frozenset[str]:
    """Return what `epub:type` and `role` say; DPUB-ARIA's roles by the names that EPUB has (`doc-` is left out)."""
    if not element.attrib:
        return frozenset()
    said = f"{element.get(f'{_EPUB}type') or element.get('epub:type') or ''} {element.get('role') or ''}".lower()
    return (
        frozenset(word.removeprefix("doc-").rpartition(":")[2] for word in said.split()) if said != " " else frozenset()
    )


def classes(element: Element) -> frozenset[str]:
    """Return the words of `class`, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def style(element: Element) -> dict[str, str]:
    """Return the declarations of `style`, in lower case."""
    written = element.get("style")
    if not written:
        return {}
    pairs = (part.partition(":") for part in written.lower().split(";"))
    return {key.strip(): value.replace("!important", "").strip() for key, _, value in pairs if value}


def identifiers(element: Element) -> tuple[str, ...]:
    """Return the names by which a link may lead to an element."""
    found = (element.get("id"), element.get(f"{_XML}id"), element.get("name") if name(element) == "a" else None)
    return tuple(dict.fromkeys(each for each in found if each))


def language(element: Element) -> str:
    """Return the language that an element says its text is in; empty where it says none, or no BCP 47 tag."""
    said = (element.get(f"{_XML}lang") or element.get("lang") or element.get("xml:lang") or "").strip()
    return said if _LANGUAGE.fullmatch(said) else ""


def level(element: Element) -> int:
    """Return the level of a heading, from 1 to 6; 0 for what is no heading."""
    tag = name(element)
    said = element.get("role") or ""
    if said == "heading" or (len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"):
        written = (element.get("aria-level") or tag[1:]).strip()
        return min(max(int(written[:4]), 1), 6) if written.isascii() and written.isdecimal() else 2
    return 0


def is_block(element: Element) -> bool:
    """Tell whether an element begins and ends a line."""
    if name(element) in _BLOCKS:
        return style(element).get("display") not in ("inline", "contents")
    return style(element).get("display") in ("block", "list-item", "flex", "grid", "table")


def hidden(element: Element) -> str:
    """Return why an element is not shown or not read out, as a reason for a Cut; empty where it is."""
    if not element.attrib:
        return "not shown" if name(element) == "dialog" else ""
    said = style(element)
    concealed = element.get("hidden", "until-found").strip().lower() != "until-found"
    if concealed or said.get("display") == "none" or said.get("visibility") == "hidden":
        return "hidden text"
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return UNREAD
    return "not shown" if name(element) == "dialog" and element.get("open") is None else ""
