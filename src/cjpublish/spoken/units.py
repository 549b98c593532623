"""Units of measure as English words."""

from __future__ import annotations

import re

__all__ = ["ALONE", "MEASURE", "measure"]

_PREFIXES = {"k": "kilo", "c": "centi", "m": "milli", "µ": "micro", "μ": "micro", "n": "nano"}
_LARGE = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera"}
_BASES = {"m": "meter", "g": "gram", "l": "liter", "L": "liter"}

_UNITS = {
    **_BASES,
    **{prefix + base: said + _BASES[base] for prefix, said in _PREFIXES.items() for base in _BASES},
    **{
        prefix + base: said + unit for prefix, said in _LARGE.items() for base, unit in (("W", "watt"), ("Hz", "hertz"))
    },
    **{prefix + "B": said + "byte" for prefix, said in (_LARGE | {"K": "kilo"}).items()},
    **{prefix + "Wh": said + "watt hour" for prefix, said in _LARGE.items()},
    "W": "watt",
    "V": "volt",
    "kV": "kilovolt",
    "Hz": "hertz",
    "dB": "decibel",
    "ha": "hectare",
    "mi": "mile",
    "yd": "yard",
    "ft": "foot",
    "lb": "pound",
    "lbs": "pound",
    "oz": "ounce",
    "ms": "millisecond",
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "ppm": "part per million",
    "mph": "mile per hour",
    "kph": "kilometer per hour",
    "kmh": "kilometer per hour",
    "px": "pixel",
    "°C": "degree Celsius",
    "°F": "degree Fahrenheit",
    "°": "degree",
}
_MANY = {"foot": "feet", "hertz": "hertz"}
_POWERS = {"²": "square", "³": "cubic", "2": "square", "3": "cubic"}
_ALONE = {
    unit for unit in _UNITS if unit in ("km", "kg", "cm", "kWh", "MW", "GW", "km/h", "°C", "°F", "kHz", "MHz", "GB")
}

_NAMES = "|".join(sorted((re.escape(unit) for unit in _UNITS), key=len, reverse=True))
_LENGTHS = "km|cm|mm|m|mi|ft|yd"
_ONE = f"(?:(?:{_LENGTHS})[²³23]|{_NAMES})"

MEASURE = rf"(?:{_ONE}(?:/{_ONE})?)(?![\w²³/])"
"""A unit as it is written behind a number; `km`, `m²`, `km/h`."""
ALONE = rf"(?:(?:{'|'.join(sorted(_ALONE, key=len, reverse=True))})[²³]?(?:/h|/s)?)(?![\w²³])"
"""A unit that can be told without a number before it."""


def measure(written: str, *, singular: bool) -> str:
    """Return the words of what `MEASURE` matches: "square meters", "kilometer per hour"."""
    unit, per, under = written.partition("/")
    return _unit(unit, singular) + (f" per {_unit(under, True)}" if per else "")


def _unit(written: str, singular: bool) -> str:
    power = _POWERS.get(written[-1], "")
    name = _UNITS[written[:-1] if power else written]
    first, space, rest = name.partition(" per ")
    return f"{power} {_counted(first, singular)}{space}{rest}".strip()


def _counted(name: str, singular: bool) -> str:
    head, space, rest = name.partition(" ") if name.startswith("degree") else ("", "", name)
    if head:
        return f"{head}{'' if singular else 's'}{space}{rest}"
    return name if singular else _MANY.get(name, f"{name}s")
