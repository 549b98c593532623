"""The finished narration is heard by a recogniser, and what it heard is compared with the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.checks.listening.recogniser import available
from cjpublish.checks.listening.script import Script
from cjpublish.checks.results import HeardChapter
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Publication

if TYPE_CHECKING:
    from cjpublish.checks.listening.hearing import Hearing

__all__ = ["Heard", "available", "check", "listen", "scripts", "unpack"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A chapter that was listened to."""

    chapter: HeardChapter
    """What the report shows of it."""
    hearing: Hearing
    """All that was heard, for `check`."""


def scripts(
    path: Path, kind: str, name: str, publication: Publication | None, timeline: Path | None
) -> tuple[Script, ...]:
    """Return what should be heard where in an edition, chapter by chapter; nothing where it does not say.

    `kind` is one of `artifacts.kind.KINDS`; an `ebook` brings its overlays, an `m4b` or `mp3` its `timeline`. From the
    publication, where there is one, is known how each sentence is said and by whom. Raises InputError where the edition
    can't be read.
    """
    import av

    from cjpublish.checks.listening import overlays, timelines
    from cjpublish.checks.listening.told import told

    try:
        if kind == "ebook":
            return overlays.scripts(path, name, told(publication))
        if kind in ("m4b", "mp3") and timeline is not None:
            return timelines.scripts(path, name, timeline, told(publication))
    except av.FFmpegError as error:
        message = f"its sound can't be decoded: {error}"
        raise InputError([Finding("audio-unreadable", Severity.ERROR, message, Source(name))]) from error
    return ()


def listen(script: Script) -> bytes:
    """Listen to a chapter and return what was heard, for `unpack`; of a sound that can't be decoded, nothing."""
    import av

    from cjpublish.checks.listening import chapter, hearing

    try:
        heard = chapter.heard(script)
    except (InputError, av.FFmpegError):
        heard = hearing.Hearing(script.title, script.name, script.sound.begin, script.sound.begin, (), (), ())
    return hearing.packed(heard)


def unpack(content: bytes) -> Heard:
    """Return what `listen` heard."""
    from cjpublish.checks.listening import hearing, summary

    heard = hearing.unpacked(content)
    return Heard(summary.chapter(heard), heard)


def check(heard: Sequence[Heard]) -> Iterator[Finding]:
    """Yield what is wrong with the narration of an edition, whose chapters are given in reading order."""
    from cjpublish.checks.listening import misheard, names, voices
    from cjpublish.checks.listening.order import Order

    hearings = [each.hearing for each in heard]
    understood = [each for each in hearings if not misheard.is_other_text(each)]
    yield from misheard.chapters(hearings)
    for hearing in understood:
        order = Order(hearing)
        yield from order.check()
        yield from misheard.sentences(hearing, order.explained)
    yield from names.check(understood)
    yield from voices.check(hearings)
