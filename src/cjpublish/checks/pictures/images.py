"""The pictures in an e-book's pages, each with what is said of it and around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cjpublish.artifacts.ebook import XHTML, XML, Ebook, resolved
from cjpublish.errors import Source

__all__ = ["Image", "images"]

_BLOCKS = {XHTML + name for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "li", "blockquote")}
_DESCRIBING = 40
"""Words from which a caption counts as a long description."""


@dataclass(frozen=True, slots=True)
class Image:
    """An `img` in its place."""

    name: str
    """Its file in the archive."""
    alt: str
    """Its alternative text; empty where it has none or is decorative."""
    described: str
    """Its long description; empty where it has none in the same page."""
    explained: bool
    """Whether it has a long description, be it elsewhere, or a text that may be one."""
    caption: str
    """Its figure's caption."""
    beside: tuple[str, ...]
    """The texts before and after it."""
    language: str
    """The language marked around it, BCP 47."""
    inline: bool
    """Whether it stands within a line or is a link: then it is a sign rather than a picture."""
    place: Source
    """Where it stands."""

    @property
    def told(self) -> str:
        """Return all that is said of it."""
        return " ".join((self.alt, self.caption, self.described))


def images(ebook: Ebook) -> Iterator[Image]:
    """Yield the pictures of all pages, in reading order."""
    for item, root in ebook.documents:
        found = list(root.iter(f"{XHTML}img"))
        if found:
            by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
            for element in found:
                yield _image(ebook, item.name, element, by_id)


def _image(ebook: Ebook, name: str, element: Any, by_id: Mapping[str, Any]) -> Image:
    is_decorative = element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
    figure = next(element.iterancestors(f"{XHTML}figure"), None)
    caption = _text(next(figure.iter(f"{XHTML}figcaption"), None)) if figure is not None else ""
    return Image(
        name=resolved(name, element.get("src", ""))[0],
        alt="" if is_decorative else " ".join(element.get("alt", "").split()),
        described=_described(element, figure, by_id),
        explained=_is_explained(element, figure, caption),
        caption=caption,
        beside=tuple(_beside(element if figure is None else figure)),
        language=_language(element) or ebook.language,
        inline=_is_inline(element),
        place=ebook.place(name, element),
    )


def _described(element: Any, figure: Any, by_id: Mapping[str, Any]) -> str:
    named = element.get("aria-details", "") + (f" {figure.get('aria-details', '')}" if figure is not None else "")
    parts = [_text(by_id[each]) for each in named.split() if each in by_id]
    if figure is not None:
        parts += [_text(each) for each in figure.iter(f"{XHTML}details")]
    return " ".join(parts)


def _is_explained(element: Any, figure: Any, caption: str) -> bool:
    """Tell whether something is named as a picture's description, or a caption or a link beside it may be one."""
    either = [element] if figure is None else [element, figure]
    if any(each.get(name) for each in either for name in ("aria-details", "aria-describedby", "longdesc")):
        return True
    held = figure is not None and any(next(figure.iter(XHTML + name), None) is not None for name in ("details", "a"))
    return held or len(caption.split()) >= _DESCRIBING


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _beside(element: Any) -> Iterator[str]:
    """Yield the texts before and after a picture or its figure, and the paragraph around it."""
    around = next((each for each in element.iterancestors() if each.tag in _BLOCKS), None)
    if around is not None:
        yield _text(around)
    block = element if around is None else around
    for other in (block.getprevious(), block.getnext()):
        if other is not None and other.tag in _BLOCKS:
            yield _text(other)


def _language(element: Any) -> str:
    for each in (element, *element.iterancestors()):
        marked = each.get(f"{XML}lang") or each.get("lang")
        if marked:
            return str(marked)
    return ""


def _is_inline(element: Any) -> bool:
    """Tell whether a picture stands in a line of text, or is what a link or a button shows."""
    if any(each.tag in (f"{XHTML}a", f"{XHTML}button") for each in element.iterancestors()):
        return True
    around = next((each for each in element.iterancestors() if each.tag in _BLOCKS), None)
    return around is not None and bool(_text(around))
