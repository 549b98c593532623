"""Front matter: what a file says of itself before its text, as pandoc, Jekyll and Hugo write it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from cjpublish.importers import refused
from cjpublish.importers.markdown.account import Account

__all__ = ["Front", "split"]

_YAML = re.compile(r"---[ \t]*\n(.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?<=\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE_BLOCK = re.compile(r"(?:%(?:[ \t].*)?\n(?:[ \t]+\S.*\n)*){1,3}")
"""pandoc's: title, authors and date, one `%` each; what is indented goes on with it."""
_LINE = re.compile(r"([A-Za-z][\w.-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_LONGEST = 500_000
"""Characters of front matter: more than any catalogue has, and few enough for the parser."""
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Leaves every value the text that it is: `no` is a language and 2008 a title."""


@dataclass(frozen=True, slots=True)
class Front:
    """A file, divided."""

    fields: Mapping[str, object] = field(default_factory=dict)
    """What it says of itself, names in lower case: texts, lists and mappings of texts."""
    kind: str = ""
    """`yaml`, `toml`, `json` or `pandoc` (its title block); empty where there is none."""
    body: str = ""
    """The text behind it."""
    line: int = 0
    """Lines of the file before the body."""


def split(text: str, account: Account) -> Front:
    """Return a text and what stands before it; lines end in `\\n`.

    Front matter that can't be read as what it looks like is read line by line, and what is left of it is cut. Raises
    InputError where it is far too long.
    """
    if text.startswith("%") and (block := _TITLE_BLOCK.match(f"{text}\n")):
        return _front(dict(_title_block(block.group())), "pandoc", text, min(block.end(), len(text)))
    if text.startswith("{"):
        return _json(text)
    if found := _YAML.match(text):
        _check_length(found.group(1), account)
        fields = _yaml(found.group(1), account)
        if fields is not None:
            return _front(fields, "yaml", text, found.end())
    if found := _TOML.match(text):
        _check_length(found.group(1), account)
        return _front(_toml(found.group(1), account), "toml", text, found.end())
    return Front(body=text)


def _front(fields: Mapping[str, object], kind: str, text: str, end: int) -> Front:
    named = {str(name).lower(): value for name, value in fields.items()}
    return Front(named, kind, text[end:], text.count("\n", 0, end))


def _check_length(text: str, account: Account) -> None:
    if len(text) > _LONGEST:
        message = f"the front matter is far too long: {len(text)} characters"
        raise refused(account.original, "front-matter", message, "is its end missing?", line=1)


def _title_block(block: str) -> Iterator[tuple[str, object]]:
    """Yield title, authors and date; a further line of the authors is a further author."""
    parts = re.split(r"^%", block, flags=re.MULTILINE)[1:]
    for name, part in zip(("title", "author", "date"), parts, strict=False):
        if name == "author":
            yield name, [author.strip() for author in re.split(r"[;\n]", part) if author.strip()]
        elif part.strip():
            yield name, " ".join(part.split())


def _json(text: str) -> Front:
    try:
        value, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return Front(body=text)
    line = text.find("\n", end)
    if not isinstance(value, dict) or not value or text[end : len(text) if line < 0 else line].strip():
        return Front(body=text)
    return _front(
        {name: _plain(each) for name, each in value.items()}, "json", text, len(text) if line < 0 else line + 1
    )


def _toml(text: str, account: Account) -> Mapping[str, object]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return dict(_by_line(text.replace(" = ", ": "), str(error), account))


def _yaml(text: str, account: Account) -> Mapping[str, object] | None:
    """Return what YAML says; None where it is no mapping, and the text only stands between two lines of dashes."""
    try:
        if "*" in text and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
            raise ValueError("it repeats parts of itself")
        value = yaml.load(text, _LOADER)  # noqa: S506  # a loader that makes nothing but texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        first = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
        problem = getattr(error, "problem", None) or "it is not understood"
        return dict(_by_line(text, str(problem), account)) if _LINE.match(first) else None
    if value is None or value == "":
        return {} if not text.strip() or text.lstrip().startswith("#") else None
    return value if isinstance(value, dict) else None


def _by_line(text: str, problem: str, account: Account) -> Iterator[tuple[str, object]]:
    fix = "compare publication.yaml with it"
    account.warn("front-matter", f"the front matter has a fault ({problem}), so it is read line by line", 1, fix)
    for number, line in enumerate(text.split("\n"), 2):
        found = _LINE.match(line)
        if found and (found.group(2) or "").strip():
            yield found.group(1), found.group(2).strip().strip("\"'")
        elif not found:
            account.cut("front matter that can't be read", line, number)


def _plain(value: object) -> object:
    """Return a value of TOML or JSON with texts in the place of numbers and dates."""
    match value:
        case dict():
            return {str(name): _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)
