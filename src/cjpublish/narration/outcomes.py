"""What became of a worker's job: its result, or what went wrong and where in the manuscript that is."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from cjpublish.errors import EngineError, Finding, PublishError, Severity
from cjpublish.model import Speech, Utterance
from cjpublish.narration.crew import TRIES, WorkerLostError
from cjpublish.narration.parts import Part
from cjpublish.narration.processes import RESUME

__all__ = ["of_part", "of_sentence"]

_Result = TypeVar("_Result")


def of_sentence(utterance: Utterance, job: Future[Speech]) -> Speech:
    """Return what was spoken; raises EngineError with the sentence's place, where it was not."""
    try:
        return job.result()
    except EngineError as error:
        raise EngineError(_placed(finding, utterance) for finding in error.findings) from error
    except WorkerLostError as lost:
        message = f"{TRIES} worker processes in a row have ended while they spoke this sentence"
        raise EngineError([_placed(Finding("worker-lost", Severity.ERROR, message), utterance)]) from lost


def of_part(part: Part, job: Future[_Result]) -> _Result:
    """Return what became of a part; raises PublishError with the place where it begins, where its workers were lost."""
    try:
        return job.result()
    except WorkerLostError as lost:
        message = f"{TRIES} worker processes in a row have ended while they encoded the sound from here on"
        fix = f"{RESUME}; with --jobs 1 it needs less memory"
        raise PublishError([Finding("worker-lost", Severity.ERROR, message, part.utterances[0].source, fix)]) from lost


def _placed(finding: Finding, utterance: Utterance) -> Finding:
    """Say where the sentence stands that could not be spoken and, where the engine gives no hint, how to go on."""
    return replace(finding, source=finding.source or utterance.source, fix=finding.fix or RESUME)
