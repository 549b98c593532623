"""The pictures beside what is said about them."""

from __future__ import annotations

from cjpublish.report.html import attributes, pairs, picture, text
from cjpublish.report.told import Picture, Told
from cjpublish.report.words import ALTERNATIVE, DESCRIPTION

__all__ = ["pictures"]

_LEAD = "Read each text with the picture in view: does it say what the picture says?"


def pictures(told: Told) -> str:
    """Write each picture beside its texts; empty where there are none."""
    if not told.pictures:
        return ""
    return f'<p>{_LEAD}</p>\n<ul class="cards">\n{"".join(map(_one, told.pictures))}</ul>\n'


def _one(shown: Picture) -> str:
    name = f"<code>{text(shown.name)}</code>" if shown.name else "A picture that is missing"
    # What the picture shows is said right beside it: an alternative text of its own would be heard twice.
    image = picture(shown.thumbnail, "") if shown.thumbnail else ""
    if shown.name and not image:
        image = "<p>This page does not show the picture: it can’t be opened here, or the page would be too large.</p>"
    alternative = "none: the picture is marked as decorative" if shown.alternative is None else ""
    said = pairs(
        [
            ("In", _worded(shown, shown.where)),
            (ALTERNATIVE, alternative or _worded(shown, shown.alternative or "") or "there is none"),
            ("Caption", _worded(shown, shown.caption)),
            (DESCRIPTION, _worded(shown, shown.description)),
        ]
    )
    return f'<li class="picture">\n<div>{image}</div>\n<div><p><strong>{name}</strong></p>\n{said}</div></li>\n'


def _worded(shown: Picture, words: str) -> str:
    return f"<span{attributes(shown.language)}>{text(words)}</span>" if words else ""
