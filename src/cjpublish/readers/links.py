"""Links: which may be written, and whether what they lead to exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from cjpublish.errors import Source
from cjpublish.model import Chapter, Mark
from cjpublish.readers import Reading
from cjpublish.readers.anchors import named

__all__ = ["resolve", "target"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ABSOLUTE = frozenset({"http", "https", "mailto", "tel"})
_SEARCHES = 40
"""Missing targets that a near one is looked for: among thousands of ids each search takes a moment."""
_HOST = re.compile(r"(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)*\.(org|com|net|info|edu|gov|int|[a-z]{2})(/.*)?", re.IGNORECASE)


def target(href: str, source: Source, reading: Reading) -> str | None:
    """Return a written link's target as a `Mark` holds it; None after reporting that it can't be one.

    A link to another file of the manuscript is its path until `resolve` makes it an id.
    """
    scheme = _SCHEME.match(href)
    if scheme and scheme.group(1).lower() in _ABSOLUTE:
        return _absolute(href, source, reading)
    path, hash_mark, name = unquote(href).partition("#")
    if scheme or href.startswith("/"):
        fix = "links lead to http, https, mailto and tel addresses, to `#id` and to other files of the manuscript"
        reading.fault("link-scheme", f"a link can't lead to '{href}'", source, fix)
    elif not path and not name:
        reading.fault("empty-link", "this link leads nowhere", source, "write its address between ( and )")
    elif not path:
        reading.links.append((f"#{name}", source))
        return f"#{name}"
    elif path.lower().endswith(".md") and "?" not in path:
        file = _file(path, source.path, reading)
        reading.links.append((f"{file}{hash_mark}{name}", source))
        return f"#{name}" if name else file
    elif _HOST.fullmatch(path):
        reading.fault("link-scheme", "this address lacks its beginning", source, f"did you mean 'https://{href}'?")
    else:
        fix = "lead to `#id`, to a file of the manuscript that ends in .md, or to a web address with https://"
        reading.fault("link-target", f"'{href}' is no part of the publication", source, fix)
    return None


def _absolute(href: str, source: Source, reading: Reading) -> str | None:
    try:
        parts = urlsplit(href)
        good = bool(parts.hostname if parts.scheme in ("http", "https") else parts.path)
    except ValueError:
        good = False
    if good:
        return href
    reading.fault("bad-address", f"'{href}' is no whole address", source, "write it as a browser shows it")
    return None


def _file(path: str, here: str, reading: Reading) -> str:
    """Return a path relative to the root; what is written counts from the file's own folder, else from manuscript/."""
    near, other = normpath(join(dirname(here), path)), normpath(join("manuscript", path))
    return other if reading.has_file(other) and not reading.has_file(near) else near


def resolve(chapters: tuple[Chapter, ...], reading: Reading) -> tuple[Chapter, ...]:
    """Report each link whose target there is none of, and turn links to files into links to their first chapter."""
    searches = iter(range(_SEARCHES))
    for wanted, source in reading.links:
        file, _, name = wanted.partition("#")
        if file and file not in reading.files:
            known = [each.removeprefix("manuscript/") for each in reading.files]
            near = _near(file.removeprefix("manuscript/"), known, searches)
            fix = f"did you mean '{near}'?" if near else "is it listed under `chapters`?"
            reading.fault("missing-target", f"'{file}' is no file of this publication", source, fix)
        elif name and name not in reading.anchors:
            near = _near(name, reading.anchors, searches)
            fix = f"did you mean '#{near}'?" if near else f"put {{#{named(name, 'section')}}} behind the heading meant"
            reading.fault("missing-target", f"there is no '#{name}'", source, fix)
        elif file and name and reading.anchors[name].path != file:
            fix = f"'#{name}' stands in {reading.anchors[name]}"
            reading.fault("missing-target", f"there is no '#{name}' in '{file}'", source, fix)
    to_files = {wanted: f"#{reading.files[wanted]}" for wanted, _ in reading.links if wanted in reading.files}
    return _relink(chapters, to_files) if to_files else chapters


def _near(wanted: str, known: Iterable[str], searches: Iterator[int]) -> str:
    """Return the known name that is most like the wanted one; empty where none is, or `searches` are used up."""
    near = get_close_matches(wanted, list(known), 1) if next(searches, None) is not None else []
    return near[0] if near else ""


def _relink(node: Any, ids: Mapping[str, str]) -> Any:
    """Return a tree of the model with its links to files replaced; what holds none is returned itself."""
    if isinstance(node, tuple):
        children = tuple(_relink(child, ids) for child in node)
        return children if any(new is not old for new, old in zip(children, node, strict=True)) else node
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {each.name: getattr(node, each.name) for each in fields(node)}
    changes = {name: new for name, old in values.items() if (new := _relink(old, ids)) is not old}
    if isinstance(node, Mark) and node.href and node.href in ids:
        changes["href"] = ids[node.href]
    return replace(node, **changes) if changes else node
