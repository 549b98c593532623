"""Every character as one of those that the rules and the engines know: letters, digits, plain punctuation, symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, decimal, name, normalize, numeric

from cjpublish.spoken.aligned import Edit

__all__ = ["KEPT", "edits", "spaces"]

KEPT = "\ue000"
"""Stands for a span whose words are already known; no rule touches it."""

_SYMBOLS = '$€£¥₹₩₫₱฿៛%‰&+§°×#@/²³¹⁰⁴⁵⁶⁷⁸⁹⁻~<>−—–…"' + KEPT
"""Symbols that mean something only together with what stands beside them."""

_UNUSUAL = re.compile(
    r"[\u00a0\u2009\u202f](?<=\d.)(?=\d\d\d(?!\d))"
    r"| (?<=\d )(?=(?:\d\d\d ){0,4}000(?!\d))"
    r"|[A-Za-z][\u0300-\u036f]+"
    rf"|[^ A-Za-z0-9.,;:?!'()\-{_SYMBOLS}]"
)
_SPACES = re.compile(" {2,}")
_ALLOWED = re.compile(rf"[ A-Za-z0-9.,;:?!'()\-{_SYMBOLS}]+")

_SAID = {
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛‹›′ʼʹʻ`´", "'"),
    **dict.fromkeys("‐‑⁃", "-"),
    **dict.fromkeys("‒", "–"),
    **dict.fromkeys("―⸺⸻", "—"),
    **dict.fromkeys("[{⟨⟦", "("),
    **dict.fromkeys("]}⟩⟧", ")"),
    **dict.fromkeys("•‣◦|、،", ", "),
    **dict.fromkeys("。।។៕", ". "),
    "؛": "; ",
    "؟": "? ",
    "‽": "? ",
    "№": "No. ",
    "©": " copyright ",
    "¶": " paragraph ",
    "=": " equals ",
    "±": " plus or minus ",
    "÷": " divided by ",
    "≈": " about ",
    "≤": " at most ",
    "≥": " at least ",
    "≠": " is not ",
    "∞": " infinity ",
    "√": " square root of ",
    "Ω": "ohms",
    "∕": "/",
    "⁄": "/",
    "∼": "~",
    **dict.fromkeys("→⇒⟶", " to "),
    **dict.fromkeys("™®℠ªº\u20e3", " "),
}


def edits(text: str) -> Iterator[Edit]:
    """Yield what makes a text of known characters only: letters and marks of any script, and `KEPT` among them.

    Accents become one with their letters (NFC), letters and digits of compatibility forms plain ones (NFKC), digits of
    all scripts ASCII. Pictures, invisible and unassigned characters are dropped.
    """
    for match in _UNUSUAL.finditer(text):
        yield match.start(), match.end(), _known(match[0])


def spaces(text: str) -> Iterator[Edit]:
    """Yield what makes one space of several."""
    for match in _SPACES.finditer(text):
        yield match.start(), match.end(), " "


@lru_cache(maxsize=4096)
def _known(written: str) -> str:
    """Return what takes the place of an accented letter or an unusual character."""
    if written == " ":
        return ","
    if len(written) > 1:
        return normalize("NFC", written)
    if written in _SAID:
        return _SAID[written]
    compatible = normalize("NFKC", written)
    kind = category(written)
    if kind[0] == "L":
        return compatible if all(category(character)[0] in "LM" for character in compatible) else written
    if kind[0] == "M":
        return "" if "VARIATION SELECTOR" in name(written, "") else written
    if kind[0] == "N":
        return _numeral(written, compatible)
    if kind == "Cf":
        return ""
    return " " if kind[0] in "CZ" else _symbol(written, compatible, kind)


def _numeral(written: str, compatible: str) -> str:
    """Return a numeral in ASCII: a digit of any script, ½, Ⅳ, ①."""
    if category(written) == "Nd":
        return str(decimal(written))
    if "⁄" in compatible:
        return f" {compatible.replace('⁄', '/')}"
    if compatible.isascii() and compatible.isdecimal():
        return compatible
    worth = numeric(written)
    return f" {int(worth)} " if worth == int(worth) else " "


def _symbol(written: str, compatible: str, kind: str) -> str:
    """Return punctuation in ASCII, and the name of a sign of money or mathematics."""
    if compatible != written and _ALLOWED.fullmatch(compatible):
        return compatible
    if kind in ("Sm", "Sc"):
        return f" {name(written, '').lower().removesuffix(' sign').replace('-', ' ')} "
    return {"Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"', "Pd": "-"}.get(kind, " ")
