"""The gTTS engine: Google Translate's voices, over the network.

Every sentence is sent to Google, by the package gTTS, which doesn't verify the server's TLS certificate: whoever
controls the network can read the text and change the answer. The server has no version, so the same text may sound
different another day; the store keeps what was heard first.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import version
from random import SystemRandom

from cjpublish.engines._faults import check_within, fault
from cjpublish.engines._gtts_request import ask
from cjpublish.engines._packing import pack
from cjpublish.engines._quiet import clean, quiet
from cjpublish.model import Speech, Voice

__all__ = ["Gtts"]

_REVISION = 1
_HZ = 24000
_MOST_CHARACTERS = 100
_DOMAIN = re.compile(r"[a-z]{2,3}(\.[a-z]{2,3})?")
_GOOGLE_TAGS = {"fil": "tl", "he": "iw", "jv": "jw", "nb": "no", "nn": "no"}
"""Languages that Google knows by another tag."""


@dataclass(slots=True)
class Gtts:
    """gTTS with time limits, retries, and requests packed full."""

    connect_timeout: float = 10
    """Seconds to wait for a connection."""
    read_timeout: float = 30
    """Seconds to wait for an answer to go on."""
    attempts: int = 5
    """How often one request is sent before giving up."""
    first_wait: float = 1
    """Seconds before the second attempt, doubled before each later one; up to half of it more or less, by chance."""
    longest_wait: float = 90
    """Seconds that the server may ask to wait; where it asks for more, the engine gives up."""
    takes_ipa: bool = field(default=False, init=False)
    """Never."""
    gives_words: bool = field(default=False, init=False)
    """Never."""
    version: str = field(init=False)
    """Of gTTS and of this module."""

    def __post_init__(self) -> None:
        """Read which version is installed; nothing is loaded."""
        self.version = f"gTTS {version('gTTS')} revision {_REVISION}"

    def requests(self, text: str, voice: Voice) -> int:
        """Return how many requests the text takes where each succeeds at once."""
        return len(pack(clean(text), _MOST_CHARACTERS))

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak one sentence at the rate that Google answers with (24,000 Hz).

        The voice's `voice` is the domain after `translate.google.`, for an accent: "co.uk", "com.au"; empty, "com".

        Raises EngineError where Google can't be reached or doesn't answer with speech, or the voice asks for a
        language, a domain, a rate or a pitch that gTTS can't give.
        """
        check_within("rate", voice.rate, 1, 1, voice)
        check_within("pitch", voice.pitch, 1, 1, voice)
        domain = voice.voice or "com"
        if not _DOMAIN.fullmatch(domain):
            raise fault("unknown-voice", f"'{domain}' is no domain of Google's", voice, "such as 'com', 'co.uk', 'ca'")
        language = _language(voice)
        parts = [self._request(piece, language, domain, voice) for piece in pack(clean(text), _MOST_CHARACTERS)]
        if not parts:
            return quiet(_HZ)
        rates = {part.rate for part in parts}
        if len(rates) > 1:
            raise fault("gtts-not-speech", f"Google's answers for '{text[:60]}' differ in their sample rate", voice)
        return Speech(b"".join(part.pcm for part in parts), rates.pop())

    def _request(self, text: str, language: str, domain: str, voice: Voice) -> Speech:
        wait = self.first_wait
        attempt = 1
        while True:
            answer = ask(text, language, domain, (self.connect_timeout, self.read_timeout))
            if isinstance(answer, Speech):
                return answer
            if not answer.passing or answer.wait > self.longest_wait or attempt >= self.attempts:
                tried = f", {attempt} times" if attempt > 1 else ""
                raise fault(answer.code, answer.message + tried, voice, answer.fix)
            time.sleep(max(wait * SystemRandom().uniform(0.5, 1.5), answer.wait))
            wait *= 2
            attempt += 1


def _language(voice: Voice) -> str:
    """Return gTTS's name of the voice's language, looked up as RFC 4647, 3.4 does."""
    from gtts.lang import tts_langs

    known = {tag.lower(): tag for tag in tts_langs()}
    subtags = voice.language.lower().split("-")
    for length in range(len(subtags), 0, -1):
        tag = "-".join(subtags[:length])
        if found := known.get(_GOOGLE_TAGS.get(tag, tag)):
            return str(found)
    near = get_close_matches(voice.language.lower(), known, n=1, cutoff=0.6)
    fix = f"did you mean '{known[near[0]]}'?" if near else "it has " + ", ".join(sorted(known.values()))
    raise fault("unknown-voice", f"gtts has no voice for the language '{voice.language}'", voice, fix)
