"""The frame of an XHTML document, and how text is escaped for it."""

from __future__ import annotations

__all__ = ["attribute", "direction", "line", "page", "tagged", "text"]

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
