"""Style sheets and scripts under names that hold a hash of their content, so that browsers may keep them for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from cjpublish.editions.views.style import stylesheet
from cjpublish.model import Artifact
from cjpublish.site.files import file, hashed

__all__ = ["Assets", "assets"]

_AT_ROOT = frozenset({"sw.js"})
"""A service worker has a name that never changes, and rules what lies beneath it."""
_IMPORT = re.compile(r'(?<=["\'])\./([a-z_]+\.js)(?=["\'])')
"""Where a module names another."""
_TYPES = {"css": "text/css", "js": "text/javascript"}


class Assets:
    """All style sheets and scripts."""

    def __init__(self, contents: Mapping[str, bytes], names: Mapping[str, str]) -> None:
        """Hold content and address by plain name: `site.css`."""
        self._contents = contents
        self._names = names

    def address(self, name: str) -> str:
        """Return where a file lies, relative to the site's root."""
        return self._names[name]

    def imported(self, name: str) -> tuple[str, ...]:
        """Return the plain names of the modules that a script needs, itself left out, in the order of names."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            named = _IMPORT.findall(_source(waiting.pop()).decode())
            waiting += [each for each in named if each not in found]
            found.update(named)
        return tuple(sorted(found))

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the files."""
        for name, content in self._contents.items():
            yield file(self._names[name], _TYPES[name.rpartition(".")[2]], content)

    @property
    def contents(self) -> Mapping[str, bytes]:
        """The content of each by its address."""
        return {self._names[name]: content for name, content in self._contents.items()}


@cache
def assets() -> Assets:
    """Return the site's style sheets and scripts; a module names its imports by their addresses."""
    contents: dict[str, bytes] = {"book.css": stylesheet()}
    names = {"book.css": hashed("assets/book.css", contents["book.css"])}
    for each in sorted(files("cjpublish.site.assets").iterdir(), key=lambda each: each.name):
        if each.name.rpartition(".")[2] in _TYPES and each.name not in _AT_ROOT:
            _take(each.name, contents, names)
    return Assets(MappingProxyType(contents), MappingProxyType(names))


def _source(name: str) -> bytes:
    return files("cjpublish.site.assets").joinpath(name).read_bytes()


def _take(name: str, contents: dict[str, bytes], names: dict[str, str]) -> None:
    """Take in a file after those that it imports, since its own name depends on theirs."""
    if name in names:
        return
    text = _source(name).decode()
    for imported in _IMPORT.findall(text):
        _take(imported, contents, names)
    bound = _IMPORT.sub(lambda found: f"./{names[found[1]].rpartition('/')[2]}", text).encode()
    contents[name] = bound
    names[name] = hashed(f"assets/{name}", bound)
