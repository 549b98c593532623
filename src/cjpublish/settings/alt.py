"""Whether alternative text can do its work, as far as a machine can see (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from cjpublish.errors import Finding, Severity, Source

__all__ = ["alt_findings", "bare", "is_chart"]

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
        return [_finding("alt-to-do", Severity.ERROR, "is still to be written", source, _TO_DO_FIX)]
    word = plain.rstrip(".!?").casefold()
    if _FILE_NAME.fullmatch(plain) or (path and word == PurePosixPath(path).stem.casefold()):
        return [_finding("alt-file-name", Severity.ERROR, "is a file name", source, "say what the picture tells")]
    if not plain or _PLACEHOLDER.fullmatch(plain):
        fix = "say what the picture tells, in a sentence"
        return [_finding("alt-placeholder", Severity.ERROR, "says nothing", source, fix)]
    found = []
    if is_chart(plain) and not described:
        fix = "add `description:` with all that can be read from it"
        message = "is of a chart, diagram or map, which needs a long description too"
        found.append(_finding("undescribed-chart", Severity.ERROR, message, source, fix))
    worries = _worries(plain, described, caption)
    return found + [_finding(name, Severity.WARNING, message, source, fix) for name, message, fix in worries]


def _worries(plain: str, described: bool, caption: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    if _SAYS_IMAGE.match(plain):
        message = "says that it is an image, which readers are told anyway"
        found.append(("alt-says-image", message, "begin with what it shows"))
    if len(plain) > _LONG and not described:
        much = "far too long" if len(plain) > _FAR_TOO_LONG else "long"
        fix = f"shorten it to {_LONG} characters and put the rest into `description:`"
        found.append(("alt-long", f"is {much}: {len(plain)} characters", fix))
    if caption and bare(plain) == bare(caption):
        found.append(("alt-repeats-caption", "repeats the caption", "say what the caption does not"))
    if len(plain.split()) < 3 and not _UNSPACED.search(plain):
        found.append(("alt-few-words", "has under three words", "say what the picture tells, in a sentence"))
    if plain.rstrip("\"'”’»›)]")[-1:] not in tuple(_CLOSING):
        found.append(("alt-no-stop", "ends without a full stop", "end it with one: voices pause there"))
    return found


def is_chart(text: str) -> bool:
    """Tell whether an English alternative text says that it is of a chart, diagram or map."""
    return _NEEDS_DESCRIPTION.match(text) is not None


def bare(text: str) -> str:
    """Return a text as it is compared with another: without its closing punctuation, capitals and line breaks."""
    return " ".join(text.split()).casefold().rstrip(_CLOSING)


def _finding(name: str, severity: Severity, message: str, source: Source, fix: str) -> Finding:
    return Finding(name, severity, f"this alternative text {message}", source, fix)
