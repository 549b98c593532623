"""Characters that were damaged on the way: line ends, mojibake, odd spaces, control characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.text.lines import squashed

__all__ = ["repaired"]

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_DAMAGED = re.compile("&#?\\w{1,8};|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufb00-\ufb06\ufffd\ud800-\udfff]")
"""What ftfy mends besides mojibake: entities, control characters, ligatures, lost characters and halves of them."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, where a space without width parts words."""
_REMOVED = re.compile(
    f"(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])|[\u2060\ufeff\u180e\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]|\u00ad(?!$)"
)
"""Signs without a width or a meaning of their own; a soft hyphen at a line's end still divides a word."""
_KEPT_SPACE = re.compile("(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»›%€])|(?<=\\d)[\u00a0\u202f](?=\\d)")
"""Spaces that must not break: those of French punctuation and of figures."""
_SPACE = re.compile("[\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SHOWN = 5


def repaired(text: str, original: Original) -> tuple[str, list[Finding]]:
    """Return a text with `\\n` for line ends, its characters mended and composed (NFC), and what was mended.

    Typographic quotation marks stay as they are. Lines keep their numbers.
    """
    fix = _fixer()
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    mended: list[int] = []
    spaced: list[int] = []
    for place, line in enumerate(lines):
        fixed = _spaced(fix(line))
        if fixed != line:
            (spaced if squashed(fixed) == squashed(line) else mended).append(place + 1)
            lines[place] = fixed
    return "\n".join(lines), [
        *_told("mended-characters", "wrongly decoded characters were mended", mended, original),
        *_told("mended-spaces", "odd spaces and signs without a width were replaced", spaced, original),
    ]


def _fixer() -> Callable[[str], str]:
    import ftfy
    from ftfy.badness import is_bad

    settings = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_character_width=False, fix_line_breaks=False, normalization="NFC", explain=False
    )

    def fix(line: str) -> str:
        if _DAMAGED.search(line) or (not line.isascii() and is_bad(line)):
            return ftfy.fix_text(line, settings)
        return unicodedata.normalize("NFC", line)

    return fix


def _spaced(line: str) -> str:
    if line.isprintable() and line.isascii():
        return line
    kept = {match.start() for match in _KEPT_SPACE.finditer(line)}
    line = _SPACE.sub(lambda match: match[0] if match.start() in kept else " ", line)
    return _REMOVED.sub("", line)


def _told(code: str, what: str, numbers: Sequence[int], original: Original) -> list[Finding]:
    if not numbers:
        return []
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (", …" if len(numbers) > _SHOWN else "")
    where = f"line {shown}" if len(numbers) == 1 else f"{len(numbers)} lines: {shown}"
    return [Finding(code, Severity.NOTE, f"{what} in {where}", original.place(numbers[0]))]
