"""The accessibility statement of a publication, in the words that the W3C's display guide has for it.

Accessibility Metadata Display Guide for Digital Publications, "Accessibility display fields".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cjpublish.editions.views.accessibility import Claims, claims, spoken_claims
from cjpublish.editions.views.audiobook.claims import audio_claims
from cjpublish.editions.views.completeness import unspoken
from cjpublish.editions.views.page import tagged, text
from cjpublish.site.accessible import display
from cjpublish.site.accessible.vocabulary import vocabulary
from cjpublish.site.shelf import Offer, Shelf

__all__ = ["Section", "declared", "html", "statement"]

_CLAIM = ("claim", "epub-accessibility-1-1", "wcag-2-2", "level-aa")
"""What an e-book of this program conforms to where somebody has evaluated it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One field of the statement; plain text."""

    heading: str
    """Its name."""
    statements: tuple[str, ...]
    """At least one."""
    language: str
    """BCP 47 language of the heading, and of the statements but for a person's own."""
    said_in: str
    """BCP 47 language of the statements."""


def statement(claimed: Claims, language: str) -> tuple[Section, ...]:
    """Return what is claimed as the guide states it, in a BCP 47 language, or in English where it has no words in it.

    Ways of reading and conformance are always there; another field only where there is something to say (Missing
    metadata). Nothing is known here of legal considerations.
    """
    words = vocabulary(language)
    say = words.statements
    fields = (
        ("ways-of-reading", tuple(say[key] for key in display.ways_of_reading(claimed)), words.language),
        ("conformance", tuple(_conformance(claimed, language)), words.language),
        ("navigation", tuple(say[key] for key in display.navigation(claimed)), words.language),
        ("rich-content", tuple(say[key] for key in display.rich_content(claimed)), words.language),
        ("hazards", tuple(say[key] for key in display.hazards(claimed)), words.language),
        ("accessibility-summary", (claimed.summary,) if claimed.summary else (), claimed.summary_language),
        (
            "additional-accessibility-information",
            tuple(say[key] for key in display.additional(claimed)),
            words.language,
        ),
    )
    return tuple(Section(say[f"{name}/title"], said, words.language, tongue) for name, said, tongue in fields if said)


def _conformance(claimed: Claims, language: str) -> Iterator[str]:
    say = vocabulary(language).statements
    if not claimed.certified_by:
        yield say["conformance/no"]
        return
    yield say["conformance/aa"]
    yield f"{say['conformance/certifier']} {claimed.certified_by}"
    yield " ".join(say[f"conformance/details/{part}"] for part in _CLAIM)


def declared(shelf: Shelf) -> Iterator[tuple[Offer, Claims]]:
    """Yield the offers that declare their accessibility, with what each claims: two e-books and an audiobook at most.

    The packages `lpf` and `audiobook` claim the same, so that only one of them is listed. They are no EPUBs, so that
    they can't conform to EPUB Accessibility.
    """
    publication = shelf.publication
    whole = not unspoken(shelf.book)
    offers = {offer.edition: offer for offer in reversed(shelf.offers) if "/" not in offer.path}
    if offer := offers.get("epub"):
        yield offer, claims(publication)
    if offer := offers.get("readalong"):
        yield offer, spoken_claims(publication) if whole else claims(publication)
    if offer := offers.get("lpf") or offers.get("audiobook"):
        claimed = audio_claims(shelf.book)
        features = (*claimed.features, "synchronizedAudioText") if whole else claimed.features
        yield offer, replace(claimed, features=features, certified_by=None)


def html(shelf: Shelf, level: int) -> str:
    """Return the statement for what is offered as HTML; headings are of `level`.

    What all files claim is said once; what only some claim is said with their names. Empty where nothing is declared.
    """
    language = shelf.publication.metadata.language
    stated = [(offer.title, statement(claimed, language)) for offer, claimed in declared(shelf)]
    if not stated:
        return ""
    titles = tuple(title for title, _ in stated)
    parts = [f"<p{tagged('en', language)}>The publisher’s claims about: {text('; '.join(titles))}.</p>\n"]
    for heading, tongue in dict.fromkeys((each.heading, each.language) for _, said in stated for each in said):
        items = "".join(
            f"<li>{'' if by == titles else _named(by, language)}{_said(said, said_in, language)}</li>\n"
            for (said, said_in), by in _by_statement(heading, stated).items()
        )
        parts.append(f"<h{level}{tagged(tongue, language)}>{text(heading)}</h{level}>\n<ul>\n{items}</ul>\n")
    return "".join(parts)


def _by_statement(
    heading: str, stated: Sequence[tuple[str, Sequence[Section]]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statements under a heading with their language, and the titles of the files that make each."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for title, sections in stated:
        for section in sections:
            if section.heading == heading:
                for said in section.statements:
                    key = (said, section.said_in)
                    found[key] = (*found.get(key, ()), title)
    return found


def _named(titles: Sequence[str], language: str) -> str:
    return f"<b{tagged('en', language)}>{text('; '.join(titles))}:</b> "


def _said(said: str, said_in: str, language: str) -> str:
    marked = tagged(said_in, language)
    return f"<span{marked}>{text(said)}</span>" if marked else text(said)
