"""A person's voice in place of an engine: what is said is cut from an audio file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cjpublish.audio.pcm import decode
from cjpublish.engines._faults import fault
from cjpublish.errors import EngineError, InputError
from cjpublish.model import Speech, Voice

__all__ = ["Recording", "place"]

_FRAGMENT = re.compile(r"(?P<file>.+)#t=(?P<begin>\d+),(?P<end>\d+)", re.DOTALL)
_SAMPLE = 2


def place(file: Path, begin: int, end: int) -> str:
    """Return the name of a part of a file as a `Voice` holds it: samples [begin, end) at the file's own rate."""
    return f"{file}#t={begin},{end}"


@dataclass(frozen=True, slots=True)
class _File:
    """An audio file; equal where the same bytes are meant, whichever sentence is cut from it."""

    path: Path
    """Where it lies."""
    sha256: str
    """What its SHA-256 must be."""
    voice: Voice = field(compare=False)
    """Who asks for it; the place of every fault."""


class Recording:
    """Cuts sentences from recordings; it can say nothing else."""

    version = "recording 1"
    takes_ipa = True
    gives_words = False

    def requests(self, text: str, voice: Voice) -> int:
        """Return 0: no network is used."""
        return 0

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return the part of a file that the voice's `voice` names, mono, at the file's own rate.

        Raises EngineError where the voice names no part of a file, or the file has changed since it was read.
        """
        named = _FRAGMENT.fullmatch(voice.voice)
        if named is None:
            message = f"'{voice.name}' is a person's recordings, which can't say anything new"
            raise fault("recording-only", message, voice, "choose another voice")
        speech = _decoded(_File(Path(named["file"]), voice.model_sha256, voice))
        begin, end = int(named["begin"]) * _SAMPLE, int(named["end"]) * _SAMPLE
        return Speech(speech.pcm[begin:end], speech.rate)


@lru_cache(maxsize=1)
def _decoded(file: _File) -> Speech:
    """Decode a file whose content must be what was read before; the last one is kept, for its other sentences."""
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise fault("unreadable", f"{file.path} can't be read: {error.strerror}", file.voice) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise fault("recording-changed", f"{file.path} changed while it was used", file.voice, "run the command again")
    try:
        return decode(content)
    except InputError as error:
        raise EngineError(error.findings) from error
