"""What will be said, by whom and with which pauses: a Publication becomes Utterances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import category

from cjpublish import engines
from cjpublish.engines import Engine
from cjpublish.errors import Finding, Severity
from cjpublish.lexicon import Lexicon, matches
from cjpublish.model import Chapter, Narration, Plan, Publication, Utterance, Voice
from cjpublish.narration import script
from cjpublish.narration.pauses import pauses
from cjpublish.spoken import say
from cjpublish.store import digest
from cjpublish.wording import wording

__all__ = ["plan", "spoken_text"]


def plan(publication: Publication) -> Plan:
    """Decide what is said, by whom and with which pauses; speaks nothing and loads no model."""
    narration = publication.narration
    language = publication.metadata.language
    mouth = _Mouth(narration)
    chapters = []
    for chapter in publication.reading_order:
        lines = script.write(
            chapter,
            wording(language),
            with_notes=narration.notes == "chapter-end",
            announce_quotes=narration.quotes == narration.text,
        )
        utterances = tuple(mouth.utterances(chapter, lines))
        if utterances:
            chapters.append((chapter.id, utterances))
    return Plan(tuple(chapters), narration, tuple(mouth.findings.values()))


def spoken_text(narration: Narration, text: str, voice: Voice) -> str:
    """Return how a text is said by a voice: the lexicon applied, numbers as words; empty where nothing is said."""
    return _Mouth(narration).said(text, voice)


@dataclass(slots=True)
class _Mouth:
    """Turns lines into utterances; holds what each voice needs for it."""

    narration: Narration
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)
    _lexicons: dict[str, Lexicon] = field(default_factory=dict)
    _pauses: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _prefixes: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def utterances(self, chapter: Chapter, lines: Sequence[script.Line]) -> Iterator[Utterance]:
        for line in lines:
            voice = self.voice(line.part, chapter.voice)
            said = self.said(line.text, voice)
            if not said:
                self.report_unsaid(line)
            else:
                pause = self.pauses(voice)[line.pause]
                key = digest("clip", *self.prefix(voice), said)
                yield Utterance(chapter.id, line.sentence, said, voice, pause, line.source, key)

    def report_unsaid(self, line: script.Line) -> None:
        """Note what means something to the eye and has no words; bare punctuation does not."""
        if any(category(letter) == "So" for letter in line.text):
            message = f"'{line.text[:40]}' has no words, so the narration leaves it out"
            finding = Finding("unsaid", Severity.NOTE, message, line.source, "say in words what it means")
            self.findings.setdefault((line.text, "unsaid"), finding)

    def voice(self, part: script.Part, chapter_voice: str | None) -> Voice:
        """Return the voice of a part; a chapter's own voice takes the place of the text's."""
        name: str = getattr(self.narration, part)
        own = chapter_voice if name == self.narration.text else None
        return self.narration.voices[own or name]

    def said(self, text: str, voice: Voice) -> str:
        found = matches(text, self.lexicon(voice.language), takes_ipa=self.engine(voice).takes_ipa)
        for entry in found.unusable:
            message = f"the engine '{voice.engine}' takes no IPA, so '{entry.written}' is said as it is written"
            finding = Finding("lexicon-ipa", Severity.WARNING, message, entry.source, "add a respelling")
            self.findings.setdefault((entry.written, voice.engine), finding)
        return say(text, voice.language, found.replacements).text

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
