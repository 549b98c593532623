"""One YAML text to a frozen dataclass, with the place of every value and every fault.

Values are typed by the dataclass, never by how they look: `language: no` is Norwegian and `date: 2026-11-24` is text.
A schema is a dataclass, or `dict[str, T]` where the keys are free. Its fields are `str`, `int`, `float`, `bool`,
`Literal[…]`, `Located`, another dataclass, `tuple[T, …]`, `dict[str, T]`, or one of these or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from cjpublish.config.hints import closest, nearest, shown
from cjpublish.config.nodes import compose
from cjpublish.config.schema import Located, checked
from cjpublish.config.values import Key, convert
from cjpublish.errors import Finding, Severity, Source

__all__ = ["Document", "Located", "checked", "closest", "load", "load_file", "nearest", "shown"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A file's value and the place of each part of it."""

    value: T
    """The dataclass."""
    sources: Mapping[Key, Source]
    """By path of keys and list positions: where a single value stands, or where the key of several does."""

    def has(self, *keys: str | int) -> bool:
        """Say whether something is written there, faulty or not."""
        return keys in self.sources

    def source(self, *keys: str | int) -> Source:
        """Return where a value is written, or the nearest thing around it."""
        while keys and keys not in self.sources:
            keys = keys[:-1]
        return self.sources[keys]


def load(text: str, path: str, schema: type[T], findings: list[Finding], first_line: int = 1) -> Document[T] | None:
    """Read YAML text that begins at a line of a file; append every fault to `findings`, in the text's order.

    Returns None where there are faults. Every fault has its line and column, both from 1.
    """
    found: list[Finding] = []
    document = _read(text, path, schema, found, first_line)
    findings.extend(found)
    return None if found else document


def load_file(file: Path, name: str, schema: type[T], findings: list[Finding]) -> Document[T] | None:
    """Read a YAML file, known to the publisher as `name`; append every fault to `findings`.

    Unlike `load` this keeps what is sound, so that what depends on it can be checked in the same run: a faulty value
    has its default instead. Returns None where nothing can be used. The text is UTF-8, with or without a mark for it.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        findings.append(Finding("missing-file", Severity.ERROR, "this file is missing", Source(name), _renamed(file)))
        return None
    except OSError as error:
        message = f"this file can't be read: {error.strerror}"
        findings.append(Finding("unreadable-file", Severity.ERROR, message, Source(name)))
        return None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig").split("\n")
        place = Source(name, len(before), len(before[-1]) + 1)
        findings.append(Finding("encoding", Severity.ERROR, "this is not UTF-8 text", place, "save the file as UTF-8"))
        return None
    return _read(text, name, schema, findings, 1)


def _read(text: str, path: str, schema: type[T], findings: list[Finding], first_line: int) -> Document[T] | None:
    found: list[Finding] = []
    node = compose(text, path, first_line, found)
    document = None
    if node is not None:
        value, sources = convert(node, schema, text, path, first_line, found)
        document = None if value is None else Document(value, sources)
    findings.extend(sorted(found, key=lambda finding: finding.source or Source(path)))
    return document


def _renamed(file: Path) -> str:
    """Return a hint: a file beside the missing one that has nearly its name, or what to write."""
    beside = [each.name for each in file.parent.iterdir()] if file.parent.is_dir() else []
    close = closest(file.name, beside)
    return f"rename '{close}' to '{file.name}'" if close else "write it: a text file with lines of `key: value`"
