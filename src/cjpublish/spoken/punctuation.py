"""Signs as words, and punctuation that every engine pauses on."""

from __future__ import annotations

import re

from cjpublish.spoken.rewriting import Rewriting, Rule

__all__ = ["PAUSES", "SIGNS", "tidy"]

_NAMES = {
    "%": "percent", "‰": "per mille", "&": "and", "+": "plus", "=": "equals", "±": "plus or minus", "×": "times",
    "÷": "divided by", "°": "degrees", "©": "copyright", "@": "at", "≈": "about", "<": "less than", ">": "greater than",
    "≤": "at most", "≥": "at least", "−": "minus", "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₫": "dong",
    "៛": "riel", "฿": "baht", "₹": "rupees", "₩": "won", "₱": "pesos",
}  # fmt: skip
_LETTER = r"[^\W\d_]"
_STRENGTH = ",:;.!?"

SIGNS: tuple[Rule, ...] = (
    Rule(r"(?<![\w)])[−-](?=\.?\d)|(?<= )–(?=\d[\d.,]*\s?[°%])", lambda match: "minus ", "−-–"),
    Rule(r"(?<![\w≈~])[~≈] ?(?=[\d$€£])", lambda match: "about ", "~≈"),
    Rule(r"(?<=\d)x(?=\d)", lambda match: " by ", "x"),
    Rule(
        r"(?<=[\d%])[–—-](?=[\d$€£.])|(?<=\w)[–—-](?=[$€£]\d)|(?<=\d(?:st|nd|rd|th))[–—-](?=\d)"
        r"|(?<=\d) [–-] (?=\d[\d.,]* ?%)|(?<=\d):(?=\d)",
        lambda match: " to ",
        "–—-:",
    ),
    Rule(rf"(?<={_LETTER})-(?=\d)", lambda match: " ", "-"),
    Rule(rf"(?<={_LETTER}{_LETTER})\.(?=[a-z]{{2}})", lambda match: " dot ", "."),
    Rule("[" + re.escape("".join(_NAMES)) + "]", lambda match: f" {_NAMES[match[0]]} ", "".join(_NAMES)),
    Rule(r"[#*~|^/§¼-¾⅓-⅞²³]", lambda match: " ", "#*~|^/§¼½¾⅓⅔⅛⅜⅝⅞²³"),
)
PAUSES: tuple[Rule, ...] = (
    Rule(rf"(?<={_LETTER})–(?={_LETTER})", lambda match: "-", "–"),
    Rule(r"\s*[–—]+[\s–—]*|\s+-+\s+|\s*-{2,}\s*", lambda match: ", ", "–—-"),
    Rule(r"\.{2,}(?=\s*\w)", lambda match: ", ", "."),
)

_STRAY = re.compile(rf"(?<!{_LETTER})'|'(?!{_LETTER})|(?<!{_LETTER})-|(?<! A)-(?!{_LETTER})|(?<= A)-(?! ?{_LETTER})")
_CLUSTER = re.compile(r"\s*[.,;:?!][\s.,;:?!]*|\s{2,}|[^\S ]|\A\s+|\s+\Z|\(\s+|\s+(?=\))|\(\s*\)")


def tidy(text: Rewriting) -> None:
    """Leave one mark at each pause, the strongest, and one space between words."""
    if "'" in text.text or "-" in text.text:
        text.replace(_STRAY, lambda match: " " if match[0] == "-" else "")
    text.replace(_CLUSTER, _settled)


def _settled(match: re.Match[str]) -> str:
    text, begin, end = match.string, match.start(), match.end()
    first, last = not text[:begin].strip(" ("), end == len(text)
    mark = max(match[0], key=_STRENGTH.find) if match[0].strip(" ()\t\n") else ""
    if match[0].startswith("("):
        return "" if mark or match[0].endswith(")") else "("
    if mark not in _STRENGTH or first:
        mark = ""
    if last:
        return "." if mark == "," else mark
    if text[end] == ")":
        return mark if mark in ".?!" else ""
    return mark if first else f"{mark} "
