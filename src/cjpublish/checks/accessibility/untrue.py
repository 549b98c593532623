"""Claims that the content does not bear out, and what it offers without claiming it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjpublish.checks.accessibility.claims import Claim, claims_on
from cjpublish.checks.accessibility.evidence import Evidence, listed, said, there
from cjpublish.checks.accessibility.features import FEATURES_SEEN
from cjpublish.checks.accessibility.pictures import State
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["check"]

_FIX = "mend the book so that the claim is true, or take the claim out of the package document"
_VOCABULARY = "Schema.org Accessibility Properties for Discoverability Vocabulary"
_HARM = "Someone chooses the book for what it claims to offer, and finds that it is not there."


def _untrue(code: str, name: str, severity: Severity, title: str, clause: str, why: str = _HARM) -> Check:
    return Check(code, name, severity, title, why, _FIX, clause)


ALT = _untrue(
    "A10", "untrue-alternative-text", Severity.ERROR, "Alternative text is claimed, but pictures have none",
    f"WCAG 2.2, 1.1.1 Non-text Content (A); {_VOCABULARY}, alternativeText",
    "Someone who can't see the pictures buys the book because of the claim, and is told nothing where they stand.",
)  # fmt: skip
LONG = _untrue(
    "A11", "untrue-long-description", Severity.WARNING, "Long descriptions are claimed, but there are none",
    f"{_VOCABULARY}, longDescription",
)  # fmt: skip
PAGES = _untrue(
    "A12", "untrue-pages", Severity.ERROR, "Page numbers are claimed, but there are none",
    "EPUB Accessibility 1.1, 3.4.1 Page navigation",
    "Someone who shares the book with a class that has it in print can't go to the page that is called.",
)  # fmt: skip
SYNCHRONIZED = _untrue(
    "A13", "untrue-synchronized-audio", Severity.ERROR, "Text with sound is claimed, but some is not narrated",
    "EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
    "Someone who follows the text by ear loses the place wherever it is silent.",
)  # fmt: skip
AUDITORY = _untrue(
    "A14", "untrue-auditory", Severity.ERROR, "Listening is said to be enough, but not all is narrated",
    f"{_VOCABULARY}, accessModeSufficient",
    "Someone who can't read the text misses what is not narrated, and does not know it.",
)  # fmt: skip
TEXTUAL = _untrue(
    "A15", "untrue-textual", Severity.WARNING, "Text is said to be enough, but pictures have none",
    f"WCAG 2.2, 1.1.1 Non-text Content (A); {_VOCABULARY}, accessModeSufficient",
    "Someone who reads by ear or by touch misses what the pictures say.",
)  # fmt: skip
MODES = Check(
    "A16", "wrong-access-modes", Severity.WARNING, "The access modes are not those of the content",
    "Someone who can't see pictures, or can't hear sound, is not told that the book has them.",
    "claim `textual` for text, `visual` for pictures that mean something, `auditory` for sounds of its own",
    f"{_VOCABULARY}, accessMode",
)  # fmt: skip
NAVIGATION = _untrue(
    "A17", "untrue-navigation", Severity.ERROR, "Ways through the book are claimed that are not there",
    f"{_VOCABULARY}, structuralNavigation and tableOfContents",
    "Someone who reads by ear goes from heading to heading, and finds none.",
)  # fmt: skip
ORDER = _untrue(
    "A18", "untrue-reading-order", Severity.WARNING, "A reading order is claimed, but the contents have another",
    "WCAG 2.2, 1.3.2 Meaningful Sequence (A)",
    "Someone who can't see the whole page at once has only the order to go by.",
)  # fmt: skip
CONTENT = _untrue(
    "A19", "untrue-content-feature", Severity.WARNING, "A feature is claimed for something that is not in the book",
    f"{_VOCABULARY}, accessibilityFeature",
)  # fmt: skip
DISPLAY = _untrue(
    "A20", "untrue-display", Severity.ERROR, "Text that can be reset is claimed, but the layout is fixed",
    f"WCAG 2.2, 1.4.4 Resize Text (AA); {_VOCABULARY}, displayTransformability",
    "Someone with low vision or dyslexia can't have the text larger, wider or in another font.",
)  # fmt: skip
UNLOCKED = _untrue(
    "A21", "untrue-unlocked", Severity.ERROR, "A book without locks is claimed, but files are encrypted",
    f"{_VOCABULARY}, unlocked", "Assistive technology may not be let at the text.",
)  # fmt: skip
ARIA = _untrue(
    "A22", "untrue-aria", Severity.WARNING, "ARIA is claimed, but there are no roles", f"{_VOCABULARY}, ARIA"
)
UNCLAIMED = Check(
    "A23", "unclaimed-feature", Severity.NOTE, "The book offers more than it claims",
    "Readers who look for the feature don't find the book.",
    "add the features to the package document as `schema:accessibilityFeature`",
    "EPUB Accessibility 1.1, 2.2 Package metadata",
)  # fmt: skip

_BY_FEATURE: Mapping[str, Check] = {
    "ARIA": ARIA,
    "alternativeText": ALT,
    "displayTransformability": DISPLAY,
    "longDescription": LONG,
    "pageBreakMarkers": PAGES,
    "pageNavigation": PAGES,
    "printPageNumbers": PAGES,
    "readingOrder": ORDER,
    "structuralNavigation": NAVIGATION,
    "synchronizedAudioText": SYNCHRONIZED,
    "tableOfContents": NAVIGATION,
    "unlocked": UNLOCKED,
}
_OFFERED = (
    "MathML",
    "alternativeText",
    "pageBreakMarkers",
    "pageNavigation",
    "synchronizedAudioText",
)
"""Features that are worth being found by, and that can be seen with certainty."""


def check(seen: Evidence) -> Iterator[Finding]:
    """Compare what the package claims with what is in the book, if all of that can be read."""
    if not seen.whole:
        return
    claims = claims_on(seen)
    for claim in claims:
        if claim.holds is False and (about := _about(claim)):
            yield _found(about, claim, seen)
    yield from _visual(seen)
    yield from _unclaimed(seen, claims)


def _about(claim: Claim) -> Check | None:
    if claim.property == "accessMode":
        return MODES
    if claim.property == "accessModeSufficient":
        return AUDITORY if claim.value == "auditory" else TEXTUAL
    if claim.property == "accessibilityFeature":
        return _BY_FEATURE.get(claim.value.partition("/")[0], CONTENT)
    return None


def _found(about: Check, claim: Claim, seen: Evidence) -> Finding:
    place = Source(f"{seen.ebook.name}/{seen.ebook.package_name}", claim.line)
    severity, fix = about.severity, ""
    if about is ALT and not seen.state(State.NAMELESS):
        severity = Severity.WARNING  # an empty alternative text may be meant: only a person can say
        fix = 'write what the pictures say, and `role="presentation"` on those that say nothing'
    if about is SYNCHRONIZED and seen.narration.overlays:
        severity = Severity.WARNING
    return about.found(
        f"{claim.property} '{claim.value}' is claimed, but {claim.evidence}", place, severity=severity, fix=fix
    )


def _visual(seen: Evidence) -> Iterator[Finding]:
    said_modes = {meta.value for meta in said(seen.ebook, "accessMode")}
    telling = [picture for picture in seen.pictures if picture.meaningful]
    if said_modes and telling and "visual" not in said_modes:
        number = there(len(telling), "picture that says", "pictures that say")
        message = f"accessMode 'visual' is not claimed, but {number} something"
        yield MODES.found(message, seen.ebook.place(seen.ebook.package_name))


def _unclaimed(seen: Evidence, claims: tuple[Claim, ...]) -> Iterator[Finding]:
    claimed = {claim.value for claim in claims if claim.property == "accessibilityFeature"}
    if "printPageNumbers" in claimed:
        claimed.add("pageBreakMarkers")
    if not claimed or claimed & {"none", "unknown"}:
        return
    offered = [
        name
        for name in _OFFERED
        if name not in claimed and FEATURES_SEEN[name](seen)[1]
        and (name != "alternativeText" or any(picture.meaningful for picture in seen.pictures))
    ]  # fmt: skip
    if offered:
        message = f"the book offers {listed(offered)}, but doesn't claim it"
        yield UNCLAIMED.found(message, seen.ebook.place(seen.ebook.package_name))
