"""Which statements of the Accessibility Metadata Display Guide are true of what is claimed.

Display Techniques for EPUB Accessibility Metadata, 3 (Techniques): each function is one of its algorithms, and returns
the keys of `vocabulary` in the order of the algorithm.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.editions.views.accessibility import Claims

__all__ = ["additional", "hazards", "navigation", "rich_content", "ways_of_reading"]

_WAYS = "ways-of-reading"
_TEXTUAL = frozenset({"alternativetext", "longdescription", "describedmath", "transcript"})
_NAVIGATION = (
    ("page-navigation", ("pageNavigation",)),
    ("structural", ("structuralNavigation",)),
    ("index", ("index",)),
    ("toc", ("tableOfContents",)),
)
_RICH_CONTENT = (
    ("extended-descriptions", ("longDescription",)),
    ("accessible-chemistry-as-latex", ("latex-chemistry",)),
    ("accessible-chemistry-as-mathml", ("MathML-chemistry",)),
    ("accessible-math-described", ("describedMath",)),
    ("accessible-math-as-latex", ("latex",)),
    ("math-as-mathml", ("MathML",)),
    ("closed-captions", ("closedCaptions",)),
    ("open-captions", ("openCaptions",)),
    ("transcript", ("transcript",)),
)
_ADDITIONAL = (
    ("page-breaks", ("pageBreakMarkers", "printPageNumbers")),
    ("aria", ("ARIA",)),
    ("audio-descriptions", ("audioDescription",)),
    ("braille", ("braille",)),
    ("full-ruby-annotations", ("fullRubyAnnotations",)),
    ("high-contrast-between-foreground-and-background-audio", ("highContrastAudio",)),
    ("high-contrast-between-text-and-background", ("highContrastDisplay",)),
    ("large-print", ("largePrint",)),
    ("ruby-annotations", ("rubyAnnotations",)),
    ("sign-language", ("signLanguage",)),
    ("tactile-graphics", ("tactileGraphic",)),
    ("tactile-objects", ("tactileObject",)),
    ("text-to-speech-hinting", ("ttsMarkup",)),
)
_HAZARDS = (
    ("flashing", "flashing", "noFlashingHazard", "unknownFlashingHazard"),
    ("motion", "motionSimulation", "noMotionSimulationHazard", "unknownMotionSimulationHazard"),
    ("sound", "sound", "noSoundHazard", "unknownSoundHazard"),
)
"""The guide's name, and the values for: there is one, there is none, it is not known."""


def ways_of_reading(claims: Claims) -> tuple[str, ...]:
    """Return whether the appearance can be modified, whether all can be read as text, and what is recorded (3.1)."""
    features = _folded(claims)
    modifiable = "displaytransformability" in features
    parts = (
        f"visual-adjustments/{'modifiable' if modifiable else 'unknown'}",
        f"nonvisual-reading/{_nonvisual(claims)}",
        "nonvisual-reading/alt-text" if features & _TEXTUAL else "",
        _prerecorded(claims),
    )
    return tuple(f"{_WAYS}/{part}" for part in parts if part)


def _nonvisual(claims: Claims) -> str:
    sufficient = claims.access_modes_sufficient
    if claims.access_modes == ("textual",) or "textual" in sufficient:
        return "readable"
    if any("textual" in modes for modes in (*claims.access_modes, *sufficient)) or _folded(claims) & _TEXTUAL:
        return "not-fully"
    return "none" if claims.access_modes in {("auditory",), ("visual",)} else "no-metadata"


def _prerecorded(claims: Claims) -> str:
    """Return what is said of recorded sound; nothing where the words would be untrue.

    The guide says "Audiobook with no text alternative" wherever listening suffices and text is not in step. It is not
    said of an audiobook that has its text.
    """
    if "synchronizedaudiotext" in _folded(claims):
        return "prerecorded-audio/synchronized"
    if "auditory" in claims.access_modes_sufficient:
        return "" if "textual" in claims.access_modes else "prerecorded-audio/only"
    return "prerecorded-audio/complementary" if "auditory" in claims.access_modes else ""


def navigation(claims: Claims) -> tuple[str, ...]:
    """Return what leads about in the publication (3.3)."""
    return _stated("navigation", _NAVIGATION, claims)


def rich_content(claims: Claims) -> tuple[str, ...]:
    """Return what is there for pictures, formulas, videos and sound (3.4)."""
    return _stated("rich-content", _RICH_CONTENT, claims)


def hazards(claims: Claims) -> tuple[str, ...]:
    """Return what could harm, and what is known not to (3.5)."""
    values = set(claims.hazards)
    if "none" in values or all(none in values for _, _, none, _ in _HAZARDS):
        return ("hazards/none",)
    if "unknown" in values or all(unknown in values for *_, unknown in _HAZARDS):
        return ("hazards/unknown",)
    there = [f"hazards/{name}" for name, value, _, _ in _HAZARDS if value in values]
    unknown = [f"hazards/{name}-unknown" for name, _, _, value in _HAZARDS if value in values]
    none = [f"hazards/{name}-none" for name, _, value, _ in _HAZARDS if value in values]
    return (*there, *unknown, *none)


def additional(claims: Claims) -> tuple[str, ...]:
    """Return what else is there (3.8)."""
    return _stated("additional-accessibility-information", _ADDITIONAL, claims)


def _stated(field: str, statements: Sequence[tuple[str, tuple[str, ...]]], claims: Claims) -> tuple[str, ...]:
    features = _folded(claims)
    return tuple(f"{field}/{name}" for name, values in statements if features & {value.lower() for value in values})


def _folded(claims: Claims) -> frozenset[str]:
    """Return the features in lower case: the vocabulary has `ARIA`, the guide looks for `aria`."""
    return frozenset(feature.lower() for feature in claims.features)
