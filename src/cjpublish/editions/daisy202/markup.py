"""The frames of a talking book's documents: XHTML 1.0 and SMIL 1.0."""

from __future__ import annotations

from cjpublish import __version__
from cjpublish.editions.views.page import attribute, check_characters, direction, text
from cjpublish.errors import Source

__all__ = ["FORMAT", "GENERATOR", "clock", "meta", "smil", "xhtml"]

FORMAT = "Daisy 2.02"
"""For `dc:format`."""
GENERATOR = f"cjpublish {__version__}"
"""For `ncc:generator`."""
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def meta(name: str, content: str, scheme: str = "") -> str:
    """Return a `meta` element (DAISY 2.02, 2.1.2)."""
    scheme = f' scheme="{scheme}"' if scheme else ""
    return f'<meta name="{name}" content="{attribute(content)}"{scheme}/>\n'


def clock(milliseconds: int) -> str:
    """Return the nearest whole second as `hh:mm:ss`, the syntax that metadata has (DAISY 2.02, 2.1.3 and 2.3.2.1)."""
    seconds = (milliseconds + 500) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def xhtml(title: str, head: str, body: str, language: str, source: Source | None = None) -> bytes:
    """Return an XHTML 1.0 Transitional document, UTF-8 (DAISY 2.02, 2.1 and 2.2).

    `title` is plain text; `head` and `body` are markup. Raises InputError where a character can't stand in XML;
    `source` is where the text is from.
    """
    lang = attribute(language)
    turn = ' dir="rtl"' if direction(language) == "rtl" else ""
    return _encoded(
        f"{_DECLARATION}"
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}" lang="{lang}"{turn}>\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>\n'
        f"<title>{text(title)}</title>\n{head}</head>\n<body>\n{body}</body>\n</html>\n",
        source,
    )


def smil(head: str, body: str) -> bytes:
    """Return a SMIL 1.0 document, UTF-8, with the one region that text is shown in (DAISY 2.02, 2.3.1 and 2.4.1).

    Raises InputError where a character can't stand in XML.
    """
    return _encoded(
        f'{_DECLARATION}<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN"'
        ' "http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n'
        f'<smil>\n<head>\n{head}<layout>\n<region id="txtView"/>\n</layout>\n</head>\n'
        f"<body>\n{body}</body>\n</smil>\n",
        None,
    )


def _encoded(markup: str, source: Source | None) -> bytes:
    """Return markup as UTF-8; raises InputError for characters that XML has no place for (XML 1.0, 2.2)."""
    check_characters(markup, "the text", source)
    return markup.encode()
