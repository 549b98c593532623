"""What an examination comes to: findings, what could not be checked, and what was measured and heard."""

from __future__ import annotations

from dataclasses import dataclass

from cjpublish.errors import Finding, Severity

__all__ = [
    "ChapterSound",
    "CheckedFile",
    "Examination",
    "HeardChapter",
    "HeardSentence",
    "SoundMeasures",
    "Unchecked",
]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was not checked; it never counts as a pass."""

    what: str
    """What it is: `EPUBCheck: book.epub`."""
    why: str
    """Why, in one plain sentence without its full stop."""
    fix: str = ""
    """How to have it checked."""
    wanted: bool = True
    """Whether it was to be checked; False where that was not asked for."""
    is_file: bool = False
    """Whether it is a whole file or folder that nothing has looked at."""


@dataclass(frozen=True, slots=True)
class ChapterSound:
    """How one chapter of an audio file sounds, measured after decoding."""

    title: str
    """As its file or chapter mark names it; empty where nothing does."""
    begin: float
    """Seconds from the file's start."""
    seconds: float
    """How long it plays."""
    loudness: float | None
    """Integrated loudness in LUFS (ITU-R BS.1770-5); None where all is silent."""
    rms: float | None
    """Level of the whole in dB RMS relative to full scale; None where all is silent."""
    true_peak: float | None
    """In dBTP (BS.1770-5, annex 2); None where all is silent."""
    noise: float | None
    """Level of the quiet parts in dB RMS; None where there are none."""
    waveform: tuple[tuple[float, float], ...]
    """Lowest and highest sample, −1 to 1, of each of up to 400 equal parts."""
    curve: tuple[float | None, ...]
    """Short-term loudness (3 s) in LUFS of up to 400 equal parts; None where it is silent."""


@dataclass(frozen=True, slots=True)
class SoundMeasures:
    """How an audio file sounds: what the report draws. What the checks need besides is the sound family's own."""

    name: str
    """The file, relative to the folder that was checked; of audio in a package `book.epub/EPUB/audio/01.mp3`."""
    seconds: float
    """How long it plays."""
    codec: str
    """Such as `aac`, `mp3`."""
    rate: int
    """Hz."""
    channels: int
    """1 for mono."""
    bit_rate: int
    """Bits a second, on average."""
    chapters: tuple[ChapterSound, ...]
    """In order; a file without chapter marks is one chapter."""


@dataclass(frozen=True, slots=True)
class HeardSentence:
    """A sentence that a recogniser heard differently."""

    text: str
    """As written."""
    heard: str
    """As recognised."""
    begin: float
    """Seconds from its file's start, to jump to."""
    errors: int
    """Words replaced, left out or put in."""
    words: int
    """Words of the text, normalised."""
    suggestion: str = ""
    """A lexicon entry to try, as it would stand in `voices/lexicon.*.yaml`; empty where none is likely."""


@dataclass(frozen=True, slots=True)
class HeardChapter:
    """A chapter as a recogniser heard it."""

    title: str
    """The chapter's."""
    file: str
    """The audio file that was heard, named as in `SoundMeasures.name`."""
    begin: float
    """Seconds from that file's start."""
    words: int
    """Words of the text, normalised."""
    errors: int
    """Words replaced, left out or put in."""
    sentences: tuple[HeardSentence, ...]
    """Those most likely misread, the likeliest first."""

    @property
    def word_error_rate(self) -> float:
        """Return errors by words; 0 where there are no words."""
        return self.errors / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was checked."""

    name: str
    """Relative to the folder that was checked."""
    kind: str
    """A key of `artifacts.kind.KINDS`."""
    size: int
    """Bytes."""
    seconds: float = 0.0
    """How long it plays; 0 where that is not known or it is no sound."""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that a check came to."""

    subject: str
    """What was checked: the publication's title, else the file's or folder's name."""
    findings: tuple[Finding, ...]
    """Each with its check's code; the worst first, then by place."""
    unchecked: tuple[Unchecked, ...]
    """What could not be checked, and why."""
    files: tuple[CheckedFile, ...] = ()
    """What was looked at, in the order of names."""
    sounds: tuple[SoundMeasures, ...] = ()
    """What was measured."""
    heard: tuple[HeardChapter, ...] = ()
    """What was heard with `--listen`."""
    tools: tuple[tuple[str, str], ...] = ()
    """Checkers that ran, each with its version."""

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)
