"""YAML text to one mapping of nodes, or the reason why there is none, in plain words.

Anchors, aliases, tags, several documents and deep nesting are refused before any node is made.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cjpublish.config.hints import shown
from cjpublish.errors import Finding, Severity, Source

__all__ = ["UNPRINTABLE", "compose", "is_null"]

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""A character that neither YAML 1.1 (5.1) nor XML 1.0 (2.2) takes, or a byte-order mark inside the text."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_DEPTH = 12
"""Levels of nesting that a settings file may have."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_QUOTES = "put quotes around the value, or write `|` and the text in indented lines beneath"
_SYNTAX = (
    (
        r"quoted scalar.*(end of stream|document (indicator|separator))",
        "this quotation mark is never closed",
        "close it where the value ends; an apostrophe between single quotes is written twice",
    ),
    (
        r"flow (sequence|mapping|node)",
        "this bracket is never closed, or a comma is missing",
        "close it, put commas between the items, and quotes around an item that holds a bracket, comma or colon",
    ),
    (
        r"could not find expected ':'",
        "this line has no colon",
        "each line is `key: value`; the further lines of a long value are indented",
    ),
    (
        r"escape|hexa?decimal",
        "a backslash between double quotes begins a special character",
        "use single quotes, or write two backslashes",
    ),
    (
        r"block scalar",
        "after `|` or `>` the text begins in the next line",
        "move the text there and indent it, or put quotes around a value that begins with | or >",
    ),
    (
        r"entries are not allowed",
        "a list can't begin in the line of its key",
        "write each `- item` in a line of its own, or all as `[one, two]`",
    ),
)
"""What a parser's words tell, in plain ones, and how to mend it. Those of libyaml and of PyYAML's own parser."""


def compose(text: str, path: str, first_line: int, findings: list[Finding]) -> yaml.MappingNode | None:
    """Return the text's one mapping, empty where nothing is written; None after reporting why there is none."""
    source = _Place(text, path, first_line)
    fault = _unprintable(text, source)
    try:
        fault = fault or _refused(text, source)
        node = None if fault else yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        node, fault = None, _syntax(error, source)
    except ValueError:  # PyYAML's own parser, on an escape beyond Unicode
        node, fault = None, source.fault("yaml", "a backslash between double quotes names no character", 0, 0)
    if fault:
        findings.append(fault)
        return None
    if node is None or is_null(node):
        return yaml.MappingNode("", [])
    if not isinstance(node, yaml.MappingNode):
        message, fix = "this should be lines of `key: value`", "begin each line with a key and a colon"
        findings.append(source.fault("not-a-mapping", message, node.start_mark.line, node.start_mark.column, fix))
        return None
    return node


def is_null(node: yaml.Node) -> bool:
    """Say whether nothing is written in a value's place."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


class _Place:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.lines = _BREAK.split(text)
        self.path = path
        self.first_line = first_line
        self.opened: list[yaml.CollectionStartEvent] = []

    def fault(self, code: str, message: str, line: int, column: int, fix: str = "") -> Finding:
        """Return an error at a line and column of the text, both from 0."""
        place = Source(self.path, self.first_line + line, column + 1)
        return Finding(code, Severity.ERROR, message, place, fix)

    def before(self, mark: Any) -> str:
        return self.lines[mark.line][: mark.column] if mark.line < len(self.lines) else ""

    def character(self, mark: Any) -> str:
        return self.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(self.lines) else ""


def _unprintable(text: str, source: _Place) -> Finding | None:
    found = UNPRINTABLE.search(text)
    if not found:
        return None
    before = _BREAK.split(text[: found.start()])
    message = f"an invisible character stands here (U+{ord(found.group()):04X})"
    return source.fault("control-character", message, len(before) - 1, len(before[-1]), "delete it")


def _refused(text: str, source: _Place) -> Finding | None:
    """Return what the text must not hold although it is YAML."""
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            return _beginning(source, mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            message, fix = "a second document begins here", "delete the line `---`"
            return source.fault("several-documents", message, mark.line, mark.column, fix)
        if isinstance(event, yaml.CollectionStartEvent):
            source.opened.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            source.opened.pop()
        if len(source.opened) > _DEPTH:
            return _too_deep(source, mark)
    return None


def _too_deep(source: _Place, mark: Any) -> Finding:
    message = f"this is nested more than {_DEPTH} levels deep"
    return source.fault("too-deep", message, mark.line, mark.column)


def _beginning(source: _Place, mark: Any) -> Finding:
    """Refuse a value that begins with a character to which YAML gives a meaning."""
    message = f"'{source.character(mark)}' can't begin a value that has no quotes"
    return source.fault("yaml", message, mark.line, mark.column, _QUOTES)


def _syntax(error: yaml.YAMLError, source: _Place) -> Finding:
    problem = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
    mark: Any = getattr(error, "problem_mark", None)
    opening: Any = getattr(error, "context_mark", None) or mark
    if mark is None:
        return source.fault("yaml", f"this can't be read as YAML: {problem or error}", 0, 0)
    if "nesting depth" in problem:  # libyaml 0.2.6 gives up by itself where it looks far ahead
        return _too_deep(source, mark)
    if source.character(mark) == "\t" and re.search("tab|cannot start", problem):
        message = "this line is indented with a tab"
        return source.fault("yaml", message, mark.line, mark.column, "indent with spaces")
    if "flow" in problem and source.opened:
        opening = source.opened[-1].start_mark
    for sign, message, fix in _SYNTAX:
        if re.search(sign, problem, re.DOTALL):
            return source.fault("yaml", message, opening.line, opening.column, fix)
    if re.search("cannot start|alias|anchor|tag|node content", problem):
        return _beginning(source, opening)
    return _misfit(problem, source, mark)


def _misfit(problem: str, source: _Place, mark: Any) -> Finding:
    """Tell a colon too many from text after a value's end and from a line that is indented wrongly."""
    before = source.before(mark)
    if "mapping values" in problem and re.search(r":\s", before):
        message, fix = "this value holds a colon", "put quotes around the value"
    elif "mapping values" in problem:
        message = "this line does not fit the one above it"
        fix = "indent it like the lines it belongs to; the line above may have no colon"
    elif before.strip():
        message, fix = f"there is more after the value's end: {shown(source.lines[mark.line][mark.column :])}", _QUOTES
    elif re.search("key|block|document start", problem):
        message = "this line does not fit the lines above it"
        fix = "indent all lines of a level alike, with `key: value` or `- item` in each"
    else:
        message, fix = f"this can't be read as YAML: {problem}", ""
    return source.fault("yaml", message, mark.line, mark.column, fix)
