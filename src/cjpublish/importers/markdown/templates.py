"""Templates: tags of Liquid (Jekyll) and shortcodes of Hugo, which a program fills in and a text has no use for."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from cjpublish.importers.markdown.account import Account

__all__ = ["Helpers", "address", "filled", "replaced", "templates"]

_RAW = r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
_TAGS = r"\{\{<\s*(?P<angle>.*?)\s*>\}\}|\{\{%\s*(?P<percent>.*?)\s*%\}\}|\{%-?\s*(?P<liquid>.*?)\s*-?%\}"
_OUTPUT = r"\{\{-?\s*(?P<output>[^{}<%].*?)\s*-?\}\}"
_TAG = re.compile(f"{_RAW}|{_TAGS}", re.DOTALL)
_TAG_OR_OUTPUT = re.compile(f"{_RAW}|{_TAGS}|{_OUTPUT}", re.DOTALL)
_BLOCK = re.compile(
    r" {0,3}\{(?:%-?|\{<|\{%)\s*(highlight|code(?:-\w+)?|mermaid|comment)\b([^%>}]*?)\s*(?:-?%|>\}|%\})\}\s*$"
)
"""A line that begins code or a comment."""
_ARGUMENT = re.compile(r"""([\w-]+)\s*[=:]\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^\s"',}]+)""")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_EMBEDDED = frozenset(
    {
        "audio",
        "embed",
        "gist",
        "iframe",
        "instagram",
        "soundcloud",
        "spotify",
        "tweet",
        "twitter",
        "video",
        "vimeo",
        "x",
    }
    | {"youtube"}
)
_PICTURES = frozenset({"figure", "image", "img", "picture"})
_LONGEST = 2000
"""Characters of a tag."""


class Helpers:
    """The parser's functions that its rules for links call, with addresses that may be a template's."""

    def __init__(self, helpers: Any) -> None:
        """Take the functions that stay as they are."""
        self.parseLinkLabel = helpers.parseLinkLabel
        self.parseLinkTitle = helpers.parseLinkTitle

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:  # noqa: N802  # the parser's own name
        """Return an address; a tag within it may hold spaces, and counts for what it would be filled with."""
        found = _TAG_OR_OUTPUT.match(string, pos, min(maximum, pos + _LONGEST)) if string.startswith("{", pos) else None
        if found is None:
            return parseLinkDestination(string, pos, maximum)
        rest = parseLinkDestination(string, found.end(), maximum)
        rest.str = f"{address(found.group())}{rest.str}"
        rest.pos = max(rest.pos, found.end())
        rest.ok = True
        return rest


def templates(parser: MarkdownIt) -> None:
    """Let a parser know tags, as tokens `template`; `env["account"]` is told what becomes of them.

    `{{ … }}` is a tag only where `env["filled"]` says that a program fills the file in.
    """
    parser.helpers = Helpers(parser.helpers)  # type: ignore[assignment]  # what the rules call is a module by default
    parser.inline.ruler.before("escape", "template", _inline)
    parser.block.ruler.before("code", "template", _block, {"alt": ["paragraph", "blockquote", "list"]})


def address(tag: str) -> str:
    """Return the address that a tag would be filled with as far as it can be seen: a quoted one, or a linked file's."""
    if quoted := _QUOTED.search(tag):
        return quoted.group(1)
    words = re.sub(r"^\{[{%<-]*|[}%>-]*\}$", "", tag).split()
    return words[1] if len(words) > 1 and words[0] in ("link", "post_url") else ""


def filled(html: str, env: MutableMapping[str, Any], line: int) -> str:
    """Return HTML with what becomes of its tags; in an attribute that is the address they stand for."""

    def one(found: re.Match[str]) -> str:
        before = html[: found.start()]
        if before.endswith(("=", '="', "='")):
            return escape(address(found.group()))
        return replaced(found.group(), env, line)

    return _pattern(env).sub(one, html) if "{" in html else html


def replaced(tag: str, env: MutableMapping[str, Any], line: int) -> str:
    """Return the HTML that stands for a tag, and tell what is left out."""
    account: Account = env["account"]
    found = _TAG_OR_OUTPUT.fullmatch(tag)
    if found and found.group("raw") is not None:
        return escape(found.group("raw"))
    if found and found.group("output") is not None:
        fix = "write there what it stands for"
        account.warn("template", f"a template would be filled in here: {_shown(tag)}", line, fix)
        account.cut("template tag", tag, line)
        return ""
    content = " ".join(filter(None, found.groups())) if found else ""
    if content.startswith("/*"):
        return escape(tag.replace("/*", "").replace("*/", ""))
    name, rest = (*content.split(maxsplit=1), "", "")[:2]
    arguments = {key.lower(): _unquoted(value) for key, value in _ARGUMENT.findall(rest)}
    if name == "include":
        name = rest.split()[0] if rest.split() else name
    picture = _figure(arguments) if _stem(name) in _PICTURES else ""
    if picture:
        return picture
    if _stem(name) in _EMBEDDED:
        fix = "say in words what it shows, or link to it"
        account.warn("embedded", f"what is embedded here is left out: {_shown(tag)}", line, fix)
    account.cut("template tag", tag, line)
    return ""


def _figure(arguments: MutableMapping[str, str]) -> str:
    source = next((arguments[key] for key in ("src", "image_path", "url", "path", "file") if arguments.get(key)), "")
    if not source:
        return ""
    alt = arguments.get("alt")
    said = [arguments[key] for key in ("title", "caption") if arguments.get(key)]
    caption = escape(
        " ".join(text if text.endswith((".", "!", "?")) or text is said[-1] else f"{text}." for text in said)
    )
    credit = escape(arguments.get("attr") or arguments.get("credit") or "")
    if credit and (link := arguments.get("attrlink")):
        credit = f'<a href="{escape(link)}">{credit}</a>'
    credit = f'<span class="credit">{credit}</span>' if credit else ""
    below = f"<figcaption>{caption} {credit}</figcaption>" if caption or credit else ""
    shown = "" if alt is None else f' alt="{escape(alt)}"'
    return f'<figure><img src="{escape(source)}"{shown}>{below}</figure>'


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0].lower()


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[:1] in "\"'`" else value


def _shown(tag: str) -> str:
    one = " ".join(tag.split())
    return one if len(one) <= 60 else f"{one[:60]}…"


def _pattern(env: MutableMapping[str, Any]) -> re.Pattern[str]:
    return _TAG_OR_OUTPUT if env.get("filled") else _TAG


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("{{", "{%"), state.pos):
        return False
    end = min(state.posMax, state.pos + _LONGEST)
    if state.src.find("}", state.pos, end) < 0:
        return False
    found = _pattern(state.env).match(state.src, state.pos, end)
    if found is None:
        return False
    if not silent:
        token = state.push("template", "", 0)
        token.content = found.group()
    state.pos = found.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take code or a comment between two tags, which holds no Markdown."""
    line = _line(state, start)
    if "{" not in line or state.sCount[start] - state.blkIndent > 3:
        return False
    found = _BLOCK.match(line)
    if found is None:
        return _tall(state, start, end, silent)
    name, arguments = found.group(1), found.group(2).split()
    closing = re.compile(rf"\{{(?:%-?|\{{<|\{{%)\s*(?:end{name}|/\s*{name})\s*(?:-?%|>\}}|%\}})\}}")
    close = next((number for number in range(start + 1, end) if closing.match(_line(state, number).lstrip())), None)
    if close is None:
        return False
    if silent:
        return True
    content = "".join(f"{_line(state, number)}\n" for number in range(start + 1, close))
    token = state.push("fence" if name != "comment" else "template_comment", "code", 0)
    token.content, token.map = content, [start, close + 1]
    token.info = arguments[0] if arguments and name == "highlight" else ""
    account: Account = state.env["account"]
    if arguments and name != "highlight":
        account.cut("template tag", line, start + 1 + state.env["line"])
    account.cut(
        "text behind a template's end", closing.sub("", _line(state, close).lstrip(), 1), close + 1 + state.env["line"]
    )
    state.line = close + 1
    return True


def _tall(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a tag of several lines, whose `>}}` would begin a quotation."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{{", "{%"), begin):
        return False
    found = _pattern(state.env).match(state.src, begin, min(state.eMarks[end - 1], begin + _LONGEST))
    last = next((line for line in range(start, end) if found and state.eMarks[line] >= found.end()), start)
    if found is None or last == start or state.src[found.end() : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("template", "", 0)
        token.content, token.map = found.group(), [start, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    begin = min(state.bMarks[number] + state.blkIndent, state.eMarks[number])
    return state.src[begin : state.eMarks[number]]
