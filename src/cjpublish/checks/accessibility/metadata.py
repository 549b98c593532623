"""Accessibility metadata: what is missing, what no catalogue understands, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.accessibility.evidence import listed, said
from cjpublish.checks.accessibility.vocabulary import OUTDATED, PROPERTIES
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

MISSING = Check(
    "A01",
    "accessibility-metadata-missing",
    Severity.WARNING,
    "Accessibility metadata is missing",
    "Readers who depend on a feature can't find the book in shops and libraries, which show what the metadata says.",
    "add `meta` elements with the properties of schema.org to the package document, one value each",
    "EPUB Accessibility 1.1, 2.2 Package metadata",
)
ADVISED = Check(
    "A02",
    "accessibility-metadata-advised",
    Severity.NOTE,
    "Recommended accessibility metadata is missing",
    "Without it a catalogue can't say whether reading by ear or by touch alone is enough.",
    "add `schema:accessModeSufficient` and a short `schema:accessibilitySummary` to the package document",
    "EPUB Accessibility 1.1, 2.2 Package metadata",
)
UNKNOWN = Check(
    "A03",
    "unknown-accessibility-value",
    Severity.WARNING,
    "A value that no catalogue understands",
    "Catalogues look for exact words, capitals included, and leave out whatever else stands there.",
    "use a value of the vocabulary, written exactly as there",
    "Schema.org Accessibility Properties for Discoverability Vocabulary",
)
OLD = Check(
    "A04",
    "outdated-accessibility-value",
    Severity.NOTE,
    "An outdated accessibility value",
    "Catalogues still understand it, but it says less than the value that has taken its place.",
    "use the value that has taken its place",
    "Schema.org Accessibility Properties for Discoverability Vocabulary, The accessibilityFeature property",
)
CONTRADICTORY = Check(
    "A05",
    "contradictory-claims",
    Severity.WARNING,
    "Accessibility claims that contradict each other",
    "Someone whom flashes or motion can harm can't tell which of the two claims to trust.",
    "keep the claim that is true and take the other out",
    "Schema.org Accessibility Properties for Discoverability Vocabulary, The accessibilityHazard property",
)
SUMMARY = Check(
    "A06",
    "accessibility-summary",
    Severity.NOTE,
    "An accessibility summary that does not help",
    "The summary is shown to readers as it stands: empty it says nothing, and long it is not read.",
    "say in one to three sentences what the other metadata can't say",
    "EPUB Accessibility 1.1, 2.2 Package metadata (accessibilitySummary)",
)
_MUST = ("accessMode", "accessibilityFeature", "accessibilityHazard")
_SHOULD = ("accessModeSufficient", "accessibilitySummary")
_LONG = 500
"""Characters; a summary that is longer repeats what other metadata says."""
_HAZARDS = {"flashing": "Flashing", "motionSimulation": "MotionSimulation", "sound": "Sound"}
_ALONE = ("none", "unknown")


def check(ebook: Ebook) -> Iterator[Finding]:
    """Look at what the package says of accessibility, apart from whether it is true."""
    yield from _missing(ebook)
    yield from _values(ebook)
    yield from _contradictions(ebook)
    yield from _summaries(ebook)


def _missing(ebook: Ebook) -> Iterator[Finding]:
    package = ebook.place(ebook.package_name)
    must = [name for name in _MUST if not said(ebook, name)]
    should = [name for name in _SHOULD if not said(ebook, name)]
    if must:
        yield MISSING.found(f"the package document doesn't say schema:{listed(must)}", package)
    if should and len(must) < len(_MUST):
        yield ADVISED.found(f"the package document doesn't say schema:{listed(should)}", package)


def _values(ebook: Ebook) -> Iterator[Finding]:
    for name, known in PROPERTIES.items():
        for meta in said(ebook, name):
            place = Source(f"{ebook.name}/{ebook.package_name}", meta.line)
            parts = meta.value.split(",") if name == "accessModeSufficient" else [meta.value]
            for value in map(str.strip, parts):
                term, slash, _ = value.partition("/")
                if term not in known:
                    near = get_close_matches(term, known, 1) or [one for one in known if one.lower() == term.lower()]
                    fix = f"write `{near[0]}`" if near else ""
                    message = f"'{value}' is no value of schema:{name}" if value else f"schema:{name} has no value"
                    yield UNKNOWN.found(message, place, fix=fix)
                elif slash:
                    yield OLD.found(f"'{value}' refines a value with a slash", place, fix=f"write `{term}` alone")
                elif name == "accessibilityFeature" and term in OUTDATED:
                    yield OLD.found(f"'{value}' is an outdated accessibility feature", place, fix=OUTDATED[term])


def _contradictions(ebook: Ebook) -> Iterator[Finding]:
    package = ebook.place(ebook.package_name)
    hazards = {meta.value for meta in said(ebook, "accessibilityHazard")}
    for hazard, name in _HAZARDS.items():
        against = hazards & {"none", "unknown", f"no{name}Hazard", f"unknown{name}Hazard"}
        if hazard in hazards and against:
            message = f"the hazard '{hazard}' is claimed, and '{sorted(against)[0]}' too"
            yield CONTRADICTORY.found(message, package, severity=Severity.ERROR)
            return
        both = {f"no{name}Hazard", f"unknown{name}Hazard"}
        if both <= hazards:
            yield CONTRADICTORY.found(f"the hazards claimed are both {listed(sorted(both))}", package)
            return
    for alone in _ALONE:
        if alone in hazards and len(hazards) > 1:
            others = listed(sorted(hazards - {alone}))
            yield CONTRADICTORY.found(f"the hazard '{alone}' must stand alone, but {others} is claimed too", package)
            return
    features = {meta.value for meta in said(ebook, "accessibilityFeature")}
    for alone in _ALONE:
        if alone in features and len(features) > 1:
            message = f"the accessibility feature '{alone}' must stand alone, but others are claimed too"
            yield CONTRADICTORY.found(message, package)
            return


def _summaries(ebook: Ebook) -> Iterator[Finding]:
    for meta in said(ebook, "accessibilitySummary"):
        place = Source(f"{ebook.name}/{ebook.package_name}", meta.line)
        if not meta.value:
            yield SUMMARY.found("the accessibility summary is empty", place, severity=Severity.WARNING)
        elif len(meta.value) > _LONG:
            message = f"the accessibility summary has {len(meta.value):,} characters, more than {_LONG}"
            yield SUMMARY.found(message, place)
