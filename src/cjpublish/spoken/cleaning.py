"""Characters that no voice knows: what becomes of each before a text is read as words."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, decimal, normalize

from cjpublish.spoken.rewriting import Rewriting

__all__ = ["clean", "drop_unspeakable", "leave_out_addresses"]

_SITES = "com|org|net|edu|gov|int|info|eu|uk|kh|io"
_HOST = r"(?:[\w-]{1,63}\.){1,6}"
_ADDRESS = re.compile(
    rf"(?:(?:https?|ftp)://|www\.|doi:\s?(?=10\.))[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?'’)\]]"
    rf"|(?:mailto:)?(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}[A-Za-z]{{2,}}\b"
    rf"|(?<![\w.@-]){_HOST}(?:{_SITES})\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]|/)?(?!\.?\w)",
    re.IGNORECASE,
)
_MAYBE_ADDRESS = re.compile(r"\w[.@]\w|://|doi:")

_KEPT = frozenset("$€£¥₫៛฿₹₩₱%‰±×÷°§©&+=<>≤≥≈#@*~|^/−–—½¼¾⅓⅔⅛⅜⅝⅞²³")
_INSTEAD = {
    **dict.fromkeys("‘’ʼ＇", "'"),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("‒", "–"),
    **dict.fromkeys("―⸺⸻", "—"),
    **dict.fromkeys('“”„‟«»‹›‚‛"`´[]{}†‡¶¿¡®™ ', ""),
    **dict.fromkeys("•·●▪", ","),
    **dict.fromkeys("।។៕", "."),
    **dict.fromkeys("→⇒", "–"),
    "…": "...",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "、": ",",
    "№": "No. ",
    "℃": "°C",
    "℉": "°F",
    "µ": "μ",
    "⁄": "/",
    "_": " ",
    "\\": " ",
}
_UNPLAIN = re.compile(r"[^A-Za-z0-9 .,;:?!'()$%&+=<>#@*~|^/-]+")
_GROUP = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_POWER = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹]*[⁰¹⁴-⁹][⁰¹²³⁴-⁹]*")
_BLANKS = re.compile(r"\s{2,}")
_UNSPEAKABLE = re.compile(r"[^\w\s!-@]+|\[\[|\]\]")


def leave_out_addresses(text: Rewriting, link: str) -> None:
    """Say a word in place of each web and mail address."""
    if _MAYBE_ADDRESS.search(text.text):
        text.replace(_ADDRESS, lambda match: link)


def clean(text: Rewriting, separator: str) -> None:
    """Reduce a text to letters, ASCII and the signs that rules know how to say.

    Quotation marks, brackets, emoji and invisible characters go; digits of every script become ASCII; narrow spaces
    that group digits become `separator`.
    """
    if not text.text.isascii():
        text.replace(_GROUP, lambda match: separator)
        text.replace(_POWER, lambda match: f" to the power of {normalize('NFKC', match[0])} ")
    text.replace(_BLANKS, lambda match: " ")
    text.replace(_UNPLAIN, lambda match: "".join(map(_plain, match[0])))


def drop_unspeakable(text: Rewriting) -> None:
    """Take away emoji, invisible characters and the brackets that engines would take for phonemes."""
    text.replace(_UNSPEAKABLE, lambda match: "".join(map(_speakable, match[0].replace("[[", "").replace("]]", ""))))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _KEPT:
        return char
    if char in _INSTEAD:
        return _INSTEAD[char]
    kind = category(char)
    if kind == "Nd":
        return str(decimal(char))
    if kind in ("No", "Nl"):
        wide = normalize("NFKC", char)
        return f" {wide} " if wide.isascii() else " "
    if kind == "Po":
        wide = normalize("NFKC", char)
        return wide if wide in ".,;:?!%&#@*/" else " "
    return _speakable(char) if kind[0] in "LMC" else " "


@lru_cache(maxsize=4096)
def _speakable(char: str) -> str:
    kind = category(char)
    if kind == "So":
        return char if char in "°©" else " "
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind in ("Cf", "Co", "Cn", "Cs", "Me") or "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return ""
    return char
