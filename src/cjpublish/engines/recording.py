"""A person's voice in place of an engine: what is said is cut from an audio file."""

from __future__ import annotations

import hashlib
import re
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
        file = Path(named["file"])
        speech = _decoded(file, voice.model_sha256, voice)
        begin, end = int(named["begin"]) * _SAMPLE, int(named["end"]) * _SAMPLE
        return Speech(speech.pcm[begin:end], speech.rate)


@lru_cache(maxsize=1)
def _decoded(file: Path, sha256: str, voice: Voice) -> Speech:
    """Decode a file whose content must be what was read before; the last one is kept, for its other sentences."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise fault("unreadable", f"{file} can't be read: {error.strerror}", voice) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise fault("recording-changed", f"{file} changed while it was used", voice, "run the command again")
    try:
        return decode(content)
    except InputError as error:
        raise EngineError(error.findings) from error
