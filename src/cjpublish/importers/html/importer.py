"""An HTML page to a Draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from lxml import html

from cjpublish.draft import Block, Cut, Draft, Note
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, encoding, refused
from cjpublish.importers.html import body, lazy, metadata, page, plain, shed
from cjpublish.importers.html.chapters import chapters
from cjpublish.importers.html.credits import with_credits
from cjpublish.importers.html.ending import breaks_off
from cjpublish.importers.html.guesses import completed
from cjpublish.importers.html.links import Links
from cjpublish.importers.html.metadata import About
from cjpublish.importers.html.pictures import Pictures
from cjpublish.importers.html.pruned import prune
from cjpublish.importers.html.runs import Run, runs
from cjpublish.importers.html.view import SUBTITLE, TITLE, Page
from cjpublish.importers.html.votes import votes
from cjpublish.importers.language import language
from cjpublish.importers.markup import (
    Converted,
    Hooks,
    TakenNotes,
    convert,
    convert_note,
    relinked,
    summed,
    take_notes,
)

__all__ = ["read"]

_LARGEST = 64_000_000
"""Bytes of a page."""
_FEWEST = 10
"""Words that a page with scripts has at least once it is shown."""


def read(original: Original) -> Draft:
    """Read an HTML page: its article in one chapter, or a whole book in many, and what was left out around it.

    Raises InputError where the file can't be read, is too large, or has no text.
    """
    content = _content(original)
    decoded = encoding.decode(content, original, page.declared(content))
    root = page.parsed(decoded.text, original)
    about = metadata.about(root, original.address)
    base = _base(root, about)
    written = plain.is_written(root)
    said, guesses = (about.metadata, ()) if written else completed(about.metadata, root, original)
    scripted = root.find(".//script") is not None
    icons = lazy.settle(root)
    cuts = shed.shed(root)
    found = runs(root.find("body"))
    _check(found, scripted, original)
    shares = [1.0] * len(found) if written else votes(root, found)
    view = Page(found, shares, about)
    reasons = body.of_document(view) if written else body.of_page(view)
    findings = [*decoded.findings, *guesses, *_icons(icons, original)]
    if "" not in reasons:
        reasons = ["" for _ in found]
        findings.append(_unsure(original))
    cuts += prune(root.find("body"), view, reasons)
    drafting = _Drafting(original, replace(about, metadata=said), base, findings, cuts)
    return drafting.draft(root.find("body"), found, reasons)


def _base(root: html.HtmlElement, about: About) -> str:
    """Return the web address that a page's addresses count from (HTML Living Standard, 4.2.3)."""
    said = next((each.get("href", "") for each in root.iter("base") if each.get("href")), "")
    try:
        return str(urljoin(about.address, said))
    except ValueError:
        return about.address


def _content(original: Original) -> bytes:
    try:
        with original.path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        message = f"this file can't be read: {error.strerror or error}"
        raise refused(original, "unreadable", message) from error
    if len(content) > _LARGEST:
        message = f"this page is too large: {_LARGEST // 1_000_000} MB are possible"
        raise refused(original, "too-large", message, "divide it, or import what it was made from")
    return content


def _check(found: Sequence[Run], scripted: bool, original: Original) -> None:
    """Refuse a page without text, or whose text a script would show."""
    if not found or (scripted and sum(run.count for run in found) < _FEWEST):
        fix = "save the page from a browser once its text is shown"
        raise refused(original, "no-text", "this page has no text of its own", fix)


def _icons(count: int, original: Original) -> Iterable[Finding]:
    if count:
        message = f"{count} icons and single pixels, which count visitors, are left out"
        message = message if count > 1 else "an icon, or a single pixel that counts visitors, is left out"
        yield Finding("icons", Severity.NOTE, message, original.place())


def _unsure(original: Original) -> Finding:
    message = "no article was found in this page, and all of its text is taken"
    return Finding("no-article", Severity.WARNING, message, original.place(), "delete what is not of the article")


class _Drafting:
    """Makes a draft of a tree that holds the article alone."""

    def __init__(self, original: Original, about: About, base: str, findings: list[Finding], cuts: list[Cut]) -> None:
        self._original, self._about, self._base = original, about, base
        self._findings, self._cuts = findings, cuts
        self._aliases: dict[str, str] = {}
        self._details: list[Finding] = []

    def draft(self, tree: html.HtmlElement, found: Sequence[Run], reasons: Sequence[str]) -> Draft:
        """Return the draft of a tree, given what its page was made of."""
        said = self._about.metadata
        article = " ".join(run.text for run, reason in zip(found, reasons, strict=True) if not reason)
        tongue, guessed = language(said.language, article, self._original)
        notes = take_notes({"": tree})
        pictures = Pictures(self._original, self._base)
        links = Links.of(tree, self._base, self._about.address)
        hooks = Hooks(
            picture=pictures.key,
            drawing=pictures.drawing,
            link=links.leads_to,
            note=notes.references.get,
            anchor=lambda target: links.names.get(target, ""),
            place=self._original.place,
        )
        blocks = self._converted(convert(tree, hooks, tongue))
        title = self._title(found, reasons)
        parts = chapters(title, with_credits(blocks), lambda key: self._note(key, notes, hooks, tongue))
        subtitle = next((run.text for run, reason in zip(found, reasons, strict=True) if reason == SUBTITLE), "")
        truncated = breaks_off(parts[-1], self._about.restricted)
        self._findings += [
            *guessed,
            *pictures.findings,
            *links.findings(self._original),
            *summed([*notes.findings, *self._details]),
        ]
        if truncated:
            self._findings.append(self._cut_off())
        return Draft(
            metadata=replace(
                said, title=title, subtitle=subtitle or said.subtitle, language=tongue, truncated=truncated
            ),
            chapters=relinked(parts, self._aliases),
            images=pictures.images,
            cuts=tuple(sorted((*self._cuts, *notes.cuts), key=lambda cut: cut.line)),
            findings=tuple(self._findings),
        )

    def _converted(self, converted: Converted) -> tuple[Block, ...]:
        self._details += converted.findings
        self._cuts += converted.cuts
        self._aliases |= converted.aliases
        return converted.blocks

    def _note(self, key: str, notes: TakenNotes, hooks: Hooks, tongue: str) -> Note:
        return Note(key, self._converted(convert_note(notes.targets[key], hooks, tongue)))

    def _title(self, found: Sequence[Run], reasons: Sequence[str]) -> str:
        """Return the title as it is printed, or as the page calls itself, or as its file is named."""
        printed = next((run.text for run, reason in zip(found, reasons, strict=True) if reason == TITLE), "")
        title = printed or self._about.metadata.title
        if not title:
            title = self._original.path.stem.replace("-", " ").replace("_", " ").strip() or "Untitled"
            message = f"the page has no title; the name of its file is taken: '{title}'"
            fix = "set `title` in publication.yaml, and the first heading"
            self._findings.append(Finding("no-title", Severity.WARNING, message, self._original.place(), fix))
        return title

    def _cut_off(self) -> Finding:
        message = "the text breaks off before its end"
        fix = "add the rest and take `truncated` out of publication.yaml; until then readers are told"
        return Finding("truncated", Severity.WARNING, message, self._original.place(), fix)
