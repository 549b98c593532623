"""What of a book's text its Media Overlays let a reader hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cjpublish.artifacts.ebook import SMIL, XHTML, Ebook, resolved
from cjpublish.checks.accessibility.pages import Page, kinds
from cjpublish.errors import Source

__all__ = ["Narration", "narration"]

_SKIPPED = frozenset({"noteref", "pagebreak", "backlink", "page-list", "landmarks"})
"""What a reader may have skipped, or is a way to somewhere and no text (EPUB 3.3, 9.4.1)."""
_NOT_TEXT = {f"{XHTML}{name}" for name in ("script", "style", "template", "rp")}
_CODE = {f"{XHTML}{name}" for name in ("pre", "code")}
_IMG = f"{XHTML}img"


@dataclass(frozen=True, slots=True)
class Narration:
    """What is heard and what is not."""

    overlays: int
    """How many documents have a Media Overlay."""
    passages: int
    """How many passages are narrated: sentences, or whatever the overlays speak of."""
    silent: tuple[Source, ...]
    """Where text stands that is not narrated."""
    silent_code: int
    """How many passages of code are not narrated."""
    silent_pictures: int
    """How many alternative texts are not narrated."""

    @property
    def complete(self) -> bool:
        """Return whether every visible text is narrated, code apart."""
        return self.overlays > 0 and not self.silent

    @property
    def enough(self) -> bool:
        """Return whether a reader who only listens misses nothing."""
        return self.complete and not self.silent_code and not self.silent_pictures


def narration(ebook: Ebook, found: Iterable[Page]) -> Narration:
    """Return what the overlays narrate of the documents in the default reading order."""
    heard: dict[str, set[str]] = {}
    for item, smil, smil_item in ebook.overlays:
        targets = (resolved(smil_item.name, text.get("src", "")) for text in smil.iter(f"{SMIL}text"))
        heard[item.name] = {fragment for name, fragment in targets if name == item.name}
    linear = {ref.item.name for ref in ebook.spine if ref.linear}
    silent: list[Source] = []
    code = pictures = 0
    for page in found if heard else ():
        body = next(page.of("body"), None)
        if body is None or page.item.name not in linear:
            continue
        for element in _unheard(body, heard.get(page.item.name, set())):
            if element.tag == _IMG:
                pictures += 1
            elif element.tag in _CODE:
                code += 1
            else:
                silent.append(page.place(element))
    return Narration(len(heard), sum(map(len, heard.values())), tuple(silent), code, pictures)


def _unheard(element: Any, heard: set[str]) -> Iterator[Any]:
    if not isinstance(element.tag, str) or element.tag in _NOT_TEXT or element.get("hidden") is not None:
        return
    if element.get("id") in heard or _SKIPPED & kinds(element):
        return
    if element.tag in _CODE:
        yield element
        return
    if (element.tag == _IMG and element.get("alt")) or _says_something(element):
        yield element
    for child in element:
        yield from _unheard(child, heard)


def _says_something(element: Any) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return any(text and any(map(str.isalnum, text)) for text in texts)
