"""Money, percentages, measures, fractions, ordinals and all other numbers as English words."""

from __future__ import annotations

import re

from cjpublish.spoken.numerals import cardinal, digits, fraction, number, ordinal, signed, value
from cjpublish.spoken.rules import Rule, constant
from cjpublish.spoken.snippets import BEFORE, DASH, ENDED, NUMBER, SIGN
from cjpublish.spoken.units import ALONE, MEASURE, measure

__all__ = ["EARLY", "RULES"]

_SCALES = {
    **dict.fromkeys(("thousand", "k", "K"), "thousand"),
    **dict.fromkeys(("million", "mn", "m", "M"), "million"),
    **dict.fromkeys(("billion", "bn", "b", "B"), "billion"),
    **dict.fromkeys(("trillion", "tn", "T"), "trillion"),
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_LONG_SCALE = "thousand|million|billion|trillion|bn|mn|tn"
_CURRENCIES = {
    "$": ("dollar", "dollars", "cent"),
    "€": ("euro", "euros", "cent"),
    "£": ("pound", "pounds", "penny"),
    "¥": ("yen", "yen", ""),
    "₹": ("rupee", "rupees", ""),
    "₩": ("won", "won", ""),
    "₫": ("dong", "dong", ""),
    "₱": ("peso", "pesos", ""),
    "฿": ("baht", "baht", ""),
    "៛": ("riel", "riel", ""),
    "USD": ("U S dollar", "U S dollars", "cent"),
    "EUR": ("euro", "euros", "cent"),
    "GBP": ("pound", "pounds", "penny"),
    "KHR": ("riel", "riel", ""),
    "THB": ("baht", "baht", ""),
    "VND": ("dong", "dong", ""),
    "JPY": ("yen", "yen", ""),
    "AUD": ("Australian dollar", "Australian dollars", "cent"),
    "CAD": ("Canadian dollar", "Canadian dollars", "cent"),
    "CHF": ("Swiss franc", "Swiss francs", ""),
}
_COUNTRIES = {"US": "U S ", "A": "Australian ", "AU": "Australian ", "C": "Canadian ", "CA": "Canadian "} | {
    "HK": "Hong Kong ",
    "NZ": "New Zealand ",
    "S": "Singapore ",
}
_SIGNS = "".join(sign for sign in _CURRENCIES if len(sign) == 1)
_CODES = "|".join(code for code in _CURRENCIES if len(code) > 1)
_CENTS = re.compile(r"([\d,]+)\.(\d\d)")


def _range(match: re.Match[str], sign: int, first: int, last_sign: int, last: int) -> str:
    """Say a number or a range of two, from the groups of their signs and figures."""
    said = signed(match[sign] or "", match[first])
    return f"{said} to {signed(match[last_sign] or '', match[last])}" if match[last] else said


def _amount(written: str, currency: str, before: str = "") -> str:
    """Say a sum without a scale: dollars and cents."""
    one, many, small = _CURRENCIES[currency]
    cents = _CENTS.fullmatch(written)
    if not (cents and small):
        return f"{number(written)} {before}{one if value(written) == 1 else many}"
    whole, part = int(cents[1].replace(",", "")), int(cents[2])
    pence = "pence" if small == "penny" and part != 1 else small if part == 1 else f"{small}s"
    said = [f"{number(cents[1])} {before}{one if whole == 1 else many}"] if whole or not part else []
    return " and ".join([*said, *([f"{cardinal(part)} {pence}"] if part else [])])


def _money(match: re.Match[str]) -> str:
    """Say $5, US$5.20, -€3, $5–10 million, $96-million."""
    sign, country, currency, first, last, joint, scale = match.groups()
    before = _COUNTRIES.get(country or "", "")
    one, many, _ = _CURRENCIES[currency]
    minus = "minus " if sign else ""
    if not scale:
        return minus + (f"{number(first)} to " if last else "") + _amount(last or first, currency, before)
    said = f"{minus}{number(first)}" + (f" to {number(last)}" if last else "")
    if joint == "-":
        return f"{said}-{_SCALES[scale]}-{before}{one}"
    return f"{said} {_SCALES[scale]} {before}{many}"


def _money_after(match: re.Match[str]) -> str:
    """Say 5 €, 10–20 €, 4,000 KHR, 96 million USD."""
    sign, first, last, scale, currency = match.groups()
    minus = "minus " if sign else ""
    if scale:
        said = f"{number(first)} to {number(last)}" if last else number(first)
        return f"{minus}{said} {_SCALES[scale]} {_CURRENCIES[currency][1]}"
    return minus + (f"{number(first)} to " if last else "") + _amount(last or first, currency)


def _percent(match: re.Match[str]) -> str:
    of = "percent" if match[5] == "%" else "per thousand"
    return f"{_range(match, 1, 2, 3, 4)} {of}"


def _measure(match: re.Match[str]) -> str:
    _, first, _, last, joint, unit = match.groups()
    said = _range(match, 1, 2, 3, 4)
    if joint == "-":
        return f"{said}-{measure(unit, singular=True)}"
    return f"{said} {measure(unit, singular=not last and value(first) == 1)}"


def _ordinal(match: re.Match[str]) -> str:
    return " to ".join(ordinal(int(written.replace(",", ""))) for written in match.groups() if written)


def _range_of_numbers(match: re.Match[str]) -> str:
    """Say a range; figures about a spaced dash that don't rise, or not evenly, are no range: "in 2002 – 16 of them"."""
    first, dash, last_sign, last = match[2], match[3], match[4], match[5]
    rises = value(first) < value(last) and (value(first) >= 1000) == (value(last) >= 1000)
    joint = " to " if len(dash) == 1 or match[1] or rises else ", "
    return signed(match[1] or "", first) + joint + signed(last_sign or "", last)


def _mixed(match: re.Match[str]) -> str:
    said = fraction(match[2], match[3])
    if match[2] == "1" and match[3] in ("2", "4"):
        said = "a" + said[3:]
    return f"{number(match[1])} and {said}"


def _fraction(match: re.Match[str]) -> str:
    written = match[0]
    if written in ("24/7", "9/11"):
        return written.replace("24/7", "twenty-four seven").replace("9/11", "nine eleven")
    return fraction(match[1], match[2])


def _spelt(match: re.Match[str]) -> str:
    """Say figures that are no quantity, each by itself, with a pause between groups."""
    groups = re.findall(r"\d+", match[0])
    return ("plus " if match[0].startswith("+") else "") + ", ".join(digits(group) for group in groups)


def _long(match: re.Match[str]) -> str:
    return number(match[0]) if match[0].endswith("000") and match[0][0] != "0" else digits(match[0])


def _version(match: re.Match[str]) -> str:
    said = " point ".join(number(part) for part in match[2].split("."))
    return f"version {said}" if match[1] else said


def _any(match: re.Match[str]) -> str:
    """Say figures wherever they stand, apart from letters beside them: H1N1, A4."""
    text, begin, end = match.string, match.start(), match.end()
    letter = text[begin - 1] if begin and text[begin - 1].isalpha() else ""
    # "A four" would be said with the article.
    before = "-" if letter == "A" else " " if letter else ""
    return before + number(match[0]) + (" " if text[end : end + 1].isalpha() else "")


_UPPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _power(match: re.Match[str]) -> str:
    """Say 10², 10⁻³, and the exponents of x⁴ and x⁻¹."""
    base, sign, upper = match[1], match[2], match[3].translate(_UPPER)
    power = f"to the power of {signed(sign, upper)}"
    said = power if sign else {"2": "squared", "3": "cubed"}.get(upper, power)
    return f"{number(base)} {said}" if base else f" {said} "


_MONEY = f"{SIGN}(?:(?<!\\w)(US|AU?|CA?|HK|NZ|S))?([{_SIGNS}]|(?<!\\w)(?:{_CODES})(?!\\w)) ?({NUMBER})"

_WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})"
_TH = "(?:st|nd|rd|th)"

EARLY = (
    Rule(r"(?<!\w)\+\d[\d ().-]{5,24}\d(?!\w)", _spelt),
    Rule(r"(?<![\w.,])\(\d{3}\) ?\d{3}-\d{4}(?!\w)", _spelt),
    Rule(rf"{BEFORE}\d{{3}}-\d{{4}}(?!\w)(?!-\d)", _spelt),
    Rule(rf"(?<!\w)(?<!\d[.,])\(?0\d{{1,3}}\)?(?:[ -]\d{{2,4}}){{2,4}}{ENDED}", _spelt),
)
"""Numbers of telephones, which would look like ranges."""

RULES = (
    Rule(rf"{_MONEY}(?:{DASH}[{_SIGNS}]?({NUMBER}))?(?:([ -]?)({_SCALE})(?!\w))?", _money),
    Rule(
        rf"{BEFORE}{SIGN}({NUMBER})(?:{DASH}({NUMBER}))?(?: ?({_LONG_SCALE}))? ?([{_SIGNS}]|(?:{_CODES}))(?!\w)",
        _money_after,
    ),
    Rule(rf"{BEFORE}{SIGN}({NUMBER})(?: ?%)?(?:{DASH}([-−])?({NUMBER}))? ?([%‰])", _percent),
    Rule(rf"{BEFORE}{SIGN}({NUMBER})(?:{DASH}([-−])?({NUMBER}))?([ -]?)({MEASURE})", _measure),
    Rule(
        rf"{BEFORE}({NUMBER}) ?(bn|mn|tn)(?!\w)",
        lambda match: f"{number(match[1])} {_SCALES[match[2]]}",
    ),
    Rule(rf"{BEFORE}({_WHOLE}){_TH}(?:{DASH}({_WHOLE}){_TH})?(?!\w)", _ordinal),
    Rule(rf"{BEFORE}\d{{1,9}}(?:-\d{{1,9}}){{2,8}}{ENDED}(?!-\d)", _spelt),
    Rule(rf"(?<!\w)(?<!\d[.,])([vV]\.?)?(\d{{1,9}}(?:\.\d{{1,9}}){{2,8}}){ENDED}", _version),
    Rule(rf"(?<!\w)([vV]\.?)(\d{{1,9}}(?:\.\d{{1,9}})?){ENDED}", _version),
    Rule(rf"{BEFORE}{SIGN}({NUMBER})({DASH})([-−])?({NUMBER}){ENDED}", _range_of_numbers),
    Rule(rf"{BEFORE}(\d{{1,4}}) (\d{{1,3}})/(\d{{1,4}}){ENDED}(?!/)", _mixed),
    Rule(rf"{BEFORE}(\d{{1,4}})/(\d{{1,4}}){ENDED}(?!/)", _fraction),
    Rule(rf"{BEFORE}(\d{{1,9}}):(\d{{1,9}}){ENDED}(?!:)", lambda match: f"{number(match[1])} to {number(match[2])}"),
    Rule(r"(?<!\w)(\d{1,9}) ?(⁻?)([⁰¹²³⁴-⁹]{1,3})(?!\w)", _power),
    # Behind a whole word it is the mark of a note.
    Rule(r"(?<=[A-Za-z]{4})([⁰¹²³⁴-⁹]{1,3})(?!\w)", lambda match: f" {number(match[1].translate(_UPPER))} "),
    Rule(r"(?<=(?<!\w)[A-Za-z])()(⁻?)([⁰¹²³⁴-⁹]{1,3})(?!\w)", _power),
    Rule(rf"{BEFORE}\d{{7,}}{ENDED}", _long),
    Rule(rf"{BEFORE}{SIGN}(\.\d+|{NUMBER}){ENDED}", lambda match: signed(match[1] or "", match[2])),
    Rule(r"(?<=\d)x(?=\d)|(?<=\d )x(?= \d)", constant(" times ")),
    Rule(r"\d+", _any),
    Rule(rf"(?<![^ (/,]){ALONE}", lambda match: measure(match[0], singular=False)),
)
