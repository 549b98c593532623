"""Slips of the hand: words typed twice, and what was never meant to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Place, Prose, Words, quoted, told
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

DOUBLED = Check(
    "M41",
    "doubled-word",
    Severity.WARNING,
    "A word is there twice in a row",
    "The eye leaps over it, but a voice says it twice, and so does a screen reader.",
    "delete one of the two",
    "common practice in proofreading",
)
SCRAPS = Check(
    "M42",
    "scraps",
    Severity.WARNING,
    "Something was left that is no part of the text",
    "Readers and listeners get a remark for the writer, a filler or a piece of a web page in the middle of the text.",
    "delete it, or write what was to stand there",
    "common practice in proofreading",
)
_DOUBLED = re.compile(r"\b(\w{1,5})\s+(?=(\1)\b)", re.IGNORECASE)
_SELDOM_TWICE = "the a an of and to with from for by at or if as their your our this these was were are be but than"
"""Words that are hardly ever meant twice."""
_ONCE = frozenset(_SELDOM_TWICE.split())
_WITHIN = re.compile(
    r"(?-i:\b(?:TODO|FIXME|TBD)\b)(?=\s*:)|\[(?:TODO|FIXME|TBD|TK|(?:image|photo|picture|video)[:\d\s]*)\]"
    r"|\[citation needed\]|\[insert [^\]]+\]|\blorem ipsum\b|&(?:nbsp|amp|quot|lt|gt|#\d+);|\{\{[^}]*\}\}",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\[&{]|TODO|FIXME|TBD|[Ll]orem")
"""One of these is in all that `_WITHIN` finds."""
_WHOLE = re.compile(
    r"(?:loading(?:, please wait)?|please wait|advertisements?|sponsored(?: content)?|skip to (?:main )?content|todo"
    r"|share(?: this(?: article| story| page| post)?)?(?: on \w+)?|tweet|print(?: this(?: page| article)?)?"
    r"|(?:click (?:here )?to )?(?:enlarge|expand)(?: image)?|image|photo|video|continue reading(?: below)?"
    r"|(?:story|article) continues below(?: (?:this )?advertisement)?|subscribe(?: (?:now|to our newsletter))?"
    r"|sign up for our newsletter|accept (?:all )?cookies|(?:we|this (?:web)?site) uses? cookies.{0,80}|back to top"
    r"|javascript is (?:disabled|required).{0,60}|related (?:articles|stories|posts)|image[: ].{0,40}\.(?:jpe?g|png)"
    r"|leave a (?:comment|reply)|log in(?: to comment)?|\d+ (?:comments|shares))[.…! ]*",
    re.IGNORECASE,
)


def check(prose: Prose) -> Iterator[Finding]:
    """Yield each slip; doubled words and pieces of web pages are known in English only."""
    doubled: list[Place] = []
    scraps: list[Place] = []
    for passage in prose.passages:
        if prose.english and passage.kind == "text" and _WHOLE.fullmatch(passage.text.strip()):
            scraps.append((f"{quoted(passage.text)} looks like a piece of a web page or a remark", passage.source))
            continue
        for words in passage.sentences if _SIGNS.search(passage.text) else ():
            if match := _WITHIN.search(words.text):
                scraps.append((f"{quoted(match[0])} is no part of the text", words.source))
        if prose.english and any(map(_is_slip, _DOUBLED.finditer(passage.text))):
            doubled += map(_doubled, passage.sentences)
    yield from told(DOUBLED, [place for place in doubled if place[0]])
    yield from told(SCRAPS, scraps)


def _is_slip(match: re.Match[str]) -> bool:
    """Say whether a word is there twice by mistake; the second in small letters, unlike “in the The Times”."""
    return match[2].islower() and match[1].lower() in _ONCE


def _doubled(words: Words) -> Place:
    """Return what is said of a sentence with a doubled word; an empty message for another."""
    match = next(filter(_is_slip, _DOUBLED.finditer(words.text)), None)
    if match is None:
        return "", None
    around = words.text[max(0, match.start() - 20) : match.end() + len(match[1]) + 20].strip()
    return f"the word “{match[2]}” is there twice in “…{around}…”", words.source
