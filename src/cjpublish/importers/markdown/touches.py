"""Touches: boxes of tasks, marks for a table of contents, TeX commands, and dashes that are typed as hyphens."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

from cjpublish.importers.markdown.account import Account

__all__ = ["dashes", "touches"]

_CALLOUT = re.compile(r"\[!(\w+)\][-+]?[ \t]*(.*)\n?")
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_BOXES = {" ": "☐", "x": "☑"}
_CONTENTS = re.compile(r"\[\[?_?toc_?\]?\]|\\tableofcontents", re.IGNORECASE)
_TEX = re.compile(r"(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage|vspace\{[^}]*\}|bigskip|medskip)\s*)+")
_CITATION = re.compile(r"\[[^\]\[]*(?<!\w)-?@[\w{][^\]\[]*\]")
_EM = re.compile(r"(?<!-)---(?!-)")
_EN = re.compile(r"(?<!-)--(?!-)")


def touches(state: StateCore) -> None:
    """Set tasks' boxes and callouts' names as text, and cut what only asks a program for something; tell citations."""
    account: Account = state.env["account"]
    tasks, citations = 0, list[int]()
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        line = (token.map[0] if token.map else 0) + 1 + state.env["line"]
        found = _TASK.match(token.content)
        if found and state.tokens[index - 2].type == "list_item_open":
            token.content = _BOXES[found.group(1).lower()] + token.content[3:]
            tasks += 1
        if (found := _CALLOUT.match(token.content)) and state.tokens[index - 2].type == "blockquote_open":
            word = found.group(2) or found.group(1).capitalize()
            token.content = f"**{word}:** {token.content[found.end() :]}".rstrip()
        for pattern, reason in ((_CONTENTS, "table of contents"), (_TEX, "TeX command")):
            if pattern.fullmatch(token.content.strip()):
                account.cut(reason, token.content, line)
                token.content = ""
        citations += [line] * len(_CITATION.findall(token.content))
    if tasks:
        account.note("tasks", f"boxes of tasks stand as ☐ and ☑: {tasks}")
    if citations:
        fix = "let pandoc write them out: `pandoc --citeproc -t markdown`"
        message = f"citations such as [@key] stand as they are, without what they refer to: {len(citations)}"
        account.warn("citation", message, citations[0], fix)


def dashes(state: StateCore) -> None:
    """Set two and three hyphens as dashes and three full stops as an ellipsis, as the file's own program would."""
    if not state.env.get("filled"):
        return
    count = 0
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text" and ("--" in child.content or "..." in child.content):
                changed = _EN.sub("–", _EM.sub("—", child.content)).replace("...", "…")
                count += changed != child.content
                child.content = changed
    if count:
        account: Account = state.env["account"]
        account.note("dashes", "-- and --- stand as dashes and ... as an ellipsis, as the file's own program sets them")
