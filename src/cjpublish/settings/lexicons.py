"""voices/lexicon.<language>.yaml: how written forms are said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cjpublish.config import load_file, shown
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import LexiconEntry, Pronunciation
from cjpublish.settings import rules
from cjpublish.settings.schema import LANGUAGE_FIX

__all__ = ["lexicon"]


@dataclass(frozen=True, slots=True)
class _Entry:
    respelling: str = ""
    ipa: str = ""
    case: Literal["exact", "any"] = "any"


def lexicon(file: Path, name: str, findings: list[Finding]) -> Pronunciation | None:
    """Read the lexicon of one language; append every fault to `findings`.

    Returns None where it can't be used at all.
    """
    language = file.name.removeprefix("lexicon.").removesuffix(".yaml")
    if rules.language(language):
        message, fix = "a lexicon's name is lexicon.LANGUAGE.yaml", LANGUAGE_FIX + " for the language"
        findings.append(Finding("file-name", Severity.ERROR, message, Source(name), fix))
        return None
    found = load_file(file, name, dict[str, str | _Entry], findings)
    if found is None:
        return None
    entries = [_entry(written, value, found.source(written)) for written, value in found.value.items()]
    faults = [fault for entry in entries if (fault := _fault(entry))]
    findings += faults or _repeated(entries)
    return Pronunciation(language, tuple(entries))


def _entry(written: str, value: str | _Entry, place: Source) -> LexiconEntry:
    form = " ".join(written.split())
    if isinstance(value, _Entry):
        ipa = value.ipa.strip()
        return LexiconEntry(form, value.respelling.strip(), _unslashed(ipa) or ipa, value.case == "exact", place)
    text = value.strip()
    ipa = _unslashed(text)
    return LexiconEntry(form, ipa=ipa, source=place) if ipa else LexiconEntry(form, respelling=text, source=place)


def _unslashed(text: str) -> str:
    """Return what stands between slashes, or nothing."""
    return text[1:-1].strip() if len(text) > 2 and text[0] == text[-1] == "/" else ""


def _fault(entry: LexiconEntry) -> Finding | None:
    """Return what keeps an entry from being spoken. Square brackets mark phonemes within a text for some engines."""
    if not any(map(str.isalnum, entry.written)):
        message, fix = f"{shown(entry.written)} is no written word", "write a word with a letter or a digit in it"
    elif not entry.respelling and not entry.ipa:
        message, fix = f"{shown(entry.written)} has no pronunciation", "write `word: how to say it`, or `word: /ipa/`"
    elif entry.respelling and not any(map(str.isalpha, entry.respelling)):
        message, fix = f"{shown(entry.respelling)} is no respelling", "write it in letters, as it would be spelt"
    elif set("[]/") & set(entry.respelling) or set("[]/") & set(entry.ipa):
        message = f"the pronunciation of {shown(entry.written)} holds a slash or square bracket"
        fix = "write `word: how to say it`, or `word: /ipa/`"
    else:
        return None
    return Finding("lexicon", Severity.ERROR, message, entry.source, fix)


def _repeated(entries: list[LexiconEntry]) -> list[Finding]:
    first: dict[tuple[str, bool], LexiconEntry] = {}
    found = []
    for entry in entries:
        key = (entry.written if entry.match_case else entry.written.casefold(), entry.match_case)
        if key in first and entry.source:
            other = first[key].source
            message = f"{shown(entry.written)} is here twice, as upper and lower case are alike here"
            fix = f"the first is in line {other.line if other else 0}; `case: exact` tells them apart"
            found.append(Finding("duplicate-key", Severity.ERROR, message, entry.source, fix))
        first.setdefault(key, entry)
    return found
