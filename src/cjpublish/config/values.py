"""YAML nodes to the types that a schema asks for, every fault with its place."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import yaml

from cjpublish.config.hints import nearest, shown
from cjpublish.config.nodes import UNPRINTABLE, is_null
from cjpublish.config.schema import Located
from cjpublish.errors import Finding, Severity, Source

__all__ = ["Key", "convert"]

T = TypeVar("T")
Key = tuple[str | int, ...]

_BOOL = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""As in YAML 1.1."""
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}(\.[0-9]*)?|\.[0-9]+)")
_LINES = "lines of `key: value`"


def convert(
    node: yaml.MappingNode, schema: type[T], text: str, path: str, first_line: int, findings: list[Finding]
) -> tuple[T | None, Mapping[Key, Source]]:
    """Return a mapping as `schema` has it, and where each part of it is written; append every fault to `findings`.

    A faulty value is left out, so that its default stands in; None where a part without a default is faulty.
    """
    reader = _Reader(text.splitlines(), path, first_line, findings)
    return cast("T | None", reader.value(node, schema, ())), reader.sources


class _Reader:
    def __init__(self, lines: list[str], path: str, first_line: int, findings: list[Finding]) -> None:
        self.lines = lines
        self.path = path
        self.first_line = first_line
        self.findings = findings
        self.sources: dict[Key, Source] = {(): Source(path, first_line, 1)}

    def place(self, mark: Any) -> Source:
        return Source(self.path, self.first_line + mark.line, mark.column + 1) if mark else self.sources[()]

    def fault(self, code: str, message: str, source: Source, fix: str = "") -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, source, fix))

    def wrong(self, node: yaml.Node, expected: str, fix: str = "") -> None:
        if isinstance(node, yaml.ScalarNode):
            found = "nothing" if is_null(node) else shown(node.value)
        else:
            found = "a list" if isinstance(node, yaml.SequenceNode) else _LINES
        self.fault("wrong-type", f"expected {expected}, found {found}", self.place(node.start_mark), fix)

    def value(self, node: yaml.Node, hint: Any, path: Key) -> Any:
        """Return a node as the type that is asked for, or None after reporting what is wrong."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self.value(node, _choice(node, hint), path)
        if origin is tuple:
            return self.items(node, get_args(hint)[0], path)
        if origin is dict:
            return self.free(node, get_args(hint)[1], path)
        if is_dataclass(hint) and hint is not Located:
            return self.fixed(node, hint, path)
        return self.scalar(node, hint)

    # --- several values ---

    def items(self, node: yaml.Node, hint: Any, path: Key) -> tuple[Any, ...]:
        """Return a list; a single value is a list of one."""
        children = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for index, child in enumerate(children):
            self.sources[(*path, index)] = self.place(child.start_mark)
            found.append(self.value(child, hint, (*path, index)))
        return tuple(each for each in found if each is not None)

    def free(self, node: yaml.Node, hint: Any, path: Key) -> dict[str, Any] | None:
        """Return a mapping whose keys are free."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, _LINES)
            return None
        found = {key: self.value(child, hint, (*path, key)) for key, child in self.entries(node, path)}
        return {key: value for key, value in found.items() if value is not None}

    def fixed(self, node: yaml.Node, schema: Any, path: Key) -> Any:
        """Return a dataclass."""
        if not isinstance(node, yaml.MappingNode):
            return self.wrong(node, _LINES)
        known, hints = _fields(schema)
        values: dict[str, Any] = {}
        written = set()
        for key, child in self.entries(node, path):
            if key not in known:
                message = f"unknown key {shown(key)}"
                self.fault("unknown-key", message, self.key_place(node, key), nearest(key, known))
            elif is_null(child) and not _is_required(known[key]):
                del self.sources[(*path, key)]
            else:
                written.add(key)
                value = self.sound(child, known[key], hints[key], (*path, key))
                values.update({} if value is None else {key: value})
        missing = [name for name, each in known.items() if _is_required(each) and name not in written]
        if missing and not node.value and not path:
            self.fault("empty-file", "nothing is written here", self.place(None), f"begin with `{missing[0]}: …`")
            missing = []
        for name in missing:
            self.fault("missing-key", f"'{name}' is missing", self.place(node.start_mark), f"add a line `{name}: …`")
        complete = all(name in values or _has_default(each) for name, each in known.items())
        return schema(**values) if complete else None

    def sound(self, node: yaml.Node, each: Field[Any], hint: Any, path: Key) -> Any:
        """Return a field's value where its check is satisfied too."""
        before = len(self.findings)
        value = self.value(node, hint, path)
        check = each.metadata.get("check")
        problem = check(value) if check and len(self.findings) == before else None
        if problem:
            self.fault("bad-value", f"'{each.name}' {problem}", self.sources[path], each.metadata.get("fix", ""))
            return None
        return value

    def entries(self, node: yaml.MappingNode, path: Key) -> list[tuple[str, yaml.Node]]:
        """Return a mapping's keys and values, noting each value's place; a repeated key is a fault."""
        first: dict[str, Source] = {}
        entries = []
        for key_node, child in node.value:
            source = self.place(key_node.start_mark)
            key = self.text(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                if not isinstance(key_node, yaml.ScalarNode):
                    self.fault("bad-key", "a key is plain text", source)
            elif key in first:
                where = f"the first is in line {first[key].line}"
                self.fault("duplicate-key", f"{shown(key)} is here twice", source, where)
            else:
                first[key] = source
                single = isinstance(child, yaml.ScalarNode) and not is_null(child)
                self.sources[(*path, key)] = self.place(child.start_mark) if single else source
                entries.append((key, child))
        return entries

    def key_place(self, node: yaml.MappingNode, key: str) -> Source:
        return self.place(next(each.start_mark for each, _ in node.value if each.value == key))

    # --- one value ---

    def scalar(self, node: yaml.Node, hint: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.wrong(node, "one value")
        if hint in (bool, int, float):
            return self.plain(node, hint)
        if is_null(node):
            return self.wrong(node, "some text")
        text = self.text(node)
        if text is None or hint is str:
            return text
        if hint is Located:
            return Located(text, self.first_character(node))
        choices = get_args(hint) if get_origin(hint) is Literal else ()
        if text in choices:
            return text
        return self.fault(
            "bad-value", f"{shown(text)} is not known here", self.place(node.start_mark), nearest(text, choices)
        )

    def text(self, node: yaml.ScalarNode) -> str | None:
        """Return a scalar's text; an escape such as `\\a` may have brought in what no text holds."""
        text = str(node.value)
        found = UNPRINTABLE.search(text) or re.search("[\r\x85]", text)
        if not found:
            return text
        message = f"this holds an invisible character (U+{ord(found.group()):04X})"
        self.fault("control-character", message, self.place(node.start_mark), "delete it")
        return None

    def first_character(self, node: yaml.ScalarNode) -> Source:
        if node.style not in ("|", ">"):
            return self.place(node.start_mark)
        line = node.start_mark.line + 1
        content = next((each for each in self.lines[line:] if each.strip()), "")
        return Source(self.path, self.first_line + line, len(content) - len(content.lstrip(" ")) + 1)

    def plain(self, node: yaml.ScalarNode, hint: Any) -> Any:
        """Return a bool or a number, which must stand without quotes."""
        text = "" if node.style else node.value
        fix = "take the quotes away" if node.style in ('"', "'") else ""
        if hint is bool:
            word = _BOOL.get(text.lower())
            return self.wrong(node, "yes or no", fix) if word is None else word
        if (_INT if hint is int else _FLOAT).fullmatch(text):
            return hint(text)
        if hint is float and _FLOAT.fullmatch(text.replace(",", ".", 1)):
            fix = f"write {text.replace(',', '.', 1)}"
        return self.wrong(node, "a whole number" if hint is int else "a number", fix)


def _choice(node: yaml.Node, hint: Any) -> Any:
    """Return which type of a union a node is for: a mapping for a dataclass, all else for a type of one value."""
    choices = [each for each in get_args(hint) if each is not type(None)]
    several = isinstance(node, yaml.MappingNode)
    return next((each for each in choices if (is_dataclass(each) and each is not Located) == several), choices[0])


def _has_default(each: Field[Any]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _is_required(each: Field[Any]) -> bool:
    return bool(each.metadata.get("required")) or not _has_default(each)


@cache
def _fields(schema: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {each.name: each for each in fields(schema)}, get_type_hints(schema)
