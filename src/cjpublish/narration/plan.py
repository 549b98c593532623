"""What will be said, by whom and with which pauses: a Publication becomes Utterances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import category

from cjpublish import engines
from cjpublish.engines import RECORDING, Engine
from cjpublish.errors import Finding, Severity
from cjpublish.lexicon import Lexicon, matches
from cjpublish.model import Chapter, Narration, Plan, Publication, Recording, Utterance, Voice, Word, Words
from cjpublish.narration import script
from cjpublish.narration.pauses import pauses
from cjpublish.narration.words import aligned
from cjpublish.spoken import Edit, Spoken, say
from cjpublish.store import digest
from cjpublish.wording import wording

__all__ = ["plan", "spoken_text"]


def plan(publication: Publication) -> Plan:
    """Decide what is said, by whom and with which pauses; speaks nothing and loads no model.

    Findings of severity ERROR name each sentence that a person's voice should say and nobody has recorded; the cover
    and the contents, which only e-books have, may go without.
    """
    mouth = _Mouth(publication.narration)

    def said(chapters: Sequence[Chapter]) -> tuple[tuple[str, tuple[Utterance, ...]], ...]:
        each = ((chapter, script.write(chapter, publication)) for chapter in chapters)
        spoken = ((chapter.id, tuple(mouth.utterances(chapter, lines))) for chapter, lines in each)
        return tuple((name, utterances) for name, utterances in spoken if utterances)

    pages = said((publication.cover, publication.contents))
    mouth.findings = {key: each for key, each in mouth.findings.items() if each.severity is not Severity.ERROR}
    chapters = said(publication.reading_order)
    return Plan(chapters, pages, publication.narration, tuple(mouth.findings.values()))


def spoken_text(narration: Narration, text: str, voice: Voice) -> str:
    """Return how a text is said by a voice: the lexicon applied, numbers as words; empty where nothing is said."""
    return _Mouth(narration).said(text, voice).text


@dataclass(slots=True)
class _Mouth:
    """Turns lines into utterances; holds what each voice needs for it."""

    narration: Narration
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)
    _lexicons: dict[str, Lexicon] = field(default_factory=dict)
    _pauses: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _prefixes: dict[str, tuple[object, ...]] = field(default_factory=dict)
    _recordings: dict[str, Mapping[str, Recording]] = field(default_factory=dict)

    def utterances(self, chapter: Chapter, lines: Sequence[script.Line]) -> Iterator[Utterance]:
        for line in lines:
            asked = script.speaker(line, chapter, self.narration)
            voice = self.able(asked, chapter, line)
            if voice is None:
                self.report_unrecorded(line, asked)
                continue
            utterance = self.utterance(chapter, line, voice)
            if utterance.text:
                yield utterance
            else:
                self.report_unsaid(line)

    def able(self, voice: Voice, chapter: Chapter, line: script.Line) -> Voice | None:
        """Return the voice, or the first of its fallbacks, that can say a line: a person only what is recorded."""
        while voice.engine == RECORDING and not self.recording(voice, chapter, line):
            if not voice.fallback:
                return None
            voice = self.narration.voices[voice.fallback]
        return voice

    def recording(self, voice: Voice, chapter: Chapter, line: script.Line) -> Recording | None:
        """Return the recording that says a line: its sentence's own, else its chapter's."""
        if voice.name not in self._recordings:
            self._recordings[voice.name] = {recording.says: recording for recording in voice.recordings}
        known = self._recordings[voice.name]
        return known.get(line.sentence) or known.get(chapter.id)

    def utterance(self, chapter: Chapter, line: script.Line, voice: Voice) -> Utterance:
        """Return a line as a voice says it; one without text where there is nothing to pronounce."""
        code = wording(voice.language).formula
        said = self.said(line.text + line.end, voice, [(begin, end, code) for begin, end in line.unspeakable])
        recording = self.recording(voice, chapter, line)
        following = self.narration.voices[voice.fallback] if recording and voice.fallback else None
        fallback = self.able(following, chapter, line) if following else None
        sound = digest("clip", *self.prefix(voice), said.text)
        return Utterance(
            chapter=chapter.id,
            sentence=line.sentence,
            text=said.text,
            voice=voice,
            pause=self.pauses(voice)[line.pause],
            source=line.source,
            sound=sound,
            key=sound if self.engine(voice).gives_words else aligned(sound, voice.language),
            words=Words(_own(said.words, len(line.before), len(line.text))),
            recording=recording,
            otherwise=self.utterance(chapter, line, fallback) if fallback else None,
        )

    def report_unrecorded(self, line: script.Line, voice: Voice) -> None:
        """Report each sentence that a person's voice should say and nobody has recorded."""
        if line.inlines:
            message = f"'{voice.name}' has no recording of '{line.text[:60]}'"
            fix = f"record it as {line.sentence}.wav, record its chapter, or give the voice a `fallback`"
            self.findings[line.text, voice.name] = Finding("unrecorded", Severity.ERROR, message, line.source, fix)

    def report_unsaid(self, line: script.Line) -> None:
        """Note what means something to the eye and has no words; bare punctuation does not."""
        if any(category(letter) == "So" for letter in line.text):
            message = f"'{line.text[:40]}' has no words, so the narration leaves it out"
            finding = Finding("unsaid", Severity.NOTE, message, line.source, "say in words what it means")
            self.findings.setdefault((line.text, "unsaid"), finding)

    def said(self, text: str, voice: Voice, code: Sequence[Edit] = ()) -> Spoken:
        """Return how a text is said; `code` are its parts that can't be read as words, with what stands for them."""
        found = matches(text, self.lexicon(voice.language), takes_ipa=self.engine(voice).takes_ipa)
        for entry in found.unusable:
            message = f"the engine '{voice.engine}' takes no IPA, so '{entry.written}' is said as it is written"
            finding = Finding("lexicon-ipa", Severity.WARNING, message, entry.source, "add a respelling")
            self.findings.setdefault((entry.written, voice.engine), finding)
        outside = [
            edit for edit in found.replacements if all(edit[1] <= begin or end <= edit[0] for begin, end, _ in code)
        ]
        return say(text, voice.language, sorted([*outside, *code]))

    def engine(self, voice: Voice) -> Engine:
        if voice.engine not in self._engines:
            self._engines[voice.engine] = engines.load(voice.engine)
        return self._engines[voice.engine]

    def lexicon(self, language: str) -> Lexicon:
        """Return the entries for a language; those of `en` are for `en-GB` too."""
        if language not in self._lexicons:
            wanted = (language.lower(), language.partition("-")[0].lower())
            chosen = [p for p in self.narration.lexicons if p.language.lower() in wanted]
            self._lexicons[language] = Lexicon([entry for p in chosen for entry in p.entries])
        return self._lexicons[language]

    def pauses(self, voice: Voice) -> Mapping[str, int]:
        """Return the pauses of a voice: what the publication says comes before what the voice file says."""
        if voice.name not in self._pauses:
            self._pauses[voice.name] = pauses(self.narration, voice)
        return self._pauses[voice.name]

    def prefix(self, voice: Voice) -> tuple[object, ...]:
        """Return all but the text that a clip is a function of."""
        if voice.name not in self._prefixes:
            sound = (voice.voice, voice.language, voice.rate, voice.pitch, voice.revision)
            model = (voice.model_sha256, voice.config_sha256)
            version = self.engine(voice).version
            self._prefixes[voice.name] = (voice.engine, version, *sound, *model, self.narration.sample_rate)
        return self._prefixes[voice.name]


def _own(words: Sequence[Word], begin: int, end: int) -> Iterator[Word]:
    """Yield the words that stand in [begin, end) of a line, counted from there: those of the sentence itself."""
    for word in words:
        if begin <= word.written[0] and word.written[1] <= end:
            yield Word(word.spoken, (word.written[0] - begin, word.written[1] - begin))
