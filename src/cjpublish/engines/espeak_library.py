"""The espeak-ng library: where it lies, how it is loaded afresh, and which voices it has.

espeak-ng keeps its state (phases of oscillators, resonators) in static variables that `espeak_Terminate` does not
reset, so one sentence would change the sound of the next. Whoever needs the same bytes again loads the library for one
sentence and unloads it, which takes about a millisecond. The seed of its noise, which is in the breath of a variant
such as `en-us+f3`, is another one in every process until it is set.
"""

from __future__ import annotations

import _ctypes
import ctypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cjpublish.engines._faults import fault
from cjpublish.model import Voice

__all__ = ["find", "languages", "loaded", "variants"]

_FILES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
_LONGEST_PATH = 140
_SEED = 1

# speak_lib.h
_AUDIO_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_PHONEME_EVENTS, _INITIALIZE_PHONEME_IPA, _INITIALIZE_DONT_EXIT = 0x0001, 0x0002, 0x8000
_OPTIONS = _INITIALIZE_PHONEME_EVENTS | _INITIALIZE_PHONEME_IPA | _INITIALIZE_DONT_EXIT


class _VoiceEntry(ctypes.Structure):
    """The head of espeak_VOICE of speak_lib.h."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_void_p), ("identifier", ctypes.c_char_p))


def find(voice: Voice) -> Path:
    """Return the folder of the library and its files.

    Raises EngineError where it isn't installed, or lies deeper than espeak-ng's own buffers hold.
    """
    spec = find_spec("espeakng_loader")
    if spec is None or not spec.origin:
        raise fault("engine-missing", "espeak-ng isn't installed", voice, "pip install espeakng-loader")
    folder = Path(spec.origin).parent
    if len(str(folder).encode()) > _LONGEST_PATH:
        message = f"espeak-ng can't work in a folder whose path is longer than {_LONGEST_PATH} bytes: {folder}"
        raise fault("path-too-long", message, voice, "install cjpublish in a folder with a shorter path")
    return folder


@contextmanager
def loaded(folder: Path) -> Iterator[ctypes.CDLL]:
    """Load the library with its state as new, for synchronous output with phonemes in IPA; unload it at the end."""
    library = ctypes.CDLL(str(folder / _FILES.get(sys.platform, "libespeak-ng.so")))
    try:
        library.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, str(folder).encode(), _OPTIONS)
        library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        yield library
    finally:
        library.espeak_Terminate()
        if sys.platform == "win32":
            _ctypes.FreeLibrary(library._handle)
        else:
            _ctypes.dlclose(library._handle)


@cache
def languages(folder: Path) -> Mapping[str, str]:
    """Return, for every lower-case language tag that espeak-ng lists, the identifier of its best voice."""
    found: dict[str, list[tuple[int, str]]] = {}
    with loaded(folder) as library:
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceEntry))
        for entry in library.espeak_ListVoices(None):
            if not entry:
                break
            voice = entry.contents
            for priority, tag in _tags(voice.languages):
                found.setdefault(tag, []).append((priority, voice.identifier.decode()))
    return {tag: min(voices)[1] for tag, voices in found.items()}


def _tags(address: int) -> Iterator[tuple[int, str]]:
    """Read espeak_VOICE.languages: a byte of priority and a C string, again and again, then a zero byte."""
    while priority := ctypes.string_at(address, 1)[0]:
        tag = ctypes.string_at(address + 1)
        yield priority, tag.decode().lower()
        address += len(tag) + 2


def variants(folder: Path) -> tuple[str, ...]:
    """Return the names that may follow a voice's name and a plus sign."""
    return tuple(sorted(path.name for path in (folder / "espeak-ng-data" / "voices" / "!v").iterdir()))
