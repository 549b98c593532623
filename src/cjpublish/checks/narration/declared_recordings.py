"""What reading a person's recordings and listening to them finds by itself: these checks give it codes."""

from __future__ import annotations

from cjpublish.checks.check import Check
from cjpublish.errors import Severity

__all__: list[str] = []

_README = "what README.md says of a person's recordings"

UNRECORDED = Check(
    "N17",
    "unrecorded",
    Severity.ERROR,
    "Nobody has recorded a sentence",
    "A listener would not learn what stands there.",
    "record the sentence or its chapter, or give the voice a `fallback`",
    _README,
)
NOT_HEARD = Check(
    "N18",
    "recording-missing",
    Severity.WARNING,
    "A sentence is not heard in the recording of its chapter",
    "Another voice says it, or nobody does; perhaps the text has changed since, or it was read otherwise.",
    "record the sentence in a file of its own beside the chapter's",
    _README,
)
LEFT_OUT = Check(
    "N19",
    "recording-extra",
    Severity.WARNING,
    "A recording holds something that is not in the text",
    "It is left out; if it was meant, who listens misses what was recorded.",
    "listen to it, and add it to the text if it belongs there",
    _README,
)
NO_ANNOUNCEMENT = Check(
    "N20",
    "recording-announcement",
    Severity.NOTE,
    "A recording announces no quotations and the like",
    "A listener does not hear where they begin and end.",
    "record the announcements that `cjpublish plan --text` shows, or let the reader's tone tell",
    _README,
)
SILENT = Check(
    "N21",
    "recording-silent",
    Severity.ERROR,
    "A recording is silent",
    "There is nothing to hear.",
    "record it again, with the microphone switched on",
    _README,
)
LOW_RATE = Check(
    "N22",
    "recording-rate",
    Severity.WARNING,
    "A recording has too few samples a second",
    "It sounds like a telephone: s and f can't be told apart, and hearing it for long is tiring.",
    "record at 44100 Hz or more",
    _README,
)
CLIPPED = Check(
    "N23",
    "recording-clipped",
    Severity.WARNING,
    "A recording is distorted",
    "It was too loud for the microphone; nothing can take the crackle out afterwards.",
    "record it again at a lower level: peaks of -6 dB are good",
    _README,
)
NOT_READ = Check(
    "N24",
    "recording-format",
    Severity.WARNING,
    "A file among the recordings is not read",
    "What somebody recorded is not heard.",
    "save it as WAV, FLAC, MP3 or M4A",
    _README,
)
TWICE = Check(
    "N25",
    "recording-twice",
    Severity.ERROR,
    "Two recordings are of the same chapter or sentence",
    "Nobody can tell which of them is to be heard.",
    "keep one of them",
    _README,
)
UNCHECKED = Check(
    "N26",
    "recording-unchecked",
    Severity.NOTE,
    "Nothing has listened to a recording",
    "If it says another sentence than it is named after, only a listener will notice.",
    "listen to it; for English, `pip install 'cjpublish[align]'` has it done by the program",
    _README,
)
BROKEN = Check(
    "N27",
    "audio-unreadable",
    Severity.ERROR,
    "A recording can't be decoded",
    "There is nothing to hear.",
    "open it in a sound editor and save it as WAV or FLAC",
    _README,
)
