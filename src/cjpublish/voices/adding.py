"""A voice of Kokoro comes into a publication: its files from their publishers, its voice file into voices/."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cjpublish import editions, engines, settings
from cjpublish.engines import kokoro
from cjpublish.engines.kokoro import PublishedFile
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.model import Voice
from cjpublish.voices.download import fetch

__all__ = ["Added", "add"]

_NAME = re.compile(r"[\w-]+")
_TEXT = """\
# Kokoro-82M (Apache-2.0): speaks on your own machine. `cjpublish voices add kokoro` fetches what it needs.
engine: kokoro
voice: {voice}
language: {language}
"""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a voice."""

    voice: str
    """Kokoro's name of the voice."""
    file: Path
    """The voice file."""
    written: bool
    """Whether it was written; one that is there already stays as it is."""
    fetched: tuple[Path, ...]
    """The files that had to be fetched."""
    findings: tuple[Finding, ...]
    """What is still to be done."""


def add(
    root: Path,
    voice: str = "",
    name: str = "kokoro",
    published: Callable[[str], Sequence[PublishedFile]] = kokoro.files,
) -> Added:
    """Fetch a voice of Kokoro and write `voices/NAME.yaml` of a publication, unless it is there.

    `voice` is Kokoro's name of it, by default that of the voice file, else the best one of the publication's language;
    `published` tells the files of a voice. Raises InputError where there is no such voice or the voice file is another
    one's, EngineError where the files can't be fetched, and DiskError where the disk refuses.
    """
    if not _NAME.fullmatch(name):
        message, fix = f"'{name}' can't be the name of a voice file", "use letters, digits, hyphens and underscores"
        raise InputError([Finding("voice-name", Severity.ERROR, message, fix=fix)])
    findings: list[Finding] = []
    found = settings.load(root, findings, engines=engines.names(), editions=editions.names())
    if found is None:
        raise InputError(findings)
    place = Source(f"voices/{name}.yaml")
    known = found.narration.voices.get(name)
    chosen, language = _chosen(voice, found.metadata.language, known, place)
    fetched = fetch(published(chosen), kokoro.folder())
    file = root / "voices" / f"{name}.yaml"
    with disk_faults(file):
        written = known is None and _write(file, _TEXT.format(voice=chosen, language=language))
    return Added(chosen, file, written, fetched, tuple(_missing()))


def _chosen(voice: str, language: str, known: Voice | None, place: Source) -> tuple[str, str]:
    """Return Kokoro's name of the voice, and the language that it is to speak."""
    speaks = known.language if known else language
    suited = kokoro.speaking(speaks)
    best = suited[0] if suited else ""
    current = (known.voice or best) if known else ""
    if known and (known.engine != "kokoro" or current.endswith(".onnx") or voice not in ("", current)):
        message = "this voice file is there already, and it is another voice's; it stays as it is"
        raise InputError(
            [Finding("voice-exists", Severity.ERROR, message, place, "add it as another one: --name NAME")]
        )
    named = voice or current or best
    if named in kokoro.VOICES:
        return named, speaks if named in suited else kokoro.language(named)
    what = f"voice '{named}'" if named else f"voice for the language '{speaks}'"
    fix = f"name one of {', '.join(suited or kokoro.VOICES)}: --voice NAME"
    raise InputError([Finding("unknown-voice", Severity.ERROR, f"kokoro has no {what}", fix=fix)])


def _write(file: Path, text: str) -> bool:
    """Write a file that must not be there yet; tell whether it wasn't."""
    file.parent.mkdir(exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as output:
            output.write(text)
    except FileExistsError:
        return False
    return True


def _missing() -> list[Finding]:
    if find_spec("kokoro_onnx"):
        return []
    fix = "pip install 'cjpublish[kokoro]'"
    return [Finding("engine-missing", Severity.WARNING, "kokoro isn't installed, so the voice can't speak", fix=fix)]
