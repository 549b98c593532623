"""One YAML text to a frozen dataclass, with the place of every value and every fault.

Values are typed by the dataclass, never by how they look: `language: no` is Norwegian and `date: 2026-11-24` is text.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from cjpublish.errors import Finding, Severity, Source

__all__ = ["Document", "Located", "checked", "load", "load_file", "nearest"]

T = TypeVar("T")
Key = tuple[str | int, ...]

_DEPTH = 12
"""Levels of nesting that a settings file may have."""
_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Located:
    """Text with the place where it is written."""

    text: str
    """The value."""
    source: Source
    """Where its first line stands; for a block (`|` or `>`) the line after the mark."""


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A file's value and the place of each part of it."""

    value: T
    """The dataclass."""
    sources: Mapping[Key, Source]
    """By path of keys and list positions."""

    def source(self, *keys: str | int) -> Source:
        """Return where a value is written, or the nearest thing around it."""
        while keys and keys not in self.sources:
            keys = keys[:-1]
        return self.sources[keys]


def checked(check: Callable[[Any], str | None], **options: Any) -> Any:
    """Return a dataclass field whose value must satisfy `check`, which returns what is wrong or None."""
    return field(metadata={"check": check}, **options)


def nearest(name: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """Return a hint: the known name that is most like `name`, or all of them."""
    close = difflib.get_close_matches(name, list(known), 1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"one of {', '.join(known)}" if known else ""


def load_file(file: Path, name: str, schema: Any, findings: list[Finding]) -> Document[Any] | None:
    """Read a YAML file, known to the publisher as `name`, as `load` does."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        findings.append(Finding("missing-file", Severity.ERROR, "this file is missing", Source(name)))
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fix = "save the file as UTF-8"
        findings.append(Finding("encoding", Severity.ERROR, "this is not UTF-8 text", Source(name, line), fix))
        return None
    return load(text, name, schema, findings)


def load(text: str, path: str, schema: Any, findings: list[Finding], first_line: int = 1) -> Document[Any] | None:
    """Read YAML text that begins at a line of a file; append every fault to `findings`.

    `schema` is a dataclass, or a Mapping where the keys are free. Returns None where there are faults.
    """
    reader = _Reader(path, first_line - 1)
    node = reader.compose(text)
    value = reader.value(node, schema, ()) if node is not None else None
    findings.extend(sorted(reader.findings, key=lambda finding: finding.source or Source(path)))
    return None if reader.findings or value is None else Document(value, reader.sources)


class _Reader:
    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.findings: list[Finding] = []
        self.sources: dict[Key, Source] = {(): Source(path, offset + 1)}

    def fault(self, code: str, message: str, source: Source, fix: str = "") -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, source, fix))

    def place(self, mark: yaml.Mark | None) -> Source:
        return Source(self.path, self.offset + mark.line + 1, mark.column + 1) if mark else Source(self.path)

    # --- text to nodes ---

    def compose(self, text: str) -> yaml.MappingNode | None:
        """Return the top mapping, or report why there is none."""
        try:
            events = self.events(text)
            nodes = list(yaml.compose_all(text, Loader=_LOADER)) if events else []
        except yaml.YAMLError as error:
            self.syntax(error)
            return None
        if not events:
            return None
        if len(nodes) != 1 or not isinstance(nodes[0], yaml.MappingNode):
            place = self.place(nodes[1].start_mark if len(nodes) > 1 else None if not nodes else nodes[0].start_mark)
            what = "this file is empty" if not nodes else "this should be one list of `key: value` lines"
            self.fault("not-a-mapping", what, place if place.line else Source(self.path, self.offset + 1, 1))
            return None
        return nodes[0]

    def events(self, text: str) -> bool:
        """Refuse aliases and deep nesting before nodes are made of them."""
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                fix = "write the value out, or put quotes around it if it only begins with & or *"
                self.fault("alias", "anchors and aliases are not used here", self.place(event.start_mark), fix)
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                self.fault("too-deep", "this is nested too deeply", self.place(event.start_mark))
                return False
        return True

    def syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        source = self.place(mark) if mark else Source(self.path, self.offset + 1, 1)
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
        hints = {
            "cannot start any token": "indent with spaces, not tabs; put quotes around a value that begins with @, ` or %",
            "mapping values are not allowed": "put quotes around a value that holds a colon",
            "unexpected end of stream": "is a quotation mark or bracket never closed?",
            "could not find expected ':'": "each line is `key: value`; is a colon missing?",
            "block mapping": "are the lines indented alike?",
            "special characters": "delete control characters",
        }
        fix = next((hint for sign, hint in hints.items() if sign in problem), "")
        self.fault("yaml", f"this is not YAML: {problem}", source, fix)

    # --- nodes to values ---

    def mapping(self, node: yaml.MappingNode, schema: type[T], path: Key) -> T | None:
        """Return a dataclass, or None after reporting what is wrong."""
        before = len(self.findings)
        known, hints = _fields(schema)
        values: dict[str, Any] = {}
        for key, child in self.entries(node, path):
            name = key.replace("-", "_")
            if name not in known:
                self.fault("unknown-key", f"unknown key '{key}'", self.sources[(*path, key)], nearest(key, known))
                continue
            value = self.value(child, hints[name], (*path, key))
            check = known[name].metadata.get("check")
            problem = check(value) if check and value is not None else None
            if problem:
                self.fault("bad-value", f"'{key}': {problem}", self.place(child.start_mark))
            values[name] = value
        for name, each in known.items():
            if name not in values and each.default is MISSING and each.default_factory is MISSING:
                self.fault(
                    "missing-key", f"'{name}' is missing", self.place(node.start_mark), f"add a line `{name}: …`"
                )
        return schema(**values) if len(self.findings) == before else None

    def entries(self, node: yaml.MappingNode, path: Key) -> list[tuple[str, yaml.Node]]:
        """Return a mapping's keys and values, noting each value's place; a repeated key is a fault."""
        seen: dict[str, Source] = {}
        entries = []
        for key_node, child in node.value:
            source = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault("bad-key", "a key is a word", source)
                continue
            key = str(key_node.value)
            if key in seen:
                first = f"the first is in line {seen[key].line}"
                self.fault("duplicate-key", f"'{key}' is here twice", source, first)
                continue
            seen[key] = source
            self.sources[(*path, key)] = source
            entries.append((key, child))
        return entries

    def value(self, node: yaml.Node, hint: Any, path: Key) -> Any:
        """Return a node as the type that is asked for, or None after reporting what is wrong."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            choices = [each for each in get_args(hint) if each is not type(None)]
            if len(choices) < len(get_args(hint)) and _is_null(node):
                return None
            fits = [each for each in choices if is_dataclass(each) == isinstance(node, yaml.MappingNode)]
            return self.value(node, (fits or choices)[0], path)
        if origin is tuple:
            items = node.value if isinstance(node, yaml.SequenceNode) else [] if _is_null(node) else [node]
            return tuple(self.item(child, get_args(hint)[0], (*path, index)) for index, child in enumerate(items))
        if isinstance(hint, type) and is_dataclass(hint) and hint is not Located:
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, hint, path)
            return self.wrong(node, "lines of `key: value`")
        if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
            if isinstance(node, yaml.MappingNode):
                inner = get_args(hint)[1]
                return {key: self.value(child, inner, (*path, key)) for key, child in self.entries(node, path)}
            return {} if _is_null(node) else self.wrong(node, "lines of `key: value`")
        return self.scalar(node, hint)

    def item(self, node: yaml.Node, hint: Any, path: Key) -> Any:
        self.sources[path] = self.place(node.start_mark)
        return self.value(node, hint, path)

    def scalar(self, node: yaml.Node, hint: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.wrong(node, "one value")
        text = str(node.value)
        plain = not node.style
        if hint is Located:
            block = node.style in ("|", ">")
            line = self.offset + node.start_mark.line + 1 + block
            return Located(text, Source(self.path, line, 0 if block else node.start_mark.column + 1))
        if get_origin(hint) is Literal:
            choices = [str(choice) for choice in get_args(hint)]
            if text in choices:
                return text
            self.fault("bad-value", f"'{text}' is not known here", self.place(node.start_mark), nearest(text, choices))
            return None
        if hint is str:
            return self.wrong(node, "some text") if _is_null(node) else text
        return self.plain(node, text if plain else None, hint)

    def plain(self, node: yaml.ScalarNode, text: str | None, hint: Any) -> Any:
        """Return a bool or a number, which must stand without quotes."""
        if hint is bool:
            word = (text or "").lower()
            return word in _TRUE if word in _TRUE | _FALSE else self.wrong(node, "yes or no")
        try:
            number = hint(text)
        except (TypeError, ValueError):
            return self.wrong(node, "a whole number" if hint is int else "a number")
        return number if number == number and abs(number) != float("inf") else self.wrong(node, "a number")

    def wrong(self, node: yaml.Node, expected: str) -> None:
        if isinstance(node, yaml.ScalarNode):
            found = "nothing" if _is_null(node) else f"'{node.value[:40]}'"
        else:
            found = "a list" if isinstance(node, yaml.SequenceNode) else "lines of `key: value`"
        fix = "take the quotes away" if isinstance(node, yaml.ScalarNode) and node.style in ('"', "'") else ""
        self.fault("wrong-type", f"expected {expected}, found {found}", self.place(node.start_mark), fix)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


@cache
def _fields(schema: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {each.name: each for each in fields(schema)}, get_type_hints(schema)
