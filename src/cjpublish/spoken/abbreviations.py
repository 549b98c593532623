"""Abbreviations and lone symbols as English words."""

from __future__ import annotations

import re

from cjpublish.spoken.rules import Rule, constant
from cjpublish.spoken.snippets import ends_sentence, ends_text

__all__ = ["RULES", "SYMBOLS"]

_TITLES = {
    "Dr": "Doctor",
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miz",
    "Prof": "Professor",
    "St": "Saint",
    "Rev": "Reverend",
    "Gen": "General",
    "Col": "Colonel",
    "Lt": "Lieutenant",
    "Sgt": "Sergeant",
    "Capt": "Captain",
    "Gov": "Governor",
    "Sen": "Senator",
    "Rep": "Representative",
    "Pres": "President",
    "Hon": "Honorable",
    "Mt": "Mount",
    "Ft": "Fort",
}
_BARE_TITLES = "Dr|Mrs?|Ms|Prof|St|Mt"
_BEFORE_NUMBERS = {
    "p": "page",
    "pp": "pages",
    "P": "Page",
    "Pp": "Pages",
    "no": "number",
    "nos": "numbers",
    "No": "Number",
    "Nos": "Numbers",
    "fig": "figure",
    "figs": "figures",
    "Fig": "Figure",
    "Figs": "Figures",
    "ch": "chapter",
    "Ch": "Chapter",
    "chap": "chapter",
    "Chap": "Chapter",
    "sec": "section",
    "Sec": "Section",
    "vol": "volume",
    "Vol": "Volume",
    "vols": "volumes",
    "Vols": "Volumes",
    "art": "article",
    "Art": "Article",
    "Arts": "Articles",
    "para": "paragraph",
    "paras": "paragraphs",
    "Eq": "Equation",
    "eq": "equation",
    "ext": "extension",
    "c": "circa",
    "ca": "circa",
    "est": "established",
    "Tab": "Table",
    "App": "Appendix",
    "n": "note",
}
_ANYWHERE = {
    "vs": "versus",
    "approx": "approximately",
    "cf": "compare",
    "Cf": "Compare",
    "viz": "namely",
    "Jr": "Junior",
    "Sr": "Senior",
    "Inc": "Incorporated",
    "Ltd": "Limited",
    "Corp": "Corporation",
    "Co": "Company",
    "Bros": "Brothers",
    "Dept": "Department",
    "Univ": "University",
    "Assn": "Association",
    "Govt": "Government",
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Rd": "Road",
}


def _any_of(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _at_end(match: re.Match[str]) -> str:
    """Return the full stop that an abbreviation's own also was, where it ends the text."""
    return "." if ends_text(match) else ""


def _latin(match: re.Match[str]) -> str:
    said = "for example," if match[1] else "that is,"
    return said.capitalize() if match[0][0].isupper() else said


def _et_cetera(match: re.Match[str]) -> str:
    return "et cetera" + ("." if match[0].endswith(".") and ends_sentence(match) else "")


RULES = (
    Rule(r"(?<!\w)(?:([Ee])\. ?g|([Ii])\. ?e)(?!\w)\.?", _latin),
    Rule(r"(?<!\w)(?:&c|[Ee]tc)(?!\w)\.?", _et_cetera),
    Rule(r"(?<!\w)et al\.", lambda match: "and others" + _at_end(match)),
    Rule(r"(?<!\w)([Aa])\.[Mm]\b\.?", lambda match: "A-M" + ("." if ends_sentence(match) else "")),
    Rule(r"(?<!\w)([Pp])\.[Mm]\b\.?", lambda match: "P M" + ("." if ends_sentence(match) else "")),
    Rule(r"(?<!\w)a\.k\.a\.?(?!\w)", constant("also known as")),
    Rule(
        r"(?<=[a-z] )(Dr|St)\.(?= ?[^ \w\ue000]| [a-z]|$)", lambda m: {"Dr": "Drive", "St": "Street"}[m[1]] + _at_end(m)
    ),
    Rule(
        rf"(?<!\w)(?:({_BARE_TITLES})\.?|({_any_of(_TITLES)})\.)(?= (?:[^\Wa-z\d_]|\ue000))",
        lambda m: _TITLES[m[1] or m[2]],
    ),
    Rule(rf"(?<!\w)({_any_of(_BEFORE_NUMBERS)})\. ?(?=\d|[IVXL]+\b)", lambda m: f"{_BEFORE_NUMBERS[m[1]]} "),
    Rule(rf"(?<!\w)({_any_of(_ANYWHERE)})\.(?!\w)", lambda match: _ANYWHERE[match[1]] + _at_end(match)),
    Rule(r"(?<!\w)vs(?!\w)", constant("versus")),
    Rule(r"(?<=\w )v\.(?= [A-Z])", constant("versus")),
    Rule(r"(?<!\w)(?:n/a|N/A)(?!\w)", constant("not applicable")),
    Rule(r"(?<!\w)w/o(?!\w)", constant("without")),
    Rule(r"(?<!\w)w/(?=[ \w])", constant("with ")),
    Rule(r"(?<!\w)c/o(?!\w)", constant("care of")),
    Rule(r"#(?=\d)", constant("number ")),
    Rule(r"§§ ?", constant(" sections ")),
    Rule(r"§ ?", constant(" section ")),
    Rule(r"#(?=[^\W\d_])", constant("hashtag ")),
    Rule(r"~(?= ?\d)", constant(" about ")),
    Rule(r"<(?= ?\d)|(?<= )<(?= )", constant(" less than ")),
    Rule(r">(?= ?\d)|(?<= )>(?= )", constant(" more than ")),
)
"""What is said before any number is."""

_LONE = {
    "$": " dollars ",
    "€": " euros ",
    "£": " pounds ",
    "¥": " yen ",
    "₹": " rupees ",
    "₩": " won ",
    "₫": " dong ",
    "₱": " pesos ",
    "฿": " baht ",
    "៛": " riel ",
    "%": " percent ",
    "‰": " per thousand ",
    "&": " and ",
    "+": " plus ",
    "−": " minus ",
    "⁻": " minus ",
    "×": " times ",
    "°": " degrees ",
    "@": " at ",
    "#": " hash ",
    "²": " squared ",
    "³": " cubed ",
    "/": " ",
    "~": " ",
    "<": " ",
    ">": " ",
    **{upper: f" {digit} " for upper, digit in zip("⁰¹⁴⁵⁶⁷⁸⁹", "01456789", strict=True)},
}
SYMBOLS = (
    Rule(r"(?<=[a-z])\.(?=[a-z])", constant(" dot ")),
    Rule(f"[{re.escape(''.join(_LONE))}]", lambda match: _LONE[match[0]]),
)
"""What is said for a symbol that no other rule has taken."""
