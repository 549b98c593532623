"""Dates as people and web pages write them, as ISO 8601."""

from __future__ import annotations

import datetime
import re

__all__ = ["date_in"]

_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(?P<one>\d{1,2})[-./](?P<two>\d{1,2})[-./](?P<year>(?:19|20)\d\d)(?!\d)")
_WORDS = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.|er|º)?,? (?:de |of )?[^\W\d_]{3,}\.?,? (?:de |del )?(?:19|20)\d\d\b"
    r"|[^\W\d_]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|(?:19|20)\d\d[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]",
)


def date_in(text: str) -> str:
    """Return the first date in a short text as YYYY-MM-DD; empty where none can be told for certain."""
    if match := _ISO.search(text):
        return _checked(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _NUMBERS.search(text):
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        if "." in match[0] or one > 12:
            return _checked(year, two, one)
        return _checked(year, one, two) if two > 12 or one == two else ""
    match = _WORDS.search(text)
    return _in_words(match[0]) if match else ""


def _checked(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _in_words(text: str) -> str:
    import dateparser

    found = dateparser.parse(text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"})
    return found.date().isoformat() if found else ""
