"""The frame of an XHTML document, how text is escaped for it, and how its language is marked."""

from __future__ import annotations

import re

from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.wording import Wording

__all__ = ["attribute", "check_characters", "direction", "line", "own_language", "page", "tagged", "text"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_RTL_SCRIPTS = {"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}
_RTL_LANGUAGES = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "ji"}


def text(characters: str) -> str:
    """Escape characters for XHTML content."""
    return characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def line(characters: str) -> str:
    """Escape characters for XHTML content whose line breaks are meant."""
    return text(characters).replace("\n", "<br/>")


def attribute(characters: str) -> str:
    """Escape characters for an XHTML attribute in double quotes; line breaks become spaces."""
    return text(characters).replace('"', "&quot;").replace("\n", " ")


def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 language, by its script where it names one."""
    primary, *subtags = language.lower().split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), None)
    is_rtl = script in _RTL_SCRIPTS if script else primary in _RTL_LANGUAGES
    return "rtl" if is_rtl else "ltr"


def tagged(language: str, around: str) -> str:
    """Return the attributes that mark a part in another language than the text around it; empty where it is the same.

    Standards A.18 (WCAG 2.2, 3.1.2).
    """
    if language == around:
        return ""
    turned = direction(language)
    turn = f' dir="{turned}"' if turned != direction(around) else ""
    return f' xml:lang="{attribute(language)}" lang="{attribute(language)}"{turn}'


def own_language(words: Wording, language: str) -> str:
    """Return the attributes that mark a phrase of the program's own; empty where the publication is in its language.

    `language` is the publication's, BCP 47.
    """
    return "" if words.is_in(language) else tagged(words.language, language)


def check_characters(markup: str, what: str, source: Source | None) -> None:
    """Raise InputError where markup holds a character that XML can't (XML 1.0, 2.2); `what` names it in the message."""
    bad = _NOT_XML.search(markup)
    if bad:
        message = f"{what} holds the control character U+{ord(bad[0]):04X}"
        fix = "delete it; an editor can show invisible characters"
        raise InputError([Finding("control-character", Severity.ERROR, message, source, fix)])


def page(title: str, body: str, language: str, stylesheet: str, body_attributes: str = "") -> bytes:
    """Return a whole XHTML document, UTF-8.

    `title` is plain text, `body` is markup, `stylesheet` is relative to the document. `lang` and `xml:lang` stand on
    the html element (standards A.18); `dir` stands there too where the script runs from right to left.
    """
    lang = attribute(language)
    turn = ' dir="rtl"' if direction(language) == "rtl" else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' xml:lang="{lang}" lang="{lang}"{turn}>\n'
        f"<head>\n<title>{text(title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{attribute(stylesheet)}"/>\n</head>\n'
        f"<body{body_attributes}>\n{body}</body>\n</html>\n"
    ).encode()
