"""HTML in a manuscript: refused, with what to write instead."""

from __future__ import annotations

import re

from cjpublish.errors import Source
from cjpublish.readers import Reading

__all__ = ["refuse"]

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_INSTEAD = {
    **dict.fromkeys(("b", "strong"), "write **bold**"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "write *italics*"),
    **dict.fromkeys(("s", "del", "strike"), "write ~~struck out~~"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "write `code` between backticks"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "write # for each level, as in `## Title`"),
    **dict.fromkeys(("ul", "ol", "li"), "begin each item with `- ` or `1. `"),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th", "caption"), "write a table with `|` between cells"),
    **dict.fromkeys(("dl", "dt", "dd"), "write the term, and on the next line `: ` and its definition"),
    **dict.fromkeys(("p", "div", "section", "article", "center"), "leave an empty line between paragraphs"),
    **dict.fromkeys(("script", "style", "iframe", "object", "embed", "form"), "take it away"),
    **dict.fromkeys(
        ("img", "figure", "picture", "svg", "figcaption"),
        "write ![text](images/name.png) in a paragraph of its own, and the rest into images/images.yaml",
    ),
    "a": "write [text](address)",
    "blockquote": "begin each line with `> `",
    "br": "end the line with two spaces",
    "hr": "write --- between empty lines",
    "pre": "put ``` on a line before and after",
    "span": "write [mot]{lang=fr} for a language, [12]{.page} where page 12 begins; nothing else can be marked so",
    "sub": "write H~2~O",
    "sup": "write x^2^, or [^1] for a note",
    "u": "write *italics*; what is underlined looks like a link",
}
_OTHER = "write it in Markdown; for a plain < write `\\<`"


def refuse(html: str, source: Source, reading: Reading) -> None:
    """Report HTML; an end tag only where nothing was said about its beginning."""
    found = _TAG.match(html.lstrip())
    if found is None:
        comment = html.lstrip().startswith("<!--")
        what = "here is an HTML comment" if comment else "here is HTML"
        fix = "keep notes to yourself in another file, not in the manuscript" if comment else _OTHER
        reading.fault("html", what, source, fix)
        return
    ends, name = found.group(1), found.group(2).lower()
    if ends and any(f"`<{name}>`" in each.message for each in reading.findings if each.code == "html"):
        return
    reading.fault("html", f"here is HTML (`<{ends}{name}>`)", source, _INSTEAD.get(name, _OTHER))
