"""Whether a picture can be seen by all who look at it: contrast, colour, night mode, motion."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.colour import named
from cjpublish.checks.pictures.facts import PictureFacts
from cjpublish.errors import Finding, Severity, Source

__all__ = ["FLASHES", "MOVES", "chart_seen", "moving", "on_black", "texts_seen"]

FAINT_TEXT = Check(
    "P27",
    "faint-text",
    Severity.WARNING,
    "Text in a picture is too faint",
    "Readers with low vision, on grey e-paper or in the sun, can't read it.",
    "make it darker or what lies beneath it lighter, until the ratio is 4.5 to 1",
    "WCAG 2.2, 1.4.3 Contrast (Minimum) (AA)",
)
FAINT_PART = Check(
    "P28",
    "faint-part",
    Severity.WARNING,
    "A part of a chart hardly stands out from what lies beside it",
    "Readers with low vision, on grey e-paper or in the sun, can't see how far it goes.",
    "choose colours with a ratio of 3 to 1, or draw a dark line around it",
    "WCAG 2.2, 1.4.11 Non-text Contrast (AA)",
)
COLOUR_ALONE = Check(
    "P29",
    "colour-alone",
    Severity.WARNING,
    "A chart's parts are told apart by colour alone",
    "To a colour-blind reader, one man in twelve, two of them look the same.",
    "name the parts in the chart itself, or give them patterns, or one a lighter and one a darker colour",
    "WCAG 2.2, 1.4.1 Use of Color (A)",
)
ON_BLACK = Check(
    "P30",
    "dark-on-clear",
    Severity.WARNING,
    "A picture is dark on nothing, and vanishes in night mode",
    "Who reads on a black page, as many with sensitive eyes do, sees a black picture on black.",
    "save it with a white ground, or set a background colour for pictures in the style sheet",
    "WCAG 2.2, 1.4.11 Non-text Contrast (AA)",
)
MOVES = Check(
    "P31",
    "moving-picture",
    Severity.WARNING,
    "A picture moves by itself",
    "Nobody can stop it in an e-reader, and some can't read on beside it.",
    "use a still picture, or one that stops within five seconds",
    "WCAG 2.2, 2.2.2 Pause, Stop, Hide (A)",
)
FLASHES = Check(
    "P32",
    "flashing-picture",
    Severity.ERROR,
    "A picture flashes more than three times a second",
    "It can bring on a seizure.",
    "use a still picture",
    "WCAG 2.2, 2.3.1 Three Flashes or Below Threshold (A)",
)
_STOPS = 5.0
"""Seconds that something may move unasked (WCAG 2.2, 2.2.2)."""


def moving(facts: PictureFacts, path: str, source: Source, *, hazards: tuple[str, ...]) -> Iterator[Finding]:
    """Yield a finding for a picture that moves too long or flashes; `hazards` are those that are declared."""
    if facts.flashes and "flashing" not in hazards:
        yield FLASHES.found(f"the picture '{path}' flashes more than three times a second", source)
    elif facts.moves > _STOPS:
        much = "without end" if facts.moves == inf else f"for {facts.moves:.0f} seconds"
        yield MOVES.found(f"the picture '{path}' moves by itself {much}", source)


def texts_seen(facts: PictureFacts, path: str, source: Source) -> Iterator[Finding]:
    """Yield a finding for the faintest text that is drawn in a picture."""
    if facts.faint_texts:
        worst, more = facts.faint_texts[0], _more(len(facts.faint_texts))
        message = (
            f"in the picture '{path}', the text '{worst.what[:60]}' ({named(worst.colour)} on {named(worst.beside)}) "
            f"has a contrast of {_ratio(worst.ratio)} to 1{more}"
        )
        yield FAINT_TEXT.found(message, source, fix=f"choose colours with a ratio of {worst.needed:g} to 1 at least")


def chart_seen(facts: PictureFacts, path: str, source: Source) -> Iterator[Finding]:
    """Yield a finding for the faintest part of a chart, and one where two of its colours look alike to some."""
    if facts.faint_shapes:
        worst, more = facts.faint_shapes[0], _more(len(facts.faint_shapes))
        message = (
            f"in the picture '{path}', {named(worst.colour)} beside {named(worst.beside)} "
            f"has a contrast of {_ratio(worst.ratio)} to 1{more}"
        )
        yield FAINT_PART.found(message, source)
    if facts.alike:
        one, other = map(named, facts.alike)
        message = f"in the picture '{path}', {one} and {other} look alike to a colour-blind reader"
        # Only a legend shows that the colours have to be told apart.
        yield COLOUR_ALONE.found(message, source, severity=None if facts.keyed else Severity.NOTE)


def on_black(facts: PictureFacts, path: str, source: Source) -> Iterator[Finding]:
    """Yield a finding for dark strokes on nothing."""
    if facts.dark_on_clear:
        yield ON_BLACK.found(f"the picture '{path}' is dark on nothing, so it vanishes on a black page", source)


def _ratio(ratio: float) -> str:
    """Return a ratio, cut and not rounded: 4.49 is not 4.5."""
    return f"{int(ratio * 10) / 10:g}"


def _more(count: int) -> str:
    return f", and {count - 1} more like it" if count > 1 else ""
