"""Whether alternative text can do its work, as far as a machine can see (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from cjpublish.errors import Finding, Severity, Source

__all__ = ["alt_findings"]

_FILE_NAME = re.compile(
    r"[^.!?]*\.(png|jpe?g|gif|webp|svg|bmp|tiff?|heic|avif)|(img|dscn?|pict?|screenshot|scan)[ _-]?[0-9]+|\S*_\S*",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(an? |the )?(image|picture|photo|photograph|graphic|illustration|drawing|figure|chart|diagram|map|logo|icon|cover"
    r"|to ?do|tbd|fixme|placeholder|untitled|none|n/?a|description|alt|alt(ernative)? text|x+)( here)?[\s\d\W]*",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"(TO[ -]?DO|ToDo)\b|(?i:to[ -]?do)\s*:")
"""Not a sentence that begins so: in Spanish, "Todo" is all."""
_SAYS_IMAGE = re.compile(r"(an? |the )?(image|picture|photo|photograph|graphic) (of|showing)\b", re.IGNORECASE)
_NEEDS_DESCRIPTION = re.compile(
    r"(an? |the )?([\w’'-]+ ){0,2}(chart|diagram|map|graph|infographic|flowchart)\b", re.IGNORECASE
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_CLOSING = ".!?…。！？।॥؟۔។៕။።։"
_TO_DO_FIX = "say in a sentence what the picture tells, in place of `TODO`; `decorative: true` where it tells nothing"
_LONG, _FAR_TOO_LONG = 150, 250


def alt_findings(text: str, source: Source, *, described: bool, caption: str = "", path: str = "") -> list[Finding]:
    """Return what is wrong with an alternative text.

    `described` where a long description goes with it; `path` is the picture's. A to-do, a file name, a placeholder, or
    a chart without a long description is an error; the rest are warnings.
    """
    plain = " ".join(text.split())
    if _TO_DO.match(plain):
        return [_finding(Severity.ERROR, "is still to be written", source, _TO_DO_FIX)]
    word = plain.rstrip(".!?").casefold()
    if _FILE_NAME.fullmatch(plain) or (path and word == PurePosixPath(path).stem.casefold()):
        return [_finding(Severity.ERROR, "is a file name", source, "say what the picture tells")]
    if not plain or _PLACEHOLDER.fullmatch(plain):
        return [_finding(Severity.ERROR, "says nothing", source, "say what the picture tells, in a sentence")]
    found = []
    if _NEEDS_DESCRIPTION.match(plain) and not described:
        fix = "add `description:` with all that can be read from it"
        message = "is of a chart, diagram or map, which needs a long description too"
        found.append(_finding(Severity.ERROR, message, source, fix))
    return found + [_finding(Severity.WARNING, *each) for each in _worries(plain, source, described, caption)]


def _worries(plain: str, source: Source, described: bool, caption: str) -> list[tuple[str, Source, str]]:
    found = []
    if _SAYS_IMAGE.match(plain):
        found.append(("says that it is an image, which readers are told anyway", source, "begin with what it shows"))
    if len(plain) > _LONG and not described:
        much = "far too long" if len(plain) > _FAR_TOO_LONG else "long"
        fix = f"shorten it to {_LONG} characters and put the rest into `description:`"
        found.append((f"is {much}: {len(plain)} characters", source, fix))
    if caption and _bare(plain) == _bare(caption):
        found.append(("repeats the caption", source, "say what the caption does not"))
    if len(plain.split()) < 3 and not _UNSPACED.search(plain):
        found.append(("has under three words", source, "say what the picture tells, in a sentence"))
    if plain.rstrip("\"'”’»›)]")[-1:] not in tuple(_CLOSING):
        found.append(("ends without a full stop", source, "end it with one: voices pause there"))
    return found


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(_CLOSING)


def _finding(severity: Severity, message: str, source: Source, fix: str) -> Finding:
    return Finding("alt-text", severity, f"this alternative text {message}", source, fix)
