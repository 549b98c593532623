"""What will be said, by whom and with which pauses: a Publication becomes Utterances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cjpublish import engines, lexicon, spoken
from cjpublish.engines import Engine
from cjpublish.errors import Finding, Severity
from cjpublish.model import Chapter, Narration, Publication, Utterance, Voice
from cjpublish.narration import script
from cjpublish.store import digest
from cjpublish.wording import wording

__all__ = ["PAUSES", "Plan", "plan"]

PAUSES: Mapping[str, int] = {
    "sentence": 300,
    "paragraph": 650,
    "heading": 900,
    "figure": 900,
    "item": 500,
    "cell": 350,
    "quote": 650,
    "note": 650,
    "scene": 1600,
    "head": 600,
    "tail": 1500,
}
"""Milliseconds of quiet after each kind of thing; `head` and `tail` are at a chapter's own ends."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a narration will say."""

    chapters: tuple[tuple[str, tuple[Utterance, ...]], ...]
    """Each chapter's id and what is said of it, in reading order; a chapter with nothing to say is left out."""
    narration: Narration
    """The settings it was made with."""
    findings: tuple[Finding, ...]
    """What was guessed or left out."""

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """Everything said, in order."""
        return tuple(utterance for _, utterances in self.chapters for utterance in utterances)


def plan(publication: Publication) -> Plan:
    """Decide what is said, by whom and with which pauses; speaks nothing and loads no model.

    Raises InputError where a voice names an engine that there is none of.
    """
    narration = publication.narration
    planner = _Planner(narration, publication.metadata.language)
    chapters = [(chapter.id, tuple(planner.chapter(chapter))) for chapter in publication.reading_order]
    spoken_chapters = tuple((name, utterances) for name, utterances in chapters if utterances)
    return Plan(spoken_chapters, narration, tuple(planner.findings.values()))


@dataclass(slots=True)
class _Planner:
    narration: Narration
    language: str
    findings: dict[str, Finding] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)
    _lexicons: dict[str, lexicon.Lexicon] = field(default_factory=dict)
    _prefixes: dict[Voice, tuple[object, ...]] = field(default_factory=dict)

    def chapter(self, chapter: Chapter) -> Iterator[Utterance]:
        lines = script.write(
            chapter,
            wording(self.language),
            with_notes=self.narration.notes == "chapter-end",
            announce_quotes=self.narration.quotes == self.narration.text,
        )
        for line in lines:
            voice = self.voice(line.part, chapter.voice)
            said = self.said(line, voice)
            if said:
                key = self.key(voice, said)
                yield Utterance(chapter.id, line.sentence, said, voice, self.pause(voice, line.pause), line.source, key)

    def voice(self, part: script.Part, chapter_voice: str | None) -> Voice:
        """Return the voice of a part; a chapter's own voice takes the place of the text's."""
        name: str = getattr(self.narration, part)
        if chapter_voice and name == self.narration.text:
            name = chapter_voice
        return self.narration.voices[name]

    def said(self, line: script.Line, voice: Voice) -> str:
        engine = self.engine(voice)
        pronunciations = self.lexicon(voice.language)
        matched = lexicon.matches(line.text, pronunciations, takes_ipa=engine.takes_ipa)
        for entry in matched.unusable:
            self.findings.setdefault(
                f"lexicon-ipa {entry.written} {voice.engine}",
                Finding(
                    "lexicon-ipa",
                    Severity.WARNING,
                    f"the voice engine '{voice.engine}' takes no IPA, so '{entry.written}' is said as it is written",
                    entry.source,
                    "add a respelling",
                ),
            )
        return spoken.say(line.text, voice.language, matched.replacements).text

    def key(self, voice: Voice, said: str) -> str:
        if voice not in self._prefixes:
            self._prefixes[voice] = (
                voice.engine,
                self.engine(voice).version,
                voice.voice,
                voice.language,
                voice.rate,
                voice.pitch,
                voice.revision,
                voice.model_sha256,
                voice.config_sha256,
                self.narration.sample_rate,
            )
        return digest("clip", *self._prefixes[voice], said)

    def pause(self, voice: Voice, name: str) -> int:
        return {**PAUSES, **dict(voice.pauses), **dict(self.narration.pauses)}[name]

    def engine(self, voice: Voice) -> Engine:
        if voice.engine not in self._engines:
            self._engines[voice.engine] = engines.load(voice.engine)
        return self._engines[voice.engine]

    def lexicon(self, language: str) -> lexicon.Lexicon:
        if language not in self._lexicons:
            primary = language.partition("-")[0].lower()
            entries = [
                entry
                for pronunciation in self.narration.lexicons
                if pronunciation.language.lower() in (primary, language.lower())
                for entry in pronunciation.entries
            ]
            self._lexicons[language] = lexicon.Lexicon(entries)
        return self._lexicons[language]
