"""Bytes of a text to its characters: which encoding it is in, and what could not be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16 and goes first."""
_SAMPLE = 200_000
"""Bytes that the detector is given; it reads every one of them many times."""
_PAIRS = 8
"""How many pairs of bytes there must be before their zeros tell anything."""
_FEW = 0.1
"""Up to this share of bad among all non-ASCII characters a text is UTF-8 that was damaged, not another encoding."""
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_NOT_ASCII_BYTE = re.compile(b"[^\x00-\x7f]")
_SHOWN = 5
"""How many lines a finding names."""
# What web pages call Latin-1 and ASCII is Windows' superset of both (WHATWG Encoding, 4.2).
_AS_ON_THE_WEB = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read."""

    text: str
    """Its characters, with line ends as in the file and without a byte order mark."""
    encoding: str
    """The encoding's name in Python."""
    findings: tuple[Finding, ...]
    """Which encoding was taken and why, and where characters were lost."""


def decode(content: bytes, original: Original, declared: str = "") -> Decoded:
    """Return the characters of a text.

    A byte order mark decides; then whatever is UTF-8 is UTF-8; then what the file declares of itself holds if it fits;
    else the encoding is guessed. Bytes that stand for no character become U+FFFD, each told with its line.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, "says its byte order mark", original)
    wide = _without_mark(content[:_SAMPLE])
    if wide:
        return _decoded(content, wide, "to judge by its zero bytes", original)
    try:
        return _decoded(content, "utf-8", "", original, errors="strict")
    except UnicodeDecodeError:
        pass
    if encoding := _known(declared):
        try:
            return _decoded(content, encoding, "as the file says", original, errors="strict")
        except UnicodeDecodeError:
            pass
    sample = _sample(content)
    if _is_damaged(sample):
        return _decoded(content, "utf-8", "though some bytes are damaged", original)
    return _decoded(content, _guess(sample), "which is a guess: look at letters with accents", original)


def _sample(content: bytes) -> bytes:
    """Return the part around the first byte that is not ASCII, without which there is nothing to judge by."""
    first = _NOT_ASCII_BYTE.search(content)
    begin = max(0, first.start() - _SAMPLE // 2) if first else 0
    return content[begin : begin + _SAMPLE]


def _without_mark(sample: bytes) -> str:
    """Return the UTF-16 that a text without a byte order mark is in: every other byte of plain letters is zero."""
    even, odd, half = sample[0::2].count(0), sample[1::2].count(0), len(sample) // 2
    if half > _PAIRS and odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if half > _PAIRS and even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip()) if name.strip().isascii() else None
    except (LookupError, ValueError):
        return ""
    # Names such as `rot13` or `zip` are codecs too, but not of text.
    if found is None or not found._is_text_encoding:
        return ""
    return _AS_ON_THE_WEB.get(found.name, found.name)


def _is_damaged(sample: bytes) -> bool:
    others = _NOT_ASCII.findall(sample.decode("utf-8", errors="replace"))
    return others.count("\ufffd") <= len(others) * _FEW


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    # Bytes that no encoding explains, or that mean the same in several, are most often text of Western Europe.
    if best is None or "cp1252" in best.could_be_from_charset:
        return "cp1252"
    return _known(best.encoding) or "cp1252"


def _decoded(content: bytes, encoding: str, why: str, original: Original, errors: str = "replace") -> Decoded:
    text = content.decode(encoding, errors=errors)
    name = encoding.upper().replace("_", "-")
    because = f", {why}" if why else ""
    findings = [
        Finding("encoding", Severity.NOTE, f"the text was read as {name}{because}", original.place()),
        *_lost(text, original),
    ]
    return Decoded(text, encoding, tuple(findings))


def _lost(text: str, original: Original) -> list[Finding]:
    if "\ufffd" not in text:
        return []
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    count = text.count("\ufffd")
    shown = ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")
    what = "one character" if count == 1 else f"{count} characters"
    where = "line" if len(lines) == 1 else "lines"
    message = f"{what} could not be read and stand as \ufffd, in {where} {shown}"
    fix = "write there what is meant"
    return [Finding("lost-characters", Severity.WARNING, message, original.place(lines[0]), fix)]
