"""Who made a picture: a credit found at the end of a caption, or on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Credited", "credit_alone", "credited"]

_AGENCY = (
    r"(?:Reuters|AP(?: Photo| Images)?|Associated Press|AFP|Agence France-Presse|Getty(?: Images)?|EPA(?:-EFE)?|EFE|dpa"
    r"|DPA|Shutterstock|i?Stock(?:photo)?|Alamy|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Wikipedia|Flickr"
    r"|Bloomberg|Xinhua|TASS|Anadolu(?: Agency)?|Press Association|PA(?: Images| Wire)?|Magnum(?: Photos)?|Corbis"
    r"|Keystone|ANSA|Sipa|Zuma(?: Press)?|UPI|NASA|ESA|NurPhoto|Redux|Polaris|Handout|Pool|Courtesy|Public [Dd]omain"
    r"|CC BY(?:-[A-Z]+)*)"
)
"""Picture agencies and collections of the world, and words that stand in their place."""
_PICTURE = (
    r"(?:photo|photograph|image|picture|pic|illustration|artwork|foto|bild|crédito|crédit|imagen?)s?"
    r"(?: (?:credit|source|courtesy|by|of))*"
)
_LABEL = rf"(?:{_PICTURE}\s*[:©]|credits?(?: line)?\s*(?::|\.{{3}}|…)|(?:photo )?courtesy(?: of)?:|©)"
"""What says that a name follows, wherever it stands."""
_LEAD = rf"(?:{_LABEL}|{_PICTURE}\s*(?:\bby\b|\bcourtesy(?: of)?\b)|courtesy(?: of)?)"
"""What says so where it begins a sentence or stands in brackets."""
_INITIAL = r"(?<=\b[A-ZÀ-Þ])\."
_NAME = r"[^\W\d_][\w.'’\-]*"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_PARTS = (
    rf"(?:{_NAMES}(?:\s*[/|,]\s*|\s+[–—-]\s+))*{_AGENCY}(?:\s*[/|,]\s*{_NAMES})*"
    rf"(?:\s*,?\s*(?:via|for) {_NAMES}(?:/{_NAMES})*)?(?:,? [Ff]ile(?: [Pp]hoto)?)?"
)
_ALONE = re.compile(rf"\(?\s*(?:(?i:{_LEAD})\s*(?P<led>(?:[^.!?]|{_INITIAL}){{2,80}})|(?P<parts>{_PARTS}))\s*\)?\.?")
_AT_END = re.compile(
    r"(?:(?<=[.!?\"”’)])\s*|\s+(?=\())\(?\s*"
    rf"(?:(?i:{_LEAD})\s*(?P<led>(?:[^.!?]|{_INITIAL}){{2,80}}?)|(?P<parts>{_PARTS}))\s*\)?\.?$"
)
_LED_AT_END = re.compile(rf"(?:^|\s)[(\[]?(?i:{_LABEL})\s*(?P<led>(?:[^.!?()]|{_INITIAL}){{2,60}}?)\s*[)\]]?\.?$")
_AROUND = " ,;()[]©"
_NAMES_AT_MOST = 8
"""Words of the longest credit after "Image:"; more are a caption."""
_LONGEST = 600
"""Characters of the longest caption; a paragraph of prose is longer."""


@dataclass(frozen=True, slots=True)
class Credited:
    """A caption and the credit that stood at its end."""

    caption: str
    """What is said of the picture, with its date."""
    credit: str
    """Who made it, without a word such as "Photo:" before."""


def credited(text: str) -> Credited | None:
    """Return a caption without the credit at its end, and the credit; None where a text ends in no credit."""
    if len(text) > _LONGEST:
        return None
    match = _AT_END.search(text) or _LED_AT_END.search(text)
    if match is None or not match.start():
        return None
    caption = text[: match.start()].strip()
    credit = (match["led"] or match.groupdict().get("parts") or "").strip(_AROUND)
    whole = caption and not (caption.startswith("(") and caption.endswith(")"))
    return Credited(caption, credit) if whole and credit and len(credit.split()) <= 12 else None


def credit_alone(text: str) -> str:
    """Return the credit that a whole line is; empty where it is something else.

    A bare name such as "Reuters" is none: it is as often who wrote a text.
    """
    if len(text) > 120:
        return ""
    match = _ALONE.fullmatch(text)
    if match is None:
        return ""
    credit: str = (match["led"] or match["parts"]).strip(_AROUND)
    if match["led"]:
        return credit if len(credit.split()) <= _NAMES_AT_MOST else ""
    return credit if re.search(r"[/|,]|Images|Photo", credit) else ""
