"""Links whose targets turned out to be known by another name, or by none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cjpublish.model import Mark

__all__ = ["relinked"]

_Node = TypeVar("_Node")


def relinked(node: _Node, names: Mapping[str, str]) -> _Node:
    """Return a draft's block, chapter or note, or a tuple of them, its links to `#name` led to `#{names[name]}`.

    Links to names that `names` does not have stay as they are; where it has an empty one the link goes and its text
    stays. What holds no such link is returned itself.
    """
    changed: _Node = _tuple(node, names) if isinstance(node, tuple) else _fields(node, names)
    return changed


def _tuple(nodes: tuple[Any, ...], names: Mapping[str, str]) -> Any:
    found: list[Any] = []
    same = True
    for node in nodes:
        if (
            isinstance(node, Mark)
            and node.href
            and (name := node.href.removeprefix("#")) in names
            and node.href[0] == "#"
        ):
            same = False
            children = _tuple(node.children, names)
            found.extend([replace(node, href=f"#{names[name]}", children=children)] if names[name] else children)
            continue
        new = relinked(node, names)
        same = same and new is node
        found.append(new)
    return nodes if same else tuple(found)


def _fields(node: Any, names: Mapping[str, str]) -> Any:
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes = {}
    for each in fields(node):
        old = getattr(node, each.name)
        new = _tuple(old, names) if isinstance(old, tuple) else old
        if new is not old:
            changes[each.name] = new
    return replace(node, **changes) if changes else node
