"""What a value must look like.

Each rule returns what is wrong with a value, in words that follow the key's name, or None.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from cjpublish.config import Located, shown

__all__ = [
    "day",
    "each_filled",
    "email",
    "filled",
    "instant",
    "language",
    "moment",
    "passage",
    "pause",
    "ratio",
    "revision",
    "sha256",
    "slug",
    "uri",
    "uuid",
    "web_address",
]

_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language and its extensions; no longer one is registered
    r"(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"  # script, region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"  # extensions, private use
    r"|x(-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[-+][0-9]{2}:?[0-9]{2})?)?"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
_NO_FOLDER = re.compile(r"/\.{1,2}(/|$)|\.html?$")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def filled(text: str) -> str | None:
    """Refuse text of nothing but white space."""
    return None if text.strip() else "is empty"


def each_filled(texts: tuple[str, ...]) -> str | None:
    """Refuse a list with an empty item."""
    return None if all(text.strip() for text in texts) else "has an empty item"


def passage(text: Located) -> str | None:
    """Refuse a passage of nothing but white space."""
    return filled(text.text)


def language(text: str) -> str | None:
    """Ask for a well-formed language tag (BCP 47; RFC 5646, 2.1, without the grandfathered ones)."""
    return None if _LANGUAGE.fullmatch(text) else f"is not a language tag: {shown(text)}"


def day(text: str) -> str | None:
    """Ask for an ISO 8601 date that exists: a year, a month or a day."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if _DAY.fullmatch(text) else "")
    except ValueError:
        return f"is not a date: {shown(text)}"
    return None


def moment(text: str) -> str | None:
    """Ask for an ISO 8601 date, with or without a time."""
    try:
        instant(text)
    except (ValueError, OverflowError):
        return f"is not a date: {shown(text)}"
    return None


def instant(text: str) -> str:
    """Return a date or a date and time as `YYYY-MM-DDThh:mm:ssZ`; one without a zone is taken as UTC.

    Raises ValueError or OverflowError where there is no such time.
    """
    found = datetime.fromisoformat(text if _MOMENT.fullmatch(text) else "")
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def uri(text: str) -> str | None:
    """Ask for a URI with its scheme (RFC 3986)."""
    return None if _URI.fullmatch(text) else f"is not a URI: {shown(text)}"


def web_address(text: str) -> str | None:
    """Ask for the address of a folder on the web (RFC 3986), without query and fragment."""
    is_one = _WEB_ADDRESS.fullmatch(text) and not _NO_FOLDER.search(text)
    return None if is_one else f"is not the web address of a folder: {shown(text)}"


def uuid(text: str) -> str | None:
    """Ask for a UUID (RFC 9562, 4)."""
    return None if _UUID.fullmatch(text) else f"is not a UUID: {shown(text)}"


def email(text: str) -> str | None:
    """Ask for something that mail can be sent to."""
    return None if _EMAIL.fullmatch(text) else f"is not an e-mail address: {shown(text)}"


def slug(text: str) -> str | None:
    """Ask for what is a good file name on every system."""
    return None if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) else f"is not a slug: {shown(text)}"


def ratio(value: float) -> str | None:
    """Ask for what engines can do."""
    return None if 0.25 <= value <= 4 else f"is {value:g}, which is not between 0.25 and 4"


def pause(value: int) -> str | None:
    """Ask for up to ten seconds."""
    return None if 0 <= value <= 10_000 else f"is {value}, which is not between 0 and 10000 milliseconds"


def revision(value: int) -> str | None:
    """Refuse a number below 0."""
    return None if value >= 0 else f"is {value}, which is below 0"


def sha256(text: str) -> str | None:
    """Ask for a SHA-256 in hexadecimal."""
    return (
        None if re.fullmatch(r"[0-9a-fA-F]{64}", text) else "is not a SHA-256, which has 64 digits and letters a to f"
    )
