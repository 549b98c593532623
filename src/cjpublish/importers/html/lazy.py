"""What scripts and screen sizes do to the pictures of a page, done beforehand: each `img` knows its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from cjpublish.importers.html.names import words
from cjpublish.importers.markup.names import VOID

__all__ = ["addresses", "settle"]

_ADDRESSES = "data-addresses"
"""The attribute that holds an `img`'s addresses, the best first, one a line."""
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PICTURE = re.compile(r"[^\s\"'<>{}]+\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]\S*)?", re.I)
_WIDEST = 2000
"""Pixels of width from which on a picture is larger than any screen needs."""
_STAND_IN = 500
"""Characters of a `data:` address up to which it only keeps the place of a picture that a script loads."""
_SMALL = 32
"""Pixels up to which, both ways, a picture is an icon."""
_THIN = 20
"""Pixels up to which, either way, it is a button or a rule."""
_ICONS = frozenset(("icon", "icons", "emoji", "smiley", "avatar", "gravatar", "spinner", "logo"))
_LENGTH = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$")
_STYLED = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px")


def settle(root: html.HtmlElement) -> int:
    """Give each `img` of a page its addresses and take away what is no picture; return how many were taken away.

    That are single pixels, which count visitors, icons, and what has neither an address nor a text. An emoji becomes
    its character. What stands in `noscript` for a picture that a script would load is taken for that picture.
    """
    for image in list(root.iter("amp-img")):
        image.tag = "img"
    _without_scripts(root)
    for box in list(root.iter("div", "span")):
        if _PICTURE.fullmatch(box.get("data-src", "").strip()) and not len(box) and not (box.text or "").strip():
            box.tag = "img"
            _named(box, box.get("data-alt", ""))
    gone = 0
    for image in list(root.iter("img")):
        if _is_none(image):
            gone += 1
            _replace(image, image.get("alt", "") if "emoji" in words(image) else "")
            continue
        found = list(dict.fromkeys(_found(image)))
        if not found and not _is_whole(image) and not image.get("alt"):
            gone += 1
            _replace(image, "")
            continue
        image.set(_ADDRESSES, "\n".join(found))
        if not _is_whole(image):
            image.set("src", found[0] if found else "")
    for element in list(root.iter(*VOID)):
        element.drop_tag()
    return gone


def addresses(image: html.HtmlElement) -> list[str]:
    """Return where an `img` may be had, the best address first."""
    found = [address for address in image.get(_ADDRESSES, "").split("\n") if address]
    return [image.get("src"), *found] if _is_whole(image) or not found else found


def _without_scripts(root: html.HtmlElement) -> None:
    """Take the pictures out of `noscript` elements: into the `img` that they stand in for, or else by themselves."""
    for element in list(root.iter("noscript")):
        images = list(element.iter("img"))
        if element.getparent() is None or not images or _is_none(images[0]):
            continue
        before = element.getprevious()
        loaded = [before, *before.iter("img")] if before is not None else []
        waiting = next(
            (image for image in loaded if image.tag == "img" and not _own(image) and not _is_whole(image)), None
        )
        if waiting is not None:
            waiting.set("data-src", images[0].get("src", ""))
            _named(waiting, images[0].get("alt", ""))
        elif not {address for image in loaded for address in _found(image)} & set(_found(images[0])):
            element.addprevious(images[0])


def _named(image: html.HtmlElement, alt: str) -> None:
    if alt and not image.get("alt"):
        image.set("alt", alt)


def _found(image: html.HtmlElement) -> Iterator[str]:
    around = next((each for each in image.iterancestors() if each.tag == "picture"), None)
    sized = [pair for name in _SETS for pair in _set(image.get(name, ""))]
    if around is not None:
        sized += [pair for each in around.iter("source") for name in _SETS for pair in _set(each.get(name, ""))]
    yield from (address for _, address in sorted(sized, key=_fitness))
    for name in _LAZY:
        yield from _clean(image.get(name, ""))
    yield from (
        value.strip() for name, value in image.items() if name.startswith("data-") and _PICTURE.fullmatch(value)
    )
    yield from _own(image)


def _own(image: html.HtmlElement) -> list[str]:
    """Return the address in `src`, none where it only keeps the place, or is the picture itself."""
    src = image.get("src", "")
    return [] if src[:5].lower() == "data:" else _clean(src)


def _is_whole(image: html.HtmlElement) -> bool:
    """Tell whether the address in `src` is the picture itself."""
    src = image.get("src", "")
    return src[:5].lower() == "data:" and len(src) > _STAND_IN


def _clean(address: str) -> list[str]:
    text = "".join(address.split("\n")).strip()
    return [text] if text else []


def _set(written: str) -> list[tuple[float, str]]:
    """Return the sizes and addresses of a `srcset` (HTML Living Standard, 4.8.4.2.1)."""
    found: list[tuple[float, str]] = []
    for candidate in re.split(r",\s+|,(?=https?:)", written):
        address, _, size = " ".join(candidate.split()).partition(" ")
        if address and not address.startswith("data:"):
            found.append((_size(size), address))
    return found


def _size(written: str) -> float:
    """Return a width in pixels; a density counts as if the picture were 800 pixels wide."""
    number = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)([wx])", written)
    return (float(number[1]) * (800 if number[2] == "x" else 1)) if number else 800.0


def _fitness(sized: tuple[float, str]) -> tuple[bool, float]:
    """Sort by size: the largest that no screen is too small for first."""
    size, _ = sized
    return size > _WIDEST, -size if size <= _WIDEST else size


def _is_none(image: html.HtmlElement) -> bool:
    width, height = _pixels(image, "width"), _pixels(image, "height")
    if (width is not None and width <= 1) or (height is not None and height <= 1):
        return True
    sides = (width, height) if width is not None and height is not None else (_SMALL + 1, _SMALL + 1)
    return max(sides) <= _SMALL or min(sides) <= _THIN or not _ICONS.isdisjoint(words(image))


def _pixels(image: html.HtmlElement, which: str) -> int | None:
    """Return a width or height as far as the page says it."""
    for name, value in _STYLED.findall(image.get("style", "").lower()):
        if name == which:
            return int(value)
    written = _LENGTH.match(image.get(which, ""))
    return int(written[1]) if written else None


def _replace(image: html.HtmlElement, text: str) -> None:
    image.tail = text + (image.tail or "")
    image.drop_tree()
