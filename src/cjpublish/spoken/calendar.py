"""Dates, years and times of day as English words."""

from __future__ import annotations

import re

from cjpublish.spoken.numerals import cardinal, decade, ordinal, short_year, year
from cjpublish.spoken.rules import Rule, constant
from cjpublish.spoken.snippets import BEFORE, DASH, ENDED, ends_sentence

__all__ = ["RULES"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = {month[:3]: month for month in _MONTHS if month != "May"} | {"Sept": "September"}
_NAMES = f"(?:{'|'.join(_MONTHS)})(?!\\w)|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?!\\w)\\.?"
_DAY = "(?:0?[1-9]|[12]\\d|3[01])"
_MONTH = "(?:0?[1-9]|1[0-2])"
_TH = "(?:st|nd|rd|th)?"
_YEAR = "(?:1\\d|20)\\d\\d"

_HOUR = "(?:[01]?\\d|2[0-4])"
_CLOCK = f"{_HOUR}:[0-5]\\d"
_MERIDIEM = "[aApP](?:\\.[mM]\\b\\.?|[mM](?!\\w))"
_ONE_TIME = re.compile(f"({_HOUR})(?::([0-5]\\d))?(?::([0-5]\\d))?(?: ?([aApP])\\.?[mM]\\.?)?")


def _month(written: str) -> str:
    name = written.rstrip(".")
    return _SHORT.get(name, name)


def _days(first: str, last: str | None) -> str:
    said = ordinal(int(first))
    return f"{said} to {ordinal(int(last))}" if last else said


def _after(written: str | None) -> str:
    return f", {year(written)}" if written else ""


def _numeric_date(match: re.Match[str]) -> str:
    """Say 24.11.2026 and 24/11/2026; where slashes leave it open which is the month, say the numbers."""
    dotted_day, dotted_month, first, second, written_year = match.groups()
    if dotted_day:
        day, month = int(dotted_day), int(dotted_month)
    elif int(first) > 12:
        day, month = int(first), int(second)
    elif int(second) > 12:
        month, day = int(first), int(second)
    else:
        return f"{cardinal(int(first))} {cardinal(int(second))} {year(written_year)}"
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return f"{cardinal(day)} {cardinal(month)} {year(written_year)}"
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {year(written_year)}"


def _iso_date(match: re.Match[str]) -> str:
    return f"{_MONTHS[int(match[2]) - 1]} {ordinal(int(match[3]))}, {year(match[1])}"


def _day_first(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    the = "" if before.endswith(("the ", "The ")) else "the "
    return f"{the}{_days(match[1], match[2])} of {_month(match[3])}{_after(match[4])}"


def _month_first(match: re.Match[str]) -> str:
    return f"{_month(match[1])} {_days(match[2], match[3])}{_after(match[4])}"


def _time(match: re.Match[str]) -> str:
    hour, minute, second, half = match.groups()
    said = cardinal(int(hour))
    if minute and int(minute):
        said += f" {short_year(minute)}"
    elif minute and not half:
        said += " o'clock" if 0 < int(hour) <= 12 else " hundred"
    if second:
        said += f" and {cardinal(int(second))} second{'' if int(second) == 1 else 's'}"
    return said + {"a": " A-M", "p": " P M", "": ""}[(half or "").lower()]


def _times(match: re.Match[str]) -> str:
    said = [_time(found) for found in _ONE_TIME.finditer(match[0])]
    return " to ".join(said) + ("." if match[0].endswith(".") and ends_sentence(match) else "")


def _year_range(match: re.Match[str]) -> str:
    return f"{year(match[1])} to {year(match[2] or match[1][:2] + match[3])}"


def _decades(match: re.Match[str]) -> str:
    return " to ".join(decade(written) for written in match.groups() if written)


_TAIL = f"(?:(?:, ?| )({_YEAR}){ENDED})?"
_NO_DAY = "(?!\\w)(?![.,:]\\d)(?! ?%)"

_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SPANNED = f"(?:{'|'.join(_MONTHS)}|{_DAYS})"

RULES = (
    Rule(f"(?<!\\w)({_SPANNED})[–—-](?={_SPANNED}(?!\\w))", lambda match: f"{match[1]} to "),
    Rule("(?<=\\d)[–—-](?=(?:present|today|now)(?!\\w))", constant(" to ")),
    Rule(f"{BEFORE}(\\d{{4}})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(?!\\w)(?!-\\d)", _iso_date),
    Rule(f"{BEFORE}(?:(\\d{{1,2}})\\.(\\d{{1,2}})\\.|(\\d{{1,2}})/(\\d{{1,2}})/)(\\d{{4}}){ENDED}(?!/)", _numeric_date),
    Rule(f"{BEFORE}({_DAY}){_TH}(?:{DASH}({_DAY}){_TH})? (?:of )?({_NAMES}){_TAIL}", _day_first),
    Rule(f"(?<!\\w)({_NAMES}) ({_DAY}){_TH}(?:{DASH}({_DAY}){_TH})?{_NO_DAY}{_TAIL}", _month_first),
    Rule(
        f"(?<!\\w)({'|'.join(sorted(_SHORT, key=len, reverse=True))})\\.? (?={_YEAR}(?!\\w))",
        lambda match: f"{_SHORT[match[1]]} ",
    ),
    Rule(
        f"{BEFORE}(?:(?:{_HOUR}|{_CLOCK})(?: ?{_MERIDIEM})?{DASH})?(?:{_CLOCK}|{_HOUR}) ?{_MERIDIEM}"
        f"|{BEFORE}(?:{_CLOCK}{DASH})?{_CLOCK}(?::[0-5]\\d)?(?!\\w)(?!:\\d)",
        _times,
    ),
    Rule(f"(?<!\\w)(?<!\\d[.,])'?(\\d{{0,2}}\\d0)'?s(?:{DASH}'?(\\d{{0,2}}\\d0)'?s)?(?!\\w)", _decades),
    Rule(f"(?<!\\w)'(\\d\\d){ENDED}", lambda match: short_year(match[1])),
    Rule(f"{BEFORE}({_YEAR})(?:{DASH}({_YEAR})|[–—/-](\\d\\d)){ENDED}(?![-–/]\\d)", _year_range),
    Rule(f"{BEFORE}({_YEAR}){ENDED}(?!{DASH}\\d)", lambda match: year(match[1])),
)
