"""The metadata of a package document: what the book says of itself, as publication.yaml says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from cjpublish.draft import Metadata
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.epub.identifier import uri
from cjpublish.importers.epub.package import Package
from cjpublish.settings import rules
from cjpublish.settings.schema import Hazard

__all__ = ["metadata"]

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(?![0-9-])")
_PUBLICATION = ("publication", "original-publication")
"""Events of EPUB 2 that a date of publication may be for."""
_LONGEST_SUMMARY = 499
_CLAIMS = ("dcterms:conformsTo", "a11y:certifiedBy", "a11y:certifierCredential", "a11y:certifierReport")
_ROLES = {
    "art": "artist", "cov": "cover designer", "ctb": "contributor", "edt": "editor", "ill": "illustrator",
    "nrt": "narrator", "pht": "photographer", "trl": "translator", "bkp": "producer", "mrk": "markup",
    "pbl": "publisher",
}  # fmt: skip
"""Codes of MARC relators, in words."""


@dataclass(frozen=True, slots=True)
class _Property:
    """A Dublin Core element with what refines it."""

    text: str
    """Its text, white space normalized."""
    element: Any
    """Itself."""
    refinements: dict[str, str]
    """By property; EPUB 2's attributes `opf:role`, `opf:event` and `opf:scheme` among them."""


def metadata(package: Package, fallback_language: str, original: Original, findings: list[Finding]) -> Metadata:
    """Return what the package document says of the publication (EPUB 3.3, 5.5; OPF 2.0.1, 2.2).

    Fields that publication.yaml could not hold are left empty, each with a finding. `fallback_language` is what a
    document says of its own language.
    """
    teller = _Teller(original, findings)
    title, subtitle = _titles(package, teller)
    return Metadata(
        title=title,
        subtitle=subtitle,
        authors=tuple(_authors(package, teller)),
        language=_language(package, fallback_language, teller),
        publisher="; ".join(each.text for each in _properties(package, "publisher")),
        date=_date(package, teller),
        identifier=_identifier(package, teller),
        rights="; ".join(each.text for each in _properties(package, "rights")),
        source="; ".join(each.text for each in _properties(package, "source")),
        subjects=tuple(dict.fromkeys(each.text for each in _properties(package, "subject"))),
        description=" ".join(_without_markup(each.text) for each in _properties(package, "description")),
        accessibility_summary=_summary(package, teller),
        hazards=_hazards(package, teller),
        page_source=_page_source(package),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    original: Original
    findings: list[Finding]

    def note(self, code: str, message: str, fix: str = "") -> None:
        """Append a note."""
        self.findings.append(Finding(code, Severity.NOTE, message, self.original.place(), fix))


def _properties(package: Package, name: str) -> Iterator[_Property]:
    """Yield the elements of Dublin Core of a name that have a text, in `display-seq` order."""
    found = []
    for each in package.root.iter(f"{_DC}{name}", f"{_DC}{name.capitalize()}"):
        text = " ".join("".join(each.itertext()).split())
        if text:
            found.append(_Property(text, each, _refinements(package, each)))
    yield from sorted(found, key=lambda one: _number(one.refinements.get("display-seq", "")))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1_000_000


def _refinements(package: Package, element: Any) -> dict[str, str]:
    written = {name: element.get(f"{_OPF}{name}") for name in ("role", "event", "scheme")}
    found = {name: str(value) for name, value in written.items() if value}
    name = element.get("id")
    if name:
        for each in package.root.iter("{*}meta"):
            if str(each.get("refines", "")).strip() == f"#{name}":
                found.setdefault(str(each.get("property", "")), " ".join("".join(each.itertext()).split()))
    return found


def _titles(package: Package, teller: _Teller) -> tuple[str, str]:
    titles = list(_properties(package, "title"))
    typed = {title.refinements.get("title-type", ""): title.text for title in reversed(titles)}
    untyped = [title.text for title in titles if not title.refinements.get("title-type")]
    main = typed.get("main", "") or next(iter(untyped), "") or next((title.text for title in titles), "")
    subtitle = typed.get("subtitle", "")
    others = [title.text for title in titles if title.text not in (main, subtitle)]
    if not subtitle and len(untyped) == 2 and untyped[0] == main:
        subtitle = untyped[1]
        others.remove(subtitle)
        teller.note("metadata", f"'{subtitle}' is taken for the subtitle: it is the second of two titles")
    if others:
        teller.note("metadata", f"of several titles these are left out: {'; '.join(dict.fromkeys(others))}")
    return main, subtitle


def _authors(package: Package, teller: _Teller) -> Iterator[str]:
    creators = list(_properties(package, "creator"))
    writers = [each for each in creators if each.refinements.get("role", "aut").lower() in ("aut", "aui", "author")]
    if not writers:
        writers = creators
    yield from dict.fromkeys(each.text for each in writers)
    others = [each for each in creators if each not in writers] + list(_properties(package, "contributor"))
    if others:
        names = "; ".join(dict.fromkeys(_credited(each) for each in others))
        fix = "name them in the text, or under `rights` or `description`"
        teller.note("metadata", f"publication.yaml has no place for {names}", fix)


def _credited(person: _Property) -> str:
    role = person.refinements.get("role", "").lower()
    return f"{person.text} ({_ROLES.get(role, role)})" if role else person.text


def _language(package: Package, fallback: str, teller: _Teller) -> str:
    found = [each.text.replace("_", "-") for each in _properties(package, "language")]
    good = [each for each in found if rules.language(each) is None and each.lower() not in ("und", "zxx")]
    if len(good) > 1:
        others = ", ".join(good[1:])
        teller.note("language", f"'{good[0]}' is taken for the main language; the book also names {others}")
    if good:
        return good[0]
    own = str(package.root.get(_XML_LANG, ""))
    other = next((each for each in (own, fallback) if each and rules.language(each) is None), "")
    said = f"'{found[0]}' is no language tag" if found else "the book's metadata name no language"
    teller.note("language", f"{said}" + (f": '{other}' is taken, which its documents are in" if other else ""))
    return other


def _date(package: Package, teller: _Teller) -> str:
    dates = [each for each in _properties(package, "date") if each.refinements.get("event", "") != "modification"]
    dates.sort(key=lambda each: each.refinements.get("event", "publication") not in _PUBLICATION)
    for each in dates:
        start = _DATE.match(each.text)
        if start and rules.day(start[0]) is None:
            return start[0]
    if dates:
        teller.note("metadata", f"the date '{dates[0].text}' is left out: publication.yaml could not say it")
    return ""


def _identifier(package: Package, teller: _Teller) -> str:
    identifiers = list(_properties(package, "identifier"))
    unique = package.root.get("unique-identifier")
    identifiers.sort(key=lambda each: each.element.get("id") != unique)
    for each in identifiers:
        scheme = each.refinements.get("scheme") or each.refinements.get("identifier-type", "")
        found = uri(each.text, scheme)
        if found and rules.uri(found) is None:
            others = [other.text for other in identifiers if other is not each]
            if others:
                teller.note("metadata", f"of several identifiers these are left out: {'; '.join(others)}")
            return found
    if identifiers:
        names = "; ".join(each.text for each in identifiers)
        fix = "write it under `identifier` with its scheme, if it has one"
        teller.note("metadata", f"the identifier '{names}' is no URI and is left out", fix)
    return ""


def _page_source(package: Package) -> str:
    """Return the edition that page breaks are of: what EPUB 3 has for it, or the source that is said to be it."""
    sources = _properties(package, "source")
    paginated = (each.text for each in sources if each.refinements.get("source-of") == "pagination")
    return package.meta("pageBreakSource") or package.meta("a11y:pageBreakSource") or next(paginated, "")


def _without_markup(text: str) -> str:
    """Return a description without the HTML that many programs put into it."""
    if "<" not in text:
        return text
    from lxml import html

    # Words on both sides of a tag such as </p> are not one word.
    found = html.fragment_fromstring(re.sub(r"(</(?:p|div|li|h\d)\s*>|<br\s*/?>)", r" \1", text), create_parent="div")
    return " ".join(found.text_content().split())


def _summary(package: Package, teller: _Teller) -> str:
    found = package.meta("schema:accessibilitySummary")
    if any(package.meta(name) for name in _CLAIMS):
        message = "what the source claims of its accessibility (conformance, certifier) is not carried over"
        teller.note("accessibility", message, "have the new edition evaluated, and name who did it under `certifier`")
    if len(found) > _LONGEST_SUMMARY:
        message = f"the accessibility summary is longer than {_LONGEST_SUMMARY} characters and is left out: {found}"
        teller.note("accessibility", message, "write a shorter one under `accessibility`")
        return ""
    if found:
        message = "the accessibility summary is the source's"
        teller.note("accessibility", message, "look whether it is true of the new edition, or delete it")
    return found


def _hazards(package: Package, teller: _Teller) -> tuple[str, ...]:
    """Return the hazards that may stand together: `none` and `unknown` alone, and one value for each kind."""
    known = {value.lower(): value for value in get_args(Hazard)}
    said = [
        ("".join(each.itertext()) or str(each.get("content", ""))).strip()
        for each in package.root.iter("{*}meta")
        if "schema:accessibilityHazard" in (each.get("property"), each.get("name"))
    ]
    good = dict.fromkeys(known[value.lower()] for value in said if value.lower() in known)
    kinds = {_kind(value): value for value in reversed(good)}
    if len(kinds) > 1:
        kinds = {kind: value for kind, value in kinds.items() if value not in ("none", "unknown")}
    hazards = tuple(value for value in good if value in kinds.values())
    others = sorted({*said} - {*hazards})
    if others:
        teller.note("accessibility", f"of the hazards that the source names these are left out: {', '.join(others)}")
    return hazards


def _kind(hazard: str) -> str:
    return hazard.lower().removeprefix("no").removeprefix("unknown")[:5]
