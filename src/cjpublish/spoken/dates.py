"""Dates, years and times of day in English."""

from __future__ import annotations

import re

from cjpublish.spoken.numbers import cardinal, decade, digits, ordinal, year
from cjpublish.spoken.rewriting import Rule

__all__ = ["DATES", "MONTHS"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In order."""

_SHORT = {month[:3]: month for month in MONTHS} | {"Sept": "September"}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:Sept|{'|'.join(month[:3] for month in MONTHS)})\b\.?)"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d%]|[.,]\d| percent)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:st|nd|rd|th)?"
_DASH = r"(?:[–—-]| [–-] )"


def _month(written: str) -> str:
    return _SHORT[written.rstrip(".")[:3]]


def _year_after(match: re.Match[str]) -> str:
    return f"{match['comma']} {year(int(match['year']))}" if match["year"] else ""


def _iso(match: re.Match[str]) -> str | None:
    month, day = int(match[2]), int(match[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)} {year(int(match[1]))}"


def _day_month(match: re.Match[str]) -> str:
    days = " to the ".join(ordinal(int(day)) for day in (match["day"], match["until"]) if day)
    return f"the {days} of {_month(match['month'])}{_year_after(match)}"


def _month_day(match: re.Match[str]) -> str:
    days = " to ".join(ordinal(int(day)) for day in (match["day"], match["until"]) if day)
    return f"{_month(match['month'])} {days}{_year_after(match)}"


def _slashes(match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[2])
    when = year(int(match[3])) if len(match[3]) == 4 else cardinal(int(match[3]))
    if first <= 12 < second <= 31:
        return f"{MONTHS[first - 1]} {ordinal(second)} {when}"
    if second <= 12 < first <= 31:
        return f"the {ordinal(first)} of {MONTHS[second - 1]} {when}"
    return f"{cardinal(first)} {cardinal(second)} {when}"


def _time(match: re.Match[str]) -> str:
    hour, minute, half = int(match["hour"]), match["minute"], match["half"]
    words = [cardinal(hour)]
    if minute == "00":
        words += [] if half else ["o'clock" if 1 <= hour <= 12 else "hundred"]
    elif minute:
        words.append(f"oh {digits(minute[1])}" if minute[0] == "0" else cardinal(int(minute)))
    if match["second"]:
        seconds = int(match["second"][1:])
        words.append(f"and {cardinal(seconds)} second{'' if seconds == 1 else 's'}")
    if half:
        words.append("A-M" if half in "aA" else "P M")
        if match[0].endswith(".") and match.end() == len(match.string):
            words[-1] += "."
    return " ".join(words)


def _decade(match: re.Match[str]) -> str:
    return decade(int(match[1]))


def _years(match: re.Match[str]) -> str:
    begin, end = int(match[1]), int(match[2])
    whole = begin // 100 * 100 + end
    return f"{year(begin)} to {cardinal(end) if end > 9 else year(whole)}"


def _year(match: re.Match[str]) -> str:
    return year(int(match[0]))


DATES: tuple[Rule, ...] = (
    Rule(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", _iso, "-"),
    Rule(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])", _slashes, "/"),
    Rule(
        rf"(?<![\d.,:/])(?:[Tt]he )?(?P<day>{_DAY}){_SUFFIX}(?:{_DASH}(?P<until>{_DAY}){_SUFFIX})? (?:of )?{_MONTH}"
        rf"(?![a-z])(?:(?P<comma>,?) (?P<year>{_YEAR}))?",
        _day_month,
    ),
    Rule(
        rf"\b{_MONTH} (?P<day>{_DAY}){_SUFFIX}(?:{_DASH}(?P<until>{_DAY}){_SUFFIX})?"
        rf"(?![\d%:]|[.,]\d| percent| %)(?:(?P<comma>,?) (?P<year>{_YEAR}))?",
        _month_day,
    ),
    Rule(rf"\b{_MONTH} (?={_YEAR}|{_DAY}\b)", lambda match: f"{_month(match['month'])} "),
    Rule(
        r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?P<second>:[0-5]\d)?)?"
        r" ?(?P<half>[apAP])\.?[mM](?:\.|\b)",
        _time,
    ),
    Rule(
        r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?P<second>:[0-5]\d)?(?P<half>)(?![\d:])",
        _time,
        ":",
    ),
    Rule(r"(?<![\d.,])(1\d\d0|20\d0|[1-9]0)'?s\b", _decade),
    Rule(rf"(?<![\d.,–-])(1[1-9]\d\d|20\d\d){_DASH}(\d\d)(?![\d%]|[.,:]\d|[–-]\d| percent)", _years, "–—-"),
    Rule(rf"(?<=\b1\d\d\d|\b20\d\d){_DASH}(?={_YEAR})", lambda match: " to ", "–—-"),
    Rule(r"(?<![\d.,])(?:1[1-9]|20)\d\d(?![\d%]|[.,]\d| percent| per cent)", _year),
    Rule(
        r"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=year ))10\d\d(?![\d%]|[.,]\d| [a-z]+s\b)",
        _year,
    ),
)
