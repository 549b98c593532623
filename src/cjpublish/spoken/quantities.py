"""Numbers of things in English: money, measures, fractions, ordinals, telephone numbers, versions."""

from __future__ import annotations

import re

from cjpublish.spoken.numbers import cardinal, digits, number, ordinal
from cjpublish.spoken.rewriting import Rule

__all__ = ["NUMBER", "QUANTITIES"]

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A number as written, with commas between thousands and a decimal point."""
_ALONE = r"(?<!\d)(?<!\d[.,])"
_DASH = r"(?:[–—-]| [–-] )"

_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("U S dollar", "U S dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "", ""),
    "₫": ("dong", "dong", "", ""),
    "៛": ("riel", "riel", "", ""),
    "฿": ("baht", "baht", "", ""),
    "₹": ("rupee", "rupees", "", ""),
    "₩": ("won", "won", "", ""),
    "₱": ("peso", "pesos", "", ""),
}
_CODES = {
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "AUD": "A$",
    "CAD": "C$",
    "JPY": "¥",
    "KHR": "៛",
    "THB": "฿",
    "VND": "₫",
}
_MONEY = "$€£¥₫៛฿₹₩₱DRPYB"
"""Signs of money, and letters of which every code has one."""
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_SIGN = rf"(?P<sign>(?:\b(?:US|A|C))?\$|[€£¥₫៛฿₹₩₱]|\b(?:{'|'.join(_CODES)})(?= ?\d))"
_SIGN_AFTER = rf"(?P<sign>[€£₫៛฿]|(?:{'|'.join(_CODES)})\b)"
_SCALE = r"(?:(?P<gap>[ -]?)(?P<scale>thousand|million|billion|trillion|mn|bn|tn|[mMbkK])\b)?"

_UNITS = {
    "km": ("kilometer", "kilometers"),
    "m": ("meter", "meters"),
    "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"),
    "μm": ("micrometer", "micrometers"),
    "mi": ("mile", "miles"),
    "ft": ("foot", "feet"),
    "kg": ("kilogram", "kilograms"),
    "g": ("gram", "grams"),
    "mg": ("milligram", "milligrams"),
    "μg": ("microgram", "micrograms"),
    "t": ("tonne", "tonnes"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ha": ("hectare", "hectares"),
    "l": ("liter", "liters"),
    "L": ("liter", "liters"),
    "ml": ("milliliter", "milliliters"),
    "mL": ("milliliter", "milliliters"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "s": ("second", "seconds"),
    "sec": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"),
    "mph": ("mile per hour", "miles per hour"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "GW": ("gigawatt", "gigawatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "MWh": ("megawatt hour", "megawatt hours"),
    "V": ("volt", "volts"),
    "dB": ("decibel", "decibels"),
    "kB": ("kilobyte", "kilobytes"),
    "KB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
}
_POWERS = {"": "", "²": "square ", "³": "cubic "}
_UNIT = "(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_LONE_UNITS = "km|cm|mm|kg|mph|kWh|MWh|kHz|MHz|GHz"

_PARTS = {2: "half", 4: "quarter"}
_VULGAR = {
    "½": "one half", "¼": "one quarter", "¾": "three quarters", "⅓": "one third", "⅔": "two thirds",
    "⅛": "one eighth", "⅜": "three eighths", "⅝": "five eighths", "⅞": "seven eighths",
}  # fmt: skip


def _money(match: re.Match[str]) -> str:
    sign = match["sign"]
    one, many, cent, cents = _CURRENCIES[_CODES.get(sign, sign)]
    amount, until, scale = match["amount"], match["until"], match["scale"]
    whole, _, fraction = amount.replace(",", "").partition(".")
    if len(fraction) == 2 and not scale and not until and cent:
        small = f"{cardinal(int(fraction))} {cent if int(fraction) == 1 else cents}" if int(fraction) else ""
        large = f"{number(whole)} {one if whole == '1' else many}" if whole.strip("0") or not small else ""
        return " and ".join(filter(None, (large, small)))
    words = f"{number(amount)} to {number(until)}" if until else number(amount)
    if scale:
        words += f" {_SCALES.get(scale.lower(), scale)}"
    following = match.string[match.end() : match.end() + 2]
    describing = match["gap"] == "-" or (following[:1] == "-" and following[1:].isalpha())
    return f"{words} {one if describing or words == 'one' else many}"


def _unit(written: str, *, single: bool) -> str:
    """Return "square kilometers" for km², "kilometers per hour" for km/h."""
    first, _, second = written.partition("/")
    power = _POWERS[first[-1]] if first[-1] in "²³" else ""
    name = power + _UNITS[first.rstrip("²³")][0 if single else 1]
    return f"{name} per {_unit(second, single=True)}" if second else name


def _measure(match: re.Match[str]) -> str:
    return f"{number(match['amount'])} {_unit(match['unit'], single=match['amount'] == '1' or bool(match['joint']))}"


def _area(match: re.Match[str]) -> str:
    sides = " by ".join(number(side) for side in re.findall(NUMBER, match["sides"]))
    return f"{sides} {_unit(match['unit'], single=False)}" if match["unit"] else sides


def _fraction(match: re.Match[str]) -> str | None:
    whole, above, below = match["whole"], int(match["above"]), int(match["below"])
    if not 0 < above < below:
        return None
    part = _PARTS.get(below) or ordinal(below)
    if above > 1:
        part = f"{part}s"
    if not whole:
        return f"{cardinal(above)} {part}"
    return f"{number(whole)} and {'a' if above == 1 else cardinal(above)} {part}"


def _vulgar(match: re.Match[str]) -> str:
    part = _VULGAR[match["part"]]
    if not match["whole"]:
        return part
    return f"{number(match['whole'])} and {part.replace('one ', 'a ')}"


def _phone(match: re.Match[str]) -> str | None:
    groups = re.findall(r"\d+", match[0])
    if len("".join(groups)) < 7:
        return None
    said = ", ".join(map(digits, groups))
    return f"plus {said}" if match[0].startswith("+") else said


def _version(match: re.Match[str]) -> str:
    said = " point ".join(number(part) for part in match["parts"].split("."))
    return f"version {said}" if match["v"] else said


def _power(match: re.Match[str]) -> str:
    return {"²": " squared", "³": " cubed"}[match[0]]


_AMOUNT = rf"{_ALONE}(?P<amount>{NUMBER})"

QUANTITIES: tuple[Rule, ...] = (
    Rule(r"(?<![\w.])(?P<v>v)?(?P<parts>\d+(?:\.\d+){2,20})(?![\w]|\.\d)", _version, "."),
    Rule(r"(?<![\w.])(?P<v>v)(?P<parts>\d+(?:\.\d+)?)(?![\w]|\.\d)", _version, "v"),
    Rule(
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?!\d)"
        r"|(?<![\w.,+-])\(\d{2,5}\) ?\d{2,4}(?:[ -]\d{2,4}){0,4}(?![\w-])"
        r"|(?<![\w.,+-])(?:\d{1,5}-){2,6}\d{1,7}(?![\w-])|(?<![\w.,+-])\d{3}-\d{4}(?![\w-])"
        r"|(?<![\w.,+-])0\d{1,4}(?: \d{2,4}){2,5}(?![\w-])",
        _phone,
        "+-(0",
    ),
    Rule(rf"{_SIGN} ?(?P<amount>{NUMBER})(?:[–—-](?P<until>{NUMBER}))?{_SCALE}", _money, _MONEY),
    Rule(rf"{_AMOUNT}(?P<until>(?!))?{_SCALE.replace('[ -]?', ' ?')} ?{_SIGN_AFTER}", _money, _MONEY),
    Rule(
        rf"{_ALONE}(?P<sides>{NUMBER}(?: ?[×x] ?{NUMBER}){{1,2}}) ?(?P<unit>{_UNIT}[²³]?)(?![\w²³/])",
        _area,
        "×x",
    ),
    Rule(rf"{_ALONE}(?P<sides>\d+(?:x\d+){{1,2}})(?P<unit>)(?!\w)", _area, "x"),
    Rule(
        rf"{_AMOUNT}(?: (?P<spaced>)|(?P<joint>-))?"
        rf"(?P<unit>(?(spaced)|(?![stlhV]\b)){_UNIT}[²³]?(?:/{_UNIT}[²³]?)?)(?![\w²³/'])",
        _measure,
    ),
    Rule(
        rf"(?<=/)(?P<unit>(?:{_LONE_UNITS}|ha)[²³]?)(?![\w²³])",
        lambda m: f" per {_unit(m['unit'], single=True)}",
        "/",
    ),
    Rule(
        rf"(?<![\w/])(?P<unit>(?:{_LONE_UNITS})[²³]?(?:/{_UNIT})?)(?![\w²³/])",
        lambda m: _unit(m["unit"], single=m.string[: m.start()].endswith("per ")),
    ),
    Rule(r"(?<![\d/.,])24/7(?![\d/])", lambda match: "twenty-four seven", "/"),
    Rule(r"(?<![\d/.,])9/11(?![\d/])", lambda match: "nine eleven", "/"),
    Rule(
        r"(?<![\d/.,])(?:(?P<whole>\d{1,3})[ -])?(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d/]|[.,]\d)",
        _fraction,
        "/",
    ),
    Rule(r"(?<![\d.,])(?:(?P<whole>\d{1,4}) ?)?(?P<part>[½¼¾⅓⅔⅛⅜⅝⅞])", _vulgar, "½¼¾⅓⅔⅛⅜⅝⅞"),
    Rule(r"[²³]", _power, "²³"),
    Rule(r"(?<![\d.,])(\d)'(\d{1,2})(?![\d'])", lambda m: f"{number(m[1])} feet {number(m[2])}", "'"),
    Rule(
        rf"{_ALONE}(\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:st|nd|rd|th)\b",
        lambda m: ordinal(int(m[1].replace(",", ""))),
    ),
)
