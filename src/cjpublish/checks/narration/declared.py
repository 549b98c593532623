"""What reading the voices and planning the narration find by themselves: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of voices and the narration"
_LISTENED = "W3C, Pronunciation Lexicon Specification 1.0"

UNSAID = Check(
    "N05",
    "unsaid",
    Severity.NOTE,
    "Something means much to the eye and has no words",
    "A listener doesn't learn that it is there.",
    "say in words what it means",
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
DRAFT_VOICE = Check(
    "N11",
    "draft-voice",
    Severity.WARNING,
    "A draft voice reads",
    "It is made for checking an edit by ear, and hours of it are tiring.",
    "add voices/narrator.yaml with an engine and a voice for the language",
    _README,
)
LEXICON_IPA = Check(
    "N12",
    "lexicon-ipa",
    Severity.WARNING,
    "A pronunciation is written in signs that the voice doesn't take",
    "The word is said as if there were no pronunciation at all.",
    "add a respelling in ordinary letters",
    _LISTENED,
)
LEXICON = Check(
    "N13",
    "lexicon",
    Severity.ERROR,
    "An entry of the lexicon can't be spoken",
    "The voice would read the signs out, or stop.",
    "write a word, and how it is said, in letters",
    _LISTENED,
)
UNUSED_RECORDING = Check(
    "N14",
    "unused-recording",
    Severity.WARNING,
    "A recording is of nothing in the text",
    "What somebody recorded is not heard; perhaps the text has changed since.",
    "name it after a chapter or a sentence that is there; `cjpublish plan --text` shows the ids",
    _README,
)
UNKNOWN_ENGINE = Check(
    "N15",
    "unknown-engine",
    Severity.ERROR,
    "A voice wants an engine that there is none of",
    "Nothing it was to say can be said.",
    "write the name of an engine that `cjpublish voices` lists",
    _README,
)
UNUSED_KEY = Check(
    "N16",
    "unused-key",
    Severity.WARNING,
    "A voice file holds a setting that its engine doesn't know",
    "It has no effect, and somebody counts on it.",
    "delete the line, or choose an engine that can do it",
    _README,
)
