"""One text in every voice that is at hand, as one page to choose from by ear."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from cjpublish import engines
from cjpublish.audio import encode, loudness, pcm
from cjpublish.engines import kokoro
from cjpublish.errors import Finding, InputError, PublishError, Severity, Source, disk_faults
from cjpublish.model import Narration, Publication, Speech, Voice
from cjpublish.narration.plan import spoken_text
from cjpublish.progress import advance
from cjpublish.voices.page import GENERATOR, Sample, page

__all__ = ["Comparison", "compare"]

_log = logging.getLogger(__name__)
_PIPER = "en_US-joe-medium"
_PARTS = ("text", "headings", "quotes", "descriptions")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of a comparison."""

    file: Path
    """The page."""
    replaced: bool
    """Whether an older comparison was there."""
    samples: tuple[Sample, ...]
    """What can be heard on it."""
    findings: tuple[Finding, ...]
    """Voices that could not be heard, and why; the page tells them too."""


def compare(publication: Publication, text: str, file: Path) -> Comparison:
    """Speak a text in all voices of a publication and in those that the engines on this machine have for its language.

    Writes one HTML page that needs nothing else; an older comparison is replaced, any other file is not. Each voice is
    brought to the publication's own loudness and rate, so that none wins by being louder. An engine on the network is
    asked only where a voice file names it. Raises InputError where there is nothing to say or the file is something
    else, and DiskError where the disk refuses.
    """
    narration = publication.narration
    with disk_faults(file):
        replaced = _replaceable(file)
    if not spoken_text(narration, text, narration.voices[narration.text]):
        raise InputError([Finding("nothing-to-say", Severity.ERROR, f"there is nothing to say in '{text}'")])
    voices = (*narration.voices.values(), *_others(publication))
    samples, findings = [], list(_at_hand(publication))
    for done, voice in enumerate(voices):
        advance("speak", done, len(voices))
        try:
            samples.append(_sample(publication, text, voice))
        except PublishError as error:
            findings += error.findings
    advance("speak", len(voices), len(voices))
    content = page(publication.metadata, text, samples, findings)
    with disk_faults(file):
        new = file.with_name(f".{file.name}.new")
        new.write_text(content, encoding="utf-8")
        os.replace(new, file)
    return Comparison(file, replaced, tuple(samples), tuple(findings))


def _replaceable(file: Path) -> bool:
    """Say whether an older comparison is there; raises InputError where something else is."""
    if not file.exists() and not file.is_symlink():
        return False
    if file.is_file() and GENERATOR.encode() in file.read_bytes()[:1000]:
        return True
    message, fix = "this is there already, and it is no comparison of voices", "name another file: --output FILE.html"
    raise InputError([Finding("file-exists", Severity.ERROR, message, Source(str(file)), fix)])


def _at_hand(publication: Publication) -> Iterator[Finding]:
    """Say where Kokoro could be heard and isn't fetched yet."""
    language = publication.metadata.language
    if kokoro.speaking(language) and not any(voice.engine == "kokoro" for voice in _defaults(language)):
        message = "Kokoro, the most natural engine that needs no network, isn't on this machine"
        yield Finding("not-at-hand", Severity.NOTE, message, fix="`cjpublish voices add kokoro` fetches it (93 MB)")


def _others(publication: Publication) -> Iterator[Voice]:
    """Yield what engines on this machine have for the publication's language and no voice of its own is already."""
    language = publication.metadata.language
    known = {
        (voice.engine, voice.voice or _default(voice))
        for voice in publication.narration.voices.values()
        if voice.rate == voice.pitch == 1
    }
    for voice in _defaults(language):
        if (voice.engine, voice.voice or _default(voice)) not in known:
            yield voice


def _defaults(language: str) -> Iterator[Voice]:
    for name in kokoro.speaking(language):
        if all((kokoro.folder() / file.name).is_file() for file in kokoro.files(name)):
            yield Voice(f"kokoro-{name}", "kokoro", name, language)
    if language.lower().partition("-")[0] == "en":
        yield Voice("piper", "piper", _PIPER, language)
    yield Voice("espeak", "espeak", "", language)


def _default(voice: Voice) -> str:
    """Return the voice that an engine takes where a voice file names none."""
    suited = kokoro.speaking(voice.language)
    return {"piper": _PIPER, "kokoro": suited[0] if suited else ""}.get(voice.engine, "")


def _sample(publication: Publication, text: str, voice: Voice) -> Sample:
    narration = publication.narration
    said = spoken_text(narration, text, voice)
    speech, cost, requests = _heard(said, voice)
    if not any(speech.pcm):
        message, fix = f"the voice '{voice.name}' is silent", "it is for tests and dry runs; choose another engine"
        raise InputError([Finding("silent-voice", Severity.NOTE, message, voice.source, fix)])
    profile = loudness.PROFILES[narration.loudness]
    sound = pcm.resample(speech.pcm, speech.rate, narration.sample_rate)
    levelled = loudness.normalise(sound, narration.sample_rate, profile)
    return Sample(
        voice=voice,
        reads=_reads(narration, voice),
        said=said,
        seconds=len(speech.pcm) / 2 / speech.rate,
        cost=cost,
        requests=requests,
        mp3=encode.mp3(levelled, narration.sample_rate, profile.mp3_bitrate),
        yaml=_yaml(publication, voice),
    )


def _heard(said: str, voice: Voice) -> tuple[Speech, float, int]:
    """Return the sound, the seconds that a second of it took, and how many network requests it took.

    On this machine these are the processor's seconds, which other work doesn't change; on the network those that pass.
    """
    engine = engines.load(voice.engine)
    requests = engine.requests(said, voice)
    if requests:
        _log.warning("the text goes to a server on the network for the voice '%s'", voice.name)
    else:
        engine.speak(said.split()[0], voice)  # loads the model, so that the time that is taken is that of speaking
    clock = perf_counter if requests else process_time
    begin = clock()
    speech = engine.speak(said, voice)
    return speech, (clock() - begin) / (len(speech.pcm) / 2 / speech.rate), requests


def _reads(narration: Narration, voice: Voice) -> tuple[str, ...]:
    return tuple(part for part in _PARTS if voice.source and getattr(narration, part) == voice.name)


def _yaml(publication: Publication, voice: Voice) -> str:
    """Return a voice's own file, or what to write into one."""
    if voice.source:
        with disk_faults(publication.root):
            return (publication.root / "voices" / f"{voice.name}.yaml").read_text(encoding="utf-8-sig")
    lines = {"engine": voice.engine, "voice": voice.voice, "language": voice.language}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value)
