"""Style sheets and scripts under names that hold a hash of their content, so that browsers may keep them for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cjpublish.editions.views.style import stylesheet
from cjpublish.site.files import SiteFile, file, hashed

__all__ = ["Assets", "assets", "script"]

_AT_ROOT = frozenset({"sw.js"})
"""A service worker has a name that never changes, and rules what lies beneath it."""
_DOC_BLOCK = re.compile(r"^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.MULTILINE)
"""What scripts tell their type checker, on lines of its own: a quarter of them, and nothing to a browser."""
_IMPORT = re.compile(r'(?<=["\'])\./([a-z_]+\.js)(?=["\'])')
"""Where a module names another."""
_TYPES = {"css": "text/css", "js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Assets:
    """All style sheets and scripts, by plain name: `site.css`."""

    _files: Mapping[str, SiteFile]
    """Each as a browser gets it."""
    _imports: Mapping[str, tuple[str, ...]]
    """The modules that a script names itself."""

    def address(self, name: str) -> str:
        """Return where a file lies, relative to the site's root."""
        return self._files[name].path

    def imported(self, name: str) -> tuple[str, ...]:
        """Return the plain names of the modules that a script needs, itself left out, in the order of names."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            named = self._imports.get(waiting.pop(), ())
            waiting += [each for each in named if each not in found]
            found.update(named)
        return tuple(sorted(found))

    def files(self, *names: str) -> Iterator[SiteFile]:
        """Yield the files of these plain names and of the modules that they need, each once."""
        for each in dict.fromkeys(each for name in names for each in (name, *self.imported(name))):
            yield self._files[each]


@cache
def assets() -> Assets:
    """Return the site's style sheets and scripts; a module names its imports by their addresses."""
    taken = {"book.css": _file("book.css", stylesheet())}
    imports: dict[str, tuple[str, ...]] = {}
    for each in sorted(files("cjpublish.site.assets").iterdir(), key=lambda each: each.name):
        if each.name.rpartition(".")[2] in _TYPES and each.name not in _AT_ROOT:
            _take(each.name, taken, imports)
    return Assets(taken, imports)


def script(name: str) -> str:
    """Return a script without what only its type checker reads."""
    return _DOC_BLOCK.sub("", _read(name))


def _read(name: str) -> str:
    return files("cjpublish.site.assets").joinpath(name).read_text(encoding="utf-8")


def _take(name: str, taken: dict[str, SiteFile], imports: dict[str, tuple[str, ...]]) -> None:
    """Take in a file after those that it imports, since its own name depends on theirs."""
    if name in taken:
        return
    text = script(name) if name.endswith(".js") else _read(name)
    imports[name] = tuple(dict.fromkeys(_IMPORT.findall(text)))
    for imported in imports[name]:
        _take(imported, taken, imports)
    bound = _IMPORT.sub(lambda found: f"./{taken[found[1]].path.rpartition('/')[2]}", text)
    taken[name] = _file(name, bound.encode())


def _file(name: str, content: bytes) -> SiteFile:
    return file(hashed(f"assets/{name}", content), _TYPES[name.rpartition(".")[2]], content)
