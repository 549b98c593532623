"""What is said of a publication, and its sound: what the store lacks of it is spoken and encoded."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cjpublish import engines
from cjpublish.errors import Finding, InputError, Severity, disk_faults
from cjpublish.model import Book, Plan, Publication, Utterance
from cjpublish.narration import recorded
from cjpublish.narration.perform import perform
from cjpublish.narration.recall import plan as recalled
from cjpublish.narration.stored import Chapters, missing, narrated, unmade
from cjpublish.narration.workforce import Workforce
from cjpublish.store import Store

__all__ = ["Outlook", "narrate", "outlook"]

_log = logging.getLogger(__name__)
_CHARACTERS_A_SECOND = 15.0
"""How fast a voice speaks at its own rate, for estimates."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a narration would be, before anything is spoken."""

    plan: Plan
    """Everything that would be said, by chapter."""
    missing: tuple[Utterance, ...]
    """What would have to be spoken: the rest is in the store. Each clip once."""
    seconds: float
    """About how long the narration plays."""
    requests: int
    """How many requests engines on the network would make for what is missing."""


def outlook(publication: Publication, encodings: Collection[str], store: Store) -> Outlook:
    """Return what a narration in these encodings would be; speaks nothing and loads no model."""
    with disk_faults(store.folder):
        written = recorded.resolved(recalled(publication, store), store)
    todo = missing(written, encodings, store)
    heard = sum(len(u.text) / (_CHARACTERS_A_SECOND * u.voice.rate) + u.pause / 1000 for u in written.utterances)
    return Outlook(written, todo, heard, _requests(todo))


def narrate(
    publication: Publication, encodings: Collection[str], store: Store, workforce: Workforce
) -> tuple[Plan, int, Book]:
    """Return what is said, how many clips had to be spoken for it, and the publication with its sound.

    Raises InputError for what the publisher can mend, and EngineError where a voice can't speak.
    """
    with disk_faults(store.folder):
        script = _script(publication, store, workforce)
    spoken = _speak(script, encodings, store, workforce)
    timeline, audio = narrated(script, store)
    return script, spoken, Book(publication, timeline, audio)


def _script(publication: Publication, store: Store, workforce: Workforce) -> Plan:
    """Return what will be said; recordings that are new are listened to first.

    Raises InputError where something is to be said that nobody has recorded.
    """
    script = recalled(publication, store)
    _refuse_errors(script.findings)
    script = recorded.resolved(script, store)
    while parts := recorded.unstudied(script, store):  # what is not in one person's may be in another's
        with workforce.nearby() as workers:
            recorded.study(parts, store, workers)
        script = recorded.resolved(script, store)
    _refuse_errors(script.findings)
    return script


def _refuse_errors(findings: Sequence[Finding]) -> None:
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(findings)


def _speak(script: Plan, encodings: Collection[str], store: Store, workforce: Workforce) -> int:
    """Bring the store up to date; start workers only where there is work."""
    with disk_faults(store.folder):
        todo = unmade(script, encodings, store)
        return _perform(script, todo, encodings, store, workforce) if todo else 0


def _perform(script: Plan, todo: Chapters, encodings: Collection[str], store: Store, workforce: Workforce) -> int:
    requests = _requests(missing(script, encodings, store))
    if requests:
        _log.warning("the text goes to a server on the network, in about %d requests", requests)
    needed = {
        u.voice.engine: engines.load(u.voice.engine).version
        for u in script.utterances
        if u.voice.engine != engines.RECORDING
    }
    with workforce.at_work(needed) as workers:
        return perform(script, todo, encodings, store, workers)


def _requests(utterances: Sequence[Utterance]) -> int:
    """Return how many requests engines on the network make to speak something."""
    loaded = {name: engines.load(name) for name in {utterance.voice.engine for utterance in utterances}}
    return sum(loaded[u.voice.engine].requests(u.text, u.voice) for u in utterances)
