"""Abbreviations, acronyms and Roman numerals in English."""

from __future__ import annotations

import re

from cjpublish.spoken.dates import MONTHS
from cjpublish.spoken.numbers import cardinal, ordinal
from cjpublish.spoken.rewriting import Rule

__all__ = ["ABBREVIATIONS", "ACRONYMS", "DAYS", "NUMERALS", "REFERENCES"]

_TITLES = {
    "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Prof": "Professor", "St": "Saint", "Rev": "Reverend",
    "Gen": "General", "Col": "Colonel", "Lt": "Lieutenant", "Capt": "Captain", "Sgt": "Sergeant", "Gov": "Governor",
    "Sen": "Senator", "Rep": "Representative", "Hon": "Honorable", "Mt": "Mount", "Ft": "Fort", "Maj": "Major",
}  # fmt: skip
_UNDOTTED = ("Dr", "Mrs", "Mr", "Ms", "Prof", "St", "Mt")
_SHORTENED = {
    "etc": "et cetera", "vs": "versus", "cf": "compare", "ca": "circa", "approx": "approximately", "est": "established",
    "Jr": "Junior", "Sr": "Senior", "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation", "Co": "Company",
    "Bros": "Brothers", "Dept": "Department", "Univ": "University", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road",
    "Assn": "Association", "Govt": "Government", "viz": "namely", "incl": "including", "resp": "respectively",
}  # fmt: skip
_INITIALS = {
    "a.m.": "A-M", "p.m.": "P M", "e.g.": "for example", "i.e.": "that is", "a.k.a.": "also known as",
    "ph.d.": "P H D", "p.s.": "P S", "n.b.": "N B",
}  # fmt: skip
_REFERENCES = {
    "no": ("number", "numbers"), "nos": ("numbers", "numbers"), "nr": ("number", "numbers"), "p": ("page", "pages"),
    "pp": ("pages", "pages"), "fig": ("figure", "figures"), "figs": ("figures", "figures"), "n": ("note", "notes"),
    "vol": ("volume", "volumes"), "vols": ("volumes", "volumes"), "ch": ("chapter", "chapters"),
    "c": ("circa", "circa"),
    "chap": ("chapter", "chapters"), "eq": ("equation", "equations"), "sec": ("section", "sections"),
    "sect": ("section", "sections"), "para": ("paragraph", "paragraphs"), "paras": ("paragraphs", "paragraphs"),
    "art": ("article", "articles"), "arts": ("articles", "articles"), "app": ("appendix", "appendices"),
    "tab": ("table", "tables"), "ed": ("edition", "editions"), "l": ("line", "lines"),
}  # fmt: skip
_NO_NAMES = frozenset(("In", "At", "On", "To", "The", "From"))
_BEGINNINGS = frozenset(("The", "It", "He", "She", "They", "In", "This", "There", "We", "But"))

_READ_AS_WORDS = """
AIDS APEC ASEAN BRICS CEDAW COVID ECOSOC ECPAT EPUB EUROPOL FEMA FIFA FRONTEX GIF INTERPOL JPEG LASER MERCOSUR MERS MOMA
NAFTA NASA NATO OK OPCAT OPEC OSHA PIN RADAR RAM SAARC SARS SCUBA SIM SWAT UEFA UNAIDS UNCTAD UNESCO UNICEF
"""
_SHOUTED = """
ABOUT AFTER AGAIN ALL ALSO AM AN AND ANY ARE AS AT BE BEEN BOOK BOTH BUT BY CAN COULD DAY DID DO END EVEN EVER EVERY FOR
FREE FROM GET GO HAD HAS HAVE HE HELP HER HIS HOW IF IN INTO IS MAN MAY ME MORE MUST MY NEVER NEW NO NOT NOTE NOW OF OH
OLD ON ONE ONLY OPEN OR OUR OUT OVER OWN PART SAFE SEE SHE SO SOME STOP THAN THAT THE THEIR THEM THERE THESE THEY THIS
THOSE TO TOO TOP TWO UP VERY WAS WE WHAT WHEN WHERE WHICH WHY WILL WITH WOULD YES YOU YOUR
"""
_EMPHASIS = frozenset(_SHOUTED.split())
_WORDS = frozenset(_READ_AS_WORDS.split()) | _EMPHASIS
_LETTER = r"[^\W\d_]"
_ACRONYM = (
    rf"(?<!{_LETTER})(?<!{_LETTER}')(?P<letters>[A-Z]{{2,}}|P[Hh]D)"
    rf"(?P<plural>'?s)?(?!{_LETTER})(?P<joint>-(?={_LETTER}))?"
)


_NUMERAL = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_SMALL = r"(?=[ivxl])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBERED = (
    "Chapter|Part|Book|Volume|Act|Scene|Section|Title|Article|Appendix|Annex|Phase|Figure|Table|Type|Class|Grade|Level|"
    "Stage|Schedule|Protocol|Canto|Psalm|Division|Item|Category|Tier|Area|Zone|Plate|Map"
)
_REIGNING = (
    "Henry|Louis|Charles|Elizabeth|George|Edward|William|James|Richard|Philip|Frederick|Alexander|Peter|Catherine|Nicholas|"
    "Paul|Pius|Benedict|Leo|Gregory|Innocent|Clement|Boniface|Urban|Napoleon|Rama|Ramses|Ptolemy|Ivan|Otto|Albert|Leopold|"
    r"Wilhelm|Gustav|Christian|Haakon|Felipe|Juan Carlos|Mary|Francis|\w+varman"
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _spelled(letters: str, text: str, end: int) -> str:
    """Return letters apart; A is tied to what follows it, or engines take it for the article."""
    said = " ".join(letters).replace("A ", "A-")
    return f"{said}-" if said.endswith("A") and re.match(r" \w", text[end : end + 2]) else said


def _acronym(match: re.Match[str]) -> str | None:
    letters, text = match["letters"].upper(), match.string
    joined = "&" in (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
    if (letters in _WORDS and not joined) or (len(letters) > 5 and set(letters) & set("AEIOUY")) or _is_shouted(text):
        return None
    if match["plural"]:
        return f"{_spelled(letters, '', 0)}'s"
    return _spelled(letters, text, match.end()) + (" " if match["joint"] else "")


def _is_shouted(text: str) -> bool:
    """Tell whether a text is all in capitals for emphasis, so that they say nothing of acronyms."""
    if not text.isupper():
        return False
    words = re.findall(r"[A-Z]+", text)
    return any(len(word) > 5 or word in _EMPHASIS for word in words)


def _initials(match: re.Match[str]) -> str | None:
    written = match[0]
    said = _INITIALS.get(written.lower())
    if said is None:
        letters = written.replace(".", "")
        if not letters.isupper():
            return None
        said = _spelled(letters, match.string, match.end())
    return f"{said}." if match.end() == len(match.string) else said


def _abbreviation(match: re.Match[str]) -> str | None:
    written, text = match[1], match.string
    if written == "St" and _is_street(match):
        said = "Street"
    elif written in _TITLES and re.match(r"\s?[A-Z]", text[match.end() : match.end() + 2]):
        said = _TITLES[written]
    elif written in _SHORTENED:
        said = _SHORTENED[written]
    else:
        return None
    return f"{said}." if match.end() == len(text) else said


def _is_street(match: re.Match[str]) -> bool:
    before = re.search(r"([A-Z]\w*) $", match.string[max(0, match.start() - 40) : match.start()])
    after = re.match(r" ([A-Z]\w+)", match.string[match.end() : match.end() + 40])
    return before is not None and before[1] not in _NO_NAMES and (after is None or after[1] in _BEGINNINGS)


def _initial(match: re.Match[str]) -> str:
    return _spelled(match[1] or match[2], match.string, match.end())


def _reference(match: re.Match[str]) -> str | None:
    found = _REFERENCES.get(match[1].lower())
    if found is None:
        return None
    said = found[1 if match["several"] else 0]
    number = match["roman"]
    return f"{said} {cardinal(_roman(number))}" if number else f"{said} "


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _numbered(match: re.Match[str]) -> str:
    return f"{match['of']} {cardinal(_roman(match['numeral']))}"


def _reigning(match: re.Match[str]) -> str:
    return f"{match['of']} the {ordinal(_roman(match['numeral']))}"


def _numeral(match: re.Match[str]) -> str:
    return cardinal(_roman(match["numeral"]))


# What must stand after a lone I for it not to be the pronoun.
_ENDS = r"(?!\w|[.'] ?\w| [A-Z]\b)"

REFERENCES: tuple[Rule, ...] = (
    Rule(
        rf"(?<![\w.])([A-Za-z]{{1,5}})\. ?(?:(?P<roman>{_SMALL}|(?!I\b){_NUMERAL})(?![\w']|\.(?!\Z))"
        rf"|(?=\d(?P<several>[\d,.]*[–-]\d)?))",
        _reference,
        ".",
    ),
    Rule(r"§§ ?(?=\d)", lambda match: "sections ", "§"),
    Rule(r"§ ?", lambda match: "section ", "§"),
    Rule(r"# ?(?=\d)", lambda match: "number ", "#"),
)
ABBREVIATIONS: tuple[Rule, ...] = (
    Rule(r"(?<![\w.])(?:[A-Za-z]\.){2,}(?!\w)|(?<!\w)Ph\.D\.", _initials, "."),
    Rule(r"(?<![\w.])et al\.", lambda match: "and others" + "." * (match.end() == len(match.string)), "."),
    Rule(r"(?<![\w.'-])([A-Za-z]{2,6})\.(?!\w)", _abbreviation, "."),
    Rule(rf"(?<![\w.'-])({'|'.join(_UNDOTTED)})(?= [A-Z][\w'])", lambda match: _TITLES[match[1]]),
    Rule(r"(?<![\w.'-])([A-HJ-Z])\.(?= ?[A-Z][\w.])|(?<![\w.'-])(I)\.(?= ?[A-Z]\.)", _initial, "."),
)
DAYS: tuple[Rule, ...] = (
    Rule(
        rf"\b({'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[–—](?=[A-Z])",
        lambda match: f"{match[1]} to ",
        "–—",
    ),
)
NUMERALS: tuple[Rule, ...] = (
    Rule(rf"\b(?P<of>World War) (?P<numeral>{_NUMERAL})(?!\w|'\w| [A-Z]\b)", _numbered, "W"),
    Rule(rf"\b(?P<of>{_NUMBERED}) (?P<numeral>(?!I ){_NUMERAL}){_ENDS}", _numbered, "IVXLC"),
    Rule(rf"\A(?P<of>{_NUMBERED}) (?P<numeral>I)(?= [A-Z]\w)", _numbered, "I"),
    Rule(rf"\b(?P<of>{_REIGNING}) (?P<numeral>(?!I ){_NUMERAL})(?!\w|'[a-rt-z]| [A-Z]\b)", _reigning, "IVXLC"),
    Rule(r"(?<![\w'.-])(?P<numeral>(?!XX+\b)(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3}))(?!\w|[.']\w)", _numeral, "IVX"),
    Rule(rf"(?<=\()(?P<numeral>{_SMALL})(?=\))", _numeral, "("),
)
ACRONYMS: tuple[Rule, ...] = (Rule(_ACRONYM, _acronym),)
