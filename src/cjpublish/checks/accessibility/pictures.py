"""The pictures on a book's pages, and what a reader who can't see them is given instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from cjpublish.artifacts.ebook import resolved
from cjpublish.checks.accessibility.pages import Page, hidden, kinds, text_of

__all__ = ["Picture", "State", "pictures"]

_HREF = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = [f"{_SVG}{name}" for name in ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image",
                                        "text", "use")]  # fmt: skip
_ORNAMENT = frozenset({"presentation", "none"})


class State(Enum):
    """What stands in for a picture."""

    DESCRIBED = auto()
    """It has a text: an alternative text, a label, a title."""
    DECORATIVE = auto()
    """It is said to carry no meaning: `role="presentation"`, or hidden from assistive technology."""
    EMPTY = auto()
    """Its alternative text is empty and nothing else says that it carries no meaning."""
    NAMELESS = auto()
    """It has no alternative text at all."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page."""

    page: Page
    """Where it stands."""
    element: Any
    """The `img` or `svg`."""
    state: State
    """What stands in for it."""
    cover: bool
    """Whether it is the book's cover, which carries no meaning of its own."""

    @property
    def meaningful(self) -> bool:
        """Return whether it has a text, and is not the cover."""
        return self.state is State.DESCRIBED and not self.cover

    @property
    def file(self) -> str:
        """Return the picture's file as the page names it; empty for a drawing in the page."""
        return self.element.get("src") or ""


def pictures(found: Iterable[Page]) -> tuple[Picture, ...]:
    """Return every picture that a page shows, in order."""
    return tuple(picture for page in found for picture in (*_images(page), *_drawings(page)))


def _images(page: Page) -> Iterator[Picture]:
    for element in page.of("img"):
        alt = element.get("alt")
        if _ORNAMENT & kinds(element) or hidden(element):
            state = State.DECORATIVE
        elif (alt or "").strip() or _label(element, page) or (alt is None and element.get("title")):
            state = State.DESCRIBED
        else:
            state = State.NAMELESS if alt is None else State.EMPTY
        yield Picture(page, element, state, _is_cover(page, element, element.get("src")))


def _drawings(page: Page) -> Iterator[Picture]:
    for element in page.of("svg:svg"):
        parent = element.getparent()
        if (parent is not None and parent.tag.startswith(_SVG)) or not any(True for _ in element.iter(*_SHAPES)):
            continue
        image = next(element.iter(f"{_SVG}image"), None)
        source = None if image is None else image.get(_HREF) or image.get("href")
        if _ORNAMENT & kinds(element) or hidden(element):
            state = State.DECORATIVE
        else:
            state = State.DESCRIBED if _drawing_name(element, page) else State.NAMELESS
        yield Picture(page, element, state, _is_cover(page, element, source))


def _drawing_name(element: Any, page: Page) -> bool:
    around = element.getparent()
    if around is not None and around.get("role") in {"img", "graphics-document"} and _label(around, page):
        return True
    texts = (text_of(one) for one in element.iter(f"{_SVG}title", f"{_SVG}desc", f"{_SVG}text"))
    return bool(_label(element, page)) or any(texts)


def _label(element: Any, page: Page) -> str:
    names = (element.get("aria-labelledby") or "").split()
    return (element.get("aria-label") or "").strip() or " ".join(name for name in names if page.by_id(name) is not None)


def _is_cover(page: Page, element: Any, source: str | None) -> bool:
    item = page.ebook.item(resolved(page.item.name, source)[0]) if source else None
    by_name = {meta.value for meta in page.ebook.metadata if meta.property == "cover"}
    if item is not None and ("cover-image" in item.properties or item.id in by_name):
        return True
    return any("cover" in kinds(one) for one in (element, *element.iterancestors()))
