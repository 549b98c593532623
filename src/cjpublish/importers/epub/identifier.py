"""A book's identifier as a URI."""

from __future__ import annotations

import re

__all__ = ["uri"]

_UUID = re.compile(r"(?:urn:)?(?:uuid:)?\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_ISBN = re.compile(r"(?:urn:)?(?:isbn(?:-1[03])?[: ]*)?([0-9][0-9 -]{8,15}[0-9X])", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"(urn:[a-z0-9-]+|https?|tag|info|ark|did|hdl|ni):\S+", re.IGNORECASE)
_ONIX_ISBN = ("02", "15")
"""ISBN-10 and ISBN-13 in ONIX code list 5."""


def uri(text: str, scheme: str = "") -> str:
    """Return an identifier as a URI: a URN for an ISBN (RFC 3187) or a UUID (RFC 9562), a web address for a DOI.

    `scheme` is what the package calls it: EPUB 2's `opf:scheme`, or a code of ONIX list 5. Empty where it is none of
    these and no URI already.
    """
    uuid = _UUID.fullmatch(text)
    if uuid:
        return f"urn:uuid:{uuid[1].lower()}"
    isbn = _ISBN.fullmatch(text)
    if isbn:
        digits = re.sub(r"[ -]", "", isbn[1]).upper()
        if _is_isbn(digits):
            return f"urn:isbn:{digits}"
        if scheme.lower() in ("isbn", *_ONIX_ISBN):
            return ""
    doi = _DOI.fullmatch(text)
    if doi:
        return f"https://doi.org/{doi[1]}"
    return text if _WITH_SCHEME.fullmatch(text) else ""


def _is_isbn(digits: str) -> bool:
    """Tell whether the check digit of ten or thirteen is right (ISO 2108)."""
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False
