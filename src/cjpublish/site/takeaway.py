"""What can be taken along, grouped as a reader thinks, and how to put it on a device."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.amounts import duration, size
from cjpublish.editions.views.page import attribute, tagged, text
from cjpublish.site.addresses import download
from cjpublish.site.shelf import Offer, Shelf
from cjpublish.site.takeaway_words import Device, TakeawayWords, takeaway_words

__all__ = ["takeaway"]

_GROUPS = {
    "epub": "read",
    "m4b": "listen",
    "mp3": "listen",
    "readalong": "both",
    "daisy202": "players",
    "lpf": "players",
    "audiobook": "players",
    "transcript": "text",
    "captions": "text",
}
"""By edition; any other is for programs."""


def takeaway(shelf: Shelf, level: int) -> str:
    """Return the downloads and the steps as HTML that needs no script; headings are of `level`.

    Each link says what the file is, how large it is and how long it plays. Single chapters are not listed: they stand
    beside their text. Nothing is returned where there is nothing to take along.
    """
    offers = [offer for offer in shelf.offers if "/" not in offer.path]
    if not offers:
        return ""
    words = takeaway_words(shelf.publication.metadata.language)
    parts = [f"<p>{text(words.unlocked)}</p>\n"]
    for group, name in words.groups.items():
        files = [offer for offer in offers if _group(offer) == group]
        if files:
            items = "".join(f"<li>{_link(offer, words)}</li>\n" for offer in files)
            parts.append(f'<h{level}>{text(name)}</h{level}>\n<ul class="downloads">\n{items}</ul>\n')
    made = {offer.edition for offer in offers}
    if steps := "".join(_steps(device) for device in words.devices if made & set(device.editions)):
        parts.append(f"<h{level}>{text(words.on_your_device)}</h{level}>\n{steps}")
    marked = tagged(words.language, shelf.publication.metadata.language)
    return f'<div class="takeaway"{marked}>\n{"".join(parts)}</div>\n'


def _group(offer: Offer) -> str:
    """Return what a file is for; chapter marks are read by programs, whatever else their edition holds."""
    return "programs" if offer.path.endswith(".chapters.vtt") else _GROUPS.get(offer.edition, "programs")


def _link(offer: Offer, words: TakeawayWords) -> str:
    facts = ", ".join(_facts(offer, words))
    address, kind = attribute(download(offer)), attribute(offer.media_type)
    return f'<a href="{address}" type="{kind}" download>{facts}</a>'


def _facts(offer: Offer, words: TakeawayWords) -> Iterator[str]:
    """Yield what a link says, as markup; an edition of several files has a label for each, by the end of its name."""
    labels = words.labels if offer.edition in {"transcript", "captions"} else {}
    yield text(next((label for end, label in labels.items() if offer.path.endswith(end)), offer.title))
    yield size(offer.size)
    if offer.seconds:
        played = f'<time datetime="PT{round(offer.seconds)}S">{duration(offer.seconds)}</time>'
        yield text(words.plays).format(duration=played)


def _steps(device: Device) -> str:
    steps = "".join(f"<li>{text(step)}</li>\n" for step in device.steps)
    return f"<details>\n<summary>{text(device.name)}</summary>\n<ol>\n{steps}</ol>\n</details>\n"
