"""What a reader wants to know first: whether it is fit, what was looked at, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cjpublish.checks.results import Examination
from cjpublish.errors import Severity
from cjpublish.report.html import list_of, picture, prose, text
from cjpublish.report.told import Told
from cjpublish.report.words import SEVERITIES, and_so_on, counted, ended, sentence

__all__ = ["counts", "looked_at", "opening", "verdict"]


def verdict(examination: Examination) -> str:
    """Say in words whether it is fit to publish."""
    if examination.count(Severity.ERROR):
        return "not fit to publish"
    if not examination.files:
        return "could not be checked"
    if any(left.is_file for left in examination.unchecked):
        return "could not be checked in full"
    warned = " with warnings" if examination.count(Severity.WARNING) else ""
    return f"fit to publish{warned}{', as far as it was checked' if examination.unchecked else ''}"


def counts(examination: Examination) -> str:
    """Say how many findings of each severity there are, and how much was not checked."""
    numbers = [(examination.count(severity), noun) for severity, (noun, _, _) in SEVERITIES.items()]
    found = and_so_on([counted(number, noun) for number, noun in numbers if number]) or "nothing was found"
    left = len(examination.unchecked)
    return f"{found}; {counted(left, 'thing')} not checked" if left else found


def opening(told: Told) -> str:
    """Write the verdict and the cover."""
    examination = told.examination
    metadata = told.publication.metadata if told.publication else None
    lines = (
        [metadata.subtitle or "", f"by {', '.join(metadata.authors)}" if metadata.authors else ""] if metadata else []
    )
    words = "".join(f"<p>{text(line)}</p>\n" for line in lines if line)
    cover = picture(told.cover, told.cover_text or f"Cover of {examination.subject}") if told.cover else ""
    return (
        f'<header>\n<div><p class="kind">Report of the check</p>\n'
        f"<h1>{text(examination.subject)}: "
        f'<span class="verdict {_mood(examination)}">{verdict(examination)}</span></h1>\n{words}'
        f"<p><strong>{sentence(counts(examination))}</strong></p></div>\n{cover}</header>\n"
    )


def _mood(examination: Examination) -> str:
    if examination.count(Severity.ERROR):
        return "bad"
    is_passed = verdict(examination).startswith("fit") and not examination.count(Severity.WARNING)
    return "good" if is_passed else "mixed"


def looked_at(told: Told) -> str:
    """Write what was checked, with which tools, and what was not."""
    done = list_of(text(sentence(part)) for part in _done(told))
    left = [
        f"<strong>{text(each.what)}</strong>: {prose(ended(each.why))}"
        + (f" To have it checked: {prose(ended(each.fix))}" if each.fix else "")
        for each in told.examination.unchecked
    ]
    if not left:
        return f"{done}<p>Nothing was left out.</p>\n"
    return (
        f'{done}<div class="left">\n<h3>What could not be checked</h3>\n'
        f"<p>None of this counts as passed.</p>\n{list_of(left)}</div>\n"
    )


def _done(told: Told) -> Iterator[str]:
    examination = told.examination
    if told.publication:
        chapters = sum(chapter.source is not None for chapter in told.publication.reading_order)
        yield f"the manuscript: {counted(chapters, 'chapter')}, {counted(len(told.pictures), 'picture')}"
    if told.plan:
        yield f"the narration as it is planned: {counted(len(told.plan.utterances), 'sentence')}"
    if examination.files:
        yield counted(len(examination.files), "finished file")
    if sounding := sum(bool(sound.chapters) for sound in examination.sounds):
        yield f"the sound of {counted(sounding, 'file')}, measured after decoding"
    if examination.heard:
        words = sum(chapter.words for chapter in examination.heard)
        yield f"the narration as a recogniser hears it: {counted(words, 'word')}"
    for tool, count in Counter(examination.tools).items():
        yield f"{' '.join(tool)}, a checker of e-books{f' ({count} times)' if count > 1 else ''}"
