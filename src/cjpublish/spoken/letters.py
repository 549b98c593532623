"""Acronyms and Roman numerals as English words."""

from __future__ import annotations

import re
from functools import lru_cache

from cjpublish.spoken.numerals import cardinal, ordinal
from cjpublish.spoken.rules import Rule
from cjpublish.spoken.snippets import ends_text

__all__ = ["INITIALISMS", "RULES", "spelt"]

_SAID_AS_WORDS = """
AIDS ASAP ASEAN AWOL BAFTA CAPTCHA CARE CEDAW CERN COVID DAISY EBITDA ECPAT ESPRIT EURATOM EUROPOL FAQ FEMA FIFA
GIF GLAAD HAZMAT INTERPOL JPEG LASER LICADHO MERS NAFTA NASA NASDAQ NATO NIMBY OCHA OK OPEC OSHA OXFAM PEN PIN
POTUS RADAR RAM ROM SARS SCOTUS SCUBA SEATO SIM SONAR SWAT TED UEFA UNAIDS UNCTAD UNESCO UNICEF UNRWA WASP YOLO
ZIP
"""
_EMPHASIS = """
A ABOUT ALL ALSO AN AND ANY ARE AS AT BE BEEN BUT BY CAN CHILD CLOSE DAY DID DO END EVEN EVER EVERY FOR FROM GET
GO HAD HAS HAVE HE HELP HER HERE HIM HIS HOW IF IN INTO IS IT ITS JUST KEEP LAW LESS LIFE MADE MAKE MANY MAY ME
MORE MOST MUST MY NEVER NEW NEXT NO NONE NOR NOT NOTE NOW OF OFF OLD ON ONE ONLY OPEN OR OUR OUT OVER OWN PART
READ REAL SAFE SHE SO SOME STILL STOP SUCH THAN THAT THE THEM THEN THERE THEY THIS TO TOO TWO UP USE VERY WAS
WAY WE WELL WERE WHAT WHEN WHERE WHICH WHO WHY WILL WITH WORK YES YET YOU YOUR BOOK ACT SCENE
"""
_EMPHASISED = frozenset(_EMPHASIS.split())
_KNOWN = frozenset(_SAID_AS_WORDS.split()) | _EMPHASISED
_LONGEST = 5
"""Letters of the longest acronym that is spelt unless it is known; longer ones are words in capitals."""

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMERAL = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_PARTS = (
    "Act|Annex|Appendix|Apollo|Article|Band|Book|Canto|Chapter|Chap\\.|Ch\\.|Class|Figure|Fig\\.|Grade|Group|Issue|Level|"
    "Lesson|Number|No\\.|Part|Phase|Plate|Psalm|Round|Scene|Schedule|Section|Sec\\.|Series|Stage|Step|Table|Title|Tome|"
    "Type|Unit|Version|Vol\\.|Volume|World War"
)
_NAMED = (
    "Alexander|Benedict|Catherine|Charles|Christian|Clement|Edward|Elizabeth|Ferdinand|Francis|Frederick|George|Gregory|"
    "Gustav|Harald|Henry|Innocent|Ivan|James|Jayavarman|John|John Paul|Joseph|Julius|Leo|Leopold|Louis|Margaret|Mary|"
    "Napoleon|Nicholas|Olav|Paul|Peter|Philip|Pius|Rama|Richard|Suryavarman|Urban|Victor|Wilhelm|William"
)
_NOT_ME = r"(?![\w'])(?:(?<! I)|(?<=War I)|(?<=WAR I)|(?! [a-z])|(?= (?:and|of|to|or|is|was|in|on|at|by|for|the)\b))"
"""After a numeral: an I before a verb is somebody."""
_CLEAR = "(?:X{0,3}(?:VIII|VII|VI|III|II)|X{1,3}(?:IX|IV|V|I)|IX|X{2,3})"
"""Roman numerals that hardly are anything else."""


def _worth(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def spelt(letters: str) -> str:
    """Return letters as every engine spells them: spaced, or joined where an A would be taken for the article."""
    return ("-" if "A" in letters[:-1] else " ").join(letters)


@lru_cache(maxsize=16)
def _shouted(text: str) -> bool:
    """Return whether a text is written in capitals for emphasis or as a heading."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 1 and text == text.upper() and any(len(w) > _LONGEST or w in _EMPHASISED for w in words)


def _acronym(match: re.Match[str]) -> str:
    letters, plural = match[1], match[2]
    known = letters in _KNOWN or len(letters) > _LONGEST
    joined = "&" in (match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1])
    if (known and not joined) or _shouted(match.string):
        return match[0]
    return spelt(letters) + ("'s" if plural else "")


def _initials(match: re.Match[str]) -> str:
    ended = match[0].endswith(".") and ends_text(match)
    return spelt(match[1].replace(".", "")) + ("'s" if match[2] else "") + ("." if ended else "")


INITIALISMS = (
    Rule(r"(?<!\w)Ph\.?D(?!\w)\.?(?=[^\w]|$)", lambda match: "P H D"),
    Rule(r"(?<!\w)([A-Z](?:\.[A-Z]){1,9})(?:(s)(?!\w)|(?!\w)\.?)", _initials),
    Rule(r"(?<!\w)(?<![A-Z][ -])([A-HJ-Z])\.(?= ?[A-Z])", lambda match: match[1]),
)
"""What is written with full stops between letters: U.S., Ph.D., J. Smith."""

RULES = (
    Rule(
        rf"(?<!\w)((?:{_PARTS}|WORLD WAR|CHAPTER|PART|BOOK) )({_NUMERAL}){_NOT_ME}",
        lambda m: m[1] + cardinal(_worth(m[2])),
    ),
    Rule(
        rf"(?<!\w)((?:{_NAMED}) )(?=[VX]|I[IVX])({_NUMERAL})(?!\w)"
        r"|(?<!\w)((?:King|Queen|Pope|Tsar|Emperor) \w+ )(I)(?![\w'])",
        lambda m: f"{m[1] or m[3]}the {ordinal(_worth(m[2] or m[4]))}",
    ),
    Rule(rf"(?<!\w)({_CLEAR})(?=(?:st|nd|rd|th)? [Cc]entur)", lambda m: ordinal(_worth(m[1]))),
    Rule(rf"(?<![\w&-])({_CLEAR})(?![\w&])|^(IV|V|X|XV|L)(?=\.?$)", lambda m: cardinal(_worth(m[1] or m[2]))),
    Rule(r"(?<![^\W\d_])([A-Z]{2,})(s?)(?![^\W\d_])", _acronym),
    Rule(r"(?<!\w)PhD(s?)(?!\w)", lambda match: "P H D" + ("'s" if match[1] else "")),
)
