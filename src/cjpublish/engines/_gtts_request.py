"""One request through gTTS: what came back, or why nothing did."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from cjpublish.audio.pcm import decode
from cjpublish.errors import InputError
from cjpublish.model import Speech

if TYPE_CHECKING:
    from gtts import gTTSError

__all__ = ["Refusal", "ask"]

_SECONDS_A_CHARACTER = 0.025
"""Less than the quickest voice needs for a letter: a shorter answer was cut off."""
_AGAIN_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_GO_ON = "run the same command again: what was spoken before is kept"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request brought no speech."""

    code: str
    """A finding's."""
    message: str
    """A finding's."""
    fix: str = _GO_ON
    """A finding's."""
    passing: bool = True
    """Whether the same request may go well another time."""
    wait: float = 0
    """Seconds that the server asks to wait before."""


def ask(text: str, language: str, domain: str, timeout: tuple[float, float]) -> Speech | Refusal:
    """Send a text of at most 100 characters, once, and return its speech or why there is none.

    Language as gTTS names it; the domain after `translate.google.`; seconds to wait for a connection and for an answer.
    """
    from gtts import gTTS, gTTSError

    content = io.BytesIO()
    try:
        # gTTS turns a warning off for the whole process; here, only for itself.
        with warnings.catch_warnings():
            gTTS(text, domain, language, lang_check=False, pre_processor_funcs=[], timeout=timeout).write_to_fp(content)
        speech = decode(content.getvalue())
    except gTTSError as error:
        return _refusal(error, domain)
    except (ValueError, InputError) as error:
        # Not Base64, not UTF-8, not sound, or nothing at all: whatever answered, it wasn't Google's speech.
        return Refusal("gtts-not-speech", f"Google's answer for '{text}' holds no speech ({error})")
    seconds = len(speech.pcm) / 2 / speech.rate
    if seconds < _SECONDS_A_CHARACTER * sum(map(str.isalnum, text)):
        return Refusal("gtts-cut-off", f"Google's answer for '{text}' was cut off after {seconds:.1f} seconds")
    return speech


def _refusal(error: gTTSError, domain: str) -> Refusal:
    from requests import Timeout

    host = f"translate.google.{domain}"
    if error.rsp is None:
        if isinstance(error.__context__, Timeout):
            return Refusal("gtts-timeout", f"{host} didn't answer in time")
        fix = f"check the network, then {_GO_ON}; the engines piper and espeak need no network"
        return Refusal("gtts-offline", f"{host} can't be reached", fix)
    status = error.rsp.status_code
    if status == 429:
        message = f"{host} takes no more requests for now (status 429)"
        return Refusal("gtts-too-many", message, f"wait an hour, then {_GO_ON}", wait=_retry_after(error.rsp.headers))
    if status == 200:
        return Refusal("gtts-not-speech", f"the answer of {host} holds no speech")
    passing = status in _AGAIN_LATER
    fix = _GO_ON if passing else "name another domain as the voice's 'voice', such as 'com', or use another engine"
    message = f"{host} refused the request (status {status})"
    return Refusal("gtts-refused", message, fix, passing, _retry_after(error.rsp.headers))


def _retry_after(headers: Mapping[str, str]) -> float:
    """Read Retry-After in seconds (RFC 9110, 10.2.3); 0 where it isn't there or can't be read."""
    value = headers.get("Retry-After", "0").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
