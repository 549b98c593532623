"""publication.yaml: what the source says of itself, in the order in which a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish import config
from cjpublish.draft import Metadata
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import one_line
from cjpublish.drafting.yaml_text import yaml_text
from cjpublish.errors import Finding, Severity, Source
from cjpublish.settings.schema import PublicationFile

__all__ = ["NAME", "publication"]

NAME = "manuscript/publication.yaml"
_HEAD = "# What a catalogue and a narrator need to know. Only `title` and `language` are needed.\n"
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*")
_ISBN = re.compile(r"(?:urn:isbn:|isbn)?[:\s]*((?:97[89][ -]?)?[0-9][0-9 -]{8,}[0-9Xx])", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_UNKNOWN_LANGUAGES = ("und", "mul", "zxx", "mis")
"""Tags that name no language a voice could speak (ISO 639)."""


@dataclass(slots=True)
class _Writer:
    changes: Changes
    todo: list[Finding]
    text: str = _HEAD

    def add(self, values: dict[str, object], comment: str = "") -> int:
        """Write values that the schema takes; return the line of the first."""
        self.text += f"\n# {comment}\n" if comment else ""
        line = self.text.count("\n") + 1
        self.text += yaml_text(values) if values else ""
        return line

    def to_do(self, code: str, message: str, line: int, fix: str) -> None:
        """Note what a person must do at a line."""
        self.todo.append(Finding(code, Severity.WARNING, message, Source(NAME, line), fix))


def publication(metadata: Metadata, title: tuple[str, str], cover: str, todo: list[Finding], changes: Changes) -> str:
    """Return publication.yaml, in which every value is one that its schema takes.

    `title` is one to go by where the source gives none, with what it is taken from; `cover` is the path of the cover's
    picture, or empty. What a person must do is appended to `todo`; what had to be left out is told to `changes`.
    """
    writer = _Writer(changes, todo)
    own = one_line(metadata.title, changes)
    line = writer.add({"title": own or title[0]})
    if not own:
        message = f"the source gives no title; {title[1]} stands in"
        writer.to_do("guessed-title", message, line, "write the title that catalogues should show")
    writer.add(_values(metadata, ("subtitle", "authors"), changes))
    _language(metadata, writer)
    rest = ("publisher", "date", "identifier", "rights", "source", "page_source", "subjects", "description")
    writer.add(_values(metadata, rest, changes))
    if cover:
        writer.add({"cover": cover})
    if metadata.truncated:
        line = writer.add({"truncated": True}, "Readers are told at the end of the text that it breaks off there.")
        fix = "find the rest; where there is none, leave the line, which tells readers so"
        writer.to_do("truncated", "the source breaks off before its end", line, fix)
    accessibility = _accessibility(metadata, changes)
    if accessibility:
        writer.add({"accessibility": accessibility}, "What the source says of its accessibility: see that it holds.")
    return writer.text


def _language(metadata: Metadata, writer: _Writer) -> None:
    language = one_line(metadata.language, writer.changes).replace("_", "-")
    known = language.lower() not in _UNKNOWN_LANGUAGES
    if language and known and _is_good("language", language):
        line = writer.add({"language": language})
        if language.partition("-")[0].lower() != "en":
            message = f"no voice for '{language}' is chosen, so a plain one reads where there is one"
            fix = "`cjpublish voices` lists the voices; name one in voices/narrator.yaml"
            writer.to_do("voice", message, line, fix)
        return
    if language and known:
        _left_out("language", language, writer.changes)
    writer.text += "# language: en\n"
    message = "the source does not say in which language it is, so it is taken for English"
    fix = "write its tag, such as en, km or pt-BR, and take the # away"
    writer.to_do("no-language", message, writer.text.count("\n"), fix)


def _values(metadata: Metadata, names: tuple[str, ...], changes: Changes) -> dict[str, object]:
    """Return what is known, but for what publication.yaml can't say, which is told."""
    found: dict[str, object] = {}
    for name in names:
        value = getattr(metadata, name)
        if isinstance(value, tuple):
            several = list(filter(None, (one_line(each, changes) for each in value)))
            found |= {name: several} if several else {}
        elif text := one_line(value, changes):
            good = next((each for each in _readings(name, text) if _is_good(name, each)), None)
            if good is None:
                _left_out(name, text, changes)
            else:
                found[name] = good
    return found


def _readings(name: str, text: str) -> Iterator[str]:
    """Yield a value as it may be meant, the likeliest first."""
    if name == "date" and (found := _DATE.fullmatch(text)):
        yield found.group(1)
    if name == "identifier":
        if (
            (found := _ISBN.fullmatch(text))
            and (isbn := re.sub(r"[ -]", "", found.group(1)).upper())
            and _is_isbn(isbn)
        ):
            yield f"urn:isbn:{isbn}"
        if found := _DOI.fullmatch(text):
            yield f"https://doi.org/{found.group(1)}"
        if _UUID.fullmatch(text):
            yield f"urn:uuid:{text.lower()}"
    yield text


def _is_isbn(digits: str) -> bool:
    """Tell whether the check digit is right (ISO 2108)."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 13:
        return sum(value * (1, 3)[place % 2] for place, value in enumerate(values)) % 10 == 0
    return len(values) == 10 and sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def _accessibility(metadata: Metadata, changes: Changes) -> dict[str, object]:
    found: dict[str, object] = {}
    summary = one_line(metadata.accessibility_summary, changes)
    if summary and _is_good("accessibility", {"summary": summary}):
        found["summary"] = summary
    elif summary:
        _left_out("accessibility summary", summary, changes)
    hazards = list(dict.fromkeys(filter(None, (one_line(each, changes) for each in metadata.hazards))))
    if hazards and _is_good("accessibility", {"hazards": hazards}):
        found["hazards"] = hazards
    elif hazards:
        _left_out("accessibility hazards", ", ".join(hazards), changes)
    return found


def _is_good(name: str, value: object) -> bool:
    """Tell whether publication.yaml may say so: its own schema is asked."""
    found: list[Finding] = []
    config.load(yaml_text({"title": "-", name: value}), NAME, PublicationFile, found)
    return not found


def _left_out(name: str, text: str, changes: Changes) -> None:
    changes.note(f"publication.yaml can't hold the source's {name} as it is written, so it was left out")
    changes.cut(f"{name} in a form that can't be used", text)
