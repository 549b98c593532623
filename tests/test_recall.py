"""A plan comes back from the store as it was made, and is made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cjpublish.errors import Source
from cjpublish.model import Code, Narration, Paragraph, Publication, Quote, Recording, Sentence, Text, Voice
from cjpublish.narration import plan as planner
from cjpublish.narration import recall
from cjpublish.store import Store
from publications import chapter, plain, publication


def told() -> Publication:
    """Return a publication of two chapters, one of them recorded by a person whom an engine stands in for."""
    place = Source("a.md", 3, 1)
    said = (Sentence("s1", (Text("It cost 4,000 — “no more”."),), place), Sentence("s2", (Text("☃"),), place))
    spoken = chapter("spoken", "Spoken", Paragraph(said), Quote((Paragraph((Sentence("s3", (Text("Wait."),)),)),)))
    recorded = chapter("recorded", "Recorded", Paragraph((Sentence("s1", (Text("By a person."),)),)))
    recording = Recording("recorded", Path("recorded.wav"), "0" * 64, Source("voices/p/recorded.wav"))
    voices = {
        "e": Voice("e", "silence"),
        "p": Voice("p", "recording", recordings=(recording,), fallback="e"),
    }
    whole = publication(
        spoken, replace(recorded, voice="p"), chapter("mute", "Mute", Code("x")), metadata=plain().metadata
    )
    return replace(whole, narration=Narration(voices, "e", "e", "e", "e"))


def test_a_plan_comes_back_as_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, store = told(), Store(tmp_path)
    made = recall.plan(whole, store)
    assert any(utterance.otherwise and utterance.recording for utterance in made.utterances)
    assert any(len(utterance.words) > 3 for utterance in made.utterances)
    assert made.pages
    assert made.findings
    monkeypatch.setattr(planner, "plan", None)  # it is not made again
    assert recall.plan(whole, store) == made


def test_a_plan_is_made_anew_for_another_text(tmp_path: Path) -> None:
    whole, store = told(), Store(tmp_path)
    first, second, third = whole.reading_order
    changed = replace(whole, reading_order=(replace(first, blocks=second.blocks), second, third))
    texts = [[utterance.text for utterance in recall.plan(each, store).utterances] for each in (whole, changed)]
    assert texts[0] != texts[1]
