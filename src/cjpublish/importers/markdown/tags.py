"""Tags: HTML in the Markdown that would hide the text behind it, or is no HTML, and its comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html.defs import empty_tags, tags
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from cjpublish.importers.markdown.account import Account

__all__ = ["hiding_tags"]

_KNOWN = frozenset({*tags, "bdi", "data", "dialog", "main", "picture", "search", "slot", "template"})
"""The elements of HTML, those that lxml's list does not have yet besides."""
_VERBATIM = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"
"""Elements in which a parser of HTML takes whatever follows for their content, up to their end."""
_HIDING = frozenset(
    f"{_VERBATIM}|audio|body|button|canvas|head|html|math|noscript|object|option|select|svg|template|video".split("|")
)
"""The same and others whose content does not arrive, or that only a whole page has."""
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_PAGE = re.compile(r"</?(?:html|head|body)\b[^>]*>", re.IGNORECASE)
_OPEN = re.compile(rf"<(?=({_VERBATIM})\b)(?!.*?</\1\b)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"(?<!\{)<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>")
_SCRIPT = re.compile(rf"<({_VERBATIM})\b.*?</\1\b", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")


def hiding_tags(state: StateCore) -> None:
    """Cut comments and what is no HTML, and let a tag that is named in a text, as `<script>` may be, stand as text."""
    account: Account = state.env["account"]
    for token in state.tokens:
        line = (token.map[0] if token.map else 0) + 1 + int(state.env["line"])
        if token.type == "html_block":
            token.content = _block(token.content, account, line)
        elif token.children:
            _inline(token.children, account, line)


def _block(content: str, account: Account, line: int) -> str:
    """Return a block of HTML that ends where it ends."""

    def cut(found: re.Match[str]) -> str:
        account.cut("comment", found.group(1), line + content.count("\n", 0, found.start()))
        return "\n" * found.group().count("\n")

    kept = _COMMENT.sub(cut, content)
    kept = _OPEN.sub("&lt;", _PAGE.sub("", kept))
    for found in _TAG.finditer(_SCRIPT.sub("", kept)):
        if found.group(1).lower() not in _KNOWN:
            account.cut("a tag that is no HTML", found.group(), line)
    return kept


def _inline(tokens: Sequence[Token], account: Account, line: int) -> None:
    ends = {_ended(token) for token in tokens if token.type == "html_inline"}
    for token in tokens:
        line += "break" in token.type
        if token.type != "html_inline":
            continue
        if token.content.startswith("<!--"):
            account.cut("comment", token.content[4:].removesuffix("-->"), line)
            token.content = ""
            continue
        found = _NAME.match(token.content)
        name = found.group(2).lower() if found else ""
        is_known, is_end = name in _KNOWN, found is not None and found.group(1) == "/"
        if not name or is_end or name in empty_tags or (is_known and name not in _HIDING):
            continue
        if name not in ends and not token.content.endswith("/>"):
            token.type = "text"
        elif not is_known:
            account.cut("a tag that is no HTML", token.content, line)


def _ended(token: Token) -> str:
    """Return the name of the element that a token ends; empty where it ends none."""
    found = _NAME.match(token.content)
    return found.group(2).lower() if found and found.group(1) else ""
